"""What a filter finds: pages of articles and stories, newest first, with the cursor of the next page."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import Connection, select

from storage import queries
from storage.event import Event
from storage.queries import ArticleRow, StoryRow, VerdictRow
from storage.queries.articles import MANY, verdict_row
from storage.schema import verdicts as table
from storage.store import Fold
from worker.web.filters import BadParameter, Filter, end, start

_STRIDE = 200  # articles read at a time
Row = TypeVar("Row", ArticleRow, StoryRow)


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """One page; `cursor` is "" on the last."""

    rows: tuple[Row, ...]
    cursor: str


def articles(conn: Connection, wanted: Filter, now: datetime, fold: Fold) -> Found[ArticleRow]:
    """The articles, the last recorded first: a page never shifts while articles come in.

    Raises BadParameter for a cursor that is none, or is another filter's.
    """
    rows = _articles(conn, wanted, now, fold, wanted.limit + 1, wanted.before())
    return _page(rows, wanted)


def stories(conn: Connection, wanted: Filter, now: datetime, fold: Fold) -> Found[StoryRow]:
    """The stories, newest development first.

    With words, a site or an end, those that have such an article, by the last recorded of these. Raises BadParameter.
    """
    if wanted.q or wanted.site or wanted.until:
        return _stories_of_articles(conn, wanted, now, fold)
    since = start(wanted.since, now)
    rows = queries.stories(conn, wanted.topic, since, wanted.limit + 1, wanted.before())
    return _page(rows, wanted)


def check(
    conn: Connection, wanted: Filter, sites: Collection[str], topics: Collection[str]
) -> None:
    """Raises BadParameter for a site or topic that is neither declared nor in the store."""
    if wanted.site and wanted.site not in sites and not _any(conn, site=wanted.site):
        raise BadParameter("site", _unknown("site", wanted.site, sites))
    if wanted.topic and wanted.topic not in topics and not _any(conn, topic=wanted.topic):
        raise BadParameter("topic", _unknown("topic", wanted.topic, topics))


def _any(conn: Connection, *, site: str | None = None, topic: str | None = None) -> bool:
    return bool(queries.articles(conn, site=site, topic=topic, on_topic=None, limit=1))


def _unknown(what: str, key: str, known: Collection[str]) -> str:
    return f"no {what} {key!r}; there are: {', '.join(sorted(known)) or 'none'}"


def _articles(
    conn: Connection, wanted: Filter, now: datetime, fold: Fold, limit: int, before: int | None,
    story: str | None = None,
) -> list[ArticleRow]:  # fmt: skip
    return queries.articles(
        conn,
        words=fold(wanted.q),
        since=start(wanted.since, now),
        until=end(wanted.until, now),
        site=wanted.site,
        topic=wanted.topic,
        on_topic=None if wanted.off else True,
        story=story,
        limit=limit,
        before=before,
    )


def _page(rows: list[Row], wanted: Filter) -> Found[Row]:
    shown = tuple(rows[: wanted.limit])
    return Found(shown, wanted.after(shown[-1].position) if len(rows) > len(shown) else "")


def _stories_of_articles(
    conn: Connection, wanted: Filter, now: datetime, fold: Fold
) -> Found[StoryRow]:
    """Walks the matching articles; a story stands at the last recorded of its matching articles."""
    found: dict[str, StoryRow] = {}
    before = wanted.before()
    while rows := _articles(conn, wanted, now, fold, _STRIDE, before):
        for row in rows:
            fresh = [
                id_
                for id_ in _placed(row, wanted.topic)
                if id_ not in found and not _shown(conn, wanted, now, fold, id_)
            ]
            if fresh and len(found) >= wanted.limit:
                return Found(tuple(found.values()), wanted.after(before or 0))
            found |= {id_: story for id_ in fresh if (story := queries.story(conn, id_))}
            before = row.position
        if len(rows) < _STRIDE:
            break
    return Found(tuple(found.values()), "")


def _placed(row: ArticleRow, topic: str | None) -> list[str]:
    return [id_ for of, id_ in row.stories if topic is None or of == topic]


def _shown(conn: Connection, wanted: Filter, now: datetime, fold: Fold, story: str) -> bool:
    """Whether the story stood on a page before this one: an article of it, at the cursor or above, matches."""
    cursor = wanted.before()
    if cursor is None:
        return False
    return _articles(conn, wanted, now, fold, 1, None, story)[0].position >= cursor


def verdicts(conn: Connection, stories: Iterable[StoryRow]) -> dict[tuple[str, str], VerdictRow]:
    """The verdicts on the articles of these stories, by article and topic."""
    ids = list(dict.fromkeys(one.id for story in stories for one in story.articles))
    found: dict[tuple[str, str], VerdictRow] = {}
    for start_ in range(0, len(ids), MANY):
        query = select(table).where(table.c.article.in_(ids[start_ : start_ + MANY]))
        for row in conn.execute(query).mappings():
            said = verdict_row(dict(row))
            found[said.article, said.topic] = said
    return found


def way(conn: Connection, id_or_url: str) -> tuple[ArticleRow | None, list[Event]]:
    """The article of this id or address and its trail; (None, []) where the store knows neither."""
    row = queries.article(conn, id_or_url)
    link = None if row else queries.link(conn, id_or_url)
    id_ = row.id if row else link.id if link else id_or_url
    return row, queries.trail(conn, id_)
