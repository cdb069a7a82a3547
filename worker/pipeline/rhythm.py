"""When to come back: what the scheduler's rules make of a poll, kept with the source as its memo."""

import random
from datetime import datetime
from typing import Any

from scrapers import schedule
from scrapers.errors import FetchFailed, ScrapeError
from scrapers.fetch import Fetched
from storage.schedule import DueLink, DueSource
from worker.pipeline import health
from worker.pipeline.flow import Flow

PAGE_RETRY = 120.0
"""Seconds before a page that failed is asked for again, the first time."""


def after_poll(
    flow: Flow, source: DueSource, fetched: Fetched, *, shown: int, new: int
) -> tuple[dict[str, Any], float]:
    """What to remember of a poll, and seconds until the next."""
    site = flow.sites.get(source.site)
    step = schedule.interval(
        source.memo.get("interval") if source.opened else None,
        total=shown,
        new=new,
        silence=0.0 if new else _age(source.renewed or source.worked, flow.clock()),
        every=site.every if site else None,
    )
    wait = schedule.next_poll(step, url=source.url, max_age=fetched.wait, chance=random.random())
    memo = {"interval": step, **health.rhythm(source, new, flow.clock())}
    return memo, wait


def after_failure(flow: Flow, source: DueSource, error: ScrapeError) -> float:
    """Seconds until a source that failed is asked again; it is never given up."""
    site = flow.sites.get(source.site)
    return schedule.backoff(
        error.code,
        source.failures + 1,
        interval=float((site and site.every) or source.memo.get("interval", schedule.FIRST)),
        retry_after=_wish(error),
        chance=random.random(),
    )


def after_bad_page(link: DueLink, error: FetchFailed) -> float:
    """Seconds until an article's page that failed is asked for again: 2 minutes, then four times as long."""
    return max(PAGE_RETRY * 4.0**link.failures, _wish(error) or 0.0)


def _wish(error: ScrapeError) -> float | None:
    return error.retry_after if isinstance(error, FetchFailed) else None


def _age(at: str, now: datetime) -> float:
    return (now - datetime.fromisoformat(at)).total_seconds() if at else 0.0
