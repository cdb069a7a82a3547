"""How much a source shows, by the hour of the day and the day of the week; and what it should. Pure.

Learned from its polls. Two things are kept of each hour: the articles that it brought, which is for people, and on how
many days it brought anything, by which silence is judged: ten articles at once are one sign of life, not ten. Old days
fade. Hours are those of Vietnam; what a weekday has of a usual day is learned beside them. Nights, weekends and holidays
are quiet because they always are, so silence is measured by how unlikely it is, not in hours.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Self

from scrapers.dates import HANOI
from worker.pipeline.watch.holidays import activity

LEARNED = 3
"""Days after which the hours of a day are known."""
FADE = 0.96
"""What a day weighs beside the next: the last three weeks or so count."""
_HOUR_FADE = FADE ** (1 / 24)
_PRIOR = 3.0  # finds that a weekday is thought to have had, and should have had, before any is seen
_UNKNOWN_DAY = 0.25  # of a usual day: a weekday not seen yet may be its day of rest, ...
_ALIKE = 0.8  # ... hardly a working day: it has so much of the quietest known
MOST_UNSEEN = 6
"""Hours between two polls beyond which nothing is known of those between."""
_LONGEST = 24 * 60  # hours of silence that are added up
_MOST = 7.0  # usual days in one: all of its week
_SURE = 0.95  # no hour is surer than that to bring something


@dataclass(frozen=True, slots=True)
class Week:
    """`brought`: articles in each hour of a day; `often`: days on which that hour brought any; of `watched` usual days.

    All three fade. `had`: hours with finds that each weekday (Monday first) had, of those that it `should` have had were it
    a usual day. `known`: how often each weekday was seen whole; `at` is the hour being counted (since 1970, -1 none),
    `count` what it showed so far; `lately` the finds of the last 24 hours before it, the oldest first; `times`: on how many
    occasions each of these hours, the counted one too, showed something: kept until the week is known.
    """

    brought: tuple[float, ...] = (0.0,) * 24
    often: tuple[float, ...] = (0.0,) * 24
    watched: float = 0.0
    had: tuple[float, ...] = (0.0,) * 7
    should: tuple[float, ...] = (0.0,) * 7
    known: tuple[int, ...] = (0,) * 7
    at: int = -1
    count: int = 0
    lately: tuple[int, ...] = ()
    times: tuple[int, ...] = (0,)

    @classmethod
    def read(cls, memo: Mapping[str, Any]) -> Self:
        """From the source's memo; one of an earlier version is begun anew, but for its last day."""
        said: Mapping[str, Any] = memo.get("week") or {}
        kept = _KEYS if "often" in said else _LAST_DAY
        values: dict[str, Any] = {
            key: tuple(said[key]) if isinstance(said[key], list) else said[key]
            for key in kept & said.keys()
        }
        return cls(**values)

    def memo(self) -> dict[str, Any]:
        """For the source's memo."""
        return {
            "brought": [round(number, 2) for number in self.brought],
            "often": [round(number, 2) for number in self.often],
            "watched": round(self.watched, 3),
            "had": [round(number, 2) for number in self.had],
            "should": [round(number, 2) for number in self.should],
            "known": list(self.known),
            "at": self.at,
            "count": self.count,
            "lately": list(self.lately),
            "times": list(self.times),
        }

    @property
    def learned(self) -> bool:
        """Have enough days been seen to judge by?"""
        return sum(self.known) >= LEARNED

    @property
    def finds(self) -> float:
        """Hours with finds from which all this is known."""
        return sum(self.often)

    @property
    def a_day(self) -> float:
        """Hours with finds of a usual day."""
        return self.finds / max(self.watched, 1.0)

    def seen(
        self, new: int, now: datetime, looked: datetime | None = None, *, times: int | None = None
    ) -> "Week":
        """After a good poll that showed so many new links, on so many occasions (None: one, where there are any).

        `looked`: the good poll before, None where that was just now.

        A poll that shows nothing need not be told: the next that shows something speaks for those between. So an
        endless silence is held against what was usual before it, and never becomes the usual.
        """
        hour, often = hour_of(now), min(new, 1) if times is None else times
        if self.at < 0 or hour < self.at:
            return replace(self, at=hour, count=new, lately=(), times=(often,))
        if looked is not None and hour - hour_of(looked) > MOST_UNSEEN:
            return replace(
                self, at=hour, count=0, lately=(), times=(0,)
            )  # nobody looked: that says nothing
        week = self
        for past in range(self.at, hour):
            week = week._ended(past)
        of_hour = (*week.times[:-1], week.times[-1] + often) if week.times else ()
        return replace(week, count=week.count + new, times=of_hour)

    def _ended(self, hour: int) -> "Week":
        """With the hour that is counted done, and the next begun."""
        of_day, number, active = _place(hour)
        lately = (*self.lately, self.count)[-24:]
        times = () if self.learned else (*self.times, 0)[-len(lately) - 1 :]
        week = replace(self, at=hour + 1, count=0, lately=lately, times=times)
        if active == 1.0:  # holidays teach nothing
            week = week._learnt(of_day, number, self.count)
        whole = of_day == 23 and len(week.lately) == 24
        return week._day_ended(number, active) if whole else week

    def _learnt(self, of_day: int, number: int, count: int) -> "Week":
        """With what an hour brought."""
        found = float(count > 0)
        should = self._likely(of_day) if self.watched else found
        return replace(
            self,
            brought=_faded(self.brought, of_day, count),
            often=_faded(self.often, of_day, found),
            watched=self.watched * _HOUR_FADE + self._share(number) / 24,
            had=_added(self.had, number, found),
            should=_added(self.should, number, should),
        )

    def _day_ended(self, number: int, active: float) -> "Week":
        """With this weekday known, and its earlier ones faded; nothing at first teaches nothing, nor do holidays."""
        if active < 1.0 or not (self.learned or any(self.lately)):
            return self
        known = list(self.known)
        known[number] += 1
        had, should = list(self.had), list(self.should)
        had[number], should[number] = had[number] * _WEEK_FADE, should[number] * _WEEK_FADE
        return replace(self, known=tuple(known), had=tuple(had), should=tuple(should))

    def expected(self, since: datetime, until: datetime) -> float:
        """The articles that are usual between two moments."""
        if not self.watched:
            return 0.0
        shares = [self._day(number) for number in range(7)]
        brought = sum(
            self.brought[of_day] * shares[number] * weight
            for of_day, number, weight in _span(since, until)
        )
        return brought / max(self.watched, 1.0)

    def surprise(self, since: datetime, until: datetime) -> float:
        """How unlikely it is that nothing comes between two moments: -ln of that chance, hour by hour.

        The hour of the first says nothing more: it had its find.
        """
        first, last = hour_of(since), hour_of(until)
        if first == last or not self.watched:
            return 0.0
        hours = range(max(first, last - _LONGEST) + 1, last)
        likely = {hour % 24: self._likely(_place(hour)[0]) for hour in (*hours[:24], last)}
        shares = [self._day(number) for number in range(7)]
        unlikely = sum(_unlikely(hour, likely[hour % 24], shares) for hour in hours)
        return unlikely + _unlikely(last, likely[last % 24], shares) * part_of(until)

    def found(self, now: datetime) -> int:
        """The finds of the last 24 hours."""
        kept = 23 - max(0, hour_of(now) - self.at)
        return sum(self.lately[-kept:] if kept > 0 else ()) + (self.count if kept >= 0 else 0)

    def _likely(self, of_day: int) -> float:
        """The chance that this hour of a usual day brings something; one empty day more is always thinkable.

        Hours that are like their neighbours are known sooner: what those showed counts with them.
        """
        often = min(self.often[of_day], self.watched)
        around = sum(
            min(self.often[hour % 24], self.watched) for hour in range(of_day - 1, of_day + 2)
        )
        alone = often / (self.watched + 1)
        return max(alone, around / (3 * self.watched + 1)) if 3 * often >= around else alone

    def _day(self, number: int) -> float:
        """What a weekday has of a usual day, as far as it is known: one not seen yet may be its day of rest."""
        if self.known[number]:
            return self._share(number)
        shares = [self._share(day) for day in range(7) if self.known[day]]
        return _ALIKE * min(shares) if number < 5 and len(shares) > 1 else _UNKNOWN_DAY

    def _share(self, number: int) -> float:
        """What a weekday has of a usual day."""
        return min((self.had[number] + _PRIOR) / (self.should[number] + _PRIOR), _MOST)


