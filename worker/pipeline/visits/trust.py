"""Some 304 are lies: "not modified" from a host whose feed has changed. Found out, and then not believed.

One conditional request in a hundred is made unconditional, and every one while the source is quieter
than it should be. What comes is held against what was known: new content behind old validators is a lie.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from scrapers.errors import ScrapeError
from scrapers.fetch import ACCEPT_FEED, Fetched
from scrapers.schedule import unconditional
from storage.event import NewEvent
from storage.instant import instant
from storage.schedule import DueSource
from worker.pipeline.flow import Flow
from worker.pipeline.notes import Record
from worker.pipeline.visits import moved
from worker.pipeline.watch.advice import next_step

DISTRUST = timedelta(days=30)
"""How long a host that lied is not believed; hosts are mended."""


def forced(source: DueSource, now: datetime, *, quiet: bool) -> bool:
    """Is the source to be asked without its ETag and date? `quiet`: quieter than it should be."""
    return quiet or distrusted(source, now) or unconditional(source.url, source.polls)


def distrusted(source: DueSource, now: datetime) -> bool:
    """Was it found out lately?"""
    until: str = source.memo.get("distrust", "")
    return until > instant(now)


def lied(flow: Flow, source: DueSource, fetched: Fetched, *, changed: bool) -> bool:
    """Did the host say "not modified" lately of what has changed? May ask it once more to know."""
    if not changed or not source.memo.get("same") or distrusted(source, flow.clock()):
        return False
    if source.etag or fetched.etag:
        if source.etag == fetched.etag:
            return True
    elif source.last_modified == fetched.last_modified:
        return True
    try:
        again = flow.fetcher.fetch(
            moved.address(source), etag=source.etag, last_modified=source.last_modified,
            accept=ACCEPT_FEED,
        )  # fmt: skip
    except ScrapeError:
        return False
    return again.not_modified


def remember(source: DueSource, fetched: Fetched, now: datetime, *, lie: bool) -> dict[str, Any]:
    """What the memo keeps: how many 304 in a row there were, and until when none is believed."""
    same = source.memo.get("same", 0) + 1 if fetched.not_modified else 0
    return {"same": same} | ({"distrust": instant(now + DISTRUST)} if lie else {})


def say(tx: Record, source: DueSource) -> None:
    """The lie as an event."""
    data: Mapping[str, Any] = {
        "site": source.site,
        "code": "lying_304",
        "message": f'"not modified" was said {source.memo["same"]} times in a row of what had changed',
        "next_step": next_step("lying_304", source.site),
    }
    tx.append(NewEvent("source.lying", source.url, data, key=tx.now))
