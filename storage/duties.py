"""What an event puts on the queues or takes off them: the operational side, in the event's transaction.

`rebuild` does not replay this; `reconcile` makes the queues fit the derived tables again.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, func, select, update

from storage.dialect import insert_once
from storage.errors import EventConflict
from storage.event import Event
from storage.instant import NEVER
from storage.projecting.alerting import owed
from storage.projecting.fields import flag, text
from storage.schema import deliveries, delivery_queue, hosts, link_queue, links

Duty = Callable[[Connection, Event], None]


def apply(conn: Connection, event: Event) -> None:
    """Change the queues as this event says."""
    duty = DUTIES.get(event.type)
    if duty is not None:
        duty(conn, event)


def link_seen(conn: Connection, event: Event) -> None:
    """A new link is due at once; one that has come further is not."""
    query = select(links.c.state).where(links.c.id == event.subject)
    if conn.execute(query).scalar_one() == "seen":
        old = flag(event, "first_poll")
        queue_link(conn, event.subject, text(event, "url"), event.position, event.at, backlog=old)


def page_fetched(conn: Connection, event: Event) -> None:
    """A page of the web stays queued until it is read: a crash may come between."""
    if text(event, "origin") != "file":
        query = select(links.c.url).where(links.c.id == event.subject)
        url = conn.execute(query).scalar_one() or text(event, "url")
        queue_link(conn, event.subject, url, event.position, event.at)


def page_refused(conn: Connection, event: Event) -> None:
    if flag(event, "final"):
        _done(conn, event.subject)


def link_joined(conn: Connection, event: Event) -> None:
    _done(conn, event.subject)


def article_read(conn: Connection, event: Event) -> None:
    _done(conn, event.subject, text(event, "listing"))


def alert_raised(conn: Connection, event: Event) -> None:
    """Raises EventConflict on a delivery id that another alert has: it would be lost without a word."""
    for delivery in owed(event):
        query = select(deliveries.c.position).where(deliveries.c.id == delivery["id"])
        if (position := conn.execute(query).scalar_one()) != event.position:
            message = f"{event.subject}: the delivery id {delivery['id']!r} is that of position {position}"
            raise EventConflict(message)
        queue_delivery(conn, delivery["id"], event.at)


def delivery_settled(conn: Connection, event: Event) -> None:
    conn.execute(delete(delivery_queue).where(delivery_queue.c.id == event.subject))


def delivery_failed(conn: Connection, event: Event) -> None:
    """Due again later, and free for whoever comes first."""
    mine = update(delivery_queue).where(delivery_queue.c.id == event.subject)
    conn.execute(mine.values(due=text(event, "retry_at"), lease_until=NEVER, token=""))


def delivery_resent(conn: Connection, event: Event) -> None:
    """Owed once more; one that is owed already becomes due now, and its schedule starts again."""
    queue_delivery(conn, event.subject, event.at)
    mine = update(delivery_queue).where(delivery_queue.c.id == event.subject)
    conn.execute(mine.values(due=event.at, before=delivery_queue.c.attempts))


def queue_link(
    conn: Connection, id_: str, url: str, position: int, at: str, *, backlog: bool = False
) -> None:
    """Queue the link unless it is queued; its host becomes known. `url` is canonical.

    `backlog`: it is no news, and waits for the news of every site.
    """
    host = urlsplit(url).netloc[:255]
    row = {"id": id_, "position": position, "host": host, "url": url, "next_at": at}
    insert_once(conn, link_queue, {**row, "attempts": 0, "failures": 0, "backlog": backlog})
    meet_host(conn, host)


def meet_host(conn: Connection, host: str) -> None:
    insert_once(conn, hosts, {"host": host, "free_at": NEVER, "lease_until": NEVER, "token": ""})


def queue_delivery(conn: Connection, id_: str, at: str) -> None:
    """Queue the delivery, due at `at`, unless it is queued. Its attempts go on from those on record."""
    row = conn.execute(select(deliveries).where(deliveries.c.id == id_)).one()
    rank = (
        select(func.count())
        .select_from(deliveries)
        .where(deliveries.c.position == row.position, deliveries.c.id < id_)
    )
    insert_once(
        conn,
        delivery_queue,
        {
            "id": id_,
            "position": row.position,
            "rank": conn.execute(rank).scalar_one(),
            "story": row.story,
            "destination": f"{row.channel} {row.to}",
            "since": at,
            "due": at,
            "lease_until": NEVER,
            "token": "",
            "attempts": row.attempt,
            "before": row.attempt,
        },
    )


def _done(conn: Connection, *ids: str) -> None:
    conn.execute(delete(link_queue).where(link_queue.c.id.in_(ids)))


DUTIES: dict[str, Duty] = {
    "link.seen": link_seen,
    "page.fetched": page_fetched,
    "page.refused": page_refused,
    "link.joined": link_joined,
    "article.read": article_read,
    "alert.raised": alert_raised,
    "delivery.sent": delivery_settled,
    "delivery.dead": delivery_settled,
    "delivery.failed": delivery_failed,
    "delivery.resent": delivery_resent,
}
