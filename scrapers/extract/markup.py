"""A parsed page to boxes and pieces, in one walk.

Every block element is a box; every run of text between block borders and line breaks is a piece.
Inline elements leave their mark on the piece: links, bold, italics.
"""

from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.errors import BadPage
from scrapers.extract import guard, hints
from scrapers.extract.piece import Piece
from scrapers.text import clean

_SKIPPED = (
    "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select", "option",
    "button", "textarea", "canvas", "map", "datalist", "math", "dialog", "audio", "-comment", "-cdata", "-doctype",
)  # fmt: skip
_INLINE = (
    "abbr", "acronym", "bdi", "bdo", "code", "data", "del", "dfn", "ins", "kbd", "label", "nobr", "q", "rp", "rt",
    "ruby", "samp", "span", "tt", "var", "wbr",
)  # fmt: skip
_BOLD = ("b", "strong")
_ITALIC = ("i", "em", "cite")
_PLAIN = ("font", "u", "s", "strike", "sub", "sup", "small", "big", "mark")
_PICTURES = ("img", "picture", "video", "amp-img", "amp-video", "source", "input")
_SPLITTING_HINTS = frozenset({"lead", "caption", "date", "byline"})
_MENUS = frozenset({"nav", "share"})
_LONGEST_MENU = 300  # characters shown of a menu
_TOO_LONG_FOR_A_MENU = 2500
_DEEPEST = 200
_MOST_BOXES = 12_000


@dataclass(slots=True)
class Box:
    """A block element: its parent's number, tag, classes and what they hint at."""

    parent: int
    tag: str
    names: str = ""
    kind: str = ""
    node: LexborNode | None = None
    schema: str = ""


@dataclass(slots=True)
class Outline:
    boxes: list[Box]
    pieces: list[Piece]


# What a text inherits from the elements round it: its box, its link (-1: none), bold, italic.
_State = tuple[int, int, bool, bool]


def outline(root: LexborNode) -> Outline:
    """The boxes and pieces below `root`, in document order. Raises BadPage(code="too_many_blocks")."""
    return _Walk().through(root)


class _Walk:
    """`run` holds the texts, each with its state, of the piece that is being gathered in `box`."""

    def __init__(self) -> None:
        self.boxes: list[Box] = [Box(-1, "root")]
        self.depths = [0]
        self.pieces: list[Piece] = []
        self.hrefs: list[str] = []
        self.run: list[tuple[str, _State]] = []
        self.box = 0
        self.image = False
        self.characters = 0

    def through(self, root: LexborNode) -> Outline:
        """Depth first with a stack of our own: whole subtrees are left out without a look.

        Siblings are gone through in the inner loop; the stack holds where to go on after a subtree.
        """
        nothing: _State = (0, -1, False, False)
        state = _WAYS.get(root.tag, _block)(self, root, nothing)
        stack = [(root.child, state)] if state else []
        while stack:
            node, state = stack.pop()
            while node is not None:
                tag = node.tag
                following = node.next
                if tag == "-text":
                    text = node.text_content
                    if text and (self.run or not text.isspace()):
                        self.text(text, state)
                else:
                    below = _WAYS.get(tag, _block)(self, node, state)
                    if below and (first := node.child) is not None:
                        if following is not None:
                            stack.append((following, state))
                        following, state = first, below
                node = following
        self.flush()
        return Outline(self.boxes, self.pieces)

    def text(self, text: str, state: _State) -> None:
        if not self.run or self.box != state[0]:
            if text.isspace():
                return
            self.flush()
            self.box = state[0]
        elif _begins_a_word(text) and _ends_a_word(self.run[-1][0]):
            text = " " + text  # parted by a style sheet: <span>Hà Nội</span>Bị cáo …
        self.run.append((text, state))

    def flush(self) -> None:
        """The piece that was gathered, if any, is whole."""
        if not self.run:
            return
        run, self.run = self.run, []
        if len(run) == 1:
            printed, (_, link, bold, italic) = run[0]
        else:
            printed = "".join([part for part, _ in run])
            link, bold, italic = _shared(run, len(printed))
        self.characters += len(printed)
        guard.check_text(self.characters)
        text = clean(printed)
        if not text:
            return
        links: list[tuple[str, str]] = []
        linked = 0
        if link >= 0:
            links, linked = [(text, self.hrefs[link])], len(text)
        elif link == _SEVERAL:
            links = _links(run, self.hrefs)
            linked = sum([len(name) for name, _ in links])
        tag = self.boxes[self.box].tag
        self.pieces.append(Piece(text, tag, self.box, linked, links, bold, italic, self.image))
        self.image = False

    def whole(self, node: LexborNode, tag: str, names: str, state: _State) -> bool:
        """Menus and footers are one piece each, unless a forgotten closing tag let the page slip in."""
        self.flush()
        text = clean(node.text(separator=" ", skip_empty=True))
        if len(text) > _TOO_LONG_FOR_A_MENU:
            return False
        if text:
            box = len(self.boxes)
            self.boxes.append(Box(state[0], tag, names, "nav", node))
            self.depths.append(0)
            why = "a menu" if tag == "ul" else f"the page's <{tag}>"
            shown = text[:_LONGEST_MENU]
            self.pieces.append(Piece(shown, tag, box, len(text), role="nav", why=why))
        return True


def _begins_a_word(text: str) -> bool:
    """A capital, or a moment ("08/12/2025"); not the square of "m²"."""
    return text[0].isupper() or (text[0].isdigit() and len(text) > 4)


def _ends_a_word(part: str) -> bool:
    """A small letter or a number ("09:31"), not the one figure of a formula ("CO2")."""
    return part[-1].islower() or (len(part) > 1 and part[-2:].isdigit())


