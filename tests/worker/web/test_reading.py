"""The queries behind API and page, on both databases."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.worker.web.conftest import Web
from tests.worker.web.newsroom import SITES, Newsroom
from worker.topics import Topic
from worker.web import reading
from worker.web.feeds import document
from worker.web.filters import Filter


@pytest.fixture
def newsroom(database_url: str) -> Iterator[Newsroom]:
    room = Newsroom(database_url)
    yield room
    room.close()


def test_both_databases_answer_the_same_questions(newsroom: Newsroom, serve: Callable[..., Web]):
    newsroom.watch()
    first = newsroom.article("Đàm phán Nga–NATO", "Sapo.", "Thân bài.", agency="TTXVN")
    newsroom.article("NATO tiếp Nga", site="haidang", story=newsroom.story_of(first))
    newsroom.article("Giá gas giảm", on_topic=False)
    newsroom.alert(first)
    web = serve(newsroom)
    assert [a["title"] for a in web.get("/api/articles", q="dam phan").json["articles"]] == [
        "Đàm phán Nga–NATO"
    ]
    assert len(web.get("/api/articles", off=1).json["articles"]) == 3
    [story] = web.get("/api/stories", q="tiep nga", site="haidang").json["stories"]
    assert story["id"] == newsroom.story_of(first)
    assert len(web.get("/api/events").json["events"]) == 15
    assert len(web.get("/api/sites").json["sites"]) == 6
    for path in ("/", "/articles", f"/articles/{first}", f"/stories/{story['id']}", "/sites", "/alerts", "/feed.atom",
                 "/feed.json", "/metrics", "/readyz", "/api/alerts", f"/api/explain/{first}"):  # fmt: skip
        assert web.get(path).status == 200, path


def test_every_story_is_found_once_over_all_pages(newsroom: Newsroom):
    ids = [newsroom.article(f"Geneva {n}") for n in range(4)]
    for id_ in (ids[0], ids[2]):
        newsroom.article("Thêm tin Geneva", site="haidang", story=newsroom.story_of(id_))
    for words in ("", "geneva"):
        shown, cursor = [], ""
        for _ in range(4):
            with newsroom.store.read() as conn:
                wanted = Filter(q=words, limit=1, cursor=cursor)
                page = reading.stories(conn, wanted, newsroom.clock(), newsroom.store.fold)
            shown += [row.id for row in page.rows]
            cursor = page.cursor
        assert cursor == ""
        assert shown == [newsroom.story_of(ids[n]) for n in (2, 0, 3, 1)]


def test_shapes_and_feeds_need_no_web_framework():
    check = "import sys, worker.web.shapes, worker.web.reading, worker.web.filters, worker.web.health, worker.web.atom, worker.web.jsonfeed; sys.exit('fastapi' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_no_question_is_too_strange(newsroom: Newsroom, serve: Callable[..., Web]):
    newsroom.article("Nga gặp NATO")
    web = serve(newsroom)
    strange = (
        "\x00",
        "%",
        "_",
        "'; drop table events;--",
        "\\",
        "\ud7ff\U0010ffff",
        "9" * 60,
        "-1",
        "[]",
        "Đ" * 200,
    )
    for value in strange:
        for path in ("/", "/api/articles", "/api/stories", "/feed.atom"):
            for name in ("q", "since", "until", "site", "topic", "off", "limit", "cursor"):
                assert web.get(path, **{name: value}).status in {200, 303, 422}, (path, name, value)
    for value in ("%00", "..%2F..", "%25", "%FF", "a" * 3000, "s-%00"):
        for path in ("/articles/", "/stories/", "/api/explain/", "/api/stories/", "/static/"):
            assert web.get(path + value).status in {404, 405, 422}, (path, value)
    for host in ("", "a b<", "[::1", "x" * 300):
        assert web.get("/feed.atom", headers={"Host": host}).status in {200, 400}, host


def test_the_command_line_prints_the_very_feed_that_is_served(
    newsroom: Newsroom, serve: Callable[..., Web], topics: dict[str, Topic]
):
    newsroom.article("Nga gặp NATO")
    web = serve(newsroom)
    printed = document(newsroom.store, SITES, topics, Filter(q="nga"), web.home, newsroom.clock())
    assert printed == web.get("/feed.atom", q="nga").body
