"""The dates of a text that could be those of a talk, each with its place in the text. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scrapers.article import When
from scrapers.dates import expressions
from scrapers.text import lower
from worker.topics.talks.printed import anchor_of
from worker.topics.talks.values import Day

_YEARS = ("1900", "2900")  # beyond them a page lies about its date, and the calendar ends
LONGEST = 62  # days: what spans more is no date of a talk
_NIGHT = re.compile(r"\b(?:rạng sáng|sáng sớm|đêm khuya|nửa đêm)\b")
_HANOI = re.compile(r"giờ (?:hà nội|việt nam|vn)\b")
_BYWORD = re.compile(r"\b(?:hậu|vụ|sự kiện|khủng bố|thảm họa|sau vụ)(?: ngày)? $")  # "hậu 11/9"
_SOME = re.compile(r"\b(?:những|các|vài|mấy) $")  # "trong những tháng tới" is no date
# "năm ngày sau thượng đỉnh" is not counted from today
_COUNTED = re.compile(
    r"(?<!thứ )\b(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?:ngày|tuần|tháng|năm) (?:sau|trước)$"
)
_FROM_ELSEWHERE = re.compile(r" (?!đó\b|đây\b)\w")
_FIGURES = re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})\s?[/-]\s?(?P<m>\d{1,2})(?![\d/-])")
_DAYS_OF = re.compile(r"\b(?:hai|ba|bốn|[2-5]) $")
_FOLLOWS = re.compile(r"cùng ngày|(?:một )?ngày (?:tiếp theo|sau đó|hôm sau|kế tiếp)|hôm sau")
_RELATIVE = re.compile(r"\b(?:nay|qua|mai|kia|tới|này|trước|rồi|sau|hôm|thứ|chủ nhật|tuần|cuối)\b")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression where it stands in the text."""

    start: int
    end: int
    day: Day
    night: bool = False


def dates(text: str, published: When, near: When = "") -> list[Dated]:
    """The dates of a text that could be those of a talk, in order.

    Without `published` the year is that nearest to `near`, a day about then, else to the first date that the text writes
    out, and what is relative ("tuần tới") stays open; where no year is known a day has none.
    """
    anchor = published or near or anchor_of(text)
    found = _located(text, anchor or "2000-01-01")
    if published:
        return [one for one in found if _length(one.day) <= LONGEST]
    sure: list[Dated] = []
    for one in found:
        if not _relative(text, one) or (sure and _FOLLOWS.match(lower(text[one.start : one.end]))):
            sure.append(one)
    if anchor:
        return [one for one in sure if _length(one.day) <= LONGEST]
    return [replace(one, day=_yearless(one.day)) for one in sure if one.day.single]


def _relative(text: str, one: Dated) -> bool:
    """Does it take more than a calendar to say which day this is? "10/1" does not, "hôm nay" and "cùng ngày" do."""
    words = lower(text[one.start : one.end])
    return not re.search(r"\d", words) or (
        _RELATIVE.search(words) is not None and not _FIGURES.search(words)
    )


def _yearless(day: Day) -> Day:
    short = "-" + day.start[4:]
    return Day(short, short, "")


def _length(day: Day) -> int:
    return (date.fromisoformat(day.end) - date.fromisoformat(day.start)).days


def _located(text: str, published: When) -> list[Dated]:
    found: list[Dated] = []
    at = 0
    lowered = lower(text)
    for one in expressions(text, published):
        start = text.index(one.text, at)
        at = start + len(one.text)
        before = lowered[max(0, start - 20) : start]
        if _COUNTED.search(lowered[start:at]) and _FROM_ELSEWHERE.match(lowered, at):
            continue
        if _BYWORD.search(before) or (_SOME.search(before) and not re.search(r"\d", one.text)):
            continue
        around = lowered[max(0, start - 12) : start + len(one.text) + 25]
        night = _NIGHT.search(around) is not None
        if not _YEARS[0] <= one.start <= one.end <= _YEARS[1]:
            continue
        day = Day(one.start, one.end, one.date)
        if night and _HANOI.search(around):
            day = _earlier(day)
        found.append(Dated(start, at, _together(day, before), night))
    return _joined(lowered, found)


def _together(day: Day, before: str) -> Day:
    """Days listed as a number of days ("hai ngày 2 và 3-11") are one talk over these days."""
    if "," in day.name and _DAYS_OF.search(before):
        return Day(day.start, day.end, f"{day.start}/{day.end}")
    return day


def _joined(lowered: str, found: Sequence[Dated]) -> list[Dated]:
    """ "trong hai ngày 30/11 và 1/12" is one talk over two days."""
    kept: list[Dated] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is not None and _two_days(lowered, last, one):
            day = Day(last.day.start, one.day.end, f"{last.day.start}/{one.day.end}")
            kept[-1] = Dated(last.start, one.end, day, last.night)
        else:
            kept.append(one)
    return kept


def _two_days(lowered: str, one: Dated, other: Dated) -> bool:
    return (
        _DAYS_OF.search(lowered, max(0, one.start - 20), one.start) is not None
        and lowered[one.end : other.start].strip() in ("và", "-")
        and one.day.single
        and other.day.single
        and one.day.start < other.day.start
    )


def _earlier(day: Day) -> Day:
    """Hanoi's small hours are the evening before in Moscow, Brussels and Washington."""
    before = (date.fromisoformat(day.start) - timedelta(days=1)).isoformat()
    return Day(before, before, before)
