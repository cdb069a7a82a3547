import codecs
import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import feeds
from scrapers.article import Page
from scrapers.discover import feeds_of, line, links
from scrapers.errors import BadFeed, BadPage, LayoutChanged
from scrapers.site import Site

FEED = "https://vidu.vn/rss/the-gioi.rss"
SITE = Site(
    key="vidu",
    name="Báo Ví Dụ",
    home="https://vidu.vn/",
    feeds=[FEED],
    listings=["https://vidu.vn/the-gioi"],
)


def page(content: str | bytes, url: str = FEED, content_type: str = "") -> Page:
    return Page(content.encode() if isinstance(content, str) else content, url, content_type)


def item(number: int, *more: str, date: str = "Sun, 22 Nov 2026 08:09:00 +0700") -> str:
    return (
        f"<item><title>Đàm phán {number}</title><link>https://vidu.vn/bai-{number}.html</link>"
        f"<pubDate>{date}</pubDate>{''.join(more)}</item>"
    )


def rss(*items: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Ví Dụ</title>
<entry><title type="html">Nga &amp;amp; NATO</title><link rel="self" href="/tu-no"/>
<link rel="alternate" href="/bai-1.html"/><updated>2026-11-22T08:09:00+07:00</updated>
<summary>Hội đàm ở Geneva.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="x"><title>Nga &amp;amp; NATO</title>
<link>https://vidu.vn/bai-1.html</link><dc:date>2026-11-22T08:09:00+07:00</dc:date>
<description>Hội đàm ở Geneva.</description></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "https://vidu.vn/bai-1.html", "title": "Nga & NATO", "content_html": "<p>Hội đàm ở Geneva.</p>",
             "date_published": "2026-11-22T08:09:00+07:00"},
        ],
    }
)  # fmt: skip
RSS = rss(
    "<item><title><![CDATA[Nga & NATO]]></title><link>\n https://vidu.vn/bai-1.html?utm_source=rss \n</link>"
    "<description><![CDATA[<a href='x'><img src='y'></a></br>Hội đàm ở <b>Gen</b>eva.]]></description>"
    "<pubDate>Sun, 22 Nov 2026 08:09:00 GMT+7</pubDate></item>"
)


@pytest.mark.parametrize(
    "text", [RSS, ATOM, RDF, JSON_FEED], ids=["RSS", "Atom", "RDF", "JSON Feed"]
)
def test_every_kind_of_feed_says_the_same(text: str) -> None:
    (link,) = links(page(text), SITE)
    assert link.url == "https://vidu.vn/bai-1.html"
    assert (link.title, link.teaser) == ("Nga & NATO", "Hội đàm ở Geneva.")
    assert link.published == "2026-11-22T08:09:00+07:00"


def test_a_news_sitemap_is_a_feed() -> None:
    text = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc>https://vidu.vn/bai-1.html</loc><image:image><image:loc>https://vidu.vn/a.jpg</image:loc></image:image>
    <n:news><n:publication><n:name>Ví Dụ</n:name></n:publication><n:publication_date>2026-11-22T08:09:00+07:00</n:publication_date>
    <n:title>Đàm phán</n:title></n:news></url>
    <url><loc>https://vidu.vn/bai-2.html</loc><lastmod>2026-11-22</lastmod></url></urlset>"""
    first, second = links(page(text))
    assert (first.url, first.title, first.published) == (
        "https://vidu.vn/bai-1.html", "Đàm phán", "2026-11-22T08:09:00+07:00",
    )  # fmt: skip
    assert (second.url, second.published) == (
        "https://vidu.vn/bai-2.html",
        "",
    )  # changed, not published


def test_an_index_of_sitemaps_says_which_to_name() -> None:
    with pytest.raises(
        BadFeed, match=r"belongs under `sitemaps`; it names https://vidu\.vn/s1\.xml"
    ):
        links(
            page(
                "<sitemapindex><sitemap><loc>https://vidu.vn/s1.xml</loc></sitemap></sitemapindex>"
            )
        )


