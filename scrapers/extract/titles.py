"""The title of a page, without the site's name, weighed from the h1, Open Graph, JSON-LD and <title>."""

import re
from collections.abc import Sequence
from itertools import pairwise

from scrapers.extract import roles, shapes
from scrapers.extract.facts import Facts
from scrapers.extract.outline import Box
from scrapers.extract.piece import Piece
from scrapers.text import fold, syllables

_SEPARATOR = re.compile(r"\s+(?:[|»•·:]|[-–—]|::|\.:)\s+|\s*\|\s*")
_SURE = 3
_A_BUTTON = 26  # characters: more than the longest of these has
_NOT_A_TITLE = re.compile(
    r"^(?:trang chu|home|menu|search|tim kiem|dang nhap|mobile|untitled|tin (?:tuc|hoat dong)|noi dung (?:tin|bai viet)"
    r"|(?:xem )?chi tiet(?: (?:tin|tin tuc|tin bai|bai viet|noi dung))?|news detail)$"
)
_LABEL = re.compile(r"^[\[(][^\])]{1,24}[\])]\W*(?=\w)")


def find(facts: Facts, pieces: Sequence[Piece], boxes: Sequence[Box] = ()) -> tuple[str, int]:
    """The title, and the number of the piece that shows it (-1 where none does)."""
    told = dict.fromkeys(text for _, text in facts.titles)
    stated = [without_site(text, facts.site_name) for text in told if text]
    keys = {key(text) for text in {*stated, *told} if text}
    begins = {text[:3].casefold() for text in (*told, *stated)}
    best: tuple[int, int] | None = None
    for i, piece in enumerate(pieces[:_FURTHEST]):
        if piece.tag not in _HEADINGS and not piece.bold and not _may_be(piece, begins):
            continue
        score = _score(piece, keys)
        if score and (best is None or score > best[0]):
            best = (score, i)
    if best and best[0] >= _SURE:
        return _without_label(pieces[best[1]].text, keys), best[1]
    guess = _guess(facts.url, pieces, boxes, stated, best[1] if best else -1)
    if guess >= 0:
        return pieces[guess].text, guess
    return next((text for text in stated if text), ""), -1


def _guess(
    url: str, pieces: Sequence[Piece], boxes: Sequence[Box], stated: Sequence[str], heading: int
) -> int:
    """The piece that is the title where no heading surely is; `heading` is a short h1 of the page's own, or -1."""
    named = _named_by_the_address(url, pieces)
    if named >= 0 or any(map(_is_whole, stated)):
        return named if named >= 0 else heading
    called = _called_a_title(pieces, boxes) if boxes else -1
    if heading >= 0:
        return called if called >= 0 else heading
    above = _heading_above_the_text(pieces)
    if above < 0:
        above = called
    return above if above >= 0 else _above_a_moment(pieces)


def _above_a_moment(pieces: Sequence[Piece]) -> int:
    """On old pages: a line that is set like none, right above the first moment and the text; -1 for none."""
    for i, (piece, below) in enumerate(pairwise(pieces[:_FURTHEST])):
        if len(below.text) > _STAMP or not roles.is_stamp(below.text) or ":" not in below.text:
            continue
        fits = len(piece.text) > 20 and not piece.linked and shapes.is_title_like(piece.text)
        if fits and any(len(p.text) > 80 and not p.linked for p in pieces[i + 2 : i + 6]):
            return i
    return -1


def _without_label(shown: str, keys: set[str]) -> str:
    """ "[Chia sẻ] Tên bài" → "Tên bài", where the head of the page says the latter alone."""
    label = _LABEL.match(shown)
    bare = shown[label.end() :] if label else ""
    return bare if bare and key(bare) in keys and key(shown) not in keys else shown


def _named_by_the_address(url: str, pieces: Sequence[Piece]) -> int:
    """The piece whose syllables stand in the address: ".../bao-doi-huong-778899.html"."""
    slug = set(_SIGNS.split(url.rpartition("/")[2].lower()))
    if len(slug) < 5:
        return -1
    for i, piece in enumerate(pieces[:_FURTHEST]):
        if piece.linked or not 20 <= len(piece.text) <= 200:
            continue
        own = set(syllables(piece.text))
        if len(own) >= 4 and len(own & slug) >= 0.85 * len(own) and len(own & slug) * 2 > len(slug):
            return i
    return -1


