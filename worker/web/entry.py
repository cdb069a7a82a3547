"""What a feed says: Feed and Entry, the values that the Atom and the JSON Feed serialisers share.

Never the whole article: title, source, a lead of at most 300 characters and the proving quotes
(Vietnam's IP law, article 25: reasonable quotation with source and author).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from worker.alerts.content import web_address
from worker.web import hanoi
from worker.web.marks import part, short

LEAD = 300  # characters
QUOTES = 3
VERSION = "2"  # goes into the ETag: raise it when a serialiser writes other bytes for the same data
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the article and the concept that it stands for."""

    text: str
    concept: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What the article changed about its story's talk, with the sentences of before and now."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a reader sees it. Times are ISO 8601; `published` may be a plain day or ""."""

    id: str
    title: str
    url: str  # http(s) or ""
    lead: str
    quotes: tuple[Quote, ...]
    published: str
    updated: str  # when what is said here last changed; a moment in UTC
    authors: tuple[str, ...]
    site: str
    agency: str
    language: str
    story: str
    story_title: str
    topic: str
    changes: tuple[Changed, ...] = ()

    def page(self, home: str) -> str:
        """The address of its own page, which tells its way."""
        return f"{home}articles/{part(self.id)}"

    def story_page(self, home: str) -> str:
        return f"{home}stories/{part(self.story)}"

    @property
    def uri(self) -> str:
        """The same on every host and port: a reader must not see old entries as new."""
        return f"tag:diemtin.local,2026:{part(self.id)}"


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of entries, newest first. Addresses are absolute; `next_url` is "" on the last page."""

    title: str
    home_url: str
    self_url: str
    next_url: str
    updated: str
    entries: tuple[Entry, ...]


def entry(
    article: Mapping[str, Any],
    names: Mapping[str, str],
    stories: Mapping[str, str],
    changed: Iterable[Mapping[str, Any]] = (),
) -> Entry:
    """An article as `shapes.article` gives it; `names` are the sites', `stories` the stories' titles, `changed` what
    the alerts about it named."""
    quotes = tuple(
        Quote(short(legal(e["quote"]), LEAD), legal(e["concept"]))
        for e in article["evidence"][:QUOTES]
    )
    return Entry(
        id=article["id"],
        title=legal(article["title"]) or short(legal(article["lead"]), 100) or article["id"],
        url=web_address(legal(article["url"])),
        lead=short(legal(article["lead"]), LEAD),
        quotes=quotes,
        published=article["published"],
        updated=article["updated"],
        authors=tuple(legal(name) for name in article["authors"]),
        site=names.get(article["site"], article["site"]),
        agency=legal(article["agency"]),
        language=article["language"] if _LANGUAGE.fullmatch(article["language"]) else "vi",
        story=article["story"],
        story_title=legal(stories.get(article["story"], "")),
        topic=article["topic"],
        changes=tuple(_changed(one) for one in changed),
    )


def _changed(one: Mapping[str, Any]) -> Changed:
    what, before, after = (legal(str(one.get(key) or "")) for key in ("what", "before", "after"))
    return Changed(short(what, LEAD), short(before, LEAD), short(after, LEAD))


def legal(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids (control characters, lone surrogates)."""
    return _ILLEGAL.sub("", text)


def html(item: Entry) -> str:
    """The content of an entry: what it changed, lead, quotes with their concepts, the source. Escaped."""
    changes = [
        Markup("<p><strong>{}</strong></p><p>Trước: “{}”</p><p>Nay: “{}”</p>").format(
            one.what, one.before, one.after
        )
        for one in item.changes
    ]
    lead = Markup("<p>{}</p>").format(item.lead) if item.lead else Markup()
    quotes = [
        Markup("<blockquote>{} <cite>({})</cite></blockquote>").format(q.text, q.concept)
        for q in item.quotes
    ]
    source = " · ".join(filter(None, (item.site, item.agency, hanoi.full(item.published))))
    return str(
        Markup("\n").join([*changes, lead, *quotes, Markup("<p>{}</p>").format(source)]).strip()
    )
