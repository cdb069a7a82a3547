"""Some 304 are lies: "not modified" from a host whose feed has changed. Found out, and then not believed.

One conditional request in a hundred is made unconditional, and every one while the source is quieter than it should
be. Where nothing was new for some times the usual gap between two finds, one is, and one more each time that silence
has doubled: a lie is found out within the source's own rhythm, and a long night costs a handful of requests. What
comes is held against what was known: new content behind old validators is a lie.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from scrapers.errors import ScrapeError
from scrapers.fetch import ACCEPT_FEED, Fetched
from scrapers.schedule import unconditional
from storage.event import NewEvent
from storage.instant import instant, moment
from storage.schedule import DueSource
from worker.pipeline.flow import Flow
from worker.pipeline.notes import Record
from worker.pipeline.visits import moved
from worker.pipeline.watch.advice import next_step

DISTRUST = timedelta(days=30)
"""How long a host that lied is not believed; hosts are mended."""


LATE = 4.0
"""Usual gaps between two finds after which "not modified" is not enough."""


def forced(source: DueSource, now: datetime, *, quiet: bool) -> bool:
    """Is the source to be asked without its ETag and date? `quiet`: quieter than it should be."""
    if quiet or _late(source, now) or distrusted(source, now):
        return True
    return unconditional(source.url, source.polls)


def _late(source: DueSource, now: datetime) -> bool:
    """Is it silent for longer than usual, and for twice as long as when it was last seen whole?"""
    gap: float | None = source.memo.get("gap_s")
    whole: str = source.memo.get("whole", "")
    if gap is None or not source.renewed or not whole:
        return False
    silence = (now - moment(source.renewed)).total_seconds()
    seen = (moment(whole) - moment(source.renewed)).total_seconds()
    return silence >= max(LATE * gap, 2 * seen)


def distrusted(source: DueSource, now: datetime) -> bool:
    """Was it found out lately?"""
    until: str = source.memo.get("distrust", "")
    return until > instant(now)


def lied(flow: Flow, source: DueSource, fetched: Fetched, *, whole: bool) -> bool:
    """Did the host say "not modified" lately of what has changed? May ask it once more to know.

    `whole`: it was not asked whether it changed, so that nothing is known of what it would have said.
    """
    said, asked = source.memo.get("same"), source.etag or source.last_modified
    if distrusted(source, flow.clock()) or not asked or not (said or whole):
        return False
    if said and _same_validators(source, fetched):
        return True
    try:
        again = flow.fetcher.fetch(
            moved.address(source), etag=source.etag, last_modified=source.last_modified,
            accept=ACCEPT_FEED,
        )  # fmt: skip
    except ScrapeError:
        return False
    return again.not_modified


def _same_validators(source: DueSource, fetched: Fetched) -> bool:
    if source.etag or fetched.etag:
        return source.etag == fetched.etag
    return source.last_modified == fetched.last_modified


def remember(source: DueSource, fetched: Fetched, now: datetime, *, lie: bool) -> dict[str, Any]:
    """What the memo keeps: how many 304 in a row there were, when it last came whole, until when none is believed."""
    if fetched.not_modified:
        return {"same": source.memo.get("same", 0) + 1}
    came = {"same": 0, "whole": instant(now)}
    return came | ({"distrust": instant(now + DISTRUST)} if lie else {})


def _times(source: DueSource) -> str:
    same = source.memo.get("same", 0)
    return f"{same} times in a row" if same > 1 else "once"


def say(tx: Record, source: DueSource) -> None:
    """The lie as an event."""
    data: Mapping[str, Any] = {
        "site": source.site,
        "code": "lying_304",
        "message": f'"not modified" was said {_times(source)} of what had changed',
        "next_step": next_step("lying_304", source.site),
    }
    tx.append(NewEvent("source.lying", source.url, data, key=tx.now))
