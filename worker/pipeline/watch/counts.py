"""Does a source show as many links as it used to, and as its site file says it should? Pure.

Remembered is the least that it showed on each of its last days. Feeds that list the day's articles begin anew at
midnight: what is shown before six says nothing until a whole day is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scrapers.dates import HANOI

DAYS = 8
"""Days of which the least is kept."""
LOOKS = 3
"""Looks in a row that must show too few."""
TAKEN = 7
"""Days after which the smaller number is the source's number."""
_SHARE = 0.25  # of the usual number: with less, most of it is gone
_AGAIN = 0.5  # of the usual number: with as much, it is back
_SIZE = 8  # links; of a source that shows fewer, only "nothing" is too few
_MORNING = 6  # o'clock


@dataclass(frozen=True, slots=True)
class Counted:
    """`memo` for the source; `said` in words what is wrong now, "" where nothing; `code` "empty" or "few_links"."""

    memo: Mapping[str, Any]
    said: str = ""
    code: str = ""


def counted(before: Mapping[str, Any], shown: int | None, now: datetime, least: int = 1) -> Counted:
    """After a look that showed so many links (None: as many as the last). `least`: what the site file expects."""
    number = before.get("shown", 0) if shown is None else shown
    local = now.astimezone(HANOI)
    days: list[list[int]] = list(before.get("days", ()))
    usual, today = min((day[1] for day in days), default=0), local.toordinal()
    resting = local.hour < _MORNING and len(days) < 3 and not before.get("low")
    if resting or not _low(number, usual, least, few=bool(before.get("few"))):
        return Counted({"shown": number, "days": _with(days, today, number)})
    since = before.get("since", today)
    if taken(before, now):
        return Counted({"shown": number, "days": [[today, number]]})
    looks = before.get("low", 0) + 1
    few = looks >= LOOKS
    memo = {"shown": number, "days": days, "low": min(looks, LOOKS), "since": since, "few": few}
    return Counted(memo, _words(number, usual, least), _code(number)) if few else Counted(memo)


def taken(before: Mapping[str, Any], now: datetime) -> bool:
    """Has it shown so few for so long that this is its number by now?"""
    today = now.astimezone(HANOI).toordinal()
    since: int = before.get("since", today)
    return today - since >= TAKEN


def _low(number: int, usual: int, least: int, *, few: bool) -> bool:
    """Too few, by the file or by custom? Where that was said (`few`), it takes more to be enough."""
    if number < least:
        return True
    return usual >= _SIZE and number < (_AGAIN if few else _SHARE) * usual


def _with(days: list[list[int]], today: int, number: int) -> list[list[int]]:
    if days and days[-1][0] == today:
        return [*days[:-1], [today, min(days[-1][1], number)]]
    return [*days, [today, number]][-DAYS:]


def _code(number: int) -> str:
    return "few_links" if number else "empty"


def _words(number: int, usual: int, least: int) -> str:
    shows = (
        f"it shows {number} links"
        if number > 1
        else "it shows one link"
        if number
        else "it shows nothing"
    )
    if usual > number:
        return f"{shows}; usually at least {usual}"
    return f"{shows}; the site file expects at least {least}" if least > 1 else shows
