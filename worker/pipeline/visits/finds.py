"""What a source showed, written down: the links that nobody had seen before become events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scrapers.article import Link
from scrapers.dates import sane
from storage import queries, revisits
from storage.event import NewEvent
from storage.instant import moment
from storage.store import Tx
from worker.pipeline.identity import article_id


@dataclass(frozen=True, slots=True)
class Finds:
    """All links shown by article id, in their order; `new` are the ids not known before."""

    shown: Mapping[str, Link]
    new: tuple[str, ...]


NOTHING = Finds({}, ())
"""Of a source that has not changed."""


def found(
    tx: Tx,
    links: Iterable[Link],
    *,
    site: str,
    source: str,
    first_poll: bool,
    retitles: bool = False,
) -> Finds:
    """Append link.seen for what is new. `source` is the address that showed it.

    `retitles`: where it words a link of its own anew, the article is looked at again: it was edited.
    """
    shown = {article_id(link.url): _dated(tx, link) for link in links}
    known = queries.worded(tx.conn, shown)
    new = tuple(id_ for id_ in shown if id_ not in known)
    for id_, (by, title) in known.items():
        if by == source and retitles and shown[id_].title not in {"", title}:
            _retitled(tx, id_, shown[id_])
    for id_ in new:
        data = _seen(shown[id_], site, source, first_poll=first_poll)
        tx.append(NewEvent("link.seen", id_, data))
    return Finds(shown, new)


def _retitled(tx: Tx, id_: str, link: Link) -> None:
    """Each wording is said once: a title that comes back is no edit."""
    position = tx.position
    data = {"url": link.url, "title": link.title}
    tx.append(NewEvent("link.retitled", id_, data, key=link.title))
    if tx.position > position:
        revisits.hasten(tx.conn, id_, link.url, moment(tx.now))


def _dated(tx: Tx, link: Link) -> Link:
    return replace(link, published=sane(link.published, tx.now))


def _seen(link: Link, site: str, source: str, *, first_poll: bool) -> dict[str, object]:
    return {
        "url": link.url,
        "site": site,
        "source": source,
        "title": link.title,
        "teaser": link.teaser,
        "published": link.published,
        "first_poll": first_poll,
    }
