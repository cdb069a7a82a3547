"""When a talk is, as its sentence says: the event's date, never the report's. Pure.

"Ngày 26/12, hãng Anadolu đưa tin …", "phát biểu hôm 8/1", "trong thông báo ngày 27/12" date the report.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scrapers.article import When
from scrapers.dates import expressions
from scrapers.text import lower
from worker.topics.talks.triggers import Trigger
from worker.topics.talks.values import Day

LONGEST = 62  # days: what spans more is no date of a talk
_SAYS = (
    r"(?:đưa tin|cho biết|cho hay|cho rằng|tuyên bố|nói rằng|nói với|nói|thông báo|dẫn lời|dẫn nguồn|xác nhận|cảnh báo|khẳng định|nhấn mạnh"
    r"|đánh giá|công bố|phát biểu|trả lời|bày tỏ|bình luận|tiết lộ|lưu ý|nhận định|kêu gọi|đề nghị|đề xuất|viết|thừa nhận|lên tiếng|chỉ trích"
    r"|bác bỏ|từ chối|phản đối|ra thông báo|hé lộ|chia sẻ|loan tin)"
)
_SAYS_AFTER = re.compile(rf"(?<!\w){_SAYS}(?!\w)")
_REPORT_BEFORE = re.compile(
    rf"(?:(?<!\w){_SAYS}|theo [^,;:]{{2,60}}|thông báo|tuyên bố|thông cáo|bài viết|bản tin|cuộc họp báo|họp báo|phỏng vấn|tờ|báo|hãng tin|hãng thông tấn"
    r"|quan chức giấu tên|phóng viên)(?: (?:với|của|từ|trước|các|báo giới|phóng viên|báo chí|giới|truyền thông|đăng|phát|ra|đưa ra|được|mới)){0,6}"
    r"(?: (?:vào|hôm|trong|ngày|sáng|chiều|tối|đêm))*,? ?$"
)
_NIGHT = re.compile(r"\b(?:rạng sáng|sáng sớm|đêm khuya|nửa đêm)\b")
_HANOI = re.compile(r"giờ (?:hà nội|việt nam|vn)\b")
_FIGURES = re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})\s?[/-]\s?(?P<m>\d{1,2})(?![\d/-])")
_YEAR = re.compile(
    r"(?<!\d)(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?!\d)|tháng \d{1,2}(?:/| năm )(?:19|20)\d\d(?!\d)"
)
_RELATIVE = re.compile(r"\b(?:nay|qua|mai|kia|tới|này|trước|rồi|sau|hôm|thứ|chủ nhật|tuần|cuối)\b")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression where it stands in the text."""

    start: int
    end: int
    day: Day
    night: bool = False


def dates(text: str, published: When) -> list[Dated]:
    """The dates of a text that could be those of a talk, in order.

    Without `published` the year comes from the first date that the text writes out, and what is relative ("tuần tới")
    stays open; where no year is written a day has none.
    """
    anchor = published or _written_out(text)
    found = _located(text, anchor or "2000-01-01")
    if published:
        return [one for one in found if _length(one.day) <= LONGEST]
    sure = [one for one in found if not _relative(text, one)]
    if anchor:
        return [one for one in sure if _length(one.day) <= LONGEST]
    return [replace(one, day=_yearless(one.day)) for one in sure if one.day.single]


def _written_out(text: str) -> When:
    match = _YEAR.search(text)
    if match is None:
        return ""
    found = expressions(match[0], "")
    return found[0].start if found else ""


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
    found, at = [], 0
    lowered = lower(text)
    for one in expressions(text, published):
        start = text.index(one.text, at)
        at = start + len(one.text)
        around = lowered[max(0, start - 12) : start + len(one.text) + 25]
        night = _NIGHT.search(around) is not None
        day = Day(one.start, one.end, one.date)
        if night and _HANOI.search(around):
            day = _earlier(day)
        found.append(Dated(start, at, day, night))
    return found


def _earlier(day: Day) -> Day:
    """Hanoi's small hours are the evening before in Moscow, Brussels and Washington."""
    before = (date.fromisoformat(day.start) - timedelta(days=1)).isoformat()
    return Day(before, before, before)


def events(
    lowered: str, found: Sequence[Dated], triggers: Sequence[Trigger]
) -> dict[int, list[Dated]]:
    """For each trigger (by its place in `triggers`) the dates of its talk; those of reports go to none.

    A date behind a trigger and before the next one is its own; else one before it that nobody claimed.
    """
    telling = [one for one in found if not _reports(lowered, one, triggers)]
    owned: dict[int, list[Dated]] = {}
    taken: set[int] = set()
    for number, trigger in enumerate(triggers):
        end = triggers[number + 1].start if number + 1 < len(triggers) else len(lowered)
        behind = [
            one
            for one in telling
            if trigger.end <= one.start < end and not _said_between(lowered, trigger.end, one.start)
        ]
        own = _first_run(lowered, behind)
        if own:
            owned[number] = own
            taken.update(one.start for one in own)
    for number, trigger in enumerate(triggers):
        if number not in owned:
            start = triggers[number - 1].end if number else 0
            before = [
                one
                for one in telling
                if start <= one.start < trigger.start and one.start not in taken
            ]
            before = before or (
                [one for one in telling[:1] if one.end < 25 and one.start not in taken]
            )
            before = [
                one
                for one in before
                if one.end <= trigger.start and not _said_between(lowered, one.end, trigger.start)
            ]
            if before:
                owned[number] = before[-1:]
                taken.add(before[-1].start)
    return owned


def _first_run(lowered: str, behind: Sequence[Dated]) -> list[Dated]:
    """The first date, and those coordinated with it: "tháng 7 và tháng 9/2021"."""
    run = list(behind[:1])
    for one in behind[1:]:
        if not re.fullmatch(r"(?:,? (?:và|rồi|cùng) |, )", lowered[run[-1].end : one.start]):
            break
        run.append(one)
    return run


def _holds(lowered: str, trigger: Trigger, one: Dated, said: int) -> bool:
    """Is the date the trigger's, whoever speaks later: "cuộc họp vào ngày 12/1, hãng DPA đưa tin"; "12/1, Nga đàm phán, … nói"?"""
    if trigger.end <= one.start:
        return one.start - trigger.end < 70 and "," not in lowered[trigger.end : one.start]
    return one.end <= trigger.start <= said


def _said_between(lowered: str, start: int, end: int) -> bool:
    return _SAYS_AFTER.search(lowered, start, end) is not None


def _reports(lowered: str, one: Dated, triggers: Sequence[Trigger]) -> bool:
    """Does this date say when somebody spoke? A verb of saying right behind it (no trigger between), or just before."""
    after = _SAYS_AFTER.search(lowered, one.end, min(len(lowered), one.end + 120))
    told = after is not None and lowered[one.end : after.start()].count(",") < 2
    if told and after is not None and not any(_holds(lowered, t, one, after.start()) for t in triggers):
        return True
    return _REPORT_BEFORE.search(lowered[max(0, one.start - 90) : one.start]) is not None
