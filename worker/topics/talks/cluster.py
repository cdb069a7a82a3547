"""Mentions of one talk, and what else could belong to them. Pure."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from worker.topics.parties import Talks
from worker.topics.talks.values import Day, Mention

APART = frozenset(
    {"call", "letter", "visit"}
)  # kinds of contact that are never the same talk as another kind
SLIP = 2  # days by which reports of one talk err


@dataclass(slots=True)
class Cluster:
    """Mentions of one talk, the telling ones and those that only speak of it among others."""

    told: list[Mention]
    beside: list[Mention] = field(default_factory=list)
    day: Day | None = None

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(party for one in self.told for party in one.parties)

    @property
    def people(self) -> frozenset[str]:
        return frozenset(person for one in self.told for person in one.people)

    @property
    def forms(self) -> frozenset[str]:
        return frozenset(one.form for one in self.told)

    @property
    def articles(self) -> frozenset[str]:
        return frozenset(one.article for one in self.told)


def fits(cluster: Cluster, mention: Mention, words: Talks) -> bool:
    """Could `mention` speak of the talk of `cluster`, days apart?"""
    return (
        _same_sides(cluster.parties, frozenset(mention.parties), words, day=_exact(mention))
        and _same_people(cluster, mention)
        and _same_kind(cluster, mention)
    )


def _exact(mention: Mention) -> bool:
    return mention.date is not None and mention.date.start == mention.date.end


def _same_sides(one: frozenset[str], other: frozenset[str], words: Talks, *, day: bool) -> bool:
    """The same parties, or on one `day` only, or one names only the organisation, or leaves out a member beside it ("OSCE, trong đó có Mỹ")."""
    if one == other:
        return True
    if not day:
        return False
    small, large = sorted((one, other), key=len)
    if not small < large or len(large) > 3:
        return False
    body = any(words.parties[party].body for party in small)
    return body and (len(small) == 1 or any(party == "OSCE" for party in small))


def _same_people(cluster: Cluster, mention: Mention) -> bool:
    return not cluster.people or not mention.people or bool(cluster.people & set(mention.people))


def _same_kind(cluster: Cluster, mention: Mention) -> bool:
    mine, theirs = {mention.form} & APART, cluster.forms & APART
    shared = bool(cluster.people & set(mention.people))
    return (
        mine == theirs
        or shared
        or (not mine and mention.form in ("talks", "exchange", "consultation"))
    )


def overlap(one: Day, other: Day | None) -> bool:
    return (
        other is not None
        and not one.yearless
        and not other.yearless
        and one.start <= other.end
        and other.start <= one.end
    )


def length(day: Day | None) -> int:
    if day is None or day.yearless:
        return 0
    return (date.fromisoformat(day.end) - date.fromisoformat(day.start)) // timedelta(days=1)


def gap(one: Day, other: Day) -> int:
    return abs((date.fromisoformat(one.start) - date.fromisoformat(other.start)).days)


def vague(mention: Mention, words: Talks) -> bool:
    """Does it speak of the West at large, or of more sides than sit at one table at once?"""
    return any(words.parties[party].bloc for party in mention.parties) or len(mention.parties) > 3
