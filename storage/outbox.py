"""Deliveries owed: claimed with a lease, begun before the call, settled by an event.

The way of a worker, for each delivery:

    for claim in claim(store, now, limit, lease):
        owed = begin(store, claim, now, lease)      # None: somebody else has it
        … send owed.content to owed.to, with owed.id as the message's identity …
        with store.write() as tx: sent(tx, claim, owed.number, detail)    # or failed, or dead

A worker that dies at any of these points loses nothing: after the lease the delivery is claimed again, with
the same id. A worker that was overtaken cannot settle (StaleClaim). Deliveries of one story to one
destination go out in the order in which they were raised: the next waits until the one before is settled.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select, update

from storage.canonical import from_json
from storage.dialect import later
from storage.errors import NoSuchDelivery, StaleClaim
from storage.event import Event, NewEvent
from storage.instant import NEVER, instant, moment
from storage.schema import alerts, deliveries, delivery_queue
from storage.store import Store, Tx

queue = delivery_queue.c


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on one delivery until the lease ends."""

    id: str
    token: str


@dataclass(frozen=True, slots=True)
class Owed:
    """One delivery whose attempt has begun.

    `number` counts its attempts for ever (events carry it); `attempt` counts them since it was raised or
    last resent (what the retry schedule takes), both from 1. A crash uses up a number. `raised` and
    `since` are instants: when the alert was raised, since when it is owed.
    """

    id: str
    alert: str
    story: str
    topic: str
    kind: str
    reason: str
    article: str
    follower: str
    channel: str
    to: str
    content: Mapping[str, Any]
    raised: str
    since: str
    attempt: int
    number: int


def claim(store: Store, now: datetime, limit: int, lease: timedelta) -> list[Claim]:
    """Take up to `limit` deliveries that are due and free, the longest due first, until `now + lease`."""
    earlier = delivery_queue.alias("earlier")
    blocked = exists().where(
        earlier.c.story == queue.story,
        earlier.c.destination == queue.destination,
        or_(
            earlier.c.position < queue.position,
            and_(earlier.c.position == queue.position, earlier.c.rank < queue.rank),
        ),
    )
    at = instant(now)
    due = (
        select(queue.id)
        .where(queue.due <= at, queue.lease_until <= at, ~blocked)
        .order_by(queue.due, queue.position, queue.rank)
        .limit(limit)
        .with_for_update(skip_locked=True, of=delivery_queue)
    )
    token, until = secrets.token_hex(16), instant(now + lease)
    with store.operate() as conn:
        ids = list(conn.execute(due).scalars())
        taken = update(delivery_queue).where(queue.id.in_(ids))
        conn.execute(taken.values(lease_until=until, token=token))
    return [Claim(id_, token) for id_ in ids]


def begin(store: Store, claim: Claim, now: datetime, lease: timedelta) -> Owed | None:
    """Count the attempt, renew the lease to `now + lease` and give all that sending needs.

    Committed before it returns: the row comes before the call. None if the claim is no longer this
    worker's: then it must not send.
    """
    with store.operate() as conn:
        begun = (
            update(delivery_queue)
            .where(queue.id == claim.id, queue.token == claim.token)
            .values(lease_until=instant(now + lease), attempts=queue.attempts + 1)
        )
        return _owed(conn, claim.id) if conn.execute(begun).rowcount else None


def hold(store: Store, claim: Claim, now: datetime, lease: timedelta) -> bool:
    """Renew the lease to `now + lease` without counting an attempt; False if it is somebody else's."""
    with store.operate() as conn:
        renewed = (
            update(delivery_queue)
            .where(queue.id == claim.id, queue.token == claim.token)
            .values(lease_until=instant(now + lease))
        )
        return bool(conn.execute(renewed).rowcount)


def let_go(store: Store, claim: Claim) -> None:
    """Give the delivery back untried (a worker that stops); a stale claim is let go of already."""
    with store.operate() as conn:
        conn.execute(
            update(delivery_queue)
            .where(queue.id == claim.id, queue.token == claim.token)
            .values(lease_until=NEVER, token="")
        )


def sent(tx: Tx, claim: Claim, number: int, detail: str = "") -> Event:
    """Settle: it was accepted. Raises StaleClaim."""
    return _settle(tx, claim, "delivery.sent", number, {"detail": detail})


def failed(tx: Tx, claim: Claim, number: int, reason: str, retry_at: datetime) -> Event:
    """It was not accepted and is due again at `retry_at`. Raises StaleClaim."""
    data = {"reason": reason, "retry_at": instant(retry_at)}
    return _settle(tx, claim, "delivery.failed", number, data)


def dead(tx: Tx, claim: Claim, number: int, reason: str) -> Event:
    """Settle: it is given up, and the next one to this destination may go. Raises StaleClaim."""
    return _settle(tx, claim, "delivery.dead", number, {"reason": reason})


def resend(tx: Tx, id_: str, why: str) -> Event:
    """Owe this delivery once more, due now, with the same id and content. Raises NoSuchDelivery."""
    row = tx.conn.execute(select(deliveries.c.resent).where(deliveries.c.id == id_)).first()
    if row is None:
        raise NoSuchDelivery(f"no delivery has the id {id_}")
    return tx.append(NewEvent("delivery.resent", id_, {"why": why}, key=str(row.resent + 1)))


def oldest_owed(conn: Connection, now: datetime) -> timedelta | None:
    """For how long the oldest unsettled delivery has been owed; None if nothing is owed."""
    since = conn.execute(select(func.min(queue.since))).scalar()
    return None if since is None else now - moment(since)


def soonest_due(conn: Connection) -> datetime | None:
    """When a delivery can next be claimed; None if nothing is owed."""
    ready = func.min(later(queue.due, queue.lease_until))
    found = conn.execute(select(ready)).scalar()
    return None if found is None else moment(found)


def _settle(tx: Tx, claim: Claim, type_: str, number: int, data: dict[str, Any]) -> Event:
    mine = select(queue.id).where(queue.id == claim.id, queue.token == claim.token)
    if tx.conn.execute(mine.with_for_update()).first() is None:
        raise StaleClaim(f"delivery {claim.id} was taken over or settled by somebody else")
    return tx.append(NewEvent(type_, claim.id, {"attempt": number, **data}, key=str(number)))


def _owed(conn: Connection, id_: str) -> Owed:
    query = (
        select(deliveries, alerts.c.topic, alerts.c.kind, alerts.c.reason.label("because"))
        .add_columns(alerts.c.article, alerts.c.content, queue.since, queue.attempts, queue.before)
        .join(alerts, alerts.c.id == deliveries.c.alert)
        .join(delivery_queue, queue.id == deliveries.c.id)
        .where(deliveries.c.id == id_)
    )
    row = conn.execute(query).one()
    return Owed(
        id=id_,
        alert=row.alert,
        story=row.story,
        topic=row.topic,
        kind=row.kind,
        reason=row.because,
        article=row.article,
        follower=row.follower,
        channel=row.channel,
        to=row.to,
        content=from_json(row.content),
        raised=row.raised,
        since=row.since,
        attempt=row.attempts - row.before,
        number=row.attempts,
    )
