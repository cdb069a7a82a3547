"""Publication dates: every way in which pages, feeds and metadata write a moment.

Rules: days stand before months, but beside an American clock; a clock without an offset runs in Vietnam (+07:00); a day without
a clock stays a day; what names no full date is no date. Nothing is ever resolved against "now".
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone

from scrapers.article import When
from scrapers.text import clean, fold

HANOI = timezone(timedelta(hours=7))

_YEARS = range(1990, 2100)  # outside: a template's default (0001-01-01, 1970-01-01), no publication

_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMERALS = [
    "mot",
    "hai",
    "ba",
    "tu",
    "nam",
    "sau",
    "bay",
    "tam",
    "chin",
    "muoi",
    "muoi_mot",
    "muoi_hai",
]
_MONTHS = {name: number for number, name in enumerate(_ENGLISH, 1)}
_MONTHS |= {name.replace("_", " "): number for number, name in enumerate(_NUMERALS, 1)}
_MONTHS |= {"gieng": 1, "bon": 4, "chap": 12}

_MONTH_NAME = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH_WORD = (
    r"(?:thang|thg|th)[. ]{0,2}"
    r"(?P<month>\d{1,2}|muoi mot|muoi hai|muoi|gieng|chap|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin)"
)
_DATES = [
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4}) ?(?P<sep>[-/.]) ?(?P<month>\d{1,2}) ?(?P=sep) ?(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?=t\d|$| )",
        r"(?<![\d:])(?P<day>\d{1,2}) ?(?P<sep>[-/.]) ?(?P<month>\d{1,2}) ?(?P=sep) ?(?P<year>\d{4}|\d\d(?![:\d]))(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})[, -]{{0,2}}{_MONTH_WORD},? ?(?:nam )?[/-]? ?(?P<year>\d{{4}})(?!\d)",
        rf"\b{_MONTH_WORD} (?P<day>\d{{1,2}}),? (?:nam )?(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH_NAME},?[ -](?P<year>\d{{4}}|\d\d(?![:\d]))(?!\d)",
        rf"\b{_MONTH_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)",
        rf"\b{_MONTH_NAME} (?P<day>\d{{1,2}}) [\d:]+ (?:[a-z\d:+-]{{3,9}} )?(?P<year>\d{{4}})(?!\d)",  # asctime
    )
]
_IN_FIGURES = _DATES[:3]
_AT_ONCE = (_DATES[0], _DATES[2])  # with either of them no other date begins
_MONTH = re.compile(f"{_MONTH_WORD}|{_MONTH_NAME}".replace("?P<month>", "?:"))
# zones lie by quarters of an hour apart; "GMT+712 liên quan" is two lines that a page ran together
_OFFSET = r"(?:\d\d(?:00|15|30|45)|\d{1,2}(?::(?:00|15|30|45))?)"
_CLOCK = (
    r"(?<![\d:])(?P<hour>\d{1,2}) ?(?::|h|g(?:io)?\b|\.(?=\d\d ?(?:bst|gmt|cet|cest)\b)) ?(?P<minute>\d\d)(?: ?phut)?"
    r"(?: ?: ?(?P<second>\d\d)(?:[.,]\d+)?)?(?!\d)"
    r"(?: ?(?P<half>am|pm|a\.m\.|p\.m\.|sa|ch|sang|chieu|toi)(?![a-z]))?"
    rf"'?(?: ?(?P<zone>z(?![a-z])|(?:\(? ?(?:gmt|utc) ?)?[+-] ?{_OFFSET}(?![\d/.-]|:)"
    r"|\(? ?(?:gmt|utc|ict|bst|cet|cest|eet|eest|msk|jst|kst|est|edt|cst|cdt|mst|mdt|pst|pdt)(?![a-z+-])))?"
)
_BASIC_CLOCK = r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?:\.\d+)?(?P<zone>z|[+-]\d\d:?(?:\d\d)?)?(?!\d)"
_BETWEEN = (
    r"(?:[ ,|t.()•·:;/'-]|luc|at|vao|ngay|gio|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7]"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)*"
)
_AFTER = re.compile(rf"{_BETWEEN}{_CLOCK}")
_AFTER_BASIC = re.compile(rf"t{_BASIC_CLOCK}")
_BEFORE = re.compile(rf"{_CLOCK}\)?{_BETWEEN}$")
_INSIDE = re.compile(_CLOCK)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?")
_DIGITS = re.compile(r"(\d{8})(\d{4}(?:\d\d)?)")
_AMERICAN = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
_HOURS = _AMERICAN | {
    "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9, "kst": 9,
}  # fmt: skip
_IN_AMERICA = re.compile(rf"\d ?(?:[ap]\.?m\.? ?)?\(?(?:{'|'.join(_AMERICAN)}|[ecmp]t)\b")


def published(text: str) -> When:
    """The moment or day that `text` names, as ISO 8601; "" where it names no full date.

    Reads RFC 822 (with "GMT+7" too), ISO 8601 and its loose cousins, "Chủ nhật, 05/09/2021, 15:30
    (GMT+7)", "06 Th09 2021", "Ngày 5 tháng 9 năm 2021", clocks of 12 hours, epoch seconds.
    """
    line = fold(clean(text[:400])).strip()
    if (epoch := _EPOCH.fullmatch(line)) is not None:
        moment_ = datetime.fromtimestamp(int(epoch[1]), HANOI)
        return moment_.isoformat() if moment_.year in _YEARS else ""
    if (digits := _DIGITS.fullmatch(line)) is not None:
        line = f"{digits[1]}t{digits[2]}"
    dated = _dated(line)
    if dated is None:
        return ""
    match, found = dated
    if match.re is _IN_FIGURES[2] and _IN_AMERICA.search(line):
        found = _date(match["year"], match["day"], match["month"]) or found
    clock = _clock(line, match)
    return found.isoformat() if clock is None else datetime.combine(found, clock).isoformat()


def moment(when: When) -> datetime | None:
    """`when` as an aware datetime; a plain day begins at 00:00 +07:00. None for what is no `When`."""
    try:
        found = datetime.fromisoformat(when)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=HANOI)


def day(when: When) -> date | None:
    """The day of `when` on a calendar in Vietnam; None for what is no `When`."""
    found = moment(when)
    if found is None:
        return None
    try:
        return found.astimezone(HANOI).date()
    except OverflowError:  # the last hours of year 9999
        return found.date()


def _dated(line: str) -> tuple[re.Match[str], date] | None:
    """The first valid date in folded `line`, and where it stands."""
    for pattern in _AT_ONCE:
        match = pattern.match(line)
        if match and (valid := _date(match["year"], match["month"], match["day"])) is not None:
            return match, valid
    patterns = _DATES if _MONTH.search(line) else _IN_FIGURES
    matches = [match for pattern in patterns for match in pattern.finditer(line)]
    for match in sorted(matches, key=lambda found: (found.start(), -found.end())):
        if (valid := _date(match["year"], match["month"], match["day"])) is not None:
            return match, valid
    return None


def _date(year: str, month: str, day_: str) -> date | None:
    y = int(year) + (2000 if len(year) == 2 else 0)
    m = int(month) if month.isdigit() else _MONTHS[month]
    d = int(day_)
    if m > 12 >= d:  # 9/13/2021 can only be American
        m, d = d, m
    try:
        return date(y, m, d) if y in _YEARS else None
    except ValueError:
        return None


def _clock(line: str, found: re.Match[str]) -> time | None:
    """The clock beside the date: right after it, else right before it, else inside it (asctime)."""
    for match in _clocks(line, found):
        if match is not None and (clock := _time(match)) is not None:
            return clock
    return None


def _clocks(line: str, found: re.Match[str]) -> Iterator[re.Match[str] | None]:
    yield _AFTER_BASIC.match(line, found.end()) or _AFTER.match(line, found.end())
    yield _BEFORE.search(line[: found.start()])
    yield _INSIDE.search(found[0])


def _time(match: re.Match[str]) -> time | None:
    parts = match.groupdict()
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    half = parts.get("half") or ""
    if half[:1] in ("p", "c", "t") and hour < 12:
        hour += 12
    elif half[:1] in ("a", "s") and hour == 12:
        hour = 0
    try:
        return time(hour, minute, min(second, 59), tzinfo=_zone(parts["zone"] or ""))
    except ValueError:
        return None


def _zone(text: str) -> timezone:
    """`text` as an offset: "gmt+7", "+0700", "+07", "z"; raises ValueError beyond a day."""
    name = text.strip(" (")
    number = re.search(r"([+-]) ?(\d{1,2}):?(\d\d)?$", name)
    if number is not None:
        size = timedelta(hours=int(number[2]), minutes=int(number[3] or 0))
        return timezone(-size if number[1] == "-" else size)
    if name in ("z", "gmt", "utc"):
        return UTC
    return timezone(timedelta(hours=_HOURS[name])) if name in _HOURS else HANOI
