"""What a page says of itself: title, address, dates, authors, section, language, from its head.

JSON-LD, Open Graph, meta tags, microdata. Any of them may be absent, doubled, broken or wrong.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from scrapers.text import clean

_ARTICLE_TYPES = ("article", "posting", "report", "webpage")  # and what ends so: "MedicalWebPage"
_LARGEST_JSON = 300_000
_MOST_METAS = 300  # the most seen were 83; every title is compared with every line of the page
_MOST_THINGS = 300
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


@dataclass(slots=True)
class Facts:
    """Texts as the page has them; dates raw, with the name of their source."""

    titles: list[tuple[str, str]] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    published: list[tuple[str, str]] = field(default_factory=list)
    modified: list[tuple[str, str]] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    section: str = ""
    tags: list[str] = field(default_factory=list)
    site_name: str = ""
    url: str = ""
    language: str = ""
    kind: str = ""
    live: bool = False


_TITLES = {"og:title", "twitter:title", "title", "headline"}
_DESCRIPTIONS = {"og:description", "description", "twitter:description"}
_PUBLISHED = {
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "article:published",
    "og:published_time",
    "published_time",
    "date.created",
    "datecreated",
    "article.published",
    "cxenseparse:recs:publishtime",
    "parsely-pub-date",
    "sailthru.date",
    "its_publication",
    "publication_date",
    "og:article:published_time",
}
_MODIFIED = {
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "article:modified",
    "dcterms.modified",
}
_TAGS = {"article:tag", "keywords", "news_keywords"}
_AUTHORS = {"author", "article:author", "dc.creator", "byl"}
_NAMES = (
    {"og:site_name", "og:url", "og:type", "article:section"}
    | _TITLES
    | _DESCRIPTIONS
    | _PUBLISHED
    | _MODIFIED
    | _TAGS
    | _AUTHORS
)


def read(tree: LexborHTMLParser) -> Facts:
    facts = Facts()
    _linked_data(tree, facts)
    _metas(tree, facts)
    _times(tree, facts)
    _rest(tree, facts)
    return facts


def _metas(tree: LexborHTMLParser, facts: Facts) -> None:
    for node in tree.css("meta")[:_MOST_METAS]:
        get = node.attributes.get
        name = (get("property") or get("name") or get("itemprop") or "").strip().lower()
        if name in _NAMES:  # a page has forty, of which six say something
            value = (get("content") or "").strip()
            if value and len(value) < 5000:
                _meta(facts, name, value)


def _meta(facts: Facts, name: str, value: str) -> None:
    if name in _TITLES:
        facts.titles.append((name, clean(value)))
    elif name in _DESCRIPTIONS:
        facts.descriptions.append(clean(value))
    elif name in _PUBLISHED:
        facts.published.append((name, value))
    elif name in _MODIFIED:
        facts.modified.append((name, value))
    elif name == "og:site_name":
        facts.site_name = facts.site_name or clean(value)
    elif name == "og:url":
        facts.url = facts.url or value
    elif name == "og:type":
        facts.kind = facts.kind or value.lower()
    elif name == "article:section":
        facts.section = facts.section or clean(value)
    elif name in _TAGS:
        facts.tags += [tag for part in value.split(",") if (tag := clean(part))]
    elif name in _AUTHORS and not value.startswith("http"):
        facts.authors.append(clean(value))


TIMES = (
    "[itemprop=datePublished]",
    "time[pubdate]",
    "abbr.published[title]",  # hAtom, as blogs write it
    "time[datetime]",
)
_SAID_IN = ("datetime", "content", "title")


def _times(tree: LexborHTMLParser, facts: Facts) -> None:
    """Microdata and <time>, where the head says nothing; of several the first, which stands on top."""
    for selector in TIMES:
        node = None if facts.published else tree.css_first(selector)
        if node:
            said = (node.attributes.get(name) for name in _SAID_IN)
            facts.published.append((selector, next(filter(None, said), node.text())[:100]))


def _rest(tree: LexborHTMLParser, facts: Facts) -> None:
    canonical = tree.css_first("link[rel=canonical]")
    href = canonical.attributes.get("href") if canonical else None
    facts.url = (href or facts.url or "").strip()
    title = tree.css_first("head title")
    if title:
        facts.titles.append(("<title>", clean(title.text())))
    html = tree.css_first("html")
    facts.language = ((html.attributes.get("lang") if html else "") or "")[:2].lower()


def _linked_data(tree: LexborHTMLParser, facts: Facts) -> None:
    scripts = tree.css('script[type="application/ld+json"]')[:20]
    things = chain.from_iterable(_things(node.text()) for node in scripts)
    for thing in islice(things, _MOST_THINGS):
        kinds = thing.get("@type")
        names = {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}
        facts.live = facts.live or "liveblogposting" in names
        if any(name.endswith(_ARTICLE_TYPES) for name in names):
            _thing(facts, thing, any(name.endswith("webpage") for name in names))


def _things(text: str) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD script, graphs and lists opened; nothing from what cannot be read."""
    text = text.strip().removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    if len(text) > _LARGEST_JSON:
        return
    try:
        data = json.loads(text, strict=False)
    except RecursionError:
        return
    except ValueError:
        try:
            data = json.loads(_TRAILING_COMMA.sub(r"\1", text), strict=False)
        except (ValueError, RecursionError):
            return
    queue = [data]
    for _ in range(200):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, list):
            queue += item
        elif isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            queue += graph if isinstance(graph, list) else []


def _thing(facts: Facts, thing: dict[str, Any], page: bool) -> None:
    source = "JSON-LD"
    if isinstance(thing.get("headline"), str):
        facts.titles.append((source, clean(thing["headline"])))
    if isinstance(thing.get("datePublished"), str):
        facts.published.append((source, thing["datePublished"]))
    if isinstance(thing.get("dateModified"), str):
        facts.modified.append((source, thing["dateModified"]))
    if page:
        return
    facts.kind = facts.kind or "article"
    if isinstance(thing.get("description"), str):
        facts.descriptions.append(clean(thing["description"]))
    section = thing.get("articleSection")
    if isinstance(section, list) and section:
        section = section[0]
    if isinstance(section, str):
        facts.section = facts.section or clean(section)
    facts.authors += [clean(name) for name in _names(thing.get("author"))]
    words = thing.get("keywords")
    named = words.split(",") if isinstance(words, str) else words if isinstance(words, list) else []
    facts.tags += [tag for word in named[:30] if isinstance(word, str) and (tag := clean(word))]


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        if not str(value.get("@type")).endswith("Organization") and isinstance(
            value.get("name"), str
        ):
            yield value["name"]
    elif isinstance(value, list):
        for item in value[:10]:
            if isinstance(item, dict | str):
                yield from _names(item)
