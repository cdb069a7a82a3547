"""How the sources are, and the store in numbers."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, case, func, select

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
    return [SourceRow(*row) for row in conn.execute(query)]


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
    row = conn.execute(_sources().where(table.c.url == url)).first()
    return None if row is None else SourceRow(*row)


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
    """The columns of a `SourceRow`, in its order."""
    columns = [_SAID[name] if name in _SAID else table.c[name] for name in _COLUMNS]
    return select(*columns, table.c.memo).outerjoin(
        source_states, source_states.c.url == table.c.url
    )


def _or(*columns: Column[Any], otherwise: Any) -> ColumnElement[Any]:
    """The first of the columns that says something."""
    return func.coalesce(*(func.nullif(column, "") for column in columns), otherwise)


_SAID: dict[str, ColumnElement[Any]] = {
    "state": _STATE,
    "since": _or(source_states.c.since, otherwise=""),
    # the last failed poll speaks for a source whose events have not spoken yet
    "code": _or(table.c.code, source_states.c.code, otherwise=""),
    "message": _or(table.c.message, source_states.c.message, otherwise=""),
    "next_step": _or(source_states.c.next_step, otherwise=""),
    "opened": func.coalesce(source_states.c.opened, False),
}
_COLUMNS = [field.name for field in fields(SourceRow) if field.name != "remembered"]
