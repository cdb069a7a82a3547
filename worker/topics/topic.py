"""A topic as a user writes it: one TOML file that says what it is, what spoils it, and proves it.

concepts   words that mean the same thing: a party, an act, a subject, a spoiler
talks      the parties of the timeline, their people, the places where they meet
compounds  concepts that stand close to each other in a given order ("Nga – Mỹ", "đàm phán với Nga")
signals    concepts that meet in one sentence (or in title and lead together) and what that is worth
zones      how much a signal counts by the place where it stands
thresholds from which probability an article is peripheral, core
examples   labelled texts; a topic that gets one of them wrong does not load
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from scrapers.article import Article
from worker.topics.limits import INSIDE, SHARE, SOME, STRICT, Limits
from worker.topics.matcher import Matcher
from worker.topics.parties import Talks

Relevance = Literal["core", "peripheral", "off"]
Scope = Literal["sentence", "opening", "title"]
WEIGHT = Limits(ge=-12, le=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Words for one thing. `includes` adds all words of other concepts."""

    __pydantic_config__: ClassVar = STRICT

    aliases: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    names: bool = False

    def __post_init__(self) -> None:
        if not self.aliases and not self.includes:
            raise ValueError("needs aliases or includes")
        if any(not alias.strip() for alias in self.aliases):
            raise ValueError("an alias is empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound:
    """Concepts in this order, at most `gap` words apart; `between` limits those words."""

    __pydantic_config__: ClassVar = STRICT

    parts: Annotated[tuple[str, ...], Limits(min_length=2)]
    gap: Annotated[int, Limits(ge=0, le=30)] = 3
    either_way: bool = False
    between: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What it is worth, in logits, when all of `all` and none of `none` meet in the scope.

    A member "a|b" is satisfied by either. A negative signal with `aside` moves an article aside instead of
    away: what would be core without it is peripheral. `roundup` says that the text joins several reports: it
    is peripheral at most, and every negative signal only moves it aside, since what spoils one report does not
    spoil another. `prior` is what its author thinks it worth: `make fit` learns the weight around it, with its sign.
    """

    __pydantic_config__: ClassVar = STRICT

    says: str
    all: Annotated[tuple[str, ...], SOME]
    none: tuple[str, ...] = ()
    scope: Scope = "sentence"
    weight: Annotated[float, WEIGHT]
    prior: Annotated[float, WEIGHT] | None = None
    aside: bool = False
    roundup: bool = False

    @property
    def believed(self) -> float:
        """The prior, or the weight where none is given."""
        return self.weight if self.prior is None else self.prior


@dataclass(frozen=True, slots=True, kw_only=True)
class Zones:
    """The share of its weight that a signal earns in each place."""

    __pydantic_config__: ClassVar = STRICT

    title: Annotated[float, SHARE] = 1.0
    lead: Annotated[float, SHARE] = 0.8
    body: Annotated[float, SHARE] = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Scores from which on an article is core, or peripheral.

    `aside` is for the score that it would have without the signals that move it aside: from there on it is
    peripheral too.
    """

    __pydantic_config__: ClassVar = STRICT

    core: Annotated[float, INSIDE] = 0.5
    peripheral: Annotated[float, INSIDE] = 0.2
    aside: Annotated[float, INSIDE] = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Which relevance may alert a follower."""

    __pydantic_config__: ClassVar = STRICT

    relevance: tuple[Relevance, ...] = ("core",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """How articles become stories; see `worker.topics.group`."""

    __pydantic_config__: ClassVar = STRICT

    window_days: Annotated[float, Limits(gt=0, le=60)] = 5
    threshold: Annotated[float, INSIDE] = 0.33
    formats: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    common: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    __pydantic_config__: ClassVar = STRICT

    relevance: Relevance
    title: str = ""
    lead: str = ""
    body: str = ""

    @property
    def article(self) -> Article:
        return Article(title=self.title, lead=self.lead, body=self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFile:
    """The file itself, before it is compiled."""

    __pydantic_config__: ClassVar = STRICT

    name: str
    bias: float
    concepts: dict[str, Concept]
    compounds: dict[str, Compound] = field(default_factory=dict)
    signals: dict[str, Signal]
    zones: Zones = Zones()
    thresholds: Thresholds = Thresholds()
    alert: Alert = Alert()
    stories: Stories = Stories()
    talks: Talks = field(default_factory=Talks)
    examples: Annotated[tuple[Example, ...], Limits(min_length=2)]

    def __post_init__(self) -> None:
        concepts = list(self.concepts)
        for place, name in _references(self):
            known = [*concepts, *self.compounds] if place.startswith("signals") else concepts
            if name not in known:
                raise ValueError(f"{place}: no concept {name!r}{nearest(name, known)}")


@dataclass(frozen=True, eq=False)
class Topic:
    """A compiled topic. `key` is the stem of its file. Equal only to itself, so it may key a cache."""

    key: str
    file: TopicFile

    @cached_property
    def bit(self) -> Mapping[str, int]:
        """The bit of each concept and compound."""
        return {name: 1 << n for n, name in enumerate([*self.file.concepts, *self.file.compounds])}

    @cached_property
    def compounds(self) -> tuple[tuple[int, int, Compound, tuple[tuple[int, ...], ...]], ...]:
        """Each compound: its bit, all bits it needs, itself, and the orders of bits that make it."""
        found = []
        for name, compound in self.file.compounds.items():
            parts = tuple(self.bit[part] for part in compound.parts)
            orders = (parts, parts[::-1]) if compound.either_way else (parts,)
            found.append((self.bit[name], sum(set(parts)), compound, orders))
        return tuple(found)

    @cached_property
    def needs(self) -> tuple[tuple[str, Scope, tuple[int, ...], int], ...]:
        """Each signal: key, scope, the bits of which it needs one of each, and those that forbid it."""
        return tuple(
            (key, signal.scope, tuple(map(self.mask, signal.all)), sum(map(self.mask, signal.none)))
            for key, signal in self.file.signals.items()
        )

    def mask(self, name: str) -> int:
        """The bits of "a|b"."""
        return sum(self.bit[part] for part in name.split("|"))

    @cached_property
    def common(self) -> int:
        """The bits of the concepts that nearly every article of the topic names."""
        return sum(self.bit[name] for name in self.file.stories.common)

    @cached_property
    def formats(self) -> int:
        """The bits of the kinds of event (call, summit, written answer, …)."""
        return sum(self.bit[name] for name in self.file.stories.formats)

    @cached_property
    def stages(self) -> int:
        """The bits of how far an event has come (planned, held, refused)."""
        return sum(self.bit[name] for name in self.file.stories.stages)

    @cached_property
    def people(self) -> int:
        """The bits of the concepts whose aliases are people."""
        return sum(self.bit[name] for name in self.file.stories.people)

    @cached_property
    def matcher(self) -> Matcher:
        return Matcher(self.file.concepts, self.bits)

    @cached_property
    def bits(self) -> Mapping[str, int]:
        """Each concept's own bit and those of all concepts that include it."""
        bits = dict(self.bit)
        for _ in self.file.concepts:  # as often as the longest chain may need
            for name, concept in self.file.concepts.items():
                for part in concept.includes:
                    bits[part] |= bits[name]
        return bits


def _references(file: TopicFile) -> Iterator[tuple[str, str]]:
    for key, concept in file.concepts.items():
        yield from ((f"concepts.{key}.includes", name) for name in concept.includes)
    for key, compound in file.compounds.items():
        yield from ((f"compounds.{key}.parts", name) for name in compound.parts)
    for key, signal in file.signals.items():
        for name in (*signal.all, *signal.none):
            yield from ((f"signals.{key}", part) for part in name.split("|"))
    stories = file.stories
    for key in ("formats", "stages", "people", "common"):
        yield from ((f"stories.{key}", name) for name in getattr(stories, key))


def nearest(name: str, known: list[str]) -> str:
    """ " (did you mean 'x'?)" for the one of `known` that looks like `name`, or nothing."""
    import difflib  # noqa: PLC0415  (only where a file is wrong)

    near = difflib.get_close_matches(name, known, 1, 0.5)
    return f" (did you mean {near[0]!r}?)" if near else ""
