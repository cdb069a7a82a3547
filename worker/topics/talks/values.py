"""What the timeline is made of: mentions of talks, and the talks that they add up to."""

from calendar import monthrange
from dataclasses import asdict, dataclass
from typing import Any, Literal

from scrapers.article import When

Status = Literal["proposed", "planned", "held", "postponed", "cancelled", "refused"]
Field = Literal["title", "lead", "body", "caption", "related"]


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """When a talk is said to be: first and last day (ISO), and the shape of the timeline ("2022-02").

    `yearless` dates ("10/1" in a text without any year) have "--01-10" for start and end, and "" for a name.
    """

    start: str
    end: str
    name: str

    @classmethod
    def named(cls, name: str) -> "Day | None":
        """The day of a name in the timeline's shape ("2022-02", "2022-01-10/2022-01-13"); None for ""."""
        first, _, last = name.partition("/")
        return cls(_edge(first, "01"), _edge(last or first, ""), name) if name else None

    @property
    def yearless(self) -> bool:
        return self.start.startswith("--")

    @property
    def single(self) -> bool:
        return not self.yearless and self.start == self.end


def _edge(part: str, first: str) -> str:
    """The first (or last) day of a year, a month or a day: "2022-02" → "2022-02-01" or "2022-02-28"."""
    if len(part) == len("2022"):
        part += "-01" if first else "-12"
    if len(part) > len("2022-02"):
        return part
    year, month = map(int, part.split("-"))
    return f"{part}-{first or monthrange(year, month)[1]}"


_NO_DAY = Day("", "", "")


@dataclass(frozen=True, slots=True)
class Mention:
    """One sentence about one talk. "" and () stand for what the sentence leaves open.

    `quote` is an exact part of the article's `field`; "related" is what stood beside it on the page, of another story. `many` is a mention of several talks at once. `moved_from` is the
    day that a postponed talk should have had. `recalled` is a talk that is over and only spoken of ("sau cuộc gặp"), not reported. `night` marks a day told in Hanoi's early hours, in which it may still be the
    day before elsewhere. `firm` is a status that the sentence asserts (see `certainty`), not one that is weighed or remembered. `inferred` is FIRST/LAST where `published` is not the paper's word but the first day
    on which an undated text can have been printed.
    """

    published: When
    article: str
    field: Field
    quote: str
    parties: tuple[str, ...]
    people: tuple[str, ...] = ()
    form: str = ""
    place: str = ""
    date: Day | None = None
    status: Status | Literal[""] = ""
    subject: str = ""
    many: bool = False
    moved_from: Day | None = None
    night: bool = False
    recalled: bool = False
    firm: bool = False
    inferred: str = ""

    @property
    def aside(self) -> bool:
        return self.field == "related"

    def __lt__(self, other: "Mention") -> bool:
        return self._place() < other._place()

    def _place(self) -> tuple[Any, ...]:
        """Where it stands among mentions: by its fields, no day before any day."""
        days = {"date": self.date or _NO_DAY, "moved_from": self.moved_from or _NO_DAY}
        return tuple(days.get(name) or getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A quote, and what it says of the talk's status, date and place. Of an undated article `published` is "", and
    `inferred` FIRST/LAST tells between which days it must have been printed, if that is known."""

    article: str
    quote: str
    status: str
    published: When
    date: str = ""
    place: str = ""
    field: str = ""
    inferred: str = ""

    @property
    def printed(self) -> When:
        """When it was printed, as far as is known."""
        return self.published or self.inferred[: len("2022-01-10")]


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk of the timeline, in the shape of `diemtin talks`; what the mentions disagree about is in `conflicts`."""

    id: str
    title: str
    parties: tuple[str, ...]
    people: tuple[str, ...]
    form: str
    place: str
    date: str
    status: str
    subject: str
    conflicts: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def shape(self) -> dict[str, Any]:
        """As JSON; `place` and `date` are null where nothing is known."""
        data = asdict(self)
        return data | {"place": self.place or None, "date": self.date or None}


@dataclass(frozen=True, slots=True)
class Change:
    """What a development changed, in plain words, and the sentences that say so."""

    what: str
    before: str = ""
    after: str = ""
