"""What became of a talk, as one sentence says: by the words around its trigger, and by its day. Pure.

The strongest word of the clause wins: cancelled, postponed, refused, then proposed, planned, held. A date in the future
makes "đã" mean what was decided, not what was done; a date in the past makes a bare noun a talk that was held.
"""

import re
from datetime import date

from scrapers.article import When
from scrapers.dates import day as day_of
from worker.topics.talks import says
from worker.topics.talks.says import either, said
from worker.topics.talks.triggers import Trigger
from worker.topics.talks.values import Day, Status

_CANCELLED = said(
    says.CALLED_OFF, says.LEFT, "bãi bỏ, không diễn ra, sẽ không diễn ra, không còn diễn ra"
)
_POSTPONED = said(says.PUT_OFF, says.SUSPENDED, "tạm hoãn, đẩy lùi, tạm ngừng, tạm dừng")
_REFUSED = said(
    says.REFUSED,
    "gạt bỏ, phản đối, không chấp nhận, không muốn, không đồng ý, không gặp, không đàm phán, không đối thoại",
    "chưa có kế hoạch, không có kế hoạch, không có ý định, không sẵn sàng, chưa sẵn sàng, loại trừ khả năng, khó có",
)
_NOT_REFUSED = re.compile(r"\bkhông (?:loại trừ|từ chối|bác bỏ|phản đối|hủy|hoãn)\b")
_WILL_NOT = re.compile(
    r"\b(?:sẽ không|không muốn|không định|chưa cần|không cần|không thể|chưa thể)(?: (?:tới|đến|dự|tham dự|tham gia|cử|đoàn|phái đoàn|tiến hành|tổ chức|nối lại|bước vào|có|thêm|bất kỳ|các|những)){0,4} ?$"
    r"|(?<!tạm )\b(?:ngừng|ngưng|dừng|chấm dứt|cắt đứt)(?: (?:mọi|các|toàn|bộ|việc|cuộc|kênh|những)){0,3} ?$"
)
# "Ba Lan kêu gọi hủy cuộc họp": wanted, feared or weighed, but not done
_ASKED_OFF = re.compile(
    rf"\b{either(says.ASKED, says.WEIGHED)}\b"
    rf"[^,;:]{{0,40}}\b{either(says.CALLED_OFF, says.PUT_OFF, says.LEFT, says.SUSPENDED)}\b"
)
_ENDED = re.compile(
    r"^[^,;:]{0,70}?\b(?:(?P<c>bị hủy|hủy bỏ|không diễn ra|đổ vỡ (?:trước|phút chót|vào phút chót))"
    r"|(?P<p>bị hoãn|bị trì hoãn|hoãn|lùi|dời))\b"
)

_PROPOSED = said(
    says.OFFERED,
    "mời, lời mời, kêu gọi, yêu cầu, thúc giục, hối thúc, gợi ý, ngỏ ý, để ngỏ, ủng hộ, mong muốn, muốn, sẵn sàng",
    "có thể, khả năng, không loại trừ, xem xét, cân nhắc, cần, nên, nếu, thiết lập, quyết định triệu tập, quyết định tổ chức",
)
_OFFERED_LAST = re.compile(rf"\b{either(says.OFFERED, 'mời, kêu gọi, muốn')}\b[^,;:]{{0,35}}$")
_OPEN = re.compile(
    r"^[^,;:]{0,40}?\b(?:có thể|có khả năng) (?:sẽ )?(?:diễn ra|được tổ chức|bắt đầu)\b"
)

