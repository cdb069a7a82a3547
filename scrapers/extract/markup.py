"""A parsed page to boxes and pieces, in one walk.

Every block element is a box; every run of text between block borders and line breaks is a piece.
Inline elements leave their mark on the piece: links, bold, italics.
"""

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.extract import hints
from scrapers.extract.piece import Piece
from scrapers.text import clean

_SKIPPED = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "select",
        "option",
        "button",
        "textarea",
        "canvas",
        "map",
        "datalist",
        "math",
        "dialog",
        "audio",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_IMAGES = frozenset(["img", "picture", "video", "figure", "amp-img", "amp-video"])
_BOLD = frozenset(["b", "strong"])
_ITALIC = frozenset(["i", "em", "cite"])
_SPLITTING_HINTS = frozenset({"lead", "caption", "date", "byline"})


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


@dataclass(slots=True)
class _State:
    """What a text inherits from the elements round it."""

    box: int
    link: int = -1
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class _Run:
    """The piece that is being gathered."""

    box: int = -1
    parts: list[str] = field(default_factory=list)
    links: dict[int, list[str]] = field(default_factory=dict)
    bold: int = 0
    italic: int = 0
    chars: int = 0
    image: bool = False


def outline(root: LexborNode) -> Outline:
    """The boxes and pieces below `root`, in document order."""
    return _Walk().run(root)


class _Walk:
    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.pieces: list[Piece] = []
        self.hrefs: list[str] = []
        self.states: dict[int, _State] = {}
        self.now = _Run()
        self.image = False

    def run(self, root: LexborNode) -> Outline:
        top = root.parent
        self.boxes.append(Box(-1, "root"))
        start = _State(0)
        if top is not None:
            self.states[top.mem_id] = start
        states = self.states
        for node in root.traverse(include_text=True):
            tag = node.tag or "-"
            parent = node.parent
            state = states.get(parent.mem_id) if parent is not None else start
            if state is None:
                continue
            if tag == "-text":
                self.text(node, state)
            elif tag[0] != "-" and tag not in _SKIPPED:
                self.element(node, tag, state)
        self.flush()
        return Outline(self.boxes, self.pieces)

    def text(self, node: LexborNode, state: _State) -> None:
        text = node.text_content
        if not text:
            return
        now = self.now
        if now.box != state.box:
            if text.isspace():
                return
            self.flush()
            now = self.now
            now.box = state.box
        if now.parts and text[0].isupper() and now.parts[-1][-1].islower():
            now.parts.append(" ")  # parted by a style sheet: <span>Hà Nội</span>Bị cáo …
        now.parts.append(text)
        size = len(text)
        now.chars += size
        if state.link >= 0:
            now.links.setdefault(state.link, []).append(text)
        if state.bold:
            now.bold += size
        if state.italic:
            now.italic += size

    def element(self, node: LexborNode, tag: str, state: _State) -> None:
        if tag == "br" or tag == "hr":
            self.flush()
            return
        if tag in _IMAGES:
            self.image = True
            if tag != "figure":
                return
        names = schema = ""
        attributes = node.attributes
        if attributes:
            if _is_hidden(attributes):
                return
            schema = attributes.get("itemprop") or ""
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {schema}"
        kind = hints.kind(names) if names else ""
        if tag in _INLINE and not (kind in _SPLITTING_HINTS and tag not in {"a", "time"}):
            self.states[node.mem_id] = self.inline(tag, attributes, state)
            return
        self.flush()
        self.boxes.append(Box(state.box, tag, names, kind, node, schema))
        self.states[node.mem_id] = _State(
            len(self.boxes) - 1,
            state.link,
            state.bold or tag in _BOLD,
            state.italic or tag in _ITALIC,
        )

    def inline(self, tag: str, attributes: dict[str, str | None], state: _State) -> _State:
        if tag == "a":
            href = attributes.get("href")
            if not href:
                return state
            self.hrefs.append(href)
            return _State(state.box, len(self.hrefs) - 1, state.bold, state.italic)
        if tag in _BOLD and not state.bold:
            return _State(state.box, state.link, True, state.italic)
        if tag in _ITALIC and not state.italic:
            return _State(state.box, state.link, state.bold, True)
        return state

    def flush(self) -> None:
        now = self.now
        if not now.parts:
            return
        self.now = _Run()
        text = clean("".join(now.parts))
        if not text:
            return
        links = [(clean("".join(parts)), self.hrefs[i]) for i, parts in now.links.items()]
        links = [(name, url) for name, url in links if name]
        self.pieces.append(
            Piece(
                text,
                tag=self.boxes[now.box].tag,
                box=now.box,
                linked=sum(len(name) for name, _ in links),
                links=links,
                bold=now.bold * 10 > now.chars * 8,
                italic=now.italic * 10 > now.chars * 8,
                image=self.image,
            )
        )
        self.image = False


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    style = attributes.get("style") or ""
    return "display:none" in style.replace(" ", "").lower()


def parse(content: bytes | str) -> LexborHTMLParser:
    return LexborHTMLParser(content)