_CALLED = re.compile(r"titles?(?:[\s_-]|$)|tieu-?de|head-?line", re.IGNORECASE)


def _called_a_title(pieces: Sequence[Piece], boxes: Sequence[Box]) -> int:
    """A line above the second paragraph whose box is called a title; -1 for none."""
    paragraphs = 0
    for i, piece in enumerate(pieces[:_FURTHEST]):
        fits = len(piece.text) > 20 and not piece.linked and shapes.is_title_like(piece.text)
        if fits and _CALLED.search(boxes[piece.box].names):
            return i
        paragraphs += len(piece.text) > 120
        if paragraphs > 1:
            break
    return -1


def _is_whole(stated: str) -> bool:
    """More than a site's name."""
    return len(stated.split()) >= 6 and not _OFFICE.match(fold(stated))


def _heading_above_the_text(pieces: Sequence[Piece]) -> int:
    """In a fragment without a head: the first heading, no later than the third paragraph; else the
    last bold line above the first."""
    paragraphs, bold = 0, -1
    for i, piece in enumerate(pieces):
        if piece.tag in {"h1", "h2", "h3"} and not piece.linked and len(piece.text) > 20:
            return i
        if piece.bold and not paragraphs and not piece.linked and shapes.is_title_like(piece.text):
            bold = i if len(piece.text) > 20 else bold
        paragraphs += len(piece.text) > 120
        if paragraphs > 2:
            break
    return bold


_STAMP = 90  # characters
_FURTHEST = 1500  # pieces: a title stands no further down
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def _may_be(piece: Piece, begins: set[str]) -> bool:
    """Cheap: no link, and begins as one of the stated titles does."""
    return not piece.linked and piece.text[:3].casefold() in begins


def _score(piece: Piece, keys: set[str]) -> int:
    """How sure a piece is the title: a heading that the head of the page repeats is surest."""
    if not 8 <= len(piece.text) <= 300:
        return 0
    if len(piece.text) < _A_BUTTON and _NOT_A_TITLE.match(piece.folded):
        return 0
    mine = key(piece.text)
    agrees = (
        4 if mine in keys else 3 if len(mine) > 15 and any(_begins(k, mine) for k in keys) else 0
    )
    heading = {"h1": 3, "h2": 1, "h3": 1}.get(piece.tag, 0)
    if piece.linked and not (heading and agrees):
        return 0  # the paper's name, which leads home
    if agrees or heading < 3:
        return agrees and agrees + heading
    return _SURE if len(mine) > 25 else _SURE - 1  # a short one may head a box: "Thông tin chỉ đạo"


def _begins(stated: str, mine: str) -> bool:
    """One begins as the other; or most of the stated one is all of it: "Đời sống: …", "In bài: …"."""
    if stated.endswith(mine) and 2 * len(mine) > len(stated):
        return True
    return stated.startswith(mine) or (len(stated) > 30 and mine.startswith(stated))


_OFFICE = re.compile(r"(?:cong|trang) (?:thong tin|tin)\b|trang chu\b|website\b")
_SIGNS = re.compile(r"[\W_]+")


def key(text: str) -> str:
    """Letters and figures alone: quotes, dashes and spaces differ between a head and its page."""
    return _SIGNS.sub("", text.casefold())


def without_site(title: str, site_name: str) -> str:
    """ "Tên bài - VnExpress Kinh doanh" → "Tên bài": the last part goes where it names a site."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    last, first = fold(parts[-1]), fold(parts[0])
    if _names_site(last, site_name):
        cut = title[: title.rindex(parts[-1])].rstrip(" |-–—»•·:.")
        return without_site(cut, site_name)
    if _names_site(first, site_name) and len(parts) == 2:
        return parts[-1]
    return title


_SITE_WORDS = re.compile(
    r"\b(?:bao|news|online|vn|com|net|mobile|tin tuc|tap chi|vov|vtv|vtc|bbc|voa|rfi|rfa|dw|reuters|cnn|trang tin|dien tu|plus|express|times|post|guardian)\b|\.(?:vn|com|net|org)"
)


def _names_site(part: str, site_name: str) -> bool:
    if not part or len(part) > 60:
        return False
    name = fold(site_name)
    return bool(name and (name in part or part in name)) or bool(_SITE_WORDS.search(part))
