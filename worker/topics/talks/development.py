"""What an article changes about the talk behind its story: a status, a day, a place, a contradiction. Pure.

A second alert about the same news is a fault that readers do not forgive, so a change must be asserted, not concluded:

1. The story has one main talk, told in the openings of its articles (`report.main_talk`).
2. The new article says in its own opening, firmly (`certainty`), what differs, of the same sides, people and form.
3. It spoke later than whoever said the old state, and nobody in the story spoke later still and said otherwise.
4. No article that the readers could know says the new thing already, in any words that the reading understands.
5. A day made more precise, a looser restatement, a day that merely passes change nothing.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from scrapers.dates import day as day_of
from scrapers.text import lower
from worker.topics.talks import says
from worker.topics.talks.cluster import gap, overlap
from worker.topics.talks.known import (
    Case,
    day_known,
    evidence_of,
    latest,
    place_known,
    repeated,
    said_before,
    same_talk,
)
from worker.topics.talks.report import Report, main_talk
from worker.topics.talks.says import said
from worker.topics.talks.status import moved
from worker.topics.talks.values import Change, Day, Mention, Status
from worker.topics.talks.wording import WORDS, in_words, place_in_words, stood
from worker.topics.topic import Topic

_NEWS = frozenset(
    {
        ("proposed", "planned"), ("proposed", "refused"), ("proposed", "held"), ("proposed", "cancelled"),
        ("planned", "held"), ("planned", "postponed"), ("planned", "cancelled"), ("planned", "refused"),
        ("postponed", "planned"), ("postponed", "held"), ("postponed", "cancelled"),
        ("cancelled", "planned"), ("cancelled", "held"), ("refused", "planned"), ("refused", "held"),
    }
)  # fmt: skip
_REVIVED = ("postponed", "cancelled", "refused")
NEAR_DAYS = (
    2  # days by which papers in two zones, or a slip of the pen, differ without contradiction
)
FAR_DAYS = 30  # beyond them it is another talk
_NEVER = Day("", "", "")
OUTCOME_DAYS = 3  # how long after its day a report without a date still means this talk
_AGREED = said(says.AGREED, says.SETTLED, "tán thành")
_WRITTEN = re.compile(r"(?<!\d)\d{1,2}\s?[/-]\s?\d{1,2}(?!\d)|\bngày \d{1,2}\b")


Found = Iterator[tuple[Change, Mention]]


def developments(
    known: Sequence[Report], since: Sequence[Report], fresh: Report, topic: Topic
) -> tuple[Change, ...]:
    """What `fresh` changes about the main talk of `known`, the articles that the readers could know.

    `since` are those that joined the story after its last alert, in silence: they make nothing known, but whoever of
    them spoke later than `fresh` and said otherwise makes it old news.
    """
    new = [one for one in fresh.opening if not repeated(one.quote, known)]
    talk = main_talk(known, topic) if any(one.firm or one.place for one in new) else None
    if talk is None:
        return ()
    own = [one for one in new if same_talk(one, talk)]
    case = Case(talk, Day.named(talk.date), known, fresh, own)
    found = [*_moved(case)] or [*_status(case)]
    found = found or [*_other_day(case), *_other_place(case)]
    others = [*known, *since]
    return tuple(change for change, mention in found if latest(case, mention, others))


def _status(case: Case) -> Found:
    """One firm new status, that no known article gives."""
    talk, said = case.talk, _said(case)
    if len(said) != 1 or (talk.status, new := said.pop()) not in _NEWS:
        return
    before = evidence_of(case, lambda e: e.status == talk.status)
    for one in case.own:
        agreed = (talk.status, new) != ("proposed", "planned") or _AGREED.search(lower(one.quote))
        news = one.firm and agreed and _of_this_day(one, case) and not _told(one, case)
        if before and news:
            what = f"{talk.title}: {stood(case.talk)} → {WORDS[new]}"
            yield Change(what, before.quote, one.quote), one
            return


def _said(case: Case) -> set[Status]:
    """What the opening asserts. Whoever calls a talk off also says what was planned; whoever cancels also refuses."""
    said = {one.status for one in case.own if one.firm and one.status}
    if said & {"cancelled", "refused"}:
        said -= {"planned", "postponed"}
    return said - {"refused"} if "cancelled" in said else said


def _told(one: Mention, case: Case) -> bool:
    """Is its status known? What is on again was planned before: then its new day tells."""
    if case.talk.status in _REVIVED and one.status == "planned":
        return one.date is None or day_known(one.date, case)
    return said_before(one.status, case)


def _of_this_day(one: Mention, case: Case) -> bool:
    """Does it speak of the talk's own day? Held needs one that has come; what is revived needs a day of its own."""
    day, at = case.day, day_of(case.fresh.at)
    if case.talk.status in _REVIVED and one.status == "planned":
        return one.date is not None and one.date.single and one.date != day
    if one.status != "held":
        return one.date is None or day is None or overlap(one.date, day)
    if one.date is not None and not one.date.yearless:
        return (day is None or overlap(one.date, day)) and (at is None or one.date.start <= str(at))
    if day is None or at is None:
        return False
    last = date.fromisoformat(day.end) + timedelta(days=OUTCOME_DAYS)
    return date.fromisoformat(day.start) <= at <= last


