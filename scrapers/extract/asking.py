"""Boxes that ask the reader for something: a name, an address, a vote, a press of a button."""

from scrapers.extract import shapes
from scrapers.extract.container import is_below
from scrapers.extract.sheet import Sheet

_FORM = 600  # characters: what asks says it in few words
_LINE = 200  # the same, whatever the length of the article
_CALL = 300  # the same, round a link
_LINK = 25  # characters of a link that is pressed as a button is: "Đăng ký ngay"
_PARAGRAPH = 150  # characters of a sentence that asks for nothing
_TEXT = frozenset({"p", "blockquote", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"})

_LISTED = frozenset({"li", "td", "th", "dd"})


def fields(sheet: Sheet) -> None:
    """What shares a small box with a field to fill in, or stands right beside a button."""
    for number, box in enumerate(sheet.boxes[sheet.top :], sheet.top):
        if not box.asks or not is_below(sheet.boxes, number, sheet.top):
            continue
        nearest = box.asks == "button"
        if not (nearest and box.tag in _TEXT):
            _take(sheet, _asking(sheet, number, _FORM, nearest=nearest), "a field or a button")


def calls(sheet: Sheet) -> None:
    """What shares a small box with a link of a word or two, and is little more."""
    for piece in sheet.inside:
        pressed = piece.role == "nav" and piece.links and len(piece.text) <= _LINK
        if pressed and piece.tag not in _LISTED:
            _take(sheet, _asking(sheet, piece.box, _CALL, nearest=False), "a link of a word or two")


def _take(sheet: Sheet, number: int, what: str) -> None:
    for piece in sheet.held(number, sheet.first, sheet.last) if number >= 0 else ():
        piece.is_("promo", f"shares a small box with {what}: it asks for something")


def _asking(sheet: Sheet, number: int, most: int, *, nearest: bool) -> int:
    """The largest box from `number` outwards that only asks, or the nearest that says anything; -1 for none."""
    best = -1
    while number not in sheet.round_all and _only_asks(sheet, number, most):
        if sheet.tree.chars[number]:
            best = number
            if nearest:
                break
        number = sheet.boxes[number].parent
    return best


def _only_asks(sheet: Sheet, number: int, most: int) -> bool:
    chars = sheet.tree.chars[number]
    if chars > most or not (chars <= _LINE or sheet.small(number)):
        return False
    if chars <= _PARAGRAPH:
        return True
    long = (p for p in sheet.held(number, sheet.first, sheet.last) if len(p.text) > _PARAGRAPH)
    return not any(shapes.is_sentence(piece.text) for piece in long)
