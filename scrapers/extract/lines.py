"""Plain text to pieces: a line is a block without markup."""

from scrapers.extract import guard
from scrapers.extract.piece import Piece
from scrapers.text import clean


def pieces(text: str) -> list[Piece]:
    """One piece a line that says something, in order. Raises BadPage(code="too_many_lines")."""
    lines = text.splitlines()
    guard.check_lines(len(lines))
    guard.check_text(len(text))
    return [Piece(text) for line in lines if (text := clean(line))]
