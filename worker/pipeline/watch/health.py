"""Is a source well? What becomes an event: it fails, falls silent, is well again. Each is said once.

Silence is measured by the source's own rhythm (`silences`): by how unlikely it is that nothing came since its last
find, each hour counted with what that hour of that weekday usually brings. Until a few days are known, by its last
hours and a desk's day (`firstdays`).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from scrapers.article import Link
from scrapers.dates import moment
from scrapers.errors import ScrapeError
from scrapers.site import Site
from storage.event import NewEvent
from storage.instant import moment as at
from storage.schedule import DueSource
from worker.pipeline.notes import Record
from worker.pipeline.watch import counts, firstdays, silences
from worker.pipeline.watch.advice import next_step
from worker.pipeline.watch.weekly import MOST_UNSEEN, Week, hour_of

SOONEST = 2 * 3600.0
"""Seconds of silence before which nothing is said, however busy the source."""
BRISK, STOPPED = 5, 3600.0
"""In its first days: a source with so many finds may have stopped when, by day, nothing came for so many seconds."""
SUSPICIOUS = 4.0
"""Surprise (-ln of a chance) after which a "not modified" is no longer believed."""
DOUBTFUL = 1200.0
"""Seconds of silence before which its host's word is enough (see also `trust.forced`)."""
_OCCASION = 600.0  # seconds within which two finds are one occasion
_RECENT = 0.3  # weight of the newest gap


def first_look(links: Iterable[Link], now: datetime) -> Mapping[str, Any]:
    """What the first look at a source teaches of its week, by the moments at which it dates its links."""
    dated = (moment(link.published) for link in links if "T" in link.published)
    return {"week": firstdays.begun([one for one in dated if one], now).memo()}


def rhythm(
    source: DueSource, memo: Mapping[str, Any], new: int, now: datetime
) -> Mapping[str, Any]:
    """What a poll teaches: the usual seconds between two finds, how many there were, the usual week."""
    gap, finds = source.memo.get("gap_s"), source.memo.get("finds", 0)
    week = _week(source, memo, new, now)
    if not new:
        return week | {"gap_s": gap, "finds": finds}
    latest = _since(source.renewed, now)
    if latest is None:
        return week | {"gap_s": gap, "finds": finds + 1}
    mixed = latest if gap is None else (1 - _RECENT) * gap + _RECENT * latest
    longest = max(latest, source.memo.get("gap_most", 0.0))
    pauses = _pauses(source, now)
    return week | pauses | {"gap_s": mixed, "gap_most": longest, "finds": finds + 1}


def _week(source: DueSource, memo: Mapping[str, Any], new: int, now: datetime) -> dict[str, Any]:
    """The week with this poll. While nothing comes, it stands still."""
    if not source.opened:
        return {"week": Week.read(memo).seen(0, now).memo()}
    if not new:
        return {}
    week, looked = Week.read(memo), at(source.worked) if source.worked else now
    if hour_of(now) - hour_of(looked) > MOST_UNSEEN:
        week = week.seen(0, looked)
    apart = (_since(source.renewed, now) or _OCCASION) >= _OCCASION
    return {"week": week.seen(new, now, looked, times=int(apart)).memo()}


def _pauses(source: DueSource, now: datetime) -> dict[str, Any]:
    """What a find teaches of the pauses before it, where the week is known by which they are measured."""
    if not Week.read(source.memo).learned:
        return {}
    doubt = silences.doubt(source.memo, at(source.renewed), now)
    return silences.paused(source.memo, doubt)


def quiet(source: DueSource, now: datetime) -> bool:
    """Is it quieter than it should be, so that its host's word alone is not enough?"""
    if (_since(source.renewed, now) or 0.0) < DOUBTFUL:
        return False
    doubt = silences.doubt(source.memo, at(source.renewed), now)
    return doubt is not None and doubt.surprise > SUSPICIOUS


def silence(source: DueSource, now: datetime) -> str:
    """Unusual silence in words, "" where it is not unusual or no rhythm is known."""
    lasted = _since(source.renewed, now)
    if lasted is None:
        return ""
    if said := _stopped(source, lasted, now):
        return said
    if lasted < SOONEST:
        return ""
    doubt = silences.doubt(source.memo, at(source.renewed), now)
    if doubt is None or doubt.surprise < doubt.needed:
        return ""
    return f"nothing new for {lasted / 3600:.0f} h; at this time of the week usually {doubt.articles:.0f} articles"


def _stopped(source: DueSource, lasted: float, now: datetime) -> str:
    """The silence of a source that never paused for long since it was first seen, by day."""
    longest, finds = source.memo.get("gap_most", 0.0), source.memo.get("finds", 0)
    if finds < BRISK or lasted < STOPPED:
        return ""
    most, week, last = silences.pauses(finds) * longest, Week.read(source.memo), at(source.renewed)
    if week.learned or firstdays.working(week, last, now) < max(STOPPED, most):
        return ""
    return f"nothing new for {_spelt(lasted)}; until then never for more than {_spelt(longest)}"


def _spelt(seconds: float) -> str:
    return f"{seconds / 60:.0f} min"


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
