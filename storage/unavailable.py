"""A driver's error, said in one line: what is wrong with the database, and what to do."""

import sqlite3
from typing import Any

import psycopg
from sqlalchemy import URL, ExceptionContext

from storage.errors import StoreUnavailable

_SQLITE = {
    sqlite3.SQLITE_BUSY: ("locked", "is locked by another process"),
    sqlite3.SQLITE_LOCKED: ("locked", "is locked by another process"),
    sqlite3.SQLITE_FULL: ("full", "cannot grow: the disk or the quota is full"),
    sqlite3.SQLITE_CANTOPEN: ("unreachable", "cannot be opened: check the path and its rights"),
    sqlite3.SQLITE_READONLY: ("readonly", "cannot be written: check its rights"),
    sqlite3.SQLITE_PERM: ("readonly", "cannot be written: check its rights"),
    sqlite3.SQLITE_IOERR: ("io", "cannot be read or written: the disk reports an error"),
    sqlite3.SQLITE_CORRUPT: ("damaged", "is damaged: restore it from a backup"),
    sqlite3.SQLITE_NOTADB: ("not_a_database", "is not an SQLite database"),
}

_POSTGRESQL = {
    "28": ("refused", "refuses this user or password"),
    "3D": ("unreachable", "has no such database"),
    "53": ("full", "has no room left"),
    "55": ("locked", "did not give a lock in time"),
    "40": ("locked", "had to give way to another transaction"),
    "57": ("stopped", "is shutting down or cut this connection off"),
    "58": ("io", "reports an error of its disk"),
    "25006": ("readonly", "is read-only: is this a standby?"),
    "25P03": ("stopped", "cut this connection off: its transaction stood still too long"),
    "42P01": ("not_migrated", "has no tables of Diemtin yet: migrate it first"),
    "42501": ("refused", "does not give this user the rights it needs"),
    "XX001": ("damaged", "is damaged: restore it from a backup"),
    "XX002": ("damaged", "is damaged: restore it from a backup"),
}


def explain(context: ExceptionContext) -> StoreUnavailable | None:
    """The listener of "handle_error": gives the error to raise, None to leave it as it is (a fault of ours)."""
    error = context.original_exception
    if context.is_pre_ping:
        return None  # the pool replaces the dead connection by itself
    name = named(context.engine.url) if context.engine is not None else "the database"
    if isinstance(error, sqlite3.Error):
        return of_sqlite(error, name)
    if isinstance(error, psycopg.Error):
        return _of_postgresql(error, name)
    return None


def named(url: URL) -> str:
    """The database as messages call it, without user and password."""
    if url.get_backend_name() == "sqlite":
        return f"the database {url.database}"
    return f"the database {url.host or 'localhost'}:{url.port or 5432}/{url.database or ''}"


def of_sqlite(error: sqlite3.Error, name: str) -> StoreUnavailable | None:
    """The same, None if it is a fault of ours."""
    code = getattr(error, "sqlite_errorcode", 0)
    if "no such table" in str(error):
        return _said(
            name, ("not_migrated", "has no tables of Diemtin yet: migrate it first"), error
        )
    known = _SQLITE.get(code & 0xFF)
    return None if known is None else _said(name, known, error)


def _of_postgresql(error: psycopg.Error, name: str) -> StoreUnavailable | None:
    state = error.sqlstate or ""
    known = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    if known is not None:
        return _said(name, known, error)
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return _said(name, _unconnected(str(error)), error)
    return None


def _unconnected(message: str) -> tuple[str, str]:
    """libpq gives no state for a connection that never was; only its words tell why."""
    if "authentication failed" in message or "no pg_hba.conf entry" in message:
        return _POSTGRESQL["28"]
    if "does not exist" in message:
        return _POSTGRESQL["3D"]
    return ("unreachable", "cannot be reached")


def _said(name: str, known: tuple[str, str], error: Any) -> StoreUnavailable:
    code, what = known
    told = " ".join(str(error).split())[:200]
    return StoreUnavailable(f"{name} {what} ({told})", code=code)
