"""Articles and links."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select

from storage.canonical import from_json
from storage.instant import instant
from storage.queries.rows import ArticleRow, LinkRow, VerdictRow
from storage.schema import articles as table
from storage.schema import links, mentions, story_articles, verdicts

MANY = 500  # ids in one IN list: well below what either database takes


def articles(
    conn: Connection,
    *,
    words: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    site: str | None = None,
    topic: str | None = None,
    on_topic: bool | None = True,
    story: str | None = None,
    talks: str | None = None,
    limit: int = 50,
    before: int | None = None,
) -> list[ArticleRow]:
    """Stored articles, the last recorded first.

    `words` is folded text as `Store.fold` gives it (" hoi dam "): every syllable must stand in the article.
    `since` (inclusive) and `until` (exclusive) mean the moment of publication, or of first sight where there
    is none. `on_topic`: True on topic, False judged and off topic, None all; of `topic`, or of any.
    `before` is the position of the last row of the page before (`ArticleRow.position`).
    `talks`: those of this topic that tell of talks, as they were read, and those on it that were never read for them;
    none that a person put off it.
    """
    query = select(table).order_by(table.c.position.desc()).limit(limit)
    query = query.where(*_spoken(words), *_between(since, until))
    query = query.where(*(_judged(topic, on_topic) if talks is None else _telling(talks)))
    if site is not None:
        query = query.where(table.c.site == site)
    if story is not None:
        query = query.where(_in_story(story))
    if before is not None:
        query = query.where(table.c.position < before)
    return _rows(conn, query)


def article(conn: Connection, id_or_url: str) -> ArticleRow | None:
    """The article of this id, or the last recorded one of this address."""
    query = (
        select(table)
        .where(or_(table.c.id == id_or_url, table.c.url == id_or_url))
        .order_by((table.c.id == id_or_url).desc(), table.c.position.desc())
        .limit(1)
    )
    return next(iter(_rows(conn, query)), None)


def at_address(conn: Connection, url: str, site: str) -> list[ArticleRow]:
    """The articles of a site whose pages name this address as theirs, the first recorded first; a few of them."""
    query = select(table).where(table.c.url == url, table.c.site == site)
    return _rows(conn, query.order_by(table.c.position).limit(5))


def further(conn: Connection, page: str) -> list[ArticleRow]:
    """The further stories that were read on this page (its article's id), the first recorded first."""
    query = select(table).where(table.c.listing == page, table.c.kind == "story")
    return _rows(conn, query.order_by(table.c.position))


def link(conn: Connection, id_or_url: str) -> LinkRow | None:
    """The link of this article id or address: how far it has come, whether or not an article came of it."""
    query = (
        select(links)
        .where(
            or_(links.c.id == id_or_url, links.c.url == id_or_url, links.c.final_url == id_or_url)
        )
        .order_by((links.c.id == id_or_url).desc(), links.c.position.desc())
        .limit(1)
    )
    row = conn.execute(query).mappings().first()
    return None if row is None else LinkRow(**row)


def known(conn: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these article ids that the store has met before, as a link or as an article."""
    wanted, found = sorted(set(ids)), set[str]()
    for start in range(0, len(wanted), MANY):
        part = wanted[start : start + MANY]
        found.update(conn.execute(select(links.c.id).where(links.c.id.in_(part))).scalars())
    return found


def worded(conn: Connection, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Of these article ids those that are known, each with the source that showed it and its title there."""
    wanted, found = sorted(set(ids)), dict[str, tuple[str, str]]()
    names = links.c.id, links.c.source, links.c.title
    for start in range(0, len(wanted), MANY):
        part = wanted[start : start + MANY]
        for row in conn.execute(select(*names).where(links.c.id.in_(part))):
            found[row.id] = (row.source, row.title)
    return found


def papers(conn: Connection, ids: Iterable[str]) -> defaultdict[str, str]:
    """The site of each of these articles; "" for one that has none."""
    wanted, found = sorted(set(ids)), defaultdict[str, str](str)
    for start in range(0, len(wanted), MANY):
        part = wanted[start : start + MANY]
        for row in conn.execute(select(table.c.id, table.c.site).where(table.c.id.in_(part))):
            found[row.id] = row.site or ""
    return found


def _spoken(words: str) -> list[ColumnElement[bool]]:
    return [
        table.c.search.contains(f" {word} ", autoescape=True)
        for word in dict.fromkeys(words.split())
    ]


def _between(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    bounds: list[ColumnElement[bool]] = []
    if since is not None:
        bounds.append(table.c.moment >= instant(since))
    if until is not None:
        bounds.append(table.c.moment < instant(until))
    return bounds


def _judged(topic: str | None, on_topic: bool | None) -> list[ColumnElement[bool]]:
    about = exists().where(verdicts.c.article == table.c.id)
    if topic is not None:
        about = about.where(verdicts.c.topic == topic)
    if on_topic is None:
        return [about] if topic is not None else []
    on = about.where(verdicts.c.on_topic)
    return [on] if on_topic else [about, ~on]


def _telling(topic: str) -> list[ColumnElement[bool]]:
    read = exists().where(mentions.c.article == table.c.id, mentions.c.topic == topic)
    spoken = exists().where(verdicts.c.article == table.c.id, verdicts.c.topic == topic)
    told = read.where(mentions.c.told.contains('"quote"'))
    put_off = spoken.where(verdicts.c.corrected, ~verdicts.c.on_topic)
    return [or_(told, and_(~read, spoken.where(verdicts.c.on_topic))), ~put_off]


def _in_story(story: str) -> ColumnElement[bool]:
    # an IN of its few articles: ten times faster here than a correlated EXISTS over all articles
    return table.c.id.in_(select(story_articles.c.article).where(story_articles.c.story == story))


def _rows(conn: Connection, query: Select[Any]) -> list[ArticleRow]:
    found = conn.execute(query).mappings().all()
    ids = [row["id"] for row in found]
    spoken, placed = _verdicts(conn, ids), _places(conn, ids)
    return [
        ArticleRow(
            **{key: row[key] for key in row if key not in {"moment", "search", "authors"}},
            authors=tuple(from_json(row["authors"])),
            verdicts=tuple(spoken.get(row["id"], ())),
            stories=tuple(placed.get(row["id"], ())),
        )
        for row in found
    ]


def _verdicts(conn: Connection, ids: Sequence[str]) -> dict[str, list[VerdictRow]]:
    found: dict[str, list[VerdictRow]] = {}
    for start in range(0, len(ids), MANY):
        part = verdicts.c.article.in_(ids[start : start + MANY])
        query = select(verdicts).where(part).order_by(verdicts.c.topic)
        for row in conn.execute(query).mappings():
            found.setdefault(row["article"], []).append(verdict_row(dict(row)))
    return found


def verdict_row(row: dict[str, Any]) -> VerdictRow:
    """The value of one row of `verdicts`."""
    del row["position"]
    evidence, missing = from_json(row.pop("evidence")), from_json(row.pop("missing"))
    return VerdictRow(**row, evidence=tuple(evidence), missing=tuple(missing))


def _places(conn: Connection, ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    table_ = story_articles.c
    for start in range(0, len(ids), MANY):
        query = select(table_.article, table_.topic, table_.story).order_by(table_.topic)
        for row in conn.execute(query.where(table_.article.in_(ids[start : start + MANY]))):
            found.setdefault(row.article, []).append((row.topic, row.story))
    return found
