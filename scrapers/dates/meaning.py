"""What the words of a date expression mean, given the day on which they were published. Pure.

Each function takes the named groups of its pattern in `grammar`, in lower case, and the context.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from scrapers.dates.spans import (
    Span,
    days,
    months,
    nearest,
    part_of_month,
    part_of_week,
    part_of_year,
    several,
    shifted,
    week,
    years,
)

Groups = dict[str, str | None]


@dataclass(slots=True)
class Context:
    """What the words of a text refer to: its publication, the first and the last day that it names."""

    published: date
    first: date | None = None
    last: date | None = None


NUMBERS = {
    word: number
    for number, word in enumerate(
        ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], 1
    )
}
MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5} | {
    str(n): n - 2 for n in range(2, 8)
}
PARTS = {
    "đầu": "first", "thượng tuần": "first", "giữa": "middle", "trung tuần": "middle", "cuối": "last",
    "hạ tuần": "last", "nửa đầu": "half", "nửa cuối": "rest",
}  # fmt: skip
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _number(word: str) -> int:
    return NUMBERS.get(word) or int(word)


def _direction(groups: Groups) -> int:
    return 1 if groups.get("ahead") else -1 if groups.get("back") else 0


def _year_named(groups: Groups, context: Context) -> int | None:
    if year := groups.get("y") or groups.get("y2"):
        return int(year)
    if groups.get("this"):
        return context.published.year
    if groups.get("yback"):
        return context.published.year - 1
    return context.published.year + 1 if groups.get("yahead") else None


def _in_year(day: int, month: int, groups: Groups, context: Context) -> date | None:
    year = _year_named(groups, context)
    if year is not None:
        return date(year, month, day)
    return nearest(day, month, context.published, _direction(groups))


def single_day(groups: Groups, context: Context) -> Span | None:
    day = _in_year(int(groups["d"] or 0), int(groups["m"] or 0), groups, context)
    return days(day) if day else None


def listed_days(groups: Groups, context: Context) -> Span | None:
    numbers = [int(number) for number in re.findall(r"\d+", f"{groups['list']} {groups['d']}")]
    found = [_in_year(number, int(groups["m"] or 0), groups, context) for number in numbers]
    return several([day for day in found if day]) if all(found) else None


def range_of_days(groups: Groups, context: Context) -> Span | None:
    end = _in_year(int(groups["d"] or 0), int(groups["m"] or 0), groups, context)
    if end is None:
        return None
    start = date(
        int(groups["y1"] or end.year), int(groups["m1"] or end.month), int(groups["d1"] or 0)
    )
    if start > end and not groups["y1"]:
        start = start.replace(year=end.year - 1)
    return days(start, end)


def named_month(groups: Groups, context: Context) -> Span:
    number = int(groups["m"] or 0) if groups.get("m") else MONTH_WORDS[groups["word"] or ""]
    year = _year_named(groups, context)
    if year is None:
        middle = nearest(15, number, context.published.replace(day=15), _direction(groups))
        year = middle.year if middle else context.published.year
    return _part(months(year, number), groups)


def range_of_months(groups: Groups, context: Context) -> Span:
    end = named_month(groups | {"part": None, "ahead": None, "back": None}, context).start
    first = int(groups["m1"] or 0)
    return months(end.year, first if first <= end.month else first - 12, end.month)


def day_of_that_month(groups: Groups, context: Context) -> Span:
    month = that_month(groups | {"part": None}, context).start
    return days(month.replace(day=int(groups["d"] or 0)))


def _part(month: Span, groups: Groups) -> Span:
    part = groups.get("part")
    return part_of_month(month, PARTS[part]) if part else month


def that_month(groups: Groups, context: Context) -> Span:
    return _part(
        months(context.published.year, context.published.month + _direction(groups)), groups
    )


def that_week(groups: Groups, context: Context) -> Span:
    if groups["back"] in ("qua", "vừa qua") and not groups["part"]:
        return days(context.published - timedelta(days=7), context.published)
    span = week(context.published, _direction(groups))
    return part_of_week(span, PARTS[groups["part"]]) if groups["part"] else span


def weekend(_groups: Groups, context: Context) -> Span:
    return part_of_week(week(context.published), "last")


def that_year(groups: Groups, context: Context) -> Span:
    year = context.published.year + _direction(groups)
    return part_of_year(year, PARTS[groups["part"] or ""]) if groups["part"] else years(year)


def named_year(groups: Groups, _context: Context) -> Span:
    year = int(groups["y"] or 0)
    return part_of_year(year, PARTS[groups["part"] or ""]) if groups["part"] else years(year)


def decade(groups: Groups, _context: Context) -> Span:
    year = int(groups["y"] or 0)
    return years(year, year + 9)


def year_range(groups: Groups, _context: Context) -> Span:
    return years(int(groups["y1"] or 0), int(groups["y"] or 0))


def quarter(groups: Groups, context: Context) -> Span:
    number = _QUARTERS[groups["q"] or ""]
    year = _year_named(groups, context)
    if year is None:
        middle = nearest(15, number * 3 - 1, context.published, _direction(groups))
        year = middle.year if middle else context.published.year
    return months(year, number * 3 - 2, number * 3)


def weekday(groups: Groups, context: Context) -> Span:
    weekday = 6 if groups["sunday"] else WEEKDAYS[groups["w"] or ""]
    if groups["week"]:
        return days(week(context.published, _direction(groups)).start + timedelta(days=weekday))
    ahead = (weekday - context.published.weekday()) % 7
    backward = groups["hom"] or groups["back"]
    if groups["ahead"] or (groups["will"] and not backward) or (ahead <= 3 and not backward):
        return days(context.published + timedelta(days=ahead))
    return days(context.published - timedelta(days=(7 - ahead) % 7))


def span_from_here(groups: Groups, context: Context) -> Span:
    """ "hai năm qua", "ba tuần tới": from or up to the day of publication."""
    number, unit = _number(groups["n"] or ""), groups["unit"] or ""
    sign = -1 if groups["back"] else 1
    return days(context.published, shifted(context.published, unit, sign * number))


def far_day(groups: Groups, context: Context) -> Span:
    """ "cách đây 3 ngày", "2 tuần nữa": a day, or the week, month, year in which it falls."""
    number, unit = _number(groups["n"] or ""), groups["unit"] or ""
    origin = (context.last or context.published) if groups["there"] else context.published
    day = shifted(origin, unit, -number if groups["back"] else number)
    if unit == "tuần":
        return week(day)
    if unit == "tháng":
        return months(day.year, day.month)
    return years(day.year) if unit == "năm" else days(day)


_OFFSETS = {"nay": 0, "qua": -1, "kia": -2, "mai": 1, "mốt": 2, "vừa rồi": -1}


def near_day(groups: Groups, context: Context) -> Span:
    if groups["morrow"]:
        return days(context.published + timedelta(days=2))
    return days(context.published + timedelta(days=_OFFSETS[groups["near"] or ""]))


def same_day(_groups: Groups, context: Context) -> Span:
    return days(context.first or context.published)


def next_day(_groups: Groups, context: Context) -> Span:
    return days((context.last or context.published) + timedelta(days=1))
