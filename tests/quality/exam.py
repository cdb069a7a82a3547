"""What is asked of the product, and what is expected of it: the values of an exam."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapers.article import Article


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page and what a reader found on it. `kept` and `left` are snippets; the first of `kept` is the lead's."""

    path: Path
    site: str
    title: str
    published: str
    kept: tuple[str, ...]
    left: tuple[str, ...]
    whole: bool = True
    """False for the inside of a container, which no peer is made for."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article that a reader judged. `group`: the event it reports, "" where nobody grouped it."""

    article: Article
    on: bool
    tier: str
    why: str = ""
    group: str = ""

    @property
    def row(self) -> dict[str, str]:
        """What `diemtin ingest` takes in."""
        names = ("id", "title", "lead", "body", "published", "site")
        return {name: getattr(self.article, name) for name in names}


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that mean a date, the day they were published, and what they mean."""

    text: str
    published: str
    date: str


@dataclass(frozen=True, slots=True)
class Exam:
    """Everything that is asked. `digest` changes with any question or answer."""

    name: str
    digest: str
    leaves: tuple[Leaf, ...]
    labelled: tuple[Labelled, ...]
    dates: tuple[Expression, ...]
    teasers: tuple[Article, ...] = ()
    talks: tuple[Mapping[str, Any], ...] = field(default=())
    blind: tuple[Labelled, ...] = ()
    """Texts of our own, labelled before any rule saw them; nothing is learnt from them."""
