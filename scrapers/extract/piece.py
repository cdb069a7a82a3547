"""A piece is a block before it has a role: its text and what the page hints about it."""

from dataclasses import dataclass, field
from functools import cached_property

from scrapers.article import Block, Role
from scrapers.text import comparable, fold


@dataclass
class Piece:
    """One paragraph-sized text. Of a line of plain text only `text` and `line` are known.

    `box` is the number of the element it stands in, `linked` the characters that stand in links,
    `line` its number in a plain text (neighbours differ by one), `inside` whether it stands in the
    element that holds the article.
    """

    text: str
    tag: str = ""
    box: int = -1
    linked: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)
    bold: bool = False
    italic: bool = False
    image: bool = False
    line: int = -1
    inside: bool = True
    role: Role | None = None
    why: str = ""

    @cached_property
    def folded(self) -> str:
        """For phrases: lower case, no marks."""
        return fold(self.text)

    @cached_property
    def key(self) -> str:
        """For equality with other pieces."""
        return comparable(self.text).casefold()

    def is_(self, role: Role, why: str) -> None:
        """The first rule that speaks is heard; later ones find the piece taken."""
        if self.role is None:
            self.role, self.why = role, why

    def block(self) -> Block:
        role = self.role or "other"
        return Block(self.text, role, role in {"title", "lead", "body"}, self.why)
