"""What a site's pages held lately: the memo of `yields`, changed under a lock, and its summary beside it.

Operational: no history.
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, select

from storage.canonical import from_json, to_json
from storage.dialect import insert_once, upsert
from storage.schema import yields


def memo(conn: Connection, site: str) -> Mapping[str, Any]:
    """The memo of a site, locked to the end of the transaction; empty at first."""
    insert_once(conn, yields, {"site": site, "memo": "{}", "summary": ""})
    query = select(yields.c.memo).where(yields.c.site == site).with_for_update()
    found: Mapping[str, Any] = from_json(conn.execute(query).scalar_one())
    return found


def keep(
    conn: Connection, site: str, changed: Mapping[str, Any], summary: Mapping[str, Any] | None
) -> None:
    """Put a site's memo, and what it is in numbers (None: in none yet)."""
    said = "" if summary is None else to_json(dict(summary))
    upsert(conn, yields, {"site": site, "memo": to_json(dict(changed)), "summary": said})


def summaries(
    conn: Connection, only: Collection[str] | None = None
) -> dict[str, Mapping[str, Any]]:
    """The summary of every site (of these `only`) that has one."""
    query = select(yields.c.site, yields.c.summary).where(yields.c.summary != "")
    if only is not None:
        query = query.where(yields.c.site.in_(only))
    return {site: from_json(said) for site, said in conn.execute(query)}
