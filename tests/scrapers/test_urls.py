import contextlib
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scrapers import urls
from scrapers.errors import ScrapeError

ADDRESSES = st.builds(
    "{}://{}{}{}{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(
        ["báo.vn", "M.Vidu.vn", "amp.vidu.com.vn", "127.0.0.1:8000", "[::1]:80", "m.com.vn"]
    ),
    st.text(st.sampled_from("/aA.%2fFé ~;-"), max_size=12).map(lambda path: "/" + path),
    st.sampled_from(["", "?", "?id=1&utm_source=x", "?a=%41&amp;b=2&&c", "?amp=1&q=a b"]),
    st.sampled_from(["", "#top", "#!/bai/12"]),
)

SAME = [
    ("HTTPS://VnExpress.NET:443/Tin-4412345.html", "https://vnexpress.net/Tin-4412345.html"),
    ("http://vidu.vn:80", "http://vidu.vn/"),
    ("https://vidu.vn./a", "https://vidu.vn/a"),
    ("https://vidu.vn/a#binh-luan", "https://vidu.vn/a"),
    ("  https://vidu.vn/a\n ", "https://vidu.vn/a"),
    ("https://vidu.vn/a?utm_source=rss&utm_medium=zalo&id=7", "https://vidu.vn/a?id=7"),
    ("https://vidu.vn/a?vn_source=rss&vn_campaign=x", "https://vidu.vn/a"),
    ("https://vidu.vn/a?fbclid=1&zarsrc=30&gidzl=x&_gl=1", "https://vidu.vn/a"),
    ("https://vidu.vn/a?x=1&amp;utm_source=r&amp;id=2", "https://vidu.vn/a?x=1&id=2"),
    ("https://vidu.vn/a;jsessionid=9F?b=1", "https://vidu.vn/a?b=1"),
    ("https://m.vidu.vn/bai-123456.htm", "https://vidu.vn/bai-123456.htm"),
    ("https://amp.vidu.com.vn/bai-123456.htm", "https://vidu.com.vn/bai-123456.htm"),
    ("https://vidu.vn/bai-123456.html/amp", "https://vidu.vn/bai-123456.html"),
    ("https://vidu.vn/amp/bai-123456.html", "https://vidu.vn/bai-123456.html"),
    ("https://vidu.vn/bai-123456.html?amp", "https://vidu.vn/bai-123456.html"),
    ("https://vidu.vn/tin/vi%e1%bb%87t", "https://vidu.vn/tin/việt"),
    ("https://vidu.vn/tin/vie\u0323\u0302t", "https://vidu.vn/tin/việt"),
    ("https://vidu.vn/%7Etin/./a/../b", "https://vidu.vn/~tin/b"),
    ("https://báo.vn/", "https://xn--bo-mia.vn/"),
]

DIFFERENT = [
    ("https://vidu.vn/news.aspx?cid=5&id=77", "https://vidu.vn/news.aspx?cid=6&id=77"),
    ("https://vidu.vn/xem?source=A1", "https://vidu.vn/xem?source=A2"),
    ("https://vidu.vn/xem?ref=1", "https://vidu.vn/xem?ref=2"),
    ("https://vidu.vn/xem?sid=1", "https://vidu.vn/xem?sid=2"),
    ("https://vidu.vn/Bai-a", "https://vidu.vn/bai-A"),
    ("https://vidu.vn/a%2Fb", "https://vidu.vn/a/b"),
    ("https://vidu.vn/a//b", "https://vidu.vn/a/b"),
    ("https://vidu.vn/#!/bai/1", "https://vidu.vn/#!/bai/2"),
    ("https://vidu.vn/nhac/amp", "https://vidu.vn/nhac"),
    ("https://www.vidu.vn/a", "https://vidu.vn/a"),
    ("http://vidu.vn/a", "https://vidu.vn/a"),
    ("http://127.0.0.1:1234/a", "http://127.0.0.1:1235/a"),
]

RUBBISH = [
    "", "vidu.vn/a", "//vidu.vn/a", "ftp://vidu.vn/", "javascript:alert(1)", "file:///etc/passwd",
    "http://", "http:///a", "http://a b/", "http://vidu.vn:99999/", "http://vidu.vn:x/", "http://[::1/",
    "http://[zz]/", "http://vi\x00du.vn/", "http://vidu.vn/\n/a", "http://evil.vn\\@vidu.vn/", "http://-a/",
    "http://vidu.vn/\ud800", "https://vidu.vn/" + "a" * 5000, "http://a\u2100b/", "https://" + "a." * 200,
]  # fmt: skip


