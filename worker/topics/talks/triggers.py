"""The words that say "a talk": where they stand in a sentence, and of what form. Pure.

"cuộc họp của Hội đồng Nga - NATO" is one council, "hội nghị thượng đỉnh" one summit. "gặp phải", "họp báo", "nhà đàm phán",
"bàn đàm phán" are none.
"""

import re
from dataclasses import dataclass

SPECIFIC = ("call", "council", "summit", "letter", "visit")
"""Forms of which a talk is exactly one; the rest ("đàm phán", "thảo luận") go with any."""

_PAIR = r"(?= (?:hợp tác |chung |song phương )?(?:nga ?(?:-|và) ?nato|nato ?(?:-|và) ?nga))"
_BY_PHONE = r"(?: trực tuyến)? qua điện thoại"
_FORMS = (
    ("council", rf"hội đồng{_PAIR}"),
    ("summit", r"thượng đỉnh"),
    ("call", rf"điện đàm|trò chuyện|gọi điện(?: thoại)?|cuộc gọi|điện thoại(?= cho| với)|(?:hội đàm|trao đổi|nói chuyện|thảo luận){_BY_PHONE}"),
    ("letter", r"(?:trao|gửi|chuyển|phản hồi|trả lời|hồi đáp|phúc đáp)(?: \w+){0,4}? (?:bằng văn bản|văn bản (?:trả lời|phản hồi|phúc đáp)|thư trả lời|thư phản hồi)"),
    ("consultation", r"tham vấn"),
    ("talks", r"đàm phán|hòa đàm|đối thoại|thương lượng|thương thảo|mật đàm"),
    ("meeting", r"hội đàm|gặp(?: gỡ| mặt| trực tiếp| song phương| nhau)?|nhóm họp|họp|hội kiến"),
    ("visit", r"(?:tới|đến|sang) thăm|thăm(?: chính thức)?|công du(?: tới)?|(?:(?:sẽ|đã|dự kiến|vừa) (?:tới|đến|sang)|sắp (?:đến|sang))"),
    ("exchange", r"nói với|trao đổi|thảo luận|bàn với|cuộc tiếp xúc"),
)  # fmt: skip
# one flat alternation: the engine then skips every place where none of its first letters stands
_CORE = re.compile(rf"(?:{'|'.join(pattern for _, pattern in _FORMS)})(?!\w)")
_FORM = tuple((form, re.compile(rf"(?:{pattern})(?!\w)")) for form, pattern in _FORMS)
_COUNTER = r"(?:cuộc|phiên|kỳ|vòng|buổi|đợt|các|những|mọi|loạt)"
_BEFORE = re.compile(
    rf"(?<!\w)(?:{_COUNTER} )*(?:{_COUNTER}|hội nghị|(?:{_COUNTER} |hội )?(?:họp|gặp|đối thoại|tham vấn|đàm phán|hội đàm)(?: của| trong khuôn khổ)?) $"
)
_NUMBER = r"(?:cả|hai|ba|bốn|nhiều|hàng loạt|loạt|số|[2-9]) (?:(?:hai|ba|bốn|[2-9]) )?"
_COUNTED = re.compile(rf"(?<!\w){_NUMBER}(?:cuộc|vòng|phiên)(?: \w+){{0,2}}$")
_NOT_BEFORE = re.compile(
    r" (?:phải(?! đối mặt)|báo|khó|nạn|rắc rối|sự cố|vấn đề|trục trặc|chấn thương|trở ngại|thách thức|mặt hàng|phụ huynh|thương mại|wto|gia nhập|thuế quan|mua|g7|g20|apec|asem|brics|sco|cop\d*|asean|dân|chợ|quốc hội|nội các)(?!\w)"
)
_ASIDE = re.compile(
    r"bên lề (?:hội nghị |cuộc họp )?$"
)  # "gặp nhau bên lề thượng đỉnh G20": one talk, not two
_NOT_AFTER = re.compile(
    r"(?<!\w)(?:nhà|bàn|đoàn|chuyên gia|phòng|người|kỹ năng|năng lực|vị thế|quyền|kinh nghiệm|cứu|hội|hiếm|thường|ít) $"
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """`counted`: several at once ("cả ba cuộc đàm phán"); `verb`: done, not named ("đã gặp", not "cuộc gặp")."""

    start: int
    end: int
    form: str
    counted: bool
    verb: bool


def triggers(lowered: str) -> list[Trigger]:
    """The triggers of a sentence in lower case, in order."""
    found: list[Trigger] = []
    for match in _CORE.finditer(lowered):
        if match.start() and lowered[match.start() - 1].isalnum():
            continue
        before = lowered[max(0, match.start() - 40) : match.start()]
        if _NOT_BEFORE.match(lowered, match.end()) or _NOT_AFTER.search(before):
            continue
        if match[0] == "thượng đỉnh" and _ASIDE.search(before):
            continue
        head = _BEFORE.search(before)
        start = match.start() - (len(before) - head.start() if head else 0)
        while found and found[-1].end > start:  # "cuộc họp" of "cuộc họp của Hội đồng Nga - NATO"
            start = min(start, found.pop().start)
        form = next(form for form, pattern in _FORM if pattern.match(lowered, match.start()))
        around = lowered[max(0, start - 24) : match.end()]
        verb = head is None and form not in ("council", "summit")
        found.append(Trigger(start, match.end(), form, _COUNTED.search(around) is not None, verb))
    return found
