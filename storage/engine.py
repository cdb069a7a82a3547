"""From a URL to an engine: SQLite and PostgreSQL made to behave alike, and errors that say what is wrong.

SQLite: WAL, so readers never wait; synchronous FULL, because a line that was shown to a reader or told to a
follower must not be gone after a power cut (NORMAL, for what may be done again, may drop the last commits); foreign keys and recursive
triggers on, without which INSERT OR REPLACE would step around the guards of `events`; a writer takes the
lock at once (BEGIN IMMEDIATE), because a reader that turns writer fails without waiting.
PostgreSQL: a frozen or vanished client is cut off, so it cannot hold the head of the chain for ever.
"""

import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy
from sqlalchemy import URL, Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.errors import StoreUnavailable
from storage.unavailable import explain, named, of_sqlite

_TURNS: WeakKeyDictionary[Engine, tuple[threading.Lock, float]] = WeakKeyDictionary()
MODE = "diemtin_mode"  # execution option: what a transaction does; without it, it reads
_PRAGMAS_OF = {
    "read": ("query_only = ON",),
    "write": ("query_only = OFF", "synchronous = FULL"),
    "relaxed": ("query_only = OFF", "synchronous = NORMAL"),
}


def connect(url: str, *, wait: float = 30.0) -> Engine:
    """An engine for `sqlite:///PATH` or `postgresql://…`; nothing is connected yet, but SQLite's folder is made.

    `wait`: seconds for which a lock is waited for. Raises StoreUnavailable (code bad_url). Make one per
    process, after forking.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        engine = _sqlite(parsed, wait)
    else:
        engine = _postgresql(parsed, wait)
    event.listen(engine, "handle_error", explain)
    return engine


@contextmanager
def writing(engine: Engine, *, lasting: bool = True) -> Iterator[Connection]:
    """A transaction that writes: committed at the end of the block, rolled back by an exception.

    `lasting`: when the block ends, it is on the disk. Else it is there soon, in the order of the commits: a power
    cut may take the last ones, never one before another, and never one before a lasting one.
    """
    with _in_turn(engine), _connected(engine) as plain:
        conn = plain.execution_options(**{MODE: "write" if lasting else "relaxed"})
        with conn.begin():
            if not lasting and engine.dialect.name == "postgresql":
                conn.exec_driver_sql("SET LOCAL synchronous_commit = off")
            yield conn


@contextmanager
def _in_turn(engine: Engine) -> Iterator[None]:
    """SQLite lets one writer in and the others sleep and try again: threads of one process wait their turn instead.

    Who has waited as long as for a lock asks the database all the same, which then says that it is locked.
    """
    turn = _TURNS.get(engine)
    if turn is None:
        yield
        return
    lock, wait = turn
    mine = lock.acquire(timeout=wait)
    try:
        yield
    finally:
        if mine:
            lock.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database throughout and cannot write."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _connected(engine) as plain:
        conn = plain.execution_options(**options)
        with conn.begin():
            yield conn


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    try:
        conn = engine.connect()
    except PoolTimeout as error:
        raise StoreUnavailable("every database connection is in use", code="busy") from error
    with conn:
        yield conn


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise StoreUnavailable("the database URL cannot be read", code="bad_url") from error
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed.set(drivername="sqlite+pysqlite")
    raise StoreUnavailable(
        f"{parsed.render_as_string()} is neither sqlite:///PATH nor postgresql://…", code="bad_url"
    )


def _sqlite(url: URL, wait: float) -> Engine:
    _make_folder(url.database or "")
    engine = sqlalchemy.create_engine(url, connect_args={"timeout": wait}, **_POOL)
    _TURNS[engine] = threading.Lock(), wait

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late
        try:
            _write_ahead(connection, until=time.monotonic() + wait)
            for pragma in _PRAGMAS:
                connection.execute(pragma).close()
        except sqlite3.Error as error:
            connection.close()
            raise of_sqlite(error, named(url)) or error from error

    @event.listens_for(engine, "begin")
    def begin(conn: Connection) -> None:
        mode = conn.get_execution_options().get(MODE, "read")
        known = conn.connection.info  # of the connection that the pool keeps
        if known.get(MODE) != mode:
            for pragma in _PRAGMAS_OF[mode]:
                conn.exec_driver_sql(f"PRAGMA {pragma}")
            known[MODE] = mode
        conn.exec_driver_sql("BEGIN DEFERRED" if mode == "read" else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(connection: sqlite3.Connection, until: float) -> None:
    """WAL, also where several processes open a new file at once.

    SQLite answers "locked" at once when two connections switch a file over, whatever its timeout says (a wait
    could be a deadlock there), so the waiting is done here.
    """
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0.001, 0.02))
        else:
            return


_PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
)
_POOL: dict[str, Any] = {"pool_size": 5, "max_overflow": 15, "pool_timeout": 30}


def _make_folder(path: str) -> None:
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(
            f"the folder of {path} cannot be made: {error.strerror}", code="unreachable"
        ) from error


def _postgresql(url: URL, wait: float) -> Engine:
    milliseconds = int(wait * 1000)
    settings = f"-c lock_timeout={milliseconds} -c idle_in_transaction_session_timeout=60s"
    options: dict[str, Any] = {
        "connect_timeout": 10,
        "application_name": "diemtin",
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 60_000,
        "options": settings,
    }
    given = {name: value for name, value in options.items() if name not in url.query}
    return sqlalchemy.create_engine(url, connect_args=given, pool_pre_ping=True, **_POOL)
