"""The papers: who they are, and what they have published up to any moment. Pure, from a seed.

A day has the rhythm of a Vietnamese desk: little between midnight and five, most in the morning and the afternoon,
less on Sundays. `speed` lets the days of the news pass faster than those of the clock; what is dated is dated by the clock.
"""

import bisect
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.origin import news, words
from tests.origin.news import Piece

HOURS = (3, 2, 1, 1, 2, 6, 10, 12, 12, 12, 11, 10, 8, 8, 10, 11, 11, 9, 8, 8, 7, 6, 5, 4)
SUNDAY = 0.6
REPRINTS = 0.35
_RECENT = 12  # a paper prints one of the wire's last reports
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class World:
    """What all papers share. `begin` (aware) is the moment at which news time and clock agree.

    `wire` is how many reports it brings a day, `talk` the share of them that is on topic; `past`: also of those
    from before the beginning.
    """

    seed: str
    begin: datetime
    speed: float = 1.0
    talk: float = 0.1
    wire: float = 48
    past: bool = True

    def news_time(self, at: datetime) -> datetime:
        """How far the news is at a moment of the clock."""
        return self.begin + (at - self.begin) * self.speed

    def clock(self, news_time: datetime) -> datetime:
        return self.begin + (news_time - self.begin) / self.speed


@dataclass(frozen=True, slots=True)
class Entry:
    """One published article: its place in the paper's count, the moment of the clock, what it says."""

    number: int
    at: datetime
    piece: Piece

    @property
    def path(self) -> str:
        return f"/{news.slug(self.piece.title)}-{self.number}.html"


@dataclass(slots=True)
class Paper:
    """One paper. `a_day` articles, `window` of them in the feed; `style` and `dates` choose among those there are.

    `quiet` (from, to), of the news time: it publishes nothing then.
    """

    world: World
    index: int
    a_day: float
    window: int = 30
    style: int = 0
    dates: int = 0
    source: str = "rss"  # rss, atom, json or listing: what the site file names
    base: str = ""
    kept: dict[str, tuple[str, bytes]] = field(default_factory=dict, repr=False)
    """What was rendered last at a path, by its ETag."""
    _days: dict[int, list[Entry]] = field(default_factory=dict, repr=False)
    _numbers: dict[int, Entry] = field(default_factory=dict, repr=False)

    @property
    def key(self) -> str:
        return f"bao{self.index:05}"

    @property
    def name(self) -> str:
        kind = words.KINDS[self.index % len(words.KINDS)]
        return f"{kind} {words.FLOWERS[self.index % len(words.FLOWERS)]} {self.index}"

    def published(self, at: datetime, most: int) -> list[Entry]:
        """The newest `most` articles at a moment of the clock, the newest first."""
        day = self._ordinal(self.world.news_time(at))
        found: list[Entry] = []
        for back in range(8):
            entries = self._day(day - back)
            end = bisect.bisect_right(entries, at, key=lambda entry: entry.at)
            found += entries[max(0, end - (most - len(found))) : end][::-1]
            if len(found) >= most:
                break
        return found

    def between(self, start: datetime, end: datetime) -> list[Entry]:
        """What was published after `start` and up to `end`, the oldest first."""
        first, last = (self._ordinal(self.world.news_time(at)) for at in (start, end))
        days = (self._day(day) for day in range(first, last + 1))
        return [entry for entries in days for entry in entries if start < entry.at <= end]

    def article(self, number: int, at: datetime) -> Entry | None:
        """The article of that number, if it is out."""
        entry = self._numbers.get(number)
        if entry is None:
            self._day(number // 1000)
            entry = self._numbers.get(number)
        return entry if entry is not None and entry.at <= at else None

    def _ordinal(self, news_time: datetime) -> int:
        return (news_time - self.world.begin) // _DAY + 100  # so that numbers have five digits

    def _day(self, day: int) -> list[Entry]:
        if day not in self._days:
            self._days[day] = entries = list(self._made(day))
            self._numbers |= {entry.number: entry for entry in entries}
        return self._days[day]

    def _made(self, day: int) -> list[Entry]:
        """A day's articles: how many and when by chance, some of them the wire's."""
        chance = random.Random(f"{self.world.seed}/{self.key}/{day}")
        start = self.world.begin + (day - 100) * _DAY
        wanted = self.a_day * (SUNDAY if (start.weekday() == 6) else 1.0)
        count = min(int(wanted + chance.random()), 999)
        hours = chance.choices(range(24), HOURS, k=count)
        offset = (start.hour + 7) % 24  # the desk's hours are Vietnam's
        times = sorted(((h - offset) % 24) * 3600 + chance.uniform(0, 3600) for h in hours)
        printed: set[int] = set()
        return [
            self._entry(day, place, start + timedelta(seconds=at), chance, printed)
            for place, at in enumerate(times)
        ]

    def _entry(
        self, day: int, place: int, at: datetime, chance: random.Random, printed: set[int]
    ) -> Entry:
        number = day * 1000 + place
        piece = news.own(self.world.seed, self.key, number)
        wire = int((at - self.world.begin) / _DAY * self.world.wire) - chance.randrange(_RECENT)
        if chance.random() < REPRINTS and wire not in printed:
            printed.add(wire)
            share = self.world.talk if self.world.past or wire >= 0 else 0.0
            reported = news.wire(self.world.seed, wire, at, share)
            piece = news.reprinted(reported, self.world.seed, self.key)
        return Entry(number, self.world.clock(at), piece)


SOURCES: Mapping[int, str] = {3: "atom", 5: "json", 8: "listing"}
"""What the site files name, by the last digit of a paper's index; RSS otherwise."""


def found(world: World, count: int, a_day: float, window: int | None = None) -> list[Paper]:
    """So many papers: a few print much, most print little, `a_day` on average.

    `window`: items that each feed shows; None lets them differ.
    """
    return [_paper(world, index, a_day, window) for index in range(count)]


def _paper(world: World, index: int, a_day: float, window: int | None) -> Paper:
    chance = random.Random(f"{world.seed}/paper/{index}")
    share = min(chance.lognormvariate(-0.5, 1.0), 8.0)  # its mean is 1
    return Paper(
        world,
        index,
        a_day=max(0.5, a_day * share),
        window=window or chance.choice((20, 30, 50)),
        style=index % 4,
        dates=index % 3,
        source=SOURCES.get(index % 10, "rss"),
    )
