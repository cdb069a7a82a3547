"""A parsed page to boxes and pieces, in one walk.

Every block element is a box; every run of text between block borders and line breaks is a piece.
Inline elements leave their mark on the piece: links, bold, italics.
"""

from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.errors import BadPage
from scrapers.extract import guard, hints
from scrapers.extract.piece import Piece
from scrapers.text import clean

_SKIPPED = frozenset({
    "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select", "option",
    "button", "textarea", "canvas", "map", "datalist", "math", "dialog", "audio",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "bdi", "bdo", "code", "data", "del", "dfn", "ins", "kbd", "label", "nobr", "q", "rp", "rt",
    "ruby", "samp", "span", "time", "tt", "var", "wbr",
})  # fmt: skip
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em", "cite"})
_PLAIN_INLINE = _BOLD | _ITALIC | {"font", "u", "s", "strike", "sub", "sup", "small", "big", "mark"}
_BLANK = frozenset({
    "br", "hr", "img", "picture", "video", "amp-img", "amp-video", "source", "input", "-comment", "-cdata", "-doctype",
})  # fmt: skip
_SPLITTING_HINTS = frozenset({"lead", "caption", "date", "byline"})
_NEVER_SPLITTING = frozenset({"a", "time"})
_COARSE = frozenset({"nav", "footer"})
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


class _State(NamedTuple):
    """What a text inherits from the elements round it."""

    box: int
    link: int = -1
    bold: bool = False
    italic: bool = False
    depth: int = 0


class _Run:
    """The piece that is being gathered."""

    __slots__ = ("bold", "box", "chars", "italic", "links", "parts")

    def __init__(self, box: int) -> None:
        self.box = box
        self.parts: list[str] = []
        self.links: dict[int, list[str]] = {}
        self.bold = self.italic = self.chars = 0


def outline(root: LexborNode) -> Outline:
    """The boxes and pieces below `root`, in document order. Raises BadPage(code="too_many_blocks")."""
    return _Walk().run(root)


