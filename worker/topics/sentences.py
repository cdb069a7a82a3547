"""A text cut into sentences that know where they stand. Pure."""

import re
from collections.abc import Iterator

_MARK = re.compile(r"[.!?…;|\n]+[\"'”’)\]]*")
_NEXT = re.compile(r"\s+[\"'“‘(\[]?[A-ZÀ-ỸĐ\d]")
_SHORT = re.compile(r"(?:\b[A-ZĐ]|\bTP|\bTS|\bTh|\bThS|\bPGS|\bGS|\bSt)$")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of NFC `text` as (start, end), without the space around them.

    A full stop ends one before a capital or a figure, unless it belongs to an initial or a title
    ("V. Putin", "TP. HCM"); a line end, "; " and "| " always do (round-ups join their items so).
    """
    start = 0
    for match in _MARK.finditer(text):
        mark = match[0][0]
        if _ends(text, match, mark):
            yield from _trimmed(text, start, match.start() if mark in ";|\n" else match.end())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _ends(text: str, match: re.Match[str], mark: str) -> bool:
    if "\n" in match[0]:
        return True
    if mark in ";|":
        return text[match.end() : match.end() + 1].isspace()
    if _NEXT.match(text, match.end()) is None:
        return False
    return match[0] != "." or _SHORT.search(text, max(0, match.start() - 5), match.start()) is None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        start += piece.index(bare)
        yield start, start + len(bare)