_DEED_AHEAD = "(?:tiến hành|tổ chức|gặp|đàm phán)"
_PLANNED = re.compile(
    rf"\b{either(says.TO_COME, 'sắp tới, tới đây, trước thềm, chuẩn bị, lên kế hoạch, theo kế hoạch, lên lịch, đang lên')}\b"
    r"|\b(?:ấn định|chốt|hẹn|hy vọng|hi vọng|chờ|phục vụ|thời điểm tổ chức|thông báo thời điểm)\b"
    rf"|\b(?:nhất trí|đồng ý) {_DEED_AHEAD}\b"
    rf"|\b{either(says.AGREED)}(?: sẽ| về| việc| tiến hành| tổ chức| có| một)* ?$"
)
_FUTURE = said(says.TO_COME)
_WILL = re.compile(rf"\b{either(says.TO_COME, 'chuẩn bị')}(?: \w+){{0,6}} ?$")
_TO_COME = re.compile(rf"^[^,;:]{{0,60}}?\b{either(says.TO_COME, 'sắp tới, tới đây')}\b")
_AT_ONCE = re.compile(r"^[^,;:]{0,12}\b(?:sẽ|dự kiến)\b")
_SURELY = re.compile(r"\b(?:sẽ|dự kiến)\b(?! có thể)")
_AHEAD = re.compile(
    r" (?:\w+ ){0,2}?(?:sắp tới|tới đây|sắp diễn ra|dự kiến (?:sẽ )?(?:diễn ra|được tổ chức)|theo kế hoạch)\b"
)
_EVE = re.compile(r"\btrước(?: thềm| khi| ngày)?(?: diễn ra| bắt đầu)?(?: các| những| hai| ba)? ?$")
_TONIGHT = said("tối nay, đêm nay, chiều nay, hôm nay")
_INSERTED = re.compile(
    r"(?<=[\w)]), (?:vốn |từng )?(?:được )?(?:dự kiến|ấn định|lên lịch|theo kế hoạch|định)[^,;:]{0,80}(?=, )"
)

_DONE = re.compile(
    rf"^[^,;:]{{0,60}}?\b(?:{either(says.OVER, says.WAS_HELD, 'đã bắt đầu, đang diễn ra, kéo dài, chưa đạt, không đạt, đạt được')}"
    r"|bước (?:sang|vào) ngày)\b"
)
_DID = re.compile(
    r"\b(?:đã|vừa|mới) (?:(?:có|bắt đầu|tiến hành|tổ chức|diễn ra|kết thúc|hoàn tất|tham gia|dự|cùng|được|tới|đến|có mặt|trực tiếp|lần đầu|thực hiện|một|hai) ?)*$"
)
_BY_NOW = said("đã, vừa, kết thúc, sau, hai bên nhất trí, hai bên thống nhất, hai bên đồng ý")
_SCENE = re.compile(
    r"\b(?:(?:sau|kết thúc|từ)(?: khi)?(?: diễn ra| kết thúc)?|tại|trong|bên lề|khi diễn ra)(?: các| những| cả)? ?$"
)
# "tại cuộc gặp này, Mỹ và Nga cũng sẽ …", not "tại cuộc gặp, ông nói Nga sẽ …"
_SCENE_TO_COME = re.compile(
    r"^(?:(?!cho biết|cho hay|nói|tuyên bố|khẳng định|nhấn mạnh|thông báo|cam kết|cảnh báo|đã|bày tỏ|nhất trí|đồng ý)[^;:.]){0,80}?\b(?:sẽ|dự kiến)\b"
)

_CLAUSE = re.compile(r"[,;:–—\"“”]|\b(?:trong khi|song|nhưng|còn|tuy nhiên|rằng|bởi|vì|do)\b")
_NONE = re.compile(r"^(?: [^,;:]{0,20})? (?:(?:đã )?không có|chưa có|không đề cập)\b")
_EITHER = re.compile(r"\b(?:liệu|cho dù|dù|bất kể|hay|hoặc|mọi|bất kỳ|đang)\b[^,;:]{0,30}$")
_AIMED = said("để, nhằm, khi, nếu, việc, không, chưa, đòi")
_DEEDS = frozenset({"hội đàm", "điện đàm", "hội kiến", "nhóm họp", "gặp nhau", "gặp gỡ", "gặp mặt"})
_COUNCIL = re.compile(
    r" (?:nga|nato) ?(?:-|và) ?(?:nga|nato)(?: hôm nay| lần đầu)? (?:nhóm )?họp\b"
)
_HAS = re.compile(r"\b(?:có|tiến hành|tổ chức) (?:một )?$")
_STILL_WILL = re.compile(r"[^,;:]{0,60}?\bvẫn sẽ\b")
_MOVED = re.compile(r"\b(?:hoãn|lùi|dời|chuyển)\b.{0,80}\b(?:sang|đến|tới|lại)\b")
_SPOKEN = re.compile(r"phát biểu|trả lời|bên lề|họp báo")


