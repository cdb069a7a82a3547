"""What hosts say of themselves: that nothing changed, that they moved, how often they wish to be asked."""

from datetime import datetime, timedelta

from storage import queries
from storage.event import Event
from storage.queries import SourceRow
from tests.flow.conftest import Newsroom
from tests.paper import GOLD, TALKS, Paper
from tests.servers.http import Reply, Request
from worker.pipeline import rounds


def passes(newsroom: Newsroom, number: int, **apart: float) -> None:
    for _ in range(number):
        newsroom.clock.forward(**apart)
        rounds.once(newsroom.flow)


def said(newsroom: Newsroom, type_: str) -> list[Event]:
    with newsroom.flow.store.read() as conn:
        return [event for event in queries.events(conn) if event.type == type_]


def row(newsroom: Newsroom, paper: Paper) -> SourceRow:
    with newsroom.flow.store.read() as conn:
        (found,) = queries.sources(conn, [paper.key])
    return found


def lying(paper: Paper) -> None:
    """Whoever asks conditionally hears that nothing changed, whatever changed."""

    def answer(request: Request) -> Reply:
        if "if-none-match" in request.headers:
            return Reply(status=304, headers={"ETag": '"frozen"'}, content_type="")
        text = paper.feed()
        return Reply(status=200, headers={"ETag": '"frozen"'}, chunks=[text.encode()])

    paper.origin.routes["/rss"] = answer


def test_a_304_that_lies_is_found_out_and_said_and_nothing_is_lost(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    paper.publish(GOLD)
    lying(paper)
    rounds.once(newsroom.flow)
    passes(newsroom, 2, minutes=5)
    paper.publish(TALKS)
    lying(paper)
    passes(newsroom, 101, minutes=1)
    assert len(said(newsroom, "source.lying")) == 1
    assert newsroom.titles == [TALKS.title]


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.origin.routes["/moi.rss"] = lambda _: Reply(paper.feed())
    paper.origin.put("/rss", status=301, headers={"Location": "/moi.rss"})
    passes(newsroom, 5, minutes=5)
    assert [event.data["to"] for event in said(newsroom, "source.moved")] == [
        paper.origin.address("/moi.rss")
    ]
    assert len(paper.origin.asked("/rss")) == 4  # the first look, and the three that said so
    paper.publish(TALKS)
    passes(newsroom, 1, minutes=5)
    assert newsroom.titles == [TALKS.title]


def test_a_new_address_that_fails_gives_way_to_the_declared_one(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    feed = paper.origin.routes["/rss"]
    paper.origin.routes["/moi.rss"] = feed
    paper.origin.put("/rss", status=308, headers={"Location": "/moi.rss"})
    passes(newsroom, 4, minutes=5)
    del paper.origin.routes["/moi.rss"]
    paper.origin.routes["/rss"] = feed
    passes(newsroom, 5, minutes=5)
    assert row(newsroom, paper).state == "ok"


def test_a_feeds_ttl_is_kept_within_bounds(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    paper.publish(GOLD)
    text = paper.feed().replace("<title>", "<ttl>1440</ttl><title>", 1)
    paper.origin.put("/rss", text, content_type="application/rss+xml")
    passes(newsroom, 2, minutes=5)
    found = row(newsroom, paper)
    wait = datetime.fromisoformat(found.next_at) - datetime.fromisoformat(found.polled)
    assert timedelta(minutes=15) <= wait <= timedelta(minutes=20)


def test_a_clock_of_vietnam_that_calls_itself_greenwichs_is_read_as_what_it_is(
    newsroom: Newsroom,
) -> None:
    paper = newsroom.open_paper("sang")
    text = paper.feed().replace(
        "</channel>",
        f"<item><title>{TALKS.title}</title><link>{paper.origin.url}/x.html</link>"
        "<pubDate>Sun, 22 Nov 2026 09:55:00 GMT</pubDate></item></channel>",
    )
    paper.origin.put("/rss", text, content_type="application/rss+xml")
    rounds.once(newsroom.flow)  # at 10:00 in Vietnam
    (seen,) = said(newsroom, "link.seen")
    assert seen.data["published"] == "2026-11-22T09:55:00+07:00"


def test_a_declared_sitemap_is_polled_and_what_it_showed_at_first_is_old(
    newsroom: Newsroom,
) -> None:
    paper = newsroom.open_paper("sang")
    site = newsroom.flow.sites["sang"]
    place = paper.put_sitemap()
    newsroom.flow.sites["sang"] = site.model_copy(  # type: ignore[index]
        update={"feeds": (), "sitemaps": (place,)}
    )
    paper.publish(GOLD)
    paper.put_sitemap()
    rounds.once(newsroom.flow)
    paper.publish(TALKS)
    paper.put_sitemap()
    passes(newsroom, 1, minutes=5)
    assert newsroom.titles == [TALKS.title]
