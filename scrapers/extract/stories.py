"""Further stories glued under the first one, as aggregators do: title, dateline, caption, text.

Their blocks get the role "related", for they are no part of the article, and the number of their story: those that are
whole become articles of their own (`scrapers.extract.apart`).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from scrapers.extract import roles, shapes
from scrapers.extract.container import is_below
from scrapers.extract.piece import Piece
from scrapers.extract.sheet import Sheet

_A_BODY = 3  # paragraphs that the first story must have before another can begin
_TITLE_WORDS = 8  # subheadings are shorter


def glued(pieces: Sequence[Piece]) -> None:
    """From the second story's title on, nothing belongs to the article."""
    paragraphs = number = 0
    title = ""
    for i, piece in enumerate(pieces):
        if piece.role is None and paragraphs >= _A_BODY and _begins(pieces, i):
            number, title, paragraphs = number + 1, piece.text[:60], 0
            piece.is_("related", "a title and a dateline after the end: another story begins")
        paragraphs += piece.role is None and len(piece.text) > 120
        if number:
            piece.story = number
            piece.is_("related", f"belongs to another story on the page: “{title}”")
    if not number:
        _drop_cut_off_end(pieces)


def _begins(pieces: Sequence[Piece], i: int) -> bool:
    """A title of eight words or more, then a paragraph that opens a report as leads do."""
    following = [piece for piece in pieces[i + 1 : i + 4] if piece.role is None]
    title = pieces[i].text
    return (
        bool(following)
        and shapes.is_title_like(title)
        and not shapes.is_sentence(title)
        and len(shapes.words(title)) >= _TITLE_WORDS
        and shapes.is_lead_like(following[0].text)
    )


def _drop_cut_off_end(pieces: Sequence[Piece]) -> None:
    """A last line that breaks off in "…" is the teaser of another story."""
    for piece in reversed(pieces):
        if piece.role is None:
            if shapes.is_cut_off(piece.text) and len(piece.text) > 150:
                piece.is_("teaser", "the last line breaks off in “…”: a teaser")
            return


_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_NEAR = 3  # pieces behind a title among which its moment stands
_TITLE_LEAST = 5  # words
_PARAGRAPH = 60  # of weight
_THEIRS = frozenset({None, "byline", "credit", "tags"})
_BESIDE = frozenset({"caption", "date"})  # keep their role, and belong to the story all the same


def further(sheet: Sheet) -> None:
    """The stories below the page's own: with a heading and a moment, or in a box built as its is."""
    if not 0 <= sheet.title_at < sheet.last:
        return
    inside = range(max(sheet.first, _second_paragraph(sheet) + 1), sheet.last + 1)
    heads = [i for i in inside if _is_next_title(sheet, i)]
    if not heads or _is_live(sheet, heads):
        return
    title, number, begun = "", 0, frozenset(heads)
    for i in inside:
        piece = sheet.pieces[i]
        if i in begun:
            title, number = piece.text[:60], number + 1
            piece.is_("related", "a heading and a text of its own: another story begins")
        elif title and piece.role is None and roles.is_stamp(piece.text):
            piece.is_("date", f"the moment of another story on the page: “{title}”")
        elif title and piece.role in _THEIRS:
            piece.role, piece.why = "related", f"belongs to another story on the page: “{title}”"
        elif piece.role not in _BESIDE:
            continue
        piece.story = number


def _is_next_title(sheet: Sheet, i: int) -> bool:
    piece = sheet.pieces[i]
    if piece.role is not None or piece.tag not in _HEADINGS or shapes.is_sentence(piece.text):
        return False
    size = len(shapes.words(piece.text))
    if size < _TITLE_LEAST:
        return False
    following = sheet.pieces[i + 1 : i + 1 + _NEAR]
    if _has_paragraphs(sheet, i + 1, i + 2 + _NEAR, least=1) and any(map(_is_moment, following)):
        return True
    alike = piece.tag == sheet.pieces[sheet.title_at].tag
    opens = bool(following) and shapes.is_lead_like(following[0].text)
    return size >= _TITLE_WORDS and (alike or opens) and _is_twin(sheet, i)


_LIVE = re.compile(r"\W*(?:live\b|(?:tuong thuat )?truc tiep\b|tuong thuat\b|cap nhat ?:)")
_ENTRIES = 3


def _is_live(sheet: Sheet, heads: Sequence[int]) -> bool:
    """One report in entries with their times: its title or head says so, or they go on from when it was published, in
    order, or tell what happened from the first to the last: papers print the newest story first."""
    if sheet.live or _LIVE.match(sheet.pieces[sheet.title_at].folded):
        return True
    own = _first_moment(sheet.pieces[sheet.title_at + 1 : heads[0]])
    times = [_first_moment(sheet.pieces[i + 1 : i + 1 + _NEAR]) for i in heads]
    if len(times) < _ENTRIES or not all(times):
        return False
    goes_on = times == sorted(set(times), reverse=True) and bool(own) and min(times) >= own
    return goes_on or times == sorted(set(times))


def _first_moment(pieces: Sequence[Piece]) -> str:
    """ISO, "" for none."""
    return next((roles.moment(piece.text) for piece in pieces if _is_moment(piece)), "")


def _second_paragraph(sheet: Sheet) -> int:
    """No second story begins before the first has two."""
    return next(islice(_paragraphs(sheet, sheet.title_at + 1, sheet.last), 1, None), sheet.last)


def _has_paragraphs(sheet: Sheet, first: int, behind: int, *, least: int) -> bool:
    return next(islice(_paragraphs(sheet, first, behind), least - 1, None), None) is not None


def _paragraphs(sheet: Sheet, first: int, behind: int) -> Iterator[int]:
    weights = sheet.tree.weights
    return (i for i in range(first, min(behind, len(weights))) if weights[i] >= _PARAGRAPH)


def _is_moment(piece: Piece) -> bool:
    return ":" in piece.text and roles.is_stamp(piece.text)


def _is_twin(sheet: Sheet, i: int) -> bool:
    """The heading opens a box with text that is called as the box round the page's own story is."""
    return not _opened(sheet, sheet.title_at, 2).isdisjoint(_opened(sheet, i, 1))


def _opened(sheet: Sheet, i: int, least: int) -> set[tuple[str, str]]:
    """Tag and names of the boxes that a heading opens, with so many paragraphs in them, short of the whole text."""
    found, number = set(), sheet.pieces[i].box
    end = sheet.last if i == sheet.title_at else sheet.title_at
    while number > 0 and not is_below(sheet.boxes, sheet.pieces[end].box, number):
        box = sheet.boxes[number]
        if is_below(sheet.boxes, sheet.pieces[i - 1].box, number):
            break
        behind = min(sheet.spans[number][1], sheet.last) + 1
        if box.names.strip() and _has_paragraphs(sheet, i + 1, behind, least=least):
            found.add((box.tag, box.names))
        number = box.parent
    return found


def title_of(text: str) -> str:
    """The title in a glued line "Title Title's teaser …": up to where a sentence begins unannounced."""
    return shapes.first_title(text)
