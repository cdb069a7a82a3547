"""Did anything fall out between two looks at a source? Where it did, that is said and remembered.

Two looks that share nothing have lost what stood between them. The hole is an event, named and with
its times; it stays in the source's memo until it is filled (`fill`), whatever dies meanwhile.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from scrapers import schedule
from storage.event import NewEvent
from storage.instant import instant, moment
from storage.schedule import DueSource
from worker.pipeline.notes import Record
from worker.pipeline.watch.advice import next_step

MARKS = 100
"""Links of a look that the next look is held against."""
_MARK = 8  # characters of an article id: enough to tell a hundred apart
_FEWEST = 3  # links of a look by which another can be known
_EMPTIED = 0.5  # of the links of the look before
REFILL = timedelta(minutes=10)
"""Time between two fillings of one source, at least."""
TIGHT = timedelta(hours=6)
"""How long after a hole the host's wish for longer pauses is not kept."""
MARGIN = timedelta(hours=1)
"""Clocks of papers differ, and articles appear after the minute that they name."""
AGAIN = timedelta(hours=1)
"""Holes of one source are said no more often; those between are counted."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole between two looks (instants), and how often filling it was tried."""

    since: str
    until: str
    tries: int = 0


def marks(ids: Collection[str]) -> list[str]:
    """What is remembered of a look."""
    return [mark(id_) for id_ in list(ids)[:MARKS]]


def mark(id_: str) -> str:
    """An article id, short."""
    return id_[-_MARK:]


def hole(source: DueSource, ids: Collection[str], new: int, now: datetime) -> Gap | None:
    """The hole between the last look and this one, None where there is none."""
    last = set(source.memo.get("marks", ()))
    if not source.opened or not last or source.kind == "sitemap":  # which shows days, not numbers
        return None
    shared = sum(mark(id_) in last for id_ in ids)
    if len(last) < _FEWEST or not schedule.lost(total=len(ids), new=new, shared=shared):
        return None
    return Gap(source.worked, instant(now))


def remember(
    source: DueSource, ids: Collection[str], gap: Gap | None, now: datetime
) -> dict[str, Any]:
    """What the memo keeps of this look; a hole that is still open grows with the next."""
    memo: dict[str, Any] = {"marks": marks(ids)} if len(ids) >= _FEWEST else {}
    if gap is None:
        return memo
    before = pending(source.memo)
    since = before.since if before else gap.since
    memo["gap"] = asdict(Gap(since, gap.until))
    memo["gaps"] = source.memo.get("gaps", 0) + 1
    memo["gap_at"] = instant(now)
    return memo


def pending(memo: Mapping[str, Any]) -> Gap | None:
    """The hole that is still to be filled."""
    said = memo.get("gap")
    return Gap(said["since"], said["until"], said.get("tries", 0)) if said else None


def due(memo: Mapping[str, Any], now: datetime) -> Gap | None:
    """The hole to fill now: a source that loses at every look is filled no more often than that."""
    at = memo.get("filled_at", "")
    return None if at and now - moment(at) < REFILL else pending(memo)


def tight(memo: Mapping[str, Any], now: datetime) -> bool:
    """Has this source lost something lately? Then it is asked as often as its own rhythm says."""
    at = memo.get("gap_at", "")
    return bool(at) and now - moment(at) < TIGHT


def say(tx: Record, source: DueSource, gap: Gap, shown: int) -> None:
    """The hole as an event; one of the last hour speaks for those that follow.

    A feed that shows far fewer than before was emptied, as those of one day are at midnight: nothing was pushed out
    of it, and what it may have lost is looked for without a word.
    """
    if shown < _EMPTIED * len(source.memo.get("marks", ())):
        return
    at = source.memo.get("gap_at", "")
    if at and moment(tx.now) - moment(at) < AGAIN:
        return
    data = {
        "site": source.site,
        "code": "gap",
        "message": f"nothing of what stood there at {gap.since[:16]} UTC is left among {shown} links:"
        " articles in between were not seen",
        "since": gap.since,
        "until": gap.until,
        "shown": shown,
        "next_step": next_step("gap", source.site),
    }
    tx.append(NewEvent("source.gap", source.url, data, key=gap.until))
