"""The articles of a topic at hand, and which of them are near each other: an index that remembers.

It holds nothing that cannot be made anew: what is near what follows from the two texts alone.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from worker.topics.bond import bond
from worker.topics.likeness import ALIKE, COPY, copied, likeness
from worker.topics.member import Member
from worker.topics.profile import Profile, profile
from worker.topics.topic import Topic

Order = tuple[bool, float, str]

SLACK = 1e-6  # sums of the same numbers in another order


@dataclass(frozen=True, slots=True)
class Near:
    """How near two articles are: as reports of one event, as texts (0.0: no copy), and as reports of one talk."""

    like: float
    copied: float
    bond: float = 0.0


class Shelf:
    """Profiles by article id, with the places of their words and marks. Not for several threads at once."""

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        self._profiles: dict[str, Profile] = {}
        self._versions: dict[str, str] = {}
        self._orders: dict[str, Order] = {}
        self._words: dict[str, dict[str, float]] = {}
        self._marks: dict[int, set[str]] = {}
        self._sides: dict[frozenset[str], set[str]] = {}
        self._near: dict[str, dict[str, Near]] = {}

    def __len__(self) -> int:
        return len(self._profiles)

    def __getitem__(self, id_: str) -> Profile:
        return self._profiles[id_]

    def last(self, ids: Collection[str]) -> Order:
        """The place of the last of these in the order of publication."""
        return max(map(self._orders.__getitem__, ids), default=(False, -math.inf, ""))

    def holds(self, id_: str, version: str = "") -> bool:
        """Is this article here, in this version of its text?"""
        return id_ in self._profiles and self._versions[id_] == version

    def put(self, member: Member, version: str = "") -> None:
        """Take in an article, in place of an earlier version."""
        self.drop(member.id)
        own = profile(member, self.topic)
        self._profiles[member.id], self._versions[member.id] = own, version
        self._orders[member.id] = own.order
        for term, value in own.telling.items():
            self._words.setdefault(term, {})[member.id] = value
        for mark in own.marks:
            self._marks.setdefault(mark, set()).add(member.id)
        if own.subject is not None:
            self._sides.setdefault(own.subject.parties, set()).add(member.id)
        if self._near:
            for other, found in self.near(member.id).items():
                if other in self._near:
                    self._near[other][member.id] = found

    def drop(self, id_: str) -> None:
        """Take an article off; nothing happens where it is not there."""
        own = self._profiles.pop(id_, None)
        if own is None:
            return
        for term in own.telling:
            self._words[term].pop(id_)
            if not self._words[term]:
                del self._words[term]
        for mark in own.marks:
            self._marks[mark].discard(id_)
            if not self._marks[mark]:
                del self._marks[mark]
        if own.subject is not None:
            self._sides[own.subject.parties].discard(id_)
            if not self._sides[own.subject.parties]:
                del self._sides[own.subject.parties]
        self._near.pop(id_, None)
        for found in self._near.values():
            found.pop(id_, None)

    def keep(self, ids: Collection[str]) -> None:
        """Take off everything else."""
        for id_ in self._profiles.keys() - set(ids):
            self.drop(id_)

    def near(self, id_: str) -> Mapping[str, Near]:
        """The other articles on the shelf that are like this one, or hold much of its text."""
        if id_ not in self._near:
            self._near[id_] = dict(self._found(self._profiles[id_]))
        return self._near[id_]

    def _found(self, own: Profile) -> Iterator[tuple[str, Near]]:
        copies = {
            other
            for mark in own.marks
            for other in self._marks.get(mark, ())
            if other != own.member.id
        }
        alike = self._alike(own)
        for id_ in sorted(copies | alike | self._between_the_same(own)):
            other = self._profiles[id_]
            share = copied(own, other) if id_ in copies else 0.0
            found = Near(
                likeness(own, other, self.topic) if id_ in alike else 0.0,
                share if share >= COPY else 0.0,
                bond(own.subject, other.subject),
            )
            if found.like or found.copied or found.bond:
                yield id_, found

    def _between_the_same(self, own: Profile) -> set[str]:
        """Those about a talk of the same sides."""
        if own.subject is None:
            return set()
        return self._sides[own.subject.parties] - {own.member.id}

    def _alike(self, own: Profile) -> set[str]:
        """Those that share enough names, numbers and pairs of syllables."""
        sums: defaultdict[str, float] = defaultdict(float)
        for term, value in own.telling.items():
            for other, worth in self._words[term].items():
                sums[other] += value * worth
        sums.pop(own.member.id, None)
        return {other for other, total in sums.items() if total >= ALIKE - SLACK}
