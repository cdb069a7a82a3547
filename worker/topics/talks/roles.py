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
from dataclasses import dataclass

from worker.topics.talks.chains import Chain
from worker.topics.talks.lexicon import Named, Place
from worker.topics.talks.triggers import Trigger

_BEHIND = re.compile(
    r"(?:[\s,\"'()-]|\b(?:an ninh|chiến lược|ổn định|song phương|đa phương|cấp cao|cấp bộ trưởng|thượng đỉnh|trực tuyến|trực tiếp|của|giữa"
    r"|về|việc|đảm bảo|bảo đảm|hội đồng|hợp tác|chung|các|những|nhà lãnh đạo|lãnh đạo|ngoại trưởng|tổng thống|hai|ba|bên|liên tiếp|lịch sử"
    r"|sắp tới|thứ hai|thứ ba|thứ nhất|đầu tiên|mới|riêng|kín|khẩn|bất thường|ba bên|bốn bên|quan chức|đại diện|đoàn|phái đoàn|nước|ông|bà"
    r"|thứ trưởng|bộ trưởng|ngoại giao|quốc phòng|cố vấn|thường trực|tổ chức|người đồng cấp|tổng thư ký|thủ tướng|chủ tịch|đặc phái viên|phái viên|đại diện cấp cao|đồng minh|đồng nhiệm|cấp bộ trưởng|tân)\b)*"
)
_WITH = re.compile(r"(?:với|cùng|cho) ?[^,;:]{0,45}$")
_WITH_NEAR = re.compile(r"^(?: [^\s,;:]+){0,7}? (?:với|cùng)(?: [^,;:]{0,45})?\s*$")
_BETWEEN = re.compile(r"^[^;:]{0,80}\bgiữa [^,;:]{0,30}$")
_OBJECT = re.compile(r"^ (?:với |cùng |cho |mặt |gỡ )?[^,;:]{0,30}$")
_BOTH = re.compile(
    r"^[^;:.]{0,25}(?:giữa )?(?:hai|2|các) (?:bên|nước|nhà lãnh đạo|ngoại trưởng|nguyên thủ|tổng thống)\b"
)
_BROKEN = re.compile(r"[;:]|\b(?:quan hệ|căng thẳng|xung đột|khác biệt|bất đồng|biên giới|thỏa thuận|trong khi|còn|song|nhưng|tuy nhiên|do|vì|bởi|khi)\b")
_OF = re.compile(r" (?:của |cấp bộ trưởng |các (?:ngoại trưởng|bộ trưởng quốc phòng|nhà lãnh đạo) |hội đồng thường trực (?:của )?|thượng đỉnh |bộ trưởng |ngoại trưởng )*")
_PRONOUN = re.compile(
    r"\b(?:ông|bà|nước này|khối này|liên minh này|tổ chức này|họ)(?= (?:\w+ ){0,3}$)"
)
_MINISTERS = re.compile(
    r"(?:các|những|cấp) (?:ngoại trưởng|bộ trưởng|đại sứ|nhà lãnh đạo|lãnh đạo|nước thành viên|đồng minh|nguyên thủ)"
)
_AIM = re.compile(r"\b(?:để|nhằm|gặp|hội đàm|đàm phán|thảo luận|trao đổi|hội kiến|bàn)\b")


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties and people of one talk; `way` is the number of the rule that found them."""

    parties: tuple[str, ...]
    people: tuple[str, ...]
    way: int


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
        return _visit(lowered, trigger, chains_, named)
    before = [chain for chain in chains_ if chain.end <= trigger.start]
    behind = [chain for chain in chains_ if chain.start >= trigger.end]
    return (
        _right_behind(lowered, trigger, behind)
        or _of_a_body(lowered, trigger, behind, bodies)
        or _subject_and_object(lowered, trigger, before, behind)
        or _subject(lowered, trigger, before, room[0])
        or _next_clause(lowered, trigger, behind, room[1])
        or _alone(lowered, trigger, before, behind, bodies)
    )


def _right_behind(lowered: str, trigger: Trigger, behind: Sequence[Chain]) -> Sides | None:
    if not behind or len(behind[0].parties) < 2:
        return None
    gap = lowered[trigger.end : behind[0].start]
    between = not trigger.verb and _BETWEEN.match(gap) and not _BROKEN.search(gap)
    if _BEHIND.fullmatch(gap) or between:
        return _of(1, behind[0])
    return None


def _subject_and_object(
    lowered: str, trigger: Trigger, before: Sequence[Chain], behind: Sequence[Chain]
) -> Sides | None:
    """The subject is the nearest chain before; what is told of a third side in between does not count."""
    if not behind or not before or trigger.form == "letter" and not behind:
        return None
    gap = lowered[trigger.end : behind[0].start]
    direct = (
        trigger.verb
        and trigger.form in ("meeting", "call", "exchange")
        and _OBJECT.match(gap)
        and _BEHIND.fullmatch(gap.replace("với", ""))
    )
    if not direct and not _WITH_NEAR.match(gap):
        return None
    subject = before[-1]
    if _BROKEN.search(lowered[subject.end : trigger.start]) and len(before) > 1:
        subject = before[-2] if before[-1].parties == behind[0].parties else subject
    found = _of(2, subject, behind[0])
    return found if len(found.parties) > 1 else None


def _subject(lowered: str, trigger: Trigger, before: Sequence[Chain], start: int) -> Sides | None:
    pairs = [chain for chain in before if len(chain.parties) > 1]
    if not pairs:
        return None
    chain = pairs[-1]
    gap = lowered[chain.end : trigger.start]
    both = _BOTH.match(lowered[trigger.end :]) is not None
    if both:
        return _of(3, chain)
    if chain is not before[-1] or chain.start < start or ";" in gap or len(gap) > 110:
        return None
    return _of(3, chain)


def _next_clause(lowered: str, trigger: Trigger, behind: Sequence[Chain], end: int) -> Sides | None:
    if not behind or len(behind[0].parties) < 2 or behind[0].start > end:
        return None
    gap = lowered[trigger.end : behind[0].start]
    opens = re.search(r"(?:tại|trong|sau|trước|ở|kết thúc|về)(?: \w+)? $", lowered[: trigger.start])
    return (
        _of(4, behind[0]) if opens and gap.count(",") == 1 and gap.rstrip().endswith(",") else None
    )


def _alone(
    lowered: str,
    trigger: Trigger,
    before: Sequence[Chain],
    behind: Sequence[Chain],
    bodies: frozenset[str],
) -> Sides | None:
    """An organisation that meets: "cuộc họp của OSCE", "NATO sẽ tổ chức một cuộc họp … của các Ngoại trưởng"."""
    if (
        trigger.form not in ("meeting", "summit", "council")
        or trigger.verb
        and trigger.form == "meeting"
    ):
        return None
    if behind and behind[0].parties[0] in bodies and len(behind[0].parties) == 1:
        gap = lowered[trigger.end : behind[0].start]
        if _BEHIND.fullmatch(gap) or re.fullmatch(
            r" với (?:những |các )?người đồng cấp (?:trong |của |thuộc )?", gap
        ):
            return _of(5, behind[0])
    if before and before[-1].parties[0] in bodies and len(before[-1].parties) == 1:
        gap = lowered[before[-1].end : trigger.start]
        calls = re.search(r"\b(?:tổ chức|triệu tập|mở|tiến hành|nhóm)\b", gap)
        if calls and (
            _MINISTERS.search(lowered[trigger.end : trigger.end + 60]) or "quyết định" in gap
        ):
            return _of(5, before[-1])
    return None


def _of_a_body(lowered: str, trigger: Trigger, behind: Sequence[Chain], bodies: frozenset[str]) -> Sides | None:
    """ "cuộc họp của OSCE": whoever else the sentence names, this one is the organisation's."""
    if trigger.verb or trigger.form not in ("meeting", "summit", "council") or not behind:
        return None
    gap = lowered[trigger.end : behind[0].start]
    theirs = len(behind[0].parties) == 1 and behind[0].parties[0] in bodies
    return _of(5, behind[0]) if theirs and _OF.fullmatch(gap) else None


