"""The words that say "a talk": where they stand in a sentence, and of what form. Pure.

"cuộc họp của Hội đồng Nga - NATO" is one council, "hội nghị thượng đỉnh" one summit. "gặp phải", "họp báo", "nhà đàm phán",
"bàn đàm phán" are none.
"""

import re
from dataclasses import dataclass

SPECIFIC = ("call", "council", "summit", "letter", "visit")
"""Forms of which a talk is exactly one; the rest ("đàm phán", "thảo luận") go with any."""

_PAIR = r"(?= (?:hợp tác |chung |song phương )?(?:nga ?(?:-|và) ?nato|nato ?(?:-|và) ?nga))"
_WRITTEN = r"(?: \w+){0,6}? (?:bằng văn bản|văn bản (?:trả lời|phản hồi|phúc đáp)|thư trả lời|thư phản hồi)"
_GOES = r" (?:tới|đến|sang)"
# form, words with which it begins, what must follow; of two that fit, the earlier stands
_FORMS = (
    ("council", "hội đồng", _PAIR),
    ("summit", "thượng đỉnh", ""),
    ("call", "hội đàm|trao đổi|nói chuyện|thảo luận", r"(?: trực tuyến)? qua điện thoại"),
    ("call", "điện đàm|trò chuyện|gọi điện|cuộc gọi", r"(?: thoại)?"),
    ("call", "điện thoại", r"(?= cho| với)"),
    ("letter", "trao|gửi|chuyển|phản hồi|trả lời|hồi đáp|phúc đáp", _WRITTEN),
    ("consultation", "tham vấn", ""),
    ("talks", "đàm phán|hòa đàm|đối thoại|thương lượng|thương thảo|mật đàm", ""),
    ("meeting", "gặp", r"(?: gỡ| mặt| trực tiếp| song phương| nhau)?"),
    ("meeting", "hội đàm|nhóm họp|họp|hội kiến", ""),
    ("visit", "tới|đến|sang", " thăm"),
    ("visit", "sẽ|đã|dự kiến|vừa", _GOES),
    ("visit", "sắp", r" (?:đến|sang)"),
    ("visit", "công du", r"(?: tới)?"),
    ("visit", "thăm", r"(?: chính thức)?"),
    ("exchange", "nói với|trao đổi|thảo luận|bàn với|cuộc tiếp xúc", ""),
)  # fmt: skip


def _by_first_letter() -> str:
    """One alternation for all forms, parted by first letter: at most places it fails after one comparison."""
    letters: dict[str, list[str]] = {}
    for _, heads, tail in _FORMS:
        for head in heads.split("|"):
            letters.setdefault(head[0], []).append(head[1:] + tail)
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in letters.items())


_CORE = re.compile(rf"(?:{_by_first_letter()})(?!\w)")
_FORM = tuple((form, re.compile(rf"(?:{heads}){tail}(?!\w)")) for form, heads, tail in _FORMS)
_COUNCIL_MEETS = re.compile(
    r" (?:hợp tác )?(?:nga|nato) ?(?:-|và) ?(?:nga|nato)(?: (?:đã|sẽ|vừa|mới|sắp|lại|có thể|dự kiến|không|chưa|tiếp tục|hôm nay|hôm qua|(?:hôm|ngày) [\d/.-]+|lần đầu|cấp đại sứ))*"
    r" (?:nhóm )?họp"
)
_COUNTER = r"(?:cuộc|phiên|kỳ|vòng|buổi|đợt|các|những|mọi|loạt)"
_BEFORE = re.compile(
    rf"(?<!\w)(?:{_COUNTER} )*(?:{_COUNTER}|hội nghị|(?:{_COUNTER} |hội )?(?:họp|gặp|đối thoại|tham vấn|đàm phán|hội đàm)(?: (?:nào|nào nữa))?(?: của| trong khuôn khổ)?) $"
)
_NUMBER = r"(?:cả|hai|ba|bốn|nhiều|hàng loạt|loạt|số|[2-9]) (?:(?:hai|ba|bốn|[2-9]) )?"
_COUNTED = re.compile(rf"(?<!\w){_NUMBER}(?:cuộc|vòng|phiên)(?: \w+){{0,2}}$")
_NOT_BEFORE = re.compile(
    r" (?:phải(?! đối mặt)|báo|khó|nạn|rắc rối|sự cố|vấn đề|trục trặc|chấn thương|trở ngại|thách thức|mặt hàng|phụ huynh|thương mại|wto|gia nhập|thuế quan|mua|g7|g20|apec|asem|brics|sco|cop\d*|asean|dân|chợ|quốc hội|nội các)(?!\w)"
)
_ASIDE = re.compile(
    r"bên lề (?:hội nghị |cuộc họp )?$"
)  # "gặp nhau bên lề thượng đỉnh G20": one talk, not two
_NOT_AFTER = tuple(
    f" {word} "
    for word in (
        "nhà", "bàn", "đoàn", "chuyên gia", "phòng", "người", "kỹ năng", "năng lực", "vị thế", "quyền", "kinh nghiệm", "cứu", "hội", "hiếm",
        "thường", "ít",
    )
)  # fmt: skip
_HEADED = tuple(
    f"{word} "
    for word in (
        "cuộc", "phiên", "kỳ", "vòng", "buổi", "đợt", "các", "những", "mọi", "loạt", "nghị", "của", "khổ", "họp", "gặp", "thoại", "vấn",
        "phán", "đàm",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trigger:
    """`counted`: several at once ("cả ba cuộc đàm phán"); `verb`: done, not named ("đã gặp", not "cuộc gặp")."""

    start: int
    end: int
    form: str
    counted: bool
    verb: bool


def words(lowered: str) -> list[int]:
    """Where a word stands that could be a trigger: a cheap first look at a whole text."""
    return [match.start() for match in _CORE.finditer(lowered)]


def triggers(lowered: str) -> list[Trigger]:
    """The triggers of a sentence in lower case, in order."""
    found: list[Trigger] = []
    for match in _CORE.finditer(lowered):
        if match.start() and lowered[match.start() - 1].isalnum():
            continue
        before = lowered[max(0, match.start() - 40) : match.start()]
        if _NOT_BEFORE.match(lowered, match.end()) or f" {before}".endswith(_NOT_AFTER):
            continue
        if match[0] == "thượng đỉnh" and _ASIDE.search(before):
            continue
        head = _BEFORE.search(before) if before.endswith(_HEADED) else None
        start = match.start() - (len(before) - head.start() if head else 0)
        if (
            found
            and found[-1].form == "council"
            and _COUNCIL_MEETS.fullmatch(lowered, found[-1].end, match.end())
        ):
            continue  # "Hội đồng Nga - NATO sẽ họp": the council says it already
        while found and found[-1].end > start:  # "cuộc họp" of "cuộc họp của Hội đồng Nga - NATO"
            start = min(start, found.pop().start)
        form = next(form for form, pattern in _FORM if pattern.match(lowered, match.start()))
        around = lowered[max(0, start - 24) : match.end()]
        verb = head is None and form not in ("council", "summit")
        found.append(Trigger(start, match.end(), form, _COUNTED.search(around) is not None, verb))
    return found
