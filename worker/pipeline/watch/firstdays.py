"""Before its week is known: what a source should show, by its last hours and the day of a Vietnamese desk. Pure.

It is known from the first look on: the items of a feed say when each was published. A slow paper's feed reaches back
for weeks, and its week is known at once; a busy one's for hours. What is counted is careful: what comes at once is one
sign of life, nights count for nothing, hours and weekdays not seen yet may be its rest.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from worker.pipeline.watch.holidays import activity
from worker.pipeline.watch.weekly import Week, hour_of, local, part_of

_DESK = (
    0, 0, 0, 0, 0, 0.2, 0.6, 1, 1, 1, 1, 0.7, 0.5, 0.6, 1, 1, 1, 0.9, 0.7, 0.6, 0.6, 0.4, 0.2, 0,
)  # fmt: skip
"""Share of its busiest hour that each hour of a desk's day brings."""
_FRIDAY, _EVENING = 4, 17
_WORKING = 0.5  # of the busiest hour
_UNKNOWN = 0.1  # of a usual day: a weekday not seen yet may be its day of rest
_UNSEEN = 0.3  # of a usual hour: one not watched yet may be none of this paper's
_KNOWN = 4  # occasions after which it publishes on such days
_MOST = 24 * 21  # hours that a feed's dates are believed to tell of
_OLDEST = 0.1  # of the items: kept at a feed's end for ever, they say nothing of the time between
CROWD = 4
"""Occasions of one hour that count."""


def begun(times: Iterable[datetime], now: datetime) -> Week:
    """A week that begins with what the first look shows: when (aware moments) its items were published."""
    moments = sorted(at for at in times if at <= now)
    moments = moments[int(len(moments) * _OLDEST) :]
    counts = Counter(map(hour_of, moments))
    occasions = Counter(
        occasion[0] for occasion in {(hour_of(at), at.minute // 10) for at in moments}
    )
    this = hour_of(now)
    week = Week()
    for hour in range(max(min(counts, default=this) + 1, this - _MOST), this):
        week = week.seen(counts[hour], local(hour), times=occasions[hour])
    return week.seen(counts[this], now, times=occasions[this])


def surprise(week: Week, since: datetime, until: datetime) -> float | None:
    """How unlikely it is that nothing came between two moments (-ln of the chance); None while too little is known."""
    seen = _Seen.of(week)
    if not seen.finds:
        return None
    return seen.rate * seen.busy(since, until)


def finds(week: Week) -> int:
    """Occasions by day on which something came, of the hours watched."""
    return _Seen.of(week).finds


def working(week: Week, since: datetime, until: datetime) -> float:
    """Seconds between two moments at which such a desk works; those of one day are taken as any desk's."""
    if _by_day(since, until):
        hours = range(hour_of(since), hour_of(until) + 1)
        return (until - since).total_seconds() * sum(map(_share, hours)) / len(hours)
    return 3600.0 * _Seen.of(week).busy(since, until)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the hours by day that were watched tell.

    `finds`: occasions on which something came; `rate`: of a busy hour; `usual`: of each hour of a day, and `works`: of each
    weekday, how much of what a desk's has is known to be this paper's.
    """

    finds: int
    rate: float
    usual: Sequence[float | None]
    works: Sequence[float]

    @classmethod
    def of(cls, week: Week) -> Self:
        hours = range(week.at - len(week.lately), week.at + 1)
        times = zip(hours, week.times, strict=False)
        seen = [(local(hour), min(often, CROWD)) for hour, often in times if _share(hour)]
        finds = sum(often for _, often in seen)
        busy = sum(max(_DESK[at.hour], _WORKING if often else 0.0) for at, often in seen)
        rate = finds / max(busy, 1.0)
        usual = [
            _usual([min(often, 1) for at, often in seen if _near(at.hour, hour)])
            for hour in range(24)
        ]
        days = [at.weekday() for at, often in seen for _ in range(often)]
        return cls(finds, rate, usual, [_works(days, day) for day in range(7)])

    def busy(self, since: datetime, until: datetime) -> float:
        """The busy hours between two moments, as far as is known: whoever publishes today goes on till evening."""
        first, last = hour_of(since), hour_of(until)
        today = local(first).date()
        total = sum(self._open(local(hour), today) for hour in range(first, last))
        total -= self._open(local(first), today) * part_of(since)
        return total + self._open(local(last), today) * part_of(until)

    def _open(self, at: datetime, today: date) -> float:
        """How much of a busy hour this one is."""
        share = _DESK[at.hour] * self.works[at.weekday()]
        if not share:
            return 0.0
        usual = self.usual[at.hour]
        if usual is None:
            usual = 1.0 if at.date() == today and at.hour < _EVENING else _UNSEEN
        return share * usual * activity(at.date())


def _usual(around: Sequence[int]) -> float | None:
    """What was seen around an hour of the day; None where nobody watched."""
    return (sum(around) + 0.5) / (len(around) + 1) if around else None


def _near(one: int, other: int) -> bool:
    return (one - other + 1) % 24 < 3


def _works(days: Sequence[int], day: int) -> float:
    """Is it known that it publishes on such a weekday, by those of its finds? Working days are alike, and whoever works at
    a weekend works on them; Saturday and Sunday are each their own."""
    telling = len(days) if day <= _FRIDAY else days.count(day)
    return 1.0 if telling >= _KNOWN else _UNKNOWN


def _by_day(since: datetime, until: datetime) -> bool:
    """Do all the hours between two moments belong to one desk's working day?"""
    hours = range(hour_of(since), hour_of(until) + 1)
    return len(hours) < 12 and all(_share(hour) >= _WORKING for hour in hours)


def _share(hour: int) -> float:
    return _DESK[local(hour).hour]