def _visit(lowered: str, trigger: Trigger, chains_: Sequence[Chain], named: Named) -> Sides | None:
    """ "bà sẽ tới Moskva vào tuần tới để thảo luận": the traveller's side and the host's."""
    goal = next((place for place in named.places if 0 <= place.start - trigger.end <= 12), None)
    host = goal.party if goal is not None else ""
    before = [chain for chain in chains_ if chain.end <= trigger.start]
    if not host or not before or not _AIM.search(lowered, goal.end if goal else 0):
        return None
    guest = before[-1]
    if len(guest.parties) != 1 or host in guest.parties:
        return None
    return Sides((guest.parties[0], host), guest.people[-1:], 6)


def _of(way: int, *chains_: Chain) -> Sides:
    parties = dict.fromkeys(party for chain in chains_ for party in chain.parties)
    people = dict.fromkeys(person for chain in chains_ for person in chain.people)
    return Sides(tuple(parties), tuple(people), way)


def place_of(trigger: Trigger, places: Sequence[Place], room: tuple[int, int]) -> str:
    """The place named behind the trigger before the next one, else before it after the last one."""
    here = [place for place in places if place.stays or trigger.form == "visit"]
    behind = [place for place in here if trigger.end <= place.start < room[1]]
    before = [place for place in here if place.start < trigger.start and room[0] == 0]
    chosen = behind[:1] or before[-1:]
    return chosen[0].name if chosen else ""
