"""Settings to services: the one place that chooses implementations and joins them."""

import contextlib
import math
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapers.fetch import Fetcher
from scrapers.http import Http
from scrapers.text import search_text
from storage import database
from storage.store import Store
from worker.alerts import channel
from worker.alerts.followers import load_followers
from worker.pipeline.flow import Flow
from worker.seeds import read_sites, read_topics
from worker.settings import Settings
from worker.version import VERSION


@dataclass(frozen=True, slots=True)
class House:
    """Everything that is wired, and what was wrong with the files of sites and topics."""

    settings: Settings
    flow: Flow
    http: Http
    problems: tuple[str, ...]

    @property
    def store(self) -> Store:
        return self.flow.store


def now() -> datetime:
    """The wall clock, aware, in UTC."""
    return datetime.now(UTC)


def open_store(settings: Settings) -> Store:
    """The migrated store. Raises storage.errors.StoreUnavailable."""
    engine = database.connect(settings.database_url.get_secret_value())
    database.migrate(engine)
    return Store(engine, clock=now, fold=search_text)


def open_http(settings: Settings) -> Http:
    """The one client, with the honest name that it goes by."""
    contact = f" (+{settings.contact})" if settings.contact else ""
    return Http(
        f"Diemtin/{VERSION}{contact}",
        allow_private=settings.allow_private,
        max_bytes=settings.max_bytes,
        timeout=settings.timeout,
    )


@contextlib.contextmanager
def house(settings: Settings) -> Iterator[House]:
    """Everything, opened and closed again."""
    allow_connections()
    topics, bad_topics = read_topics(settings)
    sites, bad_sites = read_sites(settings)
    http = open_http(settings)
    services = channel.Services(
        http=http,
        clock=now,
        smtp_url=settings.smtp_url.get_secret_value(),
        mail_from=settings.mail_from,
        public_url=settings.base_url,
    )
    followers = load_followers(
        settings.alerts, services, local=settings.var / "mail", topics=topics
    )
    store = open_store(settings)
    fetcher = Fetcher(http, clock=now, pause=settings.pause)
    flow = Flow(
        store,
        fetcher,
        sites,
        topics,
        followers,
        clock=now,
        lease=timedelta(seconds=10 * settings.timeout),  # robots.txt, redirects, a slow mail server
        beat=heartbeat(settings.var / "alive"),
    )
    try:
        yield House(settings, flow, http, bad_sites + bad_topics)
    finally:
        http.close()
        store.engine.dispose()


_CONNECTIONS = 16_384
"""Hosts met at 500 polls a second, each connection kept for 15 s, and as much again."""


def allow_connections() -> None:
    """Let this process hold as many connections as a large fleet needs, where the system allows it.

    Most systems begin with 1,024 open files; beyond them healthy papers would seem to be out of reach.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS if hard == resource.RLIM_INFINITY else min(_CONNECTIONS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def heartbeat(path: Path) -> Callable[[], None]:
    """A function that touches `path`, at most once a second: its age tells whether the worker lives."""
    next_at = -math.inf

    def beat() -> None:
        nonlocal next_at
        if time.monotonic() < next_at:
            return
        next_at = time.monotonic() + 1.0
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    return beat


def last_beat(path: Path) -> datetime | None:
    """When the worker last gave a sign of life; None if it never did."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
