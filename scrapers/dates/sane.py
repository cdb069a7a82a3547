"""A publication that has not come yet is none: some clocks of Vietnam call themselves Greenwich's. Pure."""

from datetime import datetime, timedelta

from scrapers.article import When
from scrapers.dates.moments import HANOI, moment

SKEW = timedelta(minutes=15)
"""Papers date their pages a little ahead of the clock."""
_SLIPS = (timedelta(0), -timedelta(hours=7))
"""Offsets that a clock of Vietnam is given by mistake: none at all, and its own with the wrong sign."""


def sane(when: When, now: str | datetime) -> When:
    """`when`, read as Vietnam's time where that alone lets it lie in the past of `now` (aware).

    A moment that stays ahead of the clock is left as it is: it may be an announcement.
    """
    at = moment(when) if "T" in when else None
    if at is None or at.utcoffset() not in _SLIPS:
        return when
    seen = datetime.fromisoformat(now) if isinstance(now, str) else now
    try:
        local = at.replace(tzinfo=HANOI)
        return local.isoformat() if at > seen + SKEW >= local else when
    except OverflowError:
        return when
