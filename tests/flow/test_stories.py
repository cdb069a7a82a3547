"""Articles come in late and out of order: stories move, alerts do not come twice and none is lost."""

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from scrapers.article import Article
from storage import queries
from storage.event import NewEvent
from storage.rebuild import rebuild
from tests.flow.conftest import Newsroom
from worker.pipeline.articles.keep import keep
from worker.pipeline.articles.record import Draft
from worker.pipeline.ingest import ingest

COUNCIL = (
    "Hội đồng Nga - NATO sẽ họp tại Brussels vào ngày 30/11 để bàn về bảo đảm an ninh, Bộ Ngoại giao Nga cho biết. "
    "Phía NATO xác nhận lời mời đã được gửi tới Moskva và hai bên đang chốt thành phần dự họp cùng chương trình nghị sự."
)
LETTER = (
    "Mỹ trao cho Nga thư trả lời về các đề xuất an ninh tại Geneva, theo Ngoại trưởng Mỹ Blinken. "
    "Điện Kremlin nói sẽ xem xét văn bản dài tám trang ấy trước khi quyết định có gặp tiếp phái đoàn đối phương hay không."
)
MORNING = Article(
    title="Hội đồng Nga - NATO họp ngày 30/11 tại Brussels",
    lead=COUNCIL,
    published="2026-11-21T09:00:00+07:00",
    site="sang",
)
NOON = Article(
    title="Mỹ gửi Nga thư trả lời về đề xuất an ninh",
    lead=LETTER,
    published="2026-11-21T12:00:00+07:00",
    site="trua",
)
BOTH = Article(
    title="Nga - phương Tây đối thoại: họp Hội đồng Nga - NATO, thư trả lời của Mỹ",
    lead="Hai diễn biến trong một ngày về đàm phán an ninh giữa Nga với NATO và Mỹ.",
    body=f"{COUNCIL}\n\n{LETTER}",
    published="2026-11-21T06:00:00+07:00",
    site="dem",
)


def take(newsroom: Newsroom, id_: str, article: Article, origin: str = "polled") -> bool:
    kept = keep(newsroom.flow, Draft(id_, replace(article, id=id_), "article"), origin)  # type: ignore[arg-type]
    assert kept.on_topic
    return kept.alerted


def story_of(newsroom: Newsroom, id_: str) -> str:
    with newsroom.flow.store.read() as conn:
        row = queries.article(conn, id_)
    assert row is not None
    return row.story


def test_two_stories_that_a_late_report_joins_were_told_and_are_not_told_again(
    newsroom: Newsroom,
) -> None:
    assert take(newsroom, "a-1", MORNING)
    assert take(newsroom, "a-2", NOON)
    first, second = story_of(newsroom, "a-1"), story_of(newsroom, "a-2")
    assert first != second
    assert not take(newsroom, "a-3", BOTH)
    assert {story_of(newsroom, id_) for id_ in ("a-1", "a-2", "a-3")} == {first}
    with newsroom.flow.store.read() as conn:
        assert queries.story(conn, second) == queries.story(conn, first)
        assert len(queries.story_alerts(conn, second)) == 2
        assert [row.id for row in queries.stories(conn)] == [first]


def test_a_merged_story_is_written_down_and_shown_in_the_way_of_its_articles(
    newsroom: Newsroom,
) -> None:
    take(newsroom, "a-1", MORNING)
    take(newsroom, "a-2", NOON)
    first, second = story_of(newsroom, "a-1"), story_of(newsroom, "a-2")
    take(newsroom, "a-3", BOTH)
    with newsroom.flow.store.read() as conn:
        way = queries.trail(conn, "a-2")
        merged = [event for event in queries.events(conn) if event.type == "story.merged"]
    moves = [event.data for event in way if event.type == "article.grouped"]
    assert [(move["story"], move.get("before")) for move in moves] == [
        (second, None),
        (first, second),
    ]
    assert moves[1]["because"] == "a-3"
    assert [(event.subject, event.data["into"]) for event in merged] == [(second, first)]


def test_what_moved_is_rebuilt_as_it_stood(newsroom: Newsroom) -> None:
    for id_, article in (("a-1", MORNING), ("a-2", NOON), ("a-3", BOTH)):
        take(newsroom, id_, article)
    assert rebuild(newsroom.flow.store).differences == {}


