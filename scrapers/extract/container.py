"""Where on the page the article is: the box that holds its paragraphs.

1. Every piece has a weight of prose: long, few links, ended as sentences end.
2. Each paragraph votes for the box round it, less for the boxes further out (as Readability does).
3. What schema.org or the classes say, and the place of the title, raise or lower a box.
4. The winner grows while its neighbours are prose as well (a body in two halves).
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scrapers.extract import live, shapes
from scrapers.extract.outline import Box, Outline
from scrapers.extract.piece import Piece

_VOTES = (1.0, 0.6, 0.25, 0.1)
_FACTOR = {
    "body": 1.4,
    "comment": 0.15,
    "related": 0.6,
    "nav": 0.6,
    "promo": 0.6,
    "caption": 0.5,
    "lead": 0.7,
}
_TAG_FACTOR = {"footer": 0.1, "nav": 0.1, "aside": 0.4, "header": 0.5, "article": 1.2, "main": 1.05}


@dataclass(slots=True)
class Tree:
    """Sums over every box and what is below it; `weights` are the pieces' own shares of the prose."""

    boxes: Sequence[Box]
    weights: list[float]
    prose: list[float]
    chars: list[int]
    linked: list[int]


def prose(piece: Piece) -> float:
    """How much of an article's text a piece is, in characters."""
    size = len(piece.text)
    if size < 25 or piece.linked > 0.4 * size:
        return 0.0
    own = size - 2.0 * piece.linked
    if size >= 80:
        return own if shapes.is_sentence(piece.text) or size > 200 else own * 0.5
    return own * (0.5 if shapes.is_sentence(piece.text) else 0.15)


def sums(outline: Outline) -> Tree:
    count = len(outline.boxes)
    weights = [prose(piece) for piece in outline.pieces]
    sizes, chars, linked = [0.0] * count, [0] * count, [0] * count
    for piece, weight in zip(outline.pieces, weights, strict=True):
        sizes[piece.box] += weight
        chars[piece.box] += len(piece.text)
        linked[piece.box] += piece.linked
    for i in range(count - 1, 0, -1):
        if chars[i]:
            parent = outline.boxes[i].parent
            sizes[parent] += sizes[i]
            chars[parent] += chars[i]
            linked[parent] += linked[i]
    return Tree(outline.boxes, weights, sizes, chars, linked)


def find(outline: Outline, tree: Tree, title_at: int, voters: Collection[int] | None = None) -> int:
    """The number of the box that holds the article's paragraphs; -1 where there is no prose.

    `title_at` is the number of the piece that is the title, -1 where it is not known; `voters` are the numbers of the
    pieces that have a voice, None: all.
    """
    votes = _votes(outline, tree, title_at, voters)
    if not votes:
        return -1
    outer: dict[int, float] = {}
    best = max(votes, key=lambda box: votes[box] * _factor(tree, box, outer))
    return live.feed(outline, tree.prose, tree.linked, _grown(tree, best))


_NEAR = 10  # pieces below the title: a stamp, a name, buttons, a lead, links before the text


_FEW_LINKS = 0.1  # of its letters


def below_title(outline: Outline, title_at: int) -> range:
    """The numbers of the pieces right below the title."""
    return range(title_at + 1, min(title_at + 1 + _NEAR, len(outline.pieces)))


def is_plainly_text(outline: Outline, tree: Tree, top: int, title_at: int) -> bool:
    """A paragraph of the box stands right below the title, and little of the box is links."""
    return tree.linked[top] <= _FEW_LINKS * tree.chars[top] and any(
        tree.weights[i] > 0 and is_below(outline.boxes, outline.pieces[i].box, top)
        for i in below_title(outline, title_at)
    )


def _votes(
    outline: Outline, tree: Tree, title_at: int, voters: Collection[int] | None
) -> dict[int, float]:
    votes: dict[int, float] = {}
    count = Counter(piece.box for piece in outline.pieces)
    rows = _rows(outline, tree)
    for i, own in enumerate(tree.weights):
        if own <= 0 or (voters is not None and i not in voters):
            continue
        piece = outline.pieces[i]
        weight = 0.3 * own if i < title_at else own
        box = rows.get(i, -1)
        if box < 0:
            box = _round(outline.boxes, piece, alone=count[piece.box] < 3)
        for share in _VOTES:
            if box < 0:
                break
            votes[box] = votes.get(box, 0.0) + share * weight
            box = _above(outline.boxes, box)
    return votes


_ROWS = 3  # paragraphs, each in wrappers of its own, below one box: that is how its rows are built


def _rows(outline: Outline, tree: Tree) -> dict[int, int]:
    """For paragraphs that each stand alone in wrappers, by their number: the box that holds all of them."""
    held = {}
    for i, own in enumerate(tree.weights):
        if own > 0:
            piece = outline.pieces[i]
            box, size = piece.box, len(piece.text)
            while box > 0 and tree.chars[box] == size:
                box = outline.boxes[box].parent
            if box != piece.box:
                held[i] = box
    count = Counter(held.values())
    return {i: box for i, box in held.items() if box > 0 and count[box] >= _ROWS}


