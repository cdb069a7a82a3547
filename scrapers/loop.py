"""An event loop in a thread of its own, and the way to it from other threads. Knows no HTTP."""

import asyncio
import threading
from collections.abc import Coroutine, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from scrapers.errors import FetchFailed

T = TypeVar("T")


class Loop:
    """Runs from the start until `stop`. Whoever calls makes sure that nothing is begun once it stops."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[Any]] = set()  # the loop itself keeps none alive
        self._thread = threading.Thread(target=self._run, name="http", daemon=True)
        self._thread.start()

    def begin(self, works: Sequence[Coroutine[Any, Any, T]]) -> list[Future[T]]:
        """Begin them side by side, for one hand-over; gives what each will have come to.

        A work that the end of the loop cuts short comes to FetchFailed("stopped").
        """
        ends: list[Future[T]] = [Future() for _ in works]
        self._loop.call_soon_threadsafe(self._begin, works, ends)
        return ends

    def stop(self, last: Coroutine[Any, Any, None]) -> None:
        """Cut short what is under way, do what is to be done last, and end the thread."""
        asyncio.run_coroutine_threadsafe(self._cut_short(last), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _begin(self, works: Sequence[Coroutine[Any, Any, T]], ends: Sequence[Future[T]]) -> None:
        for work, end in zip(works, ends, strict=True):
            task = self._loop.create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            task.add_done_callback(partial(_tell, end))

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _cut_short(self, last: Coroutine[Any, Any, None]) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await last


def stopped() -> FetchFailed:
    """What whatever is begun too late, or cut short, comes to."""
    return FetchFailed("the program is stopping", code="stopped")


def never(works: Sequence[Coroutine[Any, Any, T]]) -> list[Future[T]]:
    """What works come to that are not begun, since the program is stopping."""
    ends: list[Future[T]] = []
    for work in works:
        work.close()
        end: Future[T] = Future()
        end.set_exception(stopped())
        ends.append(end)
    return ends


def _tell(end: Future[T], task: asyncio.Task[T]) -> None:
    if task.cancelled():
        end.set_exception(stopped())
    elif error := task.exception():
        end.set_exception(error)
    else:
        end.set_result(task.result())
