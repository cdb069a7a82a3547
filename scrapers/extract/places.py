"""Rules by place and name: outside the article's box, or in a box inside it that says what it is.

Classes mislead, so a name speaks only where the box is small beside the article and looks the part.
"""

from scrapers.article import Role
from scrapers.extract import agency, boilerplate, roles, shapes
from scrapers.extract.container import is_below
from scrapers.extract.outline import Box
from scrapers.extract.piece import Piece
from scrapers.extract.sheet import Sheet

_ROLE: dict[str, Role] = {
    "comment": "comment", "related": "related", "share": "promo", "promo": "promo", "tags": "tags", "nav": "nav",
    "caption": "caption", "byline": "byline", "date": "date",
}  # fmt: skip
_WORDS = {
    "comment": "readers' comments", "related": "other stories", "share": "sharing buttons", "promo": "advertising or a prompt",
    "tags": "tags", "nav": "navigation", "caption": "a caption", "byline": "the author", "date": "the date",
}  # fmt: skip
_TAGS: dict[str, tuple[Role, str]] = {
    "figcaption": ("caption", "a <figcaption>"),
    "footer": ("nav", "stands in a <footer>"),
    "nav": ("nav", "stands in a <nav>"),
    "aside": ("related", "stands in an <aside>"),
}
_OFTEN = frozenset({"caption", "comment"})  # may be much of a page and are still no text
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PROMPT = 600  # characters of a box that asks for something


def title(sheet: Sheet) -> None:
    if sheet.title_at < 0:
        return
    shown = sheet.pieces[sheet.title_at]
    shown.is_("title", "the heading that the page's head repeats")
    for piece in (*sheet.between, *sheet.inside):
        if abs(len(piece.text) - len(shown.text)) < 5 and piece.key == shown.key:
            piece.is_("other", "repeats the title")


def signature_below(sheet: Sheet) -> None:
    """The author's name and the agency, right below the text's box."""
    for piece in sheet.pieces[sheet.last + 1 : sheet.last + 4]:
        if piece.linked or len(piece.text) > 90 or piece.tag in _HEADINGS:
            continue
        if boilerplate.is_heading(piece.folded):
            continue
        if agency.is_credit(piece.text):
            piece.is_("credit", "names an agency, right below the text")
        elif roles.is_signature(piece.text):
            piece.is_("byline", "a name right below the text")


_ABOVE = 5  # pieces before the title among which its author's name may stand


def signature_above(sheet: Sheet) -> None:
    """The author's name, right above the title, in a box that is called as bylines are."""
    for piece in sheet.pieces[max(sheet.title_at - _ABOVE, 0) : max(sheet.title_at, 0)]:
        name = piece.text.strip(" -–—|•:,")
        if "byline" in sheet.kinds(piece) and not piece.linked and agency.is_byline(name):
            piece.is_("byline", "its box, above the title, is called as bylines are")


def outside(sheet: Sheet) -> None:
    """What stands before the title or after the article's box."""
    head = sheet.title_at if 0 <= sheet.title_at < sheet.first else sheet.first
    for i, piece in enumerate(sheet.pieces):
        if i < head or i > sheet.last:
            role, words = _role_outside(sheet, piece)
            piece.is_(role, f"{words}, {'before' if i < head else 'after'} the article")


def _role_outside(sheet: Sheet, piece: Piece) -> tuple[Role, str]:
    kind = sheet.against(piece.box)
    if kind:
        return _ROLE[kind], f"stands with {_WORDS[kind]}"
    if piece.linked > 0.6 * len(piece.text):
        return ("related" if len(piece.text) > 30 else "nav"), "a link"
    return "other", "stands outside the box that holds the text"


def named_boxes(sheet: Sheet) -> None:
    """Boxes inside the article whose tags or names say what they are, if they are small and look it."""
    for _, piece in roles.untaken(sheet.inside):
        for number in sheet.chain(piece):
            box = sheet.boxes[number]
            if box.tag in _TAGS and sheet.small(number):
                piece.is_(*_TAGS[box.tag])
                break
            if box.kind in _ROLE and _looks_it(sheet, number, box, piece):
                if box.kind not in _OFTEN and sheet.is_worn(box.names):
                    continue
                if box.kind in {"byline", "date"} and _of_another_story(sheet, number, piece):
                    continue
                name = box.names.strip()[:40]
                piece.is_(_ROLE[box.kind], f"its box is called “{name}”: {_WORDS[box.kind]}")
                break


def _of_another_story(sheet: Sheet, number: int, piece: Piece) -> bool:
    """Further out stands a box of other stories: the name or moment in it is theirs."""
    outer = (sheet.boxes[box] for box in sheet.chain(piece) if box < number)
    return any(box.tag == "aside" or box.kind == "related" for box in outer)


def advertising(sheet: Sheet) -> None:
    """What shares a small box with the label of advertising."""
    for i, label in roles.untaken(sheet.pieces):
        if len(label.text) >= _LABEL or not boilerplate.is_advertising(label.folded):
            continue
        box = _box_of_more(sheet, label)
        for piece in sheet.pieces[i : sheet.last + 1] if box >= 0 else (label,):
            if box >= 0 and not is_below(sheet.boxes, piece.box, box):
                break
            piece.is_("promo", f"advertising, as “{label.text}” says")


_LABEL = 30  # characters


def _box_of_more(sheet: Sheet, label: Piece) -> int:
    """The smallest box round a label that holds more than it, if that is a small one; else -1."""
    size = len(label.text)
    box = next((box for box in sheet.chain(label) if sheet.tree.chars[box] > size), -1)
    return box if box >= 0 and sheet.small(box) and sheet.tree.chars[box] < _PROMPT else -1


def _prompts(sheet: Sheet, number: int) -> bool:
    """A small box in which a line asks to log in, to pay, to follow."""
    if sheet.tree.chars[number] >= _PROMPT:
        return False
    return any(boilerplate.prompt(p.folded) for p in sheet.held(number, sheet.first, sheet.last))


def _looks_it(sheet: Sheet, number: int, box: Box, piece: Piece) -> bool:
    """Boxes for related stories and for content share one class in some systems: links tell them apart."""
    chars, density = sheet.tree.chars[number], sheet.density(number)
    if not sheet.small(number):
        return False
    if box.kind in {"related", "promo", "nav"}:
        little = chars < 120 or sheet.tree.prose[number] < 80
        return density > 0.3 or little or (box.kind == "promo" and _prompts(sheet, number))
    if box.kind == "tags":
        return density > 0.3 or chars < 200
    if box.kind == "date":
        return chars < 150 and not shapes.is_sentence(piece.text)
    return chars < 300 if box.kind == "byline" else True
