"""The pages of a paper, read the generic way and sorted: articles, listings, feeds, refused."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from scrapers import discover, feeds, urls
from scrapers.article import Article, Link, Listing, Page
from scrapers.errors import NoArticle, ScrapeError
from scrapers.extract import extract, facts, markup
from scrapers.extract.facts import Facts
from scrapers.extract.outline import Outline
from scrapers.extract.read import bearable
from scrapers.extract.titles import key
from scrapers.learn.proposal import Refused

_SAME = 0.5  # share of its paragraphs that make an article another printing of one already seen


@dataclass(slots=True)
class Reading:
    """One article as the generic way reads it. Its blocks are the outline's pieces, in their order."""

    page: Page
    article: Article
    tree: LexborHTMLParser
    facts: Facts
    outline: Outline


@dataclass(slots=True)
class Paper:
    articles: list[Reading] = field(default_factory=list)
    listings: list[tuple[Page, Listing]] = field(default_factory=list)
    feeds: list[tuple[Page, list[Link]]] = field(default_factory=list)
    declared: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def read(pages: Sequence[Page]) -> Paper:
    """Every page once, in an order of their own: the result is the same however they are given."""
    paper = Paper()
    for page in sorted(set(pages), key=_order):
        try:
            _take(paper, page)
        except ScrapeError as error:
            paper.refused.append(Refused(page, error))
    paper.declared = sorted(set(paper.declared))
    return paper


def _order(page: Page) -> tuple[str, str]:
    return page.url, hashlib.sha256(page.content).hexdigest()


def _take(paper: Paper, page: Page) -> None:
    """Raises ScrapeError for a page that teaches nothing."""
    if feeds.is_feed(page.content):
        paper.feeds.append((page, discover.links(page, promised="feed")))
        return
    found = extract(page)
    tree = LexborHTMLParser(bearable(page))
    known = facts.read(tree)
    paper.declared += discover.feeds_of(Page(page.content, page.url or found.url))
    paper.names += [known.site_name] if known.site_name else []
    if isinstance(found, Listing):
        paper.listings.append((page, found))
        return
    root = tree.body or tree.root
    if root is None or not found.body:
        raise NoArticle("the page has no text to learn from")
    _refuse_second_printing(paper.articles, found)
    outline = markup.outline(root)
    if len(outline.pieces) != len(found.blocks):
        raise NoArticle("a text without markup has nothing to select by")
    paper.articles.append(Reading(page, found, tree, known, outline))


def _refuse_second_printing(known: Iterable[Reading], found: Article) -> None:
    """Another address of one article would make furniture of its text."""
    paragraphs = set(map(key, _paragraphs(found)))
    for reading in known:
        shared = paragraphs & set(map(key, _paragraphs(reading.article)))
        if len(shared) >= _SAME * len(paragraphs):
            raise NoArticle("the same article as another of the pages; give a different one")


def _paragraphs(article: Article) -> Iterator[str]:
    return (block.text for block in article.blocks if block.role in {"lead", "body"})


def home(paper: Paper) -> str:
    """The front page of the host that most pages come from; "" where none names its address."""
    found = [r.article.url or r.page.url for r in paper.articles]
    found += [listing.url or page.url for page, listing in paper.listings]
    fronts = Counter(f"{urlsplit(url)[0]}://{urls.host(url)}/" for url in found if url)
    hosts = Counter(urls.host(url) for url in found if url)
    return min(
        fronts, key=lambda front: (-hosts[urls.host(front)], -fronts[front], front), default=""
    )


def name(paper: Paper, home: str) -> str:
    """What the paper calls itself, else its host."""
    names = Counter(paper.names)
    best = min(names, key=lambda text: (-names[text], text), default="")
    return best[:100] or urls.host(home).removeprefix("www.")
