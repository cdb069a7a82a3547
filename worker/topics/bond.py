"""Do two articles report one talk, however different their words? Pure and symmetric.

A plan, its move, its end are told in words so different that likeness parts them. What joins them is the talk itself: the
same sides and people, the same kind of contact, no other place, and

1. the same day, or the day from which it was moved; else a week or month around the other's day;
2. where one names no day, the day nearest to it on the side on which its status looks;
3. where neither does, an offer and its answer within a few days;
4. what was called off or put off, and its next day.

The later one must be news of the talk, which says what became of it, or name its day: what is only said about a talk on
its eve stands by itself.
"""

from datetime import date

from worker.topics.subject import Subject
from worker.topics.talks.cluster import overlap
from worker.topics.talks.values import Day

AHEAD = 45  # days: no plan is followed further ahead
LATELY = 5  # days: what speaks of a talk longer ago is no report of it
OUTCOME = 3  # days: a talk told as over, without its day, was at most so long ago
ANSWER = 9  # days from an offer to its answer, from a cancellation to a new day
SAME, AROUND, BARE, AGAIN, OFFER = 1.0, 0.9, 0.8, 0.6, 0.5
A_DAY = 0.001  # of two talks that a report without a day could mean the nearer one is meant
UNDONE = ("postponed", "cancelled", "refused")


def bond(one: Subject | None, other: Subject | None) -> float:
    """How surely (0..1) they are about one talk; 0.0 where they may be about two."""
    if one is None or other is None or not _agree(one, other):
        return 0.0
    return max(_bond(a, b) for a, b in ((one, other), (other, one)) if a.printed <= b.printed)


def within(earlier: Subject | None, own: Subject | None) -> bool:
    """Is the day of `earlier` so near or ahead that `own` could still report on it?"""
    return (
        earlier is not None
        and own is not None
        and earlier.day is not None
        and _days(earlier.day.end, own.printed) >= -LATELY
        and _days(own.printed, earlier.printed) <= AHEAD
    )


def _agree(one: Subject, other: Subject) -> bool:
    known = not one.people.isdisjoint(other.people)
    return (
        one.parties == other.parties
        and (known or not one.people or not other.people)
        and (known or one.kind == other.kind)
        and (one.place == other.place or not one.place or not other.place)
    )


def _bond(first: Subject, then: Subject) -> float:
    if _days(then.printed, first.printed) > AHEAD:
        return 0.0
    if first.day is not None and then.day is not None:
        return _of_days(first, first.day, then, then.day)
    if not then.news:
        return 0.0
    if first.day is not None:
        return _means(first.day, then)
    since = _days(then.printed, first.printed)
    if since > ANSWER or "held" in (first.status, then.status):
        return 0.0
    return (OFFER if then.day is None else AGAIN) - A_DAY * since


def _of_days(first: Subject, day: Day, then: Subject, later: Day) -> float:
    if _days(then.printed, max(day.end, later.end)) > LATELY:
        return 0.0
    if day == later or day.start in then.moved or later.start in first.moved:
        return SAME if then.news or then.named else 0.0
    if not then.news:
        return 0.0
    if overlap(day, later):
        return AROUND
    if then.shifts:
        return _means(day, then)
    again = first.status in UNDONE and then.status in ("planned", "held")
    return AGAIN if again and _days(then.printed, first.printed) <= ANSWER else 0.0


def _means(day: Day, then: Subject) -> float:
    """`then` names no day, or only the new one: does it look at this one, ahead of it or just over?"""
    over = then.status == "held"
    gap = _days(then.printed, day.end) if over else _days(day.end, then.printed)
    return BARE - A_DAY * gap if 0 <= gap <= (OUTCOME if over else AHEAD) else 0.0


def _days(one: str | date, other: str | date) -> int:
    """How many days `one` lies after `other`."""
    a, b = (date.fromisoformat(x) if isinstance(x, str) else x for x in (one, other))
    return (a - b).days
