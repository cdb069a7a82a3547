"""Reading the store."""

from datetime import UTC, date, datetime, timedelta

import pytest

from storage import queries
from storage.event import NewEvent
from storage.store import Store
from tests.storage.samples import (
    TOPIC,
    Clock,
    append,
    corrected,
    fold,
    grouped,
    ingest,
    judged,
    raised,
    seen,
    talks_read,
)

NEW_YEAR = datetime(2022, 1, 1, tzinfo=UTC)


def on_topic(store: Store, id_: str, title: str = "Tin", body: str = "", **fields: object) -> None:
    ingest(store, id_, title, body, **fields)
    append(store, judged(id_))


def ids(store: Store, **asked: object) -> list[str]:
    with store.read() as conn:
        return [article.id for article in queries.articles(conn, **asked)]


# --- articles --------------------------------------------------------------------------------------


def test_the_last_recorded_article_comes_first(store: Store) -> None:
    for number in range(3):
        on_topic(store, f"a-{number}", published=f"2022-01-0{9 - number}")
    assert ids(store) == ["a-2", "a-1", "a-0"]


def test_pages_of_articles_follow_one_another_without_overlap(store: Store) -> None:
    for number in range(7):
        on_topic(store, f"a-{number}")
    found, before = list[str](), None
    while True:
        with store.read() as conn:
            page = queries.articles(conn, limit=3, before=before)
        if not page:
            break
        found += [article.id for article in page]
        before = page[-1].position
    assert found == [f"a-{number}" for number in reversed(range(7))]


def test_an_article_read_again_keeps_its_place(store: Store) -> None:
    on_topic(store, "a-1", "Tin cũ")
    on_topic(store, "a-2")
    ingest(store, "a-1", "Tin mới")
    with store.read() as conn:
        found = queries.articles(conn)
    assert [(article.id, article.title) for article in found] == [
        ("a-2", "Tin"),
        ("a-1", "Tin mới"),
    ]
    assert found[1].seen < found[1].updated


def test_an_article_comes_whole(store: Store) -> None:
    fields = {"published": "2022-01-11T08:09:00+07:00", "authors": ["Hà My", "Lê A"]}
    fields |= {"agency": "TTXVN", "section": "Thế giới", "kept": 9, "dropped": 4}
    on_topic(store, "a-1", "Nga–NATO", "Đoạn một\n\nĐoạn hai", **fields)
    append(store, grouped("a-1", "s-1"))
    with store.read() as conn:
        found = queries.article(conn, "a-1")
    assert (found.url, found.site, found.title) == ("https://bao.vn/a-1", "bao", "Nga–NATO")
    assert (found.body, found.authors) == ("Đoạn một\n\nĐoạn hai", ("Hà My", "Lê A"))
    assert (found.published, found.agency) == ("2022-01-11T08:09:00+07:00", "TTXVN")
    assert (found.kept, found.dropped, found.kind, found.story) == (9, 4, "article", "s-1")
    verdict = found.verdicts[0]
    assert (verdict.topic, verdict.on_topic, verdict.score) == ("talks", True, 0.75)
    assert verdict.evidence[0]["quote"] == "Nga và NATO đàm phán"
    assert verdict.missing == ("place",)


def test_an_article_is_found_by_its_address(store: Store) -> None:
    on_topic(store, "a-1")
    with store.read() as conn:
        assert queries.article(conn, "https://bao.vn/a-1").id == "a-1"
        assert queries.article(conn, "https://bao.vn/a-2") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("đàm phán", ["a-1"]),
        ("dam phan", ["a-1"]),
        ("PHAN dam", ["a-1"]),
        ("nga", ["a-1"]),
        ("ngay", ["a-2"]),
        ("ng", []),
        ("a", []),
        ("nga ngay", []),
        ("%", []),
        ("_a", []),
        ("100%", ["a-2"]),
        ("", ["a-2", "a-1"]),
    ],
)
def test_words_match_whole_syllables_with_or_without_marks(
    store: Store, words: str, expected: list[str]
) -> None:
    on_topic(store, "a-1", "Nga và NATO", "bắt đầu đàm phán")
    on_topic(store, "a-2", "Ngay hôm nay", "giảm 100% thuế")
    assert ids(store, words=fold(words)) == expected


