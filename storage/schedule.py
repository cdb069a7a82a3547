"""Sources and links that are due, claimed by host: one visit at a time, so one request at a time per host.

The way of a worker, for each visit:

    for visit in claim_hosts(store, now, limit, lease):
        for source in due_sources(conn, visit.host, now): … polled(tx, visit, …) or failed(tx, visit, …)
        for link in due_links(conn, visit.host, now, limit):
            begin_link(store, visit, link.id)       # counted before the work: it may kill the worker
            … events, with guard(tx, visit) before them, or link_failed(tx, visit, …)
        release(store, visit, free_at)

Every write is checked against the visit's token: a visit that was overtaken raises StaleVisit and writes nothing.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, union_all, update

from storage.canonical import to_json
from storage.dialect import later
from storage.errors import StaleVisit
from storage.instant import NEVER, instant, moment
from storage.schema import hosts, link_queue, revisits, sources
from storage.sources import (
    due_links,
    due_sources,
    force_due,
    remember,
    site_sources,
    sync_sources,
)
from storage.store import Store, Tx
from storage.visit import DueLink, DueSource, Source, Synced, Visit

__all__ = [
    "DueLink",
    "DueSource",
    "Source",
    "Synced",
    "Visit",
    "begin_link",
    "claim_hosts",
    "due_links",
    "due_sources",
    "failed",
    "force_due",
    "guard",
    "held",
    "hold",
    "link_failed",
    "polled",
    "release",
    "remember",
    "site_sources",
    "soonest_due",
    "sync_sources",
]


def claim_hosts(
    store: Store,
    now: datetime,
    limit: int,
    lease: timedelta,
    patience: timedelta = timedelta(),
) -> list[Visit]:
    """Take up to `limit` hosts that have something due, are not leased and not pausing, the longest due first.

    Hosts whose pause ends within `patience` are taken too: whoever takes them waits for `Visit.free_at`.
    """
    at, soon = instant(now), instant(now + patience)
    due = _work().subquery()
    first = (
        select(due.c.host, func.min(due.c.next_at).label("first")).group_by(due.c.host).subquery()
    )
    free = (
        select(hosts.c.host, hosts.c.free_at)
        .join(first, first.c.host == hosts.c.host)
        .where(first.c.first <= at, hosts.c.free_at <= soon, hosts.c.lease_until <= at)
        .order_by(first.c.first, hosts.c.host)
        .limit(limit)
        .with_for_update(skip_locked=True, of=hosts)
    )
    token, until = secrets.token_hex(16), instant(now + lease)
    with store.operate() as conn:
        found = conn.execute(free).all()
        taken = update(hosts).where(hosts.c.host.in_([row.host for row in found]))
        conn.execute(taken.values(lease_until=until, token=token))
    return [Visit(row.host, token, row.free_at if row.free_at > at else "", until) for row in found]


def soonest_due(conn: Connection) -> datetime | None:
    """When a host can next be claimed (leases and pauses over, something due); None if nothing is scheduled."""
    due = _work().subquery()
    ready = later(later(due.c.next_at, hosts.c.free_at), hosts.c.lease_until)
    query = select(func.min(ready)).join_from(due, hosts, hosts.c.host == due.c.host)
    found = conn.execute(query).scalar()
    return None if found is None else moment(found)


def held(conn: Connection, now: datetime) -> int:
    """How many hosts are being visited."""
    query = select(func.count()).select_from(hosts).where(hosts.c.lease_until > instant(now))
    return conn.execute(query).scalar_one()


def hold(store: Store, visit: Visit, now: datetime, lease: timedelta) -> bool:
    """Renew the lease to `now + lease`; False if the host is somebody else's by now: then stop at once."""
    with store.operate() as conn:
        return conn.execute(_HOLD, _mine(visit, until=instant(now + lease))).rowcount == 1


def release(store: Store, visit: Visit, free_at: datetime) -> bool:
    """Leave the host, which gets no request before `free_at`; False if it was somebody else's by then."""
    with store.operate() as conn:
        return conn.execute(_LEAVE, _mine(visit, free=instant(free_at))).rowcount == 1


def guard(tx: Tx, visit: Visit) -> None:
    """Hold the host's row to the end of the transaction. Raises StaleVisit if it is somebody else's by now."""
    _guard(tx.conn, visit)


