"""What a page is laid out as: its boxes and pieces, in document order."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from scrapers.extract.piece import Piece


@dataclass(slots=True)
class Box:
    """A block element: its parent's number, tag, classes and what they hint at.

    `asks` is the tag of a field to fill in, else of a button, that stands right in it; "" for none."""

    parent: int
    tag: str
    names: str = ""
    kind: str = ""
    node: LexborNode | None = None
    schema: str = ""
    asks: str = ""


@dataclass(slots=True)
class Outline:
    boxes: list[Box]
    pieces: list[Piece]
