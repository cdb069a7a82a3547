"""Source to links: read what a feed, listing or sitemap answered; write down what is new in it, and how it went."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from scrapers import feeds, sitemaps
from scrapers.article import Link, Page
from scrapers.discover import links
from scrapers.errors import ScrapeError
from scrapers.fetch import Fetched
from storage import schedule
from storage.event import NewEvent
from storage.instant import instant
from storage.schedule import DueSource, Outcome, Visit
from storage.store import Tx
from worker.pipeline.fault import named
from worker.pipeline.flow import Flow, no_failure
from worker.pipeline.notes import Notes, Record
from worker.pipeline.visits import finds, moved, overlap, trust
from worker.pipeline.visits import sitemaps as maps
from worker.pipeline.visits.ask import Said
from worker.pipeline.visits.finds import NOTHING, Finds
from worker.pipeline.visits.overlap import Gap
from worker.pipeline.visits.rhythm import after_failure, after_poll
from worker.pipeline.watch import health

log = logging.getLogger("diemtin.poll")

DAYS = timedelta(days=3)
"""What a sitemap shows of longer ago is no news."""


@dataclass(frozen=True, slots=True)
class Polled:
    """How a poll went: the number of new links, the hole that is to be filled now, or what went wrong.

    `outcome` is still to be written down (`schedule.settle`); None: it is, together with the news.
    """

    new: int = 0
    gap: Gap | None = None
    error: ScrapeError | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at a source gave. `links` None: nothing has changed since the last."""

    fetched: Fetched
    links: Collection[Link] | None
    lie: bool


def poll(flow: Flow, visit: Visit, source: DueSource, said: Said) -> Polled:
    """Write down what is new; what has no news is left to whoever called, to be written with others."""
    try:
        look = _look(flow, source, said)
    except ScrapeError as error:
        no_failure(error)
        notes = Notes(instant(flow.clock()))
        outcome = _failed(flow, notes, source, error)
        return Polled(error=error, outcome=_kept(flow, visit, notes, outcome))
    if look.links is None:
        notes = Notes(instant(flow.clock()))
        outcome, gap = _worked(flow, notes, source, look, NOTHING)
        return Polled(gap=gap, outcome=_kept(flow, visit, notes, outcome))
    with flow.store.write() as tx:
        schedule.guard(tx, visit)
        found = _found(tx, source, look.links)
        outcome, gap = _worked(flow, tx, source, look, found)
        schedule.record(tx, visit, outcome)
    return Polled(len(found.new), gap)


def _kept(flow: Flow, visit: Visit, notes: Notes, outcome: Outcome) -> Outcome | None:
    """The outcome, where nothing is to be said; else both are written down at once."""
    if not notes.events:
        return outcome
    with flow.store.write() as tx:
        schedule.guard(tx, visit)
        notes.append_to(tx)
        schedule.record(tx, visit, outcome)
    return None


def _look(flow: Flow, source: DueSource, said: Said) -> _Look:
    if isinstance(said, ScrapeError):
        raise said
    if said.same:
        return _Look(said.fetched, None, lie=False)
    shown = _links(flow, source, said.fetched)
    lie = source.opened and trust.lied(flow, source, said.fetched, whole=said.whole)
    return _Look(said.fetched, shown, lie)


def _links(flow: Flow, source: DueSource, fetched: Fetched) -> list[Link]:
    site = flow.site(source.site, source.url)
    with named(source.url):
        if source.kind == "sitemap":
            return maps.read(flow, site, fetched, flow.clock() - DAYS)
        page = Page(fetched.content, fetched.url, fetched.content_type)
        with flow.reading:
            return links(page, site, "listing" if source.kind == "listing" else "feed")


def _found(tx: Tx, source: DueSource, shown: Collection[Link]) -> Finds:
    return finds.found(
        tx,
        shown,
        site=source.site,
        source=source.url,
        first_poll=not source.opened,
        retitles=source.kind == "feed",
    )


def _worked(
    flow: Flow, record: Record, source: DueSource, look: _Look, found: Finds
) -> tuple[Outcome, Gap | None]:
    """A good poll: what it says of the source, when to come back; and the hole to fill now."""
    now, fetched = flow.clock(), look.fetched
    if not source.opened:
        shown = {"site": source.site, "kind": source.kind, "shown": len(found.shown)}
        record.append(NewEvent("source.opened", source.url, shown, key=str(source.openings)))
    gap = overlap.hole(source, found.shown, len(found.new), now)
    if gap is not None:
        overlap.say(record, source, gap, len(found.shown))
    if look.lie:
        trust.say(record, source)
    health.answered(record, source, len(found.new), now)
    memo = _remembered(flow, record, source, look, found, gap)
    more, wait = after_poll(
        flow, source, memo, fetched, shown=len(found.shown), new=len(found.new), gap=gap is not None
    )
    memo |= more
    log.log(
        logging.INFO if found.new else logging.DEBUG,
        "polled",
        extra={
            "site": source.site,
            "shown": len(found.shown),
            "new": len(found.new),
            "next": round(wait),
        },
    )
    outcome = schedule.worked(
        source.url,
        now,
        next_at=now + timedelta(seconds=wait),
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        shown=None if look.links is None else len(found.shown),
        new=len(found.new),
        memo={key: value for key, value in memo.items() if value is not None},
    )
    return outcome, overlap.due(memo, now)


def _remembered(
    flow: Flow, record: Record, source: DueSource, look: _Look, found: Finds, gap: Gap | None
) -> dict[str, Any]:
    """What the memo keeps of a good poll, but for the rhythm that it teaches."""
    now, site = flow.clock(), flow.sites.get(source.site)
    shown = None if look.links is None else len(found.shown)
    memo = dict(source.memo)
    memo |= overlap.remember(source, found.shown, gap, now)
    memo |= trust.remember(source, look.fetched, now, lie=look.lie)
    memo |= moved.followed(record, source, look.fetched)
    memo |= _read(source, look.fetched)
    memo |= health.counted(record, source, site, shown, now)
    if not source.opened:
        memo |= health.first_look(found.shown.values(), now)
    return memo


def _read(source: DueSource, fetched: Fetched) -> dict[str, object]:
    """What the bytes themselves say: what they are to be told by, how long they wish to stay."""
    if fetched.not_modified:
        return {}
    said: dict[str, object] = {"fingerprint": feeds.fingerprint(fetched.content)}
    if source.kind == "sitemap":
        return said | {"index": sitemaps.is_index(sitemaps.unpacked(fetched.content)) or None}
    return said | {"ttl": feeds.ttl(fetched.content) if source.kind == "feed" else None}


def _failed(flow: Flow, record: Record, source: DueSource, error: ScrapeError) -> Outcome:
    """Count it, and set when to ask again; the first in a row becomes an event."""
    now, wait = flow.clock(), after_failure(flow, source, error)
    log.warning(
        "failed",
        extra={"source": source.url, "code": error.code, "why": str(error), "next": round(wait)},
    )
    health.failed(record, source, error)
    return schedule.failed(
        source,
        now,
        next_at=now + timedelta(seconds=wait),
        code=error.code,
        message=str(error),
        memo={**source.memo, **moved.left(source)},
    )
