"""Floors that cannot sink unnoticed (after trafilatura's eval_gate).

Each exam has its own: the figures it once reached, and the digest of the questions they were reached on.
Another corpus than the pinned one is said, and held against nothing. The exam of our own is always held: it is edited
in the same commit as its floors.
`update` raises floors; it lowers one only with a reason, which stays in the file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.quality.figure import Figure

FILE = Path(__file__).with_name("floors.json")


class Lowered(Exception):
    """Floors would sink and nobody said why."""


@dataclass(frozen=True, slots=True)
class Floors:
    """Of one exam: the digest they were measured on ("" before the first time), and each figure's floor."""

    digest: str
    figures: Mapping[str, float]
    ours: bool = False

    def apply(self, digest: str) -> bool:
        return self.ours or digest == self.digest

    def breaches(self, digest: str, figures: Sequence[Figure]) -> list[str]:
        """What is worse than its floor, told, and what is no longer measured. [] where the floors do not apply."""
        if not self.apply(digest):
            return []
        measured = {figure.name: figure for figure in figures}
        worse = [
            f"{name}: {measured[name].value:.4f} ({measured[name].told}), the floor is {floor:.4f}"
            for name, floor in self.figures.items()
            if name in measured and measured[name].worse_than(floor)
        ]
        return worse + [f"{name}: not measured" for name in self.figures if name not in measured]


def read(exam: str, file: Path = FILE) -> Floors:
    own = _content(file).get(exam, {})
    return Floors(own.get("digest", ""), own.get("floors", {}), ours=exam.startswith("own"))


def update(
    exam: str, digest: str, figures: Sequence[Figure], because: str, file: Path = FILE
) -> list[str]:
    """Pin these figures; gives the floors that sank. Raises Lowered where some would and `because` is empty."""
    old, content = read(exam, file), _content(file)
    sunk = old.breaches(digest, figures)
    if sunk and not because:
        raise Lowered(
            'these floors would sink (say why with --because "…"):\n  ' + "\n  ".join(sunk)
        )
    floors = {figure.name: round(figure.value, 4) for figure in figures}
    content[exam] = {"digest": digest, "floors": floors}
    if sunk:
        content.setdefault("lowered", []).append({"exam": exam, "because": because, "floors": sunk})
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return sunk


def _content(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text("utf-8")) if file.exists() else {}
