"""Everything derived, made anew from the events and the blobs."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Select, Table, delete, select

from storage import duties, projections
from storage.canonical import to_json
from storage.queries.events import events
from storage.schema import DERIVED, deliveries, delivery_queue, link_queue, links
from storage.store import Store

BATCH = 500

Snapshot = Mapping[str, Mapping[str, str]]
"""Table → primary key → hash of the row."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """`events` were replayed. `differences`: table → rows that came out otherwise than they stood; empty = none."""

    events: int
    differences: Mapping[str, int]


def rebuild(store: Store) -> Rebuilt:
    """Empty the derived tables, replay all events, make the queues fit; one transaction, so readers see
    the old or the new. Nobody can append meanwhile. Sends nothing."""
    with store.write() as tx:
        before = snapshot(tx.conn)
        for table in reversed(DERIVED):
            tx.conn.execute(delete(table))
        number = 0
        while batch := events(tx.conn, number, BATCH):
            for event in batch:
                projections.apply(tx.conn, event, store.fold)
            number = batch[-1].position
        reconcile(tx.conn, tx.now)
        return Rebuilt(number, compare(before, snapshot(tx.conn)))


def snapshot(conn: Connection) -> Snapshot:
    """The derived tables as hashes of their rows, for `compare`."""
    return {table.name: _rows(conn, table) for table in DERIVED}


def compare(before: Snapshot, after: Snapshot) -> dict[str, int]:
    """Table → rows that are missing, new or different; only tables that differ."""
    counted = {
        name: sum(
            before[name].get(key) != after[name].get(key) for key in {**before[name], **after[name]}
        )
        for name in before
    }
    return {name: number for name, number in counted.items() if number}


def reconcile(conn: Connection, now: str) -> None:
    """Queue what is owed and not queued, and take off the queues what is not owed: after a rebuild, or for
    a store restored from its record alone. What is queued rightly keeps its due time and lease."""
    owed = deliveries.c.state == "owed"
    _drop(conn, delivery_queue, select(deliveries.c.id).where(owed))
    missing = select(deliveries.c.id).where(
        owed, deliveries.c.id.not_in(select(delivery_queue.c.id))
    )
    for id_ in conn.execute(missing).scalars().all():
        duties.queue_delivery(conn, id_, now)
    open_ = links.c.state.in_(("seen", "fetched")) & (links.c.origin != "file")
    _drop(conn, link_queue, select(links.c.id).where(open_))
    query = select(links).where(
        open_, links.c.url != "", links.c.id.not_in(select(link_queue.c.id))
    )
    for row in conn.execute(query).all():
        duties.queue_link(conn, row.id, row.url, row.position, now, backlog=row.first_poll)
    for host in conn.execute(select(link_queue.c.host).distinct()).scalars().all():
        duties.meet_host(conn, host)


def _drop(conn: Connection, queue: Table, rightly: Select[str]) -> None:
    conn.execute(delete(queue).where(queue.c.id.not_in(rightly)))


def _rows(conn: Connection, table: Table) -> dict[str, str]:
    keys = [column.name for column in table.primary_key]
    found = dict[str, str]()
    query = select(table).execution_options(yield_per=BATCH)
    for row in conn.execute(query).mappings():
        line = to_json(dict(row))
        found[to_json([row[key] for key in keys])] = hashlib.sha256(line.encode()).hexdigest()
    return found
