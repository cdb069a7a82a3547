"""Where the text ends: what follows the author's name or the tags, and lines that come again and again."""

from collections import Counter
from collections.abc import Sequence

from scrapers.extract import shapes
from scrapers.extract.piece import Piece

_LITTLE = 0.2  # of the text before


def after_the_signature(pieces: Sequence[Piece]) -> None:
    """What follows the author's name, where nearly all of the text stands before it."""
    at = max((i for i, p in enumerate(pieces) if p.role in {"byline", "credit"}), default=-1)
    before = sum(len(p.text) for p in pieces[:at] if p.role is None)
    rest = [p for p in pieces[at + 1 :] if p.role is None]
    long = sum(len(p.text) > 150 and shapes.is_sentence(p.text) for p in rest)
    closed = any(p.role in {"tags", "comment"} for p in pieces[at + 1 :])
    left = sum(len(p.text) for p in rest)
    if at >= 0 and ((long <= 1 and left < _LITTLE * before) or (closed and left < before)):
        for piece in rest:
            piece.is_("other", "stands after the author's name")


def after_the_tags(pieces: Sequence[Piece]) -> None:
    """What follows the article's tags, where most of the text stands before them."""
    at = max((i for i, p in enumerate(pieces) if p.role == "tags"), default=-1)
    before = sum(len(p.text) for p in pieces[: max(at, 0)] if p.role is None)
    rest = [p for p in pieces[at + 1 :] if p.role is None]
    if at >= 0 and sum(len(p.text) for p in rest) < before / 2:
        for piece in rest:
            piece.is_("other", "stands after the article's tags")


_OFTEN = 3  # times: a line of the text is not said as often


def said_thrice(pieces: Sequence[Piece]) -> None:
    """A line that comes again and again, and is no sentence: the title of a gallery under each of its pictures."""
    free = [p for p in pieces if p.role is None]
    lines = [p for p in free if 15 <= len(p.text) <= 100 and not shapes.is_sentence(p.text)]
    count = Counter(p.text for p in lines)
    found = [p for p in lines if count[p.text] >= _OFTEN and not _speaks(p.text)]
    if sum(len(p.text) for p in found) < sum(len(p.text) for p in free) / 2:
        for piece in found:
            piece.is_("other", "a line that comes again and again")


def _speaks(text: str) -> bool:
    """Says who speaks next, as in an interview."""
    return text.endswith((":", "?")) or shapes.is_name(text)
