"""When a page was published: every source on the page is heard, and a rule says which to believe.

Metadata lies about offsets (a local clock marked +00:00 or +08:00) and even about the day; what
stands under the title is what the editors show their readers, in local time.
"""

import re
from collections.abc import Iterable, Sequence

from scrapers import dates
from scrapers.article import When
from scrapers.extract import roles, shapes
from scrapers.extract.piece import Piece
from scrapers.text import fold

NEAR = 12  # pieces round the title among which a stamp is the article's
_UPDATE = re.compile(
    r"^\W*(?:cap nhat|sua|chinh sua|lan cuoi|updated|last updated|modified)\b|"
    r"^[^/:]{0,40}\b(?:(?:sua|cap nhat) lan cuoi|last (?:updated|modified))\b"
)


_ANNOUNCED = re.compile(r"\W*(?:da )?(?:cap nhat|sua doi|chinh sua|updated|modified)(?: luc)?\W*")


def announces_update(text: str) -> bool:
    """The line ends in the words behind which the moment of an update stands: "… (Đã cập nhật:"."""
    tail = fold(text[-_LABEL:])
    found = _ANNOUNCED.search(tail)
    return found is not None and found.end() == len(tail)


_LABEL = 24  # characters


def best(
    told_: Sequence[tuple[str, str]],
    after: Iterable[str],
    before: Iterable[str] = (),
    *,
    abroad: bool = False,
) -> When:
    """The publication moment.

    `told_` are (source, raw text) of the metadata; `after` and `before` the stamps that stand
    behind and before the title, nearest first; `abroad`, whether the page's clock may be another
    country's.

    1. A shown moment that the metadata confirm, as an instant or as the same clock elsewhere;
       abroad also one that is whole hours away from theirs: then theirs, for they know the zone.
    2. A moment shown behind the title. (Before it stands the clock of the day as well.)
    3. What the metadata state; then a moment of updating, or one before the title, of the same day;
       then a mere day.
    """
    told = _read(raw for _, raw in told_)
    shown = list(after)
    updates = [text for text in shown if _UPDATE.match(fold(text))]
    behind = _read(text for text in shown if text not in updates)
    ahead = _read(before)
    for when in (*behind, *ahead):
        if _has_clock(when) and any(_agrees(when, other) for other in told):
            return _finer(when, told)
    zoned = (other for when in behind for other in told if abroad and _is_other_zone(when, other))
    for when in zoned:
        return when
    clocks = [w for pool in (behind, told) for w in pool if _has_clock(w)]
    if clocks:
        return clocks[0]
    day = next(iter((*behind, *told)), "")
    last = _in_order(_read(updates), ahead)
    return next((w for w in last if not day or w[:10] == day[:10]), day)


def _in_order(updated: Sequence[When], ahead: Sequence[When]) -> Sequence[When]:
    """The clock of the day runs on behind an update: what stands before the title and is earlier, is no clock."""
    first = updated[0] if updated else ""
    earlier = [when for when in ahead if _has_clock(when) and first and _is_earlier(when, first)]
    return (*earlier, *updated, *ahead)


def _is_earlier(one: When, other: When) -> bool:
    a, b = dates.moment(one), dates.moment(other)
    return a is not None and b is not None and a < b


def stated(sources: Sequence[tuple[str, str]]) -> When:
    """The first moment that the metadata state."""
    return next(iter(_read(raw for _, raw in sources)), "")


def is_shown(pieces: Sequence[Piece], title_at: int) -> bool:
    """A moment stands right by a title of six words or more that is no link: an article's head."""
    if title_at < 0 or pieces[title_at].linked or len(shapes.words(pieces[title_at].text)) < 6:
        return False
    near = pieces[max(title_at - 2, 0) : title_at + 4]
    return any(roles.is_stamp(piece.text) for piece in near)


def _read(texts: Iterable[str]) -> list[When]:
    return [when for text in texts if (when := roles.moment(text))]


def _has_clock(when: When) -> bool:
    return len(when) > 10


def _agrees(shown: When, told: When) -> bool:
    """The same instant, or the same clock under another offset."""
    return shown[:16] == told[:16] or _same_minute(shown, told)


_FURTHEST = 14 * 3600  # seconds: no two zones are further apart from Vietnam's


def _is_other_zone(shown: When, told: When) -> bool:
    """Whole hours apart: one moment on the clocks of two zones."""
    a, b = dates.moment(shown[:16] + shown[19:]), dates.moment(told[:16] + told[19:])
    if a is None or b is None or not (_has_clock(shown) and _has_clock(told)):
        return False
    apart = abs((a - b).total_seconds())
    return apart % 3600 == 0 and apart <= _FURTHEST


def _finer(shown: When, told: Iterable[When]) -> When:
    """The metadata's seconds, where they mean the very minute that is shown."""
    return next((when for when in told if _has_clock(when) and _same_minute(when, shown)), shown)


def _same_minute(one: When, other: When) -> bool:
    a, b = dates.moment(one), dates.moment(other)
    return a is not None and b is not None and a.replace(second=0) == b.replace(second=0)
