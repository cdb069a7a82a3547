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
    part_of_week,
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


def number_of(word: str) -> int:
    return NUMBERS.get(word) or int(word)


def direction(groups: Groups) -> int:
    return 1 if groups.get("ahead") else -1 if groups.get("back") else 0


def year_named(groups: Groups, context: Context) -> int | None:
    if year := groups.get("y") or groups.get("y2"):
        return int(year)
    if groups.get("this"):
        return context.published.year
    if groups.get("yback"):
        return context.published.year - 1
    return context.published.year + 1 if groups.get("yahead") else None


def month_of(groups: Groups) -> int:
    return int(groups["m"] or 0) if groups.get("m") else MONTH_WORDS[groups.get("word") or ""]


def _in_year(day: int, month: int, groups: Groups, context: Context) -> date | None:
    year = year_named(groups, context)
    if year is not None:
        return date(year, month, day)
    return nearest(day, month, context.published, direction(groups))


def single_day(groups: Groups, context: Context) -> Span | None:
    day = _in_year(int(groups["d"] or 0), month_of(groups), groups, context)
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


def bare_day(groups: Groups, context: Context) -> Span:
    """ "ngày 20 tới", "ngày 20 vừa qua": the next or the last day of that number, "ngày 20 này" that of this month."""
    number, sign = int(groups["d"] or 0), direction(groups)
    month = months(context.published.year, context.published.month).start
    if sign and (month.replace(day=number) - context.published).days * sign < 0:
        month = months(month.year, month.month + sign).start
    return days(month.replace(day=number))


def that_week(groups: Groups, context: Context) -> Span:
    if groups["back"] in ("qua", "vừa qua") and not groups["part"]:
        return days(context.published - timedelta(days=7), context.published)
    span = week(context.published, direction(groups))
    return part_of_week(span, PARTS[groups["part"]]) if groups["part"] else span


def weekend(_groups: Groups, context: Context) -> Span:
    return part_of_week(week(context.published), "last")


def weekday(groups: Groups, context: Context) -> Span:
    weekday = 6 if groups["sunday"] else WEEKDAYS[groups["w"] or ""]
    if groups["week"]:
        return days(week(context.published, direction(groups)).start + timedelta(days=weekday))
    ahead = (weekday - context.published.weekday()) % 7
    backward = groups["hom"] or groups["back"]
    if groups["ahead"] or (groups["will"] and not backward) or (ahead <= 3 and not backward):
        return days(context.published + timedelta(days=ahead))
    return days(context.published - timedelta(days=(7 - ahead) % 7))


def span_from_here(groups: Groups, context: Context) -> Span:
    """ "hai năm qua", "ba tuần tới": from or up to the day of publication."""
    number, unit = number_of(groups["n"] or ""), groups["unit"] or ""
    sign = -1 if groups["back"] else 1
    return days(context.published, shifted(context.published, unit, sign * number))


def hours_from_here(groups: Groups, context: Context) -> Span | None:
    """ "48 giờ tới", "72 giờ qua": whole days; fewer hours than a day name none."""
    number = int(groups["n"] or 0) // 24
    if not number:
        return None
    sign = -1 if groups["back"] else 1
    return days(context.published, context.published + timedelta(days=sign * number))


def night_between(groups: Groups, context: Context) -> Span | None:
    """ "đêm 24 rạng sáng 25/2"."""
    end = _in_year(int(groups["d"] or 0), int(groups["m"] or 0), groups, context)
    return days(end - timedelta(days=1), end) if end else None


def far_day(groups: Groups, context: Context) -> Span:
    """ "cách đây 3 ngày", "2 tuần nữa": a day, or the week, month, year in which it falls."""
    number, unit = number_of(groups["n"] or ""), groups["unit"] or ""
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
