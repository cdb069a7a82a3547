import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest

from tests.worker.web.conftest import Web
from tests.worker.web.newsroom import Newsroom, proof

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(params=["Asia/Ho_Chi_Minh", "America/St_Johns", "UTC"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_atom_says_the_same_times_wherever_the_machine_stands(
    zone: str, newsroom: Newsroom, web: Web
):
    newsroom.article("Nga gặp NATO", published="2022-01-11T08:09:00+07:00")
    [entry] = feedparser.parse(web.get("/feed.atom").body).entries
    assert entry.published == "2022-01-11T08:09:00+07:00"
    assert time.strftime("%Y-%m-%dT%H:%M", entry.published_parsed) == "2022-01-11T01:09"
    assert time.strftime("%Y-%m-%dT%H:%M", entry.updated_parsed) == "2022-01-11T23:41"


def test_json_feed_says_the_same_times_wherever_the_machine_stands(
    zone: str, newsroom: Newsroom, web: Web
):
    newsroom.article("Nga gặp NATO", published="2022-01-11T08:09:00+07:00")
    [item] = web.get("/feed.json").json["items"]
    assert item["date_published"] == "2022-01-11T08:09:00+07:00"
    assert datetime.fromisoformat(item["date_modified"]) == datetime(
        2022, 1, 11, 23, 41, tzinfo=UTC
    )


def test_a_feed_reader_gets_source_lead_quotes_and_story(newsroom: Newsroom, web: Web):
    quote = "Nga và NATO đàm phán tại Brussels."
    id_ = newsroom.article(
        "Nga gặp NATO", "Sapo.", "Toàn văn.", evidence=[proof(quote)], agency="TTXVN"
    )
    feed = feedparser.parse(web.get("/feed.atom").body)
    assert not feed.bozo
    [entry] = feed.entries
    assert entry.id == f"tag:diemtin.local,2026:{id_}"
    assert entry.link.startswith("https://songhong.example/")
    assert entry.author == "TTXVN"
    assert newsroom.story_of(id_) in {tag.term for tag in entry.tags}
    assert "Sapo." in entry.content[0].value
    assert quote in entry.content[0].value
    assert "Nhật báo Sông Hồng" in entry.content[0].value
    assert "Toàn văn" not in entry.content[0].value


def test_a_long_lead_is_quoted_in_part_only(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO", "đàm phán " * 200)
    [item] = web.get("/feed.json").json["items"]
    assert len(item["summary"]) <= 300
    assert all(len(quote["quote"]) <= 300 for quote in item["_diemtin"]["quotes"])


def test_a_plain_day_stays_a_day(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO", published="2022-01-11")
    [item] = web.get("/feed.json").json["items"]
    assert item["_diemtin"]["published"] == "2022-01-11"
    assert item["date_published"] == "2022-01-11T00:00:00+07:00"


def test_json_feed_keeps_to_version_1_1(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    answer = web.get("/feed.json")
    assert answer.headers["Content-Type"].startswith("application/feed+json")
    feed = answer.json
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{web.home}feed.json"
    [item] = feed["items"]
    assert isinstance(item["id"], str)
    assert {"url", "title", "content_html", "date_modified", "authors", "language"} <= item.keys()


@pytest.mark.parametrize(
    "title",
    ["<script>alert(1)</script>", "Nga ]]> NATO", "Nga \x0b NATO \x1f", "&lt;b&gt; & <b>", "￾Nga"],
)
def test_hostile_titles_are_only_text(title: str, newsroom: Newsroom, web: Web):
    newsroom.article(title, title)
    root = ElementTree.fromstring(web.get("/feed.atom").body)
    said = root.findtext(f"{ATOM}entry/{ATOM}title")
    kept = "".join(char for char in title if char >= " " and char != "￾")
    assert said == kept
    content = root.findtext(f"{ATOM}entry/{ATOM}content") or ""
    assert "<script" not in content
    assert web.get("/feed.json").json["items"][0]["title"] == kept


def test_an_address_that_is_no_web_address_is_not_linked(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("Nga gặp NATO", url="javascript:alert(1)")
    assert b"javascript:" not in web.get("/feed.atom").body
    assert web.get("/feed.json").json["items"][0]["url"] == f"{web.home}articles/{id_}"


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.json"])
def test_what_the_reader_has_is_not_sent_again(path: str, newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    etag = web.get(path).headers["ETag"]
    assert not etag.startswith("W/")
    again = web.get(path, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag)
    newsroom.article("NATO trả lời Nga")
    assert web.get(path, headers={"If-None-Match": etag}).status == 200


def test_another_filter_is_another_etag(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    tags = {
        web.get("/feed.atom", **said).headers["ETag"]
        for said in ({}, {"q": "nga"}, {"limit": 1}, {"off": 1})
    }
    assert len(tags) == 4


def test_the_same_store_gives_the_same_bytes_at_any_hour(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    before = web.get("/feed.atom").body
    newsroom.clock.go(hours=30)
    assert web.get("/feed.atom").body == before


def test_if_modified_since_counts_only_without_an_etag(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    newsroom.clock.go(minutes=1)
    first = web.get("/feed.atom")
    modified = first.headers["Last-Modified"]
    assert parsedate_to_datetime(modified) == datetime(2022, 1, 11, 23, 41, tzinfo=UTC)
    assert web.get("/feed.atom", headers={"If-Modified-Since": modified}).status == 304
    both = {"If-Modified-Since": modified, "If-None-Match": '"old"'}
    assert web.get("/feed.atom", headers=both).status == 200
    for strange in ("gestern", "Tue, 11 Jan 2022 23:59:00", ""):
        assert web.get("/feed.atom", headers={"If-Modified-Since": strange}).status == 200


def test_a_second_that_is_not_over_is_no_last_modified(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    assert "Last-Modified" not in web.get("/feed.atom").headers


def test_a_window_that_moves_by_itself_is_not_taken_for_unchanged(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO", published="2022-01-12T06:00:00+07:00")
    first = web.get("/feed.atom", since="24h")
    assert "Last-Modified" not in first.headers
    newsroom.clock.go(hours=30)
    second = web.get("/feed.atom", since="24h", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status == 200
    assert feedparser.parse(second.body).entries == []


def test_the_pages_of_a_feed_hold_everything_once(newsroom: Newsroom, web: Web):
    ids = [newsroom.article(f"Nga gặp NATO {n}") for n in range(5)]
    shown, address = [], f"{web.home}feed.json?limit=2"
    while address:
        parts = urlsplit(address)
        page = web.get(parts.path, **dict(p.split("=", 1) for p in parts.query.split("&"))).json
        shown += [item["id"].rpartition(":")[2] for item in page["items"]]
        address = page.get("next_url", "")
    assert shown == ids[::-1]


def test_an_empty_store_gives_an_empty_feed(web: Web):
    feed = feedparser.parse(web.get("/feed.atom").body)
    assert not feed.bozo
    assert (feed.entries, feed.feed.title) == ([], "Điểm tin")


def test_links_lead_to_the_public_address(newsroom: Newsroom, serve: Callable[..., Web]):
    newsroom.article("Nga gặp NATO")
    web = serve(newsroom, base_url="https://diemtin.example.org")
    feed = feedparser.parse(web.get("/feed.atom", q="nga").body).feed
    hrefs = {link.rel: link.href for link in feed.links}
    assert hrefs == {
        "self": "https://diemtin.example.org/feed.atom?q=nga",
        "alternate": "https://diemtin.example.org/",
    }


def test_a_bad_filter_is_named_to_feed_readers_too(web: Web):
    answer = web.get("/feed.atom", since="hôm qua")
    assert (answer.status, answer.json["error"]["parameter"]) == (422, "since")


def test_a_head_request_is_answered_like_a_get(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    head = web.get("/feed.atom", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["ETag"] == web.get("/feed.atom").headers["ETag"]


def test_an_article_that_changed_its_talk_says_so_in_both_feeds(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("Cuộc họp Nga - NATO bị hủy")
    change = {"what": "Nga – NATO: dự kiến → bị hủy", "before": "Sẽ họp <b>", "after": "Đã hủy"}
    newsroom.alert(id_, kind="development", changed=[change])
    [entry] = feedparser.parse(web.get("/feed.atom").body).entries
    [item] = web.get("/feed.json").json["items"]
    for content in (entry.content[0].value, item["content_html"]):
        assert "dự kiến → bị hủy" in content
        assert "Trước: “Sẽ họp &lt;b&gt;”" in content
        assert "Nay: “Đã hủy”" in content
