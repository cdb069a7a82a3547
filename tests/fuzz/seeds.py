"""What fuzzing begins with: the project's own pages, and a few lines of each kind."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOUND = Path(__file__).with_name("found")

_ITEM = "<title>Hội đồng hai bên họp</title><link>https://vidu.vn/a-10001.html</link>"
_FEEDS = (
    (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><item>{_ITEM}"
        "<pubDate>Tue, 11 Jan 2022 08:09:00 GMT+7</pubDate><description><![CDATA[<a href='/a'><img src=x></a>"
        "Cuộc họp kéo dài bốn giờ]]></description></item></channel></rss>"
    ),
    (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='html'>Họp &amp;amp; bàn</title>"
        "<link href='https://vidu.vn/b-10002.html'/><updated>2022-01-11T08:09:00+07:00</updated></entry></feed>"
    ),
    (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        f"<item rdf:about='x'>{_ITEM}</item></rdf:RDF>"
    ),
    (
        '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://vidu.vn/c-10003.html",'
        '"title":"Họp","date_published":"2022-01-11T08:09:00+07:00"}]}'
    ),
    (
        "<urlset xmlns:news='n'><url><loc>https://vidu.vn/d-10004.html</loc><news:news><news:title>Họp</news:title>"
        "<news:publication_date>2022-01-11</news:publication_date></news:news></url></urlset>"
    ),
    f"<!DOCTYPE x [<!ENTITY a 'b'>]><rss><channel><item>{_ITEM}&a;</item></channel></rss>",
)
_DATES = (
    "Thứ ba, 11/1/2022, 08:09 (GMT+7)",
    "11/01/2022 08:09 GMT+7 | Tin tức 24h",
    "Tue, 11 Jan 2022 08:09:00 +0700",
    "24-03-2019T07:50:00+07:00",
    "Cập nhật lúc 20:53 PM, ngày 29 tháng Giêng năm 2022",
    "Hội đàm từ ngày 10 đến 13/1, rồi cuối tháng 2 và quý III năm sau.",
    "Hôm qua, thứ Hai tuần tới, hai ngày trước, mùng 3 tháng 5, đầu thập niên 1990.",
    "30/2/2022 31/4 00/00/0000 99-99-9999 24:60",
)
_URLS = (
    "https://www.vidu.vn/the-gioi/hop-hoi-dong-10001.html?utm_source=x&id=5#top",
    "//m.vidu.vn:443/a/../b/./c%2e%2E?a=1&&b=%zz",
    "http://xn--bo-iia.vn/đường dẫn/ü?q=á",
    "https://user:pass@vidu.vn/",
    "javascript:alert(1)",
    "http://[::1]:8080/a",
    "HTTPS://VIDU.VN:0443/%F0%9F%98%80",
    "../../tin.htm?page=2&fbclid=abc",
)
_WORDS = (
    "Hòa bình, hoà bình; Ðà Nẵng – Đà Nẵng",
    "Tiê\u0301ng Viê\u0323t \u200b\u00ad\ufeff vơ\u0301i «ngoặc» ‘kép’",
    "НАТО và Nga; ＮＡＴＯ; ﬁn; İstanbul; ẞ; ǅ",
    "\x00\x85\u2028\u2029\r\n\t\u00a0",
)


def seeds(target: str) -> Iterator[bytes]:
    """Inputs of one target, each with the byte that chooses its circumstances."""
    for line in {"when": _DATES, "address": _URLS, "words": (*_WORDS, *_DATES)}.get(target, ()):
        yield b"0" + line.encode()
    if target == "listing":
        for feed in _FEEDS:
            yield b"0" + feed.encode()
            yield b"\x0f" + feed.encode()
    if target in {"page", "listing"}:
        for path in _pages():
            yield b"1" + path.read_bytes()


def _pages() -> list[Path]:
    own = [*ROOT.glob("seeds/pages/*.txt"), *ROOT.glob("tests/scrapers/pages/*.html")]
    return sorted(path for path in own if path.stat().st_size < 60_000)


def findings(target: str) -> list[Path]:
    """Inputs on which the target once failed, minimised."""
    return sorted((FOUND / target).glob("*")) if (FOUND / target).is_dir() else []
