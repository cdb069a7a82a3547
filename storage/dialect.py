"""The few words that SQLite and PostgreSQL spell their own way: ON CONFLICT, the later of two."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Case, ColumnElement, Connection, Table, case
from sqlalchemy.dialects import postgresql, sqlite


def _insert(conn: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    if conn.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def insert_once(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless one of its unique keys is there already; says whether it went in."""
    statement = _insert(conn, table).values(dict(row)).on_conflict_do_nothing()
    return conn.execute(statement).rowcount == 1


def upsert(
    conn: Connection, table: Table, row: Mapping[str, Any], *, keep: Sequence[str] = ()
) -> None:
    """Insert the row, or overwrite the one with its primary key, except for the columns in `keep`."""
    keys = [column.name for column in table.primary_key]
    changed = {name: value for name, value in row.items() if name not in {*keys, *keep}}
    statement = _insert(conn, table).values(dict(row))
    conn.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))


def later(one: ColumnElement[str], other: ColumnElement[str]) -> Case[str]:
    """The later of two instants (max in SQLite, greatest in PostgreSQL)."""
    return case((one >= other, one), else_=other)
