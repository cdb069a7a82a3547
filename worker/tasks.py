"""The flow under Celery: the clock and the muscle, never the memory.

Beat only ticks; whichever worker process is free takes the tick and does what is due (`shift.work`). What is due, who
works on it and what is owed live in the database, so Redis may be wiped at any time: leases run out, and the next tick
finds the work again. The task takes nothing, is safe to run twice, and holds no logic.
"""

import contextlib
import logging
import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from celery import Celery
from celery.signals import worker_process_init, worker_process_shutdown, worker_shutting_down

from storage.errors import StoreUnavailable
from worker import wiring
from worker.pipeline import rounds, shift
from worker.pipeline.flow import Flow
from worker.settings import Settings, read
from worker.wiring import House

log = logging.getLogger("diemtin.tasks")
app = Celery("diemtin", set_as_current=False)

SHIFT = timedelta(seconds=30)
"""How long a worker process begins new work at one tick: then it may be told to end, or be renewed."""


@app.task(name="diemtin.tick")
def tick() -> None:
    """Do what is due. A process that is at it already needs no second tick."""
    with _working() as flow:
        if flow is not None:
            shift.work(flow, _rooms.shift)


@contextlib.contextmanager
def _working() -> Iterator[Flow | None]:
    """The flow, with a sign of life; None where another thread of this process has it.

    A store out of reach is one line: the leases bring the work back.
    """
    mine = _rooms.at_work.acquire(blocking=False)
    try:
        flow = _rooms.house().flow
        if mine:
            flow.beat()
        yield flow if mine else None
    except StoreUnavailable as error:
        said = "the store cannot be used now, the next tick tries again"
        log.error(said, extra={"why": str(error)})  # noqa: TRY400  (one line: it is not our fault)
    finally:
        if mine:
            _rooms.at_work.release()


def options(settings: Settings) -> dict[str, Any]:
    """Celery's own settings. What was measured to matter stands in docs/decisions."""
    embedded = settings.embedded
    ticking = {
        "task": "diemtin.tick",
        "schedule": settings.tick,
        "options": {"expires": max(settings.tick, 1.0)},  # a backlog of ticks is no use
    }
    return {
        "broker_url": settings.broker_url.get_secret_value(),
        "broker_connection_retry_on_startup": True,
        "broker_transport_options": _IN_PROCESS if embedded else _REDIS,
        "beat_schedule": {"tick": ticking},
        "beat_scheduler": "celery.beat:Scheduler",  # nothing to persist: it only ticks
        "beat_max_loop_interval": settings.tick,
        "task_acks_late": True,
        "task_ignore_result": True,
        "task_reject_on_worker_lost": not embedded,
        "task_time_limit": None if embedded else 600,
        "worker_prefetch_multiplier": 1,
        "worker_max_tasks_per_child": None if embedded else 500,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "worker_soft_shutdown_timeout": 20,
    }


def configure(settings: Settings) -> Celery:
    """The app, told where its broker is and what beat ticks."""
    app.conf.update(options(settings))
    return app


_IN_PROCESS: dict[str, Any] = {"polling_interval": 0.05}  # kombu sleeps a whole second otherwise
_REDIS: dict[str, Any] = {
    "visibility_timeout": 1200,  # longer than the longest task
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 10,
}


# `celery -A worker.tasks worker` works as well: the environment is read when Celery first asks
app.add_defaults(lambda: options(read(os.environ)))


class _Rooms:
    """The services of this process, built at the first task: after the fork, once for all threads."""

    def __init__(self) -> None:
        self.at_work = threading.Lock()
        self.shift: timedelta | None = SHIFT
        self._lock = threading.Lock()
        self._open = contextlib.ExitStack()
        self._house: House | None = None

    def lend(self, house: House) -> None:
        """Use services that somebody else opened and will close: the embedded worker's."""
        self._house = house
        self.shift = None  # until it is stopped: no other process could take over

    def house(self) -> House:
        with self._lock:
            if self._house is None:
                self._house = self._open.enter_context(wiring.house(read(os.environ)))
                rounds.begin(self._house.flow)
            return self._house

    def forget(self) -> None:
        """A forked child builds its own."""
        self.at_work, self._lock = threading.Lock(), threading.Lock()
        self._open, self._house = contextlib.ExitStack(), None

    def stop(self) -> None:
        """Interrupt what is being fetched, so that a shutdown need not wait for a slow host."""
        if self._house is not None:
            self._house.flow.fetcher.stop()
            self._house.http.close()

    def close(self) -> None:
        self._open.close()


_rooms = _Rooms()
lend = _rooms.lend
stop = _rooms.stop


@worker_process_init.connect(weak=False)
def _in_child(**_: object) -> None:
    _rooms.forget()


@worker_process_shutdown.connect(weak=False)
def _child_ends(**_: object) -> None:
    _rooms.close()


@worker_shutting_down.connect(weak=False)
def _shutting_down(**_: object) -> None:
    _rooms.stop()
