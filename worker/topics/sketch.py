"""Near copies: how much of one text stands in another. Pure.

A text is the set of its runs of four syllables (shingles), spelling and marks apart. The sketch keeps the
smallest hashes of that set; two sketches tell which share of the shorter text the longer one holds, so half
an article among another paper's furniture is found, where SimHash and the Jaccard index see two texts.
"""

import re
from bisect import bisect_right
from zlib import crc32

from scrapers.text import fold, nfc

KEPT = 256
ENOUGH = 8  # shared shingles; fewer are a phrase, not a copy

_WORD = re.compile(r"[^\W_]+")
_ODD = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)  # one multiplier a place: order matters


def sketch(text: str) -> tuple[int, ...]:
    """The up to 256 smallest shingle hashes of `text`, ascending; () for a text under four syllables."""
    words = [crc32(word.encode()) for word in _WORD.findall(fold(nfc(text)))]
    a, b, c, d = _ODD
    shingles = {
        (one * a ^ two * b ^ three * c ^ four * d) >> 16 & 0xFFFFFFFF
        for one, two, three, four in zip(words, words[1:], words[2:], words[3:], strict=False)
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
