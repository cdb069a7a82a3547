"""Readers' comments by their shape, whatever their boxes are called: a name and "5 phút trước" above a few words,
again and again.
"""

import re

from scrapers.extract import shapes
from scrapers.extract.piece import Piece
from scrapers.extract.sheet import Sheet

_AGO = re.compile(
    r"[\s,·•|(-]*\b(?:\d{1,3}|vài|một|hai) (?:giây|phút|giờ|tiếng|ngày|tuần|tháng|năm) trước\)?$",
    re.IGNORECASE,
)
_LEAST = 2
_TEXT = 40  # of weight: a paragraph, of which some stand before the first comment


def by_their_heads(sheet: Sheet) -> None:
    """All in the box round the heads; where that is the article's, from the first of them to what the last one says.

    A live report counts its minutes as well, but names nobody beside them.
    """
    heads = [i for i in range(sheet.first, sheet.last + 1) if _is_head(sheet, i)]
    if len(heads) < _LEAST or not _follows_text(sheet, heads[0]):
        return
    box = _round_all(sheet, [sheet.pieces[i] for i in heads])
    for i, piece in enumerate(sheet.pieces):
        if box in sheet.chain(piece) if box >= 0 else heads[0] <= i <= heads[-1] + 1:
            piece.is_("comment", "stands with names and “… trước”: readers' comments")


def _is_head(sheet: Sheet, i: int) -> bool:
    """ "Lý Gia Bảo 21 phút trước", in one line or two."""
    text = sheet.pieces[i].text
    if len(text) > 60 or not text.endswith(("trước", "trước)")):
        return False
    name = _AGO.sub("", text) or (sheet.pieces[i - 1].text if i else "")
    return name != text and shapes.is_name(name)


def _follows_text(sheet: Sheet, first: int) -> bool:
    return any(weight >= _TEXT for weight in sheet.tree.weights[sheet.first : first])


def _round_all(sheet: Sheet, heads: list[Piece]) -> int:
    """The smallest box round all of them inside the article's; -1 for none."""
    shared = set.intersection(*(set(sheet.chain(head)) for head in heads))
    return next((box for box in sheet.chain(heads[0]) if box in shared), -1)
