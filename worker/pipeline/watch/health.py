"""Is a source well? What becomes an event: it fails, falls silent, is well again. Each is said once.

Silence is measured by the source's own rhythm: by the finds that are missing since its last one,
each hour counted with what that hour of that weekday usually brings. Until a few days are known,
by its last hours and a desk's day (`firstdays`); where those say too little, by the usual gap between
two finds, and never below half a day: a night is no silence. Where nothing was found since the first look, by how far
apart the dates were that it showed, and not before a weekend's rest is over.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from scrapers.article import Link
from scrapers.dates import moment
from scrapers.errors import ScrapeError
from scrapers.site import Site
from storage.event import NewEvent
from storage.schedule import DueSource
from worker.pipeline.notes import Record
from worker.pipeline.watch import counts, firstdays, weekly
from worker.pipeline.watch.advice import next_step
from worker.pipeline.watch.weekly import Week

LEAST_SILENCE = 12 * 3600.0
TIMES = 6.0
RENEWALS = 3
"""Finds after which a rhythm is known."""
REST = 72 * 3600.0
"""Seconds of silence, a desk's weekend and a night, before which nothing is said of a source known by its first look alone."""
MISSING = 9.0
"""Finds that must be missing: by chance so many fail to come about once in ten thousand times."""
SOONEST = 2 * 3600.0
"""Seconds of silence before which nothing is said, however busy the source."""
BRISK, STOPPED, PAUSES = 12, 3600.0, 10.0
"""In its first days: a source with so many finds has stopped when, by day, nothing came for so many seconds, and for
so many times its longest pause."""
SUSPICIOUS = 4.0
"""Missing finds after which a "not modified" is no longer believed."""
DOUBTFUL = 1200.0
"""Seconds of silence before which its host's word is enough (see also `trust.forced`)."""
_RECENT = 0.3  # weight of the newest gap


def first_look(links: Iterable[Link], now: datetime) -> Mapping[str, Any]:
    """What the first look at a source teaches, by the moments at which it dates its links: its week, and how far
    apart they are where it is fresh."""
    dated = (moment(link.published) for link in links if "T" in link.published)
    past = sorted(at for at in dated if at and at <= now)
    week = {"week": firstdays.begun(past, now).memo()}
    if len(past) <= RENEWALS or now - past[-1] > timedelta(days=1):
        return week
    return week | {"first_gap_s": (past[-1] - past[0]).total_seconds() / (len(past) - 1)}


def rhythm(
    source: DueSource, memo: Mapping[str, Any], new: int, now: datetime
) -> Mapping[str, Any]:
    """What a poll teaches: the usual seconds between two finds, how many there were, the usual week."""
    gap, finds = source.memo.get("gap_s"), source.memo.get("finds", 0)
    week = {"week": weekly.learned(memo, new if source.opened else 0, now)}
    if not new:
        return week | {"gap_s": gap, "finds": finds}
    latest = _since(source.renewed, now)
    if latest is None:
        return week | {"gap_s": gap, "finds": finds + 1}
    mixed = latest if gap is None else (1 - _RECENT) * gap + _RECENT * latest
    longest = max(latest, source.memo.get("gap_most", 0.0))
    return week | {"gap_s": mixed, "gap_most": longest, "finds": finds + 1}


def missing(source: DueSource, now: datetime) -> float | None:
    """The finds that should have come since the last one; None where too little is known."""
    if not source.renewed:
        return None
    week, last = Week.read(source.memo), datetime.fromisoformat(source.renewed)
    return week.expected(last, now) if week.learned else firstdays.expected(week, last, now)


def quiet(source: DueSource, now: datetime) -> bool:
    """Is it quieter than it should be, so that its host's word alone is not enough?"""
    if (_since(source.renewed, now) or 0.0) < DOUBTFUL:
        return False
    lacking = missing(source, now)
    return lacking is not None and lacking > SUSPICIOUS


def silence(source: DueSource, now: datetime) -> str:
    """Unusual silence in words, "" where it is not unusual or no rhythm is known."""
    gap, lasted = source.memo.get("gap_s"), _since(source.renewed, now)
    if lasted is None or lasted < SOONEST:
        return _stopped(source, lasted or 0.0, now)
    hours = f"nothing new for {lasted / 3600:.0f} h"
    lacking = missing(source, now)
    if lacking is not None and lacking >= MISSING:
        return f"{hours}; at this time of the week usually {lacking:.0f} articles"
    if lacking is not None and Week.read(source.memo).learned:
        return ""
    least = LEAST_SILENCE
    if gap is None or source.memo.get("finds", 0) < RENEWALS:
        gap, least = source.memo.get("first_gap_s"), REST
    if gap is None or lasted < max(least, TIMES * gap):
        return ""
    return f"{hours}; usually something every {gap / 3600:.1f} h"


def _stopped(source: DueSource, lasted: float, now: datetime) -> str:
    """The silence of a source that never paused for long since it was first seen, by day."""
    longest = source.memo.get("gap_most", 0.0)
    if source.memo.get("finds", 0) < BRISK or lasted < max(STOPPED, PAUSES * longest):
        return ""
    week, last = Week.read(source.memo), datetime.fromisoformat(source.renewed)
    if week.learned or not firstdays.by_day(last, now):
        return ""
    return f"nothing new for {lasted / 60:.0f} min; until then never for more than {longest / 60:.0f} min"


def answered(tx: Record, source: DueSource, new: int, now: datetime) -> None:
    """Say what an answer to a poll changes: well again, or silent for longer than usual."""
    if source.state == "failing" or (source.state == "silent" and new):
        _say(tx, "source.recovered", source, key=source.since)
        return
    few = (source.memo.get("counts") or {}).get("few")  # then it is known why nothing comes
    if not new and not few and source.state == "ok" and (said := silence(source, now)):
        _say(tx, "source.silent", source, "silent", said, key=tx.now)


def failed(tx: Record, source: DueSource, error: ScrapeError) -> None:
    """Say that a source fails, the first time in a row of failures."""
    if source.state != "failing":
        _say(tx, "source.failing", source, error.code, str(error), key=tx.now)


def counted(
    record: Record, source: DueSource, site: Site | None, shown: int | None, now: datetime
) -> Mapping[str, Any]:
    """Say where a source shows too few links, or enough again; gives what the memo keeps of it."""
    before = source.memo.get("counts") or {}
    found = counts.counted(before, shown, now, _least(source, site))
    if found.said and not before.get("few"):
        _say(record, "source.few", source, found.code, found.said, key=record.now)
    elif before.get("few") and not found.said:
        shows = found.memo["shown"]
        ended = "taken as its number by now" if counts.taken(before, now) else "enough again"
        _say(
            record,
            "source.enough",
            source,
            message=f"it shows {shows} links: {ended}",
            key=record.now,
        )
    return {"counts": found.memo}


def _least(source: DueSource, site: Site | None) -> int:
    """The fewest links that the site file lets it show; a sitemap of a slow paper may be empty."""
    if site is None or source.kind == "sitemap":
        return 0
    listing = source.kind == "listing"
    return site.expect.links_per_listing if listing else site.expect.links_per_feed


def _say(
    tx: Record, what: str, source: DueSource, code: str = "", message: str = "", *, key: str
) -> None:
    data = {
        "site": source.site,
        "code": code,
        "message": message,
        "since": tx.now,
        "next_step": next_step(code, source.site) if code else "",
    }
    tx.append(NewEvent(what, source.url, data, key=key))


def _since(at: str, now: datetime) -> float | None:
    return (now - datetime.fromisoformat(at)).total_seconds() if at else None
