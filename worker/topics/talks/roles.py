"""Who takes part in the talk that a trigger names. Pure.

In this order, the first that gives two sides wins:
1. a chain right behind it: "đàm phán Nga - Mỹ", "cuộc gặp giữa Putin và Biden", "cuộc hội đàm trực tuyến tuần này giữa …"
2. its subject and its object: "NATO … đối thoại với Nga", "Sherman đã gặp Stoltenberg", "nói với Tổng thống Ukraine"
3. its subject alone, where that is two sides: "Nga và Mỹ đã bắt đầu cuộc đàm phán", "… cuộc gặp giữa hai bên"
4. a chain behind the next comma: "Tại cuộc đàm phán, Mỹ và Nga sẽ …"
An organisation may also meet by itself ("cuộc họp của các Ngoại trưởng NATO").
"""

import re
from collections.abc import Sequence

from worker.topics.talks.chains import Chain
from worker.topics.talks.lexicon import Named
from worker.topics.talks.sides import BEHIND, Sides, alone, letter, of_a_body, together, visit
from worker.topics.talks.triggers import Trigger

_WITH = re.compile(r"(?:với|cùng|cho) ?[^,;:]{0,45}$")
_ASKED = re.compile(r"^[^,;:]{0,12}\b(?:đề nghị|mời|kêu gọi|hối thúc|đề xuất|thúc giục|yêu cầu) $")
_DOES = re.compile(
    r" (?:(?:đã|sẽ|vừa|sắp|dự kiến|lần lượt|cũng|có thể|muốn|sẽ có|có|hôm|ngày) ?|[\d/.-]+ ?)*"
)
_OWNED = re.compile(r"của (?:ông |bà |tổng thống |phía )?$")
_OWN_WORD = re.compile(
    r"(?:đề xuất|đề nghị|lời mời|sáng kiến|kêu gọi|phái đoàn|đoàn|đại diện|quan chức|lãnh đạo|giới chức|ngoại giao|quốc phòng|trưởng|thống|nhà"
    r"|nhân viên|cấp cao|chính quyền|chính phủ) của "
)
_WITH_NEAR = re.compile(r"^(?: [^\s,;:]+){0,7}? (?:với|cùng)(?! việc\b)(?: [^,;:]{0,45})?\s*$")
_BETWEEN = re.compile(r"^[^;:]{0,80}\bgiữa [^,;:]{0,30}$")
_PREPOSITION = re.compile(r"\b(?:với|cho|cùng)\b")
_OBJECT = re.compile(r"^ (?:với |cùng |cho |mặt |gỡ )?[^,;:]{0,45}$")
_BOTH = re.compile(
    r"^[^;:.]{0,25}(?:giữa )?(?:hai|2|các) (?:bên|nước|nhà lãnh đạo|ngoại trưởng|nguyên thủ|tổng thống)\b"
)
_BROKEN = re.compile(
    r"[;:]|\b(?:quan hệ|căng thẳng|xung đột|khác biệt|bất đồng|biên giới|thỏa thuận|trong khi|còn|song|nhưng|tuy nhiên|do|vì|bởi|khi)\b"
)
_INVITED = re.compile(
    r"\b(?:lời mời|đề nghị|đề xuất|lời kêu gọi|yêu cầu) (?:tổ chức |tiến hành |mở )?$"
)
_CALM = r"(?:đề nghị|lời mời|đề xuất|lời kêu gọi|lời đề nghị|yêu cầu|sáng kiến)"
# "Nga bác đề nghị của Mỹ về nối lại đàm phán": who answers, and whom
_ANSWERS = re.compile(
    rf"^[^,;:]{{0,40}}\b(?:bác bỏ|bác|từ chối|khước từ|gạt bỏ|chấp nhận|đồng ý với|đồng ý|nhận|xem xét|cân nhắc|trả lời|phản hồi|đáp lại)"
    rf" {_CALM} của (?:phía |tổng thống |ngoại trưởng |chính phủ )?$"
)
_ASKED_FOR = re.compile(
    r"^[^,;:]{0,30}(?: (?:về|nối lại|mở|mở lại|tổ chức|tiến hành|bắt đầu|khởi động|dự|tham gia)\b)[^,;:]{0,30}$"
)
_COUNTERPART = re.compile(r"\bvới (?:người đồng cấp|người đồng nhiệm|đồng nghiệp) (?:\w+ )?$")
_OPENS = re.compile(r"(?:tại|trong|sau|trước|ở|kết thúc|về)(?: [\w,]+){0,4} $")
_CLAUSE_BEHIND = re.compile(
    r"[^,;:]*, (?:(?:ông|bà|tổng thống|thủ tướng|ngoại trưởng|thứ trưởng|bộ trưởng|ngoại giao|quốc phòng|tổng thư ký|phía|các|hai|nước) )*"
)
_AFTER_ANOTHER = re.compile(r"(?:ngày|tuần|tháng|ngay) (?:sau|trước) $")
_PRONOUN = re.compile(
    r"\b(?:ông|bà|nước này|khối này|liên minh này|tổ chức này|họ)(?= (?:\w+ ){0,3}$)"
)


