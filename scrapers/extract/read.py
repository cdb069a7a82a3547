"""The road of a page: measured, decoded, cut into pieces, given roles, put together."""

import re
from itertools import islice

from scrapers.article import Article, Item, Listing, Page
from scrapers.errors import NoArticle
from scrapers.extract import charset, guard, html, plain
from scrapers.site import Site

_FEED = re.compile(
    r"^(?:<\?xml[^>]{0,200}>\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)\b", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}[\s>/]")
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|div|p|span|article|section|table|h[1-6]|br|a|ul|figure|strong|meta|img)[\s>/]",
    re.IGNORECASE,
)


def extract(page: Page, site: Site | None = None) -> Article | Listing:
    """The article of a page, or its items where it is a listing; every block with role and reason.

    Raises BadPage (bytes that are no page, or would hang a parser), NoArticle (neither article nor
    listing), LayoutChanged (the page lacks what the site file names).
    """
    guard.check(page.content)
    text, utf8 = charset.read(page.content, page.content_type)
    _refuse_data(text)
    if not is_markup(text, page.content_type):
        return plain.read(text, page)
    return html.read(_bearable(page, text, utf8=utf8), page, site)


def stories(page: Page) -> tuple[Item, ...]:
    """The links to stories of a page that is known to be a listing, however few, whatever else is on it.

    What is left where a listing's layout defies reading: a redesigned paper must not fall silent.
    Raises BadPage.
    """
    guard.check(page.content)
    text, utf8 = charset.read(page.content, page.content_type)
    if not is_markup(text, page.content_type):
        return ()
    return html.linked_stories(_bearable(page, text, utf8=utf8), page)


def bearable(page: Page) -> str | bytes:
    """A page of markup as a parser may have it: its bytes where they are UTF-8, else its text. Raises BadPage."""
    text, utf8 = charset.read(page.content, page.content_type)
    return _bearable(page, text, utf8=utf8)


def _bearable(page: Page, text: str, *, utf8: bool) -> str | bytes:
    content = guard.bearable(page.content)
    if utf8:
        return content
    return text if content is page.content else charset.decode(content, page.content_type)


def is_markup(text: str, content_type: str) -> bool:
    if "text/plain" in content_type.lower():
        return False
    if _MARKUP.search(text, 0, 200_000) or "html" in content_type.lower():
        return True
    return sum(1 for _ in islice(_TAG.finditer(text, 0, 20_000), 3)) == 3


def _refuse_data(text: str) -> None:
    """Feeds and data are no pages, whatever they are called."""
    head = text[:500].lstrip("\ufeff \t\r\n")
    if head[:1] in {"{", "["} and head.count('"') > 3:
        raise NoArticle("this is JSON data, not a page")
    if _FEED.search(head):
        raise NoArticle("this is a feed or other XML, not a page")
