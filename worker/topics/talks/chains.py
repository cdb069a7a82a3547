"""Actors that a sentence names in one breath: "Tổng thống Nga Vladimir Putin và người đồng cấp Mỹ Joe Biden". Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from worker.topics.talks.lexicon import Item

# words that stand between two members of a chain: conjunctions, offices, the rest of a name, "(phải)"
_LINK = re.compile(
    r"(?:[\s,\-/()\"']|(?<!\w)(?:và|với|cùng|cũng như|hay|của|các|những|một|hai|ông|bà|phía|tân|cựu|cố|phó|quyền|tổng thống|thủ tướng"
    r"|tổng thư ký|chủ tịch|ngoại trưởng|thứ trưởng|bộ trưởng|bộ|ngoại giao|quốc phòng|người đồng cấp|đồng cấp|đồng nhiệm|người đồng nhiệm"
    r"|đại diện cấp cao|đại diện|thường trực|đặc phái viên|phái viên|cố vấn an ninh quốc gia|cố vấn|an ninh quốc gia|trợ lý|quan chức|giới chức"
    r"|lãnh đạo|nhà lãnh đạo|các bên|đoàn|phái đoàn|nước|hội đồng|tổ chức|liên minh|khối|phụ trách|chính sách an ninh và đối ngoại"
    r"|chính sách đối ngoại và an ninh|đối ngoại|trong đó có|bao gồm|gồm|phải|trái|thứ hai|thứ nhất|đồng minh|nguyên thủ|cấp cao|chủ nhân|điện|thủ lĩnh|tướng)(?!\w)"
    r"|(?<!\w)[A-ZĐ][\w.]*)*"
)

_OFFICE = re.compile(
    r"\b(?:T(?:ổng|hứ|hủ|hư)|N(?:goại|gười)|B(?:ộ|à)|Đ(?:ại|ặc|iện)|C(?:hủ|ố)|P(?:hó|hái)|Hội|Liên|Lãnh|Khối|Nhà|Ông|Thống)\b"
)
_PLAIN = frozenset((" ", ", ", " và ", "-", " - ", " với ", " cùng "))
NEAR, FAR = 90, 150  # characters between two of a chain; with what "cho biết ông và" adds
# "Tổng thống Mỹ Donald Trump cho biết ông và Tổng thống Nga …": the pronoun is the one before
_ALSO_HE = re.compile(
    r"(?:(?<!\w)(?:ngày|hôm|tối|sáng|chiều|qua|nay) |[\d/.-]+ )*\s*(?:đã )?(?:cho biết|cho hay|nói|tuyên bố|thông báo|khẳng định|xác nhận|tiết lộ)(?: rằng)?"
    r" (?:ông|bà)(?: ta| ấy)? (?:và|cùng|với) "
)


@dataclass(frozen=True, slots=True)
class Chain:
    start: int
    end: int
    parties: tuple[str, ...]
    people: tuple[str, ...]


def chains(text: str, actors: Sequence[Item]) -> list[Chain]:
    """The chains of `text`, in order; `text` keeps its capitals, for they mark the rest of a name."""
    found: list[list[Item]] = []
    for item in actors:
        if found and _linked(text, found[-1][-1], item):
            found[-1].append(item)
        else:
            found.append([item])
    return [_chain(items) for items in found]


def _linked(text: str, one: Item, other: Item) -> bool:
    if other.start <= one.end:
        return True
    between = text[one.end : other.start]
    if between in _PLAIN:
        return True
    if len(between) > FAR:
        return False
    if " ông " in between or " bà " in between:
        between = _ALSO_HE.sub("", between.lstrip(), count=1)
    return len(between) < NEAR and _LINK.fullmatch(_lowered_offices(between)) is not None


def _lowered_offices(between: str) -> str:
    """Offices are written with a capital as often as not; only a name keeps its own."""
    return _OFFICE.sub(lambda m: m[0].lower(), between)


def _chain(items: Sequence[Item]) -> Chain:
    parties = tuple(dict.fromkeys(item.party for item in items))
    people = tuple(dict.fromkeys(item.person for item in items if item.person))
    return Chain(items[0].start, items[-1].end, parties, people)
