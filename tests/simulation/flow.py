"""The product's own flow on a virtual clock: its schedule and leases in SQLite, its fetcher, its reading; no judging.

A tick hands out visits as the worker's does, as many at a time as it may; each visit lives in its own time, so that
visits to different hosts overlap. Workers die in the middle of requests, and leave their leases behind.
"""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from scrapers.fetch import Fetcher
from scrapers.site import load_sites
from scrapers.text import search_text
from storage import database, schedule
from storage.schedule import Visit
from storage.store import Store
from tests.origin import papers, seeds
from tests.origin.faults import Fault
from tests.origin.ledger import Ledger
from tests.origin.papers import Paper
from tests.simulation.web import Died, VirtualClock, VirtualTurns, VirtualWeb
from worker.alerts.followers import Followers
from worker.pipeline import rounds, shift
from worker.pipeline.flow import Flow
from worker.pipeline.visits import visit as visiting

BEGIN = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # midnight in Hanoi, a Tuesday begins
TICK = timedelta(seconds=5)
TROUBLES: Mapping[str, float] = {  # kind -> hours that it lasts at most
    "dead": 10, "429": 4, "503": 4, "500": 8, "hang": 6, "cut": 3, "truncated": 3, "html": 6,
    "challenge": 4, "loop": 3, "robots-down": 5, "robots": 3, "lie304": 8,
    "moved": 12, "empty": 2,
}  # fmt: skip
_MEMORY = Path("/dev/shm")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a simulated span gave. `visits` that were cut short by a worker's death are `deaths`."""

    papers: list[Paper]
    ledger: Ledger
    end: datetime
    settle: timedelta
    visits: int
    deaths: int

    def missed(self) -> list[str]:
        """Addresses published between a paper's first poll and the last trouble's end, and never fetched."""
        return self.ledger.missed(self.papers, self.end, self.settle)


def simulate(
    sites: int, days: float, *, a_day: float = 60, troubles: float = 1.0, deaths: float = 1e-4,
    settle: timedelta = timedelta(hours=12),
) -> Outcome:  # fmt: skip
    """Watch so many papers for so long. `troubles` a paper and day; `deaths`: a worker's chance a request.

    `settle` is how long it goes on when the last trouble is over: what comes by then was late, the rest is missed.
    """
    world = papers.World("simulation", BEGIN)
    found = papers.found(world, sites, a_day)
    for paper in found:
        paper.base = f"http://{paper.key}.example.vn"
    clock = VirtualClock(BEGIN)
    web = VirtualWeb(found, _troubles(found, days, troubles), clock, deaths)
    end = BEGIN + timedelta(days=days) + settle
    with _flow(found, web, clock) as flow:
        visits, died = _run(flow, clock, end)
    return Outcome(found, web.ledger, end, settle, visits, died)


def _run(flow: Flow, clock: VirtualClock, end: datetime) -> tuple[int, int]:
    rounds.begin(flow)
    under_way: list[datetime] = []
    visits = died = 0
    while clock.now < end:
        now = clock.now
        under_way = [until for until in under_way if until > now]
        free = shift.HOSTS - len(under_way)
        for claim in shift.due_visits(flow, free) if free else ():
            visits += 1
            died += not _visited(flow, claim)
            under_way.append(clock.now)
            clock.now = now
        clock.now = _next_tick(flow, now, wait=len(under_way) < shift.HOSTS)
    return visits, died


def _visited(flow: Flow, claim: Visit) -> bool:
    """A visit, in its own time; False where its worker died."""
    try:
        visiting.visit(flow, claim)
    except Died:
        return False
    return True


def _next_tick(flow: Flow, now: datetime, *, wait: bool) -> datetime:
    """The next tick at which there is something to do."""
    with flow.store.read() as conn:
        due = schedule.soonest_due(conn) if wait else None
    ticks = max(1, -(-((due or now) - now) // TICK))
    return now + ticks * TICK


def _troubles(found: list[Paper], days: float, rate: float) -> Iterator[Fault]:
    for paper in found:
        chance = random.Random(f"troubles/{paper.key}")
        if (
            paper.index % 7 == 0
        ):  # robots.txt is read once a day: a wish has to be there from the start
            yield Fault("crawl-delay", paper.index, BEGIN, BEGIN + timedelta(days=days))
        for _ in range(int(days * rate + chance.random())):
            kind = chance.choice(list(TROUBLES))
            start = BEGIN + timedelta(days=chance.uniform(0, days))
            length = timedelta(hours=chance.uniform(0.02, TROUBLES[kind]))
            end = min(start + length, BEGIN + timedelta(days=days))
            yield Fault(kind, paper.index, start, end)


@contextmanager
def _flow(found: list[Paper], web: VirtualWeb, clock: VirtualClock) -> Iterator[Flow]:
    memory = str(_MEMORY) if _MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="diemtin-simulation-", dir=memory) as name:
        seeds.write(Path(name), found)
        sites, errors = load_sites(Path(name) / "sites")
        if errors:
            raise RuntimeError(errors[0])
        engine = database.connect(f"sqlite:///{name}/diemtin.db")
        database.migrate(engine)
        fetcher = Fetcher(web, clock=clock, now=clock.seconds, turns=VirtualTurns(clock))
        store = Store(engine, clock=clock, fold=search_text)
        yield Flow(store, fetcher, sites, {}, Followers(()), clock)
        engine.dispose()