class _Walk:
    def __init__(self) -> None:
        self.boxes: list[Box] = [Box(-1, "root")]
        self.pieces: list[Piece] = []
        self.hrefs: list[str] = []
        self.now = _Run(0)
        self.image = False
        self.characters = 0

    def run(self, root: LexborNode) -> Outline:
        """Depth first with a stack of our own: whole subtrees are left out without a look.

        Siblings are gone through in the inner loop; the stack holds where to go on after a subtree.
        """
        state = self.element(root, root.tag or "-", _State(0))
        stack = [(root.child, state)] if state else []
        while stack:
            node, state = stack.pop()
            while node is not None:
                tag = node.tag
                following = node.next
                if tag == "-text":
                    text = node.text_content
                    if text:
                        self.text(text, state)
                elif tag in _BLANK:
                    self.blank(tag)
                elif tag not in _SKIPPED:
                    first = node.child
                    below = self.element(node, tag or "-", state)
                    if below is not None and first is not None:
                        if following is not None:
                            stack.append((following, state))
                        following, state = first, below
                node = following
        self.flush()
        return Outline(self.boxes, self.pieces)

    def text(self, text: str, state: _State) -> None:
        now = self.now
        if now.box != state.box or not now.parts:
            if text.isspace():
                return
            if now.parts:
                self.flush()
            now = self.now = _Run(state.box)
        elif text[0].isupper() and _ends_a_word(now.parts[-1]):
            now.parts.append(" ")  # parted by a style sheet: <span>Hà Nội</span>Bị cáo …
        now.parts.append(text)
        size = len(text)
        self.characters += size
        now.chars += size
        if state.link >= 0:
            now.links.setdefault(state.link, []).append(text)
        if state.bold:
            now.bold += size
        if state.italic:
            now.italic += size

    def blank(self, tag: str | None) -> None:
        """Line breaks end a piece; pictures are remembered for the piece after them."""
        if tag == "br" or tag == "hr":
            self.flush()
        elif tag != "-comment":
            self.image = True

    def element(self, node: LexborNode, tag: str, state: _State) -> _State | None:
        """What the texts in an element inherit, None where nothing in it is looked at."""
        if tag in _PLAIN_INLINE:
            return _inline(tag, state)
        attributes = node.attributes
        names = kind = schema = ""
        if attributes:
            if ("hidden" in attributes or "style" in attributes) and _is_hidden(attributes):
                return None
            schema = attributes.get("itemprop") or ""
            classes, name = attributes.get("class"), attributes.get("id")
            if classes or name or schema:
                names = f"{classes or ''} {name or ''} {schema}"
                kind = hints.kind(names)
        if (tag in _COARSE or (tag == "ul" and kind in _MENUS)) and self.whole(
            node, tag, names, state
        ):
            return None
        if tag in _INLINE and (kind not in _SPLITTING_HINTS or tag in _NEVER_SPLITTING):
            return self.link(attributes, state) if tag == "a" else state
        if self.now.parts:
            self.flush()
        return self.open(Box(state.box, tag, names, kind, node, schema), state)

    def whole(self, node: LexborNode, tag: str, names: str, state: _State) -> bool:
        """Menus and footers are one piece each, unless a forgotten closing tag let the page slip in."""
        self.flush()
        text = clean(node.text(separator=" "))
        if len(text) > _TOO_LONG_FOR_A_MENU:
            return False
        if text:
            self.boxes.append(Box(state.box, tag, names, "nav", node))
            box = len(self.boxes) - 1
            piece = Piece(text[:_LONGEST_MENU], tag, box, len(text))
            piece.is_("nav", f"the page's <{tag}>" if tag in _COARSE else "a menu")
            self.pieces.append(piece)
        return True

    def open(self, box: Box, state: _State) -> _State:
        """A box of its own; very deep ones stand beside each other, lest every climb be long."""
        depth = state.depth + 1
        if depth > _DEEPEST:
            depth, box.parent = _DEEPEST, self.boxes[state.box].parent
        number = len(self.boxes)
        self.boxes.append(box)
        if number >= _MOST_BOXES:
            raise BadPage(f"the page has more than {_MOST_BOXES:,} blocks", code="too_many_blocks")
        if box.tag == "figure":
            self.image = True
        return _State(number, state.link, state.bold, state.italic, depth)

    def link(self, attributes: dict[str, str | None], state: _State) -> _State:
        href = attributes.get("href")
        if not href:
            return state
        self.hrefs.append(href)
        return _State(state.box, len(self.hrefs) - 1, state.bold, state.italic, state.depth)

    def flush(self) -> None:
        now = self.now
        if not now.parts:
            return
        guard.check_text(self.characters)
        self.now = _Run(-1)
        text = clean("".join(now.parts))
        if not text:
            return
        links = self.links(now, text) if now.links else []
        piece = Piece(
            text,
            tag=self.boxes[now.box].tag,
            box=now.box,
            linked=sum([len(name) for name, _ in links]) if links else 0,
            links=links,
            bold=now.bold * 10 > now.chars * 8,
            italic=now.italic * 10 > now.chars * 8,
            image=self.image,
        )
        self.pieces.append(piece)
        self.image = False

    def links(self, run: _Run, text: str) -> list[tuple[str, str]]:
        """Name and address of the links in a run; most often one link is the whole `text`."""
        if len(run.links) == 1:
            [(number, parts)] = run.links.items()
            if parts == run.parts:
                return [(text, self.hrefs[number])]
        named = ((clean("".join(parts)), self.hrefs[i]) for i, parts in run.links.items())
        return [(name, url) for name, url in named if name]


def _ends_a_word(part: str) -> bool:
    """A small letter or a number ("09:31"), not the one figure of a formula ("CO2")."""
    return part[-1].islower() or (len(part) > 1 and part[-2:].isdigit())


def _inline(tag: str, state: _State) -> _State:
    if tag in _BOLD:
        return state if state.bold else state._replace(bold=True)
    if tag in _ITALIC:
        return state if state.italic else state._replace(italic=True)
    return state


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    style = attributes.get("style") or ""
    return "display:none" in style.replace(" ", "").lower()


def parse(content: bytes | str) -> LexborHTMLParser:
    return LexborHTMLParser(content)
