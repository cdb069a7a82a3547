"""Near copies: how much of one text stands in another. Pure.

A text is the set of its runs of four syllables (shingles), spelling and marks apart. The sketch keeps the
smallest hashes of that set; two sketches tell which share of the shorter text the longer one holds, so half
an article among another paper's furniture is found, where SimHash and the Jaccard index see two texts.
"""

import re
from bisect import bisect_right
from zlib import crc32

from scrapers.text import fold, nfc

SHINGLE = 4
KEPT = 256
ENOUGH = 8  # shared shingles; fewer are a phrase, not a copy

_WORD = re.compile(r"[^\W_]+")


def sketch(text: str) -> tuple[int, ...]:
    """The up to 256 smallest shingle hashes of `text`, ascending; () for a text under four syllables."""
    words = _WORD.findall(fold(nfc(text)))
    shingles = {
        crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in range(len(words) - SHINGLE + 1)
    }
    return tuple(sorted(shingles)[:KEPT])


def containment(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The share (0..1) of the smaller text that is in the other one; 0.0 where too little is shared."""
    if not one or not other:
        return 0.0
    bound = min(sample[-1] if len(sample) == KEPT else 1 << 32 for sample in (one, other))
    left = set(one[: bisect_right(one, bound)])
    right = set(other[: bisect_right(other, bound)])
    shared = len(left & right)
    return shared / min(len(left), len(right)) if shared >= ENOUGH else 0.0
