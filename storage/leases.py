"""Hosts, claimed with a lease: one visit at a time, so one request at a time per host.

Every write of a visit is checked against its token: a visit that was overtaken raises StaleVisit and writes nothing.
Claims outlive the death of a process, but need not outlive the machine's (`Store.operate`).
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, Subquery, bindparam, func, select, union_all, update

from storage.dialect import later
from storage.errors import StaleVisit
from storage.instant import instant, moment
from storage.schema import hosts, link_queue, revisits, sources
from storage.store import Store, Tx
from storage.visit import Visit

_ROWS = 100  # of a backlog that are looked at for each host that is wanted
BACKLOG = 10
"""Pages that one visit takes of those that were there before anybody looked: then its thread is free for news."""
LATE = timedelta(seconds=10)
"""A poll may wait so long before everything gives way to it that is no news."""


def claim_hosts(
    store: Store,
    now: datetime,
    limit: int,
    lease: timedelta,
    patience: timedelta = timedelta(),
) -> list[Visit]:
    """Take up to `limit` hosts that have something due, are not leased and not pausing, the longest due first.

    What was there before anybody looked comes last: else a new fleet's first day would hold up everybody's news.
    Hosts whose pause ends within `patience` are taken too: whoever takes them waits for `Visit.free_at`.
    """
    at, until = instant(now), instant(now + lease)
    token = secrets.token_hex(16)
    asked = {"at": at, "soon": instant(now + patience), "rows": limit * _ROWS}
    with store.operate(lasting=False) as conn:
        found: list[Row[Any]] = []
        for free in (_FREE, _FREE_WITH_BACKLOG):
            more = conn.execute(free, asked | {"most": limit - len(found)}).all()
            names = [row.host for row in more]
            conn.execute(_TAKE, {"names": names, "until": until, "by": token})
            found += more
            if len(found) == limit:
                break
    return [Visit(row.host, token, row.free_at if row.free_at > at else "", until) for row in found]


def soonest_due(conn: Connection) -> datetime | None:
    """When a host can next be claimed (leases and pauses over, something due); None if nothing is scheduled."""
    due = union_all(*_news(), _backlog()).subquery()
    ready = later(later(due.c.next_at, hosts.c.free_at), hosts.c.lease_until)
    query = select(func.min(ready)).join_from(due, hosts, hosts.c.host == due.c.host)
    found = conn.execute(query).scalar()
    return None if found is None else moment(found)


def hold(store: Store, visit: Visit, now: datetime, lease: timedelta) -> bool:
    """Renew the lease to `now + lease`; False if the host is somebody else's by now: then stop at once."""
    with store.operate(lasting=False) as conn:
        return conn.execute(_HOLD, _mine(visit, until=instant(now + lease))).rowcount == 1


def guard(tx: Tx, visit: Visit) -> None:
    """Hold the host's row to the end of the transaction. Raises StaleVisit if it is somebody else's by now."""
    guard_in(tx.conn, visit)


def guard_in(conn: Connection, visit: Visit) -> None:
    """`guard`, in a transaction on the operational tables alone."""
    if conn.execute(_HELD, _mine(visit)).first() is None:
        raise StaleVisit(f"somebody else visits {visit.host} by now")


def still_held(conn: Connection, visits: Iterable[Visit]) -> set[Visit]:
    """Those of the visits that were not overtaken; their hosts' rows are held to the end of the transaction."""
    by_host = {visit.host: visit for visit in visits}
    rows = conn.execute(_HOLDERS, {"names": list(by_host)})
    return {by_host[row.host] for row in rows if row.token == by_host[row.host].token}


def spare(conn: Connection, now: datetime) -> int:
    """How many pages a visit may take now of those that were there before anybody looked.

    None while a host waits for its first poll, and nobody came; one while a later poll is late: it goes on, slowly.
    """
    asked = {"at": instant(now), "late": instant(now - LATE)}
    if conn.execute(_FIRST_LATE, asked).first() is not None:
        return 0
    return BACKLOG if conn.execute(_LATE, asked).first() is None else 1


def _news() -> list[Select[Any]]:
    """(host, next_at) of everything that may bring news at some time."""
    return [
        select(sources.c.host, sources.c.next_at).where(~sources.c.retired),
        select(link_queue.c.host, link_queue.c.next_at).where(~link_queue.c.backlog),
        select(revisits.c.host, revisits.c.next_at),
    ]


def _backlog() -> Select[Any]:
    return select(link_queue.c.host, link_queue.c.next_at).where(link_queue.c.backlog)


def _news_due() -> Subquery:
    """All of it that is due."""
    return union_all(
        *(work.where(work.selected_columns.next_at <= bindparam("at")) for work in _news())
    ).subquery()


def _backlog_due() -> Subquery:
    """As much of it, at hosts that are free, as hosts can be claimed for: there may be a fleet's whole first day."""
    due = _backlog().where(link_queue.c.next_at <= bindparam("at"))
    free = due.join(hosts, hosts.c.host == link_queue.c.host).where(*_IS_FREE)
    return free.order_by(link_queue.c.next_at).limit(bindparam("rows")).subquery()


def _free(due: Subquery) -> Select[Any]:
    """The hosts to claim for what is due, the longest due first."""
    first = (
        select(due.c.host, func.min(due.c.next_at).label("first")).group_by(due.c.host).subquery()
    )
    return (
        select(hosts.c.host, hosts.c.free_at)
        .join(first, first.c.host == hosts.c.host)
        .where(*_IS_FREE)
        .order_by(first.c.first, hosts.c.host)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=hosts)
    )


# asked at every visit, so they are built once
_IS_FREE = hosts.c.free_at <= bindparam("soon"), hosts.c.lease_until <= bindparam("at")
_FREE, _FREE_WITH_BACKLOG = _free(_news_due()), _free(_backlog_due())
_LATE = (
    select(sources.c.url)
    .join(hosts, hosts.c.host == sources.c.host)
    .where(~sources.c.retired, sources.c.next_at <= bindparam("late"))
    .where(hosts.c.free_at <= bindparam("at"), hosts.c.lease_until <= bindparam("at"))
    .limit(1)
)
_FIRST_LATE = _LATE.where(sources.c.polled == "")
_NAMED = hosts.c.host.in_(bindparam("names", expanding=True))
_TAKE = update(hosts).where(_NAMED).values(lease_until=bindparam("until"), token=bindparam("by"))
_HOLDERS = select(hosts.c.host, hosts.c.token).where(_NAMED).order_by(hosts.c.host)
_HOLDERS = _HOLDERS.with_for_update()
_OURS = hosts.c.host == bindparam("ours"), hosts.c.token == bindparam("by")
_HELD = select(hosts.c.host).where(*_OURS).with_for_update()
_HOLD = update(hosts).where(*_OURS).values(lease_until=bindparam("until"))


def _mine(visit: Visit, **values: str) -> dict[str, str]:
    return {"ours": visit.host, "by": visit.token, **values}
