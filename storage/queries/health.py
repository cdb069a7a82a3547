"""How the sources are, and the store in numbers."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Select, Table, case, func, select

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


def sources(conn: Connection, only: Collection[str] | None = None) -> list[SourceRow]:
    """Every source there is or was (of these sites `only`), by site and address, with its health."""
    query = _sources().order_by(table.c.site, table.c.url)
    if only is not None:
        query = query.where(table.c.site.in_(only))
    return [_row(row) for row in conn.execute(query).mappings()]


def states(conn: Connection) -> list[tuple[str, str, int]]:
    """Site, state and number of its sources in that state: the health of ten thousand sites in one look."""
    query = (
        select(table.c.site, _STATE, func.count())
        .outerjoin(source_states, source_states.c.url == table.c.url)
        .group_by(table.c.site, _STATE)
        .order_by(table.c.site, _STATE)
    )
    return [(row[0], row[1], row[2]) for row in conn.execute(query)]


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
        sources=_sum((state, number) for _, state, number in states(conn)),
    )


def _sum(numbers: Iterable[tuple[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for name, number in numbers:
        total[name] += number
    return total


def _number(conn: Connection, table_: Table) -> int:
    return conn.execute(select(func.count()).select_from(table_)).scalar_one()


def _by(conn: Connection, column: Column[str], table_: Table) -> Mapping[str, int]:
    query = select(column, func.count()).select_from(table_).group_by(column).order_by(column)
    return {row[0]: row[1] for row in conn.execute(query)}


_STATE = case(
    (table.c.retired, "retired"),
    (source_states.c.state.is_(None) | (source_states.c.state == "retired"), "new"),
    else_=source_states.c.state,
)


def _sources() -> Select[Any]:
    said = [
        _STATE.label("state"),
        *(source_states.c[name] for name in ("since", "next_step", "opened")),
    ]
    spoken = [source_states.c[name].label(f"said_{name}") for name in ("code", "message")]
    return select(table, *said, *spoken).outerjoin(
        source_states, source_states.c.url == table.c.url
    )


def _row(row: RowMapping) -> SourceRow:
    """The last failed poll speaks for a source whose events have not spoken yet."""
    values = dict(row)
    said_code, said_message = values.pop("said_code"), values.pop("said_message")
    del values["etag"], values["last_modified"]
    return SourceRow(
        **{
            **values,
            "since": row["since"] or "",
            "code": row["code"] or said_code or "",
            "message": row["message"] or said_message or "",
            "next_step": row["next_step"] or "",
            "opened": bool(row["opened"]),
            "memo": from_json(row["memo"]),
        }
    )
