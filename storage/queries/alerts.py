"""What was told to whom, what is owed, what failed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, func, select

from storage.canonical import from_json
from storage.queries.articles import MANY
from storage.queries.rows import AlertRow, DeliveryRow
from storage.queries.stories import home
from storage.schema import alerts as table
from storage.schema import deliveries as owed
from storage.schema import delivery_queue, story_articles
from storage.schema import withheld as silence


def alerts(conn: Connection, limit: int = 50, before: int | None = None) -> list[AlertRow]:
    """Alerts, the last raised first; `before` is the `position` of the last row of the page before."""
    query = select(table).order_by(table.c.position.desc()).limit(limit)
    if before is not None:
        query = query.where(table.c.position < before)
    return _rows(conn, query)


def alert(conn: Connection, id_: str) -> AlertRow | None:
    """The alert of this id."""
    return next(iter(_rows(conn, select(table).where(table.c.id == id_))), None)


def story_alerts(conn: Connection, story: str) -> list[AlertRow]:
    """All alerts about a story, in the order they were raised: what its followers know.

    An alert is about the story in which its article stands now, under whatever name it was told.
    """
    id_ = home(conn, story)
    place = story_articles.c
    placed = (place.article == table.c.article) & (place.topic == table.c.topic)
    there = exists().where(placed, place.story == id_)
    nowhere = (table.c.story == id_) & ~exists().where(placed)
    return _rows(conn, select(table).where(there | nowhere).order_by(table.c.position))


def raised(conn: Connection, story: str) -> int:
    """How many alerts were raised under this very id."""
    query = select(func.count()).select_from(table).where(table.c.story == story)
    return conn.execute(query).scalar_one()


def withheld(conn: Connection, topic: str, articles: Sequence[str]) -> list[tuple[str, str]]:
    """(article, reason) of these articles of which nobody was told, as they were decided."""
    found: list[tuple[int, str, str]] = []
    silent = silence.c
    for start in range(0, len(articles), MANY):
        part = silent.article.in_(articles[start : start + MANY])
        query = select(silent.position, silent.article, silent.reason)
        found += [(*row,) for row in conn.execute(query.where(part, silent.topic == topic))]
    return [(article, reason) for _, article, reason in sorted(found)]


def developments(conn: Connection, articles: Sequence[str]) -> dict[str, list[AlertRow]]:
    """The developments that these articles brought, by article; without their deliveries."""
    found: dict[str, list[AlertRow]] = {}
    for start in range(0, len(articles), MANY):
        part = table.c.article.in_(articles[start : start + MANY])
        query = select(table).where(part, table.c.kind == "development").order_by(table.c.position)
        for row in conn.execute(query):
            found.setdefault(row.article, []).append(_alert(row, ()))
    return found


def deliveries(
    conn: Connection,
    *,
    id_: str | None = None,
    alert: str | None = None,
    state: str | None = None,
    limit: int = 50,
) -> list[DeliveryRow]:
    """Deliveries, the last raised first. state: owed, sent, dead."""
    query = _deliveries().order_by(owed.c.position.desc(), owed.c.id).limit(limit)
    if id_ is not None:
        query = query.where(owed.c.id == id_)
    if alert is not None:
        query = query.where(owed.c.alert == alert)
    if state is not None:
        query = query.where(owed.c.state == state)
    return [DeliveryRow(**row) for row in conn.execute(query).mappings()]


def _deliveries() -> Select[Any]:
    due = func.coalesce(delivery_queue.c.due, "").label("due")
    return select(owed, due).outerjoin(delivery_queue, delivery_queue.c.id == owed.c.id)


def _rows(conn: Connection, query: Select[Any]) -> list[AlertRow]:
    found = conn.execute(query).all()
    told = _of_alerts(conn, [row.id for row in found])
    return [_alert(row, told.get(row.id, [])) for row in found]


def _alert(row: Row[Any], told: Sequence[DeliveryRow]) -> AlertRow:
    return AlertRow(
        id=row.id,
        position=row.position,
        story=row.story,
        topic=row.topic,
        kind=row.kind,
        reason=row.reason,
        article=row.article,
        content=from_json(row.content),
        at=row.at,
        deliveries=tuple(told),
    )


def _of_alerts(conn: Connection, ids: Sequence[str]) -> dict[str, list[DeliveryRow]]:
    found: dict[str, list[DeliveryRow]] = {}
    for start in range(0, len(ids), MANY):
        query = _deliveries().where(owed.c.alert.in_(ids[start : start + MANY]))
        for row in conn.execute(query.order_by(owed.c.id)).mappings():
            found.setdefault(row["alert"], []).append(DeliveryRow(**row))
    return found
