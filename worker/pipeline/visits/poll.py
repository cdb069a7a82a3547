"""Source to links: ask one feed, listing or sitemap what is new, and write down what it showed and how it went."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from scrapers import feeds, sitemaps
from scrapers.article import Link, Page
from scrapers.discover import links
from scrapers.errors import ScrapeError
from scrapers.fetch import ACCEPT_FEED, Fetched
from storage import schedule
from storage.event import NewEvent
from storage.schedule import DueSource, Visit
from storage.store import Tx
from worker.pipeline.fault import named
from worker.pipeline.flow import Flow, no_failure
from worker.pipeline.visits import finds, moved, overlap, trust
from worker.pipeline.visits import sitemaps as maps
from worker.pipeline.visits.overlap import Gap
from worker.pipeline.visits.rhythm import after_failure, after_poll
from worker.pipeline.watch import health

log = logging.getLogger("diemtin.poll")

DAYS = timedelta(days=3)
"""What a sitemap shows of longer ago is no news."""


@dataclass(frozen=True, slots=True)
class Polled:
    """The number of new links, and the hole that is to be filled now."""

    new: int
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at a source gave. `links` None: nothing has changed since the last."""

    fetched: Fetched
    links: Collection[Link] | None
    lie: bool


def poll(flow: Flow, visit: Visit, source: DueSource) -> Polled:
    """Ask, and write down what is new. A failure is recorded, then raised as ScrapeError."""
    try:
        look = _look(flow, source)
    except ScrapeError as error:
        no_failure(error)
        _failed(flow, visit, source, error)
        raise
    with flow.store.write() as tx:
        schedule.guard(tx, visit)
        return _worked(flow, tx, visit, source, look)


def _look(flow: Flow, source: DueSource) -> _Look:
    fetched = _fetched(flow, source)
    if _unchanged(source, fetched):
        return _Look(fetched, None, lie=False)
    shown = _links(flow, source, fetched)
    return _Look(fetched, shown, trust.lied(flow, source, fetched, changed=source.opened))


def _fetched(flow: Flow, source: DueSource) -> Fetched:
    """Ask whether it changed; now and then without asking, since some 304 are lies."""
    now, at = flow.clock(), moved.address(source)
    if trust.forced(source, now, quiet=health.quiet(source, now)) or source.memo.get("index"):
        return flow.fetcher.fetch(at, accept=ACCEPT_FEED)
    return flow.fetcher.fetch(
        at, etag=source.etag, last_modified=source.last_modified, accept=ACCEPT_FEED
    )


def _unchanged(source: DueSource, fetched: Fetched) -> bool:
    """Told by the host, or seen by us where it does not know its own ETag."""
    if fetched.not_modified:
        return True
    if not source.opened or source.memo.get("index"):  # an index may stay while its sitemaps change
        return False
    known: str = source.memo.get("fingerprint", "")
    return known == feeds.fingerprint(fetched.content)


def _links(flow: Flow, source: DueSource, fetched: Fetched) -> list[Link]:
    site = flow.site(source.site, source.url)
    with named(source.url):
        if source.kind == "sitemap":
            return maps.read(flow, site, fetched, flow.clock() - DAYS)
        page = Page(fetched.content, fetched.url, fetched.content_type)
        return links(page, site, "listing" if source.kind == "listing" else "feed")


def _worked(flow: Flow, tx: Tx, visit: Visit, source: DueSource, look: _Look) -> Polled:
    """Write down a good poll: what is new, what it says of the source, when to come back."""
    now, fetched = flow.clock(), look.fetched
    found = finds.found(
        tx,
        look.links or (),
        site=source.site,
        source=source.url,
        first_poll=not source.opened,
        retitles=source.kind == "feed",
    )
    if not source.opened:
        shown = {"site": source.site, "kind": source.kind, "shown": len(found.shown)}
        tx.append(NewEvent("source.opened", source.url, shown, key=str(source.openings)))
    gap = overlap.hole(source, found.shown, len(found.new), now)
    if gap is not None:
        overlap.say(tx, source, gap, len(found.shown))
    if look.lie:
        trust.say(tx, source)
    health.answered(tx, source, len(found.new), now)
    memo = dict(source.memo)
    memo |= overlap.remember(source, found.shown, gap, now)
    memo |= trust.remember(source, fetched, now, lie=look.lie)
    memo |= moved.followed(tx, source, fetched)
    memo |= _read(source, fetched)
    more, wait = after_poll(
        flow, source, memo, fetched, shown=len(found.shown), new=len(found.new), gap=gap is not None
    )
    memo |= more
    schedule.polled(
        tx,
        visit,
        source.url,
        next_at=now + timedelta(seconds=wait),
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        shown=None if look.links is None else len(found.shown),
        new=len(found.new),
        memo={key: value for key, value in memo.items() if value is not None},
    )
    log.info(
        "polled",
        extra={
            "site": source.site,
            "shown": len(found.shown),
            "new": len(found.new),
            "next": round(wait),
        },
    )
    return Polled(len(found.new), overlap.due(memo, now))


def _read(source: DueSource, fetched: Fetched) -> dict[str, object]:
    """What the bytes themselves say: what they are to be told by, how long they wish to stay."""
    if fetched.not_modified:
        return {}
    said: dict[str, object] = {"fingerprint": feeds.fingerprint(fetched.content)}
    if source.kind == "sitemap":
        return said | {"index": sitemaps.is_index(sitemaps.unpacked(fetched.content)) or None}
    return said | {"ttl": feeds.ttl(fetched.content) if source.kind == "feed" else None}


def _failed(flow: Flow, visit: Visit, source: DueSource, error: ScrapeError) -> None:
    """Count it, and set when to ask again; the first in a row becomes an event."""
    wait = after_failure(flow, source, error)
    log.warning(
        "failed",
        extra={"source": source.url, "code": error.code, "why": str(error), "next": round(wait)},
    )
    with flow.store.write() as tx:
        schedule.guard(tx, visit)
        schedule.failed(
            tx,
            visit,
            source.url,
            next_at=flow.clock() + timedelta(seconds=wait),
            code=error.code,
            message=str(error),
            memo={**source.memo, **moved.left(source)},
        )
        health.failed(tx, source, error)
