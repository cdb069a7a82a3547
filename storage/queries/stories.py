"""Stories, and the candidates for the next one."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, not_, or_, select

from storage.instant import instant
from storage.queries.articles import MANY
from storage.queries.rows import MemberRow, PlaceRow, ReportRow, StoryArticle, StoryRow
from storage.queries.talks import told
from storage.schema import articles, mentions, story_articles, verdicts
from storage.schema import stories as table


def stories(
    conn: Connection,
    topic: str | None = None,
    since: datetime | None = None,
    limit: int = 50,
    before: int | None = None,
) -> list[StoryRow]:
    """Stories with at least one article, newest development first; `since`: updated then or later.

    `before` is the `position` of the last row of the page before.
    Articles that a person put off topic do not count.
    """
    counted = exists().where(story_articles.c.story == table.c.id, _counts())
    query = select(table).where(counted).order_by(table.c.last.desc(), table.c.id).limit(limit)
    if topic is not None:
        query = query.where(table.c.topic == topic)
    if since is not None:
        query = query.where(table.c.updated >= instant(since))
    if before is not None:
        query = query.where(table.c.last < before)
    return _rows(conn, conn.execute(query).all())


def story(conn: Connection, id_: str) -> StoryRow | None:
    """The story of this id, or the one that took in its articles."""
    found = conn.execute(select(table).where(table.c.id == home(conn, id_))).all()
    return next(iter(_rows(conn, found)), None)


def places(
    conn: Connection,
    topic: str,
    since: datetime,
    until: datetime,
    *,
    undated_since: datetime | None = None,
    seen_since: datetime | None = None,
) -> list[PlaceRow]:
    """Where the articles of the topic (on it, or peripheral to it) stand, in the order they joined.

    `since` (inclusive) and `until` (exclusive) mean the moment of publication, or of first sight where
    there is none. `undated_since`: also what has no date and was first seen from then on;
    `seen_since`: also whatever was first seen from then on. What a person put off topic does not count.
    """
    ways = [and_(articles.c.moment >= instant(since), articles.c.moment < instant(until))]
    if undated_since is not None:
        ways.append(and_(articles.c.published == "", articles.c.seen >= instant(undated_since)))
    if seen_since is not None:
        ways.append(articles.c.seen >= instant(seen_since))
    return _places(conn, _standing(topic).where(or_(*ways)))


def open_places(
    conn: Connection, topic: str, since: datetime, before: datetime, day: date
) -> list[PlaceRow]:
    """As `places`, those published from `since` until `before` which name a talk on `day` or later."""
    query = _standing(topic).join(
        mentions, and_(mentions.c.article == articles.c.id, mentions.c.topic == topic)
    )
    published = and_(articles.c.moment >= instant(since), articles.c.moment < instant(before))
    return _places(conn, query.where(mentions.c.until >= day.isoformat(), published))


def _standing(topic: str) -> Select[Any]:
    place = story_articles.c
    return (
        select(articles.c.id, place.story, place.kind, articles.c.text, articles.c.published)
        .join(story_articles, place.article == articles.c.id)
        .where(place.topic == topic, _counts())
        .order_by(place.position)
    )


def _places(conn: Connection, query: Select[Any]) -> list[PlaceRow]:
    return [PlaceRow(*row) for row in conn.execute(query)]


def members(conn: Connection, topic: str, ids: Sequence[str]) -> list[MemberRow]:
    """The texts of these articles, and what they say of the topic's talks, for grouping."""
    names = [field.name for field in fields(MemberRow)[:-1]]
    query = (
        select(*(articles.c[name] for name in names), mentions.c.told)
        .outerjoin(mentions, and_(mentions.c.article == articles.c.id, mentions.c.topic == topic))
        .order_by(articles.c.position)
    )
    found: list[MemberRow] = []
    for start in range(0, len(ids), MANY):
        part = query.where(articles.c.id.in_(ids[start : start + MANY]))
        for row in conn.execute(part).mappings():
            said = None if row["told"] is None else told(row["told"])
            found.append(MemberRow(**{**row, "told": said}))
    return found


def standing(conn: Connection, topic: str, story: str) -> list[str]:
    """The ids of all articles that stand in a story of the topic, those put off topic too, as they joined."""
    place = story_articles.c
    query = select(place.article).where(place.topic == topic, place.story == story)
    return list(conn.execute(query.order_by(place.position)).scalars())


def home(conn: Connection, id_: str) -> str:
    """The story that this id means today: itself, or the one that took in its articles."""
    merged = conn.execute(select(table.c.merged).where(table.c.id == id_)).scalar()
    return merged or id_


def reports(conn: Connection, story: str) -> list[ReportRow]:
    """The articles of a story with what they say of talks, in the order they joined."""
    names = ("id", "title", "lead", "body", "published", "seen")
    place = story_articles.c
    query = (
        select(*(articles.c[name] for name in names), place.position, mentions.c.told)
        .join(articles, articles.c.id == place.article)
        .outerjoin(
            mentions, and_(mentions.c.article == place.article, mentions.c.topic == place.topic)
        )
        .where(place.story == story, _counts())
        .order_by(place.position)
    )
    return [
        ReportRow(**{**row, "told": None if row["told"] is None else told(row["told"])})
        for row in conn.execute(query).mappings()
    ]


def _counts() -> ColumnElement[bool]:
    put_off = exists().where(
        verdicts.c.article == story_articles.c.article,
        verdicts.c.topic == story_articles.c.topic,
        verdicts.c.corrected,
        not_(verdicts.c.on_topic),
    )
    return not_(put_off)


def _rows(conn: Connection, found: Sequence[Row[Any]]) -> list[StoryRow]:
    told = _articles(conn, [row.id for row in found])
    return [
        StoryRow(
            id=row.id,
            topic=row.topic,
            title=row.title,
            opened=row.opened,
            updated=row.updated,
            position=row.last,
            articles=tuple(told.get(row.id, ())),
        )
        for row in found
    ]


def _articles(conn: Connection, ids: Sequence[str]) -> dict[str, list[StoryArticle]]:
    names = ("id", "title", "lead", "url", "site", "published", "agency", "seen", "mirror")
    place = story_articles.c
    query = (
        select(*(articles.c[name] for name in names))
        .add_columns(place.story, place.like, place.similarity, place.reason, place.kind)
        .join(articles, articles.c.id == place.article)
        .where(_counts())
        .order_by(place.position)
    )
    found: dict[str, list[StoryArticle]] = {}
    for start in range(0, len(ids), MANY):
        part = query.where(place.story.in_(ids[start : start + MANY]))
        for row in conn.execute(part).mappings():
            values = {key: row[key] for key in row if key != "story"}
            found.setdefault(row["story"], []).append(StoryArticle(**values))
    return found
