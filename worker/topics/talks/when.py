"""When a talk is, as its sentence says: the event's date, never the report's. Pure.

"Ngày 26/12, hãng Anadolu đưa tin …", "phát biểu hôm 8/1", "trong thông báo ngày 27/12" date the report.
"""

import re
from collections.abc import Sequence

from worker.topics.talks.dating import Dated
from worker.topics.talks.triggers import Trigger

_SAYS = (
    r"(?:đưa tin|cho biết|cho hay|cho rằng|tuyên bố|nói rằng|nói với|nói|thông báo|dẫn lời|dẫn nguồn|xác nhận|cảnh báo|khẳng định|nhấn mạnh"
    r"|đánh giá|công bố|phát biểu|trả lời|bày tỏ|bình luận|tiết lộ|lưu ý|nhận định|kêu gọi|đề nghị|đề xuất|viết|thừa nhận|lên tiếng|chỉ trích"
    r"|bác bỏ|từ chối|phản đối|ra thông báo|hé lộ|chia sẻ|loan tin)"
)
_SAYS_AFTER = re.compile(rf"(?<!\w)(?<!theo )(?<!lời ){_SAYS}(?!\w)")
_REPORT_BEFORE = re.compile(
    rf"(?:(?<!\w){_SAYS}|(?:^|[,.(] ?)theo (?!kế hoạch|lịch|dự kiến|giờ|lời mời|đề nghị)[^,;:]{{2,60}}|thông báo|tuyên bố|thông cáo|bài viết|bản tin|cuộc họp báo|họp báo|phỏng vấn|tờ|báo|hãng tin|hãng thông tấn"
    r"|quan chức giấu tên|phóng viên)(?: (?:với|của|từ|trước|các|báo giới|phóng viên|báo chí|giới|truyền thông|đăng|phát|ra|đưa ra|được|mới)){0,6}"
    r"(?: (?:vào|hôm|trong|ngày|sáng|chiều|tối|đêm))*,? ?$"
)
# what says that the date behind it is the talk's own
_HELD_ON = re.compile(
    r"\b(?:diễn ra|ấn định|lên lịch|tổ chức|bắt đầu|dự kiến|chốt|được hẹn|hẹn)(?: (?:vào|trong|ngày|hôm|sáng|chiều|tối|cho|là)){0,3} ?$"
    r"|\b(?:dời|hoãn|lùi|chuyển)(?: [^\s,;:]+){0,6}? (?:từ|sang|đến|tới)(?: ngày| hôm| sáng| chiều| tối)* ?$"
)
_ELSEWHERE = re.compile(r", (?:trước khi|sau khi|sau đó|rồi|trong khi|còn)\b")
# a day up to which, or before which: none on which they meet
_BOUND = re.compile(
    r"\b(?:(?:kéo dài|cho) (?:đến|tới|sang)|trước|hạn chót|muộn nhất|chậm nhất)(?: hết| vào| là)?(?: ngày| tháng)? ?$"
)
_COORDINATED = re.compile(
    r"(?:,? (?:và|rồi|cùng) |, )|.{0,50}\b(?:hoãn|lùi|dời|chuyển)\b.{0,20}|(?: lại)? (?:sang|đến|tới)(?: ngày)? "
)


def events(
    lowered: str, found: Sequence[Dated], triggers: Sequence[Trigger]
) -> dict[int, list[Dated]]:
    """For each trigger (by its place in `triggers`) the dates of its talk; those of reports go to none.

    A date behind a trigger and before the next one is its own; else one before it that nobody claimed.
    """
    telling = [
        one
        for one in found
        if not _reports(lowered, one, triggers)
        and not _BOUND.search(lowered, max(0, one.start - 30), one.start)
    ]
    owned: dict[int, list[Dated]] = {}
    taken: set[int] = set()
    for number, trigger in enumerate(triggers):
        end = triggers[number + 1].start if number + 1 < len(triggers) else len(lowered)
        behind = [
            one
            for one in telling
            if trigger.end <= one.start < end
            and not _ELSEWHERE.search(lowered, trigger.end, one.start)
            and (trigger.form == "letter" or not _said_between(lowered, trigger.end, one.start))
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
    """The first date, and those coordinated with it: "tháng 7 và tháng 9/2021", "ngày 12/1 được dời sang ngày 14/1"."""
    run = list(behind[:1])
    for one in behind[1:]:
        if not _COORDINATED.fullmatch(lowered[run[-1].end : one.start]):
            break
        run.append(one)
    return run


def _holds(lowered: str, trigger: Trigger, one: Dated, said: int) -> bool:
    """Is the date the trigger's, whoever speaks later: "cuộc họp vào ngày 12/1, hãng DPA đưa tin"; "12/1, Nga đàm phán, … nói"?"""
    if trigger.end <= one.start:
        if _HELD_ON.search(lowered, trigger.end, one.start):
            return True
        return one.start - trigger.end < 70 and "," not in lowered[trigger.end : one.start]
    return one.end <= trigger.start <= said


def _said_between(lowered: str, start: int, end: int) -> bool:
    return _SAYS_AFTER.search(lowered, start, end) is not None


def _reports(lowered: str, one: Dated, triggers: Sequence[Trigger]) -> bool:
    """Does this date say when somebody spoke? A verb of saying right behind it (no trigger between), or just before."""
    after = _SAYS_AFTER.search(lowered, one.end, min(len(lowered), one.end + 120))
    told = after is not None and lowered[one.end : after.start()].count(",") < 2
    if (
        told
        and after is not None
        and not any(_holds(lowered, t, one, after.start()) for t in triggers)
    ):
        return True
    return _REPORT_BEFORE.search(lowered[max(0, one.start - 90) : one.start]) is not None
