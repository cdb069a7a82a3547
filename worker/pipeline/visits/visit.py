"""Source, fetch, and on to reading: one visit at one host, one request after another.

1. Take the links that are due: fetch the page, keep its bytes, read it (`read.read_page`).
2. Poll the sources that are due: what is new in them becomes links, which are taken at once.
3. Look again at recent articles that are due for it: what was edited is read again.
4. Leave the host free for the next visit, at the time that it wishes.

Every step is committed before the next begins, and every start is counted before the work: a
worker that dies anywhere loses nothing, and a page that kills workers is given up by name.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection

from scrapers.errors import ScrapeError
from storage import instant, revisits, schedule
from storage.errors import StaleVisit
from storage.schedule import DueLink, DueSource, Visit
from worker.pipeline.articles.read import Kept
from worker.pipeline.flow import Flow, LeftAlone, Stopped
from worker.pipeline.visits.fill import fill
from worker.pipeline.visits.lease import renew
from worker.pipeline.visits.poll import poll
from worker.pipeline.visits.revise import revisit_all
from worker.pipeline.visits.take import take

log = logging.getLogger("diemtin.visit")

LINKS = 50
"""Pages fetched in one visit; the rest wait for the next, so that no host keeps a worker for ever."""
LOOKS = 10
"""Recent articles that are looked at again in one visit."""


@dataclass(slots=True)
class Seen:
    """What one visit found, for progress and for `run --once`."""

    polled: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Site and error code of each source that could not be polled."""
    new: int = 0
    kept: list[Kept] = field(default_factory=list)


def visit(flow: Flow, claim: Visit) -> Seen:
    """Do what is due at a host. Raises nothing that belongs to the host: that is in the store."""
    seen = Seen()
    if claim.free_at:
        left = instant.moment(claim.free_at) - flow.clock()
        flow.fetcher.rest(claim.host, left.total_seconds())
    try:
        with flow.store.read() as conn:
            links = _due_links(flow, conn, claim)
            sources = schedule.due_sources(conn, claim.host, flow.clock())
            again = revisits.due(conn, claim.host, flow.clock(), LOOKS)
        _links(
            flow, claim, links, seen
        )  # first, lest a host of few requests spend them on its feed
        _sources(flow, claim, sources, seen)
        edited = revisit_all(flow, claim, again)
        if seen.new or links or edited:
            with flow.store.read() as conn:
                links = _due_links(flow, conn, claim)
            _links(flow, claim, links, seen)
        _leave(flow, claim)
    except Stopped:
        _leave(flow, claim)
    except LeftAlone as wish:
        free_at = flow.clock() + timedelta(seconds=wish.seconds)
        schedule.release(flow.store, claim, free_at)
    except StaleVisit:
        log.warning("overtaken", extra={"host": claim.host})
    return seen


def _leave(flow: Flow, claim: Visit) -> None:
    """Free the host when its pause is over: the next visit may be another process's."""
    pause = timedelta(seconds=flow.fetcher.pause_left(claim.host))
    schedule.release(flow.store, claim, flow.clock() + pause)


def _sources(flow: Flow, claim: Visit, due: Iterable[DueSource], seen: Seen) -> None:
    asked: set[str] = set()  # to fill a hole: what is known of them here is old by now
    for source in due:
        if source.url in asked:
            continue
        renew(flow, claim)
        seen.polled += 1
        try:
            polled = poll(flow, claim, source)
            seen.new += polled.new
            if polled.gap is not None:
                filled = fill(flow, claim, source, polled.gap)
                seen.new += filled.found
                asked.update(filled.asked)
        except ScrapeError as error:
            seen.failed.append((source.site, error.code))
        flow.beat()


def _due_links(flow: Flow, conn: Connection, claim: Visit) -> list[DueLink]:
    return schedule.due_links(conn, claim.host, flow.clock(), LINKS)


def _links(flow: Flow, claim: Visit, due: Iterable[DueLink], seen: Seen) -> None:
    for link in due:
        renew(flow, claim)
        seen.kept += take(flow, claim, link)
        flow.beat()
