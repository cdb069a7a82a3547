"""What one process does while something is due: visits and deliveries side by side.

Every look at what is due takes as much as there are free hands, with a lease; who dies leaves the rest to the others.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import timedelta

from storage import outbox, schedule
from storage.outbox import Claim
from storage.schedule import Visit
from worker.pipeline import deliver as delivering
from worker.pipeline.flow import Flow
from worker.pipeline.underway import LOOK, Visits
from worker.pipeline.visits.visit import Seen
from worker.pipeline.watch.report import report

HOSTS = 64
"""Hosts that one process visits side by side, each one request at a time, and each in a thread if need be: whoever has
news waits for none that reads a backlog."""
DELIVERIES = 16
"""Deliveries that one process makes side by side."""
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

    Gives what the visits showed, as they end, and [] now and then while none does.
    """
    look_at, full = flow.clock(), True
    with ThreadPoolExecutor(HOSTS, thread_name_prefix="visit") as pool:
        visits = Visits(flow, pool)
        try:
            while True:
                free, now = HOSTS - visits.under_way, flow.clock()
                if free == HOSTS or (2 * free >= HOSTS and (full or now >= look_at)):
                    claims = more(free)
                    visits.begin(claims)
                    look_at, full = now + LOOK, len(claims) == free
                if not visits.under_way:
                    return
                yield visits.ended()
        finally:  # whatever went wrong, nobody else's visit is forgotten
            visits.finish()


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