@pytest.mark.parametrize(("url", "expected"), SAME)
def test_one_article_has_one_address(url: str, expected: str) -> None:
    assert urls.canonical(url) == urls.canonical(expected)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_articles_never_share_an_address(one: str, other: str) -> None:
    assert urls.canonical(one) != urls.canonical(other)


@pytest.mark.parametrize("url", RUBBISH, ids=ascii)
def test_what_is_no_address_is_refused_by_name(url: str) -> None:
    with pytest.raises(ScrapeError) as raised:
        urls.canonical(url)
    assert raised.value.code == "bad_url"


@pytest.mark.parametrize(
    "url",
    [
        "https://me:geheim@vidu.vn/",
        "https://me:ge/he@im@vidu.vn/",
        "http:me:geheim@vidu.vn",
        "https://geheim@/",
    ],
)
def test_credentials_are_refused_and_never_told(url: str) -> None:
    with pytest.raises(ScrapeError) as raised:
        urls.canonical(url)
    assert raised.value.code == "bad_url"
    assert not any(part in str(raised.value) for part in ("geheim", "ge/he", "me:"))


def test_a_message_shows_no_control_characters() -> None:
    with pytest.raises(ScrapeError) as raised:
        urls.canonical("http://vidu.vn/\x1b[31m\r\nX: y")
    assert str(raised.value).isprintable()


def test_what_remains_keeps_its_order() -> None:
    assert urls.canonical("https://vidu.vn/?b=2&utm_id=1&a=1") == "https://vidu.vn/?b=2&a=1"


def test_the_path_keeps_its_case() -> None:
    assert urls.canonical("https://VIDU.vn/TAG/Nga-NATO") == "https://vidu.vn/TAG/Nga-NATO"


def test_an_address_with_ip_and_port_survives() -> None:
    assert urls.canonical("http://127.0.0.1:1234/a") == "http://127.0.0.1:1234/a"


@given(ADDRESSES)
@example("http://vidu.vn/%2541")
@example("https://vidu.vn/amp/bai-1234/amp/")
def test_canonical_is_idempotent(url: str) -> None:
    once = urls.canonical(url)
    assert urls.canonical(once) == once


@given(st.text(max_size=60) | st.text(max_size=30).map(lambda text: "http://" + text))
def test_any_text_is_an_address_or_refused_by_name(text: str) -> None:
    with contextlib.suppress(ScrapeError):
        once = urls.canonical(text)
        assert urls.canonical(once) == once
        assert once.isascii()


@given(st.text(string.printable, max_size=40))
def test_join_gives_an_address_that_can_be_used_or_none(href: str) -> None:
    joined = urls.join("https://vidu.vn/a/b", href)
    assert joined is None or urls.canonical(joined)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../c", "https://vidu.vn/c"),
        ("//khac.vn/x", "https://khac.vn/x"),
        ("?id=2", "https://vidu.vn/a/b?id=2"),
        (" /tin\n-moi ", "https://vidu.vn/tin-moi"),
        ("/tin việt", "https://vidu.vn/tin%20vi%E1%BB%87t"),
        ("#top", None),
        ("", None),
        ("javascript:void(0)", None),
        ("mailto:a@vidu.vn", None),
        ("data:text/html,x", None),
        ("https://a:b@vidu.vn/", None),
        ("http://[", None),
    ],
)
def test_join_reads_a_link_as_a_browser_does(href: str, expected: str | None) -> None:
    assert urls.join("https://vidu.vn/a/b", href) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://VIDU.vn/a", "vidu.vn"),
        ("http://vidu.vn:80/", "vidu.vn"),
        ("http://vidu.vn:8080/", "vidu.vn:8080"),
        ("http://[::1]:99/", "[::1]:99"),
    ],
)
def test_host_names_the_port_only_where_it_matters(url: str, expected: str) -> None:
    assert urls.host(url) == expected


def test_an_address_takes_the_spelling_of_its_papers_home() -> None:
    assert urls.as_at("http://vidu.vn/a?b=1", "https://www.vidu.vn/") == "https://www.vidu.vn/a?b=1"


@pytest.mark.parametrize("url", ["http://the-thao.vidu.vn/a", "http://vidu.vn:8080/a"])
def test_another_host_of_the_paper_keeps_its_own_spelling(url: str) -> None:
    assert urls.as_at(url, "https://vidu.vn/") == url


def test_a_subdomain_belongs_to_the_site_and_a_lookalike_does_not() -> None:
    assert urls.same_site("https://the-thao.vidu.vn/a", "https://www.vidu.vn/")
    assert not urls.same_site("https://khongvidu.vn/a", "https://vidu.vn/")
