"""The verdicts that people overruled (`diemtin correct`) in this installation's store, judged anew by today's topics.

They have no floor: every installation has its own. But a topic that goes on disagreeing with its readers is told so.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection

from scrapers.article import Article
from storage import queries
from storage.errors import StoreError
from storage.queries import ArticleRow
from worker import wiring
from worker.errors import BadSettings
from worker.settings import Settings, read
from worker.topics import Topic, judge
from worker.topics.fit import Sample

LINES = 2000
"""Events read at a time."""


def lines(topics: Mapping[str, Topic]) -> Iterator[str]:
    """How many corrected articles are now judged as people judged them, and which are not. Nothing without a store."""
    try:
        with _store() as conn:
            told = list(_compared(conn, topics)) if conn else []
    except (BadSettings, StoreError) as error:
        yield f"corrections: the store cannot be opened: {error}"
        return
    if told:
        right = sum(agrees for agrees, _ in told)
        yield f"corrections: {right} of {len(told)} are now judged as people corrected them"
        yield from (text for agrees, text in told if not agrees)


def samples(topic: str) -> Iterator[Sample]:
    """What people corrected, to learn from. Raises ValueError where there is a store that cannot be opened."""
    try:
        with _store() as conn:
            for (id_, key), on in sorted(_corrected(conn).items()) if conn else ():
                row = queries.article(conn, id_) if conn and key == topic else None
                if row is not None:
                    yield Sample(_article(row), "core" if on else "off")
    except (BadSettings, StoreError) as error:
        raise ValueError(f"corrections: the store cannot be opened: {error}") from error


@contextmanager
def _store() -> Iterator[Connection | None]:
    """A reading connection to this installation's store, None where there is no store. Raises BadSettings, StoreError."""
    settings = read(os.environ)
    if not _exists(settings):
        yield None
        return
    store = wiring.open_store(settings)
    try:
        with store.read() as conn:
            yield conn
    finally:
        store.engine.dispose()


def _exists(settings: Settings) -> bool:
    """A SQLite file is not made for the asking."""
    url = settings.database_url.get_secret_value()
    return not url.startswith("sqlite:///") or os.path.exists(url.removeprefix("sqlite:///"))


def _compared(conn: Connection, topics: Mapping[str, Topic]) -> Iterator[tuple[bool, str]]:
    for (id_, key), on in sorted(_corrected(conn).items()):
        row = queries.article(conn, id_)
        if row is not None and key in topics:
            verdict = judge(_article(row), topics[key])
            word = "on" if on else "off"
            text = row.title or row.lead
            yield (
                verdict.on_topic == on,
                f"  {verdict.score:.2f} but corrected to {word}: {text[:90]}",
            )


def _corrected(conn: Connection) -> dict[tuple[str, str], bool]:
    """Article and topic to what was said last."""
    said: dict[tuple[str, str], bool] = {}
    after = 0
    while found := queries.events(conn, after, LINES):
        for event in found:
            if event.type == "verdict.corrected":
                said[event.subject, event.data["topic"]] = event.data["on_topic"]
        after = found[-1].position
    return said


def _article(row: ArticleRow) -> Article:
    names = ("title", "lead", "body", "url", "site", "published", "agency", "id")
    return Article(**{name: getattr(row, name) for name in names})
