"""Link to page: fetch one article's address, keep the bytes, hand them on to be read."""

import logging
from datetime import timedelta

from scrapers.article import Link, Page
from scrapers.errors import BadPage, FetchFailed, ScrapeError
from storage import pages, queries, schedule
from storage.schedule import DueLink, Visit
from worker.alerts.policy import Origin
from worker.pipeline.articles.keep import Kept, keep
from worker.pipeline.articles.read import read_page, refuse
from worker.pipeline.articles.record import Draft, from_link, record_page
from worker.pipeline.fault import named
from worker.pipeline.flow import Flow, no_failure
from worker.pipeline.visits.revise import planned
from worker.pipeline.visits.rhythm import after_bad_page
from worker.pipeline.watch.drift import note, refused

log = logging.getLogger("diemtin.take")

STARTS = 3
"""A page whose reading was begun this often without an outcome kills workers."""
FINAL = {"bad_url", "blocked_address", "redirects", "robots", "too_large"}
"""Failures of a fetch that another try would only repeat."""
FAILURES = 6
"""Fetches that may fail, over about a day, before the feed's own words must do."""


def take(flow: Flow, visit: Visit, link: DueLink) -> list[Kept]:
    """What the page held; [] where it is to be tried again. Every outcome is in the store."""
    try:
        page = _fetched(flow, link) if link.state == "seen" else _stored(flow, link)
        if schedule.begin_link(flow.store, visit, link.id) > STARTS:
            raise BadPage(f"reading it was begun {STARTS} times and never ended", code="poison")
        with named(link.url), flow.reading:
            kept = read_page(
                flow, link.id, page, _origin(link), _link(link), link.site, _met(flow, link)
            )
    except FetchFailed as error:
        no_failure(error)
        if not link.failures:
            refused(flow, link, error)
        if error.permanent or error.code in FINAL or link.failures + 1 >= FAILURES:
            return _give_up(flow, link, error)
        _again(flow, visit, link, error)
        return []
    except ScrapeError as error:
        refused(flow, link, error)
        return _give_up(flow, link, error)
    note(flow, link, kept)
    planned(flow, link, kept)
    return kept


def _fetched(flow: Flow, link: DueLink) -> Page:
    fetched = flow.fetcher.fetch(link.url)
    with flow.store.write() as tx:
        record_page(tx, link.id, fetched)
    return Page(fetched.content, fetched.url, fetched.content_type)


def _stored(flow: Flow, link: DueLink) -> Page:
    """The bytes of a fetch after which a worker died."""
    with flow.store.read() as conn:
        return Page(pages.get(conn, link.page), link.final_url, link.content_type)


def _again(flow: Flow, visit: Visit, link: DueLink, error: FetchFailed) -> None:
    wait = after_bad_page(link, error)
    log.warning(
        "later", extra={"url": link.url, "code": error.code, "why": str(error), "next": round(wait)}
    )
    with flow.store.write() as tx:
        schedule.guard(tx, visit)
        schedule.link_failed(tx, visit, link.id, flow.clock() + timedelta(seconds=wait))


def _give_up(flow: Flow, link: DueLink, error: ScrapeError) -> list[Kept]:
    """Say why there is no page, and judge by what the feed said: a lost page must not lose an alert."""
    refuse(flow, link.id, link.url, error, link.page)
    with flow.store.read() as conn:
        known = queries.article(conn, link.id)  # then this was a page that changed since
    if known is not None or not (link.title or link.teaser):
        return []
    draft = Draft(link.id, from_link(_link(link), link.site), "item")
    return [keep(flow, draft, _origin(link))]


def _met(flow: Flow, link: DueLink) -> str:
    """When the link was first seen, if what showed it was a sitemap, or undeclared: such show old articles too."""
    site = flow.sites.get(link.site)
    declared = site is not None and link.source in (*site.feeds, *site.listings)
    return "" if declared else link.seen


def _origin(link: DueLink) -> Origin:
    return "first_poll" if link.first_poll else "polled"


def _link(link: DueLink) -> Link:
    return Link(link.url, link.title, link.teaser, link.published)
