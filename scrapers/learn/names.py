"""How an element can be pointed at: CSS selectors, the simplest first."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_NAME = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]{0,80}")
_OF_ONE_PAGE = re.compile(r"\d{4}")  # the number of an article, a build of the style sheet
_MOST_CLASSES = 6


def names(node: LexborNode) -> Iterator[str]:
    """Its id, what it is in schema.org, each class, all its classes; the same below its parent."""
    own = list(_own(node))
    yield from own
    parent = node.parent
    if parent is None or parent.tag in {"body", "html", None}:
        return
    for above in _own(parent):
        for name in (node.tag or "", *own):
            if not name.startswith("#"):
                yield f"{above} > {name}"


def _own(node: LexborNode) -> Iterator[str]:
    attributes, tag = node.attributes, node.tag or ""
    name = attributes.get("id") or ""
    if _is_lasting(name):
        yield f"#{name}"
    kind = attributes.get("itemprop") or ""
    if _is_lasting(kind):
        yield f'{tag}[itemprop="{kind}"]'
    classes = [c for c in (attributes.get("class") or "").split() if _is_lasting(c)][:_MOST_CLASSES]
    for one in classes:
        yield f"{tag}.{one}"
    if len(classes) > 1:
        yield tag + "".join(f".{one}" for one in classes)


def _is_lasting(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and not _OF_ONE_PAGE.search(name)


def found(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """What a selector matches; nothing where the parser does not know such selectors."""
    try:
        return tree.css(selector)
    except SelectolaxError:
        return []
