"""A text cut into sentences that know where they stand. Pure."""

import re
from collections.abc import Iterator

_END = re.compile(
    r"""(?<!\b[A-ZĐ])(?<!\bTP)(?<!\bTS)(?<!\bTh)(?<!\bÔng)   # initials and titles end no sentence
        [.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]?[A-ZÀ-ỸĐ\d])        # a full stop before a capital
        |[;|]\s                                                # round-ups join their items so
        |\n+""",
    re.VERBOSE,
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of NFC `text` as (start, end), without the space around them."""
    start = 0
    for match in _END.finditer(text):
        end = match.end() if text[match.start()] not in ";|\n" else match.start()
        yield from _trimmed(text, start, end)
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        start += piece.index(bare)
        yield start, start + len(bare)
