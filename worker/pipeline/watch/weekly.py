"""How much a source shows, by the hour of the day and the day of the week; and what it should. Pure.

Learned from its polls: each hour's finds mix into that hour's usual number, each day's sum into that
weekday's. Hours are those of Vietnam. Nights, weekends and holidays are quiet because they always are,
so silence is measured in the finds that are missing, not in hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Self

from scrapers.dates import HANOI
from worker.pipeline.watch.holidays import activity

LEARNED = 3
"""Days after which the hours of a day are known."""
_HOUR_WEIGHT = 0.2  # of the newest day in an hour's usual number
_DAY_WEIGHT = 0.4  # of the newest week in a weekday's
_UNKNOWN_DAY = 0.25  # of a usual day: a weekday not seen yet may be its day of rest
_MOST_UNSEEN = 6  # hours between two polls beyond which nothing is said of those between
_LONGEST = 24 * 60  # hours of silence that are added up
_LEAST, _MOST = 0.02, 5.0


@dataclass(frozen=True, slots=True)
class Week:
    """`hours`: usual finds in each hour of a day; `days`: what a weekday (Monday first) has of a usual day.

    `known`: how often each weekday was seen whole; `at` is the hour being counted (since 1970, -1 none),
    `count` what it showed so far; `lately` the finds of the last 24 hours before it, the oldest first.
    """

    hours: tuple[float, ...] = (0.0,) * 24
    days: tuple[float, ...] = (1.0,) * 7
    known: tuple[int, ...] = (0,) * 7
    at: int = -1
    count: int = 0
    lately: tuple[int, ...] = ()

    @classmethod
    def read(cls, memo: Mapping[str, Any]) -> Self:
        """From the source's memo."""
        said: Mapping[str, Any] = memo.get("week") or {}
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in said.items()
        }
        return cls(**values)

    def memo(self) -> dict[str, Any]:
        """For the source's memo."""
        return {
            "hours": [round(number, 2) for number in self.hours],
            "days": [round(number, 2) for number in self.days],
            "known": list(self.known),
            "at": self.at,
            "count": self.count,
            "lately": list(self.lately),
        }

    @property
    def learned(self) -> bool:
        """Have enough days been seen to judge by?"""
        return sum(self.known) >= LEARNED

    def seen(self, new: int, now: datetime) -> "Week":
        """After a good poll that showed so many new links."""
        hour = hour_of(now)
        if self.at < 0 or hour < self.at:
            return replace(self, at=hour, count=new, lately=())
        if hour - self.at > _MOST_UNSEEN:  # nobody looked: that says nothing
            return replace(self, at=hour, count=0, lately=())
        week = self
        for past in range(self.at, hour):
            week = week._ended(past)
        return replace(week, count=week.count + new)

    def _ended(self, hour: int) -> "Week":
        """With the hour that is counted done, and the next begun."""
        day = local(hour)
        usual = self.days[day.weekday()] * activity(day.date()) or 1.0
        number = min(self.count / max(usual, _LEAST), 1000.0)
        hours = list(self.hours)
        weight = max(_HOUR_WEIGHT, 1 / (sum(self.known) + 1))
        hours[day.hour] += weight * (number - hours[day.hour])
        week = replace(
            self, hours=tuple(hours), at=hour + 1, count=0, lately=(*self.lately, self.count)[-24:]
        )
        return week._day_ended(day.date()) if day.hour == 23 and len(week.lately) == 24 else week

    def _day_ended(self, day: date) -> "Week":
        """With this whole day's sum in its weekday's share; holidays teach nothing, nor does nothing at first."""
        usual = sum(self.hours)
        if activity(day) < 1.0 or not usual or not (self.learned or any(self.lately)):
            return self
        number = day.weekday()
        share = min(max(sum(self.lately) / usual, _LEAST), _MOST)
        weight = _DAY_WEIGHT if self.known[number] else 1.0
        days, known = list(self.days), list(self.known)
        days[number] += weight * (share - days[number])
        known[number] += 1
        return replace(self, days=tuple(days), known=tuple(known))

    def expected(self, since: datetime, until: datetime) -> float:
        """The finds that are usual between two moments."""
        shares = [
            share if seen else _UNKNOWN_DAY
            for share, seen in zip(self.days, self.known, strict=True)
        ]
        return sum(
            self.hours[of_day] * shares[number] * weight
            for of_day, number, weight in _span(since, until)
        )

    def found(self, now: datetime) -> int:
        """The finds of the last 24 hours."""
        kept = 23 - max(0, hour_of(now) - self.at)
        return sum(self.lately[-kept:] if kept > 0 else ()) + (self.count if kept >= 0 else 0)


def learned(memo: Mapping[str, Any], new: int, now: datetime) -> Mapping[str, Any]:
    """`Week.memo` after a good poll that showed so many new links, given the source's memo."""
    said: Mapping[str, Any] = memo.get("week") or {}
    if not new and said.get("at") == hour_of(now):  # most polls: nothing is added, no hour ends
        return said
    return Week.read(memo).seen(new, now).memo()


def hour_of(at: datetime) -> int:
    """The hour of a moment, counted since 1970."""
    return int(at.timestamp() // 3600)


def _part(at: datetime) -> float:
    return at.timestamp() % 3600 / 3600


@lru_cache(maxsize=16)  # the last day of ten thousand sources is one day
def _span(since: datetime, until: datetime) -> list[tuple[int, int, float]]:
    """Each hour between two moments: of the day, its weekday, what of a usual such hour is in it."""
    first, last = hour_of(since), hour_of(until)
    first = max(first, last - _LONGEST)
    if first == last:
        parts = {last: (until - since).total_seconds() / 3600}
    else:
        parts = {first: 1 - _part(since), last: _part(until)}
    places = ((*_place(hour), parts.get(hour, 1.0)) for hour in range(first, last + 1))
    return [(of_day, number, active * part) for of_day, number, active, part in places]


@lru_cache(maxsize=4096)  # asked of the same hours for every source
def _place(hour: int) -> tuple[int, int, float]:
    """The hour of the day, the weekday, and how active the papers are on such a day."""
    at = local(hour)
    return at.hour, at.weekday(), activity(at.date())


def local(hour: int) -> datetime:
    """The beginning of such an hour by Vietnam's clocks."""
    return datetime.fromtimestamp(0, UTC).astimezone(HANOI) + timedelta(hours=hour)
