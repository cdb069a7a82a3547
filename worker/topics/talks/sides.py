"""Sides of a talk, and the forms that name them in their own way: letters, visits, an organisation by itself. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from worker.topics.talks.chains import Chain
from worker.topics.talks.lexicon import Named, Place
from worker.topics.talks.triggers import Trigger

BEHIND = re.compile(
    r"(?:[\s,\"'()-]|\b(?:an ninh|chiến lược|ổn định|song phương|đa phương|cấp cao|cấp bộ trưởng|thượng đỉnh|trực tuyến|trực tiếp|của|giữa"
    r"|về|việc|đảm bảo|bảo đảm|hội đồng|hợp tác|chung|các|những|nhà lãnh đạo|lãnh đạo|ngoại trưởng|tổng thống|hai|ba|bên|liên tiếp|lịch sử"
    r"|sắp tới|thứ hai|thứ ba|thứ nhất|đầu tiên|mới|riêng|kín|khẩn|bất thường|ba bên|bốn bên|quan chức|đại diện|đoàn|phái đoàn|nước|ông|bà"
    r"|thứ trưởng|bộ trưởng|ngoại giao|quốc phòng|cố vấn|thường trực|tổ chức|người đồng cấp|tổng thư ký|thủ tướng|chủ tịch|đặc phái viên|phái viên|đại diện cấp cao|đồng minh|đồng nhiệm|cấp bộ trưởng|tân"
    r"|quốc gia|thư ký|giám đốc|đại sứ|người phát ngôn|tham mưu trưởng|chánh văn phòng|phó|cựu|nữ"
    r"|cơ quan|tình báo|đối ngoại|trung ương|ủy ban|tổng tham mưu|quân đội)\b)*"
)
_OF = re.compile(
    r" (?:của |cấp bộ trưởng |các (?:ngoại trưởng|bộ trưởng quốc phòng|nhà lãnh đạo) |hội đồng thường trực (?:của )?|thượng đỉnh |bộ trưởng |ngoại trưởng )*"
)
_MINISTERS = re.compile(
    r"(?:các|những|cấp) (?:ngoại trưởng|bộ trưởng|đại sứ|nhà lãnh đạo|lãnh đạo|nước thành viên|đồng minh|nguyên thủ)"
)
_MINISTERS_OF = re.compile(
    r"(?:^|[^\w])(?:các|những) (?:ngoại trưởng|bộ trưởng ngoại giao|bộ trưởng quốc phòng|bộ trưởng|đại sứ|nhà lãnh đạo|lãnh đạo|nguyên thủ)"
    r"(?: các nước)?(?: thành viên)?(?: của)? $"
)
_ADVERBS = re.compile(
    r" (?:(?:đã|sẽ|vừa|sắp|hôm|ngày|sáng|chiều|tối|nay|qua|mai|dự kiến|có) ?|[\d/.-]+ ?)*"
)
_NEXT_CLAUSE = re.compile(r"[^,;:]*, (?:tổng thư ký |lãnh đạo )?")
_ASIDE = re.compile(r", (?:ngay )?(?:sau|trước|cùng thời điểm|trong lúc|bên cạnh) ")
_LEADS = re.compile(r"(?: (?!trước|sau)[^\s,;:]+){0,8}? (?:để|nhằm|và)(?: [^\s,;:]+){0,5} ")
_AIM = re.compile(r"\b(?:để|nhằm|gặp|hội đàm|đàm phán|thảo luận|trao đổi|hội kiến|bàn)\b")


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties and people of one talk; `way` is the number of the rule that found them."""

    parties: tuple[str, ...]
    people: tuple[str, ...]
    way: int


def of_a_body(
    lowered: str, trigger: Trigger, behind: Sequence[Chain], bodies: frozenset[str]
) -> Sides | None:
    """ "cuộc họp của OSCE": whoever else the sentence names, this one is the organisation's."""
    if trigger.verb or trigger.form not in ("meeting", "summit", "council") or not behind:
        return None
    gap = lowered[trigger.end : behind[0].start]
    theirs = len(behind[0].parties) == 1 and behind[0].parties[0] in bodies
    return together(5, behind[0]) if theirs and _OF.fullmatch(gap) else None