def sides(
    lowered: str,
    trigger: Trigger,
    chains_: Sequence[Chain],
    named: Named,
    room: tuple[int, int],
    bodies: frozenset[str],
) -> Sides | None:
    """The sides of `trigger`, or None; `room` ends where the triggers before and after it stand."""
    if trigger.form == "visit":
        return visit(lowered, trigger, chains_, named)
    if trigger.form == "letter":
        return letter(trigger, chains_)
    before = [chain for chain in chains_ if chain.end <= trigger.start]
    behind = [chain for chain in chains_ if chain.start >= trigger.end]
    return (
        _right_behind(lowered, trigger, before, behind)
        or of_a_body(lowered, trigger, behind, bodies)
        or _subject_and_object(lowered, trigger, before, behind)
        or _subject(lowered, trigger, before, room[0])
        or _next_clause(lowered, trigger, behind, room[1])
        or alone(lowered, trigger, before, behind, bodies)
    )


def _right_behind(
    lowered: str, trigger: Trigger, before: Sequence[Chain], behind: Sequence[Chain]
) -> Sides | None:
    if not behind or len(behind[0].parties) < 2:
        return None
    gap = lowered[trigger.end : behind[0].start]
    between = not trigger.verb and _BETWEEN.match(gap) and not _BROKEN.search(gap)
    if not BEHIND.fullmatch(gap) and not between:
        return None
    if trigger.verb and before and _DOES.fullmatch(lowered[before[-1].end : trigger.start]):
        return together(
            2, before[-1], behind[0]
        )  # "Putin đã gặp Macron, Scholz": he is one of them
    return together(1, behind[0])


def _owned(lowered: str, chain: Chain) -> bool:
    """Is the chain only an owner ("lời mời bán dầu của ông Putin"), nobody who acts?"""
    before = lowered[max(0, chain.start - 40) : chain.start]
    owner = _OWNED.search(before)
    return owner is not None and _OWN_WORD.search(before) is None


def _subject_and_object(
    lowered: str, trigger: Trigger, before: Sequence[Chain], behind: Sequence[Chain]
) -> Sides | None:
    """The subject is the nearest chain before; what is told of a third side in between does not count."""
    if not behind or not before:
        return None
    gap = lowered[trigger.end : behind[0].start]
    direct = (
        trigger.verb
        and trigger.form in ("meeting", "call", "exchange")
        and _OBJECT.match(gap)
        and BEHIND.fullmatch(_PREPOSITION.sub("", gap))
    )
    invited = _INVITED.search(lowered[: trigger.start]) and gap == " của "
    if not direct and not invited and not _WITH_NEAR.match(gap):
        return None
    subject = next((one for one in reversed(before) if not _owned(lowered, one)), before[-1])
    if _BROKEN.search(lowered[subject.end : trigger.start]) and len(before) > 1:
        subject = before[-2] if before[-1].parties == behind[0].parties else subject
    if len(before) > 1 and _ANSWERS.match(lowered[before[-2].end : before[-1].start]):
        subject = before[-2]  # "EU bác đề xuất của Đức về thượng đỉnh với Nga"
    found = together(2, subject, behind[0])
    return found if len(found.parties) > 1 else None


def _subject(lowered: str, trigger: Trigger, before: Sequence[Chain], start: int) -> Sides | None:
    if start and _AFTER_ANOTHER.search(lowered[: trigger.start]):
        return None  # "họp tại Brussels, năm ngày sau thượng đỉnh": whose, it does not say
    if len(before) > 1 and _ASKED.match(lowered[before[-2].end : before[-1].start]):
        if len(before[-1].parties) > 1:
            return together(3, before[-1])  # "Đức kêu gọi NATO và Nga đối thoại": it only asks
        return together(3, *before[-2:])  # "Mỹ đề nghị Nga tổ chức cuộc gặp"
    if (asked := _answered(lowered, trigger, before)) is not None:
        return asked
    pairs = [chain for chain in before if len(chain.parties) > 1]
    if len(before) == 2 and _COUNTERPART.search(lowered[before[0].end : before[1].start]):
        return together(3, *before)
    if not pairs:
        return None
    chain = pairs[-1]
    gap = lowered[chain.end : trigger.start]
    both = _BOTH.match(lowered[trigger.end :]) is not None
    if both:
        return together(3, chain)
    if chain is not before[-1] or chain.start < start or ";" in gap or len(gap) > 110:
        return None
    return together(3, chain)


def _answered(lowered: str, trigger: Trigger, before: Sequence[Chain]) -> Sides | None:
    if len(before) < 2 or not _ANSWERS.match(lowered[before[-2].end : before[-1].start]):
        return None
    asked_for = _ASKED_FOR.match(lowered[before[-1].end : trigger.start])
    return together(3, *before[-2:]) if asked_for else None


def _next_clause(lowered: str, trigger: Trigger, behind: Sequence[Chain], end: int) -> Sides | None:
    """ "Sau cuộc gặp ở Geneva, Nga và Mỹ …", "Sau cuộc điện đàm với ông Trump hôm 18/3, ông Putin …"."""
    if not behind or behind[0].start > end or not _OPENS.search(lowered[: trigger.start]):
        return None
    gap = lowered[trigger.end : behind[0].start]
    if len(behind[0].parties) > 1:
        return together(4, behind[0]) if _CLAUSE_BEHIND.fullmatch(gap) else None
    if len(behind) < 2 or not _WITH_NEAR.match(gap):
        return None
    next_ = _CLAUSE_BEHIND.fullmatch(lowered[behind[0].end : behind[1].start])
    found = together(4, *behind[:2])
    return found if next_ and len(found.parties) > 1 else None