_UNKNOWN = -3
_SEVERAL = -2  # links in one run, or a link and other text


def _shared(run: list[tuple[str, _State]], size: int) -> tuple[int, bool, bool]:
    """The link round all words of a run, or `_SEVERAL`; is nearly all of it bold; is it italic?"""
    link, bold, italic = _UNKNOWN, 0, 0
    for part, (_, number, is_bold, is_italic) in run:
        if is_bold:
            bold += len(part)
        if is_italic:
            italic += len(part)
        if number != link and not part.isspace():
            link = number if link == _UNKNOWN else _SEVERAL
    return link, bold * 10 > size * 8, italic * 10 > size * 8


def _links(run: list[tuple[str, _State]], hrefs: list[str]) -> list[tuple[str, str]]:
    """Name and address of the links in a run."""
    parts: dict[int, list[str]] = {}
    for part, (_, number, _, _) in run:
        if number >= 0:
            parts.setdefault(number, []).append(part)
    named = [(clean("".join(of_one)), hrefs[number]) for number, of_one in parts.items()]
    return [(name, url) for name, url in named if name]


# The ways of a tag: each says what the texts in an element inherit, None where nothing in it is looked at.


def _block(walk: _Walk, node: LexborNode, state: _State) -> _State | None:
    """Every element of which nothing else is known: a box; very deep ones stand beside each other."""
    attributes = node.attributes
    names = kind = schema = ""
    if attributes:
        if _is_hidden(attributes):
            return None
        names, kind, schema = _names(attributes)
    if walk.run:
        walk.flush()
    parent, link, bold, italic = state
    number, depth = len(walk.boxes), walk.depths[parent] + 1
    if number >= _MOST_BOXES:
        raise BadPage(f"the page has more than {_MOST_BOXES:,} blocks", code="too_many_blocks")
    if depth > _DEEPEST:  # lest every climb be long
        depth, parent = _DEEPEST, walk.boxes[parent].parent
    walk.boxes.append(Box(parent, node.tag or "-", names, kind, node, schema))
    walk.depths.append(depth)
    return (number, link, bold, italic)


def _inline(walk: _Walk, node: LexborNode, state: _State) -> _State | None:
    """Part of the text, unless its name says that it is a lead, a caption, a date or an author."""
    attributes = node.attributes
    if not attributes:
        return state
    if _is_hidden(attributes):
        return None
    return _block(walk, node, state) if _names(attributes)[1] in _SPLITTING_HINTS else state


def _link(walk: _Walk, node: LexborNode, state: _State) -> _State | None:
    attributes = node.attributes
    if _is_hidden(attributes):
        return None
    href = attributes.get("href")
    if not href:
        return state
    walk.hrefs.append(href)
    return (state[0], len(walk.hrefs) - 1, *state[2:])


def _time(_: _Walk, node: LexborNode, state: _State) -> _State | None:
    return None if _is_hidden(node.attributes) else state


def _figure(walk: _Walk, node: LexborNode, state: _State) -> _State | None:
    below = _block(walk, node, state)
    walk.image |= below is not None
    return below


def _list(walk: _Walk, node: LexborNode, state: _State) -> _State | None:
    """Lists that are called menus are shown as one piece."""
    attributes = node.attributes
    if attributes and not _is_hidden(attributes):
        names, kind, _ = _names(attributes)
        if kind in _MENUS and walk.whole(node, "ul", names, state):
            return None
    return _block(walk, node, state)


def _menu(walk: _Walk, node: LexborNode, state: _State) -> _State | None:
    attributes = node.attributes
    if _is_hidden(attributes) or walk.whole(node, node.tag or "-", _names(attributes)[0], state):
        return None
    return _block(walk, node, state)


def _bold(_: _Walk, __: LexborNode, state: _State) -> _State:
    return state if state[2] else (state[0], state[1], True, state[3])


def _italic(_: _Walk, __: LexborNode, state: _State) -> _State:
    return state if state[3] else (state[0], state[1], state[2], True)


def _plain(_: _Walk, __: LexborNode, state: _State) -> _State:
    return state


def _skipped(*_: object) -> None:
    return None


def _break(walk: _Walk, *_: object) -> None:
    """Line breaks end a piece."""
    walk.flush()


def _picture(walk: _Walk, *_: object) -> None:
    """Remembered for the piece after it."""
    walk.image = True


_Way = Callable[[_Walk, LexborNode, _State], _State | None]
_WAYS: dict[str | None, _Way] = {
    "a": _link,
    "time": _time,
    "figure": _figure,
    "ul": _list,
    **dict.fromkeys(("nav", "footer"), _menu),
    **dict.fromkeys(_INLINE, _inline),
    **dict.fromkeys(_BOLD, _bold),
    **dict.fromkeys(_ITALIC, _italic),
    **dict.fromkeys(_PLAIN, _plain),
    **dict.fromkeys(("br", "hr"), _break),
    **dict.fromkeys(_PICTURES, _picture),
    **dict.fromkeys(_SKIPPED, _skipped),
}


def _names(attributes: dict[str, str | None]) -> tuple[str, str, str]:
    """All that an element is called (classes, id, itemprop), what it hints at, and its itemprop alone."""
    classes, name = attributes.get("class"), attributes.get("id")
    schema = attributes.get("itemprop")
    if not (classes or name or schema):
        return "", "", ""
    names = f"{classes or ''} {name or ''} {schema or ''}"
    return names, hints.kind(names), schema or ""


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    style = attributes.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


def parse(content: bytes | str) -> LexborHTMLParser:
    return LexborHTMLParser(content)
