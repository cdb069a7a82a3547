"""Mentions of one talk, and what else could belong to them. Pure."""

from collections.abc import Iterable, Set
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

    told: list[Mention] = field(default_factory=list)
    beside: list[Mention] = field(default_factory=list)
    day: Day | None = None
    parties: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)

    def add(self, mention: Mention) -> None:
        self.told.append(mention)
        self.parties.update(mention.parties)
        self.people.update(mention.people)
        self.forms.add(mention.form)
        self.articles.add(mention.article)

    def voices(self) -> int:
        """How many tell of it independently: articles that print the same sentence are one."""
        return len(set(voice_of(self.told).values()))


def voice_of(told: Iterable[Mention]) -> dict[str, str]:
    """Each article's first sentence (by letters), which its reprints share."""
    voices: dict[str, str] = {}
    for one in told:
        voices[one.article] = min(voices.get(one.article, one.quote), one.quote)
    return voices


def cluster_of(mention: Mention, day: Day | None = None) -> Cluster:
    """A cluster that begins with `mention`."""
    found = Cluster(day=day)
    found.add(mention)
    return found


def fits(cluster: Cluster, mention: Mention, words: Talks) -> bool:
    """Could `mention` speak of the talk of `cluster`, days apart?"""
    return (
        _same_sides(cluster.parties, frozenset(mention.parties), words, day=_exact(mention))
        and _same_people(cluster, mention)
        and _same_kind(cluster, mention)
    )


def _exact(mention: Mention) -> bool:
    return mention.date is not None and mention.date.start == mention.date.end


def _same_sides(one: Set[str], other: Set[str], words: Talks, *, day: bool) -> bool:
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
    return not cluster.people or not mention.people or not cluster.people.isdisjoint(mention.people)


def _same_kind(cluster: Cluster, mention: Mention) -> bool:
    mine, theirs = {mention.form} & APART, cluster.forms & APART
    shared = not cluster.people.isdisjoint(mention.people)
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