def polled(
    tx: Tx,
    visit: Visit,
    url: str,
    *,
    next_at: datetime,
    etag: str = "",
    last_modified: str = "",
    shown: int | None = None,
    new: int = 0,
    memo: Mapping[str, Any] | None = None,
) -> None:
    """A good poll (200 or 304): failures end. `shown` links, `new` of them; None (shown, memo) keeps the old."""
    values: dict[str, Any] = {
        "worked": tx.now,
        "etag": etag,
        "last_modified": last_modified,
        "new": new,
        "failures": 0,
        "failing_since": NEVER,
        "code": "",
        "message": "",
    }
    if shown is not None:
        values["shown"] = shown
    if new:
        values["renewed"] = tx.now
    _poll(tx, visit, url, next_at, memo, values)


def failed(
    tx: Tx,
    visit: Visit,
    url: str,
    *,
    next_at: datetime,
    code: str,
    message: str,
    memo: Mapping[str, Any] | None = None,
) -> int:
    """A poll that failed; gives the failures in a row, this one among them."""
    query = select(sources.c.failures, sources.c.failing_since).where(sources.c.url == url)
    before = tx.conn.execute(query).first()
    failures = 1 + (before.failures if before else 0)
    since = before.failing_since if before and before.failures else tx.now
    values = {"failures": failures, "failing_since": since, "code": code, "message": message}
    _poll(tx, visit, url, next_at, memo, values)
    return failures


def begin_link(store: Store, visit: Visit, id_: str) -> int:
    """Count the start of work on a link, committed before it returns. Raises StaleVisit.

    Gives the starts without an outcome, this one among them: 1 at first, 3 if two workers died of it;
    0 if the link is no longer queued, and there is nothing to do.
    """
    with store.operate() as conn:
        _guard(conn, visit)
        mine = update(link_queue).where(link_queue.c.id == id_)
        conn.execute(mine.values(attempts=link_queue.c.attempts + 1))
        query = select(link_queue.c.attempts).where(link_queue.c.id == id_)
        return conn.execute(query).scalar() or 0


def link_failed(tx: Tx, visit: Visit, id_: str, retry_at: datetime) -> int:
    """An outcome that asks for another try at `retry_at`: starts are forgiven; gives the failures so far."""
    _guard(tx.conn, visit)
    mine = update(link_queue).where(link_queue.c.id == id_)
    again = {"next_at": instant(retry_at), "attempts": 0, "failures": link_queue.c.failures + 1}
    tx.conn.execute(mine.values(**again))
    query = select(link_queue.c.failures).where(link_queue.c.id == id_)
    return tx.conn.execute(query).scalar() or 0


def _work() -> Any:
    """(host, next_at) of everything that will be due at some time."""
    polls: Select[Any] = select(sources.c.host, sources.c.next_at).where(~sources.c.retired)
    again = select(revisits.c.host, revisits.c.next_at)
    return union_all(polls, select(link_queue.c.host, link_queue.c.next_at), again)


# asked at every poll, so they are built once
_OURS = hosts.c.host == bindparam("ours"), hosts.c.token == bindparam("by")
_HELD = select(hosts.c.host).where(*_OURS).with_for_update()
_HOLD = update(hosts).where(*_OURS).values(lease_until=bindparam("until"))
_LEAVE = update(hosts).where(*_OURS).values(lease_until=NEVER, token="", free_at=bindparam("free"))

_POLLED = update(sources).where(sources.c.url == bindparam("of")).values(polls=sources.c.polls + 1)


def _mine(visit: Visit, **values: str) -> dict[str, str]:
    return {"ours": visit.host, "by": visit.token, **values}


def _guard(conn: Connection, visit: Visit) -> None:
    if conn.execute(_HELD, _mine(visit)).first() is None:
        raise StaleVisit(f"somebody else visits {visit.host} by now")


def _poll(
    tx: Tx,
    visit: Visit,
    url: str,
    next_at: datetime,
    memo: Mapping[str, Any] | None,
    values: dict[str, Any],
) -> None:
    _guard(tx.conn, visit)
    values |= {"of": url, "polled": tx.now, "next_at": instant(next_at)}
    if memo is not None:
        values["memo"] = to_json(dict(memo))
    tx.conn.execute(_POLLED, values)
