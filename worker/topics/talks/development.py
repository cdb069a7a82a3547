"""What an article changes about the talk behind its story: a status, a day, a place, a contradiction. Pure.

A second alert about the same news is a fault that readers do not forgive, so a change must be asserted, not concluded:

1. The story has one main talk, told in the openings of its articles (`report.main_talk`).
2. The new article says in its own opening, firmly (`certainty`), what differs, of the same sides, people and form.
3. It spoke later than whoever said the old state, and nobody in the story spoke later still and said otherwise.
4. No article that the readers could know says the new thing already, in any words that the reading understands.
5. A day made more precise, a looser restatement, a day that merely passes change nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scrapers.article import When
from scrapers.dates import day as day_of
from scrapers.dates import moment
from scrapers.text import fold, lower, nfc
from worker.topics.talks.cluster import APART, gap, overlap
from worker.topics.talks.report import Report, main_talk, opening_of
from worker.topics.talks.values import Change, Day, Evidence, Mention, Talk
from worker.topics.topic import Topic

WORDS = {
    "proposed": "được đề xuất", "planned": "dự kiến", "held": "đã diễn ra", "postponed": "bị hoãn", "cancelled": "bị hủy",
    "refused": "bị từ chối",
}  # fmt: skip
_NEWS = frozenset(
    {
        ("proposed", "planned"), ("proposed", "refused"), ("proposed", "held"), ("proposed", "cancelled"),
        ("planned", "held"), ("planned", "postponed"), ("planned", "cancelled"), ("planned", "refused"),
        ("postponed", "planned"), ("postponed", "held"), ("postponed", "cancelled"),
        ("cancelled", "planned"), ("cancelled", "held"), ("refused", "planned"), ("refused", "held"),
    }
)  # fmt: skip
_REVIVED = ("postponed", "cancelled", "refused")
_UNDONE = {
    "postponed": re.compile(r"(?<!\w)(?:hoan|lui|doi (?:lai|sang|ngay)|tam ngung)(?!\w)"),
    "cancelled": re.compile(r"(?<!\w)(?:huy|huy bo|khong dien ra)(?!\w)"),
    "refused": re.compile(r"(?<!\w)(?:tu choi|khuoc tu|bac bo|bac)(?!\w)"),
}
NEAR_DAYS = (
    2  # days by which papers in two zones, or a slip of the pen, differ without contradiction
)
FAR_DAYS = 30  # beyond them it is another talk
OUTCOME_DAYS = 3  # how long after its day a report without a date still means this talk
_NEVER = Day("", "", "")
_AGREED = re.compile(
    r"\b(?:nhất trí|đồng ý|chấp nhận|xác nhận|ấn định|chốt|thống nhất|nhận lời|tán thành)\b"
)
_WRITTEN = re.compile(r"(?<!\d)\d{1,2}\s?[/-]\s?\d{1,2}(?!\d)|\bngày \d{1,2}\b")


@dataclass(frozen=True, slots=True)
class _Case:
    """The main talk as the readers know it, and what the new article says of it in its opening."""

    talk: Talk
    day: Day | None
    known: Sequence[Report]
    fresh: Report
    own: Sequence[Mention]


Found = Iterator[tuple[Change, Mention]]


def developments(
    known: Sequence[Report], since: Sequence[Report], fresh: Report, topic: Topic
) -> tuple[Change, ...]:
    """What `fresh` changes about the main talk of `known`, the articles that the readers could know.

    `since` are those that joined the story after its last alert, in silence: they make nothing known, but whoever of
    them spoke later than `fresh` and said otherwise makes it old news.
    """
    new = [one for one in fresh.opening if not _repeated(one.quote, known)]
    talk = main_talk(known, topic) if any(one.firm or one.place for one in new) else None
    if talk is None:
        return ()
    own = [one for one in new if same_talk(one, talk)]
    case = _Case(talk, Day.named(talk.date), known, fresh, own)
    found = [*_moved(case)] or [*_status(case)]
    found = found or [*_other_day(case), *_other_place(case)]
    others = [*known, *since]
    return tuple(change for change, mention in found if _latest(case, mention, others))


def same_talk(one: Mention, talk: Talk) -> bool:
    """The same sides, the same kind of contact, no other people."""
    return (
        not one.many
        and set(one.parties) == set(talk.parties)
        and ({one.form} & APART) == ({talk.form} & APART)
        and (not one.people or not talk.people or not set(one.people).isdisjoint(talk.people))
    )


def _repeated(quote: str, known: Sequence[Report]) -> bool:
    """A reprint, or an old sentence under a new headline."""
    words = _folded(quote)
    return any(words in _folded(report.text) for report in known)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(nfc(text))))


def _status(case: _Case) -> Found:
    """One firm new status, that no known article gives."""
    talk, said = case.talk, {one.status for one in case.own if one.firm}
    if len(said) != 1 or (talk.status, new := said.pop()) not in _NEWS:
        return
    mention = next(one for one in case.own if one.firm and one.status == new)
    agreed = talk.status != "proposed" or new != "planned" or _AGREED.search(lower(mention.quote))
    before = _before(case, lambda e: e.status == talk.status)
    if before and agreed and _of_this_day(mention, case) and not _said_before(new, case):
        what = f"{talk.title}: {WORDS[talk.status]} → {WORDS[new]}"
        yield Change(what, before.quote, mention.quote), mention


def _of_this_day(one: Mention, case: _Case) -> bool:
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


def _said_before(status: str, case: _Case) -> bool:
    """Does any known article give this status already, or use its words where news is said?"""
    words = _UNDONE.get(status)
    return any(
        any(one.status == status and same_talk(one, case.talk) for one in report.mentions)
        or (words is not None and words.search(fold(nfc(f"{report.title}\n{report.lead}"))))
        for report in case.known
    )


def _moved(case: _Case) -> Found:
    """ "dời từ ngày 12/1 sang ngày 14/1": the sentence names both days."""
    for one in case.own:
        if one.moved_from is None or one.date is None or not one.date.single:
            continue
        before = _before(case, lambda e: e.date == case.talk.date, opening=False)
        known = _day_known(one.date, case)
        if before and not known and case.day and overlap(case.day, one.moved_from):
            what = f"{case.talk.title}: dời từ {_days(case.day)} sang {_days(one.date)}"
            yield Change(what, before.quote, one.quote), one
            return


def _other_day(case: _Case) -> Found:
    """Both write out a day, and not the same; whoever knows both days speaks of two talks."""
    day = case.day
    before = _before(case, lambda e: e.date == case.talk.date and _written(e.quote), opening=False)
    if day is None or not day.single or before is None:
        return
    if any(one.date is not None and overlap(day, one.date) for one in case.fresh.mentions):
        return
    for one in case.own:
        if one.firm and one.date is not None and one.date.single and _contradicts(one, case, day):
            what = f"{case.talk.title}: mâu thuẫn về ngày, {_days(day)} hay {_days(one.date)}"
            yield Change(what, before.quote, one.quote), one
            return


def _contradicts(one: Mention, case: _Case, day: Day) -> bool:
    marked = set(one.people) & set(case.talk.people) or one.form in ("council", "summit")
    return bool(
        marked
        and one.date is not None
        and _written(one.quote)
        and NEAR_DAYS <= gap(day, one.date) <= FAR_DAYS
        and not _day_known(one.date, case)
    )


def _other_place(case: _Case) -> Found:
    """Another place for the same day; one that no known article names, while the new one does not name theirs."""
    talk, here = case.talk, {one.place for one in case.fresh.mentions}
    before = _before(case, lambda e: e.place == talk.place, opening=False)
    if not talk.place or talk.place in here or before is None or case.day is None:
        return
    for one in case.own:
        same_day = one.date is not None and one.date.single and overlap(case.day, one.date)
        if one.place and one.firm and same_day and not _place_known(one.place, case):
            what = f"{talk.title}: nơi họp {_place(talk.place)} → {_place(one.place)}"
            yield Change(what, before.quote, one.quote), one
            return


def _before(
    case: _Case, says: Callable[[Evidence], bool], *, opening: bool = True
) -> Evidence | None:
    """The latest sentence that says the old state; one of an opening, unless any will do."""
    heads = opening_of(case.known)
    found = [one for one in case.talk.evidence if says(one)]
    first = [one for one in found if (one.article, one.quote) in heads]
    return max(first or ([] if opening else found), key=lambda e: (e.printed, e), default=None)


def _day_known(day: Day, case: _Case) -> bool:
    """Does any known article name this day for a talk of these sides?"""
    sides = set(case.talk.parties)
    return any(
        one.date is not None and one.date.single and overlap(day, one.date)
        for report in case.known
        for one in report.mentions
        if set(one.parties) == sides
    )


def _place_known(place: str, case: _Case) -> bool:
    words = _folded(place)
    return any(
        words in _folded(report.text) or any(one.place == place for one in report.mentions)
        for report in case.known
    )


def _latest(case: _Case, mention: Mention, others: Sequence[Report]) -> bool:
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


def _written(quote: str) -> bool:
    return _WRITTEN.search(lower(quote)) is not None


def _days(day: Day) -> str:
    return " – ".join(_vietnamese(part) for part in day.name.split("/"))


def _vietnamese(part: str) -> str:
    return "/".join(str(int(number)) for number in reversed(part.split("-")))


def _place(place: str) -> str:
    return "trực tuyến" if place == "online" else place
