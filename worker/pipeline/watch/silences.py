"""How long a silence must be before it is no chance. Pure.

A silence is as surprising as it is unlikely: `surprise` is -ln of the chance that a paper which is well shows nothing for
so long, by its usual week (`weekly`), or by its last day and a desk's while that is not known (`firstdays`). What a few finds tell of
a rhythm is uncertain itself: of a rate known from n finds, silence in which M more were due has the chance
(1 + M/n)^-n, the gamma-Poisson law, which is e^-M for large n only. So a young or slow paper is given more time.

What is needed grows with the number of pauses that a month brings, so that a paper that is well is called silent by
chance about once in a hundred months, and follows the longest surprise that the paper has given before: one that is
punctual as a clock needs less, one that publishes by whim needs more.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from worker.pipeline.watch import firstdays
from worker.pipeline.watch.weekly import Week

ONCE_IN = 100.0
"""Months in which chance may call one paper silent once."""
YOUNG = 7.0
"""Surprise that is needed by its first days: there are few pauses by then."""
LEAST = 5.0
"""Surprise below which even the most punctual paper is left in peace."""
_MOST = 16.0  # surprise of a pause that is remembered: a longer one was no pause
_MARGIN = 1.5  # times the longest surprise so far
_FADE = 0.995  # of the longest, at each find
_PAUSES, _ENOUGH = 200, 10  # pauses that are counted, and from how many on they say something


@dataclass(frozen=True, slots=True)
class Doubt:
    """`surprise` of a silence, what is `needed` to call it one, and the `articles` that one would usually have brought."""

    surprise: float
    needed: float
    articles: float


def doubt(memo: Mapping[str, Any], since: datetime, now: datetime) -> Doubt | None:
    """Of the silence between two moments, the last find and now; None where too little is known."""
    week = Week.read(memo)
    return _by_week(week, memo, since, now) if week.learned else _by_days(week, since, now)


def _by_week(week: Week, memo: Mapping[str, Any], since: datetime, now: datetime) -> Doubt:
    surprise = _uncertain(week.surprise(since, now), week.finds)
    least = needed(memo, week.a_day)
    return Doubt(surprise, least, week.expected(since, now) if surprise >= least else 0.0)


def _by_days(week: Week, since: datetime, now: datetime) -> Doubt | None:
    found = firstdays.surprise(week, since, now)
    return None if found is None else Doubt(_uncertain(found, firstdays.finds(week)), YOUNG, found)


def needed(memo: Mapping[str, Any], a_day: float) -> float:
    """The surprise that is no chance any more, for a paper with so many hours with finds a day."""
    chance = math.log(ONCE_IN * 30 * max(a_day, 0.1))
    longest: float = memo.get("odd", 0.0)
    number: int = memo.get("pauses", 0)
    if number >= _ENOUGH:
        chance = min(chance, _times(number) * longest)
    return max(chance, _MARGIN * longest, LEAST)


def paused(memo: Mapping[str, Any], doubt: Doubt | None) -> dict[str, Any]:
    """What the memo keeps of a pause that a find has ended: the most surprising, and how many there were."""
    if doubt is None or not doubt.surprise:
        return {}
    longest = max(min(doubt.surprise, _MOST), memo.get("odd", 0.0) * _FADE)
    return {"odd": round(longest, 2), "pauses": min(memo.get("pauses", 0) + 1, _PAUSES)}


def pauses(number: int) -> float:
    """Times its longest pause that a source with so many finds must be silent to have stopped."""
    return 2 * _times(number)


def _times(number: int) -> float:
    """Of k pauses like those of chance, the next is longer than c times the longest with the chance G(c+1)/k^c or less:
    with this c, once in a hundred thousand."""
    return 1 + 10 / math.log(number)


def _uncertain(due: float, finds: float) -> float:
    return finds * math.log1p(due / finds) if finds else 0.0
