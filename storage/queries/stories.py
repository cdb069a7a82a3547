"""Stories, and the candidates for the next one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, not_, or_, select

from storage.instant import instant
from storage.queries.articles import MANY
from storage.queries.rows import MemberRow, ReportRow, StoryArticle, StoryRow
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
    """The story of this id."""
    found = conn.execute(select(table).where(table.c.id == id_)).all()
    return next(iter(_rows(conn, found)), None)


def members(
    conn: Connection,
    topic: str,
    since: datetime,
    until: datetime | None = None,
    *,
    undated_since: datetime | None = None,
    seen_since: datetime | None = None,
) -> list[MemberRow]:
    """Articles of the topic (on it, or peripheral to it) that stand in a story, in the order they joined.

    `since` (inclusive) and `until` (exclusive) mean the moment of publication, or of first sight where
    there is none. `undated_since`: also what has no date and was first seen from then on;
    `seen_since`: also whatever was first seen from then on.
    """
    near = [articles.c.moment >= instant(since)]
    if until is not None:
        near.append(articles.c.moment < instant(until))
    ways = [and_(*near)]
    if undated_since is not None:
        ways.append(and_(articles.c.published == "", articles.c.seen >= instant(undated_since)))
    if seen_since is not None:
        ways.append(articles.c.seen >= instant(seen_since))
    query = (
        select(articles, story_articles.c.story)
        .join(story_articles, story_articles.c.article == articles.c.id)
        .where(story_articles.c.topic == topic, or_(*ways), _counts())
        .order_by(story_articles.c.position)
    )
    return [
        MemberRow(
            id=row.id,
            story=row.story,
            title=row.title,
            lead=row.lead,
            body=row.body,
            published=row.published,
            seen=row.seen,
            agency=row.agency,
            site=row.site,
        )
        for row in conn.execute(query)
    ]


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
    names = ("id", "title", "lead", "url", "site", "published", "agency", "seen")
    place = story_articles.c
    query = (
        select(*(articles.c[name] for name in names))
        .add_columns(place.story, place.like, place.similarity, place.reason)
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
