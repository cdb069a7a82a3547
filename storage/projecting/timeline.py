"""What each article says of talks."""

from collections.abc import Callable

from sqlalchemy import Connection

from storage import pages
from storage.dialect import upsert
from storage.errors import NoBlob
from storage.event import Event
from storage.projecting.fields import text
from storage.schema import mentions

Fold = Callable[[str], str]
NOTHING = '{"mentions":[]}'


def talks_read(conn: Connection, event: Event, _fold: Fold) -> None:
    """What the reading that spoke last found; they are quotes, so they come from the blob."""
    row = {
        "article": event.subject,
        "topic": text(event, "topic"),
        "position": event.position,
        "text": text(event, "text"),
        "told": _told(conn, text(event, "told")),
    }
    upsert(conn, mentions, row)


def _told(conn: Connection, sha: str) -> str:
    try:
        return pages.get(conn, sha).decode()
    except (NoBlob, UnicodeDecodeError):
        return NOTHING
