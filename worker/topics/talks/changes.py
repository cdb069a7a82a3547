"""What is new of the talks that were known: a status, a date, a place, a contradiction, each with both quotes. Pure."""

from collections.abc import Callable, Iterator, Sequence

from worker.topics.talks.values import Change, Evidence, Talk
from worker.topics.talks.vote import OVERDUE

_WORDS = {
    "proposed": "đề xuất", "planned": "dự kiến", "held": "đã diễn ra", "postponed": "bị hoãn", "cancelled": "bị hủy", "refused": "bị từ chối",
}  # fmt: skip


def changes(before: Sequence[Talk], after: Sequence[Talk]) -> tuple[Change, ...]:
    """The developments from one timeline to the next. A reprint or a rewrite makes none, nor does a talk that is new."""
    return tuple(change for old, new in _pairs(before, after) for change in _changed(old, new))


def _pairs(before: Sequence[Talk], after: Sequence[Talk]) -> Iterator[tuple[Talk, Talk]]:
    """Each talk with itself as it was: the one that shares most of its evidence, for a date that moves may move its id."""
    by_quote = {(e.article, e.quote, t.parties): t for t in before for e in t.evidence}
    for new in after:
        shared = [
            by_quote[key]
            for e in new.evidence
            if (key := (e.article, e.quote, new.parties)) in by_quote
        ]
        old = max(
            shared, key=lambda one: (shared.count(one), one.id == new.id, one.id), default=None
        )
        old = old or next((one for one in before if one.id == new.id), None)
        if old is not None:
            yield old, new


def _changed(old: Talk, new: Talk) -> Iterator[Change]:
    if old.status != new.status:
        what = f"{new.title}: {_WORDS[old.status]} → {_WORDS[new.status]}"
        yield Change(
            what,
            _quote(old, lambda e: e.status == old.status),
            _quote(new, lambda e: e.status == new.status),
        )
    if new.date and old.date != new.date and _told(old, new):
        yield Change(
            f"{new.title}: ngày {old.date or '?'} → {new.date}",
            _quote(old, lambda e: e.date == old.date),
            _quote(new, lambda e: e.date == new.date),
        )
    if old.place and new.place and old.place != new.place:
        yield Change(
            f"{new.title}: nơi họp {old.place} → {new.place}",
            _quote(old, lambda e: e.place == old.place),
            _quote(new, lambda e: e.place == new.place),
        )
    for conflict in new.conflicts:
        if conflict not in old.conflicts and not conflict.startswith((OVERDUE, "moved")):
            yield Change(
                f"{new.title}: mâu thuẫn, {conflict}",
                _quote(old, lambda _: True),
                _newest(old, new),
            )


def _told(old: Talk, new: Talk) -> bool:
    """A date is news where it moves, or becomes a day while the talk is still to come; of a talk that is over it is a detail."""
    return (
        bool(old.date)
        and not old.date.startswith(new.date)
        and (not new.date.startswith(old.date) or new.status != "held")
    )


def _quote(talk: Talk, says: Callable[[Evidence], bool]) -> str:
    """The latest sentence that says it, else the latest of all."""
    telling = [e for e in talk.evidence if says(e)] or list(talk.evidence)
    return max(telling, key=lambda e: (e.published, e)).quote


def _newest(old: Talk, new: Talk) -> str:
    known = {(e.article, e.quote) for e in old.evidence}
    fresh = [e for e in new.evidence if (e.article, e.quote) not in known]
    return max(fresh or new.evidence, key=lambda e: (e.published, e)).quote
