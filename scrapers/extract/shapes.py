"""The shapes of lines: what a title, a sentence, a caption, a name or a credit looks like.

All patterns are anchored or linear; every function takes one line of clean text.
"""

import re

from scrapers.text import fold

_FINAL = (".", "!", "?", "…", ":", ";", ",")
_CLOSERS = "\"'”’»)]"
_ENDS = frozenset(".!?…")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’»)]*\s+[\"'“‘«(]*(?=[^\W\d_a-zà-ỹ])")
_BRACKETED = re.compile(r"^\[.{10,250}\]$")
_SET_APART = re.compile(r"^\*?(?:>{2,3}|»)\s*\S")
_ARROWED = re.compile(r"^(?:>|›|→|➤|►|▶|☛|⇒|=>|-&gt;|->)\s*\S")

_SOURCE = r"(?:nguồn ảnh|ảnh minh họa|ảnh minh hoạ|ảnh tư liệu|ảnh chụp màn hình|ảnh chụp từ clip|nguồn|ảnh|hình|photo|đồ họa|video|clip|source|image|credit|getty|afp)"
_CREDIT_IN_BRACKETS = re.compile(rf"\(\s*{_SOURCE}\b[^()]{{0,80}}\)\s*\.?$", re.IGNORECASE)
_CREDIT_AT_END = re.compile(
    r"(?:^|[.,!?…\"”’)\s-])\s*(?:Nguồn ảnh|Ảnh minh họa|Ảnh minh hoạ|Ảnh tư liệu|Ảnh|ẢNH|Photo|Đồ họa|Nguồn|Hình|Video|Clip)\s*:\s*[^:.!?]{2,60}\.?$"
)
_IMAGE_NOTE = re.compile(
    r"(?:^|[.!?…\"”)\s])\(?\s*(?:Ảnh|Hình) (?:minh họa|minh hoạ|tư liệu|internet|cắt từ clip)\)?\.?$",
    re.IGNORECASE,
)
_PICTURE_LABEL = re.compile(
    r"^(?:nguồn (?:hình )?ảnh|chụp lại hình ảnh|chú thích ảnh|image source|image caption|photograph(?: by)?)\s*[,:]",
    re.IGNORECASE,
)
_NUMBERED_IMAGE = re.compile(r"(?:^|\s)ảnh \d{1,3}(?=[A-ZÀ-ỸĐ(]|$)")

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_SENTENCE_OPENERS = re.compile(
    r"^(?:ngày|hôm|sáng|chiều|tối|đêm|rạng sáng|trưa|mới đây|theo|trong|tại|sau|trước|từ)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?:\([^()]{2,30}\)\s*[-–—]\s*)?(?:(?:rạng |đầu |cuối )?(?:sáng|chiều|tối|đêm|trưa|khuya|hôm|vào|trong)\s+)*"
    r"(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}\b|^(?:Theo|Hôm|Mới đây)\b",
    re.IGNORECASE,
)


def words(text: str) -> list[str]:
    return _WORD.findall(text)


_FOUR_WORDS = re.compile(r"(?:[\W_]*+[^\W_]++(?:[.'’-][^\W_]++)*+){4}")


def has_four_words(text: str) -> bool:
    """`words` finds four or more in it."""
    return _FOUR_WORDS.match(text) is not None


def is_sentence(text: str) -> bool:
    """Ends as a sentence does."""
    return text.rstrip(_CLOSERS)[-1:] in _ENDS


def is_cut_off(text: str) -> bool:
    """Ends in "…": a teaser that was cut to length, or a thought left open."""
    return text.endswith(("...", "…"))


def sentences(text: str) -> int:
    return 1 + len(_SENTENCE_BREAK.findall(text))


def is_title_like(text: str) -> bool:
    """Five to forty words, begun with a capital, a figure or a quote, ended without a full stop."""
    if len(text) > 220 or text.endswith((".", ":", ";", ",", "…")) or text[:1].islower():
        return False
    return 5 <= len(words(text)) <= 40 and sentences(text) <= 3


def is_lead_like(text: str) -> bool:
    """A paragraph that opens a report: a label, a day or "Theo …", and a full sentence."""
    return len(text) > 80 and is_sentence(text) and bool(_DATELINE.match(text))


