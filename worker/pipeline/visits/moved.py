"""A source that moved for good: its new address is asked once it has said so often enough.

The site file's address stays the source's name, so that nothing is told again.
"""

from collections.abc import Mapping
from typing import Any

from scrapers import urls
from scrapers.fetch import Fetched
from storage.event import NewEvent
from storage.schedule import DueSource
from worker.pipeline.notes import Record
from worker.pipeline.watch.advice import next_step

TIMES = 3
"""Answers in a row that must name the same new address."""
FAILURES = 3
"""Failures in a row there after which the site file's own address is asked again."""


def address(source: DueSource) -> str:
    """Where the source is asked."""
    at: str = source.memo.get("at", "")
    return at or source.url


def followed(tx: Record, source: DueSource, fetched: Fetched) -> Mapping[str, Any]:
    """What the memo keeps of where a good answer came from."""
    if not fetched.moved or urls.plain(fetched.moved) == urls.plain(address(source)):
        return {"moving": None}
    before = source.memo.get("moving") or {}
    times = before.get("times", 0) + 1 if before.get("to") == fetched.moved else 1
    if times < TIMES:
        return {"moving": {"to": fetched.moved, "times": times}}
    data = {
        "site": source.site,
        "code": "moved",
        "message": f"it moved to {fetched.moved}, and is asked there from now on",
        "to": fetched.moved,
        "next_step": next_step("moved", source.site),
    }
    tx.append(NewEvent("source.moved", source.url, data, key=tx.now))
    return {"moving": None, "at": fetched.moved}


def left(source: DueSource) -> Mapping[str, Any]:
    """What the memo keeps of a failure: an address that fails too often is given up."""
    if source.memo.get("at") and source.failures + 1 >= FAILURES:
        return {"at": "", "moving": None}
    return {}
