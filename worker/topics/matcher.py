"""From words to concepts: where a text names a party, an act, a subject. Pure.

All aliases of a topic are one regular expression, built as a trie, that runs over text in lower case
with unified spelling (`scrapers.text.even`), so offsets are those of the text. An alias written with
a capital matches only a capital: "Nga" is a country, "nga" is not, "VIÊN" in a headline of capitals may be.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from scrapers.text import clean, even, fold, lower

_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh?|gi|kh?|ch?|ph|qu|th?|tr|[bdhlmnrsvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_BEFORE = re.compile(r"(\w+) $")
_AFTER = re.compile(r" (\w+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names one or more concepts (`bits`, one bit a concept)."""

    start: int
    end: int
    bits: int


class Concept(Protocol):
    """What the matcher must know of a concept; see `worker.topics.topic.Concept`."""

    @property
    def aliases(self) -> Sequence[str]: ...
    @property
    def not_after(self) -> Sequence[str]: ...
    @property
    def not_before(self) -> Sequence[str]: ...
    @property
    def names(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Reading:
    """One concept behind one alias: the letters that must be capitals, and the neighbours that forbid it.

    `length` is that of the alias: a reading also hangs on every longer alias that begins with it.
    """

    bit: int
    length: int
    capitals: tuple[int, ...]
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]
    name: bool


_DASH = re.compile(r" ?- ?")


class Matcher:
    """Finds the mentions of `concepts` (name → concept); `bit` gives each name its bits."""

    def __init__(self, concepts: Mapping[str, Concept], bit: Mapping[str, int]) -> None:
        readings: dict[str, list[_Reading]] = {}
        for name, concept in concepts.items():
            for alias, reading in _read(concept, bit[name]):
                readings.setdefault(alias, []).append(reading)
        self._readings = {alias: _with_prefixes(alias, readings) for alias in readings}
        self._pattern = re.compile(rf"(?<!\w)(?=({_trie(readings)})(?!\w))") if readings else None

    def mentions(self, text: str, lowered: str) -> list[Mention]:
        """The mentions in `text` (made `even`), one for each word that begins any; `lowered` is its lower case."""
        if self._pattern is None:
            return []
        found = []
        for match in self._pattern.finditer(lowered):
            start, end = match.span(1)
            bits, length = 0, 0
            alias = match[1] if "-" not in match[1] else _DASH.sub("-", match[1])
            for reading in self._readings[alias]:
                stop = end if reading.length == end - start else min(start + reading.length, end)
                if _holds(reading, text, lowered, start, stop):
                    bits |= reading.bit
                    length = max(length, stop - start)
            if bits:
                found.append(Mention(start, start + length, bits))
        return found


def _with_prefixes(alias: str, readings: Mapping[str, list[_Reading]]) -> tuple[_Reading, ...]:
    """The readings of `alias` and of the aliases with which it begins ("đàm phán" of "đàm phán an ninh")."""
    ends = [place for place, char in enumerate(alias) if char in " -"]
    shorter = [reading for end in ends for reading in readings.get(alias[:end], ())]
    return (*readings[alias], *shorter)


def _read(concept: Concept, bit: int) -> Iterator[tuple[str, _Reading]]:
    """The aliases of `concept` in lower case, each with its reading."""
    not_after = tuple(lower(even(clean(word))) for word in concept.not_after)
    not_before = tuple(lower(even(clean(word))) for word in concept.not_before)
    for alias in concept.aliases:
        written = _DASH.sub("-", even(clean(alias)))
        capitals = tuple(place for place, char in enumerate(written) if char.isupper())
        name = concept.names and " " not in written and written[:1].isupper()
        yield lower(written), _Reading(bit, len(written), capitals, not_after, not_before, name)


def _holds(reading: _Reading, text: str, lowered: str, start: int, end: int) -> bool:
    if reading.capitals:
        written = text[start:end]
        if "-" in written:
            written = _DASH.sub("-", written)
        if not all(written[place].isupper() for place in reading.capitals if place < len(written)):
            return False
    if reading.not_after and _ends_with_word(
        lowered[max(0, start - 24) : start].rstrip(" \"'("), reading.not_after
    ):
        return False
    if reading.not_before and _starts_with_word(
        lowered[end : end + 24].lstrip(" "), reading.not_before
    ):
        return False
    return not (reading.name and _is_name(text, start, end))


def _ends_with_word(before: str, words: tuple[str, ...]) -> bool:
    return before.endswith(words) and any(
        before.endswith(word) and not before[: -len(word)][-1:].isalnum() for word in words
    )


def _starts_with_word(after: str, words: tuple[str, ...]) -> bool:
    return after.startswith(words) and any(
        after.startswith(word) and not after[len(word) :][:1].isalnum() for word in words
    )


def _is_name(text: str, start: int, end: int) -> bool:
    """Does the syllable belong to a Vietnamese name ("Thúy Nga", "Nga Sơn", "Mỹ Đình")?

    It does when a neighbour is a capitalised Vietnamese syllable; one that opens the sentence does not count.
    Headlines in capitals say nothing by their capitals.
    """
    if text[start:end].isupper() and end - start > 1:
        return False
    before = _BEFORE.search(text, max(0, start - 12), start)
    if before is not None and before.start() > 0 and _capitalised(before[1]):
        return text[before.start() - 1] not in ".:\"'(-"
    after = _AFTER.match(text, end)
    return after is not None and _capitalised(after[1])


def _capitalised(word: str) -> bool:
    return (
        word[:1].isupper()
        and (word[1:].islower() or len(word) == 1)
        and _SYLLABLE.fullmatch(fold(word)) is not None
    )


def _trie(words: Iterable[str]) -> str:
    """A regular expression for `words`, longest first, sharing what they begin with."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    branches = [
        (" ?- ?" if char == "-" else re.escape(char))
        + (_branch(child) if set(child) != {""} else "")
        for char, child in node.items()
        if char
    ]
    choice = branches[0] if len(branches) == 1 else "|".join(branches)
    if "" in node:
        return f"(?:{choice})?" if branches else ""
    return choice if len(branches) == 1 else f"(?:{choice})"
