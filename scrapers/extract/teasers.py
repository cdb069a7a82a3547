"""Plain texts that list teasers or titles, told from articles with short paragraphs."""

import re
from collections.abc import Sequence

from scrapers.article import Item
from scrapers.extract import shapes
from scrapers.extract.piece import Piece

# How a paragraph leans on the one before it. Teasers, each of another story, hardly ever do.
_LEANS = re.compile(
    r"^(?:ong|ba|anh|chi|ho|theo (?:ong|ba|do|bao cao|quan chuc)|tuy nhien|ngoai ra|ben canh do|trong khi do|"
    r"truoc do|sau do|dong thoi|cung theo|do do|vi vay|vi the|nhu vay|mat khac|hon nua|tuy vay|ve phan minh|duoc biet|"
    r"hien|hien nay|cu the|cung (?:ngay|tai)|trong dien bien|phat bieu|lien quan|vao giua|tiep do|con|nhung|"
    r"nguoi dung dau|voi ly do|he|she|they|it|but|however|meanwhile|earlier|the)\b|^\""
)
_LEAST = 4


def items(pieces: Sequence[Piece]) -> tuple[Item, ...]:
    """The teasers of a text without a title whose lines are all whole and independent; () for others.

    An article has a title on top, or paragraphs that lean on each other, or a credit at its end.
    """
    if len(pieces) < _LEAST:
        return ()
    whole = sum(shapes.is_sentence(piece.text) for piece in pieces)
    if whole >= 0.85 * len(pieces) and shapes.is_sentence(pieces[0].text):
        return tuple(_teaser(piece) for piece in pieces) if _independent(pieces) else ()
    if whole <= 0.15 * len(pieces) and all(shapes.is_title_like(piece.text) for piece in pieces):
        return tuple(_title(piece) for piece in pieces)
    return ()


def _independent(pieces: Sequence[Piece]) -> bool:
    leaning = sum(bool(_LEANS.match(piece.folded)) for piece in pieces[1:])
    sentences = sum(shapes.sentences(piece.text) for piece in pieces)
    longest = max(len(piece.text) for piece in pieces)
    return leaning <= 0.1 * len(pieces) and sentences < 2.2 * len(pieces) and longest < 700


def _title(piece: Piece) -> Item:
    piece.is_("related", "one of many titles without a text: an item of a listing")
    return Item(title=piece.text)


def _teaser(piece: Piece) -> Item:
    piece.is_("teaser", "whole by itself, like every line here: an item of a listing")
    return Item(teaser=piece.text)
