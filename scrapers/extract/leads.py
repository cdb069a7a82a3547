"""The lead (sapo): outside the text's box as often as in it; losing it is the commonest fault of all."""

from itertools import pairwise

from scrapers.extract import agency, boilerplate, hints, roles, shapes
from scrapers.extract.container import is_below
from scrapers.extract.piece import Piece
from scrapers.extract.sheet import Sheet

_SUBTITLES = frozenset(
    {"h2", "h3"}
)  # between title and text: a second line of the title, or the lead


_ABOVE = 4  # pieces
_OUTWARDS = 2  # boxes


def right_above(sheet: Sheet) -> None:
    """Where no title is shown above the text: paragraphs right above it, in the box round the text's own."""
    if 0 <= sheet.title_at < sheet.first:
        return
    outer = sheet.top
    for _ in range(_OUTWARDS):
        outer = sheet.boxes[outer].parent if sheet.boxes[outer].parent > 0 else outer
    for piece in sheet.pieces[max(sheet.first - _ABOVE, 0) : sheet.first]:
        prose = len(piece.text) > 80 and shapes.is_sentence(piece.text) and not piece.linked
        if prose and is_below(sheet.boxes, piece.box, outer) and not sheet.against(piece.box):
            piece.is_("lead", "a paragraph right above the text, and no title is shown")


_NAMED = 80  # characters: "Tham vấn y khoa: Bác sĩ …"


def about_a_person(sheet: Sheet) -> None:
    """Above the text, a box with a picture, a name or a link right by it, and a line about whose they are."""
    head = sheet.pieces[max(sheet.title_at + 1, 0) : sheet.first + 2]
    for name, said in pairwise(head):
        if said.role or not name.image or len(name.text) > _NAMED:
            continue
        if not name.linked and not agency.is_byline(name.text):
            continue
        box = next((box for box in sheet.chain(said) if is_below(sheet.boxes, name.box, box)), -1)
        if box < 0 or box in sheet.round_title or not sheet.small(box):
            continue
        if is_below(sheet.boxes, name.image, sheet.boxes[box].parent):
            said.is_("other", "shares a box with a picture and a name: about a person")


def between_title_and_text(sheet: Sheet) -> None:
    """Date, author, lead; the rest there is furniture, also where the site file has named the lead."""
    named = any(piece.role == "lead" for piece in sheet.pieces)
    for _, piece in roles.untaken(sheet.between):
        _between(sheet, piece, named=named)


def _between(sheet: Sheet, piece: Piece, *, named: bool) -> None:
    size = len(piece.text)
    kinds = sheet.kinds(piece)
    pictured = piece.image and (shapes.is_caption(piece.text) or _is_second(sheet, piece))
    if shapes.is_cross_reference(piece.text) or piece.linked > 0.75 * size > 15:
        piece.is_("related", "a link to another story, between title and text")
    elif not named and not pictured and _is_called_lead(kinds) and _is_whole(piece):
        piece.is_("lead", "its box is called as leads are, between title and text")
    elif roles.is_stamp(piece.text):
        piece.is_("date", "a moment, between title and text")
    elif agency.is_credit(piece.text) and not agency.authors(piece.text):
        piece.is_("credit", "names an agency, between title and text")
    elif roles.says_whose_text(piece):
        piece.is_("byline", "says whose text it is, between title and text")
    elif "byline" in kinds and size < 120:
        piece.is_("byline", "its box is called as bylines are")
    elif boilerplate.prompt(piece.folded) or boilerplate.is_heading(piece.folded):
        piece.is_("promo", "a line of furniture between title and text")
    elif shapes.is_caption(piece.text) or piece.tag == "figcaption" or "caption" in kinds:
        piece.is_("caption", "a caption between title and text")
    elif pictured:
        piece.is_("caption", "right after a picture, and the lead is another paragraph")
    elif not named and _reads_as_text(sheet, piece) and hints.AGAINST.isdisjoint(kinds):
        piece.is_("lead", "a paragraph between title and text")
    elif (
        agency.is_byline(piece.text)
        and hints.AGAINST.isdisjoint(kinds)
        and not _heads_a_profile(sheet, piece)
    ):
        piece.is_("byline", "a name between title and text")
    else:
        piece.is_("other", "furniture between title and text")


def _heads_a_profile(sheet: Sheet, piece: Piece) -> bool:
    """A box of its own holds the name and lines about whose it is: "Sinh năm 1957 tại …"."""
    for box in sheet.chain(piece):
        if box in sheet.round_title or not sheet.small(box):
            return False
        if sheet.tree.chars[box] > len(piece.text):
            held = sheet.held(box, sheet.title_at + 1, sheet.first - 1)
            long = [p for p in held if p is not piece and len(p.text) > 20]
            return sum(not roles.is_stamp(p.text) for p in long) > 1
    return False


def _is_called_lead(kinds: list[str]) -> bool:
    """The nearest name decides: a caption below the "lead picture" is a caption."""
    return next((kind for kind in kinds if kind in {"lead", "caption"}), "") == "lead"


def _is_whole(piece: Piece) -> bool:
    return len(piece.text) > 30 and piece.linked < 0.5 * len(piece.text)


def _is_second(sheet: Sheet, piece: Piece) -> bool:
    """Another paragraph here, right after no picture, is called a lead."""
    others = (other for other in sheet.between if other is not piece and not other.image)
    return any(_is_called_lead(sheet.kinds(other)) for other in others)


def _reads_as_text(sheet: Sheet, piece: Piece) -> bool:
    """A paragraph; in the text's own box, or as a heading, also one of a line without a full stop."""
    size = len(piece.text)
    if piece.linked > 0.3 * size:
        return False
    if piece.tag in _SUBTITLES and size > 40:
        return True
    if size > 40 and is_below(sheet.boxes, piece.box, sheet.top):
        return True
    return size > 80 or (size > 40 and shapes.is_sentence(piece.text))


def first_of_the_text(sheet: Sheet) -> None:
    """The first paragraph of the text, or all at its head whose box is called a lead."""
    if any(piece.role == "lead" for piece in sheet.pieces):
        return
    named = -1
    for _, piece in roles.untaken(sheet.inside):
        box = _lead_box(sheet, piece)
        if box >= 0 and named in {-1, box}:
            piece.is_("lead", "its box is called as leads are")
            named = box
        elif named >= 0:
            return
        elif len(piece.text) >= 25:
            piece.is_("lead", "the first paragraph: the lead")
            return


def _lead_box(sheet: Sheet, piece: Piece) -> int:
    """The small box round a piece whose name is a lead's, -1 for none."""
    boxes = (box for box in sheet.chain(piece) if sheet.boxes[box].kind == "lead")
    return next((box for box in boxes if sheet.small(box)), -1)
