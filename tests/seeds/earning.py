"""Does each selector of a site file earn its place? Pages of the paper's making, read with and without it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapers.article import Article, Page
from scrapers.errors import ScrapeError
from scrapers.extract import extract
from scrapers.site import Site
from tests.quality.scores import found

FACTS = ("title", "published", "modified", "authors", "section")


@dataclass(frozen=True, slots=True)
class Told:
    """A page with what a reader finds on it: `facts` by name, and snippets of the text and of its furniture.

    The first of `kept` is of the lead.
    """

    page: Page
    facts: dict[str, Any]
    kept: tuple[str, ...]
    left: tuple[str, ...]


def pages(folder: Path) -> list[Told]:
    """NAME.html with NAME.toml beside it; none where there is no such folder."""
    return [_told(file) for file in sorted(folder.glob("*.toml"))]


def _told(file: Path) -> Told:
    said = tomllib.loads(file.read_text("utf-8"))
    page = Page(file.with_suffix(".html").read_bytes(), said.get("url", ""))
    facts = {name: said[name] for name in FACTS if name in said}
    return Told(page, facts, tuple(said["kept"]), tuple(said["left"]))


def unearned(site: Site, told: list[Told]) -> list[str]:
    """The selectors without which these pages are read no worse: "body = 'div.text'"."""
    whole = sum(score(site, one) for one in told)
    return [
        name
        for name, without in _one_less(site)
        if sum(score(without, one) for one in told) >= whole
    ]


def score(site: Site, told: Told) -> int:
    """How much of what a reader finds is read; what cannot be read at all has nothing."""
    try:
        article = extract(told.page, site)
    except ScrapeError:
        return 0
    if not isinstance(article, Article):
        return 0
    text = f"{article.lead}\n{article.body}"
    right = sum(_fact(article, name) == value for name, value in told.facts.items())
    lead = sum(found(told.kept[:1], article.lead))
    return right + lead + sum(found(told.kept, text)) - sum(found(told.left, text))


def _fact(article: Article, name: str) -> Any:
    value = getattr(article, name)
    return list(value) if isinstance(value, tuple) else value


def _one_less(site: Site) -> Iterator[tuple[str, Site]]:
    own = site.article
    for name in (*FACTS, "lead", "body"):
        if selector := getattr(own, name):
            yield f"{name} = {selector!r}", _with(site, **{name: ""})
    for selector in own.remove:
        rest = tuple(one for one in own.remove if one != selector)
        yield f"remove: {selector!r}", _with(site, remove=rest)


def _with(site: Site, **selectors: object) -> Site:
    return site.model_copy(update={"article": site.article.model_copy(update=selectors)})
