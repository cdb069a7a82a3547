"""An article among the stories of its days: from the store to the arrangement and back, as events."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import cast

from scrapers.dates import moment
from storage import queries
from storage.event import NewEvent
from storage.queries import PlaceRow
from storage.store import Tx
from worker.pipeline.articles.renaming import Move, Renamed, emptied, renamed
from worker.pipeline.flow import Flow
from worker.topics.bond import AHEAD, LATELY
from worker.topics.group import Arranged, arrange
from worker.topics.member import Member
from worker.topics.place import Kind, Place
from worker.topics.shelf import Shelf
from worker.topics.talks import of_data

WINDOW = timedelta(days=10)
"""How far around its day an article's story is looked for; the judgement weighs days within it."""

_TEXTS = [field.name for field in fields(Member) if field.name not in ("story", "said")]

FOLLOWED = timedelta(days=AHEAD + 1)
"""How far back the plans lie of talks that are still to come, or just over."""

SPARE = 2_000
"""So many articles more than are needed stay on the shelf."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The story of the article that came in, and the others that gained or lost articles by it."""

    story: str
    others: tuple[str, ...]


def settle(flow: Flow, tx: Tx, topic: str, article: str, published: str) -> Settled:
    """Give `article` its story, and move whatever its coming moves; all of it is written down."""
    shelf = flow.shelf(topic)
    rows, arranged = _arranged(tx, shelf, topic, article, moment(published), flow.clock())
    before = {row.id: row for row in rows}
    moves = [
        Move(id_, before[id_].story if id_ in before else "", place.story)
        for id_, (_, place) in arranged.moved.items()
    ]
    gone = emptied(moves, lambda story: queries.standing(tx.conn, topic, story))
    ids = renamed(topic, moves, _ranked(tx, gone))
    _write(tx, topic, article, arranged, before, ids)
    story = next(ids.names[move.after] for move in moves if move.article == article)
    touched = {move.before for move in moves} | set(ids.names.values())
    return Settled(story, tuple(sorted(touched - {"", story} - ids.merged.keys())))


def _arranged(
    tx: Tx, shelf: Shelf, topic: str, article: str, published: datetime | None, now: datetime
) -> tuple[Sequence[PlaceRow], Arranged]:
    """Looks further ahead as long as what moves lies near the end of what was looked at."""
    about, ahead = published or now, WINDOW + FOLLOWED
    plans = _plans(tx, topic, published)
    while True:
        near = _places(tx, topic, about - WINDOW, about + ahead, now, dated=published is not None)
        rows = [*plans, *near]
        _shelve(tx, shelf, topic, article, rows)
        places = {row.id: Place(row.story, cast("Kind", row.kind)) for row in rows}
        arranged = arrange(shelf, places, article)
        far = max((shelf[id_].day or 0.0 for id_ in arranged.moved), default=0.0)
        if far <= (about + ahead - WINDOW).timestamp() / 86400:
            return rows, arranged
        ahead *= 2


def _places(
    tx: Tx, topic: str, since: datetime, until: datetime, now: datetime, *, dated: bool
) -> Sequence[PlaceRow]:
    """Whatever of the topic was published then; where a date lacks, whatever was first seen lately."""
    lately = now - WINDOW
    rows = queries.places(tx.conn, topic, since, until, undated_since=lately)
    if dated and all(moment(row.published) for row in rows):
        return rows
    return queries.places(tx.conn, topic, since, until, undated_since=lately, seen_since=lately)


def _plans(tx: Tx, topic: str, published: datetime | None) -> Sequence[PlaceRow]:
    """What was published longer ago and speaks of a talk on which somebody may still report."""
    if published is None:
        return ()
    day = (published - timedelta(days=LATELY + 1)).date()
    return queries.open_places(tx.conn, topic, published - FOLLOWED, published - WINDOW, day)


def _shelve(tx: Tx, shelf: Shelf, topic: str, article: str, rows: Sequence[PlaceRow]) -> None:
    """The texts that are not at hand yet, in the versions of today."""
    if len(shelf) > 2 * len(rows) + SPARE:
        shelf.keep([row.id for row in rows])
    missing = [row.id for row in rows if not shelf.holds(row.id, row.text)]
    for row in queries.members(tx.conn, topic, [*missing, article]):
        if not shelf.holds(row.id, row.text):
            texts = {name: getattr(row, name) for name in _TEXTS}
            told = None if row.told is None else tuple(of_data(one, row.id) for one in row.told)
            shelf.put(Member(**texts, said=told), row.text)


def _ranked(tx: Tx, stories: Sequence[str]) -> list[str]:
    """Those that followers were told of before the others, then the oldest."""
    rows = {id_: queries.story(tx.conn, id_) for id_ in stories}
    told = {id_: bool(queries.story_alerts(tx.conn, id_)) for id_ in stories}
    return sorted(
        stories, key=lambda id_: (not told[id_], row.opened if (row := rows[id_]) else "", id_)
    )


def _write(
    tx: Tx,
    topic: str,
    article: str,
    arranged: Arranged,
    before: Mapping[str, PlaceRow],
    ids: Renamed,
) -> None:
    made = {
        name for name in ids.names.values() if name not in {row.story for row in before.values()}
    }
    for id_, (decision, place) in arranged.moved.items():
        story = ids.names[place.story]
        data = asdict(decision) | {"topic": topic, "story": story, "opened": story in made}
        made.discard(story)
        if id_ == article:
            tx.append(NewEvent("article.grouped", id_, data, key=topic))
        elif (story, place.kind) != (before[id_].story, before[id_].kind):
            data |= {"before": before[id_].story, "because": article}
            tx.append(NewEvent("article.grouped", id_, data, key=f"{topic} {article}"))
    for old, into in ids.merged.items():
        data = {"topic": topic, "into": into, "because": article}
        tx.append(NewEvent("story.merged", old, data, key=topic))
