"""A hole between two looks at a source is filled from whatever else the paper shows.

1. Of a listing its own next pages, until what was known stands there.
2. Its other feeds, listings and sitemaps: those of this host at once, the others are made due.
3. The sitemaps that its robots.txt names.
4. Where there is none of these, the feeds that its home page names.

What is found alerts as usual: it appeared after the first poll. Of what was not declared, only what is
dated after the hole began counts. The hole stays in the memo until this has ended, whatever dies.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace

from scrapers import urls
from scrapers.article import Link, Page
from scrapers.dates import moment
from scrapers.discover import feeds_of, links
from scrapers.errors import ScrapeError
from scrapers.fetch import ACCEPT_FEED
from storage import instant, schedule
from storage.event import NewEvent
from storage.schedule import Departure, DueSource, Visit
from worker.pipeline.fault import named
from worker.pipeline.flow import Flow, no_failure
from worker.pipeline.visits import finds, overlap, readon, sitemaps
from worker.pipeline.visits.ask import asked
from worker.pipeline.visits.lease import renew
from worker.pipeline.visits.overlap import Gap
from worker.pipeline.visits.poll import poll

log = logging.getLogger("diemtin.fill")

TRIES = 3
"""Polls at which filling a hole is tried before it is given up, and said so."""
_FEEDS = 3
"""Feeds of the home page that are read."""

Reader = Callable[[str], list[Link]]


@dataclass(slots=True)
class Filling:
    """How far one filling has come: links found, addresses asked, what went wrong."""

    found: int = 0
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def fill(flow: Flow, visit: Visit, source: DueSource, gap: Gap) -> Filling:
    """What was found, and where. Every outcome is in the store; Stopped, LeftAlone leave the hole open."""
    done = Filling()
    if source.kind == "listing":
        _read_on(flow, visit, source, gap, done)
    _declared(flow, visit, source, done)
    for place in _places(flow, source, done):
        _step(done, place, lambda at: _from_sitemap(flow, visit, source, gap, at))
    if not done.asked:
        for place in _home_feeds(flow, source, done):
            _step(done, place, lambda at: _from_feed(flow, visit, source, gap, at))
    _settle(flow, visit, source, gap, done)
    return done


def _step(done: Filling, place: str, read: Callable[[str], int]) -> None:
    """One more place, whose failure stops nothing else."""
    try:
        done.found += read(place)
        done.asked.append(place)
    except ScrapeError as error:
        no_failure(error)
        done.errors.append(str(error))


def _read_on(flow: Flow, visit: Visit, source: DueSource, gap: Gap, done: Filling) -> None:
    """The listing's own next pages."""
    try:
        for place, shown in readon.following(flow, visit, source, gap):
            done.found += _kept(flow, visit, source, place, shown)
            done.asked.append(place)
    except ScrapeError as error:
        no_failure(error)
        done.errors.append(str(error))


def _declared(flow: Flow, visit: Visit, source: DueSource, done: Filling) -> None:
    """The other sources of the site file."""
    with flow.store.read() as conn:
        others = [o for o in schedule.site_sources(conn, source.site) if o.url != source.url]
    here = {other.url: other for other in others if other.host == visit.host and other.opened}
    away = [other.url for other in others if other.host != visit.host]
    if away:
        with flow.store.operate() as conn:
            schedule.force_due(conn, flow.clock(), urls=away)
        done.asked += away
    for url in here:
        _step(done, url, lambda at: _polled(flow, visit, here[at]))


def _polled(flow: Flow, visit: Visit, other: DueSource) -> int:
    renew(flow, visit)
    polled = poll(flow, visit, other, asked(flow, other))
    if polled.outcome is not None:
        schedule.settle(flow.store, [Departure(visit, [polled.outcome])])
    if polled.error is not None:
        raise polled.error
    return polled.new


def _places(flow: Flow, source: DueSource, done: Filling) -> list[str]:
    """The sitemaps of the paper that are not polled anyway: those of news where any call themselves so."""
    try:
        found = flow.fetcher.sitemaps(source.url)
    except ScrapeError as error:
        no_failure(error)
        done.errors.append(str(error))
        return []
    site = flow.sites.get(source.site)
    known = set(site.sitemaps) if site else set()
    return [place for place in found if place not in known][: sitemaps.MOST]


def _home_feeds(flow: Flow, source: DueSource, done: Filling) -> list[str]:
    site = flow.site(source.site, source.url)
    home = site.home if site else ""
    if not home or urls.host(home) != source.host:
        return []
    try:
        fetched = flow.fetcher.fetch(home)
        found = feeds_of(Page(fetched.content, fetched.url, fetched.content_type))
    except ScrapeError as error:
        no_failure(error)
        done.errors.append(str(error))
        return []
    return [place for place in found if place != source.url and urls.host(place) == source.host][
        :_FEEDS
    ]


def _from_sitemap(flow: Flow, visit: Visit, source: DueSource, gap: Gap, place: str) -> int:
    renew(flow, visit)
    fetched = flow.fetcher.fetch(place, accept=ACCEPT_FEED)
    site = flow.site(source.site, source.url)
    with named(place):
        shown = sitemaps.read(flow, site, fetched, instant.moment(gap.since) - overlap.MARGIN)
    return _kept(flow, visit, source, place, shown)


def _from_feed(flow: Flow, visit: Visit, source: DueSource, gap: Gap, place: str) -> int:
    renew(flow, visit)
    fetched = flow.fetcher.fetch(place, accept=ACCEPT_FEED)
    page = Page(fetched.content, fetched.url, fetched.content_type)
    with named(place):
        shown = links(page, flow.site(source.site, source.url), "feed")
    return _kept(flow, visit, source, place, list(_since(shown, gap)))


def _since(shown: list[Link], gap: Gap) -> Iterator[Link]:
    began = instant.moment(gap.since) - overlap.MARGIN
    for link in shown:
        at = moment(link.published)
        if at is not None and at >= began:
            yield link


def _kept(flow: Flow, visit: Visit, source: DueSource, place: str, shown: list[Link]) -> int:
    with flow.store.write() as tx:
        schedule.guard(tx, visit)
        found = finds.found(tx, shown, site=source.site, source=place, first_poll=False)
    return len(found.new)


def _settle(flow: Flow, visit: Visit, source: DueSource, gap: Gap, done: Filling) -> None:
    """Say how it ended; where nothing could be read, the next poll tries again, a few times."""
    failed = not done.asked and bool(done.errors)
    again = failed and gap.tries + 1 < TRIES
    with flow.store.write() as tx:
        schedule.guard(tx, visit)
        left = asdict(replace(gap, tries=gap.tries + 1)) if again else None
        schedule.remember(tx.conn, source.url, {"gap": left, "filled_at": tx.now})
        if again:
            return
        data = {
            "site": source.site,
            "since": gap.since,
            "until": gap.until,
            "found": done.found,
            "from": done.asked,
            "message": _words(done),
        }
        tx.append(NewEvent("source.filled", source.url, data, key=gap.until))
    log.info("filled", extra={"source": source.url, "found": done.found, "asked": len(done.asked)})


def _words(done: Filling) -> str:
    if done.asked:
        return f"{done.found} articles found in {', '.join(map(urls.shown, done.asked))}"
    if done.errors:
        return f"could not be filled: {done.errors[0]}"
    return "nothing to fill it from: the site file names no listing, robots.txt no sitemap"
