"""A feed's bytes as entries: RSS, Atom, RDF, JSON Feed, news sitemaps. Pure.

Feeds lie about their charset, repeat their escapes, wrap what is one line, and leave out what the
standard demands; only bytes that are no feed at all are refused.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from xml.sax import SAXException

import feedparser

from scrapers import sitemaps, urls
from scrapers.entry import Entry
from scrapers.errors import BadFeed, BadPage
from scrapers.extract.charset import decode

MOST_ENTRIES = 1000  # most feeds have 10 to 200; one paper shows a thousand
_MOST_MARKS = 40_000  # tags and escapes; the most seen were 4,000

_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_DOCTYPE = re.compile(r"\s*<!DOCTYPE\b[^>\[]*(\[)?", re.IGNORECASE)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([\w.-]+)")
_ENTRY = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]")
_MARK = re.compile("[<&]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIRST_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>]")
_CLOCK = re.compile(rb"<((?:[\w.-]+:)?(?:lastBuildDate|pubDate|updated|date))\b[^>]*>[^<]*</\1\s*>")
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]{1,9}|[0-9]{1,9});?")
_SURROGATES = range(0xD800, 0xE000)
_TTL = re.compile(r"<ttl>\s*(\d{1,5})\s*</ttl>")
_PERIOD = re.compile(r"<(?:[\w.-]+:)?updatePeriod>\s*(\w{1,20})\s*<")
_TIMES = re.compile(r"<(?:[\w.-]+:)?updateFrequency>\s*(\d{1,4})\s*<")
_PERIODS = {
    "hourly": 3600.0, "daily": 86_400.0, "weekly": 7 * 86_400.0, "monthly": 30 * 86_400.0,
    "yearly": 365 * 86_400.0,
}  # fmt: skip
_FEED_ROOTS = {"rss", "feed", "rdf", "urlset"}


def is_feed(content: bytes) -> bool:
    """Do these bytes begin as a feed does? Cheap, and never wrong about a page in HTML."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"")
    if head.startswith(b"{"):
        return b"jsonfeed.org" in head
    text, declares = _from_root(head.decode("latin-1"))
    return declares or _root(text) in {*_FEED_ROOTS, "sitemapindex"}


def entries(content: bytes, content_type: str = "", url: str = "") -> list[Entry]:
    """The entries in their order, at most MOST_ENTRIES. An empty feed has none.

    Raises BadFeed, which names the address and what came instead.
    """
    where = urls.shown(url) or "the feed"
    content = sitemaps.unpacked(content)
    try:
        text = decode(content, content_type).lstrip("\ufeff \t\r\n") if content else ""
    except BadPage as error:
        raise BadFeed(f"{where}: a feed was promised; what came is no text: {error}") from error
    if text.startswith("{"):
        return list(_cut(_json_entries(text, where)))
    text = _without_doctype(text, where)
    root = _root(text)
    if root == "urlset":
        return sitemaps.entries(text)
    text = _bounded(text)
    if root not in _FEED_ROOTS:
        raise BadFeed(f"{where}: a feed was promised; what came is {_what(text, root)}")
    return list(_cut(_feed_entries(text, where)))


def fingerprint(content: bytes) -> str:
    """The same for two fetches of a feed between which no entry changed, though its clock moved on.

    Saves reading a feed again where its host knows neither ETag nor Last-Modified.
    """
    first = _FIRST_ENTRY.search(content)
    end = first.start() if first else len(content)
    return hashlib.sha256(_CLOCK.sub(b"", content[:end]) + content[end:]).hexdigest()


def ttl(content: bytes) -> float | None:
    """How long the feed says that it stays as it is, in seconds: RSS `ttl`, else sy:updatePeriod.

    https://web.resource.org/rss/1.0/modules/syndication/: so many times (1) a period. Periods of
    somebody's own invention ("always", "dayly") say nothing.
    """
    head = content[:20_000].decode("latin-1")
    found = _TTL.search(head)
    if found and int(found[1]):
        return int(found[1]) * 60.0
    period, times = _PERIOD.search(head), _TIMES.search(head)
    seconds = _PERIODS.get(period[1].lower()) if period else None
    return seconds / max(int(times[1]) if times else 1, 1) if seconds else None


def _without_doctype(text: str, where: str) -> str:
    text, declares = _from_root(text)
    if declares:
        raise BadFeed(f"{where}: its DOCTYPE declares entities; such XML is not read")
    return text


