"""Days, weeks, months, years as intervals, written in the shape of the talks' timeline. Pure."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """An interval of whole days, both ends in it; `date` is its shortest true name.

    "2022-01-10", "2022-01-10/2022-01-13", "2022-02", "2022-01/2022-03", "2018", "2022-01-10,2022-01-12".
    """

    start: date
    end: date
    date: str


def days(start: date, end: date | None = None) -> Span:
    end = start if end is None else end
    if end < start:
        start, end = end, start
    name = start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"
    return Span(start, end, name)


def several(listed: Sequence[date]) -> Span:
    """Single days named together ("các ngày 10, 12 và 13/1")."""
    return Span(min(listed), max(listed), ",".join(day.isoformat() for day in listed))


def months(year: int, first: int, last: int | None = None) -> Span:
    """`first` to `last` month of `year`; months beyond 1..12 roll the year."""
    from_, to = _month(year, first), _month(year, first if last is None else last)
    end = to.replace(day=calendar.monthrange(to.year, to.month)[1])
    name = f"{from_:%Y-%m}" if from_ == to else f"{from_:%Y-%m}/{to:%Y-%m}"
    return Span(from_, end, name)


def years(first: int, last: int | None = None) -> Span:
    last = first if last is None else last
    name = f"{first:04}" if first == last else f"{first:04}-01-01/{last:04}-12-31"
    return Span(date(first, 1, 1), date(last, 12, 31), name)


def week(around: date, weeks: int = 0) -> Span:
    """Monday to Sunday of the week of `around`, `weeks` later."""
    monday = around - timedelta(days=around.weekday()) + timedelta(weeks=weeks)
    return days(monday, monday + timedelta(days=6))


def part_of_month(span: Span, part: str) -> Span:
    """The ten days that "đầu", "giữa", "cuối" (or another name of them) mean; the half for "nửa"."""
    bounds = {
        "first": (1, 10),
        "middle": (11, 20),
        "last": (21, 31),
        "half": (1, 15),
        "rest": (16, 31),
    }
    low, high = bounds[part]
    return days(span.start.replace(day=low), span.start.replace(day=min(high, span.end.day)))


def part_of_year(year: int, part: str) -> Span:
    """A third of the year for "đầu", "giữa", "cuối"; the half for "nửa"."""
    bounds = {"first": (1, 4), "middle": (5, 8), "last": (9, 12), "half": (1, 6), "rest": (7, 12)}
    return months(year, *bounds[part])


def part_of_week(span: Span, part: str) -> Span:
    bounds = {"first": (0, 1), "middle": (2, 3), "last": (5, 6), "half": (0, 2), "rest": (3, 6)}
    low, high = bounds[part]
    return days(span.start + timedelta(days=low), span.start + timedelta(days=high))


def shifted(day: date, unit: str, number: int) -> date:
    """`day` moved by `number` days, weeks, months or years; the end of the month is not overrun."""
    if unit in ("ngày", "hôm"):
        return day + timedelta(days=number)
    if unit == "tuần":
        return day + timedelta(weeks=number)
    first = _month(day.year, day.month + number * (12 if unit == "năm" else 1))
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))


def nearest(day: int, month: int, to: date, direction: int = 0) -> date | None:
    """The `day`/`month` of the year that lies nearest to `to`.

    `direction` 1 takes the next one from `to` on, -1 the last one up to it. None for 30/2.
    """
    found = []
    for year in range(to.year - 4, to.year + 5):  # 29 February comes every four years
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if direction:
        found = [one for one in found if (one - to).days * direction >= 0] or found
    return min(found, key=lambda one: abs((one - to).days), default=None)


def _month(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
