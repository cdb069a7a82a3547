"""Between which days was a text printed that does not say so? Pure.

Its own dateline tells ("Ngày 9/1, ông A cho biết …": that day or the next), and where it is an entry of a listing, so do the
entries around it: nobody prints after the entry above, nor before the entry below, and a day spoken of as past or to come
bounds both. What comes of it is an interval with its reason, never a publication date.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from scrapers.article import When
from scrapers.dates import day as day_of
from scrapers.dates import expressions
from scrapers.text import even, lower, nfc

OPENING = 60  # characters within which a dateline begins
STEADY = 0.8  # share of dated neighbours that must stand in one order before the order counts
MARGIN = 2  # days around its even place in which an entry between two dated ones is looked for
FEWEST = 4  # dated entries without which a listing shows no order
_FULL = re.compile(
    r"(?<!\d)(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?!\d)|tháng \d{1,2}(?:/| năm )(?:19|20)\d\d(?!\d)"
)
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
    match = _FULL.search(lower(even(nfc(text))))
    found = expressions(match[0], "") if match else []
    return found[0].start if found else ""


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


def between(texts: Sequence[str], published: Sequence[When]) -> list[Printed]:
    """For each entry of a listing, in its order, what it and its neighbours say; `published` is known for some."""
    anchors = _anchors(texts, published)
    own = [
        _own(text, when, near) for text, when, near in zip(texts, published, anchors, strict=True)
    ]
    order = _order(own)
    own = _steady(own, order)
    if not order:
        return [one if one.days is not None else Printed() for one in own]
    newest_first = own if order > 0 else own[::-1]
    bounded = _evenly(newest_first, _bounded(newest_first))
    return bounded if order > 0 else bounded[::-1]


def _own(text: str, published: When, anchor: When) -> Printed:
    day = day_of(published)
    if day is not None:
        return Printed(day.isoformat(), day.isoformat(), "ngày đăng")
    return dateline(text, anchor)


def _anchors(texts: Sequence[str], published: Sequence[When]) -> list[When]:
    """For each entry the written-out day nearest to it in the listing."""
    sure = {
        n: when or anchor_of(text)
        for n, (text, when) in enumerate(zip(texts, published, strict=True))
    }
    sure = {n: when for n, when in sure.items() if when}
    return [sure[min(sure, key=lambda m: abs(m - n))] if sure else "" for n in range(len(texts))]


def _order(own: Sequence[Printed]) -> int:
    """1 where the newest stands first, -1 where the oldest does, 0 where no order is to be seen."""
    days = [one.first for one in own if one.days is not None and one.days <= 1]
    steps = [(a > b) - (a < b) for a, b in pairwise(days) if a != b]
    if len(days) < FEWEST or not steps:
        return 0
    down = sum(step > 0 for step in steps) / len(steps)
    return 1 if down >= STEADY else -1 if down <= 1 - STEADY else 0


def _steady(own: Sequence[Printed], order: int) -> list[Printed]:
    """Without the few that contradict the order of the others: their day is that of an event, or a slip."""
    kept = list(own)
    places = [n for n, one in enumerate(kept) if one.first or one.last]
    while order:
        against = {
            n: sum(
                _against(kept, *((n, m) if (m - n) * order > 0 else (m, n)))
                for m in places
                if m != n
            )
            for n in places
        }
        worst = max(against.values(), default=0)
        if not worst:
            break
        for n in [n for n, count in against.items() if count == worst]:
            kept[n] = Printed()
    return kept


def _against(kept: Sequence[Printed], newer: int, older: int) -> bool:
    first, last = kept[older].first, kept[newer].last
    return bool(first and last) and first > last


def _bounded(own: Sequence[Printed]) -> list[Printed]:
    """Newest first: no entry is newer than one above it, nor older than one below. Where they contradict, nothing is known."""
    lasts, firsts = list[str](), list[str]()
    last = ""
    for one in own:
        last = min(filter(None, (last, one.last)), default="")
        lasts.append(last)
    first = ""
    for one in reversed(own):
        first = max(first, one.first)
        firsts.insert(0, first)
    return [
        Printed() if first and last and first > last else _named(one, first, last)
        for one, first, last in zip(own, firsts, lasts, strict=True)
    ]


def _evenly(own: Sequence[Printed], bounded: Sequence[Printed]) -> list[Printed]:
    """Entries between two dated ones lie about evenly between them: what is far from its place is cut off.

    So "the day or the next" of the entry above does not stretch to the fifth entry below it.
    """
    dated = [n for n, one in enumerate(own) if one.days is not None and one.days <= 1]
    found = list(bounded)
    for above, below in pairwise(dated):
        top, bottom = (date.fromisoformat(own[n].first) for n in (above, below))
        gap = (top - bottom).days
        margin = max(MARGIN, gap / 2)
        for n in range(above + 1, below):
            back = gap * (n - above) / (below - above)
            first = top - timedelta(days=math.floor(back + margin))
            last = top - timedelta(days=math.ceil(back - margin))
            found[n] = _cut(bounded[n], first, last) if gap >= 0 else bounded[n]
    return found


def _cut(one: Printed, first: date, last: date) -> Printed:
    if one.days is None:
        return one
    return replace(
        one, first=max(one.first, first.isoformat()), last=min(one.last, last.isoformat())
    )


def _named(one: Printed, first: str, last: str) -> Printed:
    """`one`, or what its neighbours make of it."""
    if (one.first, one.last) == (first, last):
        return one
    return replace(
        one, first=first, last=last, why="giữa các mục đứng trên và dưới trong trang danh mục"
    )