def test_links_keep_their_order_and_stand_once() -> None:
    found = links(page(rss(item(2), item(1), item(2), item(3))))
    assert [link.url[-6] for link in found] == ["2", "1", "3"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Sun, 22 Nov 2026 08:09:00 GMT+7", "2026-11-22T08:09:00+07:00"),
        ("Sun, 22 Nov 2026 01:09:00 GMT", "2026-11-22T01:09:00+00:00"),
        ("2026-11-22T08:09:00", "2026-11-22T08:09:00+07:00"),
        ("2026-11-22 08:09:00", "2026-11-22T08:09:00+07:00"),
        ("22/11/2026 08:09", "2026-11-22T08:09:00+07:00"),
        ("Chủ nhật, 22/11/2026, 08:09 (GMT+7)", "2026-11-22T08:09:00+07:00"),
        ("05/09/2026", "2026-09-05"),
        ("hôm qua", ""),
    ],
)
def test_dates_are_read_as_vietnamese_feeds_write_them(date: str, expected: str) -> None:
    (link,) = links(page(rss(item(1, date=date))))
    assert link.published == expected


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + rss(item(1)).encode(),
        b"\r\n \n" + rss(item(1)).encode(),
        rss(item(1)).encode("utf-16"),
        rss(item(1)).replace('"utf-8"', '"utf-16"').encode(),
        rss(item(1)).replace('"utf-8"', '"iso-8859-1"').encode(),
        rss(item(1)).replace('"utf-8"', '"windows-1258"').encode("cp1258", "xmlcharrefreplace"),
        rss(item(1)).replace("Đàm", "&#272;&#224;m").encode("ascii", "xmlcharrefreplace"),
        rss(item(1)).replace("Đàm", "\x0bĐàm").encode(),
        rss(item(1)).replace("Đàm phán", "Đ&amp;agrave;m phán").encode(),
        b"<!-- x --><?xml-stylesheet href='a.xsl'?>" + rss(item(1)).partition("?>")[2].encode(),
        b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">'
        + rss(item(1)).partition("?>")[2].encode(),
    ],
    ids=["mark", "blank lines", "UTF-16", "says UTF-16", "says Latin-1", "cp1258", "escapes", "control",
         "escaped twice", "comments", "DOCTYPE"],
)  # fmt: skip
def test_a_feed_is_read_whatever_it_says_of_its_letters(content: bytes) -> None:
    (link,) = links(page(content, content_type="text/xml; charset=iso-8859-1"))
    assert link.title == "Đàm phán 1"


def test_letters_leave_composed() -> None:
    (link,) = links(
        page(rss("<item><title>đa\u0300m pha\u0301n</title><link>https://vidu.vn/1</link></item>"))
    )
    assert link.title == "đàm phán"


def test_other_articles_titles_are_no_part_of_a_teaser() -> None:
    teaser = "<![CDATA[<p>Hội đàm.</p><ul><li><a href='/2'>Bài khác</a></li><li><a href='/3'>Nữa</a></li></ul>]]>"
    (link,) = links(page(rss(item(1, f"<description>{teaser}</description>"))))
    assert link.teaser == "Hội đàm."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Nga &amp; NATO", "Nga & NATO"),
        ("Nga &amp;amp; NATO", "Nga & NATO"),
        ("<b>Đ</b>ại diện<br/>Nga", "Đại diện Nga"),
        ("<p>Một.</p><p>Hai.</p>", "Một. Hai."),
        ("x<script>alert(1)</script>y", "xy"),
        ("&lt;img src=x onerror=alert(1)&gt;Nga", "Nga"),
        ("5 < 7 và 8 > 3", "5 < 7 và 8 > 3"),
        ("<ul><li>Nga nói: <a href='/1'>không</a></li></ul>", "Nga nói: không"),
        ("  Nga\u200b\n NATO\xa0", "Nga NATO"),
        ("", ""),
    ],
)
def test_markup_becomes_one_line(markup: str, text: str) -> None:
    assert line(markup) == text


