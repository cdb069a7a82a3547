"""Texts gathered to pieces: what stands between two borders of blocks, or line breaks, is one."""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from scrapers.errors import BadPage
from scrapers.extract import guard
from scrapers.extract.outline import Box
from scrapers.extract.piece import Piece
from scrapers.text import clean

# What a text inherits from the elements round it: its box, its link (-1: none), bold, italic.
State = tuple[int, int, bool, bool]
Run = list[tuple[str, State]]
Links = Sequence[tuple[str, str]]

_LONGEST_MENU = 300  # characters shown of a menu
_TOO_LONG_FOR_A_MENU = 2500
_DEEPEST = 200
_MOST_BOXES = 12_000
_UNKNOWN = -3
_SEVERAL = -2  # links in one run, or a link and other text


class Gathering:
    """`run` holds the texts, each with its state, of the piece that is being gathered in `box`;
    `image` is the box of the last picture that no piece has claimed (0 for none), `leads_to` its link's address."""

    __slots__ = (
        "box", "boxes", "characters", "depths", "hrefs", "image", "leads_to", "pieces", "run",
    )  # fmt: skip

    def __init__(self) -> None:
        self.boxes: list[Box] = [Box(-1, "root")]
        self.depths = [0]
        self.pieces: list[Piece] = []
        self.hrefs: list[str] = []
        self.run: Run = []
        self.box = 0
        self.image = 0
        self.leads_to = ""
        self.characters = 0

    def open(self, box: Box) -> int:
        """The number of a new box; very deep ones stand beside each other, lest every climb be long.

        Raises BadPage(code="too_many_blocks").
        """
        boxes, depths = self.boxes, self.depths
        number, depth = len(boxes), depths[box.parent] + 1
        if number >= _MOST_BOXES:
            raise BadPage(f"the page has more than {_MOST_BOXES:,} blocks", code="too_many_blocks")
        if depth > _DEEPEST:
            depth, box.parent = _DEEPEST, boxes[box.parent].parent
        boxes.append(box)
        depths.append(depth)
        return number

    def text(self, text: str, state: State) -> None:
        """One text of the page. Blanks count only within a piece."""
        run = self.run
        if run and self.box == state[0]:
            if _begins_a_word(text) and _ends_a_word(run[-1][0]):
                text = " " + text  # parted by a style sheet: <span>Hà Nội</span>Bị cáo …
        elif text.isspace():
            return
        else:
            if run:
                self.flush()
            self.box = state[0]
        run.append((text, state))

    def flush(self) -> None:
        """The piece that was gathered, if any, is whole."""
        run = self.run
        if not run:
            return
        if len(run) == 1:
            printed, (_, link, bold, italic) = run[0]
        else:
            printed = "".join([part for part, _ in run])
            link, bold, italic = _shared(run, len(printed))
        text = self._cleaned(printed)
        if text:
            self._add(text, link, bold=bold, italic=italic)
        run.clear()

    def _cleaned(self, printed: str) -> str:
        """Text of the page as one line. What is read twice counts twice. Raises BadPage(code="too_large")."""
        self.characters += len(printed)
        guard.check_text(self.characters)
        return clean(printed)

    def _add(self, text: str, link: int, *, bold: bool, italic: bool) -> None:
        links: Links = ()
        linked = 0
        if link >= 0:
            links, linked = [(text, self.hrefs[link])], len(text)
        elif link == _SEVERAL:
            links = self._links()
            linked = sum([len(name) for name, _ in links])
        tag, image, to = self.boxes[self.box].tag, self.image, self.leads_to
        self.pieces.append(Piece(text, tag, self.box, linked, links, bold, italic, image, to))
        self.image, self.leads_to = 0, ""

    def _links(self) -> Links:
        """Name and address of the links in the run."""
        parts: dict[int, list[str]] = {}
        for part, (_, number, _, _) in self.run:
            if number >= 0:
                parts.setdefault(number, []).append(part)
        named = [(clean("".join(of_one)), self.hrefs[number]) for number, of_one in parts.items()]
        return [(name, url) for name, url in named if name]

    def whole(self, node: LexborNode, tag: str, names: str, parent: int) -> bool:
        """Menus and footers are one piece each, unless a forgotten closing tag let the page slip in.

        Raises BadPage(code="too_large"), lest menus within menus be read as often as they are deep.
        """
        self.flush()
        text = self._cleaned(node.text(separator=" ", skip_empty=True))
        if len(text) > _TOO_LONG_FOR_A_MENU:
            return False
        if text:
            box = len(self.boxes)
            self.boxes.append(Box(parent, tag, names, "nav", node))
            self.depths.append(0)
            why = "a menu" if tag == "ul" else f"the page's <{tag}>"
            shown = text[:_LONGEST_MENU]
            self.pieces.append(Piece(shown, tag, box, len(text), role="nav", why=why))
        return True


def _begins_a_word(text: str) -> bool:
    """A capital, or a moment ("08/12/2025"); not the square of "m²"."""
    return text[0].isupper() or (text[0].isdigit() and len(text) > 4)


def _ends_a_word(part: str) -> bool:
    """A small letter or a number ("09:31"), not the one figure of a formula ("CO2")."""
    return part[-1].islower() or (len(part) > 1 and part[-2:].isdigit())


def _shared(run: Run, size: int) -> tuple[int, bool, bool]:
    """The link round all words of a run, or `_SEVERAL`; is nearly all of it bold; is it italic?"""
    link, bold, italic = _UNKNOWN, 0, 0
    for part, (_, number, is_bold, is_italic) in run:
        if is_bold:
            bold += len(part)
        if is_italic:
            italic += len(part)
        if number != link and not part.isspace():
            link = number if link == _UNKNOWN else _SEVERAL
    return link, bold * 10 > size * 8, italic * 10 > size * 8
