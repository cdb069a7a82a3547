"""How polls went, in the rows of their sources: one in the transaction of its news, or many in one where there are none.

A poll without news leaves nothing that must not be lost: where its outcome is lost with the machine, or with a
worker that dies before it is written, the poll is made again. So those of many visits, and the visits' ends, go into
the database together (`settle`), without waiting for the disk.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from storage.canonical import to_json
from storage.instant import NEVER, instant
from storage.leases import guard, still_held
from storage.schema import hosts, sources
from storage.store import Store, Tx
from storage.visit import DueSource, Visit


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one poll went: what changes in the row of its source."""

    url: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Departure:
    """The end of a visit: the polls that are still to be written down, and when the host may be asked again.

    `free_at` None: the visit goes on.
    """

    visit: Visit
    outcomes: Sequence[Outcome] = ()
    free_at: datetime | None = None


def worked(
    url: str,
    at: datetime,
    *,
    next_at: datetime,
    etag: str = "",
    last_modified: str = "",
    shown: int | None = None,
    new: int = 0,
    memo: Mapping[str, Any] | None = None,
) -> Outcome:
    """A good poll (200 or 304): failures end. `shown` links, `new` of them; None (shown, memo) keeps the old."""
    now = instant(at)
    values: dict[str, Any] = {
        "worked": now,
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
        values["renewed"] = now
    return _outcome(url, now, next_at, memo, values)


def failed(
    source: DueSource,
    at: datetime,
    *,
    next_at: datetime,
    code: str,
    message: str,
    memo: Mapping[str, Any] | None = None,
) -> Outcome:
    """A poll that failed, of a source as it was when it was due: one more failure in a row."""
    now = instant(at)
    values = {
        "failures": source.failures + 1,
        "failing_since": source.failing_since if source.failures else now,
        "code": code,
        "message": message,
    }
    return _outcome(source.url, now, next_at, memo, values)


def record(tx: Tx, visit: Visit, outcome: Outcome) -> None:
    """Write down how a poll went, together with its news. Raises StaleVisit."""
    guard(tx, visit)
    _write(tx.conn, [outcome])


def settle(store: Store, ends: Iterable[Departure]) -> set[Visit]:
    """Write down polls without news, and leave the hosts, all in one transaction.

    Gives the visits that were overtaken: of those, nothing is written.
    """
    ends = list(ends)
    with store.operate(lasting=False) as conn:
        ours = still_held(conn, [end.visit for end in ends])
        mine = [end for end in ends if end.visit in ours]
        _write(conn, [outcome for end in mine for outcome in end.outcomes])
        free = [
            {"ours": end.visit.host, "free": instant(end.free_at)} for end in mine if end.free_at
        ]
        if free:
            conn.execute(_LEAVE, free)
    return {end.visit for end in ends} - ours


def release(store: Store, visit: Visit, free_at: datetime) -> bool:
    """Leave the host, which gets no request before `free_at`; False if it was somebody else's by then."""
    return not settle(store, [Departure(visit, free_at=free_at)])


def _outcome(
    url: str, now: str, next_at: datetime, memo: Mapping[str, Any] | None, values: dict[str, Any]
) -> Outcome:
    values |= {"of": url, "polled": now, "next_at": instant(next_at)}
    if memo is not None:
        values["memo"] = to_json(dict(memo))
    return Outcome(url, values)


def _write(conn: Connection, outcomes: Iterable[Outcome]) -> None:
    """Rows that change the same columns go to the driver together; each kind in the order of the addresses."""
    kinds: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for outcome in sorted(outcomes, key=lambda outcome: outcome.url):
        kinds.setdefault(tuple(outcome.values), []).append(outcome.values)
    for rows in kinds.values():
        conn.execute(_POLLED, rows)


# built once: making a statement costs more than running it
_POLLED = update(sources).where(sources.c.url == bindparam("of")).values(polls=sources.c.polls + 1)
_LEAVE = (
    update(hosts)
    .where(hosts.c.host == bindparam("ours"))
    .values(lease_until=NEVER, token="", free_at=bindparam("free"))
)
