"""What each article says of talks."""

from collections.abc import Callable

from sqlalchemy import Connection

from storage import pages
from storage.canonical import from_json
from storage.dialect import upsert
from storage.errors import NoBlob
from storage.event import Event
from storage.projecting.fields import text
from storage.schema import mentions

Fold = Callable[[str], str]
NOTHING = '{"mentions":[]}'


def talks_read(conn: Connection, event: Event, _fold: Fold) -> None:
    """What the reading that spoke last found; they are quotes, so they come from the blob."""
    told = _told(conn, text(event, "told"))
    row = {
        "article": event.subject,
        "topic": text(event, "topic"),
        "position": event.position,
        "text": text(event, "text"),
        "told": told,
        "until": until(told),
    }
    upsert(conn, mentions, row)


def _told(conn: Connection, sha: str) -> str:
    try:
        return pages.get(conn, sha).decode()
    except (NoBlob, UnicodeDecodeError):
        return NOTHING


def until(told: str) -> str:
    """The last day (ISO) that these mentions name; "" where none does, or not its year."""
    days = (one.get("date", {}).get("end", "") for one in from_json(told)["mentions"])
    return max((day for day in days if day[:1].isdigit()), default="")
