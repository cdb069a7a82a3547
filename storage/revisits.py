"""Articles whose pages are looked at again: due times, validators, looks. Operational: no history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection, bindparam, delete, select, update

from storage.dialect import insert_once
from storage.duties import meet_host
from storage.instant import instant
from storage.schema import revisits

MOST = 12
"""Looks that one article gets, whatever happens to it."""


@dataclass(frozen=True, slots=True)
class Revisit:
    """A page to look at again. `looks`: so far, of `most`."""

    id: str
    url: str
    etag: str
    last_modified: str
    looks: int
    most: int


def plan(conn: Connection, id_: str, url: str, at: datetime, most: int) -> None:
    """Look at this article's page again at `at`, `most` times in all; one that is planned stays as it is."""
    host = urlsplit(url).netloc[:255]
    row = {"id": id_, "host": host, "url": url, "next_at": instant(at), "etag": ""}
    insert_once(conn, revisits, {**row, "last_modified": "", "looks": 0, "most": min(most, MOST)})
    meet_host(conn, host)


def hasten(conn: Connection, id_: str, url: str, at: datetime) -> None:
    """Look at it at `at`: something says that it was edited."""
    plan(conn, id_, url, at, 1)
    mine = update(revisits).where(revisits.c.id == id_, revisits.c.next_at > instant(at))
    conn.execute(mine.values(next_at=instant(at)))


def due(conn: Connection, host: str, now: datetime, limit: int) -> list[Revisit]:
    """The pages of a host to look at now, the longest due first."""
    asked = {"host": host, "at": instant(now), "most": limit}
    return [Revisit(*row) for row in conn.execute(_DUE, asked)]


# asked at every poll, so it is built once
_DUE = (
    select(*(revisits.c[name] for name in ("id", "url", "etag", "last_modified", "looks", "most")))
    .where(revisits.c.host == bindparam("host"), revisits.c.next_at <= bindparam("at"))
    .order_by(revisits.c.next_at, revisits.c.id)
    .limit(bindparam("most"))
)


def looked(
    conn: Connection, one: Revisit, waits: Sequence[datetime], *, etag: str = "", modified: str = ""
) -> None:
    """A look is done: the next is at the first of `waits`; none are left, or it had its share: no more."""
    mine = revisits.c.id == one.id
    if not waits or one.looks + 1 >= one.most:
        conn.execute(delete(revisits).where(mine))
        return
    values = {"etag": etag, "last_modified": modified, "next_at": instant(waits[0])}
    conn.execute(update(revisits).where(mine).values(looks=one.looks + 1, **values))
