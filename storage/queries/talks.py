"""What the articles say of talks, as it was read when they came in."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from storage.canonical import from_json
from storage.queries.articles import MANY
from storage.schema import mentions as table

Told = tuple[Mapping[str, Any], ...]


def mentions(conn: Connection, topic: str, articles: Sequence[str]) -> dict[str, Told]:
    """The mentions of talks in these articles; an article that was never read for talks has no entry."""
    found: dict[str, Told] = {}
    for start in range(0, len(articles), MANY):
        part = articles[start : start + MANY]
        query = select(table.c.article, table.c.told).where(
            table.c.topic == topic, table.c.article.in_(part)
        )
        found |= {
            row.article: tuple(from_json(row.told)["mentions"]) for row in conn.execute(query)
        }
    return found


def told(text: str) -> Told:
    """The mentions in a stored reading."""
    return tuple(from_json(text)["mentions"])