@given(st.text(st.sampled_from("<>&;bap/ltg!-= đ\n"), max_size=60))
def test_a_line_holds_no_tag_and_no_break(markup: str) -> None:
    found = line(markup)
    assert "\n" not in found
    assert "<b>" not in found


def test_a_feed_without_items_is_no_error() -> None:
    assert links(page(rss()), SITE) == []


@pytest.mark.parametrize(
    ("content", "came"),
    [
        ("<!doctype html><html><head><title>Bảo trì</title></head>", "an HTML page ('Bảo trì')"),
        ("<html><body>x", "an HTML page"),
        ("", "empty"),
        ("   \n", "empty"),
        ("not found", "plain text"),
        ('{"error": 1}', "JSON of another kind"),
        ("<svg><item/></svg>", "XML that begins with <svg>"),
        ("<rss><channel><item", "XML is broken"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d\xff\xfe", "no text"),
    ],
    ids=str,
)
def test_what_is_no_feed_is_refused_saying_what_came(content: str | bytes, came: str) -> None:
    with pytest.raises(BadFeed) as raised:
        links(page(content), SITE)
    assert FEED in str(raised.value)
    assert came in str(raised.value)


def test_items_without_any_address_are_an_error() -> None:
    with pytest.raises(BadFeed, match="2 items, and none has an address"):
        links(page(rss("<item><title>a</title></item>" * 2)))


def test_one_bad_link_costs_only_itself() -> None:
    bad = "<item><title>x</title><link>javascript:alert(1)</link></item>"
    assert len(links(page(rss(item(1), bad, item(2))))) == 2


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "b" [<!ENTITY % c SYSTEM "file:///etc/passwd">]>',
     "<!-- x -->\n<!doctype rss [\n<!entity b 'c'>\n]>"],
)  # fmt: skip
def test_a_doctype_that_declares_entities_is_refused(doctype: str) -> None:
    with pytest.raises(BadFeed, match="entities"):
        links(page(doctype + rss(item(1)).partition("?>")[2]))


def test_nothing_outside_is_loaded() -> None:
    text = (
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd">'
        + rss("<item><title>&xxe;</title><link>https://vidu.vn/1</link></item>").partition("?>")[2]
    )
    (link,) = links(page(text))
    assert link.url == "https://vidu.vn/1"


@pytest.mark.parametrize(
    "content",
    [
        rss(*map(item, range(20_000))),
        "<rss><channel><item><title>x</title><description>" + "<b>" * 200_000,
        "<rss>" + "<a>" * 200_000,
        "<urlset><url>" + "<x>" * 10_000,
        "<rss><channel><item><title>" + "&lt;<a>" * 300_000,
        "<rss><channel><item><title>" + "&" * 1_000_000,
        '{"version":"https://jsonfeed.org/version/1","items":' + "[" * 100_000,
        "<!--" * 300_000,
        "<?x" * 300_000,
    ],
    ids=["many items", "nested", "nested root", "nested sitemap", "long title", "escapes", "nested JSON", "comments", "PIs"],
)  # fmt: skip
def test_a_bomb_is_read_in_part_or_refused(content: str) -> None:
    with contextlib.suppress(BadFeed):
        found = links(page(content, content_type="text/xml"), promised="feed")
        assert len(found) <= feeds.MOST_ENTRIES


@pytest.mark.parametrize("reference", ["&#x110000;", "&#55296;", "&#99999999;", "&#xD800", "&#0;"])
def test_a_reference_to_no_character_costs_only_itself(reference: str) -> None:
    (link,) = links(page(rss(item(1).replace("phán", f"phán{reference}"))))
    assert (link.title[:8], link.url) == ("Đàm phán", "https://vidu.vn/bai-1.html")


