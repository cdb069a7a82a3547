"""A page laid out for the rules: its boxes with their sums, its pieces, the article's box, the title."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from scrapers.extract import hints
from scrapers.extract.container import Tree, is_below
from scrapers.extract.outline import Outline
from scrapers.extract.piece import Piece

_PROSE = 20  # of weight: a sentence of forty letters
_BEFORE_TITLE = 0.1  # of the prose: with more before it, it is not the title of this text
_SMALL = 0.4  # of the article's prose: a box that holds more is the article, whatever it is called


class Sheet:
    """`first` to `last` are the pieces between the borders of the article's box `top`."""

    def __init__(self, outline: Outline, tree: Tree, top: int, title_at: int) -> None:
        self.boxes, self.pieces, self.tree = outline.boxes, outline.pieces, tree
        self.top, self.title_at = top, title_at
        inside = [i for i, p in enumerate(self.pieces) if is_below(self.boxes, p.box, top)]
        self.first, self.last = (inside[0], inside[-1]) if inside else (0, -1)
        self.whole = max(tree.prose[top], 1.0)
        if self.first <= title_at < self.last:
            self.first = self._text_begins()
        self.round_all = set(_upwards(self, top))
        self._against = dict.fromkeys((-1, *self.round_all), "")
        shown = self.pieces[title_at].box if title_at >= 0 else -1
        self.round_title = set(_upwards(self, shown))

    def _text_begins(self) -> int:
        """The first piece of prose behind a title that stands in the article's box."""
        weights = self.tree.weights
        if sum(weights[self.first : self.title_at]) > _BEFORE_TITLE * self.whole:
            return self.first
        later = range(self.title_at + 1, self.last + 1)
        return next((i for i in later if weights[i] >= _PROSE), self.title_at + 1)

    @property
    def inside(self) -> Sequence[Piece]:
        return self.pieces[self.first : self.last + 1]

    @property
    def between(self) -> Sequence[Piece]:
        """The pieces between the title and the article's box."""
        return self.pieces[self.title_at + 1 : self.first] if self.title_at >= 0 else ()

    def chain(self, piece: Piece) -> list[int]:
        """The boxes round a piece, nearest first, up to (not with) the first that holds the article."""
        chain = []
        for box in _upwards(self, piece.box):
            if box in self.round_all:
                break
            chain.append(box)
        return chain

    def against(self, box: int) -> str:
        """What speaks against text in the names of a box or the nearest one round it, up to the article; else ""."""
        unknown = []
        while box not in self._against:
            unknown.append(box)
            box = self.boxes[box].parent
        found = self._against[box]
        for box in reversed(unknown):
            kind = self.boxes[box].kind
            found = self._against[box] = kind if kind in hints.AGAINST else found
        return found

    def kinds(self, piece: Piece) -> list[str]:
        """What the names of the boxes round a piece hint at, nearest first; not of those that hold the title too."""
        return [self.boxes[box].kind for box in self.chain(piece) if box not in self.round_title]

    def is_worn(self, names: str) -> bool:
        """Boxes of these names hold much of the text: what they are called says nothing."""
        held = sum(
            self.tree.prose[number]
            for number in range(self.top + 1, len(self.boxes))
            if self.boxes[number].names == names
            and self.tree.linked[number] < 0.1 * self.tree.chars[number]
            and is_below(self.boxes, number, self.top)
        )
        return held >= _SMALL * self.whole

    @cached_property
    def usual(self) -> tuple[str, str]:
        """Tag and names of the boxes in which most of the text's prose stands."""
        held: Counter[tuple[str, str]] = Counter()
        for i in range(self.first, self.last + 1):
            box = self.boxes[self.pieces[i].box]
            held[box.tag, box.names] += round(self.tree.weights[i])
        return max(held, key=held.__getitem__, default=("", ""))

    def is_set_apart(self, piece: Piece) -> bool:
        """Its element bears names of its own, which the text's usual paragraphs do not."""
        box = self.boxes[piece.box]
        return bool(box.names.strip()) and (box.tag, box.names) != self.usual

    def density(self, box: int) -> float:
        """The share of a box's letters that stand in links."""
        return self.tree.linked[box] / max(self.tree.chars[box], 1)

    def small(self, box: int) -> bool:
        return self.tree.prose[box] < _SMALL * self.whole


def _upwards(sheet: Sheet, box: int) -> Iterator[int]:
    while box >= 0:
        yield box
        box = sheet.boxes[box].parent
