"""A visit's beginning, in the event loop: its sources are asked, one after another, beside those of all other hosts.

Nothing here touches the store, or reads a page: that would hold up everybody else. Most sources have nothing new,
and then this is the whole visit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scrapers import feeds
from scrapers.errors import FetchFailed
from scrapers.fetch import ACCEPT_FEED, Fetched
from storage.instant import moment
from storage.schedule import DueSource, Duties, Visit
from worker.pipeline.flow import Flow
from worker.pipeline.visits import moved, overlap, trust
from worker.pipeline.visits.lease import young
from worker.pipeline.watch import health


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source said. `whole`: it was not asked whether it changed. `same`: it has not, by its host or by what came."""

    fetched: Fetched
    whole: bool
    same: bool


Said = Answer | FetchFailed


@dataclass(frozen=True, slots=True)
class Begun:
    """A visit, what is due at its host, and what its sources said; whatever is missing there is still to be asked."""

    claim: Visit
    duties: Duties
    answers: Mapping[str, Said] = field(default_factory=dict)


async def begin(flow: Flow, claim: Visit, duties: Duties) -> Begun:
    """Ask the sources that are due, in their order, as far as nothing else comes first.

    Where pages are due too, they come first, lest a host of few requests spend them on its feed. And before anything
    is asked after an answer that brings something, that is written down.
    """
    if claim.free_at:
        pause = moment(claim.free_at) - flow.clock()
        flow.fetcher.rest(claim.host, pause.total_seconds())
    answers: dict[str, Said] = {}
    for source in () if duties.pages else duties.sources:
        if not young(flow, claim):  # to renew it takes the store
            break
        said = answers[source.url] = await ask(flow, source)
        if _is_last(said) or not _nothing_new(said):
            break
    return Begun(claim, duties, answers)


async def ask(flow: Flow, source: DueSource) -> Said:
    """Ask one source whether it changed; now and then without asking so (`whole`), since some 304 are lies."""
    now = flow.clock()
    whole = trust.forced(source, now, quiet=health.quiet(source, now))
    plainly = whole or bool(source.memo.get("index"))
    try:
        fetched = await flow.fetcher.get(
            moved.address(source),
            etag="" if plainly else source.etag,
            last_modified="" if plainly else source.last_modified,
            accept=ACCEPT_FEED,
        )
    except FetchFailed as error:
        return error
    return Answer(fetched, whole, _same(source, fetched))


def asked(flow: Flow, source: DueSource) -> Said:
    """`ask`, for a thread that waits."""
    try:
        return flow.fetcher.run(ask(flow, source))
    except FetchFailed as error:  # it was never begun, or cut short: the program is stopping
        return error


def light(visit: Begun, now: datetime) -> bool:
    """Is nothing left to fetch or to read at the host, so that only outcomes are to be written down?"""
    if visit.duties.pages:
        return False
    for source in visit.duties.sources:
        said = visit.answers.get(source.url)
        if said is None or not _nothing_new(said) or overlap.due(source.memo, now):
            return False
        if _is_last(said):
            return True
    return True


def _nothing_new(said: Said) -> bool:
    return isinstance(said, FetchFailed) or said.same


def _is_last(said: Said) -> bool:
    """The program stops, or the host wishes to be left alone: what is not asked yet stays due."""
    return isinstance(said, FetchFailed) and said.code in {"stopped", "wait"}


def _same(source: DueSource, fetched: Fetched) -> bool:
    """Told by the host, or seen by us where it does not know its own ETag."""
    if fetched.not_modified:
        return True
    if not source.opened or source.memo.get("index"):  # an index may stay while its sitemaps change
        return False
    known: str = source.memo.get("fingerprint", "")
    return known == feeds.fingerprint(fetched.content)