def test_articles_are_asked_for_by_the_day_they_came_out(store: Store) -> None:
    on_topic(store, "a-1", published="2022-01-11")
    on_topic(store, "a-2", published="2022-01-12T08:00:00+07:00")
    on_topic(store, "a-3")  # no date: the day it was first seen counts
    eleventh = datetime.fromisoformat("2022-01-11T00:00:00+07:00")
    twelfth = datetime.fromisoformat("2022-01-12T00:00:00+07:00")
    assert ids(store, since=eleventh, until=twelfth) == ["a-1"]
    assert ids(store, since=twelfth) == ["a-3", "a-2"]
    assert ids(store, until=eleventh) == []


def test_articles_are_asked_for_by_site(store: Store) -> None:
    on_topic(store, "a-1", site="bao")
    on_topic(store, "a-2", site="tin")
    assert ids(store, site="tin") == ["a-2"]


def test_articles_are_asked_for_by_verdict(store: Store) -> None:
    ingest(store, "a-0")
    on_topic(store, "a-1")
    ingest(store, "a-2")
    append(store, judged("a-2", on_topic=False))
    ingest(store, "a-3")
    append(store, judged("a-3", on_topic=False), judged("a-3", "other"))
    assert ids(store) == ["a-3", "a-1"]
    assert ids(store, on_topic=False) == ["a-2"]
    assert ids(store, on_topic=None) == ["a-3", "a-2", "a-1", "a-0"]
    assert ids(store, topic="talks") == ["a-1"]
    assert ids(store, topic="talks", on_topic=False) == ["a-3", "a-2"]
    assert ids(store, topic="other") == ["a-3"]


def test_a_correction_counts_and_a_new_judgement_does_not_undo_it(store: Store) -> None:
    on_topic(store, "a-1")
    append(store, corrected("a-1", on_topic=False, why="nói về thể thao"))
    assert (ids(store), ids(store, on_topic=False)) == ([], ["a-1"])
    append(store, judged("a-1", key="2"))
    with store.read() as conn:
        verdict = queries.article(conn, "a-1").verdicts[0]
    assert (verdict.on_topic, verdict.judged, verdict.corrected) == (False, True, True)
    assert verdict.why == "nói về thể thao"
    append(store, corrected("a-1", on_topic=True, key="2"))
    assert ids(store) == ["a-1"]


def test_what_the_store_has_met_is_known(store: Store) -> None:
    append(store, seen("a-1"))
    ingest(store, "a-2")
    with store.read() as conn:
        asked = ["a-1", "a-2", *(f"x-{number}" for number in range(1200))]
        assert queries.known(conn, asked) == {"a-1", "a-2"}


def test_an_address_longer_than_an_index_takes_is_kept(store: Store) -> None:
    url = "https://bao.vn/" + "".join(chr(97 + number * number % 26) for number in range(9000))
    append(store, seen("a-1", url=url))
    with store.read() as conn:
        assert queries.link(conn, url).id == "a-1"


def test_a_nul_in_a_title_stops_nothing(store: Store) -> None:
    on_topic(store, "a-1", "Tin\x00 mới", "thân\x00 bài")
    with store.read() as conn:
        found = queries.article(conn, "a-1")
    assert (found.title, found.body) == ("Tin mới", "thân bài")


# --- stories ---------------------------------------------------------------------------------------


def test_stories_come_by_their_newest_development(store: Store) -> None:
    for number, story in enumerate(("s-1", "s-2", "s-1")):
        on_topic(store, f"a-{number}", f"Tin {number}")
        append(store, grouped(f"a-{number}", story))
    with store.read() as conn:
        found = queries.stories(conn)
        page = queries.stories(conn, limit=1, before=found[0].position)
    assert [(story.id, story.title) for story in found] == [("s-1", "Tin 0"), ("s-2", "Tin 1")]
    assert [article.id for article in found[0].articles] == ["a-0", "a-2"]
    assert found[0].opened < found[1].opened < found[0].updated
    assert [story.id for story in page] == ["s-2"]


