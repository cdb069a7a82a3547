"""The timeline of the talks: what the stored articles on topic report, put together when it is asked for.

Reads the store and computes; nothing of it is stored, so a better reading of a sentence needs no rebuild.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection

from scrapers.article import Article, Block
from storage import pages
from storage.errors import NoBlob
from storage.queries import ArticleRow
from storage.store import Fold
from worker.topics import Topic
from worker.topics.talks import Mention, Talk, mentions, merge
from worker.web import reading
from worker.web.filters import Filter

MOST = 2000
"""Articles read for one timeline, the newest first."""


def timeline(
    conn: Connection, topics: Mapping[str, Topic], wanted: Filter, now: datetime, fold: Fold
) -> tuple[tuple[str, Talk], ...]:
    """(topic key, talk), by day; talks of every topic that knows parties, or of the one that is wanted."""
    found: list[tuple[str, Talk]] = []
    for key, topic in topics.items():
        if wanted.topic in (None, key) and topic.file.talks.parties:
            asked = wanted.model_copy(update={"topic": key, "limit": 200, "cursor": ""})
            told = [m for row in _rows(conn, asked, now, fold) for m in _mentions(conn, row, topic)]
            found += [(key, talk) for talk in merge(told, topic, now.date().isoformat())]
    return tuple(found)


def _rows(conn: Connection, asked: Filter, now: datetime, fold: Fold) -> Iterator[ArticleRow]:
    read = 0
    while read < MOST:
        page = reading.articles(conn, asked, now, fold)
        yield from page.rows
        read += len(page.rows)
        if not page.cursor:
            return
        asked = asked.model_copy(update={"cursor": page.cursor})


def _mentions(conn: Connection, row: ArticleRow, topic: Topic) -> tuple[Mention, ...]:
    article = Article(
        title=row.title,
        lead=row.lead,
        body=row.body,
        published=row.published,
        blocks=_captions(conn, row),
    )
    return mentions(article, topic, row.id)


def _captions(conn: Connection, row: ArticleRow) -> tuple[Block, ...]:
    """Captions are dropped from the text, but often name place and day; () once the text was erased."""
    try:
        record = json.loads(pages.get(conn, row.text))
    except NoBlob:
        return ()
    blocks = (Block(text, role, kept, why) for role, kept, why, text in record.get("blocks", ()))
    return tuple(block for block in blocks if block.role == "caption")
