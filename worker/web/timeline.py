"""The timeline of the talks: what the stored articles report of them, put together when it is asked for.

What each article says was read when it came in (`worker.pipeline.articles.talks`); one that came before that was stored is read now.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection

from scrapers.article import Article, Block
from storage import pages, queries
from storage.errors import NoBlob
from storage.queries import ArticleRow
from storage.store import Fold
from worker.topics import Topic
from worker.topics.talks import Mention, Talk, mentions, merge, of_data
from worker.web.filters import Filter, end, start

MOST = 2000
"""Articles read for one timeline, the newest first."""
_STRIDE = 500  # articles read at a time


def timeline(
    conn: Connection, topics: Mapping[str, Topic], wanted: Filter, now: datetime, fold: Fold
) -> tuple[tuple[str, Talk], ...]:
    """(topic key, talk), by day; talks of every topic that knows parties, or of the one that is wanted."""
    found: list[tuple[str, Talk]] = []
    for key, topic in topics.items():
        if wanted.topic in (None, key) and topic.file.talks.parties:
            told = [
                m for rows in _rows(conn, key, wanted, now, fold) for m in _told(conn, rows, topic)
            ]
            found += [(key, talk) for talk in merge(told, topic, now.date().isoformat())]
    return tuple(found)


def _rows(
    conn: Connection, topic: str, wanted: Filter, now: datetime, fold: Fold
) -> Iterator[list[ArticleRow]]:
    before = None
    for _ in range(MOST // _STRIDE):
        rows = queries.articles(
            conn,
            words=fold(wanted.q),
            since=start(wanted.since, now),
            until=end(wanted.until, now),
            site=wanted.site,
            talks=topic,
            limit=_STRIDE,
            before=before,
        )
        yield rows
        if len(rows) < _STRIDE:
            return
        before = rows[-1].position


def _told(conn: Connection, rows: list[ArticleRow], topic: Topic) -> Iterator[Mention]:
    stored = queries.mentions(conn, topic.key, [row.id for row in rows])
    for row in rows:
        if row.id in stored:
            yield from (of_data(one, row.id) for one in stored[row.id])
        else:
            yield from _read(conn, row, topic)


def _read(conn: Connection, row: ArticleRow, topic: Topic) -> tuple[Mention, ...]:
    article = Article(
        title=row.title,
        lead=row.lead,
        body=row.body,
        published=row.published,
        blocks=_blocks(conn, row),
    )
    return mentions(article, topic, row.id)


def _blocks(conn: Connection, row: ArticleRow) -> tuple[Block, ...]:
    """What was dropped from the text often names place and day, or tells of another talk; () once the text was erased."""
    try:
        record = json.loads(pages.get(conn, row.text))
    except NoBlob:
        return ()
    return tuple(Block(text, role, kept, why) for role, kept, why, text in record.get("blocks", ()))
