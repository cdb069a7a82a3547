"""The one talk that an article is about, and what it says of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scrapers.dates import day as day_of
from scrapers.text import lower
from worker.topics.talks import Day, Mention, Report, main_talk
from worker.topics.talks.cluster import APART, length
from worker.topics.talks.known import same_talk
from worker.topics.talks.status import moved
from worker.topics.topic import Topic

LONGEST = 10  # days: what spans more is no date of one talk


@dataclass(frozen=True, slots=True)
class Subject:
    """`printed` is the day of publication. `moved`: the days (ISO) on which the talk was to be. `named`: the opening itself
    names its day. `news`: it asserts a status, or a move. `shifts`: it moves the talk to `day` from another, unnamed.
    """

    printed: date
    parties: frozenset[str]
    people: frozenset[str]
    kind: frozenset[str]
    day: Day | None
    moved: frozenset[str]
    place: str
    status: str
    named: bool
    news: bool
    shifts: bool


def subject(report: Report, topic: Topic) -> Subject | None:
    """What `report` is about; None where that is no talk, or several, or sides as vague as "phương Tây"."""
    printed = day_of(report.at)
    if printed is None or not report.mentions:
        return None
    talk = main_talk([report], topic)
    told = _of_talk(report) if talk is None else [m for m in report.opening if same_talk(m, talk)]
    parties = frozenset(talk.parties if talk else told[0].parties if told else ())
    if len(parties) < 2 or any(topic.file.talks.parties[one].bloc for one in parties):
        return None
    day = Day.named(talk.date) if talk else None
    if day is not None and length(day) > LONGEST:
        day = None
    firm = [one.status for one in told if one.firm]
    earlier = frozenset(one.moved_from.start for one in told if one.moved_from is not None)
    return Subject(
        printed,
        parties,
        frozenset(talk.people if talk else told[0].people),
        frozenset({talk.form if talk else told[0].form} & APART),
        day,
        earlier,
        talk.place if talk else told[0].place,
        firm[0] if firm else talk.status if talk else "",
        named=any(one.date is not None and one.date == day for one in told),
        news=bool(firm or earlier),
        shifts=not earlier and any(_shifts(one) for one in told),
    )


def _of_talk(report: Report) -> Sequence[Mention]:
    """News of a talk that the article takes as known ("cuộc họp vừa kết thúc", "NATO đồng ý đối thoại"), of one pair of
    sides, without any day."""
    told = [one for one in report.opening if not one.many]
    one_talk = len({frozenset(one.parties) for one in told}) == 1
    undated = all(one.date is None for one in told)
    return [one for one in told if one.firm] if one_talk and undated else []


def _shifts(one: Mention) -> bool:
    return (
        one.firm and one.status == "postponed" and one.date is not None and moved(lower(one.quote))
    )
