"""What one process does while something is due: visits and deliveries side by side, each by a thread of its own.

Every look at what is due takes as much as there are free hands, with a lease; who dies leaves the rest to the others.
"""

import contextlib
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import timedelta
from queue import Empty, SimpleQueue

from storage import outbox, schedule
from storage.outbox import Claim
from storage.schedule import Departure, Visit
from worker.pipeline import deliver as delivering
from worker.pipeline.flow import Flow
from worker.pipeline.visits import visit as visiting
from worker.pipeline.visits.visit import Seen
from worker.pipeline.watch.report import report

Ended = SimpleQueue[Future[tuple[Seen, Departure]]]

HOSTS = 64
"""Hosts that one process visits side by side, each one request at a time."""
DELIVERIES = 16
"""Deliveries that one process makes side by side."""
LOOK = timedelta(seconds=1)
"""Between two looks at what is due, while something is under way."""
REPORT = timedelta(seconds=5)
"""Between two looks at what the operators are to be told."""


def work(flow: Flow, lasts: timedelta | None = None) -> None:
    """Do what is due, visits and deliveries side by side, until nothing is.

    After `lasts`, or once the program was asked to stop, nothing more is begun: what is due is another's.
    """
    ends = flow.clock() + lasts if lasts else None
    report_at, stopped = flow.clock(), False

    def more(free: int) -> list[Visit]:
        over = stopped or (ends is not None and flow.clock() >= ends)
        return [] if over else due_visits(flow, free)

    with ThreadPoolExecutor(DELIVERIES, thread_name_prefix="deliver") as pool:
        post = Post(flow, pool)
        for turn in visit_all(flow, more):
            stopped = stopped or any(seen.stopped for seen in turn)
            post.send(at_once=any(kept.alerted for seen in turn for kept in seen.kept))
            flow.beat()
            if flow.clock() >= report_at:
                report(flow)
                report_at = flow.clock() + REPORT
        report(flow)
        post.send(at_once=True)
    post.ended()


def due_visits(flow: Flow, limit: int, patience: timedelta = timedelta()) -> list[Visit]:
    """Hosts with something due, leased to whoever gets this list; also those that pause for less than `patience`."""
    return schedule.claim_hosts(flow.store, flow.clock(), limit, flow.lease, patience)


def due_deliveries(flow: Flow, limit: int) -> list[Claim]:
    """Deliveries that are due, leased to whoever gets this list."""
    return outbox.claim(flow.store, flow.clock(), limit, flow.lease)


def visit_all(flow: Flow, more: Callable[[int], list[Visit]]) -> Iterator[list[Seen]]:
    """Visit hosts side by side: those that `more` gives, asked for as many as are free, until it gives none.

    Gives what the visits showed, as they end, and [] now and then while none does. What they leave without news is
    written down by this thread alone, together for all that ended meanwhile.
    """
    ended: Ended = SimpleQueue()
    under_way, look_at, full = 0, flow.clock(), True
    with ThreadPoolExecutor(HOSTS, thread_name_prefix="visit") as pool:
        try:
            while True:
                free, now = HOSTS - under_way, flow.clock()
                if free == HOSTS or (2 * free >= HOSTS and (full or now >= look_at)):
                    claims = more(free)
                    _begin(flow, claims, pool, ended)
                    under_way += len(claims)
                    look_at, full = now + LOOK, len(claims) == free
                if not under_way:
                    return
                results = _all_of(ended, LOOK.total_seconds())
                under_way -= len(results)
                yield _left(flow, results)
        finally:  # whatever went wrong, nobody else's visit is forgotten
            pool.shutdown()
            _left(flow, _all_of(ended, 0.0))


def _begin(flow: Flow, claims: Collection[Visit], pool: Executor, ended: Ended) -> None:
    if not claims:
        return
    with flow.store.read() as conn:
        duties = schedule.due(conn, [claim.host for claim in claims], flow.clock())
    for claim in claims:
        pool.submit(visiting.attend, flow, claim, duties[claim.host]).add_done_callback(ended.put)


def _all_of(ended: Ended, wait: float) -> list[Future[tuple[Seen, Departure]]]:
    """The next visit that ends within so many seconds, and those that ended with it."""
    found = []
    with contextlib.suppress(Empty):
        found.append(ended.get(timeout=wait) if wait else ended.get_nowait())
        while True:
            found.append(ended.get_nowait())
    return found


def _left(flow: Flow, visits: Collection[Future[tuple[Seen, Departure]]]) -> list[Seen]:
    """Write down how these visits ended. Raises what went wrong in one of them when the others are written."""
    wrong = [error for visit in visits if (error := visit.exception())]
    good = [visit.result() for visit in visits if not visit.exception()]
    if good:
        visiting.leave(flow, [end for _, end in good])
    for error in wrong:
        raise error
    return [seen for seen, _ in good]


class Post:
    """Deliveries under way beside the visits."""

    def __init__(self, flow: Flow, pool: Executor) -> None:
        self._flow = flow
        self._pool = pool
        self._under_way: list[Future[bool]] = []
        self._look_at = flow.clock()

    def send(self, *, at_once: bool = False) -> None:
        """Begin what is due, if it is time to look again. Raises what went wrong in one that ended."""
        now = self._flow.clock()
        if now < self._look_at and not at_once:
            return
        self._look_at = now + LOOK
        self.ended()
        free = DELIVERIES - len(self._under_way)
        for claim in due_deliveries(self._flow, free) if free else ():
            self._under_way.append(self._pool.submit(delivering.deliver, self._flow, claim))

    def ended(self) -> None:
        """Forget those that ended. Raises what went wrong in one."""
        done = [one for one in self._under_way if one.done()]
        self._under_way = [one for one in self._under_way if one not in done]
        for one in done:
            one.result()
