"""Which paper is broken, how, from when to when; `kinds` says what that does to an answer. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.origin.answers import Answer
from tests.origin.kinds import KINDS, Asked
from tests.origin.papers import Paper

_SPEC = re.compile(r"([a-z0-9-]+)@(\d+|\*)(?::(\d+[smh]?)?(?:-(\d+[smh]?))?)?")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one paper (None: of all), between two moments of the clock."""

    kind: str
    paper: int | None
    start: datetime
    end: datetime

    def holds(self, paper: Paper, at: datetime) -> bool:
        return self.paper in {None, paper.index} and self.start <= at < self.end


def parse(spec: str, begin: datetime) -> Fault:
    """KIND@SITE[:FROM[-TO]]: html@3:5m-20m; SITE a number or *, times since the start. Raises ValueError."""
    match = _SPEC.fullmatch(spec)
    if match is None or match[1] not in KINDS:
        raise ValueError(
            f"{spec!r}: write KIND@SITE or KIND@SITE:5m-20m; kinds: {', '.join(KINDS)}"
        )
    kind, who, start, end = match.groups()
    forever = timedelta(days=3650)
    return Fault(
        kind,
        None if who == "*" else int(who),
        begin + (_span(start) if start else timedelta()),
        begin + (_span(end) if end else forever),
    )


def spoiled(asked: Asked, well: Answer, faults: Iterable[Fault]) -> Answer:
    """The answer as the faults of that moment leave it."""
    for fault in faults:
        if fault.holds(asked.paper, asked.at):
            well = KINDS[fault.kind].spoil(asked, well)
    return well


def _span(text: str) -> timedelta:
    return timedelta(seconds=int(text.rstrip("smh")) * _UNITS[text.lstrip("0123456789")])