def alone(
    lowered: str,
    trigger: Trigger,
    before: Sequence[Chain],
    behind: Sequence[Chain],
    bodies: frozenset[str],
) -> Sides | None:
    """An organisation that meets: "cuộc họp của OSCE", "NATO sẽ tổ chức một cuộc họp … của các Ngoại trưởng"."""
    if trigger.form not in ("meeting", "summit", "council"):
        return None
    if trigger.verb and trigger.form == "meeting":
        return _ministers(lowered, trigger, before, bodies)
    if behind and behind[0].parties[0] in bodies and len(behind[0].parties) == 1:
        gap = lowered[trigger.end : behind[0].start]
        if BEHIND.fullmatch(gap) or re.fullmatch(
            r" với (?:những |các )?người đồng cấp (?:trong |của |thuộc )?", gap
        ):
            return together(5, behind[0])
        if _NEXT_CLAUSE.fullmatch(gap) and _MINISTERS.match(gap.strip()):
            return together(5, behind[0])
    if before and before[-1].parties[0] in bodies and len(before[-1].parties) == 1:
        gap = lowered[before[-1].end : trigger.start]
        calls = re.search(r"\b(?:tổ chức|triệu tập|mở|tiến hành|nhóm)\b", gap)
        if calls and (
            _MINISTERS.search(lowered[trigger.end : trigger.end + 60]) or "quyết định" in gap
        ):
            return together(5, before[-1])
    return None


def _ministers(
    lowered: str, trigger: Trigger, before: Sequence[Chain], bodies: frozenset[str]
) -> Sides | None:
    """ "Các ngoại trưởng NATO họp khẩn"."""
    if not before or len(before[-1].parties) != 1 or before[-1].parties[0] not in bodies:
        return None
    theirs = _MINISTERS_OF.search(lowered[: before[-1].start])
    does = _ADVERBS.fullmatch(lowered[before[-1].end : trigger.start])
    return (
        together(5, before[-1])
        if theirs and does and lowered[trigger.start :].startswith("họp")
        else None
    )


def letter(trigger: Trigger, chains_: Sequence[Chain]) -> Sides | None:
    """ "NATO và Mỹ đã gửi thư trả lời các đề xuất của Nga": who writes, and to whom, in it or close behind."""
    writer = [chain for chain in chains_ if chain.start < trigger.start]
    reader = [chain for chain in chains_ if trigger.start <= chain.start < trigger.end + 60]
    if not writer or not reader:
        return None
    found = together(2, writer[-1], reader[0])
    return found if len(found.parties) > len(writer[-1].parties) else None


def visit(lowered: str, trigger: Trigger, chains_: Sequence[Chain], named: Named) -> Sides | None:
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


def together(way: int, *chains_: Chain) -> Sides:
    parties = dict.fromkeys(party for chain in chains_ for party in chain.parties)
    people = dict.fromkeys(person for chain in chains_ for person in chain.people)
    return Sides(tuple(parties), tuple(people), way)


def place_of(lowered: str, trigger: Trigger, places: Sequence[Place], room: tuple[int, int]) -> str:
    """The place named behind the trigger before the next one, else before it after the last one.

    Not that of what the talk follows or precedes (", sau hội nghị NATO ở Brussels").
    """
    here = [one for one in places if one.name and (one.stays or trigger.form == "visit")]
    behind = [
        place
        for place in here
        if trigger.end <= place.start < room[1]
        and not _ASIDE.search(lowered, trigger.end, place.start)
    ]
    before = [place for place in here if place.start < trigger.start and room[0] == 0]
    if not before and not behind:
        before = [one for one in places if one.name and _led_to(lowered, one, trigger)]
    chosen = behind[:1] or before[-1:]
    return chosen[0].name if chosen else ""


def _led_to(lowered: str, place: Place, trigger: Trigger) -> bool:
    """ "sẽ tới Moskva ngày 10/2 để hội đàm": the traveller talks where he goes."""
    return (
        _LEADS.fullmatch(lowered, place.end, trigger.start) is not None
        if place.end < trigger.start
        else False
    )
