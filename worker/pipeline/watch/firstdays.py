"""Before its week is known: what a source should show, by its last hours and the day of a Vietnamese desk. Pure.

It is known from the first look on: the items of a feed say when each was published. What is counted is careful: an
hour's crowd counts as a few, nights count for nothing, a weekday not seen yet may be a day of rest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from worker.pipeline.watch.holidays import activity
from worker.pipeline.watch.weekly import Week, hour_of, local

_DESK = (
    0, 0, 0, 0, 0, 0.2, 0.6, 1, 1, 1, 1, 0.7, 0.5, 0.6, 1, 1, 1, 0.9, 0.7, 0.6, 0.6, 0.4, 0.2, 0,
)  # fmt: skip
"""Share of its busiest hour that each hour of a desk's day brings."""
HOURS = 5
"""Hours by day that must have brought something: a desk that files once a day has fewer."""
CROWD = 4
"""Finds of one hour that count."""
_FRIDAY = 4
_WORKING = 0.5  # of the busiest hour
_LITTLE = 0.5  # finds of three hours
_UNKNOWN = 0.1  # of a usual day: a weekday not seen yet may be its day of rest


def begun(times: Iterable[datetime], now: datetime) -> Week:
    """A week that begins with what the first look shows: when (aware moments) its items were published."""
    hours = [hour_of(at) for at in times if at <= now]
    this = hour_of(now)
    week = Week()
    for hour in range(max(min(hours, default=this) + 1, this - 23), this):
        week = week.seen(hours.count(hour), local(hour))
    return week.seen(hours.count(this), now)


def expected(week: Week, since: datetime, until: datetime) -> float | None:
    """The finds that should have come between two moments; None while too little is known."""
    seen = {hour: count for hour, count in _observed(week) if hour <= hour_of(since)}
    busy = Counter(local(hour).date() for hour, count in seen.items() if count)
    if busy.total() < HOURS:
        return None
    rate = sum(min(count, CROWD) for count in seen.values()) / sum(map(_share, seen))
    known = {_kind(day) for day in busy if busy[day] >= HOURS}
    missed = 0.0
    for hour in range(hour_of(since) + 1, hour_of(until)):
        day = local(hour).date()
        if not _rested(week, hour):
            missed += _share(hour) * activity(day) * (1.0 if _kind(day) in known else _UNKNOWN)
    return rate * missed


def _rested(week: Week, hour: int) -> bool:
    """Was nothing published around this hour of the day before, as far as a day is known?"""
    at = local(hour).hour
    around = (week.hours[at - 1], week.hours[at], week.hours[(at + 1) % 24])
    return any(week.known) and sum(around) < _LITTLE


def _kind(day: date) -> int:
    """A desk's working days are alike; Saturday and Sunday are each their own."""
    return max(day.weekday(), _FRIDAY)


def by_day(since: datetime, until: datetime) -> bool:
    """Do all the hours between two moments belong to one desk's working day?"""
    hours = range(hour_of(since), hour_of(until) + 1)
    return len(hours) < 12 and all(_share(hour) >= _WORKING for hour in hours)


def _observed(week: Week) -> Iterator[tuple[int, int]]:
    """The hours by day that were watched, and what each brought."""
    hours = range(week.at - len(week.lately), week.at + 1)
    for hour, count in zip(hours, (*week.lately, week.count), strict=True):
        if _share(hour):
            yield hour, count


def _share(hour: int) -> float:
    return _DESK[local(hour).hour]
