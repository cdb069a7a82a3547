"""How the sources are, and the store in numbers."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Select, Table, func, select

from storage.canonical import from_json
from storage.queries.rows import Counts, SourceRow
from storage.schema import (
    alerts,
    articles,
    deliveries,
    delivery_queue,
    head,
    links,
    source_states,
    stories,
    verdicts,
)
from storage.schema import sources as table


def sources(conn: Connection, site: str | None = None) -> list[SourceRow]:
    """Every source there is or was, by site and address, with its health."""
    query = _sources().order_by(table.c.site, table.c.url)
    if site is not None:
        query = query.where(table.c.site == site)
    return [_row(row) for row in conn.execute(query).mappings()]


def source(conn: Connection, url: str) -> SourceRow | None:
    """The source of this address."""
    row = conn.execute(_sources().where(table.c.url == url)).mappings().first()
    return None if row is None else _row(row)


def counts(conn: Connection) -> Counts:
    """The store in numbers. Counts of states name only the states there are."""
    top = conn.execute(select(head.c.position, head.c.hash)).one()
    on_topic = select(func.count(verdicts.c.article.distinct())).where(verdicts.c.on_topic)
    return Counts(
        head=top.position,
        head_hash=top.hash,
        events=top.position,
        links=_by(conn, links.c.state, links),
        articles=_number(conn, articles),
        on_topic=conn.execute(on_topic).scalar_one(),
        stories=_number(conn, stories),
        alerts=_number(conn, alerts),
        deliveries=_by(conn, deliveries.c.state, deliveries),
        oldest_owed=conn.execute(select(func.min(delivery_queue.c.since))).scalar() or "",
        sources=Counter(row.state for row in sources(conn)),
    )


def _number(conn: Connection, table_: Table) -> int:
    return conn.execute(select(func.count()).select_from(table_)).scalar_one()


def _by(conn: Connection, column: Column[str], table_: Table) -> Mapping[str, int]:
    query = select(column, func.count()).select_from(table_).group_by(column).order_by(column)
    return {row[0]: row[1] for row in conn.execute(query)}


def _sources() -> Select[Any]:
    said = [source_states.c[name] for name in ("state", "since", "next_step", "opened")]
    spoken = [source_states.c[name].label(f"said_{name}") for name in ("code", "message")]
    return select(table, *said, *spoken).outerjoin(
        source_states, source_states.c.url == table.c.url
    )


def _row(row: RowMapping) -> SourceRow:
    """The last failed poll speaks for a source whose events have not spoken yet."""
    values = dict(row)
    said_code, said_message = values.pop("said_code"), values.pop("said_message")
    del values["etag"], values["last_modified"]
    said = "new" if row["state"] in {None, "retired"} else row["state"]
    return SourceRow(
        **{
            **values,
            "state": "retired" if row["retired"] else said,
            "since": row["since"] or "",
            "code": row["code"] or said_code or "",
            "message": row["message"] or said_message or "",
            "next_step": row["next_step"] or "",
            "opened": bool(row["opened"]),
            "memo": from_json(row["memo"]),
        }
    )
