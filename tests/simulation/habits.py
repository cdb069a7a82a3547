"""How papers publish when nothing is wrong with them: by hour, weekday and holiday, one by one or in batches. Pure."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from scrapers.dates import HANOI
from worker.pipeline.watch.holidays import activity, tet

Rate = Callable[[datetime], float]
Dating = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class Habit:
    """`rate`: times an hour that it publishes, by Hanoi's clocks; `batch`: articles each time.

    `window`: items that its feed shows; `dated`: the date that it gives an article; `today`: the feed begins anew at
    midnight.
    """

    name: str
    rate: Rate
    batch: int = 1
    window: int = 30
    dated: Dating = datetime.isoformat
    today: bool = False


def published(
    habit: Habit, begin: datetime, end: datetime, chance: random.Random
) -> list[datetime]:
    """When its articles appear between two moments, in order."""
    return sorted(_published(habit, begin, end, chance))


def _published(
    habit: Habit, begin: datetime, end: datetime, chance: random.Random
) -> Iterator[datetime]:
    hour = begin.astimezone(HANOI).replace(minute=0, second=0, microsecond=0)
    while hour < end:
        for _ in range(_times(habit.rate(hour), chance)):
            at = hour + timedelta(seconds=chance.uniform(0, 3600))
            yield from [at] * habit.batch
        hour += timedelta(hours=1)


def _times(mean: float, chance: random.Random) -> int:
    """By Poisson's law; a mean of -1 is: once, for sure."""
    if mean < 0:
        return round(-mean)
    number, left = 0, chance.expovariate(1.0)
    while left < mean:
        number, left = number + 1, left + chance.expovariate(1.0)
    return number


def desk(a_day: float, *, weekend: float = 0.6, night: float = 0.02, holiday: float = 0.35) -> Rate:
    """A Vietnamese desk: from six to eleven at night, fewer at the weekend and on holidays."""

    def rate(at: datetime) -> float:
        share = night if at.hour < 6 or at.hour >= 23 else 1.0
        resting = weekend if at.weekday() > 4 else 1.0
        return a_day / 17 * share * resting * (holiday if activity(at.date()) < 1 else 1.0)

    return rate


def at_hours(*hours: int, days: range | tuple[int, ...] = range(7), tet_too: bool = True) -> Rate:
    """Surely once in each of these hours of these weekdays."""

    def rate(at: datetime) -> float:
        resting = not tet_too and -2 <= (at.date() - tet(at.year)).days <= 6
        return -1.0 if at.hour in hours and at.weekday() in days and not resting else 0.0

    return rate


def office(a_day: float) -> Rate:
    """From eight to five on working days, never else; a pause at noon."""

    def rate(at: datetime) -> float:
        working = (
            at.weekday() < 5 and at.hour in {8, 9, 10, 11, 14, 15, 16} and activity(at.date()) == 1
        )
        return a_day / 7 if working else 0.0

    return rate


def abroad(a_day: float) -> Rate:
    """A desk in Europe or America: its day is Vietnam's evening and night; no holidays of ours."""

    def rate(at: datetime) -> float:
        share = 1.0 if at.hour >= 14 or at.hour < 3 else 0.1
        return a_day / 14 * share * (0.5 if at.weekday() > 4 else 1.0)

    return rate


def together(*rates: Rate) -> Rate:
    """A desk with a column of its own: where one is sure, it is sure."""

    def rate(at: datetime) -> float:
        all_ = [one(at) for one in rates]
        return min(all_) if min(all_) < 0 else sum(all_)

    return rate


def yesterday(at: datetime) -> str:
    return (at - timedelta(days=1)).date().isoformat()


def yesterday_noon(at: datetime) -> str:
    return (at - timedelta(days=1)).replace(hour=12, minute=0, second=0).isoformat()


def undated(_: datetime) -> str:
    return ""


HABITS = (
    Habit("1 a day", desk(1)), Habit("2 a day", desk(2), window=10), Habit("5 a day", desk(5)),
    Habit("12 a day, 10 items", desk(12), window=10), Habit("20 a day", desk(20)),
    Habit("40 a day, quiet weekend", desk(40, weekend=0.1)), Habit("100 a day", desk(100), window=50),
    Habit("300 a day, 200 items", desk(300), window=200), Habit("no weekend", desk(15, weekend=0.0, night=0.0, holiday=0.0)),
    Habit("office hours", office(8)), Habit("office hours, 2 a day", office(2)), Habit("busy office", office(60)),
    Habit("at dawn", at_hours(5), batch=20), Habit("dawn and dusk", at_hours(6, 17), batch=6),
    Habit("once a week", at_hours(8, days=(3,)), window=10), Habit("an issue a week", at_hours(7, days=(4,)), batch=12, window=20),
    Habit("an issue a week, nothing else in the feed", at_hours(7, days=(4,)), batch=10, window=10),
    Habit("thrice a week", at_hours(9, days=(0, 2, 4))), Habit("batches", desk(4), batch=8, window=40),
    Habit("big batches", desk(1.5), batch=15, window=50),
    Habit("a column on Sunday", together(desk(3, weekend=0.0), at_hours(20, days=(6,)))),
    Habit("abroad", abroad(25)), Habit("abroad, slow", abroad(4), window=15),
    Habit("round the clock", lambda _: 3.0), Habit("yesterday's date", desk(30), dated=yesterday),
    Habit("yesterday noon", desk(30), dated=yesterday_noon), Habit("undated", desk(10), dated=undated),
    Habit("today's only", desk(25), today=True, window=100), Habit("rests at Tết", at_hours(8, 12, 16, tet_too=False), batch=2),
)  # fmt: skip
"""Papers of all kinds."""
