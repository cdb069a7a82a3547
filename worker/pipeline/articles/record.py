"""What of an article goes into the store: its event and the text beside it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal
from urllib.parse import urlsplit

from scrapers.article import Article, Item, Link, Listing
from scrapers.fetch import Fetched
from storage import pages
from storage.event import NewEvent
from storage.store import Tx
from worker.topics import Verdict
from worker.topics.talks import Printed

Kind = Literal["article", "item", "given", "story", "digest"]
OWN = frozenset({"article", "digest"})
"""Of an address itself, not of a listing's entry or a story further down."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way into the store. `listing`: id of the page that it stood on, "" for its own; a "story" is a
    further one on the page of another article, and that one's id is its `listing`; a "digest" joins reports that are all
    such stories.

    `lacks`: what its page did not show of title, lead and published, whatever the feed said.
    Of an entry of a listing, `printed` is what its neighbours tell of its day, and `among` the topics that the listing is
    about, whatever the entry says by itself.
    """

    id: str
    article: Article
    kind: Kind
    listing: str = ""
    lacks: tuple[str, ...] = ()
    printed: Printed | None = None
    among: frozenset[str] = frozenset()


def text_of(article: Article) -> bytes:
    """The article with every block and its reason, as canonical JSON: the same article, the same bytes.

    Without the further stories of its page: each has a text of its own."""
    record = asdict(replace(article, stories=()))
    del record["stories"]
    record["blocks"] = [[b.role, b.kept, b.why, b.text] for b in article.blocks]
    record["related"] = [[r.title, r.url] for r in article.related]
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def record_page(tx: Tx, id_: str, fetched: Fetched, again: str = "") -> None:
    """page.fetched of the article `id_`, and its bytes. `again` tells a later look from the first."""
    sha = pages.put(tx.conn, fetched.content)
    data = {
        "url": fetched.url,
        "page": sha,
        "content_type": fetched.content_type,
        "bytes": len(fetched.content),
        "origin": "web",
    }
    key = f"{sha} {fetched.url} {fetched.content_type}{again}"
    tx.append(NewEvent("page.fetched", id_, data, key=key))


def read_event(draft: Draft, text: str, again: str = "", *, mirror: bool = False) -> NewEvent:
    """article.read; `text` is the name (sha256) under which `text_of` is kept.

    `again` tells this reading from earlier ones of the same text: an edit may be taken back. `mirror`: its site
    prints what others wrote.
    """
    article = draft.article
    fields = (
        "url",
        "site",
        "title",
        "lead",
        "published",
        "modified",
        "agency",
        "section",
        "language",
    )
    data: dict[str, Any] = {name: getattr(article, name) for name in fields}
    data |= {
        "text": text,
        "authors": list(article.authors),
        "kind": draft.kind,
        "listing": draft.listing,
        "kept": sum(block.kept for block in article.blocks),
        "dropped": sum(not block.kept for block in article.blocks),
    }
    if mirror:
        data["mirror"] = True
    return NewEvent(
        "article.read", draft.id, data, key=f"{text} {draft.kind} {draft.listing}{again}"
    )


def judged_event(draft: Draft, text: str, verdict: Verdict, again: str = "") -> NewEvent:
    """article.judged: once for a topic, a text and a verdict, so that a changed rule speaks anew.

    `again` as in `read_event`.
    """
    data: Mapping[str, Any] = asdict(verdict)
    said = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return NewEvent("article.judged", draft.id, data, key=f"{verdict.topic} {text} {said}{again}")


def from_link(link: Link, site: str) -> Article:
    """What the feed said of an article whose page cannot be had."""
    return Article(
        title=link.title, lead=link.teaser, published=link.published, url=link.url, site=site
    )


def from_item(item: Item, listing: Listing) -> Article:
    return Article(
        title=item.title,
        lead=item.teaser,
        published=item.published,
        url=item.url,
        site=listing.site,
    )


def with_link(article: Article, link: Link, site: str) -> Article:
    """`article`, with the feed's word where the page is silent or less exact; `site`: key, "" unknown."""
    day_only = len(article.published) == len("2022-01-11")
    better = not article.published or (day_only and link.published.startswith(article.published))
    return replace(
        article,
        title=article.title or link.title,
        published=(link.published or article.published) if better else article.published,
        url=_own(article.url, link.url),
        site=site or article.site,
    )


def _own(named: str, link: str) -> str:
    """The address that the page names, unless that is a front page's: some name their paper's home everywhere."""
    return link if not named or (urlsplit(named).path in {"", "/"} and link) else named
