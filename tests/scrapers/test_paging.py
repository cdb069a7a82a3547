"""Where a listing goes on, as Vietnamese papers say it."""

import pytest

from scrapers.article import Page
from scrapers.paging import next_page


def page(url: str, body: str, head: str = "") -> Page:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return Page(html.encode(), url, "text/html")


@pytest.mark.parametrize(
    ("url", "link", "address"),
    [
        ("https://a.vn/the-gioi", "/the-gioi-p2", "https://a.vn/the-gioi-p2"),
        ("https://a.vn/the-gioi.htm", "/the-gioi/trang-2.htm", "https://a.vn/the-gioi/trang-2.htm"),
        ("https://a.vn/the-gioi/", "/the-gioi/page/2/", "https://a.vn/the-gioi/page/2/"),
        ("https://a.vn/tag/nga-nato", "?page=2", "https://a.vn/tag/nga-nato?page=2"),
        ("https://a.vn/tim?q=nga", "/tim?q=nga&trang=2", "https://a.vn/tim?q=nga&trang=2"),
        ("https://a.vn/the-gioi/trang-2.htm", "/the-gioi/trang-3.htm", "https://a.vn/the-gioi/trang-3.htm"),
        ("https://a.vn/the-gioi?page=9", "/the-gioi?page=10", "https://a.vn/the-gioi?page=10"),
    ],
)  # fmt: skip
def test_a_link_with_the_next_number_is_the_next_page(url: str, link: str, address: str) -> None:
    body = f'<a href="/kinh-te-p2">2</a><a href="/tin-12345.html">Tin</a><a href="{link}">2</a>'
    assert next_page(page(url, body)) == address


def test_what_is_marked_as_next_counts_first() -> None:
    head = '<link rel="next" href="/the-gioi?after=xyz">'
    found = next_page(page("https://a.vn/the-gioi", '<a href="/the-gioi-p2">2</a>', head))
    assert found == "https://a.vn/the-gioi?after=xyz"


@pytest.mark.parametrize(
    "body",
    [
        "<p>Hết",
        '<a href="/the-gioi-p3">3</a>',
        '<a href="/kinh-te-p2">2</a>',
        '<a href="https://b.vn/the-gioi-p2">2</a>',
        '<a rel="next" href="https://b.vn/the-gioi">sau</a>',
        '<a rel="next" href="/the-gioi">sau</a>',
        '<a href="javascript:sau()">sau</a>',
    ],
)
def test_what_is_no_next_page_of_this_listing_is_none(body: str) -> None:
    assert next_page(page("https://a.vn/the-gioi", body)) == ""
