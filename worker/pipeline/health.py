"""Is a source well? What becomes an event: it fails, falls silent, is well again. Each is said once.

Silence is measured by the source's own rhythm: how long it usually takes until it shows something
new, learned from its polls. A night is no silence: below half a day nothing is reported.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from scrapers.errors import ScrapeError
from storage.event import NewEvent
from storage.schedule import DueSource
from storage.store import Tx
from worker.pipeline.advice import next_step

LEAST_SILENCE = 12 * 3600.0
TIMES = 6.0
RENEWALS = 3
"""Finds after which a rhythm is known."""
_RECENT = 0.3  # weight of the newest gap


def rhythm(source: DueSource, new: int, now: datetime) -> Mapping[str, Any]:
    """The usual seconds between two finds, and how many there were, after this poll."""
    gap, finds = source.memo.get("gap"), source.memo.get("finds", 0)
    if not new:
        return {"gap": gap, "finds": finds}
    latest = _since(source.renewed, now)
    if latest is None:
        return {"gap": gap, "finds": finds + 1}
    mixed = latest if gap is None else (1 - _RECENT) * gap + _RECENT * latest
    return {"gap": mixed, "finds": finds + 1}


def silence(source: DueSource, now: datetime) -> float | None:
    """Seconds of unusual silence, None where it is not unusual or no rhythm is known."""
    gap, quiet = source.memo.get("gap"), _since(source.renewed, now)
    if gap is None or quiet is None or source.memo.get("finds", 0) < RENEWALS:
        return None
    return quiet if quiet > max(LEAST_SILENCE, TIMES * gap) else None


def answered(tx: Tx, source: DueSource, new: int, now: datetime) -> None:
    """Say what an answer to a poll changes: well again, or silent for longer than usual."""
    if source.state == "failing" or (source.state == "silent" and new):
        _say(tx, "source.recovered", source, key=source.since)
        return
    quiet = None if new else silence(source, now)
    if quiet is not None and source.state == "ok":
        usual = source.memo["gap"] / 3600
        message = f"nothing new for {quiet / 3600:.0f} h; usually something every {usual:.1f} h"
        _say(tx, "source.silent", source, "silent", message, key=source.renewed)


def failed(tx: Tx, source: DueSource, error: ScrapeError) -> None:
    """Say that a source fails, the first time in a row of failures."""
    if source.state != "failing":
        _say(tx, "source.failing", source, error.code, str(error), key=tx.now)


def _say(
    tx: Tx, what: str, source: DueSource, code: str = "", message: str = "", *, key: str
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
