"""Instants as the store keeps them: one fixed-width UTC text, so that text order is time order.

"2026-11-22T01:33:00.123456+00:00", always 32 characters. Independent of the machine's time zone.
"""

from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
NEVER = ""
"""No instant: sorts before every instant, so an empty lease has ended and an empty due time is due."""


def instant(moment: datetime) -> str:
    """An aware moment as the store writes it. Raises ValueError on a naive one: it names no instant."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone, so it names no instant")
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The aware UTC moment of an instant written by `instant`."""
    return datetime.fromisoformat(text).astimezone(UTC)


def of_when(when: str) -> str:
    """The instant of a `When` (ISO 8601 with offset, or a plain day = 00:00 in Vietnam); "" if it is none."""
    try:
        if len(when) == len("2022-01-11"):
            day = date.fromisoformat(when)
            return instant(datetime(day.year, day.month, day.day, tzinfo=VIETNAM))
        return instant(datetime.fromisoformat(when))
    except (ValueError, OverflowError):
        return NEVER
