"""What is wrong at a source or a site, from when to when, and whether the operators were told."""

from collections.abc import Callable, Collection

from sqlalchemy import Connection, update

from storage.dialect import insert_once
from storage.event import Event
from storage.projecting.fields import text
from storage.schema import incidents

Fold = Callable[[str], str]

STATES = {
    "source.failing": "failing",
    "source.silent": "silent",
    "source.gap": "gap",
    "source.few": "few",
    "site.drifting": "drifting",
    "site.misdated": "dates",
}
"""Event → the kind of incident that lasts from here."""
NOTICES = {"source.lying": "lying", "source.moved": "moved"}
"""Event → the kind of incident that is said once and does not last."""
ENDS: dict[str, Collection[str]] = {
    "source.recovered": ("failing", "silent"),
    "source.filled": ("gap",),
    "source.enough": ("few",),
    "source.retired": (),
    "site.steady": ("drifting",),
    "site.dated": ("dates",),
}
"""Event → the kinds that end with it; none named: all of them."""


def followed(conn: Connection, event: Event, _fold: Fold) -> None:
    """Open or close what this event speaks of. One that is open is not opened again."""
    if event.type in ENDS:
        close(conn, event)
    elif event.type in STATES:
        _open(conn, event, STATES[event.type], closed="")
    else:
        _open(conn, event, NOTICES[event.type], closed=event.at)


def close(conn: Connection, event: Event) -> None:
    """End the incidents of the subject that this event ends."""
    kinds = ENDS[event.type]
    lasting = update(incidents).where(
        incidents.c.subject == event.subject, incidents.c.closed == ""
    )
    if kinds:
        lasting = lasting.where(incidents.c.kind.in_(kinds))
    conn.execute(lasting.values(closed=event.at, ended=text(event, "message")))


def told(conn: Connection, event: Event) -> None:
    """The operators hear of incidents, or of their ends, by this alert.raised."""
    content = event.data.get("content")
    lines = content.get("incidents", ()) if isinstance(content, dict) else ()
    for line in lines:
        column = "told_closed" if line.get("ended") else "told"
        mine = update(incidents).where(incidents.c.position == line.get("position", 0))
        conn.execute(mine.values(**{column: event.at}))


def _open(conn: Connection, event: Event, kind: str, *, closed: str) -> None:
    row = {
        "position": event.position,
        "subject": event.subject,
        "kind": kind,
        "opened": event.at,
        "closed": closed,
        **dict.fromkeys(("ended", "told", "told_closed"), ""),
        **{name: text(event, name) for name in ("site", "code", "message", "next_step")},
    }
    insert_once(conn, incidents, row)
