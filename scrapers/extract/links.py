"""Rules by links: a paragraph that is a link, the box round it, the heading above it."""

from collections.abc import Sequence

from scrapers.extract import boilerplate, roles, shapes
from scrapers.extract.container import is_below
from scrapers.extract.piece import Piece
from scrapers.extract.sheet import Sheet

_TEASER_BOX = 700  # characters: a box with a link to another story holds no more


def nothing_but(pieces: Sequence[Piece]) -> None:
    """A paragraph that is nothing but a link to another story, or a list of them."""
    for _, piece in roles.untaken(pieces):
        size = len(piece.text)
        if piece.linked < 0.75 * size:
            continue
        if size > 20 and shapes.words(piece.text):
            piece.is_("related", "nothing but a link: another story")
        else:
            piece.is_("nav", "nothing but a short link")


def teaser_boxes(sheet: Sheet) -> None:
    """A small box that begins with a link to another story: picture, title, teaser."""
    for i in range(sheet.first, sheet.last + 1):
        piece = sheet.pieces[i]
        if piece.role == "related" and piece.links:
            for other in _companions(sheet, i):
                other.is_("teaser", "shares a small box with a link to another story: its teaser")


def _companions(sheet: Sheet, i: int) -> list[Piece]:
    """The pieces in the largest box round a link that is still no bigger than a teaser."""
    found: list[Piece] = []
    for box in sheet.chain(sheet.pieces[i]):
        if sheet.tree.chars[box] > _TEASER_BOX or not sheet.small(box):
            break
        near = sheet.pieces[max(i - 2, 0) : i + 6]
        found = [piece for piece in near if is_below(sheet.boxes, piece.box, box)]
        if sum(piece.linked < 0.5 * len(piece.text) for piece in found) > 3:
            return []
    return found


def headings(pieces: Sequence[Piece]) -> None:
    """The heading of a list of other stories: by its words, or a short line right above two links."""
    for i, piece in roles.untaken(pieces):
        if boilerplate.is_heading(piece.folded):
            piece.is_("nav", "the heading of a list of other stories")
        elif len(piece.text) <= 60 and not shapes.is_sentence(piece.text):
            following = [later.role for later in pieces[i + 1 : i + 3]]
            if len(following) == 2 and set(following) <= {"related", "teaser"}:
                piece.is_("nav", "a short line above links to other stories: their heading")
