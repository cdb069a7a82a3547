"""Captions without a name or a source: told by the picture before them and by how they are set."""

import re

from scrapers.extract import roles, shapes
from scrapers.extract.container import is_below
from scrapers.extract.piece import Piece
from scrapers.extract.sheet import Sheet

_CAPTION = 100  # characters; longer lines beside pictures are steps of a recipe as often
_FEW_CAPTIONS = 0.25  # of the text
_LEGEND = 160  # characters
_NO_LEGENDS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th"})


def under_pictures(sheet: Sheet) -> None:
    """A short line right after a picture that is set in the middle of the page, or is no sentence.

    Where such lines are much of what there is to read, the pictures tell the story: then they stay.
    """
    free = [piece for _, piece in roles.untaken(sheet.inside)]
    found = [piece for piece in free[:-1] if piece.image and _is_legend(sheet, piece)]
    if sum(len(p.text) for p in found) < _FEW_CAPTIONS * sum(len(p.text) for p in free):
        for piece in found:
            piece.is_("caption", "a short line right after a picture: a caption")


def _is_legend(sheet: Sheet, piece: Piece) -> bool:
    if len(piece.text) > _LEGEND or piece.bold or piece.tag in _NO_LEGENDS or piece.linked:
        return False
    if piece.text.endswith(":") or roles.is_signature(piece.text):
        return False
    if not shapes.is_sentence(piece.text):
        return True
    return (
        _is_centred(sheet, piece)
        or fills_a_frame(sheet, piece)
        or (len(piece.text) <= _CAPTION and sheet.is_set_apart(piece))
    )


def fills_a_frame(sheet: Sheet, piece: Piece) -> bool:
    """A box of its own holds the picture and the line, and nothing else."""
    if not piece.image or piece.box == piece.image:
        return False  # text that runs on beside its picture
    box, size = piece.box, len(piece.text)
    while sheet.tree.chars[box] == size and box not in sheet.round_all:
        if is_below(sheet.boxes, piece.image, box):
            return not _in_a_figure(sheet, piece.image, box)
        box = sheet.boxes[box].parent
    return False


def _in_a_figure(sheet: Sheet, image: int, outer: int) -> bool:
    """A <figure> of its own holds the picture, below `outer`: its legend would stand in it as well."""
    while image > outer:
        if sheet.boxes[image].tag == "figure":
            return True
        image = sheet.boxes[image].parent
    return False


_CENTRED = re.compile(r"text-align:\s*center")


def _is_centred(sheet: Sheet, piece: Piece) -> bool:
    for number in sheet.chain(piece)[:2]:
        node = sheet.boxes[number].node
        attributes = node.attributes if node else {}
        if attributes.get("align") == "center" or _CENTRED.search(attributes.get("style") or ""):
            return True
    return False


def in_tables(sheet: Sheet) -> None:
    """Short lines right after a picture that fill a table with it (as older editors lay them out).

    Where they are much of what there is to read, the pictures tell the story: then they stay.
    """
    free = [piece for _, piece in roles.untaken(sheet.inside)]
    found = [piece for piece in free if piece.image and _fills_a_table(sheet, piece)]
    if sum(len(p.text) for p in found) < _FEW_CAPTIONS * sum(len(p.text) for p in free):
        for piece in found:
            if len(piece.text) <= _CAPTION:
                piece.is_("caption", "alone with a picture in a table: a caption")


def _fills_a_table(sheet: Sheet, piece: Piece) -> bool:
    for number in sheet.chain(piece):
        if sheet.tree.chars[number] > len(piece.text):
            return False
        if sheet.boxes[number].tag == "table":
            return True
    return False
