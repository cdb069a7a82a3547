"""Sources and links that are due, claimed by host: one visit at a time, so one request at a time per host.

The way of a worker:

    visits = claim_hosts(store, now, limit, lease)
    for host, duties in due(conn, hosts of the visits, now): … for each visit:
        for source in duties.sources: … outcome = worked(…) or failed(…), and record(tx, visit, outcome) with its news
        for link in due_links(conn, visit.host, now, limit):
            begin_link(store, visit, link.id)       # counted before the work: it may kill the worker
            … events, with guard(tx, visit) before them, or link_failed(tx, visit, …)
    settle(store, departures)                       # the polls without news, and the hosts are left

Every write is checked against the visit's token: a visit that was overtaken raises StaleVisit and writes nothing.
"""

from datetime import datetime

from sqlalchemy import select, update

from storage.instant import instant
from storage.leases import claim_hosts, guard, guard_in, hold, soonest_due
from storage.polls import Departure, Outcome, failed, record, release, settle, worked
from storage.schema import link_queue
from storage.sources import (
    due,
    due_links,
    due_sources,
    force_due,
    remember,
    site_sources,
    sync_sources,
)
from storage.store import Store, Tx
from storage.visit import DueLink, DueSource, Duties, Source, Synced, Visit

__all__ = [
    "Departure",
    "DueLink",
    "DueSource",
    "Duties",
    "Outcome",
    "Source",
    "Synced",
    "Visit",
    "begin_link",
    "claim_hosts",
    "due",
    "due_links",
    "due_sources",
    "failed",
    "force_due",
    "guard",
    "hold",
    "link_failed",
    "record",
    "release",
    "remember",
    "settle",
    "site_sources",
    "soonest_due",
    "sync_sources",
    "worked",
]


def begin_link(store: Store, visit: Visit, id_: str) -> int:
    """Count the start of work on a link, committed before it returns. Raises StaleVisit.

    Gives the starts without an outcome, this one among them: 1 at first, 3 if two workers died of it;
    0 if the link is no longer queued, and there is nothing to do.
    """
    with store.operate(lasting=False) as conn:
        guard_in(conn, visit)
        mine = update(link_queue).where(link_queue.c.id == id_)
        conn.execute(mine.values(attempts=link_queue.c.attempts + 1))
        query = select(link_queue.c.attempts).where(link_queue.c.id == id_)
        return conn.execute(query).scalar() or 0


def link_failed(tx: Tx, visit: Visit, id_: str, retry_at: datetime) -> int:
    """An outcome that asks for another try at `retry_at`: starts are forgiven; gives the failures so far."""
    guard(tx, visit)
    mine = update(link_queue).where(link_queue.c.id == id_)
    again = {"next_at": instant(retry_at), "attempts": 0, "failures": link_queue.c.failures + 1}
    tx.conn.execute(mine.values(**again))
    query = select(link_queue.c.failures).where(link_queue.c.id == id_)
    return tx.conn.execute(query).scalar() or 0