def test_what_a_known_story_hid_is_told_when_it_stands_by_itself(newsroom: Newsroom) -> None:
    rewrite = Article(
        title="Thư trả lời của Mỹ về đề xuất an ninh đã được gửi cho Nga",
        lead="Ngoại trưởng Mỹ Blinken nói Washington đã trao cho Nga văn bản trả lời các đề xuất an ninh.",
        published="2026-11-21T15:00:00+07:00",
        site="chieu",
    )
    take(newsroom, "a-1", NOON)
    assert not take(newsroom, "a-2", rewrite)
    assert story_of(newsroom, "a-2") == story_of(newsroom, "a-1")
    assert take(newsroom, "a-3", replace(rewrite, published="2026-11-13T09:00:00+07:00"), "file")
    assert story_of(newsroom, "a-2") == story_of(newsroom, "a-3") != story_of(newsroom, "a-1")
    with newsroom.flow.store.read() as conn:
        assert [alert.article for alert in queries.alerts(conn)] == ["a-2", "a-1"]


def test_taking_in_an_article_again_moves_nothing(newsroom: Newsroom) -> None:
    for _ in range(2):
        for id_, article in (("a-1", MORNING), ("a-2", NOON), ("a-3", BOTH)):
            take(newsroom, id_, article)
            with newsroom.flow.store.read() as conn:
                head = queries.head(conn)
    with newsroom.flow.store.read() as conn:
        assert queries.head(conn) == head


def test_a_worker_that_starts_anew_groups_as_the_one_before(newsroom: Newsroom) -> None:
    take(newsroom, "a-1", MORNING)
    newsroom.flow._shelves.clear()
    take(newsroom, "a-9", replace(MORNING, site="toi", published="2026-11-21T20:00:00+07:00"))
    assert story_of(newsroom, "a-9") == story_of(newsroom, "a-1")


def test_the_stories_of_a_file_do_not_depend_on_the_order_of_its_rows(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    rows = [
        ("a-1", MORNING),
        ("a-2", NOON),
        ("a-3", replace(MORNING, title="Nga, NATO hẹn họp Hội đồng chung ở Brussels")),
        ("a-4", replace(NOON, published="")),
        ("a-5", BOTH),
    ]
    found = set()
    for number, order in enumerate(list(permutations(rows))[::17]):
        names = {id_: f"{number}-{id_}" for id_, _ in order}
        # far enough apart that one file's articles are no neighbours of the next one's
        for id_, article in order:
            day = f"20{10 + number}-03-21T09:00:00+07:00" if article.published else ""
            own = replace(article, published=article.published and day.replace("09", f"0{id_[-1]}"))
            take(newsroom, names[id_], own, "file")
        newsroom.clock.forward(days=30)
        parts: dict[str, set[str]] = {}
        for id_, name in names.items():
            parts.setdefault(story_of(newsroom, name), set()).add(id_)
        found.add(json.dumps(sorted(sorted(ids) for ids in parts.values())))
    assert len(found) == 1, found


@pytest.mark.parametrize("published", ["2026-11-21T05:00:00+07:00", ""])
def test_a_person_s_word_takes_an_article_out_of_all_comparison(
    newsroom: Newsroom, published: str
) -> None:
    take(newsroom, "a-1", replace(MORNING, published=published))
    with newsroom.flow.store.write() as tx:
        data = {"topic": "russia_nato_talks", "on_topic": False, "why": "thử"}
        tx.append(NewEvent("verdict.corrected", "a-1", data))
    take(newsroom, "a-2", replace(MORNING, site="hai"))
    assert story_of(newsroom, "a-2") != story_of(newsroom, "a-1")


def test_the_credit_at_the_end_of_a_given_text_is_its_agency(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    rows = [
        {"id": "g-1", "title": MORNING.title, "body": f"{COUNCIL}\n\n(Theo AFP, Sputnik)"},
        {"id": "g-2", "title": NOON.title, "body": LETTER, "agency": "TTXVN"},
        {"id": "g-3", "title": NOON.title, "body": LETTER},
    ]
    path = tmp_path / "rows.ndjson"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    list(ingest(newsroom.flow, path))
    with newsroom.flow.store.read() as conn:
        found = {row.id: row.agency for row in queries.articles(conn, on_topic=None)}
    assert found == {"g-1": "AFP, Sputnik", "g-2": "TTXVN", "g-3": ""}
