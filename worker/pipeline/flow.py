"""What the flow works with: one value, made by the wiring, handed to every step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Semaphore

from scrapers.errors import FetchFailed, ScrapeError
from scrapers.fetch import Fetcher
from scrapers.site import Site, site_of
from storage.store import Store
from worker.alerts.followers import Followers
from worker.topics import Topic
from worker.topics.shelf import Shelf

READERS = 4
"""Threads of one process that read at the same time: more would only take the interpreter from those that fetch."""


class Stopped(Exception):
    """The program was asked to stop in the middle of a fetch; what was not finished is still due."""


class LeftAlone(Exception):
    """The host wishes to be left alone for so many seconds; what is due there stays due."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"left alone for {seconds:.0f} s")
        self.seconds = seconds


def no_failure(error: ScrapeError) -> None:
    """What is no failure of the host is not written down as one: raise Stopped or LeftAlone instead."""
    if error.code == "stopped":
        raise Stopped from error
    if isinstance(error, FetchFailed) and error.code == "wait":
        raise LeftAlone(error.retry_after or 60.0) from error


@dataclass(frozen=True, slots=True)
class Flow:
    """The store, the way to the web, what is watched, what for and for whom. `clock` gives aware moments."""

    store: Store
    fetcher: Fetcher
    sites: Mapping[str, Site]
    topics: Mapping[str, Topic]
    followers: Followers
    clock: Callable[[], datetime]
    lease: timedelta = timedelta(minutes=5)
    """How long a worker may be silent before its work is another's; renewed before each request."""
    beat: Callable[[], None] = field(default=lambda: None)
    """Called after each piece of work: the worker's sign of life."""
    reading: Semaphore = field(default_factory=lambda: Semaphore(READERS))
    """Held while pages and feeds are read, which is work for the processor."""
    _shelves: dict[str, Shelf] = field(default_factory=dict)

    def shelf(self, topic: str) -> Shelf:
        """What is known of the topic's articles by now; filled in the writer's transaction alone."""
        if topic not in self._shelves:
            self._shelves[topic] = Shelf(self.topics[topic])
        return self._shelves[topic]

    def site(self, key: str, url: str) -> Site | None:
        """The site by its key, else the one that the address belongs to."""
        return self.sites.get(key) or (site_of(url, self.sites) if url else None)

    def site_name(self, key: str) -> str:
        """The paper's name for people; the key itself where there is no such site file."""
        return self.sites[key].name if key in self.sites else key
