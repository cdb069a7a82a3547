"""Where an article stands among the stories, and why: the values that grouping gives. Pure."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["opens", "copy", "event"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands, and how it came there."""

    story: str
    kind: Kind = "event"


@dataclass(frozen=True, slots=True)
class Decision:
    """The story to join (None: a new one), the article for which it joins (or the nearest), how alike (or how surely of
    one talk) they are, and why."""

    story: str | None
    like: str | None
    similarity: float
    reason: str
    kind: Kind = "opens"
