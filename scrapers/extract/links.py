"""Rules by links: a paragraph that is a link, the box round it, the heading above it."""

import re
from collections.abc import Sequence

from scrapers.article import Role
from scrapers.extract import agency, boilerplate, roles, shapes
from scrapers.extract.container import is_below
from scrapers.extract.piece import Piece
from scrapers.extract.sheet import Sheet
from scrapers.text import clean, fold

_OTHERS = frozenset({"related", "teaser"})
_TEASER_BOX = 700  # characters: a box with a link to another story holds no more


def nothing_but(sheet: Sheet) -> None:
    """A paragraph that is nothing but a link to another story, or a list of them."""
    for _, piece in roles.untaken(sheet.inside):
        size = len(piece.text)
        if piece.linked and size <= _LEADS_AWAY and _ends_in_a_place(piece):
            piece.is_("promo", "ends in “tại đây”, a link: leads elsewhere")
        if piece.linked < 0.75 * size or _is_of_a_table(sheet, piece):
            continue
        if size > 20 and shapes.words(piece.text):
            piece.is_("related", "nothing but a link: another story")
        else:
            piece.is_("nav", "nothing but a short link")


_LEADS_AWAY = 160  # characters
_HERE = frozenset(
    {"tai day", "o day", "day", "tai day!", "here", "link nay", "duong link nay", "lien ket nay"}
)


def _ends_in_a_place(piece: Piece) -> bool:
    """Its last words are a link that says no more than where: "Xem chi tiết tại đây"."""
    name = piece.links[-1][0]
    return piece.text.rstrip(" .!").endswith(name) and fold(name).strip(" .!:>»") in _HERE


_CELL = 40  # characters


def _is_of_a_table(sheet: Sheet, piece: Piece) -> bool:
    """A linked name among figures: the clubs of a league, the shares of an exchange."""
    if len(piece.text) > _CELL:
        return False
    table = next((box for box in sheet.chain(piece) if sheet.boxes[box].tag == "table"), -1)
    return table >= 0 and sheet.density(table) < _LINKED_TABLE


_LINKED_TABLE = 0.7


def repeated(pieces: Sequence[Piece]) -> None:
    """A link whose words come again right behind it: title and teaser of another story, run together."""
    for _, piece in roles.untaken(pieces):
        title = clean(piece.links[0][0]) if piece.links else ""
        if len(title) > 20 and piece.text.startswith(f"{title} {title}"):
            piece.is_("teaser", "a link and its words again: the box of another story")


def teaser_boxes(sheet: Sheet) -> None:
    """A small box that begins with a link to another story: picture, title, teaser."""
    for i in range(sheet.first, sheet.last + 1):
        piece = sheet.pieces[i]
        if piece.role == "related" and piece.links:
            for other in _companions(sheet, i):
                other.is_("teaser", "shares a small box with a link to another story: its teaser")


_CARD = 400  # characters
_FILE = re.compile(
    r"^(?:#|javascript:|data:)|\.(?:jpe?g|png|gif|webp|avif|svg|mp4|pdf)(?:$|[?#])", re.IGNORECASE
)


def cards(sheet: Sheet) -> None:
    """A small box with a picture that leads to another page: the card of another story, linked or not."""
    begin = max(sheet.title_at + 1, 0) if sheet.title_at < sheet.first else sheet.first
    for piece in sheet.pieces[begin : sheet.last + 1]:
        if not piece.leads_to or _FILE.search(piece.leads_to):
            continue
        box = next((b for b in sheet.chain(piece) if is_below(sheet.boxes, piece.image, b)), -1)
        if box < 0 or box in sheet.round_title or not _is_card(sheet, box):
            continue
        for held in sheet.held(box, begin, sheet.last):
            if not roles.is_signature(held.text):
                role: Role = "related" if held.linked > 0.75 * len(held.text) > 15 else "teaser"
                held.is_(role, "shares a small box with a picture that leads to another page")


def _is_card(sheet: Sheet, box: int) -> bool:
    if sheet.tree.chars[box] > _CARD or not sheet.small(box):
        return False
    return all(len(p.text) < _CARD / 2 for p in sheet.held(box, sheet.first, sheet.last))


