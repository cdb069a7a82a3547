"""The words that say "a talk": where they stand in a sentence, and of what form. Pure.

Longer words come first: "cuộc họp của Hội đồng Nga - NATO" is one council, "hội nghị thượng đỉnh" one summit.
"gặp phải", "họp báo", "nhà đàm phán", "bàn đàm phán" are none.
"""

import re
from dataclasses import dataclass

# forms of which a talk is exactly one; the rest ("đàm phán", "thảo luận") go with any
SPECIFIC = ("call", "council", "summit", "letter", "visit")

_HEAD = r"(?:(?:cuộc|phiên|kỳ|vòng|buổi|đợt|các|những|mọi|loạt) )*"
_COUNTED = re.compile(
    r"(?:\b(?:cả|hai|ba|bốn|nhiều|hàng loạt|loạt|một loạt|số|[2-9]) (?:(?:hai|ba|bốn|[2-9]) )?(?:cuộc|vòng|phiên)(?: \w+)?"
    r"|\b(?:các|những) (?:cuộc|vòng|phiên)(?: \w+)?) ?$"
)
_FORMS = (
    ("council", rf"(?:{_HEAD}(?:họp|gặp|đối thoại|tham vấn|đàm phán) )?(?:của |trong khuôn khổ |tại )?hội đồng(?= (?:hợp tác |chung |song phương )?nga ?- ?nato| (?:hợp tác |chung |song phương )?nato ?- ?nga| nga và nato| nato và nga)"),
    ("council", rf"{_HEAD}họp (?:của )?hội đồng thường trực"),
    ("summit", rf"(?:{_HEAD}(?:hội nghị |hội đàm |gặp |họp |đối thoại )?)(?:thượng đỉnh|cấp cao nhất)"),
    ("call", rf"{_HEAD}(?:điện đàm|trò chuyện|gọi điện(?: thoại)?|điện thoại|hội đàm qua điện thoại|trao đổi qua điện thoại|nói chuyện qua điện thoại|hội đàm trực tuyến qua điện thoại)(?! hỗn hợp| di động| thông minh)"),
    ("call", r"cuộc gọi"),
    ("letter", r"(?:trao|gửi|chuyển|phản hồi|trả lời|hồi đáp|phúc đáp)(?: \w+){0,4}? (?:bằng văn bản|văn bản (?:trả lời|phản hồi|phúc đáp)|thư trả lời|thư phản hồi)"),
    ("consultation", rf"{_HEAD}tham vấn"),
    ("talks", rf"{_HEAD}(?:đàm phán|hòa đàm|đối thoại|thương lượng|thương thảo|mật đàm)"),
    ("meeting", rf"{_HEAD}(?:hội đàm|gặp gỡ|gặp mặt|gặp trực tiếp|gặp song phương|gặp|nhóm họp|họp|hội kiến)"),
    ("visit", r"(?:tới|đến|sang) thăm|thăm chính thức|thăm|công du(?: tới)?|(?:sẽ|đã|dự kiến|sắp|vừa) (?:tới|đến|sang)(?= \w)|tới(?= \w)"),
    ("exchange", r"nói với|trao đổi với|thảo luận với|bàn với|(?:cuộc|các cuộc) thảo luận|(?:cuộc|các cuộc) trao đổi|(?:cuộc|các cuộc) tiếp xúc|thảo luận|trao đổi"),
)  # fmt: skip
_TRIGGER = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<f{n}>{pattern})" for n, (_, pattern) in enumerate(_FORMS))
    + r")(?!\w)"
)
_NOT_BEFORE = re.compile(
    r" (?:phải(?! đối mặt)|báo|khó|nạn|rắc rối|sự cố|vấn đề|trục trặc|chấn thương|trở ngại|thách thức|mặt hàng|phụ huynh|kín tiếng|dân|chợ|quốc hội|nội các)(?!\w)"
)
_NOT_AFTER = re.compile(
    r"(?:nhà|bàn|đoàn|phái đoàn|trưởng đoàn|chuyên gia|quan chức|phòng|người|kỹ năng|năng lực|quyền|kinh nghiệm|cứu|báo|bắt) $"
)
_WRITTEN_ONLY = re.compile(r"điện (?:mừng|chia buồn)")


@dataclass(frozen=True, slots=True)
class Trigger:
    start: int
    end: int
    form: str
    counted: bool
    verb: bool


def triggers(lowered: str) -> list[Trigger]:
    """The triggers of a sentence in lower case, in order."""
    found = []
    for match in _TRIGGER.finditer(lowered):
        if _NOT_BEFORE.match(lowered, match.end()):
            continue
        if _NOT_AFTER.search(lowered[max(0, match.start() - 14) : match.start()]):
            continue
        form = _FORMS[int((match.lastgroup or "f0")[1:])][0]
        word = match[0]
        counted = _COUNTED.search(lowered[max(0, match.start() - 24) : match.start()] + word)
        verb = not re.match(
            r"(?:cuộc|phiên|kỳ|vòng|buổi|đợt|các|những|mọi|loạt|hội nghị|hội đồng)\b", word
        )
        found.append(Trigger(match.start(), match.end(), form, bool(counted), verb))
    return found
