"""What stands in a feed or on a listing page: links to articles. Pure: bytes in, Links out."""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from scrapers import dates, feeds, sitemaps, urls
from scrapers.article import Article, Item, Link, Listing, Page
from scrapers.entry import Entry
from scrapers.errors import BadFeed, LayoutChanged, NoArticle, ScrapeError
from scrapers.extract import extract, stories
from scrapers.site import Kind, Site
from scrapers.text import clean, syllables

_MOST_MARKUP = 20_000

_TAG = re.compile(r"<[a-zA-Z/!]")
_BREAK = re.compile(r"(?=</?(?:br|p|div|li|h\d|td|img)\b)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{5}")
HEADLINE = 7  # syllables; the names of sections and topics have fewer
MOST_TEASER = 2000  # characters; some carry whole articles
_FEWEST = 3  # headlines that make a listing of what reads like an article
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")

Promise = Kind


def links(page: Page, site: Site | None = None, promised: Promise | None = None) -> list[Link]:
    """The links of a feed or a listing page, canonical, in their order, none twice.

    `promised` is what the site file says of the address that was asked (by default looked up under
    `page.url`). Raises BadFeed where a feed was promised and none came, LayoutChanged where a
    listing lists nothing, BadPage where the bytes are no page.
    """
    if promised is None and site is not None and page.url in site.sources:
        promised = site.kind(page.url)
    if promised in {"feed", "sitemap"} or feeds.is_feed(page.content):
        found = _feed_links(page)
    else:
        found = _listing_links(page, site, promised=promised == "listing")
    return list(_none_twice(_spelled(found, site)))


def sitemap_links(page: Page, site: Site | None, since: datetime, now: datetime) -> list[Link]:
    """What a sitemap says was published (or changed, where it says no more) since then, newest first.

    Raises BadFeed where it is none, or cannot tell old from new.
    """
    found = (_link(entry, page.url) for entry in sitemaps.recent(page, since, now))
    return list(_none_twice(_spelled((link for link in found if link), site)))


def feeds_of(page: Page) -> list[str]:
    """The feeds that a page says it has, absolute, in their order."""
    tree = LexborHTMLParser(page.content)
    found = (
        urls.join(page.url, node.attributes.get("href") or "")
        for node in tree.css('link[rel~="alternate"]')
        if (node.attributes.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES
    )
    return list(dict.fromkeys(address for address in found if address))


def _feed_links(page: Page) -> Iterator[Link]:
    entries = feeds.entries(page.content, page.content_type, page.url)
    links = [link for entry in entries if (link := _link(entry, page.url))]
    if entries and not links:
        said = f"{urls.shown(page.url)}: {len(entries)} items, and none has an address"
        raise BadFeed(said)
    return iter(links)


def _link(entry: Entry, base: str) -> Link | None:
    url = urls.join(base, html.unescape(entry.href)) if base else html.unescape(entry.href)
    if not url:
        return None
    return Link(
        url=url,
        title=line(entry.title),
        teaser=line(entry.teaser)[:MOST_TEASER],
        published=dates.published(entry.published),
    )


def line(markup: str) -> str:
    """One line of text of what may be HTML, escaped once or twice, or plain: NFC, no tags."""
    for _ in range(3):
        bare = html.unescape(_without_tags(markup) if _TAG.search(markup) else markup)
        if bare == markup:
            break
        markup = bare
    return clean(markup)


def _without_tags(markup: str) -> str:
    """The text of a piece of HTML. Lists of links are other articles' titles: they go."""
    tree = LexborHTMLParser(f"<body>{_BREAK.sub(' ', markup[:_MOST_MARKUP])}")
    for node in tree.css("script, style, ul, ol"):
        links = "".join(link.text() for link in node.css("a")) if node.tag in {"ul", "ol"} else ""
        if node.tag in {"script", "style"} or _same(links, node.text()):
            node.decompose()
    return tree.text(separator="")


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _listing_links(page: Page, site: Site | None, *, promised: bool) -> Iterator[Link]:
    """What is listed, as the page is understood; where it is not, and a listing was promised, its headlines."""
    where = urls.shown(page.url) or "the page"
    home = _home(page, site)
    try:
        found = extract(page, site)
        came = "one article"
    except NoArticle:
        found, came = None, "nothing that is listed"
    links: list[Link] = []
    if isinstance(found, Listing):
        came = f"{len(found.items)} items, none with an address of the site"
        links = [link for item in found.items if (link := _listed(item, page.url, home))]
    if not links and promised:
        links = _headlines(page, home)
    links = _without_sections(links)
    if len(links) < (_FEWEST if isinstance(found, Article) else 1):
        raise LayoutChanged(f"{where}: a listing was promised; what came is {came}")
    return iter(links)


def _headlines(page: Page, home: str) -> list[Link]:
    """Of all links to stories those whose words are a headline's: sections and topics have fewer."""
    no_news = {urls.join(page.url, page.url), urls.join(page.url, "/"), home}
    listed = (_listed(item, page.url, home or page.url) for item in stories(page))
    return [
        link
        for link in listed
        if link and link.url not in no_news and len(syllables(link.title)) >= HEADLINE
    ]


def _home(page: Page, site: Site | None) -> str:
    """Whose stories are listed: the paper's, or those of the host that a site file names for its listing."""
    if site is None or (page.url and not urls.same_site(page.url, site.home)):
        return page.url
    return site.home


def _without_sections(links: list[Link]) -> list[Link]:
    """Leave out the paper's sections and topics, where its articles are told by their numbers.

    Only what looks like none in every way goes: no number, no teaser, no date, few words.
    """
    numbered = sum(_has_number(link) for link in links)
    if numbered * 3 < len(links):
        return links
    return [
        link
        for link in links
        if _has_number(link)
        or link.teaser
        or link.published
        or len(syllables(link.title)) >= HEADLINE
    ]


def _has_number(link: Link) -> bool:
    return _NUMBER.search(urlsplit(link.url)[2] + "?" + urlsplit(link.url)[3]) is not None


def _listed(item: Item, base: str, home: str) -> Link | None:
    url = urls.join(base, item.url) if base else item.url
    if not url or (home and not urls.same_site(url, home)):
        return None
    return Link(url, clean(item.title), clean(item.teaser)[:MOST_TEASER], item.published)


def _spelled(found: Iterable[Link], site: Site | None) -> Iterator[Link]:
    for link in found:
        try:
            url = urls.canonical(link.url)
            if site is not None:
                url = urls.as_at(url, site.home)
        except ScrapeError:
            continue  # a link that no one could follow
        yield Link(url, link.title, link.teaser, link.published)


def _none_twice(found: Iterable[Link]) -> Iterator[Link]:
    seen: set[str] = set()
    for link in found:
        if link.url not in seen:
            seen.add(link.url)
            yield link
