"""The line at the top of every page: how fresh, how healthy, what is owed. Pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage.instant import instant, moment
from storage.queries import Counts
from worker.web.health import AILING

_SILENT = 600  # seconds without a sign of life after which the worker counts as stopped
_LATE = 900  # seconds for which an alert may be owed before it is worrying


@dataclass(frozen=True, slots=True)
class Standing:
    """`latest` is when the last event was recorded ("" in an empty store)."""

    latest: str
    events: int
    articles: int
    on_topic: int
    sites: int
    well: int
    fresh: int  # never visited
    ailing: tuple[tuple[str, str], ...]  # a paper's name and its state, the worst first
    owed: int
    owed_since: str
    dead: int
    stopped: str  # since when the worker has given no sign of life, "" while it does
    level: Literal["ok", "warn", "empty"]


def standing(
    counts: Counts,
    sites: list[dict[str, Any]],
    latest: str,
    heartbeat: datetime | None,
    now: datetime,
) -> Standing:
    """From the store's numbers, the sites' health (`health.sites`) and the worker's last sign of life."""
    watched = [site for site in sites if site["state"] != "retired"]
    states = Counter(site["state"] for site in watched)
    ailing = tuple((site["name"], site["state"]) for site in watched if site["state"] in AILING)
    owed, dead = counts.deliveries.get("owed", 0), counts.deliveries.get("dead", 0)
    stopped = heartbeat is not None and (now - heartbeat).total_seconds() > _SILENT
    late = bool(counts.oldest_owed) and (now - moment(counts.oldest_owed)).total_seconds() > _LATE
    wrong = ailing or dead or late or stopped or not states["ok"]
    return Standing(
        latest=latest,
        events=counts.events,
        articles=counts.articles,
        on_topic=counts.on_topic,
        sites=len(watched),
        well=states["ok"],
        fresh=states["new"],
        ailing=ailing,
        owed=owed,
        owed_since=counts.oldest_owed if owed else "",
        dead=dead,
        stopped=instant(heartbeat) if heartbeat and stopped else "",
        level="empty" if not counts.events else "warn" if wrong else "ok",
    )
