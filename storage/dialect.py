"""The few words that SQLite and PostgreSQL spell their own way: ON CONFLICT, the later of two.

Statements are made once and get their rows as parameters: building them anew costs more than running them.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Case, ColumnElement, Connection, Table, case
from sqlalchemy.dialects import postgresql, sqlite

Insert = postgresql.Insert | sqlite.Insert


def insert_once(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless one of its unique keys is there already; says whether it went in."""
    return conn.execute(_unless_there(conn.dialect.name, table), dict(row)).rowcount == 1


def upsert(
    conn: Connection, table: Table, row: Mapping[str, Any], *, keep: Sequence[str] = ()
) -> None:
    """Insert the row, or overwrite the one with its primary key, except for the columns in `keep`."""
    conn.execute(_overwriting(conn.dialect.name, table, tuple(row), tuple(keep)), dict(row))


def later(one: ColumnElement[str], other: ColumnElement[str]) -> Case[str]:
    """The later of two instants (max in SQLite, greatest in PostgreSQL)."""
    return case((one >= other, one), else_=other)


def _insert(dialect: str, table: Table) -> Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _unless_there(dialect: str, table: Table) -> Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


@cache
def _overwriting(
    dialect: str, table: Table, columns: tuple[str, ...], keep: tuple[str, ...]
) -> Insert:
    keys = [column.name for column in table.primary_key]
    statement = _insert(dialect, table)
    changed = {name: statement.excluded[name] for name in columns if name not in {*keys, *keep}}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)