_HALF = 0.12  # of the prose already found: what a half of the body adds at least
_OF_ONE = frozenset({"article", "li"})
_PAGE = frozenset({"body", "html"})
_THROUGH = frozenset({"tr", "tbody", "thead", "tfoot", "table", "figure"})
_PARAGRAPH = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "blockquote",
        "dd",
        "dt",
        "pre",
        "figcaption",
        "span",
        "font",
        "strong",
        "em",
        "b",
        "i",
        "center",
    ]
)
_CELL = frozenset({"td", "th"})


def _round(boxes: Sequence[Box], piece: Piece, *, alone: bool) -> int:
    """The box a paragraph stands in; a div that holds text itself (div and br) is that box."""
    box = piece.box
    tag = boxes[box].tag
    return _above(boxes, box) if tag in _PARAGRAPH or (alone and tag in _CELL) else box


def _above(boxes: Sequence[Box], box: int) -> int:
    """The next box outwards; the rows and tables round a cell count as one step."""
    box = boxes[box].parent
    while box > 0 and boxes[box].tag in _THROUGH:
        box = boxes[box].parent
    return box


def _factor(tree: Tree, box: int, outer: dict[int, float]) -> float:
    """What its names, its links and the boxes round it make of a box; `outer` remembers the latter."""
    one = tree.boxes[box]
    factor = 2.0 if one.schema == "articleBody" else 1.0
    density = tree.linked[box] / max(tree.chars[box], 1)
    factor *= max(1.0 - density, 0.05)
    factor *= _FACTOR.get(one.kind, 1.0) * _TAG_FACTOR.get(one.tag, 1.0)
    return factor * _factor_outside(tree, one.parent, outer)


def _factor_outside(tree: Tree, box: int, outer: dict[int, float]) -> float:
    """The share of all boxes from `box` outwards: comments, footers, asides."""
    boxes, unknown = tree.boxes, []
    while box >= 0 and box not in outer:
        unknown.append(box)
        box = boxes[box].parent
    factor = outer[box] if box >= 0 else 1.0
    for inner in reversed(unknown):
        one = boxes[inner]
        if one.kind == "comment":
            factor *= _FACTOR["comment"]
        if one.tag != "article":
            factor *= _TAG_FACTOR.get(one.tag, 1.0)
        outer[inner] = factor
    return factor


def _grown(tree: Tree, box: int) -> int:
    """A box further out instead, while it adds prose of its own kind (a body in several halves)."""
    outer = _next_out(tree, box)
    while outer >= 0:
        box, outer = outer, _next_out(tree, outer)
    return box


def _next_out(tree: Tree, box: int) -> int:
    """The parent, if it adds prose of its own kind; else the box round all halves of the body. -1 for none."""
    parent = tree.boxes[box].parent
    if parent <= 0 or tree.boxes[parent].tag in _PAGE:
        return -1
    return parent if _adds_prose(tree, box, parent) else _round_halves(tree, box)


def _adds_prose(tree: Tree, box: int, outer: int) -> bool:
    """Few links, no heading of another story."""
    gain = tree.prose[outer] - tree.prose[box]
    added = tree.chars[outer] - tree.chars[box]
    links = tree.linked[outer] - tree.linked[box]
    return gain >= _HALF * tree.prose[box] and links <= 0.18 * added and gain >= 0.5 * added


def _round_halves(tree: Tree, box: int) -> int:
    """The nearest box of the article that holds more boxes called as one round the text is, and prose in them.

    A thread's posts and a blog's entries are built alike too, but each is an element of its own.
    """
    called: set[tuple[str, str]] = set()
    at = box
    while tree.boxes[at].tag not in _OF_ONE:
        if tree.boxes[at].names:
            called.add((tree.boxes[at].tag, tree.boxes[at].names))
        outer = tree.boxes[at].parent
        if outer <= 0 or tree.boxes[outer].tag in _PAGE:
            return -1
        more = tree.prose[outer] - tree.prose[at] >= _HALF * tree.prose[box]
        if more and _is_in_article(tree.boxes, outer) and _halves(tree, at, outer, called):
            return outer
        at = outer
    return -1


def _halves(tree: Tree, known: int, outer: int, called: set[tuple[str, str]]) -> bool:
    """Boxes below `outer`, beside `known`, are called so and hold prose and few links."""
    boxes = tree.boxes
    alike = [
        i
        for i in range(outer + 1, len(boxes))
        if tree.prose[i] > 0
        and (boxes[i].tag, boxes[i].names) in called
        and tree.linked[i] < 0.3 * tree.chars[i]
        and is_below(boxes, i, outer)
        and not is_below(boxes, i, known)
    ]
    return any(tree.prose[i] >= _HALF * tree.prose[known] for i in alike)


def _is_in_article(boxes: Sequence[Box], box: int) -> bool:
    while box >= 0:
        one = boxes[box]
        if one.tag == "article" or one.kind == "body" or one.schema == "articleBody":
            return True
        box = one.parent
    return False


def is_below(boxes: Sequence[Box], box: int, top: int) -> bool:
    while box > top:
        box = boxes[box].parent
    return box == top
