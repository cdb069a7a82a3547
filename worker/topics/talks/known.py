"""What the readers of a story can know of its talk: who said what, when, and whether it was said before. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scrapers.article import When
from scrapers.dates import day as day_of
from scrapers.dates import moment
from scrapers.text import fold, nfc
from worker.topics.talks.cluster import APART, overlap
from worker.topics.talks.report import Report, opening_of
from worker.topics.talks.values import Day, Evidence, Mention, Talk

_UNDONE = {
    "postponed": re.compile(r"(?<!\w)(?:hoan|lui|doi (?:lai|sang|ngay)|tam ngung)(?!\w)"),
    "cancelled": re.compile(r"(?<!\w)(?:huy|huy bo|khong dien ra)(?!\w)"),
    "refused": re.compile(r"(?<!\w)(?:tu choi|khuoc tu|bac bo|bac)(?!\w)"),
}
_NEVER = Day("", "", "")


@dataclass(frozen=True, slots=True)
class Case:
    """The main talk as the readers know it, and what the new article says of it in its opening."""

    talk: Talk
    day: Day | None
    known: Sequence[Report]
    fresh: Report
    own: Sequence[Mention]


def same_talk(one: Mention, talk: Talk) -> bool:
    """The same sides, the same kind of contact, no other people."""
    return (
        not one.many
        and set(one.parties) == set(talk.parties)
        and ({one.form} & APART) == ({talk.form} & APART)
        and (not one.people or not talk.people or not set(one.people).isdisjoint(talk.people))
    )


def repeated(quote: str, known: Sequence[Report]) -> bool:
    """A reprint, or an old sentence under a new headline."""
    words = _folded(quote)
    return any(words in _folded(report.text) for report in known)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(nfc(text))))


def said_before(status: str, case: Case) -> bool:
    """Does any known article give this status already, or use its words where news is said?"""
    words = _UNDONE.get(status)
    return any(
        any(one.status == status and same_talk(one, case.talk) for one in report.mentions)
        or (words is not None and words.search(fold(nfc(f"{report.title}\n{report.lead}"))))
        for report in case.known
    )


def evidence_of(
    case: Case, says: Callable[[Evidence], bool], *, opening: bool = True
) -> Evidence | None:
    """The latest sentence that says the old state; one of an opening, unless any will do."""
    heads = opening_of(case.known)
    found = [one for one in case.talk.evidence if says(one)]
    first = [one for one in found if (one.article, one.quote) in heads]
    return max(first or ([] if opening else found), key=lambda e: (e.printed, e), default=None)


def day_known(day: Day, case: Case) -> bool:
    """Does any known article name this day for a talk of these sides?"""
    sides = set(case.talk.parties)
    return any(
        one.date is not None and one.date.single and overlap(day, one.date)
        for report in case.known
        for one in report.mentions
        if set(one.parties) == sides
    )


def place_known(place: str, case: Case) -> bool:
    """Does any known article name this place, in whatever field?"""
    words = _folded(place)
    return any(
        words in _folded(report.text) or any(one.place == place for one in report.mentions)
        for report in case.known
    )


def latest(case: Case, mention: Mention, others: Sequence[Report]) -> bool:
    """Nobody who says otherwise spoke later."""
    return not any(
        later(report.at, case.fresh.at)
        for report in others
        for one in report.opening
        if same_talk(one, case.talk) and _otherwise(one, mention)
    )


def _otherwise(one: Mention, mention: Mention) -> bool:
    days = one.date is not None and mention.date is not None
    return (
        (bool(one.status) and one.status != mention.status)
        or (days and not overlap(one.date or _NEVER, mention.date))
        or (bool(one.place and mention.place) and one.place != mention.place)
    )


def later(one: When, other: When) -> bool:
    """Is `one` after `other`? Days alone are compared as days: within one day nobody is later."""
    if "T" in one and "T" in other:
        a, b = moment(one), moment(other)
        return a is not None and b is not None and a > b
    days = day_of(one), day_of(other)
    return days[0] is not None and days[1] is not None and days[0] > days[1]