def test_a_feed_that_breaks_its_reader_is_refused_by_name() -> None:
    odd = item(1, "<textInput><link>y</link></textInput>")
    with pytest.raises(BadFeed, match=r"the-gioi\.rss: a feed that its reader cannot follow"):
        links(page(rss(odd)))


def test_of_too_many_items_the_first_are_kept() -> None:
    found = links(page(rss(*map(item, range(feeds.MOST_ENTRIES + 50)))))
    assert [found[0].title, len(found)] == ["Đàm phán 0", feeds.MOST_ENTRIES]


@given(
    st.binary(max_size=200)
    | st.text(st.sampled_from("<>/&;[]{}\"' rsitemlnkfd!-?x"), max_size=80).map(str.encode)
)
def test_any_bytes_are_links_or_refused_by_name(content: bytes) -> None:
    with contextlib.suppress(BadFeed):
        links(page(b"<rss>" + content), SITE)
    with contextlib.suppress(BadFeed):
        links(page(content), SITE, promised="feed")


@given(st.binary(max_size=200))
def test_any_bytes_on_a_listing_are_links_or_refused_by_name(content: bytes) -> None:
    with contextlib.suppress(BadFeed, BadPage, LayoutChanged):
        links(page(content, "https://vidu.vn/the-gioi"), SITE)


ARTICLES = "".join(
    f"<div class='item'><h3><a href='/bai-viet-{100000 + n}.htm'>Nga và NATO bàn về an ninh châu Âu lần {n}</a></h3>"
    f"<p>Hai bên gặp nhau ở Geneva, theo hãng tin thứ {n} của châu Âu.</p></div>"
    for n in range(12)
)
LISTING = f"""<html><head><title>Thế giới</title></head><body>
<nav><a href="/kinh-te.htm">Kinh tế</a> <a href="/the-thao.htm">Thể thao</a></nav>
<main><h1>Thế giới</h1>{ARTICLES}</main><footer><a href="https://quang-cao.test/x">Mua ngay hôm nay</a></footer></body></html>"""


def test_a_listing_page_gives_its_articles() -> None:
    found = links(page(LISTING, "https://vidu.vn/the-gioi"), SITE)
    assert {link.url for link in found} >= {
        f"https://vidu.vn/bai-viet-{100000 + n}.htm" for n in range(12)
    }
    assert found[0].title.startswith("Nga và NATO bàn về an ninh")


def test_a_listing_page_gives_neither_sections_nor_other_hosts() -> None:
    found = {link.url for link in links(page(LISTING, "https://vidu.vn/the-gioi"), SITE)}
    assert not found & {"https://vidu.vn/kinh-te.htm", "https://quang-cao.test/x"}


def test_a_listing_where_an_article_came_has_changed() -> None:
    body = (
        "<p>Nga và NATO hội đàm ở Geneva về an ninh châu Âu trong ngày thứ hai, hai bên chưa đạt thỏa thuận.</p>"
        * 8
    )
    text = f"<html><head><title>Đàm phán</title></head><body><article><h1>Đàm phán Nga và NATO ở Geneva</h1>{body}</article></body></html>"
    with pytest.raises(LayoutChanged, match="what came is one article"):
        links(page(text, "https://vidu.vn/the-gioi"), SITE)


def test_a_listing_that_lists_nothing_has_changed() -> None:
    with pytest.raises(LayoutChanged):
        links(
            page("<html><body><div id='app'></div></body></html>", "https://vidu.vn/the-gioi"), SITE
        )


def test_a_feed_where_a_listing_was_promised_is_read_as_one() -> None:
    assert len(links(page(rss(item(1)), "https://vidu.vn/the-gioi"), SITE)) == 1


def test_a_page_is_held_to_its_promise_after_a_redirect() -> None:
    with pytest.raises(BadFeed, match="an HTML page"):
        links(page(LISTING, "https://vidu.vn/"), SITE, promised="feed")