_LAST_DAY = {"at", "count", "lately", "times"}
_KEYS = {"brought", "often", "watched", "had", "should", "known"} | _LAST_DAY
_WEEK_FADE = 0.8


def _unlikely(hour: int, likely: float, shares: Sequence[float]) -> float:
    """-ln of the chance that an hour stays empty which is so likely on a usual day to bring something."""
    _, number, active = _place(hour)
    share = shares[number] * active
    if share > 1:
        return -share * math.log1p(-min(likely, _SURE))
    return -math.log1p(-min(likely * share, _SURE))


def _faded(values: tuple[float, ...], place: int, more: float) -> tuple[float, ...]:
    return (*values[:place], values[place] * FADE + more, *values[place + 1 :])


def _added(values: tuple[float, ...], place: int, more: float) -> tuple[float, ...]:
    return (*values[:place], values[place] + more, *values[place + 1 :])


def hour_of(at: datetime) -> int:
    """The hour of a moment, counted since 1970."""
    return int(at.timestamp() // 3600)


def part_of(at: datetime) -> float:
    """How much of its hour is over."""
    return at.timestamp() % 3600 / 3600


@lru_cache(maxsize=16)  # the last day of ten thousand sources is one day
def _span(since: datetime, until: datetime) -> list[tuple[int, int, float]]:
    """Each hour between two moments: of the day, its weekday, what of a usual such hour is in it."""
    first, last = hour_of(since), hour_of(until)
    first = max(first, last - _LONGEST)
    if first == last:
        parts = {last: (until - since).total_seconds() / 3600}
    else:
        parts = {first: 1 - part_of(since), last: part_of(until)}
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