def is_cross_reference(text: str) -> bool:
    """A link to another story that the paper's editors set apart: "[…]", ">> …", "» …"."""
    return bool(_BRACKETED.match(text) or _SET_APART.match(text))


def is_arrowed(text: str) -> bool:
    """Begins with an arrow: a link to another story, or a bullet of the text."""
    return bool(_ARROWED.match(text))


def is_caption(text: str) -> bool:
    """Names a picture's source at its end: "Ảnh: AFP/TTXVN", "(Nguồn: …)", "ảnh 1Ảnh minh họa".

    Each pattern is tried only where what it must end with is there: most paragraphs have none of it.
    """
    if len(text) > 400:
        return False
    return bool(
        (text.rstrip(" .").endswith(")") and _CREDIT_IN_BRACKETS.search(text))
        or (":" in text[-70:] and _CREDIT_AT_END.search(text))
        or ("nh " in text[-40:].lower() and _IMAGE_NOTE.search(text))
        or (text[0] in "NnCcIiPp" and _PICTURE_LABEL.match(text))
        or ("ảnh " in text and _NUMBERED_IMAGE.search(text))
    )


_BUTTONS = {
    "dang nhap", "dang ky", "trang chu", "tim kiem", "chia se", "binh luan", "the gioi", "thoi su", "kinh doanh", "giai tri", "the thao",
    "phap luat", "giao duc", "suc khoe", "doi song", "du lich", "khoa hoc", "so hoa", "quang cao", "facebook", "twitter", "zalo", "youtube",
    "tin moi", "video", "tin tuc", "xa hoi", "van hoa", "cong nghe", "quoc te", "bat dong san", "log in", "sign in", "sign up", "share", "subscribe",
    "home", "menu", "search", "world", "politics", "business", "loading", "advertisement", "in bai viet", "gui email", "copy link", "print", "email",
    "by", "boi", "nguon", "and", "ad feedback", "source", "sources", "like", "likes", "reply", "save", "listen", "watch", "views", "updated", "published", "follow", "read more", "latest",
}  # fmt: skip


_OF_A_PAGE = re.compile(
    r"\b(?:cong ty|tap doan|ngan hang|hotline|tac gia|lien quan|chia se|binh luan|ban doc|doc gia|chuyen muc|doc them|xem them|dang ky|dang nhap|quang cao|tin tuc|tin bai|"
    r"bai viet|van ban|toa soan|email|print|share|tweet|comments?|alerts?|newsletter|readers?|related|more|sign|subscribe|follow|search|"
    r"recommend(?:ed)?|advertisement|ads|text size|news|your|info|reviews|reads|keywords|extras|discussion|activity|correspondent|editor|desk|"
    r"sections?|game|publisher|developer|must|latest|explore|content|community|facebook|twitter|zalo|youtube|telegram)\b"
)


def is_name(text: str) -> bool:
    """Looks like a person's name or two: two to five capitalised words a name, nothing else."""
    if len(text) > 60 or (text.isupper() and len(text) > 40):
        return False
    names = [
        part.strip() for part in re.split(r"\s*(?:,|;|&| - | – |/|\bvà\b)\s*", text) if part.strip()
    ]
    if not 0 < len(names) <= 5 or not all(_is_one_name(name) for name in names):
        return False
    folded = fold(text)
    return folded not in _BUTTONS and not _OF_A_PAGE.search(folded)


def _is_one_name(name: str) -> bool:
    parts = name.replace(".", " ").split()
    return 1 <= len(parts) <= 5 and all(
        p[0].isupper() and p.replace("-", "").replace("'", "").isalpha() for p in parts
    )


_TITLE_THEN_TEXT = re.compile(r"[\"”’»]\s(?=[A-ZÀ-ỸĐ])")


def first_title(text: str) -> str:
    """The title at the head of a line into which a title and its teaser have run together."""
    if len(text) < 160:
        return text
    match = _TITLE_THEN_TEXT.search(text, 30, 200)
    if match:
        return text[: match.end()].strip()
    sentence = _SENTENCE_BREAK.search(text, 30)
    return text[: sentence.start() + 1] if sentence else text
