"""Vietnamese date expressions, each resolved to an interval. Pure.

Rules: a date without a year lies in the year that brings it nearest to publication; "tới" looks ahead,
"vừa qua" back; weeks run Monday to Sunday; "giữa tháng" and "trung tuần" are the 11th to 20th; an explicit
date in apposition wins ("Chủ nhật (2/1)"); "cùng ngày" is the text's first dateline, "ngày hôm sau" the day after
the last one named; "thứ hai" is a Monday only with its capital or after "hôm", "vào", "sáng", …; dates stay in
the zone in which they are told ("rạng sáng 31/12 giờ Hà Nội" is the 31st).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scrapers.article import When
from scrapers.dates.moments import day as day_of
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
from scrapers.text import even, lower, nfc

Groups = dict[str, str | None]


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


@dataclass(slots=True)
class _Context:
    """What the words of a text refer to: its publication, the first and the last day that it names."""

    published: date
    first: date | None = None
    last: date | None = None


_NUMBERS = {
    word: number
    for number, word in enumerate(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], 1)
}
_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5} | {
    str(n): n - 2 for n in range(2, 8)
}
_PARTS = {
    "đầu": "first", "thượng tuần": "first", "giữa": "middle", "trung tuần": "middle", "cuối": "last",
    "hạ tuần": "last", "nửa đầu": "half", "nửa cuối": "rest",
}  # fmt: skip
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_D = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_M = r"(?P<m>0?[1-9]|1[0-2])"
_Y = r"(?P<y>(?:19|20)\d\d)"
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_PART = rf"(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})"
_TIME = r"(?:rạng sáng|sáng sớm|sáng|trưa|chiều tối|chiều|tối|đêm muộn|đêm|khuya)"
_SIDE = r"(?: (?:(?P<ahead>sắp tới|tới đây|tới|sắp diễn ra)|(?P<back>vừa qua|vừa rồi|qua))(?!\w))?"
_WHICH = (
    r"(?:(?P<this>này|nay)|(?P<ahead>sắp tới|tới đây|tới|kế tiếp|sau)"
    r"|(?P<back>vừa qua|vừa rồi|qua|trước|rồi|ngoái))(?!\w| đó)"
)
_OF_YEAR = (
    rf"(?: ?[/.-] ?{_Y}|,? năm (?:{_Y.replace('<y>', '<y2>')}|(?:(?P<this>nay)|(?P<yback>ngoái|trước)"
    r"|(?P<yahead>tới|sau))(?!\w)))"
)
_CUE = rf"(?P<cue>(?:(?:ngày|hôm|{_TIME}|mùng|mồng) )+)"
_END = r"(?![\w%])(?![/.-]\d)"
_CUE_BEFORE = re.compile(
    r"(?:(?:từ|đến|tới|trước|sau|vào|lúc|dịp|hạn|trong|và|tin|ngày|hôm|thế giới|âm) |[(,] ?)$"
)
_YEAR_AFTER = re.compile(
    r"(?:,| và| hoặc| đến| tới) (?:ngày |tháng )?(?:\d{1,2}[/.-])?(?P<m>\d{1,2})(?:[/.-]| năm )(?P<y>(?:19|20)\d\d)"
)


def expressions(text: str, published: When) -> list[DateExpression]:
    """Every date expression in `text`, in order, resolved against the day of `published`.

    Without a publication date only what names its year by itself is resolved.
    """
    text = nfc(text)
    spelled = even(text)
    day = day_of(published)
    context = _Context(day or date(1, 1, 1))
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


def _resolved(text: str, context: _Context) -> Iterator[_Found]:
    """The matches in order, the longest at each place, each resolved in the light of those before it."""
    lowered, end = lower(text), 0
    for head in _HEAD.finditer(lowered):
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


def _matches(text: str, lowered: str, head: re.Match[str]) -> list[tuple[re.Match[str], "_Rule"]]:
    """The rules that match at `head`, longest match first."""
    key = "#" if head[0].isdigit() else head[0]
    found = [
        (match, rule)
        for rule in _BY_HEAD.get(key, ())
        if (match := rule.pattern.match(lowered, head.start())) is not None
        and (rule.guard is None or rule.guard(text, match))
    ]
    return sorted(found, key=lambda pair: -pair[0].end())


def _span(match: re.Match[str], rule: "_Rule", context: _Context) -> Span | None:
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


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


def _direction(groups: Groups) -> int:
    return 1 if groups.get("ahead") else -1 if groups.get("back") else 0


def _year_named(groups: Groups, context: _Context) -> int | None:
    if year := groups.get("y") or groups.get("y2"):
        return int(year)
    if groups.get("this"):
        return context.published.year
    if groups.get("yback"):
        return context.published.year - 1
    return context.published.year + 1 if groups.get("yahead") else None


def _in_year(day: int, month: int, groups: Groups, context: _Context) -> date | None:
    year = _year_named(groups, context)
    if year is not None:
        return date(year, month, day)
    return nearest(day, month, context.published, _direction(groups))


def _day(groups: Groups, context: _Context) -> Span | None:
    day = _in_year(int(groups["d"] or 0), int(groups["m"] or 0), groups, context)
    return days(day) if day else None


def _listed(groups: Groups, context: _Context) -> Span | None:
    numbers = [int(number) for number in re.findall(r"\d+", f"{groups['list']} {groups['d']}")]
    found = [_in_year(number, int(groups["m"] or 0), groups, context) for number in numbers]
    return several([day for day in found if day]) if all(found) else None


def _range(groups: Groups, context: _Context) -> Span | None:
    end = _in_year(int(groups["d"] or 0), int(groups["m"] or 0), groups, context)
    if end is None:
        return None
    start = date(
        int(groups["y1"] or end.year), int(groups["m1"] or end.month), int(groups["d1"] or 0)
    )
    if start > end and not groups["y1"]:
        start = start.replace(year=end.year - 1)
    return days(start, end)


def _month(groups: Groups, context: _Context) -> Span | None:
    number = int(groups["m"] or 0) if groups.get("m") else _MONTH_WORDS[groups["word"] or ""]
    year = _year_named(groups, context)
    if year is None:
        middle = nearest(15, number, context.published.replace(day=15), _direction(groups))
        year = middle.year if middle else context.published.year
    return _part(months(year, number), groups)


def _part(month: Span, groups: Groups) -> Span:
    part = groups.get("part")
    return part_of_month(month, _PARTS[part]) if part else month


def _that_month(groups: Groups, context: _Context) -> Span:
    return _part(
        months(context.published.year, context.published.month + _direction(groups)), groups
    )


def _that_week(groups: Groups, context: _Context) -> Span:
    if groups["back"] in ("qua", "vừa qua") and not groups["part"]:
        return days(context.published - timedelta(days=7), context.published)
    span = week(context.published, _direction(groups))
    return part_of_week(span, _PARTS[groups["part"]]) if groups["part"] else span


def _weekend(groups: Groups, context: _Context) -> Span:
    return part_of_week(week(context.published), "last")


def _that_year(groups: Groups, context: _Context) -> Span:
    year = context.published.year + _direction(groups)
    return part_of_year(year, _PARTS[groups["part"] or ""]) if groups["part"] else years(year)


def _year(groups: Groups, context: _Context) -> Span:
    year = int(groups["y"] or 0)
    return part_of_year(year, _PARTS[groups["part"] or ""]) if groups["part"] else years(year)


def _decade(groups: Groups, context: _Context) -> Span:
    year = int(groups["y"] or 0)
    return years(year, year + 9)


def _year_range(groups: Groups, context: _Context) -> Span:
    return years(int(groups["y1"] or 0), int(groups["y"] or 0))


def _quarter(groups: Groups, context: _Context) -> Span:
    number = _QUARTERS[groups["q"] or ""]
    year = _year_named(groups, context)
    if year is None:
        middle = nearest(15, number * 3 - 1, context.published, _direction(groups))
        year = middle.year if middle else context.published.year
    return months(year, number * 3 - 2, number * 3)


def _weekday(groups: Groups, context: _Context) -> Span:
    weekday = 6 if groups["sunday"] else _WEEKDAYS[groups["w"] or ""]
    if groups["week"]:
        return days(week(context.published, _direction(groups)).start + timedelta(days=weekday))
    ahead = (weekday - context.published.weekday()) % 7
    backward = groups["hom"] or groups["back"]
    if groups["ahead"] or (groups["will"] and not backward) or (ahead <= 3 and not backward):
        return days(context.published + timedelta(days=ahead))
    return days(context.published - timedelta(days=(7 - ahead) % 7))


def _span_of(groups: Groups, context: _Context) -> Span:
    """ "hai năm qua", "ba tuần tới": from or up to the day of publication."""
    number, unit = _number(groups["n"] or ""), groups["unit"] or ""
    sign = -1 if groups["back"] else 1
    return days(context.published, shifted(context.published, unit, sign * number))


def _distance(groups: Groups, context: _Context) -> Span:
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


def _near_day(groups: Groups, context: _Context) -> Span:
    if groups["morrow"]:
        return days(context.published + timedelta(days=2))
    return days(context.published + timedelta(days=_OFFSETS[groups["near"] or ""]))


def _same_day(groups: Groups, context: _Context) -> Span:
    return days(context.first or context.published)


def _next_day(groups: Groups, context: _Context) -> Span:
    return days((context.last or context.published) + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class _Rule:
    """One form of expression. `guard` sees what the pattern cannot, `names_day` feeds "cùng ngày"."""

    pattern: re.Pattern[str]
    resolve: Callable[[Groups, _Context], Span | None]
    explicit: bool = False
    names_day: bool = False
    guard: Callable[[str, re.Match[str]], bool] | None = None


def _is_weekday(text: str, match: re.Match[str]) -> bool:
    """ "thứ Hai" or "hôm thứ hai", but neither "vòng thứ hai" nor "Thứ hai, …" nor "Thế chiến thứ Hai"."""
    if match["sunday"]:
        return True
    before = text[: match.start()].rstrip().lower()
    if before.endswith(("chiến", "thế giới", "lần", "vòng", "đợt", "hạng", "nhiệm kỳ")):
        return False
    return bool(match["hom"] or match["cue"] or match["week"]) or text[match.start("w")].isupper()


def _is_date(text: str, match: re.Match[str]) -> bool:
    """A day and a month alone are a date after a word that says so, or in a form no fraction takes."""
    if match["cue"] or _CUE_BEFORE.search(match.string, 0, match.start()):
        return True
    padded = match["d"].startswith("0") or match["m"].startswith("0")
    return (
        match["sep"] == "/" and (int(match["d"]) > 9 or padded) and match["d"] + match["m"] != "247"
    )


def _is_month(text: str, match: re.Match[str]) -> bool:
    """ "tháng năm" is May only with its capital."""
    return match["word"] not in ("năm", "ba") or text[match.start("word")].isupper()


def _rule(heads: str, pattern: str, *args: object, **kwargs: object) -> tuple[list[str], _Rule]:
    """A rule and the first words that it may begin with; "#" is a figure."""
    return heads.split(), _Rule(re.compile(pattern), *args, **kwargs)  # type: ignore[arg-type]


_MONTH_OF = rf"(?: ?(?P<sep>[/.-]) ?| tháng ){_M}(?:{_OF_YEAR})?"
_DAYS = "ngày hôm rạng sáng trưa chiều tối đêm khuya mùng mồng"
_PARTED = "đầu giữa cuối trung thượng hạ nửa"
_COUNTED = f"# {' '.join(_NUMBERS)}"
_RULES = (
    _rule(
        _DAYS,
        rf"(?:ngày|hôm|{_TIME}) (?P<list>\d{{1,2}}(?:, ?\d{{1,2}})*),? (?:và|,) (?:ngày )?{_D}{_MONTH_OF}{_SIDE}{_END}",
        _listed, explicit=True, names_day=True,
    ),
    _rule(
        "từ ngày #",
        r"(?:từ )?(?:ngày )?(?P<d1>0?[1-9]|[12]\d|3[01])(?:[/.](?P<m1>0?[1-9]|1[0-2])(?:[/.](?P<y1>(?:19|20)\d\d))?)?"
        rf"(?: ?- ?| (?:đến|tới) )(?:hết )?(?:ngày )?{_D}(?P<sep>/|\.| tháng ){_M}(?:{_OF_YEAR})?{_SIDE}{_END}",
        _range, explicit=True, names_day=True,
    ),
    _rule(
        f"{_DAYS} #", rf"(?:{_CUE})?{_D} ?(?P<sep>[/.-]) ?{_M} ?(?P=sep) ?{_Y}{_END}",
        _day, explicit=True, names_day=True,
    ),
    _rule(_DAYS, rf"{_CUE}{_D} tháng {_M}(?:{_OF_YEAR})?{_SIDE}{_END}", _day, explicit=True, names_day=True),
    _rule("#", rf"{_D} tháng {_M}(?:/| năm ){_Y}{_END}", _day, explicit=True, names_day=True),
    _rule(
        f"{_DAYS} #",
        rf"(?:{_CUE})?{_D}(?P<sep>[/.-]){_M}(?:,? năm (?:{_Y}|(?:(?P<this>nay)|(?P<yback>ngoái)|(?P<yahead>tới))(?!\w)))?{_SIDE}{_END}",
        _day, explicit=True, names_day=True, guard=_is_date,
    ),
    _rule(f"tháng {_PARTED}", rf"(?:{_PART} )?tháng {_M}(?:{_OF_YEAR})?{_SIDE}{_END}", _month),
    _rule(
        f"tháng {_PARTED}",
        rf"(?:{_PART} )?tháng (?P<word>{'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})(?:{_OF_YEAR})?{_SIDE}(?!\w)",
        _month, guard=_is_month,
    ),
    _rule(f"tháng {_PARTED}", rf"(?:{_PART} )?tháng {_WHICH}", _that_month),
    _rule("tuần đầu giữa cuối", rf"(?:(?P<part>đầu|giữa|cuối) )?tuần {_WHICH}", _that_week),
    _rule("cuối", r"cuối tuần(?!\w)", _weekend),
    _rule(
        f"{_DAYS} vào thứ chủ",
        rf"(?:(?P<hom>hôm )|(?P<cue>(?:vào )?{_TIME} |vào ))?(?:thứ (?P<w>{'|'.join(_WEEKDAYS)})|(?P<sunday>chủ nhật))(?!\w)"
        rf"(?: (?:(?P<week>tuần) )?{_WHICH})?",
        _weekday, names_day=True, guard=_is_weekday,
    ),
    _rule(
        _COUNTED,
        rf"{_N} (?P<unit>ngày|tuần|tháng|năm) (?:(?P<ahead>tới|sắp tới|tới đây)|(?P<back>qua|vừa qua|gần đây|trở lại đây))(?!\w)",
        _span_of,
    ),
    _rule(
        f"{_COUNTED} còn sau",
        rf"(?:còn |sau )?{_N} (?P<unit>ngày|tuần|tháng|năm) (?:(?:nữa|sau)|(?P<back>trước))(?P<there> đó)?(?!\w)",
        _distance,
    ),
    _rule(
        "cách",
        rf"(?P<back>cách đây|cách nay) (?:gần |hơn |khoảng )?{_N} (?P<unit>ngày|tuần|tháng|năm)(?P<there>)(?!\w)",
        _distance,
    ),
    _rule("ngày hôm", r"(?:ngày )?hôm (?P<near>nay|qua|kia|vừa rồi)(?P<morrow>)(?!\w)", _near_day, names_day=True),
    _rule(_DAYS, rf"{_TIME} (?P<near>nay|qua|kia|mai)(?P<morrow>)(?!\w)", _near_day, names_day=True),
    _rule("ngày", r"ngày (?:(?P<near>mai)|(?P<morrow>kia|mốt))(?!\w)", _near_day, names_day=True),
    _rule("cùng", r"cùng ngày(?! \d)(?!\w)", _same_day),
    _rule(
        "ngày hôm một", r"(?:ngày tiếp theo|(?:ngày )?hôm sau|ngày kế tiếp|(?:một )?ngày sau đó)(?!\w)",
        _next_day, names_day=True,
    ),
    _rule(
        "từ năm giai những",
        rf"(?:(?:từ )?năm |giai đoạn |những năm )(?P<y1>(?:19|20)\d\d)(?: ?- ?| (?:đến|tới) (?:năm )?){_Y}{_END}",
        _year_range,
    ),
    _rule("thập những", rf"(?:thập niên|thập kỷ|những năm) {_Y}{_END}", _decade),
    _rule(f"năm {_PARTED}", rf"(?:{_PART} )?năm {_Y}{_END}", _year),
    _rule(f"năm {_PARTED}", rf"(?:{_PART} )?năm {_WHICH}", _that_year),
    _rule("quý", rf"quý (?P<q>iv|iii|ii|i|[1-4])(?:{_OF_YEAR})?{_SIDE}{_END}", _quarter),
)  # fmt: skip
_BY_HEAD: dict[str, list[_Rule]] = {}
for _heads, _one in _RULES:
    for _first in _heads:
        _BY_HEAD.setdefault(_first, []).append(_one)
_HEAD = re.compile(rf"(?<![\w/.,-])(?:\d|(?:{'|'.join(sorted(_BY_HEAD.keys() - {'#'}))})(?= ))")
