"""What the words for months, quarters and years mean, given the day on which they were published. Pure.

Each function takes the named groups of its pattern in `grammar`, in lower case, and the context.
"""

from datetime import timedelta

from scrapers.dates.meaning import (
    PARTS,
    Context,
    Groups,
    direction,
    month_of,
    number_of,
    year_named,
)
from scrapers.dates.spans import Span, days, months, nearest, part_of_month, part_of_year, years

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WEEKS = ("đầu", "thứ hai", "thứ ba", "thứ tư")


def named_month(groups: Groups, context: Context) -> Span:
    number = month_of(groups)
    year = year_named(groups, context)
    if year is None:
        middle = nearest(15, number, context.published.replace(day=15), direction(groups))
        year = middle.year if middle else context.published.year
    return _part(months(year, number), groups)


def week_of_month(groups: Groups, context: Context) -> Span:
    """ "tuần đầu tiên của tháng 4": its first seven days, and so on; "tuần cuối" its last seven."""
    month = named_month(groups | {"part": None}, context)
    if groups["nth"] == "cuối":
        return days(month.end - timedelta(days=6), month.end)
    first = month.start + timedelta(weeks=_WEEKS.index(groups["nth"] or ""))
    return days(first, first + timedelta(days=6))


def range_of_months(groups: Groups, context: Context) -> Span:
    end = named_month(groups | {"part": None, "ahead": None, "back": None}, context).start
    first = int(groups["m1"] or 0)
    return months(end.year, first if first <= end.month else first - 12, end.month)


def range_of_dated_months(groups: Groups, _context: Context) -> Span:
    first, last = (int(groups[name] or 0) for name in ("y1", "y"))
    return months(last, int(groups["m1"] or 0) - 12 * (last - first), int(groups["m"] or 0))


def _part(month: Span, groups: Groups) -> Span:
    part = groups.get("part")
    return part_of_month(month, PARTS[part]) if part else month


def that_month(groups: Groups, context: Context) -> Span:
    return _part(
        months(context.published.year, context.published.month + direction(groups)), groups
    )


def day_of_that_month(groups: Groups, context: Context) -> Span:
    month = that_month(groups | {"part": None}, context).start
    return days(month.replace(day=int(groups["d"] or 0)))


def that_year(groups: Groups, context: Context) -> Span:
    year = context.published.year + (-2 if groups.get("before") else direction(groups))
    return part_of_year(year, PARTS[groups["part"] or ""]) if groups["part"] else years(year)


def named_year(groups: Groups, _context: Context) -> Span:
    year = int(groups["y"] or 0)
    return part_of_year(year, PARTS[groups["part"] or ""]) if groups["part"] else years(year)


def decade(groups: Groups, _context: Context) -> Span:
    year = int(groups["y"] or 0)
    return years(year, year + 9)


def short_decade(groups: Groups, context: Context) -> Span:
    """ "thập niên 90", "những năm 60": the last one that has come."""
    year = context.published.year // 100 * 100 + int(groups["y"] or 0)
    year -= 100 if year > context.published.year or groups.get("century") else 0
    return years(year, year + 9)


def months_of_year(groups: Groups, context: Context) -> Span:
    """ "6 tháng đầu năm 2024", "ba tháng cuối năm": of this year where none is named."""
    number = number_of(groups["n"] or "")
    year = year_named(groups, context) or context.published.year
    if not 1 <= number <= 12:
        raise ValueError(number)
    return months(year, 1, number) if groups["part"] == "đầu" else months(year, 13 - number, 12)


def that_quarter(groups: Groups, context: Context) -> Span:
    first = (context.published.month - 1) // 3 * 3 + 1 + 3 * direction(groups)
    return months(context.published.year, first, first + 2)


def year_range(groups: Groups, _context: Context) -> Span:
    return years(int(groups["y1"] or 0), int(groups["y"] or 0))


def quarter(groups: Groups, context: Context) -> Span:
    number = _QUARTERS[groups["q"] or ""]
    year = year_named(groups, context)
    if year is None:
        middle = nearest(15, number * 3 - 1, context.published, direction(groups))
        year = middle.year if middle else context.published.year
    return months(year, number * 3 - 2, number * 3)
