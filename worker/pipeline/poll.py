"""Source to links: ask one feed or listing what is new, and write down what it showed and how it went."""

import logging
from datetime import timedelta

from scrapers.article import Link, Page
from scrapers.discover import Promise, links
from scrapers.errors import ScrapeError
from scrapers.feeds import fingerprint
from scrapers.fetch import ACCEPT_FEED, Fetched
from scrapers.schedule import unconditional
from storage import queries, schedule
from storage.event import NewEvent
from storage.schedule import DueSource, Visit
from storage.store import Tx
from worker.pipeline import health
from worker.pipeline.fault import named
from worker.pipeline.flow import Flow, no_failure
from worker.pipeline.identity import article_id
from worker.pipeline.rhythm import after_failure, after_poll

log = logging.getLogger("diemtin.poll")


def poll(flow: Flow, visit: Visit, source: DueSource) -> int:
    """The number of new links. A failure is recorded, then raised as ScrapeError."""
    try:
        fetched = _fetched(flow, source)
        found = None if _unchanged(source, fetched) else _links(flow, source, fetched)
    except ScrapeError as error:
        no_failure(error)
        _failed(flow, visit, source, error)
        raise
    with flow.store.write() as tx:
        schedule.guard(tx, visit)
        return _worked(flow, tx, visit, source, fetched, found)


def _fetched(flow: Flow, source: DueSource) -> Fetched:
    """Ask whether it changed; now and then without asking, since some 304 are lies."""
    if unconditional(source.url, source.polls):
        return flow.fetcher.fetch(source.url, accept=ACCEPT_FEED)
    return flow.fetcher.fetch(
        source.url, etag=source.etag, last_modified=source.last_modified, accept=ACCEPT_FEED
    )


def _unchanged(source: DueSource, fetched: Fetched) -> bool:
    """Told by the host, or seen by us where it does not know its own ETag."""
    if fetched.not_modified:
        return True
    return source.opened and source.memo.get("fingerprint") == fingerprint(fetched.content)


def _links(flow: Flow, source: DueSource, fetched: Fetched) -> list[Link]:
    page = Page(fetched.content, fetched.url, fetched.content_type)
    with named(source.url):
        promised: Promise = "listing" if source.kind == "listing" else "feed"
        return links(page, flow.site(source.site, source.url), promised)


def _worked(
    flow: Flow, tx: Tx, visit: Visit, source: DueSource, fetched: Fetched, found: list[Link] | None
) -> int:
    """`found` None: nothing has changed since the last poll."""
    ids = {article_id(link.url): link for link in found or ()}
    known = queries.known(tx.conn, list(ids))
    new = {id_: link for id_, link in ids.items() if id_ not in known}
    for id_, link in new.items():
        tx.append(NewEvent("link.seen", id_, _seen(source, link)))
    if not source.opened:
        shown = {"site": source.site, "kind": source.kind, "shown": len(ids)}
        tx.append(NewEvent("source.opened", source.url, shown, key=str(source.openings)))
    health.answered(tx, source, len(new), flow.clock())
    memo, wait = after_poll(flow, source, fetched, shown=len(ids), new=len(new))
    schedule.polled(
        tx,
        visit,
        source.url,
        next_at=flow.clock() + timedelta(seconds=wait),
        etag=fetched.etag or (source.etag if fetched.not_modified else ""),
        last_modified=fetched.last_modified
        or (source.last_modified if fetched.not_modified else ""),
        shown=None if found is None else len(ids),
        new=len(new),
        memo=memo | {"fingerprint": _print(source, fetched)},
    )
    log.info(
        "polled",
        extra={"site": source.site, "shown": len(ids), "new": len(new), "next": round(wait)},
    )
    return len(new)


def _print(source: DueSource, fetched: Fetched) -> str:
    known: str = source.memo.get("fingerprint", "")
    return known if fetched.not_modified else fingerprint(fetched.content)


def _seen(source: DueSource, link: Link) -> dict[str, object]:
    return {
        "url": link.url,
        "site": source.site,
        "source": source.url,
        "title": link.title,
        "teaser": link.teaser,
        "published": link.published,
        "first_poll": not source.opened,
    }


def _failed(flow: Flow, visit: Visit, source: DueSource, error: ScrapeError) -> None:
    """Count it, and set when to ask again; the first in a row becomes an event."""
    wait = after_failure(flow, source, error)
    log.warning(
        "failed",
        extra={"source": source.url, "code": error.code, "why": str(error), "next": round(wait)},
    )
    with flow.store.write() as tx:
        schedule.guard(tx, visit)
        next_at = flow.clock() + timedelta(seconds=wait)
        schedule.failed(tx, visit, source.url, next_at=next_at, code=error.code, message=str(error))
        health.failed(tx, source, error)
