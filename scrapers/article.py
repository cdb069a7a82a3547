"""The values that leave this room: Link, Page, Block, Article, Listing.

All text in them is NFC. `When` is an ISO 8601 text: a moment with an offset
("2022-01-11T08:09:00+07:00") or a plain day ("2022-01-11"); "" where it is not known.
"""

from dataclasses import dataclass, field
from typing import Literal

When = str

Role = Literal[
    "title", "lead", "body", "caption", "byline", "credit", "date", "section", "tags",
    "related", "teaser", "nav", "promo", "comment", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """An address found in a feed or a listing, with what stood beside it."""

    url: str
    title: str = ""
    teaser: str = ""
    published: When = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one address or file. `content_type` is the HTTP header, "" for a file."""

    content: bytes
    url: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-sized piece of a page: what it is, whether it stays, and the rule that spoke."""

    text: str
    role: Role
    kept: bool
    why: str


@dataclass(frozen=True, slots=True)
class Related:
    """A link of the page to another article: a lead for discovery, never part of the text."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a listing page. A listing in plain text has a teaser and nothing else."""

    title: str = ""
    teaser: str = ""
    url: str = ""
    published: When = ""


@dataclass(frozen=True, slots=True)
class Article:
    """What is left of a page when the boilerplate is gone.

    `body` keeps paragraphs, parted by a blank line; `lead` (the sapo) is not repeated in it.
    `url` is the canonical address where the page names one. `id` is set only where the source
    brought its own (article NDJSON). `stories` are the whole stories that stand on the page beside this one, each with
    a headline and a text of its own; their `url` is the page's with a fragment of their headline.
    """

    title: str = ""
    lead: str = ""
    body: str = ""
    url: str = ""
    site: str = ""
    published: When = ""
    modified: When = ""
    authors: tuple[str, ...] = ()
    agency: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = "vi"
    id: str = ""
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    related: tuple[Related, ...] = field(default=(), repr=False)
    stories: tuple["Article", ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page that lists articles (a tag page, a home page): its items, each to be judged by itself."""

    items: tuple[Item, ...]
    title: str = ""
    url: str = ""
    site: str = ""
    blocks: tuple[Block, ...] = field(default=(), repr=False)
