"""What the health rules say of papers that are well, and of papers that die: the rules alone, on a virtual clock.

Each poll hands the rules what the flow would hand them; no socket, no store.
"""

import random
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from scrapers.article import Link
from scrapers.fetch import Fetched
from storage.instant import instant
from storage.schedule import DueSource
from tests.simulation.habits import Habit, published
from worker.pipeline.flow import Flow
from worker.pipeline.notes import Notes
from worker.pipeline.visits import overlap
from worker.pipeline.visits.rhythm import after_poll
from worker.pipeline.watch import health

BEFORE = timedelta(days=400)
"""How far back the feed reaches at the first look, where it shows enough items."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that was said of a source."""

    at: datetime
    kind: str
    said: str


class _Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def watched(
    habit: Habit, begin: datetime, days: float, seed: int = 0, dies: float | None = None,
    reach: timedelta = BEFORE,
) -> list[Named]:  # fmt: skip
    """What is said of a paper in so many days from its first look; `dies`: days after which nothing new comes."""
    end = begin + timedelta(days=days)
    death = end if dies is None else begin + timedelta(days=dies)
    articles = published(habit, begin - reach, death, random.Random(f"{seed}/{habit.name}"))
    source = DueSource(
        url=f"https://{seed}.vn/rss", site="a", host="a.vn", kind="feed", next_at="", etag="", last_modified="",
        polled="", worked="", renewed="", polls=0, failures=0, failing_since="", opened=False, openings=0,
        state="ok", since="", memo={},
    )  # fmt: skip
    said: list[Named] = []
    clock = _Clock(begin)
    flow = Flow(*cast("Any", (None, None, {}, {}, None)), clock)
    known = 0
    with _drawn(f"{seed}/{habit.name}/polls"):
        while clock.now < end:
            until = bisect_right(articles, clock.now)
            source, notes, wait = _polled(flow, source, habit, articles, known, until)
            said += [Named(clock.now, *one) for one in _said(notes)]
            known = until
            clock.now += timedelta(seconds=wait)
    return said


@contextmanager
def _drawn(seed: str) -> Iterator[None]:
    """The schedule spreads its polls by chance: here by the same one in every run."""
    state = random.getstate()
    random.seed(seed)
    try:
        yield
    finally:
        random.setstate(state)


def _said(notes: Notes) -> Iterator[tuple[str, str]]:
    for event in notes.events:
        yield event.type, str(event.data.get("message", ""))


def _polled(
    flow: Flow, source: DueSource, habit: Habit, articles: list[datetime], known: int, until: int
) -> tuple[DueSource, Notes, float]:
    """One good poll, as `visits.poll` writes it down."""
    now = flow.clock()
    notes = Notes(instant(now))
    first = max(0, until - habit.window)
    if habit.today:
        midnight = now.astimezone(articles[0].tzinfo if articles else None)
        midnight = midnight.replace(hour=0, minute=0, second=0, microsecond=0)
        first = max(first, bisect_right(articles, midnight))
    same = source.opened and until == known and first == source.memo.get("first")
    new = until - max(known, first)
    new = until - first if not source.opened else max(new, 0)
    ids = [] if same else [f"{number:08}" for number in range(until - 1, first - 1, -1)]
    gap = overlap.hole(source, ids, new, now)
    if gap is not None:
        overlap.say(notes, source, gap, len(ids))
    health.answered(notes, source, new, now)
    memo = dict(source.memo) | {"first": first}
    memo |= overlap.remember(source, ids, gap, now)
    memo.pop("gap", None)
    memo |= health.counted(notes, source, None, None if same else len(ids), now)
    if not source.opened:
        links = [
            Link(f"https://a.vn/{at}", "t", "", habit.dated(at)) for at in articles[first:until]
        ]
        memo |= health.first_look(links, now)
    more, wait = after_poll(
        flow, source, memo, Fetched("", 200), shown=len(ids), new=new, gap=gap is not None
    )
    state = source.state
    for event in notes.events:
        state = {"source.silent": "silent", "source.recovered": "ok"}.get(event.type, state)
    source = replace(
        source, opened=True, memo=memo | more, worked=instant(now), polls=source.polls + 1,
        renewed=instant(now) if new else source.renewed, state=state,
    )  # fmt: skip
    return source, notes, wait