def status(
    lowered: str, trigger: Trigger, room: tuple[int, int], day: Day | None, published: When
) -> Status | None:
    """What the sentence says became of the talk; None where it says nothing.

    `room` ends where the triggers before and after stand.
    """
    opens = trigger.end if trigger.form == "visit" else trigger.start  # "sẽ tới" says it itself
    before = lowered[room[0] : opens]
    clause = _last_clause(before)
    after = _INSERTED.sub(",", lowered[trigger.end : room[1]], count=1).replace(",, ", " ")
    if _ASKED_OFF.search(clause):
        return None
    when = _when(day, published)
    return (
        _undone(clause, after)
        or (_to_come(clause, after) if when == "future" else None)
        or (_past(clause, after) if when == "past" else None)
        or (
            _by_words(clause, after, dated=day is not None, now=when == "now")
            if when in ("", "now")
            else None
        )
        or (
            "held"
            if when in ("", "now")
            and _bare(lowered, trigger, clause, dated=day is not None)
            and not _EITHER.search(clause)
            and not _NONE.match(after)
            else None
        )
    )


def moved(lowered: str) -> bool:
    """Does the sentence move a talk from one day to another?"""
    return _MOVED.search(lowered) is not None


def scene(lowered: str, trigger: Trigger) -> bool:
    """Is the talk the scene at which something is said ("phát biểu bên lề cuộc gặp …")?"""
    return trigger.start < 120 and _SPOKEN.search(lowered, 0, trigger.start) is not None


def _last_clause(before: str) -> str:
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    if cuts and len(before) - cuts[-1] < 12 and len(cuts) > 1:
        return before[cuts[-2] :]  # "…, vào ngày 12/1, cuộc gặp"
    return before[cuts[-1] :] if cuts else before


def _undone(clause: str, after: str) -> Status | None:
    ended = _ENDED.match(after)
    if ended is not None:
        return "cancelled" if ended["c"] else "postponed"
    if _CANCELLED.search(clause):
        return "cancelled" if not _NOT_REFUSED.search(clause) else "planned"
    if _POSTPONED.search(clause):
        return "postponed" if not _NOT_REFUSED.search(clause) else "planned"
    if _WILL_NOT.search(clause):
        return "refused"
    if _REFUSED.search(clause) and not _NOT_REFUSED.search(clause):
        return "refused"
    return None


def _when(day: Day | None, published: When) -> str:
    """Where the day lies, seen from publication: "future", "past", "now" (the same day, or a span around it), "" unknown."""
    own = day_of(published)
    if day is None or day.yearless or own is None:
        return ""
    if date.fromisoformat(day.start) > own:
        return "future"
    return "past" if date.fromisoformat(day.end) < own else "now"


def _to_come(clause: str, after: str) -> Status:
    if _PROPOSED.search(clause) and not _SURELY.search(clause):
        return "proposed"
    return "proposed" if _OPEN.match(after) else "planned"


def _past(clause: str, after: str) -> Status:
    """A day that is over: held, unless the sentence still speaks of it as to come (an older teaser) or as an offer."""
    if _FUTURE.search(clause) or _AT_ONCE.match(after):
        return "planned"
    return "proposed" if _OFFERED_LAST.search(clause) and not _SCENE.search(clause) else "held"


def _bare(lowered: str, trigger: Trigger, clause: str, *, dated: bool) -> bool:
    """The present tense of headlines: "Ngoại trưởng Nga và Mỹ hội đàm bên lề hội nghị", without any word on its status."""
    word = lowered[trigger.start : trigger.end]
    deed = trigger.verb and (word in _DEEDS or (dated and trigger.form in ("meeting", "call")))
    deed = deed or _COUNCIL.match(lowered, trigger.end) is not None
    has = dated and _HAS.search(clause) is not None
    return (deed or has) and _AIMED.search(clause) is None


def _by_words(clause: str, after: str, *, dated: bool, now: bool) -> Status | None:
    if _NONE.match(after) or (_EITHER.search(clause) and not dated):
        return None
    if _AHEAD.match(after) or (_SCENE.search(clause) and _SCENE_TO_COME.match(after)):
        return "planned"
    tonight = _TONIGHT.search(clause + after) and not _BY_NOW.search(clause + after)
    if tonight or _EVE.search(clause):
        return "planned"
    if _DONE.match(after) or _SCENE.search(clause) or _DID.search(clause):
        return "held"
    if _OPEN.match(after):
        return "proposed"
    if _PROPOSED.search(clause) and not _WILL.search(clause):
        return "proposed"
    if _PLANNED.search(clause) or (_TO_COME.match(after) and not _STILL_WILL.match(after)):
        return "planned"
    return "held" if now else None
