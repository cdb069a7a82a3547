"""Live coverage: entries under each other, each opened by its clock."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from scrapers.extract.outline import Outline

_CLOCK = re.compile(r"\d{1,2} ?[:hg] ?\d\d(?: ?'| ?phút)?")
_LONGEST = 9  # characters of a clock: "18:30 phút" begins a sentence
_ENTRIES = 3
_MANY = 300  # clocks that are looked at
_SAYS = 60  # of prose: what an entry says at least


def feed(outline: Outline, prose: Sequence[float], linked: Sequence[int], top: int) -> int:
    """The box round `top` whose parts each begin with a clock and say something; `top` where there is none."""
    found = (p for p in outline.pieces if len(p.text) <= _LONGEST and _CLOCK.fullmatch(p.text))
    clocks = list(islice(found, _MANY))
    if top < 0 or len(clocks) < _ENTRIES:
        return top
    entries: defaultdict[int, set[int]] = defaultdict(set)
    for piece in clocks:
        box = piece.box
        while box > 0:
            outer = outline.boxes[box].parent
            if prose[box] >= _SAYS and linked[box] < 0.3 * prose[box]:
                entries[outer].add(box)
            box = outer
    box = top
    while box > 0:
        if len(entries[box]) >= _ENTRIES:
            return box
        box = outline.boxes[box].parent
    return top
