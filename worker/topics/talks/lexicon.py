"""Who and where a sentence names: parties, people and places of the topic's table. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from worker.topics.matcher import Matcher
from worker.topics.parties import Party, Talks

_AT = re.compile(
    r"(?:\b(?:tại|ở|tới|đến|thăm|sang|từ|về|rời|thủ đô|thành phố|bang|khỏi|tp|đã đến|gần|ngoài)\.? |\()$"
)
_TOWARDS = re.compile(r"\b(?:tới|đến|thăm|sang|từ|về|rời|khỏi) (?:thủ đô |thành phố )?$")
_WHERE = re.compile(r"(?: \([^)]*\))?,? nơi\b")  # "tới Riyadh, nơi diễn ra cuộc đàm phán"
_VISITED = re.compile(r"\b(?:thăm|tới|đến|sang) (?:nước )?$")
_BESIDE = re.compile(r"^(?:, |,? \(|\()$")
_SENT_BY = re.compile(
    r"(?:phái viên|trợ lý|cố vấn|phái đoàn|đại diện|người phát ngôn|con rể) của (?:ông |bà |tổng thống |(?:tổng thống \w+ ))?(?:[a-z.]+ )?$"
)
_ABOUT = re.compile(
    r"\b(?:ở|tại|vấn đề|tình hình|khủng hoảng|cuộc chiến|chiến tranh|xung đột|về|quanh|chiến sự|biên giới|lãnh thổ|đối với"
    r"|tuyên bố|hiệp ước|thỏa thuận|hiệp định|nghị định thư|tiến trình|giờ"
    r"|miền đông|xâm lược|tấn công|hướng|ủng hộ|bảo vệ|(?<!gửi )(?:tới|đến|sang|thăm|rời|qua)|hỗ trợ|giúp|công dân|trừng phạt|của người|tiếng|kết nạp) $"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A party (`person` is "" ) or one of its people, where it stands in the sentence."""

    start: int
    end: int
    party: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int
    name: str
    party: str = ""
    stays: bool = True
    """ "tại Moskva", not "tới Moskva", "từ Moskva"."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a sentence names, in order."""

    actors: tuple[Item, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class _Words:
    """A concept as the matcher wants it."""

    aliases: tuple[str, ...]
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    names: bool = False


class Lexicon:
    """The matcher of one table, and what each of its bits means."""

    def __init__(self, table: Talks) -> None:
        self.table = table
        self._order = list(table.parties)
        self.bodies = frozenset(key for key, party in table.parties.items() if party.body)
        concepts: dict[str, _Words] = {}
        for key, party in table.parties.items():
            concepts |= _of_party(key, party)
        for place, spellings in table.places.items():
            concepts[f"place:{place}"] = _Words((place, *spellings))
        bits = {name: 1 << number for number, name in enumerate(concepts)}
        self._meaning = {bit: tuple(name.split(":")) for name, bit in bits.items()}
        self._matcher = Matcher(concepts, bits)

    def named(self, text: str, lowered: str) -> Named:
        """The actors and places of `text` (even); `lowered` is its lower case.

        A capital or a country is a place after "tại", "tới"; the country beside a place ("Brussels, Bỉ") belongs to it.
        """
        actors: list[Item] = []
        places: list[Place] = []
        end = 0
        for mention in self._matcher.mentions(text, lowered):
            if mention.start < end:
                continue  # the surname inside "Volodymyr Zelensky"
            end = mention.end
            here = [self._meaning[bit] for bit in _bits(mention.bits)]
            before = lowered[max(0, mention.start - 16) : mention.start]
            if self._is_place(here, before, lowered, mention.start, places):
                stays = (
                    _TOWARDS.search(before) is None
                    or _WHERE.match(lowered, mention.end) is not None
                )
                places.extend(_place(here, mention.start, mention.end, stays=stays))
            elif _VISITED.search(before) and here[0][0] == "party":
                places.append(Place(mention.start, mention.end, "", here[0][1], stays=False))
            elif not _ABOUT.search(before) or any(kind == "person" for kind, *_ in here):
                sent = _SENT_BY.search(lowered[max(0, mention.start - 40) : mention.start])
                actors.extend(_actors(here, mention.start, mention.end, absent=sent is not None))
        return Named(tuple(actors), tuple(places))

    def ordered(self, parties: Sequence[str]) -> tuple[str, ...]:
        """`parties` once each, in the order of the table."""
        return tuple(sorted(set(parties), key=self._order.index))

    def _is_place(
        self,
        here: Sequence[tuple[str, ...]],
        before: str,
        lowered: str,
        start: int,
        places: Sequence[Place],
    ) -> bool:
        kinds = {kind for kind, *_ in here}
        if "place" in kinds:
            return kinds == {"place"} or _AT.search(before) is not None
        if "party" in kinds and places:
            return _BESIDE.match(lowered[places[-1].end : start]) is not None
        return False


def _of_party(key: str, party: Party) -> Mapping[str, _Words]:
    words = {
        f"party:{key}": _Words(party.aliases, party.not_after, party.not_before, party.names),
        f"capital:{key}": _Words(party.capitals),
    }
    for person, spellings in party.people.items():
        words[f"person:{key}:{person}"] = _Words((person, *spellings))
    return words


def _bits(bits: int) -> list[int]:
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest)
        bits ^= lowest
    return found


def _place(here: Sequence[tuple[str, ...]], start: int, end: int, *, stays: bool) -> list[Place]:
    party = next((key for kind, key, *_ in here if kind in ("capital", "party")), "")
    return [Place(start, end, key, party, stays) for kind, key, *_ in here if kind == "place"]


def _actors(here: Sequence[tuple[str, ...]], start: int, end: int, *, absent: bool) -> list[Item]:
    """The person, who is `absent` where an envoy stands in, or the parties."""
    people = [
        Item(start, end, key, "" if absent else rest[0])
        for kind, key, *rest in here
        if kind == "person"
    ]
    return people or [
        Item(start, end, key) for kind, key, *_ in here if kind in ("party", "capital")
    ]
