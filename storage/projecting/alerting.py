"""Alerts and their deliveries."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, update

from storage.canonical import to_json
from storage.dialect import insert_once
from storage.event import Event
from storage.projecting import incidents
from storage.projecting.fields import number, plain, text
from storage.schema import alerts, deliveries, withheld

Fold = Callable[[str], str]


def alert_withheld(conn: Connection, event: Event, _fold: Fold) -> None:
    words = {name: text(event, name) for name in ("topic", "story", "reason")}
    row = {"position": event.position, "article": event.subject, "at": event.at, **words}
    insert_once(conn, withheld, row)


def alert_raised(conn: Connection, event: Event, _fold: Fold) -> None:
    """The alert as it was told, and a row for each delivery that is owed."""
    row = {
        "id": text(event, "alert"),
        "position": event.position,
        "story": event.subject,
        "content": to_json(event.data.get("content", {})),
        "at": event.at,
        **{name: text(event, name) for name in ("topic", "kind", "reason", "article")},
    }
    insert_once(conn, alerts, row)
    incidents.told(conn, event)
    for delivery in owed(event):
        insert_once(conn, deliveries, _delivery(event, delivery))


def owed(event: Event) -> list[dict[str, str]]:
    """The deliveries of an alert.raised: id, follower, channel, to."""
    names = ("id", "follower", "channel", "to")
    return [
        {name: plain(delivery.get(name) or "") for name in names}
        for delivery in event.data.get("deliveries", ())
    ]


def _delivery(event: Event, delivery: dict[str, str]) -> dict[str, Any]:
    return {
        **delivery,
        "position": event.position,
        "alert": text(event, "alert"),
        "story": event.subject,
        "state": "owed",
        "attempt": 0,
        "reason": "",
        "retry_at": "",
        "raised": event.at,
        "settled": "",
        "resent": 0,
    }


def delivery_sent(conn: Connection, event: Event, _fold: Fold) -> None:
    _outcome(conn, event, state="sent", reason=text(event, "detail"), retry_at="")


def delivery_failed(conn: Connection, event: Event, _fold: Fold) -> None:
    said = {"reason": text(event, "reason"), "retry_at": text(event, "retry_at")}
    _outcome(conn, event, state="owed", **said)


def delivery_dead(conn: Connection, event: Event, _fold: Fold) -> None:
    _outcome(conn, event, state="dead", reason=text(event, "reason"), retry_at="")


def delivery_resent(conn: Connection, event: Event, _fold: Fold) -> None:
    mine = update(deliveries).where(deliveries.c.id == event.subject)
    again = {"state": "owed", "retry_at": "", "resent": deliveries.c.resent + 1}
    conn.execute(mine.values(reason=text(event, "why"), **again))


def _outcome(conn: Connection, event: Event, **values: str) -> None:
    mine = update(deliveries).where(deliveries.c.id == event.subject)
    conn.execute(mine.values(attempt=number(event, "attempt"), settled=event.at, **values))
