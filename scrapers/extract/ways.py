"""The ways of a tag: each says what the texts in an element inherit, None where nothing in it is looked at."""

from collections.abc import Callable
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.extract import hints
from scrapers.extract.gathering import Gathering, State
from scrapers.extract.outline import Box

_SKIPPED = (
    "head", "script", "style", "noscript", "template", "svg", "option", "canvas", "map", "datalist", "math", "dialog", "audio",
    "-comment",
)  # fmt: skip
_INLINE = (
    "abbr", "acronym", "bdi", "bdo", "code", "data", "del", "dfn", "ins", "kbd", "label", "nobr", "q", "rp", "rt",
    "ruby", "samp", "span", "tt", "var", "wbr",
)  # fmt: skip
_BOLD = ("b", "strong")
_ITALIC = ("i", "em", "cite")
_PLAIN = ("font", "u", "s", "strike", "sub", "sup", "small", "big", "mark")
_PICTURES = (
    "img", "picture", "video", "amp-img", "amp-video", "source", "iframe", "object", "embed", "amp-iframe", "amp-youtube",
)  # fmt: skip
_FIELDS = ("input", "textarea", "select")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PRESSED = frozenset({"button", "submit", "reset"})
_SPLITTING_HINTS = frozenset({"lead", "caption", "date", "byline"})
_MENUS = frozenset({"nav", "share"})

Attributes = dict[str, str | None]
Names = tuple[str, str, str]
Way = Callable[[Gathering, LexborNode, State], State | None]


def block(page: Gathering, node: LexborNode, state: State) -> State | None:
    """Every element of which nothing else is known: a box."""
    attributes = node.attributes
    names = kind = schema = ""
    if attributes:
        if ("hidden" in attributes or "style" in attributes) and _is_hidden(attributes):
            return None
        get = attributes.get
        names, kind, schema = _called(get("class"), get("id"), get("itemprop"))
    if page.run:
        page.flush()
    parent, link, bold, italic = state
    return (page.open(Box(parent, node.tag or "-", names, kind, node, schema)), link, bold, italic)


def _inline(page: Gathering, node: LexborNode, state: State) -> State | None:
    """Part of the text, unless its name says that it is a lead, a caption, a date or an author."""
    attributes = node.attributes
    if not attributes:
        return state
    if _is_hidden(attributes):
        return None
    return block(page, node, state) if _names(attributes)[1] in _SPLITTING_HINTS else state


def _link(page: Gathering, node: LexborNode, state: State) -> State | None:
    attributes = node.attributes
    if ("hidden" in attributes or "style" in attributes) and _is_hidden(attributes):
        return None
    href = attributes.get("href")
    if not href:
        return state
    page.hrefs.append(href)
    return (state[0], len(page.hrefs) - 1, state[2], state[3])


def _time(_: Gathering, node: LexborNode, state: State) -> State | None:
    return None if _is_hidden(node.attributes) else state


def _figure(page: Gathering, node: LexborNode, state: State) -> State | None:
    below = block(page, node, state)
    if below is not None:
        page.image = below[0]
    return below


def _legend(page: Gathering, node: LexborNode, state: State) -> State | None:
    below = block(page, node, state)
    if below is not None:
        page.boxes[below[0]].kind = "caption"
    return below


def _list(page: Gathering, node: LexborNode, state: State) -> State | None:
    """Lists that are called menus are shown as one piece."""
    attributes = node.attributes
    if attributes and not _is_hidden(attributes):
        names, kind, _ = _names(attributes)
        if kind in _MENUS and page.whole(node, "ul", names, state[0]):
            return None
    return block(page, node, state)


def _menu(page: Gathering, node: LexborNode, state: State) -> State | None:
    attributes = node.attributes
    if _is_hidden(attributes) or page.whole(node, node.tag or "-", _names(attributes)[0], state[0]):
        return None
    return block(page, node, state)


def _bold(_: Gathering, __: LexborNode, state: State) -> State:
    return state if state[2] else (state[0], state[1], True, state[3])


def _italic(_: Gathering, __: LexborNode, state: State) -> State:
    return state if state[3] else (state[0], state[1], state[2], True)


def _plain(_: Gathering, __: LexborNode, state: State) -> State:
    return state


def _skipped(*_: object) -> None:
    return None


def _break(page: Gathering, *_: object) -> None:
    """Line breaks end a piece."""
    page.flush()


def _picture(page: Gathering, _: LexborNode, state: State) -> None:
    """Remembered for the piece that is being gathered in the same box, else for the next."""
    if page.run and page.box != state[0]:
        page.flush()
    page.image = state[0]
    page.leads_to = page.hrefs[state[1]] if state[1] >= 0 else ""


def _button(page: Gathering, _: LexborNode, state: State) -> State | None:
    """Its words are no text, except in a heading, which opens and closes what stands under it."""
    box = page.boxes[state[0]]
    if box.tag in _HEADINGS:
        return state
    box.asks = box.asks or "button"
    return None


def _field(page: Gathering, node: LexborNode, state: State) -> None:
    """What readers fill in: its box asks them for something."""
    kind = node.attributes.get("type")
    if kind == "image":
        page.image = state[0]
    elif kind in _PRESSED:
        _button(page, node, state)
    elif kind != "hidden":
        page.boxes[state[0]].asks = "field"


_WAYS: dict[str, Way] = {
    "a": _link,
    "time": _time,
    "figure": _figure,
    "figcaption": _legend,
    "ul": _list,
    **dict.fromkeys(("nav", "footer"), _menu),
    **dict.fromkeys(_INLINE, _inline),
    **dict.fromkeys(_BOLD, _bold),
    **dict.fromkeys(_ITALIC, _italic),
    **dict.fromkeys(_PLAIN, _plain),
    **dict.fromkeys(("br", "hr"), _break),
    **dict.fromkeys(_PICTURES, _picture),
    **dict.fromkeys(_SKIPPED, _skipped),
    **dict.fromkeys(_FIELDS, _field),
    "button": _button,
}


def named(page: Gathering, node: LexborNode, state: State) -> State | None:
    """The way of an element that HTML does not know, by its name: its number is another on every page."""
    return _WAYS.get(node.tag or "", block)(page, node, state)


def _numbers() -> dict[str, int]:
    """The parser's own numbers of the tags above: to ask a node for its name makes a text each time."""
    tree = LexborHTMLParser("<body>text<!-- comment -->")
    inside = tree.body.iter(include_text=True) if tree.body else ()
    found = {node.tag or "": node.tag_id for node in inside}
    made = (tag for tag in _WAYS if tag[0] != "-")
    return found | {tag: tree.create_node(tag).tag_id for tag in made}


_KNOWN = range(256)  # more than HTML, SVG and MathML have
_NUMBERS = _numbers()
TEXT = _NUMBERS["-text"]
WAYS = dict.fromkeys(_KNOWN, block) | {
    number: _WAYS[tag] for tag, number in _NUMBERS.items() if number in _KNOWN and number != TEXT
}


def _names(attributes: Attributes) -> Names:
    get = attributes.get
    return _called(get("class"), get("id"), get("itemprop"))


@lru_cache(maxsize=8192)
def _called(classes: str | None, name: str | None, schema: str | None) -> Names:
    """All that an element is called (classes, id, itemprop), what it hints at, and its itemprop alone."""
    if not (classes or name or schema):
        return "", "", ""
    names = f"{classes or ''} {name or ''} {schema or ''}"
    return names, hints.kind(names), schema or ""


def _is_hidden(attributes: Attributes) -> bool:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    style = attributes.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()
