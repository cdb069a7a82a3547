"""Sitemaps: what a paper tells search engines, its newest first. Pure.

https://www.sitemaps.org/protocol.html, with Google's news: extension; packed ones (.xml.gz) too.
Read by its few tags, without an XML parser: no entity is ever resolved, nothing nests, and a cut
or broken file gives what stands in it.
"""

import html
import re
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from scrapers import dates, urls
from scrapers.article import Page
from scrapers.entry import Entry
from scrapers.errors import BadFeed, BadPage
from scrapers.extract.charset import decode

MOST_UNPACKED = 50_000_000  # bytes: the protocol's own limit
MOST_URLS = 50_000  # of one file: the protocol's own limit
MOST_ENTRIES = 1000  # of them the newest; a news sitemap has no more
MOST_PLACES = 3  # sitemaps of an index that are looked into
_CHUNK = 20_000  # characters between two <url> that are read
_AHEAD = timedelta(days=1)  # clocks of papers run wrong; what lies further ahead is no date

_GZIP = b"\x1f\x8b"
_URL = re.compile(r"<(?:[\w.-]{1,20}:)?(?:url|sitemap)[\s>]", re.IGNORECASE)
_SAYS = {
    name: re.compile(
        rf"<(?!image:|video:)(?:[\w.-]{{1,20}}:)?{name}[^>]{{0,200}}>\s*(?:<!\[CDATA\[)?([^<\]]*)",
        re.IGNORECASE,
    )
    for name in ("loc", "lastmod", "publication_date", "title")
}
_NEWS = re.compile(r"news|tin-?tuc|latest|today|moi-?nhat", re.IGNORECASE)
_OTHER = re.compile(r"video|image|anh|tag|categor|chuyen-?muc|author|tac-?gia|topic", re.IGNORECASE)
_INDEX = re.compile(rb"<(?:[\w.-]{1,20}:)?sitemapindex[\s>]", re.IGNORECASE)
_SET = re.compile(rb"<(?:[\w.-]{1,20}:)?urlset[\s>]", re.IGNORECASE)
_HEAD = 4096


def unpacked(content: bytes) -> bytes:
    """The XML of what may be packed. Raises BadFeed on a bomb or a broken packing with nothing in it."""
    if not content.startswith(_GZIP):
        return content
    reader = zlib.decompressobj(wbits=31)
    try:
        text = reader.decompress(content, MOST_UNPACKED)
    except zlib.error as error:
        raise BadFeed(f"a packed sitemap that cannot be unpacked: {error}") from error
    if reader.unconsumed_tail:
        raise BadFeed(f"a packed sitemap of more than {MOST_UNPACKED} bytes")
    return text


def is_index(content: bytes) -> bool:
    """Do these (unpacked) bytes name other sitemaps instead of pages?"""
    return _INDEX.search(content[:_HEAD]) is not None


def places(page: Page) -> list[str]:
    """The sitemaps of an index that are worth a look, the likeliest to hold news first.

    Those that call themselves news, then the last changed; never pictures, videos or tags.
    """
    found = [
        entry for entry in entries(_text(page)) if entry.href and not _OTHER.search(entry.href)
    ]
    found.sort(key=lambda entry: entry.modified, reverse=True)
    found.sort(key=lambda entry: not _NEWS.search(entry.href.rpartition("/")[2]))
    joined = (urls.join(page.url, entry.href) for entry in found)
    return list(dict.fromkeys(address for address in joined if address))[:MOST_PLACES]


def recent(page: Page, since: datetime, now: datetime) -> list[Entry]:
    """The entries that were published, or where that is not said changed, since then; newest first.

    Raises BadFeed where it is no sitemap, or one without a single date: it cannot say what is new.
    """
    content = unpacked(page.content)
    where = urls.shown(page.url) or "the sitemap"
    if not _SET.search(content[:_HEAD]):
        raise BadFeed(f"{where}: a sitemap was promised; what came is none")
    found = entries(_text(Page(content, page.url, page.content_type)))
    dated = [(when, entry) for entry in found if (when := _when(entry)) and when <= now + _AHEAD]
    if found and not dated:
        raise BadFeed(f"{where}: {len(found)} addresses, and none has a date: it cannot tell news")
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [entry for when, entry in dated if when >= since]


def entries(text: str) -> list[Entry]:
    """The entries of a sitemap's or an index's text in their order; of very many, the newest."""
    found = [entry for entry in _entries(text) if entry.href]
    if len(found) <= MOST_ENTRIES:
        return found
    return sorted(found, key=_age, reverse=True)[:MOST_ENTRIES]


def _entries(text: str) -> Iterator[Entry]:
    starts = [match.start() for match in islice(_URL.finditer(text), MOST_URLS)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):  # none: nothing
        chunk = text[start : min(end, start + _CHUNK)]
        said = {name: _said(pattern, chunk) for name, pattern in _SAYS.items()}
        yield Entry(
            href=said["loc"],
            title=said["title"],
            published=said["publication_date"],
            modified=said["lastmod"],
        )


def _said(pattern: re.Pattern[str], chunk: str) -> str:
    match = pattern.search(chunk)
    return html.unescape(match[1]).strip() if match else ""


def _age(entry: Entry) -> str:
    """Sorts by time: in one file all dates are written alike."""
    return entry.published or entry.modified


def _when(entry: Entry) -> datetime | None:
    return dates.moment(dates.published(entry.published or entry.modified))


def _text(page: Page) -> str:
    try:
        return decode(unpacked(page.content), page.content_type)
    except BadPage as error:
        raise BadFeed(f"{urls.shown(page.url)}: a sitemap that is no text: {error}") from error
