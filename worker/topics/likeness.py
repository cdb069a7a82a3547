"""How alike two articles are: as texts, and as reports of one event. Pure and symmetric."""

import math
from collections.abc import Sequence

from worker.topics.meetings import apart
from worker.topics.profile import Profile, cosine, told
from worker.topics.sketch import containment
from worker.topics.topic import Topic

COPY = 0.5  # the share of the shorter text from which on it is a copy
VERBATIM = 0.75  # the same share where their openings report talks of other sides
ALIKE = 0.05  # likeness of names, numbers and pairs of syllables under which nothing else makes one event of two
FADE_DAYS = 2.5  # after so many days the likeness of words counts 0.61 of its worth
SAME_WORDS, SAME_TEXT = (
    0.9,
    0.5,
)  # likeness of openings, or of whole texts, that stands for an unknown date
SAME_DAY, OTHER_DAY = 0.2, -0.1
SAME_FORMAT = 0.1
SAME_STAGE, OTHER_STAGE = 0.15, -0.15

Dates = Sequence[tuple[str, str]]


def copied(one: Profile, other: Profile) -> float:
    """The share (0..1) of the shorter text, or opening, that stands in the longer.

    Where they report talks of other sides a shared form of words ("hội đàm với Ngoại trưởng …") is no copy: then
    most of it must be the same.
    """
    if one.marks.isdisjoint(other.marks):
        return 0.0
    share = max(containment(one.whole, other.whole), containment(one.opening, other.opening))
    return share if share >= VERBATIM or not apart(one.sides, other.sides) else 0.0


def likeness(one: Profile, other: Profile, topic: Topic) -> float:
    """How likely both report one event, about 0..1; 0.0 where their words, their days or the talks they report part them.

    The likeness of words fades with time; the same day spoken of, the same format and the same stage add
    to it, another day or stage takes away. Headlines of one kind return every year: where one date is missing,
    both must speak of the same day, or be nearly the same; where both are, two whole texts must be alike.
    """
    if not near(one, other, topic.file.stories.window_days):
        return 0.0
    if apart(one.sides, other.sides):
        return 0.0
    if cosine(one.telling, other.telling) < ALIKE:
        return 0.0
    words = cosine(one.terms, other.terms) + cosine(one.topical, other.topical)
    days = _days(one.dates, other.dates)
    key = (
        days + SAME_FORMAT * _shared(one.formats, other.formats) + _stages(one.stages, other.stages)
    )
    if one.day is not None and other.day is not None:
        faded = words * math.exp(-(((one.day - other.day) / FADE_DAYS) ** 2) / 2)
        return round(faded + key, 9)
    one_time = _days((*one.dates, *one.dateline), (*other.dates, *other.dateline)) > 0
    alike = one_time or words >= SAME_WORDS or _one_text(one, other)
    return round(words + key, 9) if alike else 0.0


def _one_text(one: Profile, other: Profile) -> bool:
    """Nothing dates either: are their whole texts alike, as far as both have one?"""
    if one.day is not None or other.day is not None:
        return False
    texts = told(one.member), told(other.member)
    return not all(texts) or cosine(*texts) >= SAME_TEXT


def near(one: Profile, other: Profile, days: float) -> bool:
    """Were both published within so many days of each other, or may they have been?"""
    return one.day is None or other.day is None or abs(one.day - other.day) <= days


def _days(one: Dates, other: Dates) -> float:
    if not one or not other:
        return 0.0
    meet = any(a[0] <= b[1] and b[0] <= a[1] for a in one for b in other)
    return SAME_DAY if meet else OTHER_DAY


def _stages(one: int, other: int) -> float:
    if not one or not other:
        return 0.0
    return SAME_STAGE if one & other else OTHER_STAGE


def _shared(one: int, other: int) -> float:
    """The share (0..1) of common bits in all bits of both."""
    either = (one | other).bit_count()
    return (one & other).bit_count() / either if either else 0.0