def _says_who(text: str) -> bool:
    return (
        shapes.is_sentence(text)
        or agency.is_credit(text)
        or shapes.is_caption(text)
        or roles.is_signature(text)
    )


def under_headings(sheet: Sheet) -> None:
    """What shares a box with the heading of a list and the links under it."""
    done: set[int] = set()  # the first heading in a box speaks for all that follows in it
    for i in range(sheet.first, sheet.last):
        if sheet.pieces[i].role != "nav" or len(sheet.pieces[i].text) > 45:
            continue
        if not boilerplate.is_heading(sheet.pieces[i].folded):
            continue
        box = _list_box(sheet, i)
        if box < 0 or box in done:
            continue
        done.add(box)
        for piece in sheet.pieces[i + 1 : sheet.last + 1]:
            if not is_below(sheet.boxes, piece.box, box):
                break
            piece.is_("teaser", f"in the list under “{sheet.pieces[i].text}”")


def _list_box(sheet: Sheet, i: int) -> int:
    """The smallest box that holds a heading and a link to a story; -1 where it holds the article."""
    later = sheet.pieces[i + 1 : i + 8]
    for box in sheet.chain(sheet.pieces[i]):
        if not sheet.small(box):
            return -1
        if any(p.role == "related" and is_below(sheet.boxes, p.box, box) for p in later):
            return box
    return -1


def _companions(sheet: Sheet, i: int) -> list[Piece]:
    """The pieces in the largest box round a link that is still no bigger than a teaser."""
    found: list[Piece] = []
    for box in sheet.chain(sheet.pieces[i]):
        if sheet.tree.chars[box] > _TEASER_BOX or not sheet.small(box):
            break
        near = [*_before(sheet, i), *sheet.pieces[i : i + 10]]
        found = [piece for piece in near if is_below(sheet.boxes, piece.box, box)]
        if (
            sum(len(piece.text) > 60 and piece.linked < 0.5 * len(piece.text) for piece in found)
            > 2
        ):
            return []
        if sheet.boxes[box].tag == "aside":
            break  # it says itself where it ends
    return found


def _before(sheet: Sheet, i: int) -> list[Piece]:
    """The picture or title above a link; not a sentence of the very paragraph whose end the link is."""
    link = sheet.pieces[i]
    return [
        piece
        for piece in sheet.pieces[max(i - 2, 0) : i]
        if not (piece.box == link.box and shapes.is_sentence(piece.text))
    ]


def headings(sheet: Sheet) -> None:
    """The heading of a list of other stories: by its words, alone in a box with links, or right above two."""
    pieces = sheet.inside
    for i, piece in roles.untaken(pieces):
        if len(piece.text) > 60:
            continue
        if boilerplate.is_heading(piece.folded):
            piece.is_("nav", "the heading of a list of other stories")
            continue
        if _among_others(sheet, i):
            piece.is_("nav", "nothing but links or furniture shares its box: their heading")
            continue
        following = [later.role for later in pieces[i + 1 : i + 3]]
        if len(following) < 2 or not set(following) <= _OTHERS or _ends_a_list(pieces, i):
            continue
        if not _says_who(piece.text):
            piece.is_("nav", "a short line above links to other stories: their heading")


_FURNITURE = frozenset({"nav", "related", "teaser", "promo", "tags", "comment"})


def _among_others(sheet: Sheet, i: int) -> bool:
    """All that the smallest box round more than the line holds stands behind it, and is no text."""
    piece, chars = sheet.inside[i], sheet.tree.chars
    box = next((box for box in sheet.chain(piece) if chars[box] > len(piece.text)), -1)
    if box < 0 or not sheet.small(box):
        return False
    left = chars[box] - len(piece.text)
    for at in range(i + 1, len(sheet.inside)):
        later = sheet.inside[at]
        if later.role not in _FURNITURE or not is_below(sheet.boxes, later.box, box):
            break
        left -= len(later.text)
    return left <= 0 and not _says_who(piece.text.rstrip("?"))  # titles ask as well


def _ends_a_list(pieces: Sequence[Piece], i: int) -> bool:
    """The last entry of a list of the text; what follows stands in no list, or in another."""
    return pieces[i].tag == "li" and pieces[i + 1 : i + 2] != [] and pieces[i + 1].tag != "li"
