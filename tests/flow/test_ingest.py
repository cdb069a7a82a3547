"""Files take the same way as pages of the web."""

import json
import unicodedata
from pathlib import Path

from storage import queries
from tests.flow.conftest import SEEDS, Newsroom
from tests.paper import TALKS, page
from worker.pipeline.articles.keep import Kept
from worker.pipeline.ingest import Failure, ingest

LISTING = """
Ngày 20/5, Ngoại trưởng Nga Sergei Lavrov đã hội đàm với Tổng thư ký NATO Jens Stoltenberg tại Vienna về an ninh châu Âu.
NATO vẫn để ngỏ cánh cửa đối thoại với Nga về an ninh châu Âu trong khuôn khổ Hội đồng Nga-NATO.
Ngày 18/5, Nga thông báo sẵn sàng nối lại đàm phán an ninh với NATO.
Ngày 15/5, Nga và NATO trao đổi thư về bảo đảm an ninh ở châu Âu.
NATO sẽ tổ chức cuộc họp của các Ngoại trưởng vào thứ Sáu để bàn về đối thoại với Nga.
Ngày 13/5/2014, Đức kêu gọi nối lại đối thoại Nga-NATO.
""".strip()


def _taken(newsroom: Newsroom, path: Path) -> list[Kept | Failure]:
    return list(ingest(newsroom.flow, path))


def test_the_five_seeds_go_through_the_whole_flow(newsroom: Newsroom) -> None:
    for path in sorted((SEEDS / "pages").iterdir()):
        assert all(isinstance(one, Kept) for one in _taken(newsroom, path))
    with newsroom.flow.store.read() as conn:
        rows = queries.articles(conn, on_topic=None, limit=200)
    assert sum(row.kind == "item" for row in rows) == 42
    assert {row.title for row in rows if row.kind == "article"} == {
        "Mỹ, Nga nhất trí tiến hành đàm phán an ninh vào tháng 1 năm 2022",
        "Ngoại trưởng Nga, Mỹ thảo luận các vấn đề an ninh",
        "Mỹ bi quan về đàm phán Nga-NATO, Ukraine cảnh báo 'lằn ranh đỏ'",
        "Mỹ đánh giá về đàm phán an ninh với Nga",
    }
    assert newsroom.told.deliveries == []


def test_the_six_teasers_about_the_council_of_12_january_are_one_story(newsroom: Newsroom) -> None:
    path = next((SEEDS / "pages").glob("000_*"))
    lines = path.read_text(encoding="utf-8").splitlines()
    _taken(newsroom, path)
    with newsroom.flow.store.read() as conn:
        rows = queries.articles(conn, on_topic=None, limit=200)
    story = {lines.index(row.lead) + 1: row.story for row in rows if row.lead in lines}
    (council,) = {story[number] for number in range(27, 33)}
    assert council
    assert {number for number, name in story.items() if name == council} - {25} == set(
        range(27, 33)
    )


def test_taking_in_the_same_again_changes_nothing(newsroom: Newsroom) -> None:
    paths = sorted((SEEDS / "pages").iterdir())
    for path in paths:
        _taken(newsroom, path)
    with newsroom.flow.store.read() as conn:
        before = queries.head(conn)
    again = [one for path in paths for one in _taken(newsroom, path)]
    with newsroom.flow.store.read() as conn:
        assert queries.head(conn) == before
    assert not any(one.new for one in again if isinstance(one, Kept))


def test_a_bad_row_is_named_and_the_others_are_taken(newsroom: Newsroom, tmp_path: Path) -> None:
    good = json.dumps({"id": "x1", "title": TALKS.title, "lead": TALKS.lead})
    rows = [good, "{not json", '{"id": "x2"}', "[1]"]
    path = tmp_path / "rows.ndjson"
    path.write_text("\n".join(rows), encoding="utf-8")
    taken = _taken(newsroom, path)
    assert [one.id for one in taken if isinstance(one, Kept)] == ["x1"]
    named = [one.path for one in taken if isinstance(one, Failure)]
    assert named == [f"{path}:{number}" for number in (2, 3, 4)]


def test_a_date_that_is_none_is_said_and_the_article_is_taken_undated(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = tmp_path / "rows.ndjson"
    path.write_text('{"id": "x", "title": "Tin", "published": "2023-09~"}', encoding="utf-8")
    doubt, kept = _taken(newsroom, path)
    assert isinstance(doubt, Failure)
    assert not doubt.fatal
    assert doubt.path == f"{path}:1"
    assert isinstance(kept, Kept)


def test_todays_news_from_a_file_alerts_and_old_news_does_not(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = tmp_path / "rows.ndjson"
    rows = [
        {
            "id": "new",
            "title": TALKS.title,
            "lead": TALKS.lead,
            "published": "2026-11-22T08:00:00+07:00",
        },
        {"id": "old", "title": "Nga và Mỹ đàm phán an ninh tại Geneva", "published": "2022-01-10"},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    taken = {one.id: one.alerted for one in _taken(newsroom, path) if isinstance(one, Kept)}
    assert taken == {"new": True, "old": False}


def test_an_empty_page_is_refused_by_name_and_kept(newsroom: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_bytes(b"")
    (failure,) = _taken(newsroom, path)
    assert isinstance(failure, Failure)
    assert (failure.path, failure.code) == (str(path), "empty")
    with newsroom.flow.store.read() as conn:
        assert [event.type for event in queries.events(conn)] == ["page.fetched", "page.refused"]


def test_a_page_in_windows_1258_is_read(newsroom: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    text = page(TALKS, "sang").replace('charset="utf-8"', 'charset="windows-1258"')
    decomposed = "".join(_as_1258(c) for c in unicodedata.normalize("NFC", text))
    path.write_bytes(decomposed.encode("cp1258", "replace"))
    (kept,) = _taken(newsroom, path)
    assert isinstance(kept, Kept)
    assert kept.title == TALKS.title


def _as_1258(char: str) -> str:
    """windows-1258 has letters and combining tones, not every composed letter."""
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", char)
        if len(marks) > 1:
            tone = next(m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323")
            rest = "".join(m for m in marks if m != tone)
            return unicodedata.normalize("NFC", base + rest) + tone
        return base + "".join(marks)
    return char


def test_an_undated_listing_gives_its_talks_their_days(newsroom: Newsroom, tmp_path: Path) -> None:
    """By the order of its entries; an entry off topic by itself is read for talks among those that are on it."""
    page = tmp_path / "danh-muc.txt"
    page.write_text(LISTING, encoding="utf-8")
    kept = [one for one in ingest(newsroom.flow, page) if isinstance(one, Kept)]
    assert [one.alerted for one in kept] == [False] * len(kept)
    with newsroom.flow.store.read() as conn:
        told = [
            mention
            for found in queries.mentions(
                conn, "russia_nato_talks", [one.id for one in kept]
            ).values()
            for mention in found
        ]
    days = {mention["date"]["name"]: mention for mention in told if "date" in mention}
    assert {"2014-05-20", "2014-05-16"} <= set(days)
    assert days["2014-05-16"]["inferred"] == "2014-05-13/2014-05-16"
