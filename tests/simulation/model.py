"""A model, not the flow: `scrapers.schedule` alone decides when each site is asked; the rest is arithmetic.

Ten thousand sites and a year are half a billion polls: the store and the fetcher are left out. Modelled are: a feed
that shows its newest items, outages with their errors and Retry-After, ticks, chance; a hole that `lost` notices is
filled from a news sitemap of two days. That no host is asked by two at once is the leases' work, and is not in here.
"""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

from scrapers import schedule
from tests.origin.papers import HOURS, SUNDAY

DAY = 86_400.0
TICK = 5.0
SITEMAP = 2 * DAY
OUTAGES = (  # code, longest in hours, Retry-After in seconds
    ("refused", 24.0, None), ("timeout", 8.0, None), ("http_500", 12.0, None), ("dns", 6.0, None),
    ("http_429", 6.0, 900.0), ("http_503", 6.0, 3600.0), ("bad_feed", 12.0, None), ("challenge", 12.0, None),
    ("robots", 6.0, None), ("robots_unreachable", 12.0, None), ("http_404", 12.0, None),
)  # fmt: skip


@dataclass(slots=True)
class Sums:
    """What a run gave. `asleep`: polls that a host had asked not to get yet."""

    sites: int = 0
    polls: int = 0
    failures: int = 0
    published: int = 0
    holes: int = 0
    filled: int = 0
    missed: int = 0
    asleep: int = 0
    delays: list[float] = field(default_factory=list)
    """A sample of the seconds from publication to discovery."""


@dataclass(frozen=True, slots=True)
class Outage:
    start: float
    end: float
    code: str
    retry_after: float | None


@dataclass(slots=True)
class _State:
    """One source between two polls."""

    known: int = 0
    opened: bool = False
    step: float | None = None
    failures: int = 0
    found_at: float = 0.0
    not_before: float = 0.0


def run(sites: int, days: int, a_day: float = 60.0, seed: str = "year", first: int = 0) -> Sums:
    """So many sites, each for so many days; `first`: a long run may be split, each site is the same in every split."""
    sums = Sums()
    for number in range(first, first + sites):
        chance = random.Random(f"{seed}/{number}")
        rate = max(0.2, a_day * min(chance.lognormvariate(-0.5, 1.0), 8.0))
        _site(
            f"https://{number}.example/rss", chance.choice((10, 20, 30, 50)),
            published(chance, days, rate), Weather(list(outages(chance, days))), days * DAY, chance, sums,
        )  # fmt: skip
    return sums


def published(chance: random.Random, days: int, rate: float) -> list[float]:
    """The moments of publication, with the rhythm of a day and a week."""
    times: list[float] = []
    for day in range(days):
        count = int(rate * (SUNDAY if day % 7 == 6 else 1.0) + chance.random())
        hours = chance.choices(range(24), HOURS, k=count)
        times += [day * DAY + (hour + chance.random()) * 3600 for hour in hours]
    return sorted(times)


def outages(chance: random.Random, days: int, a_month: float = 3.0) -> Iterator[Outage]:
    """Troubles of one site, some of them on top of each other."""
    for _ in range(int(days / 30 * a_month + chance.random())):
        code, longest, wish = chance.choice(OUTAGES)
        start = chance.uniform(0.0, days * DAY)
        yield Outage(start, start + chance.uniform(60.0, longest * 3600), code, wish)


class Weather:
    """Which of a site's troubles is on, asked at moments that only grow; of those on top of each other, the first named."""

    def __init__(self, troubles: Sequence[Outage]) -> None:
        self._troubles = troubles
        self._turns = sorted({moment for one in troubles for moment in (one.start, one.end)})
        self._until = 0.0  # till then it stays as it is
        self._now: Outage | None = None

    def at(self, moment: float) -> Outage | None:
        if moment >= self._until:
            turn = bisect_right(self._turns, moment)
            self._until = self._turns[turn] if turn < len(self._turns) else inf
            self._now = next((o for o in self._troubles if o.start <= moment < o.end), None)
        return self._now


def _site(
    url: str, window: int, times: Sequence[float], weather: "Weather", end: float,
    chance: random.Random, sums: Sums,
) -> None:  # fmt: skip
    state, at = _State(), schedule.first_poll(url)
    sums.sites += 1
    while at < end:
        sums.polls += 1
        sums.asleep += at < state.not_before
        trouble = weather.at(at)
        if trouble is None:
            wait = _polled(state, url, window, times, at, chance, sums)
        else:
            wait = _failed(state, trouble, at, chance, sums)
        at = -(-(at + wait) // TICK) * TICK
    if state.opened:  # what nobody ever came back for; of the last hours it may still be found
        sums.missed += max(0, bisect_left(times, end - DAY) - state.known)


def _failed(state: _State, trouble: Outage, at: float, chance: random.Random, sums: Sums) -> float:
    state.failures += 1
    sums.failures += 1
    if trouble.retry_after is not None:
        state.not_before = at + trouble.retry_after
    return schedule.backoff(
        trouble.code, state.failures, interval=state.step or schedule.FIRST,
        retry_after=trouble.retry_after, chance=chance.random(),
    )  # fmt: skip


def _polled(
    state: _State, url: str, window: int, times: Sequence[float], at: float,
    chance: random.Random, sums: Sums,
) -> float:  # fmt: skip
    out = bisect_right(times, at)
    shown = min(window, out)
    fresh = out - state.known
    new = min(fresh, shown)
    hole = state.opened and schedule.lost(total=shown, new=new)
    if state.opened:
        _count(state, times, out, fresh - new, hole, at, sums)
    silence = 0.0 if new else at - state.found_at
    state.step = schedule.interval(
        state.step if state.opened else None, total=shown, new=new, silence=silence, gap=hole
    )
    if new:
        state.found_at = at
    state.known, state.opened, state.failures = out, True, 0
    return schedule.next_poll(state.step, url=url, chance=chance.random(), tight=hole)


def _count(
    state: _State, times: Sequence[float], out: int, fallen: int, hole: bool, at: float, sums: Sums
) -> None:
    sums.published += out - state.known
    sums.holes += hole
    if fallen:
        first_in_sitemap = bisect_left(times, at - SITEMAP)
        lost = max(0, min(first_in_sitemap, out) - state.known) if hole else fallen
        sums.missed += lost
        sums.filled += fallen - lost
    if out > state.known and len(sums.delays) < 200_000:
        sums.delays.append(at - times[out - 1])
