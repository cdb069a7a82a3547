"""The whole flow in one process: a real store, a real HTTP origin, a channel that records."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from scrapers.fetch import Fetcher
from scrapers.http import Http
from scrapers.site import load_sites
from scrapers.text import search_text
from storage import database
from storage.store import Store
from tests.paper import Paper
from tests.servers.http import Origin
from worker.alerts.channel import Content, Delivery, DeliveryFailed, Receipt
from worker.alerts.followers import Follower, Followers
from worker.pipeline.flow import Flow
from worker.topics import load_topics

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@dataclass
class Told:
    """A channel that keeps what it is given, or fails as a test asks."""

    to: str = "desk@example.org"
    deliveries: list[tuple[Delivery, Content]] = field(default_factory=list)
    failures: list[DeliveryFailed] = field(default_factory=list)
    told_of: Callable[[], object] = field(default=lambda: None)
    """Called after each delivery."""

    def send(self, delivery: Delivery, content: Content) -> Receipt:
        if self.failures:
            raise self.failures.pop(0)
        self.deliveries.append((delivery, content))
        self.told_of()
        return Receipt("recorded")

    def check(self) -> str:
        return "it records"


class Clock:
    """A clock that tests move. It starts at a whole minute of today's news."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Newsroom:
    """A flow, its papers, its clock and who is told."""

    flow: Flow
    told: Told
    clock: Clock
    open_paper: Callable[[str], Paper]

    @property
    def titles(self) -> list[str]:
        """Headlines of the alerts that arrived, in order."""
        return [content["article"]["title"] for _, content in self.told.deliveries]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def patience() -> float:
    """Seconds that a request may take."""
    return 5.0


@pytest.fixture
def newsroom(
    sqlite_url: str, tmp_path: Path, origins: Callable[[], Origin], clock: Clock, patience: float
) -> Iterator[Newsroom]:
    """A newsroom on SQLite without papers; `open_paper(key)` founds one and declares it."""
    engine = database.connect(sqlite_url)
    database.migrate(engine)
    topics, _ = load_topics(SEEDS / "topics")
    told = Told()
    desk = Follower("desk", ("*",), peripheral=False, channels={"email": told})
    sites_folder = tmp_path / "sites"
    sites_folder.mkdir()
    sites: dict[str, object] = {}
    with Http("Diemtin/test", allow_private=[ip_network("127.0.0.0/8")], timeout=patience) as http:
        flow = Flow(
            store=Store(engine, clock=clock, fold=search_text),
            fetcher=Fetcher(http, clock=clock, pause=0, now=clock.seconds),
            sites=sites,  # type: ignore[arg-type]
            topics=topics,
            followers=Followers((desk,)),
            clock=clock,
        )

        def open_paper(key: str) -> Paper:
            paper = Paper(origins(), key)
            paper.site_file(sites_folder)
            found, errors = load_sites(sites_folder)
            assert errors == []
            sites.update(found)
            return paper

        yield Newsroom(flow, told, clock, open_paper)
    engine.dispose()
