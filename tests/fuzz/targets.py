"""What must hold for any bytes: a value or a ScrapeError, nothing else, soon, in good order.

Every target takes bytes and raises AssertionError (or whatever the product let through) where
the promise is broken. They need no fuzzer: the tests call them on every seed and every finding.
"""

import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from scrapers import dates, discover, paging, text, urls
from scrapers.article import Article, Link, Listing, Page
from scrapers.errors import ScrapeError
from scrapers.extract import extract

SECONDS = 2.0
"""Processor time that any input may cost, also under the fuzzer's instruments."""

Promise = Literal["feed", "listing"]
_TYPES = ("", "text/html", "text/plain", "text/html; charset=windows-1258", "application/xml")
_URLS = ("", "https://vidu.vn/the-gioi/hop-hoi-dong-10001.html", "https://m.vidu.vn/rss")
_PROMISES: tuple[Promise | None, ...] = (None, "feed", "listing")
_WHENS = ("2022-01-11T08:09:00+07:00", "2022-01-11", "2024-02-29T23:59:00+00:00", "")


@contextmanager
def soon() -> Iterator[None]:
    """No hang: processor time, lest a busy machine cry wolf."""
    began = time.process_time()
    yield
    took = time.process_time() - began
    assert took < SECONDS, f"took {took:.1f} s"


def page(data: bytes) -> None:
    """extract(): the first byte chooses what the header and the address say."""
    choice, content = _chosen(data)
    try:
        with soon():
            found = extract(Page(content, _URLS[choice % 3], _TYPES[choice % 5]))
    except ScrapeError as error:
        _is_named(error)
        return
    assert isinstance(found, Article | Listing)
    _are_clean(block.text for block in found.blocks)
    if isinstance(found, Article):
        _are_clean((found.title, found.lead, found.body, *found.authors, found.agency))
        assert found.lead or found.body
        assert not found.published or dates.moment(found.published)
        assert not found.url or urls.canonical(found.url) == found.url
    else:
        _are_clean(text for item in found.items for text in (item.title, item.teaser))


def listing(data: bytes) -> None:
    """discover.links(): feeds and listings, promised or not; and where a listing goes on."""
    choice, content = _chosen(data)
    source = Page(content, _URLS[choice % 3], _TYPES[choice % 5])
    with soon():
        following = paging.next_page(source)
    assert not following or urls.same_site(following, source.url)
    try:
        with soon():
            found = discover.links(source, promised=_PROMISES[choice // 15 % 3])
    except ScrapeError as error:
        _is_named(error)
        return
    assert len({link.url for link in found}) == len(found)
    for link in found:
        _is_link(link)


def when(data: bytes) -> None:
    """dates.published() and dates.expressions()."""
    choice, content = _chosen(data)
    line = content.decode("utf-8", "replace")
    with soon():
        moment = dates.published(line)
        found = dates.expressions(line, _WHENS[choice % 4])
    assert not moment or (dates.moment(moment) and dates.published(moment) == moment)
    for expression in found:
        assert expression.text in text.nfc(line) or expression.text in line
        assert expression.start is None or expression.start <= expression.end
        assert expression.date


def address(data: bytes) -> None:
    """urls: canonical spelling is final, and never leaves http."""
    _, content = _chosen(data)
    said = content.decode("utf-8", "replace")
    with soon():
        joined = urls.join("https://vidu.vn/the-gioi/a.html?b=c", said)
        urls.shown(said)
    assert joined is None or joined.startswith(("http://", "https://"))
    for url in {said, joined or said}:
        try:
            spelled = urls.canonical(url)
        except ScrapeError as error:
            _is_named(error)
            continue
        assert urls.canonical(spelled) == spelled
        assert urls.plain(urls.plain(url)) == urls.plain(url)
        assert urls.host(spelled)


def words(data: bytes) -> None:
    """text: idempotent, NFC, folding keeps every place."""
    _, content = _chosen(data)
    said = content.decode("utf-8", "surrogatepass" if _is_wide(content) else "replace")
    with soon():
        even = text.nfc(said)
        results = text.clean(said), text.comparable(said), text.search_text(said)
        syllables = text.syllables(said)
    assert text.nfc(even) == even
    assert unicodedata.is_normalized("NFC", even)
    assert len(text.fold(even)) == len(even)
    assert text.fold(text.fold(even)) == text.fold(even)
    assert text.clean(results[0]) == results[0]
    assert "\n" not in results[0]
    assert text.comparable(results[1]) == results[1]
    assert results[2] == f" {' '.join(syllables)} "
    assert text.syllables(unicodedata.normalize("NFD", even)) == text.syllables(even)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "page": page,
    "listing": listing,
    "when": when,
    "address": address,
    "words": words,
}


def _chosen(data: bytes) -> tuple[int, bytes]:
    return (data[0] if data else 0), data[1:]


def _is_wide(content: bytes) -> bool:
    try:
        content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _is_named(error: ScrapeError) -> None:
    assert error.code
    assert str(error)


def _are_clean(texts: Iterable[str]) -> None:
    """NFC; nothing that no database keeps."""
    for one in texts:
        assert unicodedata.is_normalized("NFC", one), one[:200]
        assert "\x00" not in one
        one.encode()


def _is_link(link: Link) -> None:
    assert urls.canonical(link.url) == link.url
    assert not link.published or dates.moment(link.published)
    _are_clean((link.title, link.teaser))
