"""What a paper's own file says: selectors where the generic way falls short.

A selector that matches nothing, or more than once, is news about the paper: the layout has changed.
It is reported by site and selector, and never becomes an empty field. The article's box is carved
out of the page and cleaned with BeautifulSoup, the tool in which such rules are written and read.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers import dates
from scrapers.article import Article, When
from scrapers.errors import LayoutChanged
from scrapers.extract import agency, container, markup
from scrapers.extract.container import Tree
from scrapers.extract.outline import Box, Outline
from scrapers.extract.piece import Piece
from scrapers.extract.sheet import Sheet
from scrapers.site import Site
from scrapers.text import clean

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

FIELDS = ("title", "lead", "published", "modified", "authors", "section")


def fields(tree: LexborHTMLParser, site: Site, url: str) -> dict[str, str]:
    """The texts that the site file's selectors point at, by field; a <meta> or <time> gives its value.

    Raises LayoutChanged.
    """
    found = {}
    for name in FIELDS:
        selector = getattr(site.article, name)
        if selector:
            found[name] = _value(_one(tree, site, name, selector, url))
            if not found[name]:
                raise LayoutChanged(_message(site, name, selector, "matches an empty element", url))
    return found


def body(tree: LexborHTMLParser, site: Site, url: str) -> LexborNode | None:
    """The element that the site file calls the body, None where it names none. Raises LayoutChanged."""
    selector = site.article.body
    return _one(tree, site, "body", selector, url) if selector else None


def carve(
    outline: Outline, node: LexborNode | None, site: Site, top: int, sums: Tree
) -> tuple[int, Tree]:
    """The article's box with what the site file removes taken out of it, and the sums anew.

    `node` is the body that the site file names; without one the box `top` is cleaned.
    """
    if node is not None:
        top = next((i for i, box in enumerate(outline.boxes) if box.node == node), top)
    if top < 0 or not site.article.remove:
        return top, sums
    _clean(outline, top, site)
    return top, container.sums(outline)


def _clean(outline: Outline, number: int, site: Site) -> None:
    """Puts the cleaned box in the place of the one on the page."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  (heavy, and few site files remove anything)

    node = outline.boxes[number].node
    if node is None:
        return
    inside = [i for i, piece in enumerate(outline.pieces) if _below(outline, piece.box, number)]
    soup = BeautifulSoup(node.html or "", "lxml")
    removed = [piece for selector in site.article.remove for piece in _taken_out(soup, selector)]
    root = LexborHTMLParser(str(soup)).root
    fresh = markup.outline(root) if root else Outline([], [])
    first = inside[0] if inside else len(outline.pieces)
    last = inside[-1] + 1 if inside else first
    outline.pieces[first:last] = _moved(outline, fresh, number) + removed
    for piece in removed:
        piece.box = number


def title(outline: Outline, told: dict[str, str], found: str, at: int) -> tuple[str, int]:
    """The title that the site file points at, and the piece that shows it."""
    if "title" not in told:
        return found, at
    key = Piece(told["title"]).key
    shown = next((i for i, piece in enumerate(outline.pieces) if piece.key == key), at)
    return told["title"], shown


def mark_lead(sheet: Sheet, told: dict[str, str]) -> None:
    """The pieces of the lead that the site file points at: by the text, else wherever they stand."""
    key = Piece(told.get("lead", "")).key
    for pieces in ((*sheet.between, *sheet.inside), sheet.pieces) if key else ():
        found = [piece for piece in pieces if len(piece.text) > 15 and piece.key in key]
        for piece in found:
            piece.is_("lead", "the site file says so")
        if found:
            return


def over(article: Article, told: dict[str, str], site: Site, url: str) -> Article:
    """The site file's word, laid over what was found. Raises LayoutChanged for a date that is none."""
    return replace(
        article,
        published=_moment("published", told, site, url) or article.published,
        modified=_moment("modified", told, site, url) or article.modified,
        lead=article.lead or told.get("lead", ""),
        authors=agency.authors(told["authors"]) if "authors" in told else article.authors,
        section=told.get("section", article.section),
    )


def _moment(name: str, told: dict[str, str], site: Site, url: str) -> When:
    if name not in told:
        return ""
    when = dates.published(told[name])
    if not when:
        what = f"gives {told[name][:60]!r}, which is no date"
        raise LayoutChanged(_message(site, name, getattr(site.article, name), what, url))
    return when


def _one(tree: LexborHTMLParser, site: Site, name: str, selector: str, url: str) -> LexborNode:
    nodes = tree.css(selector)
    if len(nodes) != 1:
        raise LayoutChanged(
            _message(site, name, selector, f"matches {len(nodes)} times, not once", url)
        )
    return nodes[0]


def _message(site: Site, name: str, selector: str, what: str, url: str) -> str:
    return f"{site.key}: article.{name} = {selector!r} {what}{f' on {url}' if url else ''}"


def _value(node: LexborNode) -> str:
    attributes = node.attributes
    value = attributes.get("content") or attributes.get("datetime")
    return clean(value or node.text(separator=" "))


def _taken_out(soup: "BeautifulSoup", selector: str) -> list[Piece]:
    pieces = []
    for tag in soup.select(selector):
        if not tag.decomposed:
            text = clean(tag.get_text(" "))
            tag.decompose()
            if text:
                pieces.append(Piece(text, role="promo", why=f"the site file removes “{selector}”"))
    return pieces


def _moved(outline: Outline, fresh: Outline, number: int) -> list[Piece]:
    """The pieces of a cleaned box, their boxes hung below the one on the page."""
    offset = len(outline.boxes)
    for box in fresh.boxes:
        parent = number if box.parent < 0 else box.parent + offset
        outline.boxes.append(Box(parent, box.tag, box.names, box.kind, None, box.schema, box.asks))
    for piece in fresh.pieces:
        piece.box += offset
        piece.image += offset if piece.image else 0
    return fresh.pieces


def _below(outline: Outline, box: int, top: int) -> bool:
    while box > top:
        box = outline.boxes[box].parent
    return box == top
