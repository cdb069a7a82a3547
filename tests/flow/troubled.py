"""Papers of the synthetic origin on the newsroom's clock, each with its fault."""

from collections.abc import Iterable
from pathlib import Path

from scrapers.site import load_sites
from storage import queries
from storage.queries import IncidentRow, SourceRow
from tests.flow.conftest import Newsroom
from tests.origin import papers, seeds
from tests.origin.faults import parse
from tests.origin.papers import Paper, World
from tests.origin.service import Service
from tests.servers.programs import free_port
from worker.pipeline import rounds


def founded(
    newsroom: Newsroom, folder: Path, *faults: str, count: int, a_day: float = 100, window: int = 5,
    listings: Iterable[int] = (),
) -> Service:  # fmt: skip
    """`count` papers, declared in the newsroom's sites; those of `listings` are watched by their section's page."""
    begin = newsroom.clock.now
    found = papers.found(World("abuse", begin), count, a_day, window=window)
    for paper in found:
        paper.source = "listing" if paper.index in set(listings) else "rss"
        paper.a_day = a_day
    wrong = [parse(spec, begin) for spec in faults]
    service = Service(found, wrong, newsroom.clock, free_port())
    seeds.write(folder, found)
    sites, errors = load_sites(folder / "sites")
    assert errors == []
    newsroom.flow.sites.update(sites)  # type: ignore[attr-defined]
    return service


def source(newsroom: Newsroom, paper: Paper) -> SourceRow:
    """The paper's one source."""
    with newsroom.flow.store.read() as conn:
        (row,) = queries.sources(conn, [paper.key])
    return row


def incidents(newsroom: Newsroom, paper: Paper) -> list[IncidentRow]:
    """What was said to be wrong with the paper, the first first."""
    with newsroom.flow.store.read() as conn:
        return queries.incidents(conn, sites=[paper.key])[::-1]


def passes(newsroom: Newsroom, service: Service, number: int, minutes: float) -> None:
    """So many whole passes, so many minutes apart."""
    for _ in range(number):
        newsroom.clock.forward(minutes=minutes)
        service.look()
        rounds.once(newsroom.flow)