def test_reprints_of_one_agency_are_one_independent_source(store: Store) -> None:
    for number, (site, agency) in enumerate(
        [("bao", "TTXVN"), ("tin", "ttxvn"), ("moi", ""), ("moi", ""), ("xa", "Reuters")]
    ):
        on_topic(store, f"a-{number}", site=site, agency=agency)
        append(store, grouped(f"a-{number}", "s-1"))
    with store.read() as conn:
        story = queries.story(conn, "s-1")
    assert (story.independent_sources, story.sites) == (3, ("bao", "tin", "moi", "xa"))


def test_what_nobody_is_named_for_is_known_from_somebody(store: Store) -> None:
    on_topic(store, "a-1", site="", agency="")
    append(store, grouped("a-1", "s-1"))
    with store.read() as conn:
        assert queries.story(conn, "s-1").independent_sources == 1


def test_a_story_carries_the_title_of_the_article_that_opens_it_by_now(store: Store) -> None:
    for number in range(3):
        on_topic(store, f"a-{number}", f"Tin {number}")
        append(store, grouped(f"a-{number}", "s-1"))
    append(
        store, grouped("a-0", "s-2", key="moved"), grouped("a-1", "s-1", key="opens", opens=True)
    )
    with store.read() as conn:
        assert queries.story(conn, "s-1").title == "Tin 1"


def test_a_story_that_lost_its_articles_is_no_story(store: Store) -> None:
    on_topic(store, "a-1")
    append(store, grouped("a-1", "s-1"))
    append(store, corrected("a-1", on_topic=False))
    with store.read() as conn:
        assert queries.stories(conn) == []
        assert queries.story(conn, "s-1").articles == ()
        assert queries.places(conn, "talks", NEW_YEAR, NEW_YEAR + timedelta(days=9999)) == []


def test_an_article_grouped_again_moves(store: Store) -> None:
    on_topic(store, "a-1")
    append(store, grouped("a-1", "s-1"), grouped("a-1", "s-2", key="2"))
    with store.read() as conn:
        assert [story.id for story in queries.stories(conn)] == ["s-2"]


def test_stories_are_asked_for_by_topic_and_time(store: Store, clock: Clock) -> None:
    on_topic(store, "a-1")
    append(store, grouped("a-1", "s-1"))
    later = clock.forward(hours=1)
    append(store, grouped("a-1", "s-2", topic="other"))
    with store.read() as conn:
        assert [story.id for story in queries.stories(conn, "talks")] == ["s-1"]
        assert [story.id for story in queries.stories(conn, since=later)] == ["s-2"]


def test_candidates_for_a_story_are_those_of_its_time(store: Store) -> None:
    for number, day in enumerate(("2022-01-05", "2022-01-11", "2022-02-11")):
        on_topic(store, f"a-{number}", f"Tin {number}", "thân", published=day, agency="TTXVN")
        append(store, grouped(f"a-{number}", f"s-{number}"))
    ingest(store, "a-9", published="2022-01-11")
    first, last = datetime(2022, 1, 8, tzinfo=UTC), datetime(2022, 1, 20, tzinfo=UTC)
    with store.read() as conn:
        found = queries.places(conn, "talks", first, last)
        assert queries.places(conn, "other", first, last) == []
        (text,) = queries.members(conn, "talks", ["a-1"])
    assert [(place.id, place.story, place.kind) for place in found] == [("a-1", "s-1", "event")]
    assert (text.id, text.title, text.body, text.agency) == ("a-1", "Tin 1", "thân", "TTXVN")
    assert text.text == found[0].text


def test_plans_of_talks_to_come_are_found_however_long_ago_they_were_printed(store: Store) -> None:
    for id_, day in (("a-1", "2022-02-01"), ("a-2", "2022-01-05"), ("a-3", "")):
        on_topic(store, id_, published="2022-01-03")
        with store.write() as tx:
            tx.append(grouped(id_, "s-1"))
            tx.append(talks_read(tx, id_, f"Nga và NATO họp {id_}", day=day))
    first, last = datetime(2022, 1, 1, tzinfo=UTC), datetime(2022, 1, 10, tzinfo=UTC)
    with store.read() as conn:
        found = queries.open_places(conn, TOPIC, first, last, date(2022, 1, 20))
        assert queries.open_places(conn, TOPIC, last, last, date(2022, 1, 20)) == []
        (text,) = queries.members(conn, TOPIC, ["a-1"])
    assert [place.id for place in found] == ["a-1"]
    assert [one["quote"] for one in text.told or ()] == ["Nga và NATO họp a-1"]


