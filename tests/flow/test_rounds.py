"""One pass after another: what is polled, read, grouped and told."""

from dataclasses import replace
from pathlib import Path

from scrapers.site import load_sites
from storage import queries
from tests.flow.conftest import Newsroom
from tests.paper import EARLIER, GOLD, TALKS, Piece
from tests.servers.http import Reply
from worker.alerts.channel import DeliveryFailed
from worker.pipeline import rounds


def test_what_a_site_shows_at_its_first_poll_alerts_nobody(newsroom: Newsroom) -> None:
    newsroom.open_paper("sang").publish(EARLIER)
    result = rounds.once(newsroom.flow)
    assert [kept.on_topic for kept in result.seen.kept] == [True]
    assert newsroom.told.deliveries == []


def test_what_appears_later_alerts_once(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    paper.publish(EARLIER)
    rounds.once(newsroom.flow)
    paper.publish(TALKS)
    for _ in range(3):
        newsroom.clock.forward(minutes=10)
        rounds.once(newsroom.flow)
    assert newsroom.titles == [TALKS.title]


def test_off_topic_news_alerts_nobody(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(GOLD)
    result = rounds.once(newsroom.flow)
    assert [kept.title for kept in result.seen.kept] == [GOLD.title]
    assert newsroom.told.deliveries == []


def test_a_reprint_in_another_paper_joins_the_story_and_alerts_nobody_again(
    newsroom: Newsroom,
) -> None:
    morning, evening = newsroom.open_paper("sang"), newsroom.open_paper("chieu")
    rounds.once(newsroom.flow)
    morning.publish(TALKS)
    rounds.once(newsroom.flow)
    newsroom.clock.forward(hours=1)
    evening.publish(replace(TALKS, slug="khac", title="Nga, NATO trở lại bàn đàm phán an ninh"))
    rounds.once(newsroom.flow)
    assert newsroom.titles == [TALKS.title]
    with newsroom.flow.store.read() as conn:
        (story,) = queries.stories(conn)
    assert story.sites == ("sang", "chieu")
    assert story.independent_sources == 1


def test_a_story_that_was_opened_silently_is_told_when_a_paper_brings_it_later(
    newsroom: Newsroom,
) -> None:
    morning, evening = newsroom.open_paper("sang"), newsroom.open_paper("chieu")
    morning.publish(TALKS)
    rounds.once(newsroom.flow)
    evening.publish(TALKS)
    rounds.once(newsroom.flow)
    assert newsroom.titles == [TALKS.title]


def test_a_page_that_cannot_be_had_is_judged_by_what_the_feed_says(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(TALKS)
    paper.origin.put(f"/{TALKS.slug}.html", status=410)
    rounds.once(newsroom.flow)
    assert newsroom.titles == [TALKS.title]


def test_a_page_that_fails_for_a_while_is_fetched_later(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    address = paper.publish(TALKS)
    good = paper.origin.routes[f"/{TALKS.slug}.html"]
    paper.origin.put(f"/{TALKS.slug}.html", status=500)
    rounds.once(newsroom.flow)
    assert newsroom.told.deliveries == []
    paper.origin.routes[f"/{TALKS.slug}.html"] = good
    newsroom.clock.forward(minutes=10)
    rounds.once(newsroom.flow)
    assert [content["article"]["url"] for _, content in newsroom.told.deliveries] == [address]


def test_a_feed_that_is_html_is_reported_by_name_and_stops_nothing_else(
    newsroom: Newsroom,
) -> None:
    broken, fine = newsroom.open_paper("hong"), newsroom.open_paper("tot")
    rounds.once(newsroom.flow)
    broken.origin.put("/rss", "<!doctype html><title>Bảo trì</title><p>Trang đang bảo trì.</p>")
    fine.publish(TALKS)
    result = rounds.once(newsroom.flow)
    assert newsroom.titles == [TALKS.title]
    assert len(result.seen.failed) == 1
    with newsroom.flow.store.read() as conn:
        row = queries.source(conn, broken.origin.address("/rss"))
    assert row is not None
    assert (row.state, row.code) == ("failing", "bad_feed")
    assert "sites check hong" in row.next_step


def test_a_source_that_works_again_is_said_to(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    good = paper.origin.routes["/rss"]
    paper.origin.put("/rss", status=500)
    rounds.once(newsroom.flow)
    paper.origin.routes["/rss"] = good
    newsroom.clock.forward(minutes=5)
    rounds.once(newsroom.flow)
    with newsroom.flow.store.read() as conn:
        row = queries.source(conn, paper.origin.address("/rss"))
        told = [event.type for event in queries.events(conn)]
    assert row is not None
    assert row.state == "ok"
    assert told == ["source.failing", "source.opened", "source.recovered"]


def test_a_delivery_that_fails_is_owed_and_made_later_with_the_same_id(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(TALKS)
    newsroom.told.failures.append(DeliveryFailed("421 come back later"))
    first = rounds.once(newsroom.flow)
    assert (first.sent, first.owed) == (0, 1)
    with newsroom.flow.store.read() as conn:
        (owed,) = queries.deliveries(conn, state="owed")
    newsroom.clock.forward(seconds=30)
    rounds.once(newsroom.flow)
    assert [delivery.id for delivery, _ in newsroom.told.deliveries] == [owed.id]
    assert newsroom.told.deliveries[0][0].attempt == 2


def test_a_page_of_twenty_megabytes_is_refused_by_name(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    address = paper.publish(TALKS)
    paper.origin.routes[f"/{TALKS.slug}.html"] = Reply(b"<p>" + b"a" * 20_000_000)
    rounds.once(newsroom.flow)
    with newsroom.flow.store.read() as conn:
        refused = [event for event in queries.events(conn) if event.type == "page.refused"]
    assert [(event.data["url"], event.data["code"]) for event in refused] == [
        (address, "too_large")
    ]
    assert newsroom.titles == [TALKS.title]  # the feed's own words were enough


def test_one_request_at_a_time_goes_to_a_host(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    for piece in (EARLIER, GOLD, TALKS):
        paper.publish(piece)
    rounds.once(newsroom.flow)
    paths = [request.path for request in paper.origin.requests]
    assert paths[:2] == ["/robots.txt", "/rss"]
    assert sorted(paths[2:]) == sorted(f"/{p.slug}.html" for p in (EARLIER, GOLD, TALKS))


def test_a_source_that_falls_silent_is_said_to_once_and_again_when_it_speaks(
    newsroom: Newsroom,
) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    for number in range(4):
        paper.publish(replace(GOLD, slug=f"gia-vang-{number}"))
        newsroom.clock.forward(hours=1)
        rounds.once(newsroom.flow)
    for _ in range(5):  # a night and a Sunday say nothing of a paper that four finds are known of
        newsroom.clock.forward(days=1)
        rounds.once(newsroom.flow)
    paper.publish(replace(GOLD, slug="gia-vang-cuoi"))
    newsroom.clock.forward(hours=1)
    rounds.once(newsroom.flow)
    with newsroom.flow.store.read() as conn:
        said = [e for e in queries.events(conn) if e.type in {"source.silent", "source.recovered"}]
    assert [event.type for event in said] == ["source.silent", "source.recovered"]
    assert "nothing new for 72 h" in said[0].data["message"]


def test_a_host_that_wishes_to_be_left_alone_has_not_failed(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    paper.origin.put("/robots.txt", "User-agent: *\nCrawl-delay: 120\n", content_type="text/plain")
    address = paper.publish(GOLD)
    rounds.once(newsroom.flow)
    with newsroom.flow.store.read() as conn:
        told = [event.type for event in queries.events(conn)]
        link = queries.link(conn, address)
    assert told == ["link.seen", "source.opened"]
    assert link is not None
    assert link.state == "seen"


def test_a_feed_that_has_not_changed_is_not_read_again(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    paper.publish(GOLD)
    feed = paper.origin.routes["/rss"]
    assert isinstance(feed, Reply)
    paper.origin.routes["/rss"] = lambda _: replace(feed, chunks=[feed.content])  # no ETag, no 304
    for _ in range(2):
        rounds.once(newsroom.flow)
    with newsroom.flow.store.read() as conn:
        (source,) = queries.sources(conn)
    assert (source.polls, source.shown, source.new) == (2, 1, 0)


def test_a_listing_page_is_polled_like_a_feed(newsroom: Newsroom, tmp_path: Path) -> None:
    paper = newsroom.open_paper("sang")
    tag = paper.origin.address("/tag/nga-nato")
    (tmp_path / "sites" / "sang.toml").write_text(
        f'name = "Sáng"\nhome = "https://bao-sang.example/"\nlistings = ["{tag}"]\n',
        encoding="utf-8",
    )
    sites, _ = load_sites(tmp_path / "sites")
    newsroom.flow.sites.update(sites)  # type: ignore[attr-defined]
    others = [replace(GOLD, slug=f"tin-{n}", title=f"{GOLD.title} lần thứ {n}") for n in range(3)]
    for piece in (*others, TALKS):
        paper.publish(piece)
    paper.origin.put("/tag/nga-nato", _cards(others))
    rounds.once(newsroom.flow)
    paper.origin.put("/tag/nga-nato", _cards([TALKS, *others]))
    newsroom.clock.forward(minutes=10)
    rounds.once(newsroom.flow)
    assert newsroom.titles == [TALKS.title]


def _cards(pieces: list[Piece]) -> str:
    items = "".join(
        f'<li><h3><a href="/{p.slug}.html">{p.title}</a></h3><p>{p.lead}</p></li>' for p in pieces
    )
    return f'<!doctype html><meta charset="utf-8"><title>Nga – NATO</title><h1>Nga – NATO</h1><ul>{items}</ul>'


def test_an_address_that_turns_out_to_be_a_listing_is_judged_by_the_feeds_words(
    newsroom: Newsroom,
) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    paper.publish(GOLD)
    paper.origin.put(f"/{GOLD.slug}.html", _cards([TALKS, EARLIER, replace(GOLD, slug="khac")]))
    result = rounds.once(newsroom.flow)
    assert [kept.title for kept in result.seen.kept] == [GOLD.title]
    assert newsroom.told.deliveries == []


def test_a_host_with_a_long_crawl_delay_gives_its_pages_all_the_same(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    paper.origin.put("/robots.txt", "User-agent: *\nCrawl-delay: 120\n", content_type="text/plain")
    rounds.once(newsroom.flow)
    pieces = [TALKS, GOLD]
    for piece in pieces:
        paper.publish(piece)
    for _ in range(4):
        newsroom.clock.forward(seconds=130)
        rounds.once(newsroom.flow)
    with newsroom.flow.store.read() as conn:
        read = queries.articles(conn, on_topic=None)
    assert {row.title for row in read} == {piece.title for piece in pieces}
