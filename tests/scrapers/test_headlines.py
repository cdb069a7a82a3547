import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.article import Page
from scrapers.errors import BadPage
from scrapers.headlines import headlines

HOME = "https://vidu.vn/"
HERE = "https://vidu.vn/the-gioi"


def found(body: str) -> list[tuple[str, str]]:
    content = f"<html><body>{body}</body></html>".encode()
    return [(link.url, link.title) for link in headlines(Page(content, HERE), HOME)]


TITLE = "Nga và NATO nối lại đàm phán ở Geneva"


@pytest.mark.parametrize(
    "markup",
    [
        f"<a href='/bai-1.html'>{TITLE}</a>",
        "<div><div><a href='bai-1.html#binh-luan'><span>Nga và NATO nối lại</span> <b>đàm phán ở Geneva</b></a></div></div>",
        f"<a href='/bai-1.html' title='{TITLE}'><img src='a.jpg'></a>",
        f"<a href='/bai-1.html'><img src='a.jpg' alt='{TITLE}'></a>",
        f"<a href='https://vidu.vn/bai-1.html'>Xem</a><a href='/bai-1.html'>{TITLE}</a>",
    ],
    ids=["plain", "in pieces", "tooltip", "picture", "second link"],
)
def test_a_link_that_reads_like_a_headline_is_one(markup: str) -> None:
    assert found(markup) == [("https://vidu.vn/bai-1.html", TITLE)]


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='/the-thao.html'>Thể thao trong nước</a>",
        f"<nav><a href='/bai-1.html'>{TITLE}</a></nav>",
        f"<footer><a href='/bai-1.html'>{TITLE}</a></footer>",
        f"<a href='https://khac.vn/bai-1.html'>{TITLE}</a>",
        f"<a href='javascript:void(0)'>{TITLE}</a>",
        f"<a href='/the-gioi'>{TITLE}</a>",
        "<a href='/'>Báo Ví Dụ: tin tức nhanh và tin cậy nhất</a>",
        f"<a>{TITLE}</a>",
        f"<script>'<a href=/bai-1.html>{TITLE}</a>'</script>",
        f"<a href='/dai.html'>{(TITLE + ' ') * 20}</a>",
    ],
    ids=["section", "nav", "footer", "another site", "script", "this page", "home", "no address", "in a script", "a text"],
)  # fmt: skip
def test_furniture_is_no_headline(markup: str) -> None:
    assert found(markup) == []


CARD = """<li><div><h3><a href="/bai-{n}.html">Nga và NATO nối lại đàm phán lần {n}</a></h3>
<span class="time">22/11/2026 08:0{n}</span></div><p>Hai bên gặp nhau ở Geneva trong ngày thứ {n}.</p>
<a href="/bai-{n}.html">Xem tiếp</a></li>"""


def test_what_stands_beside_a_headline_is_its_own() -> None:
    content = f"<ul>{''.join(CARD.format(n=n) for n in (1, 2, 3))}</ul>".encode()
    links = headlines(Page(content, HERE), HOME)
    assert [link.teaser for link in links] == [
        f"Hai bên gặp nhau ở Geneva trong ngày thứ {n}." for n in (1, 2, 3)
    ]
    assert [link.published for link in links] == [f"2026-11-22T08:0{n}:00+07:00" for n in (1, 2, 3)]


@given(st.binary(max_size=200))
def test_any_bytes_have_headlines_or_are_refused(content: bytes) -> None:
    with contextlib.suppress(BadPage):
        headlines(Page(content, HERE), HOME)