def _from_root(text: str) -> tuple[str, bool]:
    """The text from its root element on, and whether a DOCTYPE before it declares anything.

    One that does is a bomb or a spy; HTML never has one.
    """
    at = 0
    while match := _PROLOG.match(text, at):
        at = match.end()
    doctype = _DOCTYPE.match(text, at)
    if doctype is None:
        return text[at:], False
    return text[text.find(">", at) + 1 :], bool(doctype[1])


def _bounded(text: str) -> str:
    """Cut before the entry, tag or escape that is one too many: what reads XML takes its time."""
    end = min(_start_of(_ENTRY, MOST_ENTRIES, text), _start_of(_MARK, _MOST_MARKS, text))
    return text[:end]


def _start_of(pattern: re.Pattern[str], number: int, text: str) -> int:
    found = islice(pattern.finditer(text), number, None)
    return next((match.start() for match in found), len(text))


def _root(text: str) -> str:
    match = _ROOT.match(text)
    return match[1].lower() if match else ""


def _feed_entries(text: str, where: str) -> Iterator[Entry]:
    text = _REFERENCE.sub(_character, _NOT_XML.sub("", text))
    xml = '<?xml version="1.0" encoding="utf-8"?>\n' + text
    try:
        parsed = feedparser.parse(
            xml.encode("utf-8", "replace"),  # always bytes: it opens what looks like an address
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,  # tags are taken out here anyway
            resolve_relative_uris=False,
        )
    except Exception as error:  # it trips over odd nesting in a dozen ways
        said = f"{where}: a feed that its reader cannot follow: {error!r:.100}"
        raise BadFeed(said) from error
    broken = parsed.get("bozo_exception")
    if not parsed.entries and isinstance(broken, SAXException):
        raise BadFeed(f"{where}: a feed without items whose XML is broken: {broken}")
    for entry in parsed.entries:
        yield Entry(
            href=_href(entry),
            title=_said(entry, "title"),
            teaser=_said(entry, "summary") or _content(entry),
            published=_said(entry, "published")
            or _said(entry, "updated")
            or _said(entry, "created"),
        )


def _character(reference: re.Match[str]) -> str:
    """&#x110000; and its like name no character, and would end the reading."""
    number = int(reference[1][1:], 16) if reference[1][0] in "xX" else int(reference[1])
    return reference[0] if number <= sys.maxunicode and number not in _SURROGATES else ""


def _href(entry: dict[str, Any]) -> str:
    """The entry's own address: past a feed service's counter, from the GUID where no link stands."""
    for key in ("feedburner_origlink", "link", "id"):
        if (found := _said(entry, key).strip()) and (key != "id" or found.startswith("http")):
            return found
    return ""


def _said(entry: dict[str, Any], key: str) -> str:
    value = dict.get(entry, key)  # FeedParserDict.get() answers for other keys too
    return value if isinstance(value, str) else ""


def _content(entry: dict[str, Any]) -> str:
    contents = dict.get(entry, "content") or ()
    return next((str(content.get("value", "")) for content in contents), "")


def _json_entries(text: str, where: str) -> Iterator[Entry]:
    """JSON Feed 1 and 1.1: https://www.jsonfeed.org/version/1.1/"""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFeed(f"{where}: begins as JSON and is none: {error}") from error
    if "jsonfeed.org" not in str(data.get("version", "")) or not isinstance(
        data.get("items"), list
    ):
        raise BadFeed(f"{where}: a feed was promised; what came is JSON of another kind")
    for item in data["items"]:
        if isinstance(item, dict):
            yield Entry(
                href=_text(item, "url", "external_url", "id"),
                title=_text(item, "title"),
                teaser=_text(item, "summary", "content_text", "content_html"),
                published=_text(item, "date_published", "date_modified"),
            )


def _text(item: dict[str, Any], *keys: str) -> str:
    return next((v for key in keys if isinstance(v := item.get(key), str) and v.strip()), "")


def _cut(found: Iterable[Entry]) -> Iterator[Entry]:
    for count, entry in enumerate(found):
        if count == MOST_ENTRIES:
            return
        yield entry


def _what(text: str, root: str) -> str:
    """What came instead of a feed, in words."""
    if not text.strip():
        return "empty"
    if root == "sitemapindex":
        places = re.findall(r"<loc>\s*([^<\s]{1,200})", text)[:3]
        return f"an index of sitemaps, which belongs under `sitemaps`; it names {', '.join(map(urls.shown, places))}"
    if root in {"html", "head", "body", "script"} or "<html" in text[:2000].lower():
        title = re.search(r"<title[^>]*>([^<]{1,80})", text)
        return f"an HTML page{f' ({urls.shown(title[1].strip())!r})' if title else ''}"
    return f"XML that begins with <{root[:40]}>" if root else "plain text"
