"""One article as a development sees it, and the talk that a story is about. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.article import When
from worker.topics.talks.cluster import APART
from worker.topics.talks.merge import merge
from worker.topics.talks.values import Evidence, Mention, Talk
from worker.topics.topic import Topic

OPENING = ("title", "lead")
_WEIGHT = {"title": 3.0, "lead": 2.0}
_ASIDE = 0.5  # what a mention in the body or a caption weighs
CLEAR = 1.5  # how far the main talk must be ahead of the next one


@dataclass(frozen=True, slots=True)
class Report:
    """An article of a story: its words, the talks that it mentions, and when it spoke (`published`, else first seen)."""

    article: str
    at: When
    title: str
    lead: str
    body: str
    mentions: tuple[Mention, ...]

    @property
    def opening(self) -> tuple[Mention, ...]:
        """What it says where news is said: in title and lead, or all of a text that has neither."""
        fields = OPENING if self.title or self.lead else ("body",)
        return tuple(one for one in self.mentions if one.field in fields)

    @property
    def text(self) -> str:
        return f"{self.title}\n{self.lead}\n{self.body}"


def opening_of(reports: Sequence[Report]) -> set[tuple[str, str]]:
    """The (article, quote) pairs of what is said in titles and leads."""
    return {(one.article, one.quote) for report in reports for one in report.opening}


def main_talk(reports: Sequence[Report], topic: Topic, today: When = "") -> Talk | None:
    """The talk that `reports` are about: told in an opening, and clearly ahead of every other. None where two compete.

    An offer without a day, or of some month, does not compete with the day on which the same people then meet.
    `today` (else the latest publication) tells which days are over.
    """
    told = [mention for report in reports for mention in report.mentions]
    opening = opening_of(reports)
    weights = {talk: _weight(talk, opening) for talk in merge(told, topic, today)}
    firm = [one for one in weights if not any(_earlier_of(one, other) for other in weights)]
    ranked = sorted(firm, key=lambda one: (weights[one], one.id), reverse=True)
    if not ranked or weights[ranked[0]] < _WEIGHT["lead"]:
        return None
    if len(ranked) > 1 and weights[ranked[0]] < CLEAR * weights[ranked[1]]:
        return None
    return ranked[0]


def _earlier_of(vague: Talk, exact: Talk) -> bool:
    """Is `vague` what was said of `exact` before its day was known?"""
    return (
        len(vague.date) < len("2022-01-10") == len(exact.date)
        and vague.status in ("proposed", "planned")
        and vague.parties == exact.parties
        and ({vague.form} & APART) == ({exact.form} & APART)
        and _people_agree(vague, exact)
        and min(e.printed for e in vague.evidence) <= min(e.printed for e in exact.evidence)
    )


def _people_agree(one: Talk, other: Talk) -> bool:
    return not one.people or not other.people or not set(one.people).isdisjoint(other.people)


def _weight(talk: Talk, opening: set[tuple[str, str]]) -> float:
    """Each article once, by the best place in which it tells of the talk."""
    best: dict[str, float] = {}
    for one in talk.evidence:
        best[one.article] = max(best.get(one.article, 0.0), _worth(one, opening))
    return sum(best.values())


def _worth(one: Evidence, opening: set[tuple[str, str]]) -> float:
    if (one.article, one.quote) not in opening:
        return _ASIDE
    return _WEIGHT.get(one.field, _WEIGHT["lead"])
