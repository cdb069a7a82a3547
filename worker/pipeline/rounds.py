"""What is due now: taken from the database in batches, by beat's tick or by one whole pass."""

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import timedelta
from queue import Empty, SimpleQueue
from typing import TypeVar

from scrapers import urls
from scrapers.turns import LONGEST_WAIT
from storage import outbox, schedule
from storage.outbox import Claim
from storage.schedule import Departure, Source, Visit
from worker.pipeline import deliver as delivering
from worker.pipeline.flow import Flow
from worker.pipeline.visits import visit as visiting
from worker.pipeline.visits.visit import Seen
from worker.pipeline.watch.report import report

T = TypeVar("T")

HOSTS = 16
"""Hosts that one batch visits side by side, each one request at a time."""
VISITED = 4 * HOSTS
"""Hosts visited at the same time, over all workers: some slots stay free for ticks and deliveries."""
DELIVERIES = 32
PATIENCE = timedelta(seconds=LONGEST_WAIT)
"""Pauses that a whole pass waits for; hosts that wish for longer ones are left for the next."""


@dataclass(slots=True)
class Round:
    """What one whole pass did."""

    seen: Seen = field(default_factory=Seen)
    sent: int = 0
    owed: int = 0


def begin(flow: Flow) -> None:
    """Make the store's sources those of the site files; safe to repeat, and from several processes."""
    declared = [
        Source(url, site.key, urls.host(url), site.kind(url))
        for site in flow.sites.values()
        for url in site.sources
    ]
    with flow.store.write() as tx:
        schedule.sync_sources(tx, declared)


def free_hosts(flow: Flow) -> int:
    """How many more hosts may be visited now."""
    with flow.store.read() as conn:
        return max(0, VISITED - schedule.held(conn, flow.clock()))


def due_visits(flow: Flow, limit: int, patience: timedelta = timedelta()) -> list[Visit]:
    """Hosts with something due, leased to whoever gets this list; also those that pause for less than `patience`."""
    return schedule.claim_hosts(flow.store, flow.clock(), limit, flow.lease, patience)


def due_deliveries(flow: Flow, limit: int) -> list[Claim]:
    """Deliveries that are due, leased to whoever gets this list."""
    return outbox.claim(flow.store, flow.clock(), limit, flow.lease)


def visit_all(flow: Flow, claims: Collection[Visit]) -> Iterator[Seen]:
    """Visit hosts side by side; gives what each showed as it ends.

    What they leave without news is written down by this thread alone, together for all that ended meanwhile.
    """
    with flow.store.read() as conn:
        duties = schedule.due(conn, [claim.host for claim in claims], flow.clock())
    ended: SimpleQueue[Future[tuple[Seen, Departure]]] = SimpleQueue()
    with ThreadPoolExecutor(HOSTS, thread_name_prefix="visit") as pool:
        for claim in claims:
            visit = pool.submit(visiting.attend, flow, claim, duties[claim.host])
            visit.add_done_callback(ended.put)
        left = len(claims)
        while left:
            results = [visit.result() for visit in _all_of(ended)]
            left -= len(results)
            visiting.leave(flow, [end for _, end in results])
            yield from (seen for seen, _ in results)


def _all_of(ended: SimpleQueue[T]) -> list[T]:
    """The next that ended, and those that ended with it."""
    found = [ended.get()]
    with contextlib.suppress(Empty):
        while True:
            found.append(ended.get_nowait())
    return found


def deliver_all(flow: Flow, claims: Iterable[Claim]) -> Iterator[bool]:
    """Deliver side by side; gives whether each was taken."""
    with ThreadPoolExecutor(HOSTS, thread_name_prefix="deliver") as pool:
        tries = [pool.submit(delivering.deliver, flow, claim) for claim in claims]
        for done in as_completed(tries):
            yield done.result()


def once(flow: Flow, progress: Callable[[Round], None] = lambda _: None) -> Round:
    """Poll every source, due or not, do all that follows from it, try what is owed.

    1. Every source is made due.  2. Hosts are visited until nothing is due.
    3. The operators are owed what is wrong.  4. Deliveries that are due are tried, each once.
    """
    begin(flow)
    with flow.store.operate() as conn:
        schedule.force_due(conn, flow.clock(), pauses=True)
    result = Round()
    while claims := due_visits(flow, VISITED, PATIENCE):
        for seen in visit_all(flow, claims):
            _add(result.seen, seen)
            progress(result)
    report(flow)
    while owed := due_deliveries(flow, DELIVERIES):
        for taken in deliver_all(flow, owed):
            result.sent += taken
            result.owed += not taken
            progress(result)
    return result


def _add(total: Seen, one: Seen) -> None:
    total.polled += one.polled
    total.failed += one.failed
    total.new += one.new
    total.kept += one.kept
