"""The visits that are under way in one process: begun in the event loop, ended here or in a thread, written down together."""

import contextlib
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Executor, Future
from datetime import timedelta
from functools import partial
from queue import Empty, SimpleQueue
from typing import TypeVar

from scrapers.errors import FetchFailed
from storage import schedule
from storage.schedule import Departure, Visit
from worker.pipeline.flow import Flow
from worker.pipeline.visits import ask as asking
from worker.pipeline.visits import visit as visiting
from worker.pipeline.visits.ask import Begun
from worker.pipeline.visits.visit import Seen

T = TypeVar("T")
End = tuple[Seen, Departure]

LOOK = timedelta(seconds=1)
"""Between two looks at what is due, while something is under way."""


class Visits:
    """Visits under way. Each begins in the event loop, where its sources are asked; one at which more is to be done
    than to write down how that went goes on in a thread of the pool.

    What they leave without news is written down by the caller's thread alone, together for all that ended meanwhile.
    """

    def __init__(self, flow: Flow, pool: Executor) -> None:
        self.under_way = 0
        self._flow = flow
        self._pool = pool
        self._steps: SimpleQueue[Callable[[], Begun | End]] = SimpleQueue()

    def begin(self, claims: Collection[Visit]) -> None:
        """Begin these, side by side."""
        if not claims:
            return
        flow = self._flow
        with flow.store.read() as conn:
            due = schedule.due(conn, [claim.host for claim in claims], flow.clock())
        works = [asking.begin(flow, claim, due[claim.host]) for claim in claims]
        for claim, work in zip(claims, flow.fetcher.begin(works), strict=True):
            work.add_done_callback(partial(self._asked, Begun(claim, due[claim.host])))
        self.under_way += len(claims)

    def ended(self) -> list[Seen]:
        """What the visits showed that end next; [] where none does for a while. Raises what went wrong in one."""
        return self._write_down(*self._ends())

    def finish(self) -> None:
        """Wait until all have ended. Raises what went wrong in one."""
        ends, wrong = list[End](), list[Exception]()
        while self.under_way:
            more, errors = self._ends()
            ends, wrong = ends + more, wrong + errors
        self._write_down(ends, wrong)

    def _asked(self, unasked: Begun, work: Future[Begun]) -> None:
        """In the event loop: hand over. What the program's end cut short goes on as if nobody had been asked."""
        cut_short = isinstance(work.exception(), FetchFailed)
        self._steps.put((lambda: unasked) if cut_short else work.result)

    def _ends(self) -> tuple[list[End], list[Exception]]:
        """The visits that end next, good and bad, and those that end with them."""
        ends, wrong = list[End](), list[Exception]()
        for step in _all_of(self._steps, LOOK.total_seconds()):
            try:
                ends += self._go_on(step())
            except Exception as error:  # noqa: BLE001 - raised again when the others are written down
                wrong.append(error)
        self.under_way -= len(ends) + len(wrong)
        return ends, wrong

    def _go_on(self, visit: Begun | End) -> list[End]:
        if not isinstance(visit, Begun):
            return [visit]
        if asking.light(visit, self._flow.clock()):
            return [visiting.attend(self._flow, visit)]
        work = self._pool.submit(visiting.attend, self._flow, visit)
        work.add_done_callback(lambda done: self._steps.put(done.result))
        return []

    def _write_down(self, ends: Collection[End], wrong: Iterable[Exception]) -> list[Seen]:
        if ends:
            visiting.leave(self._flow, [end for _, end in ends])
        for error in wrong:
            raise error
        return [seen for seen, _ in ends]


def _all_of(queue: SimpleQueue[T], wait: float) -> list[T]:
    """The next one that comes within so many seconds, and those that are there with it."""
    found = []
    with contextlib.suppress(Empty):
        found.append(queue.get(timeout=wait))
        while True:
            found.append(queue.get_nowait())
    return found
