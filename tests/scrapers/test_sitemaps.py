"""Sitemaps: indexes, packed ones, old entries, hostile ones."""

import contextlib
import gzip
import time
from datetime import UTC, datetime, timedelta

import pytest

from scrapers import sitemaps
from scrapers.article import Page
from scrapers.errors import BadFeed

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
DAYS = NOW - timedelta(days=3)


def urlset(*entries: tuple[str, str]) -> bytes:
    items = "".join(f"<url><loc>{loc}</loc><lastmod>{day}</lastmod></url>" for loc, day in entries)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{items}</urlset>".encode()


def test_the_recent_entries_come_newest_first() -> None:
    page = Page(
        urlset(
            ("https://vidu.vn/cu-10001.html", "2020-01-01"),
            ("https://vidu.vn/qua-10002.html", "2026-11-21T08:00:00+07:00"),
            ("https://vidu.vn/nay-10003.html", "2026-11-22T08:00:00+07:00"),
        )
    )
    found = [entry.href for entry in sitemaps.recent(page, DAYS, NOW)]
    assert found == ["https://vidu.vn/nay-10003.html", "https://vidu.vn/qua-10002.html"]


def test_a_change_is_no_publication() -> None:
    (entry,) = sitemaps.recent(Page(urlset(("https://vidu.vn/a-1.html", "2026-11-22"))), DAYS, NOW)
    assert (entry.published, entry.modified) == ("", "2026-11-22")


def test_a_packed_sitemap_is_read() -> None:
    packed = gzip.compress(urlset(("https://vidu.vn/a-1.html", "2026-11-22")))
    assert len(sitemaps.recent(Page(packed), DAYS, NOW)) == 1


def test_a_packed_bomb_is_refused_without_being_unpacked_whole() -> None:
    with pytest.raises(BadFeed, match="more than"):
        sitemaps.unpacked(gzip.compress(b"<url>" * 20_000_000, 1))


def test_a_sitemap_without_dates_cannot_tell_news() -> None:
    with pytest.raises(BadFeed, match="none has a date"):
        sitemaps.recent(
            Page(b"<urlset><url><loc>https://vidu.vn/a</loc></url></urlset>"), DAYS, NOW
        )


@pytest.mark.parametrize(
    "content", [b"<html><p>404</p>", b"", b"<rss/>"], ids=["HTML", "nothing", "RSS"]
)
def test_what_is_no_sitemap_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(BadFeed, match="what came is none"):
        sitemaps.recent(Page(content, "https://vidu.vn/s.xml"), DAYS, NOW)


def test_of_an_index_the_news_come_first_and_pictures_never() -> None:
    names = {
        "sitemap-2026-10": "2026-10-31",
        "sitemap-2026-11": "2026-11-22",
        "video": "2026-11-22",
    }
    names |= {"google-news": "2026-11-01", "tags": "2026-11-22", "sitemap-2009": "2009-01-01"}
    items = "".join(
        f"<sitemap><loc>/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in names.items()
    )
    page = Page(f"<sitemapindex>{items}</sitemapindex>".encode(), "https://vidu.vn/sitemap.xml")
    assert sitemaps.is_index(page.content)
    assert sitemaps.places(page) == [
        "https://vidu.vn/google-news.xml",
        "https://vidu.vn/sitemap-2026-11.xml",
        "https://vidu.vn/sitemap-2026-10.xml",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"<urlset>" + b"<url><loc>https://vidu.vn/a</loc><lastmod>2026-11-22</lastmod></url>" * 200_000,
        b"<urlset>" + b"<url" * 2_000_000,
        b"<urlset>" + b"<url><loc><![CDATA[" * 200_000,
        b"<urlset><url>" + b"<loc" * 2_000_000,
    ],
    ids=["many", "unclosed", "CDATA", "nested"],
)  # fmt: skip
def test_a_huge_sitemap_is_read_in_bounded_time(content: bytes) -> None:
    began = time.process_time()
    with contextlib.suppress(BadFeed):
        sitemaps.recent(Page(content, "https://vidu.vn/s.xml"), DAYS, NOW)
    assert time.process_time() - began < 10
