"""Between which days was a text printed that does not say so? Pure.

Its own dateline tells ("Ngày 9/1, ông A cho biết …": that day or the next), and the days of which it speaks as past or to
come. What comes of it is an interval with its reason, never a publication date.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from scrapers.article import When
from scrapers.dates import day as day_of
from scrapers.dates import expressions
from scrapers.text import even, lower, nfc

OPENING = 60  # characters within which a dateline begins
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_BEFORE_YEAR = re.compile(r"(?<!\d)(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]$|tháng \d{1,2}(?:/| năm )$")
_DATE_CHARS = len("tháng 12 năm ")
_DAY = re.compile(
    r"(?<![\d/.-])(?P<d>0?[1-9]|[12]\d|3[01]) ?[/-] ?(?P<m>0?[1-9]|1[0-2])(?: ?[/-] ?(?P<y>(?:19|20)\d\d))?(?! ?[/-]?\d)"
)
_LED = re.compile(
    r"(?:^|\b(?:ngày|hôm|sáng|chiều|tối|đêm|trưa|rạng sáng|nay|qua|theo [^,]{0,40}) ?\(?|\()$"
)
_EVENT = re.compile(
    r"\bvào (?:ngày|hôm|sáng|chiều|tối|đêm)?(?: ngày)? ?\(?$"
)  # of what is told, not of the telling
_SENTENCE = re.compile(r"[.!?] |\n")
_TODAY = re.compile(r"\bhôm nay,? \(?(?:ngày )?$")
_TO_COME = re.compile(r"^\)? (?:tới|sắp tới|tới đây)\b|^\)?,? [^,.;]{0,40}\b(?:sẽ|dự kiến|sắp)\b")
_WILL = re.compile(
    r"\b(?:sẽ|dự kiến|sắp|chuẩn bị|đề nghị|đề xuất|triệu tập|ấn định|trước thềm|kế hoạch)\b[^.;]{0,90}$"
)
_DONE = re.compile(
    r"\b(?:đã|vừa|cho biết|cho hay|cho rằng|nói|tuyên bố|cảnh báo|đưa tin|khẳng định|phát biểu|thông báo|nhấn mạnh|xác nhận|dẫn lời|bày tỏ|kêu gọi|lưu ý)\b"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """First and last day (ISO, "" where it is open) on which a text can have been printed, and how that is known."""

    first: str = ""
    last: str = ""
    why: str = ""

    @property
    def days(self) -> int | None:
        """How many days after `first` the last one is; None where either end is open."""
        if not self.first or not self.last:
            return None
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days


def anchor_of(text: str) -> When:
    """The first day or month that a text writes out with its year; ""."""
    spelled = lower(even(nfc(text)))
    for year in _YEAR.finditer(spelled):
        before = _BEFORE_YEAR.search(spelled[max(0, year.start() - _DATE_CHARS) : year.start()])
        if before is not None:
            found = expressions(before[0] + year[0], "")
            return found[0].start if found else ""
    return ""


def dateline(text: str, anchor: When) -> Printed:
    """What one text says of its own printing; `anchor` is a day within half a year of it, "" if there is none."""
    spelled = lower(even(nfc(text)))
    first, last = "", ""
    for match in _DAY.finditer(spelled):
        day = _resolved(match, anchor)
        before, after = _around(spelled, match)
        if not day:
            continue
        if _TODAY.search(before):
            return Printed(day, day, f"“hôm nay ({match[0]})”")
        if _reports(match, before, after):
            return _of_report(day, match[0], last)
        if _ahead(before, after):
            last = min(last or day, day)
        elif _LED.search(before) and _DONE.search(after) and not _EVENT.search(before):
            first = max(first, day)
    return Printed(first, last, "các ngày nêu trong bài" if first or last else "")


def _ahead(before: str, after: str) -> bool:
    return bool(_TO_COME.match(after) or _WILL.search(before))


def _reports(match: re.Match[str], before: str, after: str) -> bool:
    """Is it the day of the report: "Ngày 9/1, ông A cho biết", "hôm 8/1 nói", "đưa tin hôm 25/12", or any that opens the text?"""
    if not _LED.search(before) or _EVENT.search(before):
        return False
    if _DONE.match(after.lstrip(") ,")):
        return True
    opens = match.start() < OPENING and (match.start() < len("ngày 00") or _DONE.search(after))
    return not _ahead(before, after) and bool(opens or _DONE.search(before))


def _around(spelled: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands before the date, and behind it in its sentence."""
    behind = spelled[match.end() : match.end() + 300]
    return spelled[max(0, match.start() - 60) : match.start()], _SENTENCE.split(behind, 1)[0]


def _of_report(day: str, words: str, last: str) -> Printed:
    """A report opens with the day it is about: printed then or on the next."""
    after = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return Printed(
        day, min(after, last) if last and last >= day else after, f"câu mở đầu nêu ngày {words}"
    )


def _resolved(match: re.Match[str], anchor: When) -> str:
    """The day in its own year, else in the one that brings it nearest to `anchor`; "" where there is neither."""
    near = day_of(anchor)
    if near is None and not match["y"]:
        return ""
    years = [int(match["y"])] if match["y"] else [near.year + n for n in (-1, 0, 1)] if near else []
    found = []
    for year in years:
        try:
            found.append(date(year, int(match["m"]), int(match["d"])))
        except ValueError:  # 30/2, or a year beyond the calendar
            continue
    found.sort(key=lambda one: abs(one - (near or one)))
    return found[0].isoformat() if found else ""
