"""A clock that moves only when somebody waits or answers, and the papers behind it."""

import random
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any, TypeVar

from scrapers import urls
from scrapers.errors import FetchFailed, ScrapeError
from scrapers.message import Request, Response
from scrapers.turns import Turns
from scrapers.unpack import Unpacker
from tests.origin.answers import Answer
from tests.origin.faults import Fault
from tests.origin.kinds import Asked
from tests.origin.ledger import Ledger
from tests.origin.papers import Paper
from tests.origin.service import made

T = TypeVar("T")
TIMEOUT = 30.0
_LARGEST = 4_000_000


class VirtualClock:
    """The time of day, and seconds that only grow with it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class VirtualTurns(Turns):
    """Whoever waits for a host lets the clock pass."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__(clock.seconds)
        self._clock = clock

    async def _stand(self, waiting: object, seconds: float | None) -> None:
        if seconds is None:
            raise RuntimeError("a host is busy, and nobody will end it: two visits at one host")
        self._clock.forward(seconds + 0.001)


class Died(BaseException):
    """The worker was killed in the middle of a request."""


class VirtualWeb:
    """What `scrapers.http.Http` is to the fetcher: the papers' answers, each after a while. `deaths`: a chance a request."""

    def __init__(
        self, papers: Iterable[Paper], faults: Iterable[Fault], clock: VirtualClock, deaths: float
    ) -> None:
        self.ledger = Ledger()
        self._papers = {urls.host(paper.base): paper for paper in papers}
        self._faults: Mapping[int, list[Fault]] = {paper.index: [] for paper in papers}
        for fault in faults:
            if fault.paper is not None:
                self._faults[fault.paper].append(fault)
        self._busy_until: dict[int, datetime] = {}
        self._clock = clock
        self._deaths = deaths
        self._chance = random.Random("web")

    def begin(self, works: Sequence[Coroutine[Any, Any, T]]) -> list[Future[T]]:
        """As Http.begin; but each is at its end before the next begins, since nothing but the clock moves."""
        return [_done(work) for work in works]

    async def ask(self, request: Request) -> Response:
        """As Http.ask: raises FetchFailed by the names that Http gives."""
        paper = self._papers[urls.host(request.url)]
        path = request.url.removeprefix(paper.base)
        at = self._clock.now
        still = self._busy_until.get(paper.index, at) > at
        self.ledger.begins(paper, path, at, int(still))
        if self._chance.random() < self._deaths:
            raise Died
        answer = self._answer(paper, path, at, request.headers)
        self._clock.forward(TIMEOUT if answer.drip or answer.hang else self._latency())
        self._busy_until[paper.index] = self._clock.now
        self.ledger.ends(paper, path, answer, self._clock.now)
        return _received(request.url, answer)

    def _answer(self, paper: Paper, path: str, at: datetime, headers: Mapping[str, str]) -> Answer:
        asked = {name.lower(): value for name, value in headers.items()}
        return made(Asked(paper, path, at, asked), self._faults[paper.index])

    def _latency(self) -> float:
        return min(0.05 + self._chance.expovariate(4.0), 10.0)


def _done(work: Coroutine[Any, Any, T]) -> Future[T]:
    end: Future[T] = Future()
    try:
        work.send(None)
    except StopIteration as done:
        end.set_result(done.value)
        return end
    except (ScrapeError, Died) as error:
        end.set_exception(error)
        return end
    raise RuntimeError("somebody waits for what is not of this world")


def _received(url: str, answer: Answer) -> Response:
    where = url.partition("/")[0]
    if answer.drop:
        raise FetchFailed(f"{where}: no connection", code="refused")
    if answer.drip or answer.hang:
        raise FetchFailed(f"{where}: no whole answer within {TIMEOUT:g} s", code="timeout")
    if answer.cut is not None:
        raise FetchFailed(f"{where}: the body ends too early", code="protocol")
    if answer.endless:
        raise FetchFailed(f"{where}: larger than {_LARGEST:,} bytes", code="too_large")
    headers = {name.lower(): value for name, value in answer.headers.items()}
    unpacker = Unpacker(headers.get("content-encoding", ""), _LARGEST)
    unpacker.feed(answer.body)
    said = {"content-type": answer.content_type, **headers}
    return Response(url, answer.status, said, unpacker.finish())
