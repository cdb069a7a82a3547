"""Where a listing goes on: the address of its next page, as the page itself says. Pure; no address is guessed."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from scrapers import urls
from scrapers.article import Page

_NAMES = ("page", "trang", "paged", "pageindex", "pageno", "p")
_IN_PATH = re.compile(r"[/.-](?:trang|page|p)[-/]?(\d{1,3})(?=/?$|\.[a-z]{2,5}$)", re.IGNORECASE)
_ENDING = re.compile(r"/?(?:\.[a-z]{2,5})?$", re.IGNORECASE)


def next_page(page: Page) -> str:
    """The address of the page after this one, absolute and of the same host; "" where it names none.

    What is marked rel=next counts first; else a link to this listing's own address with the next number
    (?page=2, /trang-2.htm, -p2).
    """
    if not page.url:
        return ""
    tree = LexborHTMLParser(page.content)
    host = urls.host(page.url)
    for node in tree.css('link[rel~="next"], a[rel~="next"]'):
        address = urls.join(page.url, node.attributes.get("href") or "")
        if address and urls.host(address) == host and _stem(address) != _stem(page.url):
            return address
    here, number = _stem(page.url)
    found = (urls.join(page.url, node.attributes.get("href") or "") for node in tree.css("a[href]"))
    return next(
        (address for address in found if address and _stem(address) == (here, number + 1)), ""
    )


def _stem(address: str) -> tuple[str, int]:
    """An address of a listing without its page number, and that number; the first page's is 1."""
    parts = urlsplit(address)
    number, query = 1, []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name.lower() in _NAMES and value.isdecimal() and len(value) < 4:
            number = int(value)
        else:
            query.append((name, value))
    path = parts.path
    if match := _IN_PATH.search(path):
        number, path = int(match[1]), path[: match.start()] + path[match.end() :]
    bare = _ENDING.sub("", path)
    return urlunsplit((parts.scheme, parts.netloc, bare, urlencode(query), "")), number