def _moved(case: Case) -> Found:
    """ "dời từ ngày 12/1 sang ngày 14/1", or "dời sang ngày 14/1" of a talk whose day is known."""
    for one in sorted(case.own, key=lambda one: one.moved_from is None):
        if one.date is None or not one.date.single or not one.firm:
            continue
        old = one.moved_from or (case.day if _shifts(one, case) else None)
        before = evidence_of(case, lambda e: e.date == case.talk.date, opening=False)
        known = day_known(one.date, case)
        if before and old and not known and case.day and overlap(case.day, old):
            what = f"{case.talk.title}: dời từ {in_words(case.day)} sang {in_words(one.date)}"
            yield Change(what, before.quote, one.quote), one
            return


def _shifts(one: Mention, case: Case) -> bool:
    """Does it move the talk to its day from another, which it does not name?"""
    new = one.status == "postponed" and not overlap(one.date or _NEVER, case.day)
    return new and moved(lower(one.quote))


def _other_day(case: Case) -> Found:
    """Both write out a day, and not the same; whoever knows both days speaks of two talks."""
    day = case.day
    before = evidence_of(
        case, lambda e: e.date == case.talk.date and _written(e.quote), opening=False
    )
    if day is None or not day.single or before is None:
        return
    if any(one.date is not None and overlap(day, one.date) for one in case.fresh.mentions):
        return
    for one in case.own:
        if one.firm and one.date is not None and one.date.single and _contradicts(one, case, day):
            what = f"{case.talk.title}: mâu thuẫn về ngày, {in_words(day)} hay {in_words(one.date)}"
            yield Change(what, before.quote, one.quote), one
            return


def _contradicts(one: Mention, case: Case, day: Day) -> bool:
    marked = set(one.people) & set(case.talk.people) or one.form in ("council", "summit")
    return bool(
        marked
        and one.date is not None
        and _written(one.quote)
        and NEAR_DAYS <= gap(day, one.date) <= FAR_DAYS
        and not day_known(one.date, case)
    )


def _other_place(case: Case) -> Found:
    """Another place for the same day; one that no known article names, while the new one does not name theirs."""
    talk, here = case.talk, {one.place for one in case.fresh.mentions}
    before = evidence_of(case, lambda e: e.place == talk.place, opening=False)
    if not talk.place or talk.place in here or before is None or case.day is None:
        return
    for one in case.own:
        same_day = one.date is not None and one.date.single and overlap(case.day, one.date)
        if one.place and one.firm and same_day and not place_known(one.place, case):
            what = (
                f"{talk.title}: nơi họp {place_in_words(talk.place)} → {place_in_words(one.place)}"
            )
            yield Change(what, before.quote, one.quote), one
            return


def _written(quote: str) -> bool:
    return _WRITTEN.search(lower(quote)) is not None
