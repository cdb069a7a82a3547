"""A piece is a block before it has a role: its text and what the page hints about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from scrapers.article import Block, Role
from scrapers.text import comparable, fold

_KEPT = frozenset({"title", "lead", "body"})


@dataclass(slots=True)
class Piece:
    """One paragraph-sized text. Of a line of plain text only `text` is known.

    `box` is the number of the element it stands in, `linked` the characters that stand in links,
    `image` the number of the element in which a picture stands right before it (0 for none), `leads_to` the
    address to which that picture leads, `story` the number of the further story on the page that it is a part of (0 for none).
    """

    text: str
    tag: str = ""
    box: int = -1
    linked: int = 0
    links: Sequence[tuple[str, str]] = ()
    bold: bool = False
    italic: bool = False
    image: int = 0
    leads_to: str = ""
    story: int = 0
    role: Role | None = None
    why: str = ""
    _folded: str = field(default="", init=False, repr=False, compare=False)
    _key: str = field(default="", init=False, repr=False, compare=False)

    @property
    def folded(self) -> str:
        """For phrases: lower case, no marks."""
        if not self._folded:
            self._folded = fold(self.text)
        return self._folded

    @property
    def key(self) -> str:
        """For equality with other pieces."""
        if not self._key:
            self._key = comparable(self.text).casefold()
        return self._key

    def is_(self, role: Role, why: str) -> None:
        """The first rule that speaks is heard; later ones find the piece taken."""
        if self.role is None:
            self.role, self.why = role, why

    def block(self) -> Block:
        role = self.role or "other"
        return Block(self.text, role, role in _KEPT, self.why)
