"""Workers that die by kill -9: nothing is lost, nothing is settled twice."""

import multiprocessing
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from storage import database, outbox, queries
from storage.errors import StaleClaim
from storage.event import NewEvent
from storage.store import Store
from storage.verify import verify
from tests.storage.samples import Clock, append, fold, make_store, raised

LEASE = timedelta(seconds=2)
OWED = 60
processes = multiprocessing.get_context("forkserver")  # imports once, not once a process
processes.set_forkserver_preload(["__main__", __name__])


def test_deliveries_outlive_their_workers(engine: Engine, store_url: str, tmp_path: Path) -> None:
    store = Store(engine, lambda: datetime.now(UTC), fold)
    for number in range(OWED):
        append(store, raised(f"l-{number}", f"s-{number}", [(f"d-{number}", "a@bao.vn")]))
    doors = [tmp_path / f"sent-{number}" for number in range(4)]
    workers = [_start(store_url, door) for door in doors]
    _kill_now_and_then(store, workers, doors, store_url, kills=6)
    for worker in workers:
        worker.kill()
        worker.join()
    got = Counter(line for door in doors for line in door.read_text().split())
    with store.read() as conn:
        settled = Counter(e.subject for e in queries.events(conn) if e.type == "delivery.sent")
        assert verify(conn).broken is None
    assert set(got) == {f"d-{number}" for number in range(OWED)}
    assert settled == Counter(set(got))


def test_processes_that_append_at_once_leave_no_gap(engine: Engine, store_url: str) -> None:
    barrier = processes.Barrier(4)
    workers = [
        processes.Process(target=_append, args=(store_url, barrier, number)) for number in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=120)
    store = make_store(engine, Clock())
    with store.read() as conn:
        positions = [event.position for event in queries.events(conn)]
        assert verify(conn).broken is None
    assert positions == list(range(1, 101))


def _kill_now_and_then(
    store: Store, workers: list[Any], doors: list[Path], url: str, kills: int
) -> None:
    """Kill a worker at each new tenth that was settled, start another, until nothing is owed."""
    deadline, left = time.monotonic() + 120, kills
    while time.monotonic() < deadline:
        with store.read() as conn:
            owed = len(queries.deliveries(conn, state="owed", limit=OWED))
        if not owed:
            return
        if left and owed < OWED - (kills - left) * OWED / (kills + 1):
            number = random.randrange(len(workers))
            workers[number].kill()
            workers[number].join()
            workers[number] = _start(url, doors[number])
            left -= 1
    raise AssertionError("not everything was delivered in time")


def _start(url: str, door: Path) -> Any:
    door.touch()
    worker = processes.Process(target=_deliver, args=(url, door), daemon=True)
    worker.start()
    return worker


def _deliver(url: str, door: Path) -> None:
    """Claim, begin, send (a line in a file), settle, for ever."""
    store = Store(database.connect(url), lambda: datetime.now(UTC), fold)
    while True:
        for claim in outbox.claim(store, datetime.now(UTC), 3, LEASE):
            owed = outbox.begin(store, claim, datetime.now(UTC), LEASE)
            if owed is None:
                continue
            with door.open("a") as file:
                file.write(f"{owed.id}\n")
            try:
                with store.write() as tx:
                    outbox.sent(tx, claim, owed.number)
            except StaleClaim:
                continue


def _append(url: str, barrier: Any, worker: int) -> None:
    engine = database.connect(url)
    store = make_store(engine, Clock())
    barrier.wait()
    for number in range(25):
        append(store, NewEvent("thing.happened", f"{worker}-{number}", {"n": number}))
    engine.dispose()
