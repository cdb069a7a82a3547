"""A sitemap, or an index of them, as the links that it says are recent."""

from datetime import datetime

from scrapers import sitemaps
from scrapers.article import Link, Page
from scrapers.discover import sitemap_links
from scrapers.errors import ScrapeError
from scrapers.fetch import ACCEPT_FEED, Fetched
from scrapers.site import Site
from worker.pipeline.flow import Flow, no_failure

MOST = 3
"""Sitemaps named by robots.txt that are read for one hole."""


def read(flow: Flow, site: Site | None, fetched: Fetched, since: datetime) -> list[Link]:
    """What was published since then, newest first; of an index, its likeliest sitemaps are fetched.

    Raises ScrapeError where nothing of it can be read.
    """
    page = Page(sitemaps.unpacked(fetched.content), fetched.url, fetched.content_type)
    if not sitemaps.is_index(page.content):
        return sitemap_links(page, site, since, flow.clock())
    found: list[Link] = []
    errors: list[ScrapeError] = []
    for place in sitemaps.places(page):
        try:
            found += _one(flow, site, place, since)
        except ScrapeError as error:
            no_failure(error)
            errors.append(error)
    if errors and not found:
        raise errors[0]
    return list({link.url: link for link in reversed(found)}.values())[::-1]


def _one(flow: Flow, site: Site | None, place: str, since: datetime) -> list[Link]:
    fetched = flow.fetcher.fetch(place, accept=ACCEPT_FEED)
    page = Page(fetched.content, fetched.url, fetched.content_type)
    return sitemap_links(page, site, since, flow.clock())