def test_links_take_the_spelling_of_the_papers_home() -> None:
    text = rss("<item><title>x</title><link>http://www.vidu.vn/bai-1.html</link></item>")
    assert links(page(text), SITE)[0].url == "https://vidu.vn/bai-1.html"


def test_a_feed_says_how_long_it_stays() -> None:
    assert feeds.ttl(rss("<ttl>15</ttl>").encode()) == 900.0
    assert feeds.ttl(rss("<ttl>0</ttl>").encode()) is None
    assert feeds.ttl(rss().encode()) is None


@pytest.mark.parametrize("clock", ["lastBuildDate", "pubDate", "dc:date"])
def test_a_feed_whose_clock_moved_on_is_the_same_feed(clock: str) -> None:
    image = "<image><url>https://vidu.vn/a.png</url></image>"
    one, two = (rss(image, f"<{clock}>{h}:00</{clock}>", item(1)).encode() for h in (8, 9))
    assert one != two
    assert feeds.fingerprint(one) == feeds.fingerprint(two)


@pytest.mark.parametrize(
    "other",
    [rss(item(2)), rss(item(1), item(2)), rss(item(1, date="hôm nay")), rss(), ""],
    ids=["renamed", "more", "dated anew", "none", "empty"],
)
def test_a_feed_whose_entries_changed_is_another(other: str) -> None:
    assert feeds.fingerprint(other.encode()) != feeds.fingerprint(rss(item(1)).encode())


def test_a_page_says_which_feeds_it_has() -> None:
    html = """<html><head><link rel="alternate" type="application/rss+xml" href="/rss/home.rss">
    <link rel="alternate stylesheet" type="text/css" href="/a.css">
    <link rel="alternate" type="application/atom+xml; charset=utf-8" href="https://vidu.vn/atom.xml">
    <link rel="alternate" hreflang="en" href="https://en.vidu.vn/"></head></html>"""
    assert feeds_of(page(html, "https://vidu.vn/")) == [
        "https://vidu.vn/rss/home.rss",
        "https://vidu.vn/atom.xml",
    ]


STORY = "Nga và NATO nối lại đàm phán ở Geneva"
WHERE = "https://vidu.vn/the-gioi"


def listed(body: str) -> list[tuple[str, str]]:
    found = links(page(f"<html><body>{body}</body></html>", WHERE), SITE)
    return [(link.url, link.title) for link in found]


@pytest.mark.parametrize(
    "markup",
    [
        f"<a href='/bai-1.html'>{STORY}</a>",
        "<div><div><a href='bai-1.html#binh-luan'><span>Nga và NATO nối lại</span> <b>đàm phán ở Geneva</b></a></div></div>",
        f"<a href='https://vidu.vn/bai-1.html'>Xem</a><a href='/bai-1.html'>{STORY}</a>",
    ],
    ids=["plain", "in pieces", "second link"],
)
def test_one_story_is_a_listing_where_a_listing_was_promised(markup: str) -> None:
    assert listed(markup) == [("https://vidu.vn/bai-1.html", STORY)]


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='/the-thao.html'>Thể thao trong nước</a>",
        f"<nav><a href='/bai-1.html'>{STORY}</a></nav>",
        f"<footer><a href='/bai-1.html'>{STORY}</a></footer>",
        f"<a href='https://khac.vn/bai-1.html'>{STORY}</a>",
        f"<a href='javascript:void(0)'>{STORY}</a>",
        f"<a href='/the-gioi'>{STORY}</a>",
        "<a href='/'>Báo Ví Dụ: tin tức nhanh và tin cậy nhất</a>",
        f"<a>{STORY}</a>",
    ],
    ids=["section", "nav", "footer", "another site", "script", "this page", "home", "no address"],
)
def test_furniture_alone_is_no_listing(markup: str) -> None:
    with pytest.raises(LayoutChanged):
        listed(markup)
