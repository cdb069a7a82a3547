"""Which story does an article tell? Pure and deterministic.

1. A near copy of a known article joins its story, whenever it was published.
2. Otherwise the story whose articles of the last days are most alike in words, days, format and stage, if enough.
3. Otherwise a new story.

Merging two events loses an alert, splitting one sends a needless second: so the first is made harder.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.topics.profile import Member, Profile, cosine, profile
from worker.topics.sketch import containment
from worker.topics.topic import Topic

COPY = 0.5  # the share of the shorter text from which on it is a copy
FADE_DAYS = 2.5  # after so many days the likeness of words counts 0.61 of its worth
UNDATED = 0.6  # what likeness is worth where nothing confirms that two articles are of one time
SAME_DAY, OTHER_DAY = 0.2, -0.1
SAME_FORMAT = 0.1
SAME_STAGE, OTHER_STAGE = 0.15, -0.15
BEST_SHARE = 0.4  # of the most similar article in what a story scores; the rest is the mean

Dates = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Decision:
    """The story to join (None: a new one), the most similar article in it, and why."""

    story: str | None
    like: str | None
    similarity: float
    reason: str


def group(article: Member, candidates: Sequence[Member], topic: Topic) -> Decision:
    """The story among `candidates` (articles that have one) that `article` belongs to."""
    known = sorted((c for c in candidates if c.story and c.id != article.id), key=lambda c: c.id)
    own = profile(article, topic)
    return _copy(own, known, topic) or _same_event(own, known, topic) or _new(own, known, topic)


def _copy(own: Profile, known: Sequence[Member], topic: Topic) -> Decision | None:
    best, member = max(
        ((_copied(own, profile(c, topic)), c) for c in known),
        key=lambda pair: pair[0],
        default=(0.0, None),
    )
    if member is None or best < COPY:
        return None
    reason = f"the same report: {best:.0%} of the shorter text stands in {_named(member)}"
    return Decision(member.story, member.id, round(best, 4), reason)


def _copied(one: Profile, other: Profile) -> float:
    if one.shingles.isdisjoint(other.shingles):  # nearly always, and cheap to see
        return 0.0
    return max(containment(one.whole, other.whole), containment(one.opening, other.opening))


def _same_event(own: Profile, known: Sequence[Member], topic: Topic) -> Decision | None:
    found = [
        story for story in _stories(own, known, topic) if story[0] >= topic.file.stories.threshold
    ]
    if not found:
        return None
    mean, story, member, best = max(found, key=lambda s: (s[0], s[1]))
    reason = (
        f"the same event as {_named(member)}: likeness {best:.2f}, with the whole story {mean:.2f}"
    )
    return Decision(story, member.id, round(mean, 4), reason)


def _new(own: Profile, known: Sequence[Member], topic: Topic) -> Decision:
    nearest = max(_stories(own, known, topic), key=lambda s: (s[0], s[1]), default=None)
    if nearest is None:
        return Decision(None, None, 0.0, "a new story: nothing of these days is near it")
    mean, _, member, _ = nearest
    reason = f"a new story: the nearest is {_named(member)}, likeness {mean:.2f}, too little"
    return Decision(None, member.id, round(mean, 4), reason)


def _stories(
    own: Profile, known: Sequence[Member], topic: Topic
) -> Iterator[tuple[float, str, Member, float]]:
    """Each story near in time: its likeness, its key, its most similar article and that one's likeness."""
    stories: dict[str, list[tuple[float, Member]]] = {}
    for member in known:
        like = _likeness(own, profile(member, topic), topic)
        if like is not None:
            stories.setdefault(member.story, []).append((like, member))
    for story, members in stories.items():
        best, member = max(members, key=lambda pair: (pair[0], pair[1].id))
        mean = sum(like for like, _ in members) / len(members)
        yield BEST_SHARE * best + (1 - BEST_SHARE) * mean, story, member, best


def _likeness(one: Profile, other: Profile, topic: Topic) -> float | None:
    """How alike two articles are; None where more days lie between them than the window has.

    The likeness of words fades with time; the same day spoken of, the same format and the same stage add
    to it, another day or stage takes away.
    """
    dated = one.day is not None and other.day is not None
    days = abs((one.day or 0.0) - (other.day or 0.0)) if dated else 0.0
    if days > topic.file.stories.window_days:
        return None
    words = cosine(one.terms, other.terms) * math.exp(-((days / FADE_DAYS) ** 2) / 2)
    key = (
        _days(one.dates, other.dates)
        + SAME_FORMAT * _shared(one.formats, other.formats)
        + _stages(one.stages, other.stages)
    )
    return (words + key) * (1.0 if dated else UNDATED)


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


def _named(member: Member) -> str:
    text = member.title or member.lead or member.body
    return f"“{text[:80]}”" + (f" ({member.site})" if member.site else "")
