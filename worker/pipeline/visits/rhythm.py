"""When to come back: what the scheduler's rules make of a poll, kept with the source as its memo."""

import random
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from scrapers import schedule
from scrapers.errors import FetchFailed, ScrapeError
from scrapers.fetch import Fetched
from storage.schedule import DueLink, DueSource
from worker.pipeline.flow import Flow
from worker.pipeline.visits import overlap
from worker.pipeline.watch import health

PAGE_RETRY = 120.0
"""Seconds before a page that failed is asked for again, the first time."""


def after_poll(
    flow: Flow,
    source: DueSource,
    memo: Mapping[str, Any],
    fetched: Fetched,
    *,
    shown: int,
    new: int,
    gap: bool,
) -> tuple[dict[str, Any], float]:
    """What else to remember of a poll, and seconds until the next. `memo`: what is known after it.

    The host's wishes (TTL, max-age) hold for a rhythm that was found out, not for one that the site
    file demands, and not while keeping them loses articles.
    """
    site, now = flow.sites.get(source.site), flow.clock()
    lossy = overlap.tight(memo, now)  # then no wish for longer pauses can be kept
    every = site.every if site and not lossy else None
    step = schedule.interval(
        source.memo.get("interval") if source.opened else None,
        total=shown,
        new=new,
        silence=0.0 if new else _age(source.renewed or source.worked, now),
        every=every,
        gap=gap,
    )
    wait = schedule.next_poll(
        step,
        url=source.url,
        ttl=None if every else memo.get("ttl"),
        max_age=None if every else fetched.wait,
        chance=random.random(),
        tight=lossy or (source.opened and 3 * new > shown > 0),
    )
    return {"interval": step, **health.rhythm(source, memo, new, now)}, wait


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
