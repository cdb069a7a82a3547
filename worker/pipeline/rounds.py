"""One whole pass over all sites, and what has to be so before the first: the sources of the site files."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import timedelta

from scrapers import urls
from scrapers.turns import LONGEST_WAIT
from storage import schedule
from storage.outbox import Claim
from storage.schedule import Source
from worker.pipeline import deliver as delivering
from worker.pipeline.flow import Flow
from worker.pipeline.shift import DELIVERIES, due_deliveries, due_visits, visit_all
from worker.pipeline.visits.visit import Seen
from worker.pipeline.watch.report import report

PATIENCE = timedelta(seconds=LONGEST_WAIT)
"""Pauses that a whole pass waits for; hosts that wish for longer ones are left for the next."""


@dataclass(slots=True)
class Round:
    """What one whole pass did."""

    seen: Seen = field(default_factory=Seen)
    sent: int = 0
    owed: int = 0


def begin(flow: Flow) -> None:
    """Make the store's sources those of the site files; safe to repeat, and from several processes."""
    declared = [
        Source(url, site.key, urls.host(url), site.kind(url))
        for site in flow.sites.values()
        for url in site.sources
    ]
    with flow.store.write() as tx:
        schedule.sync_sources(tx, declared)


def deliver_all(flow: Flow, claims: Iterable[Claim]) -> Iterator[bool]:
    """Deliver side by side; gives whether each was taken."""
    with ThreadPoolExecutor(DELIVERIES, thread_name_prefix="deliver") as pool:
        tries = [pool.submit(delivering.deliver, flow, claim) for claim in claims]
        for done in as_completed(tries):
            yield done.result()


def once(flow: Flow, progress: Callable[[Round], None] = lambda _: None) -> Round:
    """Poll every source, due or not, do all that follows from it, try what is owed.

    1. Every source is made due.  2. Hosts are visited until nothing is due.
    3. The operators are owed what is wrong.  4. Deliveries that are due are tried, each once.
    """
    begin(flow)
    with flow.store.operate() as conn:
        schedule.force_due(conn, flow.clock(), pauses=True)
    result = Round()
    for turn in visit_all(flow, lambda free: due_visits(flow, free, PATIENCE)):
        for seen in turn:
            _add(result.seen, seen)
            progress(result)
    report(flow)
    while owed := due_deliveries(flow, DELIVERIES):
        for taken in deliver_all(flow, owed):
            result.sent += taken
            result.owed += not taken
            progress(result)
    return result


def _add(total: Seen, one: Seen) -> None:
    total.polled += one.polled
    total.failed += one.failed
    total.new += one.new
    total.kept += one.kept
