"""What is left is text; and the three cases where more or less of it is."""

import re

from scrapers.extract import roles
from scrapers.extract.sheet import Sheet


def printed_twice(sheet: Sheet) -> None:
    """The second printing of a paragraph (mobile and desktop) is dropped."""
    seen: set[str] = set()
    for piece in (*sheet.between, *sheet.inside):
        if piece.role not in {None, "lead"} or len(piece.text) < 60:
            continue
        if piece.text in seen:
            piece.role, piece.why = "other", "printed a second time"
        seen.add(piece.text)


def photo_story(sheet: Sheet) -> None:
    """Hardly any text but captions: then they are the text."""
    text = sum(len(p.text) for p in sheet.inside if p.role is None)
    captions = [p for p in sheet.inside if p.role == "caption"]
    if len(captions) >= 3 and sum(len(p.text) for p in captions) > 1.5 * text:
        for piece in captions:
            if not _CREDIT.fullmatch(piece.text):
                piece.role, piece.why = "body", "a photo story: its captions are its text"


_CREDIT = re.compile(r"\W*(?:Ảnh|Nguồn|Photo|Hình)\s*:[^:.]{2,40}\W*", re.IGNORECASE)


def rest(sheet: Sheet) -> None:
    for _, piece in roles.untaken(sheet.inside):
        piece.is_("body", "a paragraph in the article's box")
    for _, piece in roles.untaken(sheet.pieces):
        piece.is_("other", "no rule knows it")
