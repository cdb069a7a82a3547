"""Names for stories after articles moved: as few as possible change, for readers hold them in their hands. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from worker.pipeline.identity import story_id
from worker.topics.group import FRESH


@dataclass(frozen=True, slots=True)
class Move:
    """An article, the story it stood in ("" for the one that came in), and the one of the arrangement."""

    article: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """`names`: the id of each story of the arrangement. `merged`: each id that has no articles any more → who took them in."""

    names: Mapping[str, str]
    merged: Mapping[str, str]


def renamed(
    topic: str,
    moves: Sequence[Move],
    emptied: Sequence[str],
) -> Renamed:
    """The ids after `moves` (in the order of publication; the article that came in is among them).

    A story that is new takes the id of one that it emptied, the first of `emptied`; else one made of its first
    article, and of the article that came in where that is another.
    """
    came = next(move.article for move in moves if not move.before)
    names: dict[str, str] = {}
    free = list(emptied)
    for move in moves:
        if not move.after.startswith(FRESH):
            names[move.after] = move.after
        elif move.after not in names:
            names[move.after] = _taken(move.after, moves, free) or _made(topic, move.after, came)
    return Renamed(names, {old: names[_heir(old, moves)] for old in free})


def _taken(after: str, moves: Sequence[Move], free: list[str]) -> str:
    sources = {move.before for move in moves if move.after == after}
    for old in free:
        if old in sources:
            free.remove(old)
            return old
    return ""


def _made(topic: str, after: str, came: str) -> str:
    first = after.removeprefix(FRESH)
    return story_id(topic, first if first == came else f"{first}\n{came}")


def _heir(old: str, moves: Sequence[Move]) -> str:
    """Where most of its articles went; the earliest of them decides where that is open."""
    return Counter(move.after for move in moves if move.before == old).most_common(1)[0][0]


Standing = Callable[[str], Sequence[str]]
"""The articles that stand in a story as stored."""


def emptied(moves: Sequence[Move], standing: Standing) -> list[str]:
    """The stories that lose all their articles by `moves`, and get none."""
    stay = {move.after for move in moves}
    left: dict[str, set[str]] = {}
    for move in moves:
        if move.before and move.before not in stay:
            left.setdefault(move.before, set()).add(move.article)
    return [old for old, gone in left.items() if gone.issuperset(standing(old))]
