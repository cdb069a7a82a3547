"""How many of the talks that the seeds report are found, and how many are invented: through `diemtin talks`.

A talk is right when its parties, its date and its status are the reader's. One that is found with another date or
status counts as found; one that shares neither parties nor date with any of the reader's is invented.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.quality.figure import Figure, counted
from tests.quality.program import ROOT, Program
from worker.cli import COMMANDS

Talk = Mapping[str, Any]


def built() -> bool:
    return "talks" in COMMANDS


def measured(expected: Sequence[Talk]) -> tuple[list[Figure], list[str]]:
    with Program() as diemtin:
        diemtin.run("ingest", str(ROOT / "seeds" / "pages"))
        got = diemtin.json("talks", "--limit", "200")
    pairs = _paired(expected, got)
    right = sum(_right(talk, pairs.get(n)) for n, talk in enumerate(expected))
    taken = {id(other) for other in pairs.values()}
    invented = [talk for talk in got if id(talk) not in taken and not _near_any(talk, expected)]
    details = [_line(talk, pairs.get(n)) for n, talk in enumerate(expected)]
    details += [f"      invented: {_told(talk)}" for talk in invented]
    return [
        counted("talks.right", right, len(expected)),
        counted("talks.found", len(pairs), len(expected)),
        Figure("talks.invented", len(invented), f"{len(invented)} of {len(got)} told", less=True),
    ], details


def _paired(expected: Sequence[Talk], got: Sequence[Talk]) -> dict[int, Talk]:
    """Each expected talk with the one that answers most of it; none is used twice."""
    ranked = sorted(
        (
            (_agreement(talk, other), n, m)
            for n, talk in enumerate(expected)
            for m, other in enumerate(got)
        ),
        reverse=True,
    )
    pairs: dict[int, Talk] = {}
    used: set[int] = set()
    for agreement, n, m in ranked:
        if agreement >= 2 and n not in pairs and m not in used:
            pairs[n] = got[m]
            used.add(m)
    return pairs


def _agreement(talk: Talk, other: Talk) -> float:
    """2 for the same date (1 for one that touches), 1 for the same parties, 0.5 for the same status."""
    date = 2.0 if talk["date"] == other["date"] else float(_touch(talk["date"], other["date"]))
    parties = set(talk["parties"]) == set(other["parties"])
    return date + parties + 0.5 * (talk["status"] == other["status"])


def _right(talk: Talk, other: Talk | None) -> bool:
    return other is not None and all(
        (
            set(talk["parties"]) == set(other["parties"]),
            talk["date"] == other["date"],
            talk["status"] == other["status"],
        )
    )


def _near_any(talk: Talk, expected: Sequence[Talk]) -> bool:
    return any(
        _touch(talk["date"], other["date"]) and set(talk["parties"]) & set(other["parties"])
        for other in expected
    )


def _touch(one: str | None, other: str | None) -> bool:
    """Whether two dates (a day, a month, FROM/TO) may mean the same."""
    if not one or not other:
        return False
    (a, b), (c, d) = ((date.split("/")[0], date.split("/")[-1]) for date in (one, other))
    return a <= d + "~" and c <= b + "~"  # "2022-02" begins before and ends after each of its days


def _line(talk: Talk, other: Talk | None) -> str:
    mark = "ok   " if _right(talk, other) else "WRONG" if other else "none "
    return f"      {mark} {_told(talk)}" + (
        f"  told: {_told(other)}" if other and mark == "WRONG" else ""
    )


def _told(talk: Talk) -> str:
    return f"{talk['date']} {'+'.join(talk['parties'])} {talk['status']}"