# --- alerts, events, numbers -----------------------------------------------------------------------


def test_alerts_come_with_their_deliveries(store: Store) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn"), ("d-2", "b@bao.vn")]))
    append(store, raised("l-2", "s-1", [("d-3", "a@bao.vn")]))
    with store.read() as conn:
        found = queries.alerts(conn)
        assert queries.alert(conn, "l-1") == found[1]
        assert [alert.id for alert in queries.story_alerts(conn, "s-1")] == ["l-1", "l-2"]
        assert [alert.id for alert in queries.alerts(conn, before=found[0].position)] == ["l-1"]
        assert len(queries.deliveries(conn, state="owed", alert="l-1")) == 2
    assert [alert.id for alert in found] == ["l-2", "l-1"]
    assert [delivery.to for delivery in found[1].deliveries] == ["a@bao.vn", "b@bao.vn"]
    assert (found[0].content, found[0].kind) == ({"title": "Nga–NATO"}, "story")


def test_events_are_read_on_from_a_position(store: Store) -> None:
    append(store, *(seen(f"a-{number}") for number in range(5)))
    with store.read() as conn:
        assert [event.position for event in queries.events(conn, after=2, limit=2)] == [3, 4]


def test_the_trail_of_an_article_is_its_whole_way(store: Store) -> None:
    append(store, seen("a-0"))
    ingest(store, "a-1", kind="item", listing="a-0")
    append(store, judged("a-1"), grouped("a-1", "s-1"))
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    append(store, NewEvent("delivery.sent", "d-1", {"attempt": 1, "detail": "ok"}))
    append(store, seen("a-9"), raised("l-9", "s-9", [("d-9", "a@bao.vn")], article="a-9"))
    with store.read() as conn:
        found = [(event.type, event.subject) for event in queries.trail(conn, "a-1")]
    assert found == [
        ("link.seen", "a-0"),
        ("link.seen", "a-1"),
        ("page.fetched", "a-1"),
        ("article.read", "a-1"),
        ("article.judged", "a-1"),
        ("article.grouped", "a-1"),
        ("alert.raised", "s-1"),
        ("delivery.sent", "d-1"),
    ]


def test_the_store_is_counted(store: Store) -> None:
    on_topic(store, "a-1")
    append(store, seen("a-2"), grouped("a-1", "s-1"))
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    with store.read() as conn:
        counts = queries.counts(conn)
        last = queries.events(conn)[-1]
    assert (counts.events, counts.head, counts.head_hash) == (7, 7, last.hash)
    assert (counts.links, counts.deliveries) == ({"read": 1, "seen": 1}, {"owed": 1})
    assert (counts.articles, counts.on_topic, counts.stories, counts.alerts) == (1, 1, 1, 1)
    assert counts.oldest_owed == last.at


def test_articles_that_tell_of_talks_are_found_by_topic(store: Store) -> None:
    """On topic or not; those on topic that were never read for talks too; none that a person put off it."""
    for id_ in ("a-1", "a-2", "a-3", "a-4", "a-5"):
        ingest(store, id_)
    with store.write() as tx:
        tx.append(talks_read(tx, "a-1", "Nga và NATO họp"))
        tx.append(judged("a-2"))
        tx.append(talks_read(tx, "a-3", "Nga và NATO họp"))
        tx.append(corrected("a-3", on_topic=False))
        tx.append(judged("a-4", on_topic=False))
    with store.read() as conn:
        assert {row.id for row in queries.articles(conn, talks=TOPIC)} == {"a-1", "a-2"}
        assert queries.articles(conn, talks="another") == []


def test_the_reports_of_a_story_come_in_order_with_what_they_say_of_talks(store: Store) -> None:
    for id_ in ("a-1", "a-2"):
        ingest(store, id_)
    with store.write() as tx:
        tx.append(grouped("a-2", "s-1"))
        tx.append(grouped("a-1", "s-1"))
        tx.append(talks_read(tx, "a-1", "Nga và NATO họp"))
    with store.read() as conn:
        first, second = queries.reports(conn, "s-1")
    assert (first.id, first.told) == ("a-2", None)
    assert [one["quote"] for one in second.told or ()] == ["Nga và NATO họp"]
    assert first.position < second.position
