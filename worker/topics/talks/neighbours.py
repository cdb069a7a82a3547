"""Between which days was each entry of a listing printed? Its neighbours tell. Pure.

Nobody prints after the entry above, nor before the entry below; an order is believed only where the dated entries show it.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from scrapers.article import When
from scrapers.dates import day as day_of
from worker.topics.talks.printed import Printed, anchor_of, dateline

STEADY = 0.8  # share of dated neighbours that must stand in one order before the order counts
MARGIN = 2  # days around its even place in which an entry between two dated ones is looked for
FEWEST = 4  # dated entries without which a listing shows no order


def between(texts: Sequence[str], published: Sequence[When]) -> list[Printed]:
    """For each entry of a listing, in its order, what it and its neighbours say; `published` is known for some."""
    anchors = _anchors(texts, published)
    own = [
        _own(text, when, near) for text, when, near in zip(texts, published, anchors, strict=True)
    ]
    order = _order(own)
    own = _steady(own, order)
    if not order:
        return [one if one.days is not None else Printed() for one in own]
    newest_first = own if order > 0 else own[::-1]
    bounded = _evenly(newest_first, _bounded(newest_first))
    return bounded if order > 0 else bounded[::-1]


def _own(text: str, published: When, anchor: When) -> Printed:
    day = day_of(published)
    if day is not None:
        return Printed(day.isoformat(), day.isoformat(), "ngày đăng")
    return dateline(text, anchor)


def _anchors(texts: Sequence[str], published: Sequence[When]) -> list[When]:
    """For each entry the written-out day nearest to it in the listing."""
    sure = {
        n: when or anchor_of(text)
        for n, (text, when) in enumerate(zip(texts, published, strict=True))
    }
    sure = {n: when for n, when in sure.items() if when}
    return [sure[min(sure, key=lambda m: abs(m - n))] if sure else "" for n in range(len(texts))]


def _order(own: Sequence[Printed]) -> int:
    """1 where the newest stands first, -1 where the oldest does, 0 where no order is to be seen."""
    days = [one.first for one in own if one.days is not None and one.days <= 1]
    steps = [(a > b) - (a < b) for a, b in pairwise(days) if a != b]
    if len(days) < FEWEST or not steps:
        return 0
    down = sum(step > 0 for step in steps) / len(steps)
    return 1 if down >= STEADY else -1 if down <= 1 - STEADY else 0


def _steady(own: Sequence[Printed], order: int) -> list[Printed]:
    """Without the few that contradict the order of the others: their day is that of an event, or a slip."""
    kept = list(own)
    places = [n for n, one in enumerate(kept) if one.first or one.last]
    while order:
        against = {
            n: sum(
                _against(kept, *((n, m) if (m - n) * order > 0 else (m, n)))
                for m in places
                if m != n
            )
            for n in places
        }
        worst = max(against.values(), default=0)
        if not worst:
            break
        for n in [n for n, count in against.items() if count == worst]:
            kept[n] = Printed()
    return kept


def _against(kept: Sequence[Printed], newer: int, older: int) -> bool:
    first, last = kept[older].first, kept[newer].last
    return bool(first and last) and first > last


def _bounded(own: Sequence[Printed]) -> list[Printed]:
    """Newest first: no entry is newer than one above it, nor older than one below. Where they contradict, nothing is known."""
    lasts, firsts = list[str](), list[str]()
    last = ""
    for one in own:
        last = min(filter(None, (last, one.last)), default="")
        lasts.append(last)
    first = ""
    for one in reversed(own):
        first = max(first, one.first)
        firsts.insert(0, first)
    return [
        Printed() if first and last and first > last else _named(one, first, last)
        for one, first, last in zip(own, firsts, lasts, strict=True)
    ]


def _evenly(own: Sequence[Printed], bounded: Sequence[Printed]) -> list[Printed]:
    """Entries between two dated ones lie about evenly between them: what is far from its place is cut off.

    So "the day or the next" of the entry above does not stretch to the fifth entry below it.
    """
    dated = [n for n, one in enumerate(own) if one.days is not None and one.days <= 1]
    found = list(bounded)
    for above, below in pairwise(dated):
        top, bottom = (date.fromisoformat(own[n].first) for n in (above, below))
        gap = (top - bottom).days
        margin = max(MARGIN, gap / 2)
        for n in range(above + 1, below):
            back = gap * (n - above) / (below - above)
            first = top - timedelta(days=math.floor(back + margin))
            last = top - timedelta(days=math.ceil(back - margin))
            found[n] = _cut(bounded[n], first, last) if gap >= 0 else bounded[n]
    return found


def _cut(one: Printed, first: date, last: date) -> Printed:
    if one.days is None:
        return one
    return replace(
        one, first=max(one.first, first.isoformat()), last=min(one.last, last.isoformat())
    )


def _named(one: Printed, first: str, last: str) -> Printed:
    """`one`, or what its neighbours make of it."""
    if (one.first, one.last) == (first, last):
        return one
    return replace(
        one, first=first, last=last, why="giữa các mục đứng trên và dưới trong trang danh mục"
    )
