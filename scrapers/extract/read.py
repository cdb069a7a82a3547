"""The road of a page: measured, decoded, cut into pieces, given roles, put together."""

import re

from scrapers.article import Article, Listing, Page
from scrapers.extract import charset, guard, html, plain
from scrapers.site import Site

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
    text = charset.decode(page.content, page.content_type)
    if not is_markup(text, page.content_type):
        return plain.read(text, page)
    guard.check_markup(page.content)
    return html.read(text, page, site)


def is_markup(text: str, content_type: str) -> bool:
    if "text/plain" in content_type.lower():
        return False
    return bool(_MARKUP.search(text, 0, 20_000)) or "html" in content_type.lower()
