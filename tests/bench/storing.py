"""The store on SQLite: an event appended and a host claimed, each durable on its own, beside a bare durable insert."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from scrapers.text import search_text
from storage import database, outbox, schedule
from storage.event import NewEvent
from storage.store import Store

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def lines(times: int) -> Iterator[str]:
    """Wall time, since the disk is part of it."""
    with TemporaryDirectory(prefix="diemtin-bench-") as folder:
        engine = database.connect(f"sqlite:///{Path(folder) / 'bench.db'}")
        database.migrate(engine)
        store = Store(engine, clock=lambda: NOON, fold=search_text)
        bare = _bare(Path(folder) / "bare.db")
        workers: dict[str, Callable[[int], object]] = {
            "a bare insert": bare,
            "an event appended": lambda n: _append(store, n, 1),
            "an event among 100": lambda n: _append(store, n, 100),
            "a host claimed and released": lambda _: _claim(store),
            "deliveries claimed (none due)": lambda _: outbox.claim(
                store, NOON, 10, timedelta(minutes=1)
            ),
        }
        with store.write() as tx:
            source = schedule.Source("https://a.example/rss", "a", "a.example", "feed")
            schedule.sync_sources(tx, [source])
        taken: dict[str, list[float]] = {name: [] for name in workers}
        for number in range(times):
            for name, work in workers.items():
                began = time.perf_counter()
                work(number)
                taken[name].append(time.perf_counter() - began)
        engine.dispose()
    base = median(taken["a bare insert"])
    for name, seconds in taken.items():
        each = median(seconds) / (100 if name == "an event among 100" else 1)
        yield f"  {name:32} median {each * 1000:7.3f} ms  {1 / each:8.0f} a second  {each / base:9.1f} × a bare insert"


def _bare(path: Path) -> Callable[[int], object]:
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("pragma journal_mode=wal")
    conn.execute("pragma synchronous=full")
    conn.execute("create table t (id integer primary key, data text)")
    return lambda number: conn.execute("insert into t (data) values (?)", (f"line {number}" * 20,))


def _append(store: Store, number: int, events: int) -> None:
    with store.write() as tx:
        for one in range(events):
            id_ = f"a-{events}-{number}-{one}"
            data = {
                "url": f"https://a.example/{id_}", "site": "a", "source": "https://a.example/rss",
                "title": "Hai bên họp", "teaser": "", "published": "", "first_poll": False,
            }  # fmt: skip
            tx.append(NewEvent("link.seen", id_, data))


def _claim(store: Store) -> None:
    for visit in schedule.claim_hosts(store, NOON, 1, timedelta(minutes=5)):
        schedule.release(store, visit, NOON)
