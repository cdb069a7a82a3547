"""Vietnamese date expressions, each resolved to an interval. Pure.

Rules: a date without a year lies in the year that brings it nearest to publication; "tới" looks ahead,
"vừa qua" back; weeks run Monday to Sunday; "giữa tháng" and "trung tuần" are the 11th to 20th; an explicit
date in apposition wins ("Chủ nhật (2/1)"); "cùng ngày" is the text's first dateline, "ngày hôm sau" the day after
the last one named; "thứ hai" is a Monday only with its capital or after "hôm", "vào", "sáng", …; dates stay in
the zone in which they are told ("rạng sáng 31/12 giờ Hà Nội" is the 31st).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scrapers.article import When
from scrapers.dates.grammar import BY_HEAD, HEAD, Rule, solar
from scrapers.dates.meaning import Context, Groups
from scrapers.dates.moments import day as day_of
from scrapers.dates.spans import Span
from scrapers.text import even, lower, nfc

_YEAR_AFTER = re.compile(
    r"(?:,| và| hoặc| đến| tới) (?:ngày |tháng )?(?:\d{1,2}[/.-])?(?P<m>\d{1,2})(?:[/.-]| năm )(?P<y>(?:19|20)\d\d)"
)


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date in a text: its words, first and last day (ISO), and its shortest true name (see `Span`)."""

    text: str
    start: str
    end: str
    date: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A match of the grammar: where it stands, its span, and whether it names the day in figures."""

    start: int
    end: int
    span: Span
    explicit: bool


def expressions(text: str, published: When) -> list[DateExpression]:
    """Every date expression in `text`, in order, resolved against the day of `published`.

    Without a publication date only what names its year by itself is resolved.
    """
    text = nfc(text)
    spelled = even(text)
    day = day_of(published)
    context = Context(day or date(1, 1, 1))
    found = [
        one for one in _resolved(spelled, context) if day is not None or _has_year(spelled, one)
    ]
    return [
        DateExpression(
            text[one.start : one.end],
            one.span.start.isoformat(),
            one.span.end.isoformat(),
            one.span.date,
        )
        for one in _appositions(spelled, found)
    ]


def _has_year(text: str, found: _Found) -> bool:
    return re.search(r"(?:19|20)\d\d", text[found.start : found.end]) is not None


def _resolved(text: str, context: Context) -> Iterator[_Found]:
    """The matches in order, the longest at each place, each resolved in the light of those before it."""
    lowered, end = lower(text), 0
    for head in HEAD.finditer(lowered):
        if head.start() < end:
            continue
        for match, rule in _matches(text, lowered, head):
            span = _span(match, rule, context)
            if span is not None:
                end = match.end()
                if rule.names_day:
                    context.first = context.first or span.start
                    context.last = span.end
                yield _Found(match.start(), end, span, rule.explicit)
                break


def _matches(text: str, lowered: str, head: re.Match[str]) -> list[tuple[re.Match[str], Rule]]:
    """The rules that match at `head`, longest match first."""
    key = "#" if head[0].isdigit() else head[0]
    found = [
        (match, rule)
        for rule in BY_HEAD.get(key, ())
        if (match := rule.pattern.match(lowered, head.start())) is not None
        and solar(lowered, match)
        and (rule.guard is None or rule.guard(text, match))
    ]
    return sorted(found, key=lambda pair: -pair[0].end())


def _span(match: re.Match[str], rule: Rule, context: Context) -> Span | None:
    groups = match.groupdict()
    if groups.get("m") and not groups.get("y") and not groups.get("y2"):
        groups |= _year_after(match)
    groups["will"] = (
        "sẽ" if " sẽ " in match.string[max(0, match.start() - 60) : match.start()] else None
    )
    try:
        return rule.resolve(groups, context)
    except (ValueError, OverflowError):  # 31/4, or a year that no calendar has
        return None


def _year_after(match: re.Match[str]) -> Groups:
    """The year that a coordinate date names: "tháng 7 và tháng 9/2021", "28/12 và 3/1/2022"."""
    other = _YEAR_AFTER.match(match.string, match.end())
    if other is None:
        return {}
    return {"y": str(int(other["y"]) - (int(match["m"]) > int(other["m"])))}


def _appositions(text: str, found: list[_Found]) -> Iterator[_Found]:
    """Two expressions for one day, side by side, become one; the one in figures says which day."""
    at = 0
    while at < len(found):
        one = found[at]
        if at + 1 < len(found):
            other = found[at + 1]
            gap = text[one.end : other.start]
            if not one.explicit and other.explicit and re.fullmatch(r"[ ,(]{1,3}", gap):
                end = other.end + (text[other.end : other.end + 1] == ")" and "(" in gap)
                yield _Found(one.start, end, other.span, True)
                at += 2
                continue
        yield one
        at += 1
