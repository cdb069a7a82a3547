"""Days on which Vietnamese papers rest: fewer articles then are no silence. Pure."""

import math
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from scrapers.dates import HANOI

_FIXED = {(1, 1): 0.5, (4, 30): 0.4, (5, 1): 0.4, (9, 1): 0.6, (9, 2): 0.4, (9, 3): 0.6}
_HUNG = 0.5  # the Hùng kings' day, the tenth of the third lunar month
_TET = 0.2
_BEFORE, _AFTER = 2, 6
"""Days around the first of the lunar year."""
_SYNODIC = 29.530588853  # days from new moon to new moon
_NEW_MOON = (
    2451550.09766  # Julian day of that of 6 January 2000 (Meeus, Astronomical Algorithms, 49)
)
_EPOCH = 2440587.5  # Julian day of 1 January 1970


def activity(day: date) -> float:
    """What share of a usual day's articles this day brings: 1 but on holidays."""
    if day.month in {1, 2} and -_BEFORE <= (day - tet(day.year)).days <= _AFTER:
        return _TET
    if day.month in {4, 5} and day == hung(day.year):
        return _HUNG
    return _FIXED.get((day.month, day.day), 1.0)


@lru_cache(maxsize=256)
def tet(year: int) -> date:
    """The first day of the lunar year: in Vietnam's time, the new moon nearest to 4 February."""
    middle = datetime(year, 2, 4, 12, tzinfo=HANOI)
    return min(_moons(middle), key=lambda moon: abs(moon - middle)).date()


@lru_cache(maxsize=256)
def hung(year: int) -> date:
    """The tenth day of the third lunar month, the month in which Grain Rain (20 April) falls."""
    rain = datetime(year, 4, 21, tzinfo=HANOI)
    first = max(moon for moon in _moons(rain) if moon < rain)
    return first.date() + timedelta(days=9)


def _moons(around: datetime) -> list[datetime]:
    number = round((_julian(around) - _NEW_MOON) / _SYNODIC)
    return [_new_moon(number + step) for step in (-1, 0, 1)]


def _new_moon(number: int) -> datetime:
    """The moment of a new moon to within some minutes: the mean one and its largest corrections."""
    t = number / 1236.85
    sun = math.radians(2.5534 + 29.10535670 * number)
    moon = math.radians(201.5643 + 385.81693528 * number + 0.0107582 * t * t)
    node = math.radians(160.7108 + 390.67050284 * number)
    off = (
        -0.40720 * math.sin(moon)
        + 0.17241 * math.sin(sun)
        + 0.01608 * math.sin(2 * moon)
        + 0.01039 * math.sin(2 * node)
        + 0.00739 * math.sin(moon - sun)
        - 0.00514 * math.sin(moon + sun)
        + 0.00208 * math.sin(2 * sun)
    )
    days = _NEW_MOON + _SYNODIC * number + 0.00015437 * t * t + off - _EPOCH
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days)).astimezone(HANOI)


def _julian(at: datetime) -> float:
    return at.timestamp() / 86_400 + _EPOCH
