"""Two looks at a feed that share nothing: the hole is said, the rhythm tightened, the articles found all the same."""

from dataclasses import replace
from datetime import datetime

from storage import queries
from storage.event import Event
from storage.queries import SourceRow
from tests.flow.conftest import Newsroom
from tests.paper import GOLD, TALKS, Paper, Piece
from tests.servers.http import Reply
from worker.pipeline import rounds

WINDOW = 4
LONG_AGO = "2026-11-15T08:00:00+07:00"


def gold(number: int, published: str = "2026-11-22T10:30:00+07:00") -> Piece:
    """A story of its own, off topic."""
    return replace(GOLD, slug=f"gia-vang-{number}", published=published)


def rushed(newsroom: Newsroom, *, sitemap: bool = True) -> Paper:
    """A paper whose feed of four ran over between two looks; the talks fell out of it unseen."""
    paper = newsroom.open_paper("voi")
    paper.window = WINDOW
    for number in range(WINDOW):
        paper.publish(gold(number, LONG_AGO))
    if sitemap:
        paper.put_sitemap()
    rounds.once(newsroom.flow)
    newsroom.clock.forward(hours=1)
    paper.publish(replace(TALKS, published="2026-11-22T10:20:00+07:00"))
    for number in range(10, 10 + WINDOW):
        paper.publish(gold(number))
    if sitemap:
        paper.put_sitemap()
    return paper


def said(newsroom: Newsroom, *types: str) -> list[Event]:
    with newsroom.flow.store.read() as conn:
        return [event for event in queries.events(conn) if event.type in types]


def row(newsroom: Newsroom, paper: Paper) -> SourceRow:
    with newsroom.flow.store.read() as conn:
        found = queries.source(conn, paper.origin.address("/rss"))
    assert found is not None
    return found


def test_a_hole_is_said_with_its_source_and_times(newsroom: Newsroom) -> None:
    paper = rushed(newsroom)
    rounds.once(newsroom.flow)
    (gap,) = said(newsroom, "source.gap")
    assert gap.subject == paper.origin.address("/rss")
    assert (gap.data["since"][11:16], gap.data["until"][11:16]) == ("03:00", "04:00")
    assert gap.data["next_step"]


def test_what_fell_out_is_found_in_the_sitemap_at_once_and_alerts(newsroom: Newsroom) -> None:
    rushed(newsroom)
    rounds.once(newsroom.flow)
    (filled,) = said(newsroom, "source.filled")
    assert (filled.data["found"], newsroom.titles) == (1, [TALKS.title])


def test_of_a_sitemap_nobody_declared_only_what_belongs_to_the_hole_counts(
    newsroom: Newsroom,
) -> None:
    paper = rushed(newsroom)
    paper.pieces.append(replace(TALKS, slug="chuyen-cu", published=LONG_AGO))
    paper.put_sitemap()
    rounds.once(newsroom.flow)
    with newsroom.flow.store.read() as conn:
        assert queries.link(conn, paper.origin.address("/chuyen-cu.html")) is None


def test_what_fell_out_is_found_in_the_feeds_of_the_home_page(newsroom: Newsroom) -> None:
    paper = rushed(newsroom, sitemap=False)
    site = newsroom.flow.sites["voi"]
    home = site.model_copy(update={"home": paper.origin.address("/")})
    newsroom.flow.sites["voi"] = home  # type: ignore[index]
    paper.origin.put("/", '<link rel="alternate" type="application/rss+xml" href="/tat-ca.rss">')
    everything = replace(paper, window=99)
    everything.origin.routes["/tat-ca.rss"] = _dated(everything)
    paper.publish(gold(99))
    rounds.once(newsroom.flow)
    assert newsroom.titles == [TALKS.title]


def _dated(paper: Paper) -> Reply:
    items = "".join(
        f"<item><title>{p.title}</title><link>{paper.origin.url}/{p.slug}.html</link>"
        f"<pubDate>{datetime.fromisoformat(p.published):%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
        for p in paper.pieces
    )
    return Reply(f"<rss><channel>{items}</channel></rss>", content_type="application/rss+xml")


def test_a_hole_that_nothing_can_fill_is_said_to(newsroom: Newsroom) -> None:
    paper = rushed(newsroom, sitemap=False)
    paper.origin.put("/", "<p>Trang chủ")
    rounds.once(newsroom.flow)
    (filled,) = said(newsroom, "source.filled")
    assert "nothing to fill it from" in filled.data["message"]


def test_a_hole_that_could_not_be_filled_now_is_filled_at_a_later_poll(newsroom: Newsroom) -> None:
    paper = rushed(newsroom)
    sitemap = paper.origin.routes["/sitemap-news.xml"]
    paper.origin.put("/sitemap-news.xml", status=500)
    rounds.once(newsroom.flow)
    assert (newsroom.titles, said(newsroom, "source.filled")) == ([], [])
    paper.origin.routes["/sitemap-news.xml"] = sitemap
    newsroom.clock.forward(minutes=15)
    rounds.once(newsroom.flow)
    assert newsroom.titles == [TALKS.title]


def test_a_source_that_lost_something_is_asked_every_minute(newsroom: Newsroom) -> None:
    paper = rushed(newsroom)
    rounds.once(newsroom.flow)
    found = row(newsroom, paper)
    wait = datetime.fromisoformat(found.next_at) - datetime.fromisoformat(found.polled)
    assert wait.total_seconds() <= 70


def test_a_paper_that_loses_at_every_look_says_so_once_an_hour(newsroom: Newsroom) -> None:
    paper = rushed(newsroom)
    for hour in range(3):
        for number in range(WINDOW):
            paper.publish(gold(100 * (hour + 1) + number))
        newsroom.clock.forward(minutes=20)
        rounds.once(newsroom.flow)
    assert len(said(newsroom, "source.gap")) == 1
    assert row(newsroom, paper).memo["gaps"] == 3


def test_a_feed_whose_items_another_feed_has_shown_lost_nothing(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("hai")
    site = newsroom.flow.sites["hai"]
    second = paper.origin.address("/rss2")
    newsroom.flow.sites["hai"] = site.model_copy(  # type: ignore[index]
        update={"feeds": (*site.feeds, second)}
    )
    slow = Paper(paper.origin, "hai", window=WINDOW)
    for number in range(WINDOW):
        paper.publish(gold(number))
    paper.origin.routes["/rss2"] = paper.origin.routes["/rss"]
    rounds.once(newsroom.flow)
    for number in range(10, 10 + WINDOW):
        paper.publish(gold(number))
    newsroom.clock.forward(minutes=5)
    rounds.once(newsroom.flow)  # the first feed shows them
    slow.pieces = paper.pieces[:WINDOW]
    paper.origin.put("/rss2", _dated(slow).body, content_type="application/rss+xml")
    newsroom.clock.forward(minutes=5)
    rounds.once(newsroom.flow)
    assert said(newsroom, "source.gap") == []
