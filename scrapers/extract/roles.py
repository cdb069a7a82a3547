"""The rules that give every piece its role. Each looks at the pieces that no earlier rule has taken,
and says in words why: those words are the `why` that a reader sees beside the line.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from scrapers import dates
from scrapers.article import Role
from scrapers.extract import agency, boilerplate, shapes
from scrapers.extract.piece import Piece
from scrapers.text import fold

Rule = Callable[[Sequence[Piece]], None]


def untaken(pieces: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    return ((i, piece) for i, piece in enumerate(pieces) if piece.role is None)


def furniture(pieces: Sequence[Piece]) -> None:
    """Lines that say in so many words what they are: prompts, notices, imprints."""
    for _, piece in untaken(pieces):
        if len(piece.text) <= boilerplate.SHORT:
            why = boilerplate.prompt(piece.folded)
        else:
            why = boilerplate.long_prompt(piece.text)
        if not why and piece.links and boilerplate.leads_on(piece.folded, piece.linked):
            why = boilerplate.NAMES_ANOTHER
        if why == boilerplate.NAMES_ANOTHER and piece.links:
            piece.is_("related", f"{why}, with a link")
        elif why:
            piece.is_("promo", f"{why}: a line of furniture")


def cross_references(pieces: Sequence[Piece]) -> None:
    for _, piece in untaken(pieces):
        if shapes.is_cross_reference(piece.text) or (
            shapes.is_arrowed(piece.text) and piece.linked > 0.3 * len(piece.text)
        ):
            piece.is_("related", "brackets or arrows set it apart: a link to another story")


def doubled_titles(pieces: Sequence[Piece]) -> None:
    """A title printed twice (picture and link) and the line under it: a box about another story."""
    for i, (first, second) in enumerate(pairwise(pieces)):
        if first.role or second.role or abs(len(first.text) - len(second.text)) > 4:
            continue
        if first.key != second.key:
            continue
        if first.tag and not first.links:
            second.is_("other", "repeats the line before it")
            continue
        if not shapes.is_title_like(first.text):
            second.is_("other", "repeats the line before it")
            continue
        for piece in (first, second):
            piece.is_("related", "a title printed twice in a row: a box about another story")
        if i + 2 < len(pieces):
            pieces[i + 2].is_(
                "teaser", "stands under a title printed twice: the teaser of that story"
            )


def captions(pieces: Sequence[Piece]) -> None:
    announced = False
    for _, piece in untaken(pieces):
        if announced:
            piece.is_("caption", "follows the words “Chú thích ảnh”: a caption")
        announced = len(piece.text) < 16 and piece.folded.startswith("chu thich")
        if announced:
            piece.is_("caption", "announces a caption")
        elif piece.image and piece.italic and len(piece.text) < 300:
            piece.is_("caption", "in italics right after a picture: a caption")
        elif shapes.is_caption(piece.text):
            piece.is_("caption", "ends with the source of a picture: a caption")


def stamps(pieces: Sequence[Piece]) -> None:
    for _, piece in untaken(pieces):
        if len(piece.text) < 90 and is_stamp(piece.text):
            piece.is_("date", "a moment and little else: when the page was published")


_YEAR = re.compile(r"(?:19|20)\d\d|\d ?[/.-] ?\d{1,2} ?[/.-] ?\d")
_STAMP_WORDS = re.compile(
    r"\b(?:thu|chu nhat|cn|hai|ba|tu|nam|sau|bay|ngay|thang|luc|gio|phut|hom nay|da cap nhat|cap nhat|dang|xuat ban|gmt|utc|am|pm|sang|chieu|toi|trua|"
    r"time|date|published|posted|updated|last|on|at|by|ict|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|"
    r"h|g|p|t|th|thg|binh luan|luot xem|views?|comments?|bai viet|ngay dang|dang luc|dang ngay|thoi gian|vao|viet|la)\b"
)


_FIGURES = re.compile(r"\d+")  # "7h30", "07:30GMT+7": words may touch them
_BARS = ("|", "•", "·", "–", "—", " - ", ", ", "Nguồn:", "Tác giả:")

# Four rules ask for the moment in one and the same line; dates are dear to read.
moment = lru_cache(maxsize=64)(dates.published)


@lru_cache(maxsize=128)
def is_stamp(text: str) -> bool:
    """A line that is a moment and no sentence; a section or a name may stand behind a bar."""
    if len(text) > 110 or not _YEAR.search(text) or not moment(text):
        return False
    left = sum(c.isalpha() for c in _STAMP_WORDS.sub("", _FIGURES.sub(" ", fold(text))))
    if left == 0 or left >= 35:
        return left == 0
    return any(bar in text for bar in _BARS) or shapes.is_name(_FIGURES.split(text)[0].strip())


def bylines_at_the_top(pieces: Sequence[Piece], reach: int = 3) -> None:
    for _, piece in list(untaken(pieces))[:reach]:
        if agency.is_credit(piece.text):
            piece.is_("credit", "names an agency and nothing else")
        elif shapes.is_name(piece.text) and len(piece.text.split()) > 1:
            piece.is_("byline", "a name between title and text")
        else:
            return


def wordless(pieces: Sequence[Piece]) -> None:
    for _, piece in untaken(pieces):
        if len(piece.text) > 12:
            continue
        if not any(c.isalnum() for c in piece.text) or piece.folded in {
            "loading...",
            "loading",
            "dang tai...",
        }:
            piece.is_("other", "no words")


def list_headings(pieces: Sequence[Piece]) -> None:
    """A short line right above two or more links to other stories names that list."""
    for i, piece in untaken(pieces):
        if len(piece.text) > 60 or shapes.is_sentence(piece.text):
            continue
        following = [later.role for later in pieces[i + 1 : i + 3]]
        if len(following) == 2 and set(following) <= {"related", "teaser"}:
            piece.is_("nav", "a short line above links to other stories: their heading")


_SIGNERS = 4  # more names in a row are a list that belongs to the text


_LABELLED = re.compile(
    r"(?:(?:tham van|co van|kiem duyet|kiem chung)(?: y khoa| chuyen mon| noi dung)?|tac gia|nguoi (?:viet|dich)|nguon(?: tin| bai)?|bien tap|bien dich|dich|hieu dinh|thuc hien|tong hop|theo) ?: ?\S"
)


_A_LINE = 130  # characters: a name with rank and house


def says_whose_text(piece: Piece) -> bool:
    """ "Tác giả: …", "Nguồn tin: …", "Tham vấn y khoa: …" in a line that is no sentence."""
    labelled = len(piece.text) <= _A_LINE and _LABELLED.match(piece.folded) is not None
    return labelled and not shapes.is_sentence(piece.text)


def labelled_credits(pieces: Sequence[Piece]) -> None:
    """ "Tác giả: …", "Nguồn tin: …" on top or near the end, whatever stands below."""
    free = [piece for _, piece in untaken(pieces)]
    for piece in (*free[:2], *free[-_SIGNERS:]):
        if says_whose_text(piece):
            role: Role = "credit" if agency.is_credit(piece.text) else "byline"
            piece.is_(role, "says whose text it is")


def credits_at_the_end(pieces: Sequence[Piece]) -> None:
    for _, piece in list(untaken(pieces))[: -_SIGNERS - 1 : -1]:
        if is_stamp(piece.text):
            piece.is_("date", "a moment at the end")
        elif agency.is_credit(piece.text):
            person = piece.text[0] != "(" and ("/" in piece.text or piece.text.endswith(")"))
            signed = person and bool(agency.authors(piece.text))
            piece.is_("byline" if signed else "credit", "names who wrote it, at the end")
        elif is_signature(piece.text):
            piece.is_("byline", "a name at the end: who wrote it")
        else:
            return


def credits_anywhere(pieces: Sequence[Piece]) -> None:
    for _, piece in untaken(pieces):
        if piece.text.startswith("(") and agency.is_credit(piece.text):
            piece.is_("credit", "an agency in brackets, alone on its line")
        elif piece.text.startswith("http") and len(piece.text.split()) <= 3:
            piece.is_("credit", "an address, alone on its line")
        elif piece.text[0] in "NnTtLl" and piece.folded.startswith(
            ("nguon: http", "nguon http", "theo http", "link goc")
        ):
            piece.is_("credit", "the address the text was taken from")


_PHOTOS_BY = re.compile(
    r"^(?:Tin|Bài|Text|Tin, bài|Bài viết)(?:,| và|-| -)? ?(?:ảnh|Ảnh)?\s*:|^[^.:]{3,40}[.;,-]? -? ?(?:Ảnh|ẢNH)\s*:"
)
_INITIALS = re.compile(r"^\(?(?:[A-ZĐÂÊÔƠƯ]\. ?){1,4}\)?$")
_SIGNED = re.compile(
    r"^(?P<name>[^()]{3,40}?)\s*\((?P<of>[^()]{2,60})\)\.?$|^(?:nguồn|theo|tác giả|nội dung|thiết kế|đồ họa|trình bày|tổng hợp|source|pv|bài|ảnh|tin|thực hiện|biên dịch)\s*:.{0,80}$",
    re.IGNORECASE,
)


def is_signature(text: str) -> bool:
    """ "Võ Hải", "(Hoàng Yên)", "Ca Tiếu (theo X)", "Nguồn: http://…": whose text it is, in a short line."""
    if _INITIALS.match(text):
        return True
    if len(text) > 130 or (shapes.is_sentence(text) and not text.endswith(("...", "…"))):
        return False
    if shapes.is_name(text) or _PHOTOS_BY.match(text):
        return True
    if text.startswith(("(", "*")) and shapes.is_name(text.strip("()* ")):
        return True
    match = _SIGNED.match(text)
    return match is not None and (match["name"] is None or shapes.is_name(match["name"]))


def after_the_end(pieces: Sequence[Piece]) -> None:
    """Everything under the heading of a list of other stories, if no text of the article resumes."""
    resumes = _text_resumes(pieces)
    for i, piece in untaken(pieces):
        if len(piece.text) > 45 or not boilerplate.is_heading(piece.folded):
            continue
        piece.is_("nav", "the heading of a list of other stories")
        if i < resumes:
            continue
        for later in pieces[i + 1 :]:
            later.is_(_role_after_the_end(later), f"stands under the heading “{piece.text}”")
        return


def _role_after_the_end(piece: Piece) -> Role:
    if shapes.is_caption(piece.text):
        return "caption"
    if shapes.is_title_like(piece.text):
        return "related"
    return "teaser" if len(piece.text) > 60 else "nav"


def _text_resumes(pieces: Sequence[Piece]) -> int:
    """Where the last three full paragraphs in a row begin, -1 for nowhere: a list before them is a box in the text."""
    run = 0
    for i in range(len(pieces) - 1, -1, -1):
        text = pieces[i].text
        long = len(text) > 120 and shapes.is_sentence(text) and not shapes.is_cut_off(text)
        run = run + 1 if long else 0
        if run >= 3:
            return i
    return -1
