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
    """`live`: the page calls itself a live blog. `first` to `last` are the pieces between the borders of the article's box `top`."""

    def __init__(
        self, outline: Outline, tree: Tree, top: int, title_at: int, *, live: bool = False
    ) -> None:
        self.live = live
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

    @cached_property
    def inside(self) -> Sequence[Piece]:
        return self.pieces[self.first : self.last + 1]

    @cached_property
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
        return self._prose_by_names.get(names, 0.0) >= _SMALL * self.whole

    @cached_property
    def _prose_by_names(self) -> dict[str, float]:
        """What the article's boxes that hold few links hold of its prose, by what they are called."""
        held: dict[str, float] = {}
        tree = self.tree
        for number in range(self.top + 1, len(self.boxes)):
            prose = tree.prose[number]
            few = prose > 0 and tree.linked[number] < 0.1 * tree.chars[number]
            if few and is_below(self.boxes, number, self.top):
                names = self.boxes[number].names
                held[names] = held.get(names, 0.0) + prose
        return held

    def held(self, number: int, first: int, last: int) -> list[Piece]:
        """Those of the pieces `first` to `last` that stand in a box."""
        begin, end = self.spans[number]
        near = self.pieces[max(begin, first) : min(end, last) + 1]
        return [piece for piece in near if is_below(self.boxes, piece.box, number)]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """For every box, its first and its last piece: in the order of the page, nearly all between are its own."""
        begins, ends = [len(self.pieces)] * len(self.boxes), [-1] * len(self.boxes)
        for i, piece in enumerate(self.pieces):
            begins[piece.box] = min(begins[piece.box], i)
            ends[piece.box] = i
        for number in range(len(self.boxes) - 1, 0, -1):
            parent = self.boxes[number].parent
            begins[parent] = min(begins[parent], begins[number])
            ends[parent] = max(ends[parent], ends[number])
        return list(zip(begins, ends, strict=True))

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
