"""Source, fetch, and on to reading: one visit at one host, one request after another.

0. The sources are asked in the event loop (`ask`); all that follows is a thread's. Where they have nothing new, only 2.
   is left, and is quick.
1. Take the links that are due: fetch the page, keep its bytes, read it (`read.read_page`).
2. Poll the sources that are due: what is new in them becomes links, which are taken at once.
3. Look again at recent articles that are due for it: what was edited is read again.
4. Leave the host free for the next visit, at the time that it wishes.

Whatever brings news is committed before the next step begins, and every start is counted before the
work: a worker that dies anywhere loses nothing, and a page that kills workers is given up by name.
Polls without news are written down at the end, together with those of other visits (`leave`).
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection

from storage import revisits, schedule
from storage.errors import StaleVisit
from storage.revisits import Revisit
from storage.schedule import Departure, DueLink, Outcome, Visit
from worker.pipeline.articles.keep import Kept
from worker.pipeline.flow import Flow, LeftAlone, Stopped
from worker.pipeline.visits import ask as asking
from worker.pipeline.visits.ask import Begun, asked
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
    stopped: bool = False
    """Was it cut short, because the program is to end?"""


def visit(flow: Flow, claim: Visit) -> Seen:
    """Do what is due at one host, and write down how it went."""
    with flow.store.read() as conn:
        duties = schedule.due(conn, [claim.host], flow.clock())[claim.host]
    seen, end = attend(flow, flow.fetcher.run(asking.begin(flow, claim, duties)))
    leave(flow, [end])
    return seen


def leave(flow: Flow, ends: Collection[Departure]) -> None:
    """Write down how visits ended, all in one transaction; of those that were overtaken nothing counts."""
    for overtaken in schedule.settle(flow.store, ends):
        log.warning("overtaken", extra={"host": overtaken.host})


def attend(flow: Flow, visit: Begun) -> tuple[Seen, Departure]:
    """Do what is due at a host. Raises nothing that belongs to it: that is in the store, or in the Departure."""
    seen, left, wish = Seen(), list[Outcome](), 0.0
    try:
        _attend(flow, visit, seen, left)
    except LeftAlone as said:
        wish = said.seconds
    except Stopped:  # what it did not do is still due
        seen.stopped = True
    except StaleVisit:  # found out at the end
        pass
    pause = timedelta(seconds=max(wish, flow.fetcher.pause_left(visit.claim.host)))
    return seen, Departure(visit.claim, left, flow.clock() + pause)


def _attend(flow: Flow, visit: Begun, seen: Seen, left: list[Outcome]) -> None:
    """`left`: polls without news, which can wait for the end of the visit where nothing else follows them."""
    claim = visit.claim
    links: list[DueLink] = []
    again: list[Revisit] = []
    if visit.duties.pages:
        with flow.store.read() as conn:
            links = _due_links(flow, conn, claim)
            again = revisits.due(conn, claim.host, flow.clock(), LOOKS)
    _links(flow, claim, links, seen)  # first, lest a host of few requests spend them on its feed
    _sources(flow, visit, seen, left)
    if not (again or links or seen.new):
        return
    _write_down(flow, claim, left)
    edited = revisit_all(flow, claim, again)
    if seen.new or links or edited:
        with flow.store.read() as conn:
            links = _due_links(flow, conn, claim)
        _links(flow, claim, links, seen)


def _write_down(flow: Flow, claim: Visit, left: list[Outcome]) -> None:
    """What is left to write, before other work."""
    if left:
        leave(flow, [Departure(claim, tuple(left))])
        left.clear()


def _sources(flow: Flow, visit: Begun, seen: Seen, left: list[Outcome]) -> None:
    claim = visit.claim
    filled: set[str] = set()  # asked for a hole: what is known of them here is old by now
    for source in visit.duties.sources:
        if source.url in filled:
            continue
        renew(flow, claim)
        seen.polled += 1
        said = visit.answers.get(source.url) or asked(flow, source)
        polled = poll(flow, claim, source, said)
        seen.new += polled.new
        if polled.outcome is not None:
            left.append(polled.outcome)
        if polled.error is not None:
            seen.failed.append((source.site, polled.error.code))
        if polled.gap is not None:
            _write_down(flow, claim, left)
            filling = fill(flow, claim, source, polled.gap)
            seen.new += filling.found
            filled.update(filling.asked)
        flow.beat()


def _due_links(flow: Flow, conn: Connection, claim: Visit) -> list[DueLink]:
    return schedule.due_links(conn, claim.host, flow.clock(), LINKS)


def _links(flow: Flow, claim: Visit, due: Iterable[DueLink], seen: Seen) -> None:
    for link in due:
        renew(flow, claim)
        seen.kept += take(flow, claim, link)
        flow.beat()
