"""What is wrong at the sources and sites, and what of it the operators have not been told."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, and_, func, or_, select

from storage.instant import instant
from storage.queries.rows import IncidentRow
from storage.schema import incidents as table


def incidents(
    conn: Connection,
    *,
    subject: str | None = None,
    sites: Collection[str] | None = None,
    since: datetime | None = None,
    lasting: bool = False,
    limit: int | None = 500,
) -> list[IncidentRow]:
    """Incidents (of these `sites`), the last first. `since`: opened or closed after it. `lasting`: only those not over."""
    query = select(table).order_by(table.c.position.desc()).limit(limit)
    if subject is not None:
        query = query.where(table.c.subject == subject)
    if sites is not None:
        query = query.where(table.c.site.in_(sites))
    if lasting:
        query = query.where(table.c.closed == "")
    if since is not None:
        at = instant(since)
        query = query.where(or_(table.c.opened > at, table.c.closed > at))
    return [IncidentRow(**row) for row in conn.execute(query).mappings()]


def lasting(conn: Connection, kinds: Collection[str]) -> list[tuple[str, str]]:
    """Site and kind of every incident of these kinds that is not over."""
    query = select(table.c.site, table.c.kind).where(table.c.closed == "", table.c.kind.in_(kinds))
    return [(row[0], row[1]) for row in conn.execute(query)]


def untold(conn: Connection) -> list[IncidentRow]:
    """What the operators do not know yet, in order: incidents that last or were notices, and ends of told ones.

    One that ended before anybody was told is left out, unless it is of a kind that is said in any case; so is a hole
    in which nothing was missing.
    """
    said = and_(table.c.kind.in_(("gap", "lying", "moved")), table.c.ended.not_like("0 articles%"))
    new = and_(table.c.told == "", or_(table.c.closed == "", said))
    over = and_(
        table.c.told != "",
        table.c.closed != "",
        table.c.told_closed == "",
        table.c.kind.not_in(("lying", "moved")),
    )
    query = select(table).where(or_(new, over)).order_by(table.c.position)
    return [IncidentRow(**row) for row in conn.execute(query).mappings()]


def last_told(conn: Connection) -> str:
    """The instant at which the operators were last told anything, "" if never."""
    top = select(func.max(table.c.told), func.max(table.c.told_closed))
    return max(found or "" for found in conn.execute(top).one())
