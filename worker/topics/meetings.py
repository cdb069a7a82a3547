"""Whose talks does the opening of an article report? Two reports of talks between other sides are two events. Pure."""

from collections.abc import Iterable, Set

from scrapers.article import Article, When
from worker.topics.talks.reading import read
from worker.topics.talks.values import Mention
from worker.topics.topic import Topic

Sides = frozenset[str]


def reported(title: str, lead: str, published: When, topic: Topic) -> frozenset[Sides]:
    """The parties of each talk that the title reports as news; where it reports none, of those in the lead.

    What is only spoken of ("sau cuộc gặp …"), several talks at once and sides as vague as "phương Tây" say nothing.
    """
    said = read(Article(title=title, lead=lead), topic, "", published, bare=True)
    vague = {key for key, party in topic.file.talks.parties.items() if party.bloc}
    titled = _sides((one for one in said if one.field == "title"), vague)
    return titled or _sides(said, vague)


def _sides(mentions: Iterable[Mention], vague: Set[str]) -> frozenset[Sides]:
    return frozenset(
        frozenset(one.parties)
        for one in mentions
        if not (one.many or one.recalled) and vague.isdisjoint(one.parties)
    )


def apart(one: frozenset[Sides], other: frozenset[Sides]) -> bool:
    """Do both report talks, and none of one can be a talk of the other?"""
    return bool(one and other) and not any(_agree(a, b) for a in one for b in other)


def _agree(one: Sides, other: Sides) -> bool:
    """The same sides, or some of them: a report may leave out who else sat there, but names more than the host of all."""
    return one <= other or other <= one or len(one & other) > 1
