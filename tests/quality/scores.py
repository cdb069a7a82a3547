"""The definitions of all figures. Pure; nothing here knows the product.

Words are runs of letters and digits, NFC, without regard to case. A snippet stands in a text when all its words but
the first and last (a cut-out may begin in the middle of a word) stand there in a row.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text or "").casefold())


def found(snippets: Iterable[str], text: str) -> list[bool]:
    """For each snippet whether it stands in the text."""
    where = f" {' '.join(words(text))} "
    return [f" {' '.join(_inner(words(snippet)))} " in where for snippet in snippets]


def _inner(tokens: list[str]) -> list[str]:
    return tokens[1:-1] if len(tokens) > 4 else tokens


def same_minute(expected: str, got: str) -> bool:
    """Whether both are the same minute (or both are unknown); a time without an offset is no moment."""
    if not expected or not got:
        return not expected and not got
    try:
        a, b = datetime.fromisoformat(expected), datetime.fromisoformat(got)
    except ValueError:
        return False
    if b.tzinfo is None or a.tzinfo is None:
        return expected == got
    return abs((a - b).total_seconds()) < 60


def share(hits: float, of: float) -> float:
    return hits / of if of else 0.0


def harmonic(precision: float, recall: float) -> float:
    return share(2 * precision * recall, precision + recall)


def average_precision(scored: Sequence[tuple[float, bool]]) -> float:
    """Mean precision at each positive, best score first; equal scores keep their order."""
    hits, total = 0, 0.0
    for rank, (_, positive) in enumerate(sorted(scored, key=lambda pair: -pair[0]), 1):
        if positive:
            hits += 1
            total += hits / rank
    return share(total, hits)


def b_cubed(group: Mapping[str, str], story: Mapping[str, str]) -> tuple[float, float]:
    """B³ precision and recall: precision falls when events are merged, recall when one is split.

    What is in no story stands alone.
    """
    placed = {one: story.get(one, f"alone {one}") for one in group}
    precision = recall = 0.0
    for one in group:
        mates = {other for other in group if placed[other] == placed[one]}
        true = {other for other in group if group[other] == group[one]}
        precision += len(mates & true) / len(mates)
        recall += len(mates & true) / len(true)
    return share(precision, len(group)), share(recall, len(group))


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's interval of 95 % for a share."""
    if not of:
        return 0.0, 1.0
    z, p = 1.96, hits / of
    middle, width = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return max(0.0, (middle - width) / (1 + z * z / of)), min(
        1.0, (middle + width) / (1 + z * z / of)
    )
