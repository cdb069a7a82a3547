"""When a source that was seen for an hour or two has stopped, and when it only rests."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from scrapers.article import Link
from scrapers.dates import HANOI
from storage.instant import instant
from storage.schedule import DueSource
from worker.pipeline.watch import firstdays, health

TEN = datetime(2026, 11, 24, 10, tzinfo=HANOI)


def seen(last: datetime, *, finds: int = 30, apart: int = 3, longest: int = 5) -> DueSource:
    """A source that had a find every few minutes up to `last`; none came later than after `longest` minutes."""
    start = last - timedelta(minutes=finds * apart)
    week = firstdays.begun([start], start)
    for number in range(finds + 1):
        week = week.seen(1, start + timedelta(minutes=number * apart))
    memo: dict[str, Any] = {
        "week": week.memo(), "finds": finds, "gap_s": apart * 60.0, "gap_most": longest * 60.0,
    }  # fmt: skip
    return DueSource(
        url="https://a.vn/rss", site="a", host="a.vn", kind="feed", next_at="", etag="", last_modified="",
        polled="", worked="", renewed=instant(last), polls=50, failures=0, failing_since="", opened=True,
        openings=1, state="ok", since="", memo=memo,
    )  # fmt: skip


def test_a_brisk_source_that_stops_by_day_is_silent_after_an_hour() -> None:
    assert health.silence(seen(TEN), TEN + timedelta(minutes=55)) == ""
    said = health.silence(seen(TEN), TEN + timedelta(minutes=75))
    assert said == "nothing new for 75 min; until then never for more than 5 min"


def test_one_that_paused_before_is_given_as_many_times_that() -> None:
    assert health.silence(seen(TEN, longest=12), TEN + timedelta(minutes=110)) == ""


def test_the_fewer_its_finds_the_more_time_it_is_given() -> None:
    assert health.silence(seen(TEN, finds=10, longest=8), TEN + timedelta(minutes=90)) == ""
    assert health.silence(seen(TEN, finds=10, longest=8), TEN + timedelta(minutes=150))
    assert health.silence(seen(TEN, finds=4), TEN + timedelta(minutes=150)) == ""


@pytest.mark.parametrize("hour", [20, 22, 4])
def test_a_night_is_no_stop(hour: int) -> None:
    last = TEN.replace(hour=hour, minute=40)
    assert health.silence(seen(last), last + timedelta(minutes=100)) == ""


def first(*minutes: int) -> DueSource:
    """A source that showed items of so many minutes before at its first look, and nothing since."""
    return replace(seen(TEN), memo=first_memo(TEN, *minutes))


def first_memo(at: datetime, *minutes: int) -> dict[str, Any]:
    items = [Link("https://a.vn/1", published=instant(at - timedelta(minutes=m))) for m in minutes]
    return {**health.first_look(items, at), "finds": 1}


def test_a_source_that_dies_at_its_first_look_is_silent_within_a_working_day_or_two() -> None:
    busy = first(*range(0, 120, 5))
    assert health.silence(busy, TEN + timedelta(hours=2)) == ""
    assert health.silence(busy, TEN + timedelta(hours=48)).startswith("nothing new for 48 h")


def test_a_source_of_old_or_few_items_may_be_silent_for_long() -> None:
    for source in (first(0, 5, 10), first(*range(2000, 2120, 5)), first(*range(0, 90000, 4000))):
        assert health.silence(source, TEN + timedelta(hours=73)) == ""
