"""The first days of a source: what its last hours let expect, and when that is too little to say anything."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from scrapers.dates import HANOI
from worker.pipeline.watch import firstdays
from worker.pipeline.watch.health import SOONEST
from worker.pipeline.watch.silences import doubt

MONDAY = datetime(2026, 3, 2, tzinfo=HANOI)
STEP = timedelta(minutes=10)
Rate = Callable[[datetime], float]


def by_day(daily: float, weekend: float) -> Rate:
    """Articles an hour of a paper that rests at night, and at the weekend."""

    def rate(at: datetime) -> float:
        share = 0.02 if at.hour < 6 or at.hour >= 23 else 1.0
        return daily / 17 * share * (weekend if at.weekday() > 4 else 1.0)

    return rate


def at_dawn(at: datetime) -> float:
    """A printed paper that puts all of it online between five and seven."""
    return 20.0 if at.hour in {5, 6} else 0.02


def shown(rate: Rate, at: datetime, dice: random.Random) -> int:
    number = rate(at) / 6
    return int(number) + (dice.random() < number % 1)


def called_silent(
    rate: Rate, start: datetime, seed: int, dies: timedelta = timedelta(days=9)
) -> timedelta | None:
    """When, after its first look, a source is called silent within two days; None if never."""
    dice = random.Random(seed)
    before = [start - STEP * n for n in range(288, 0, -1)]
    dated = [at for at in before for _ in range(shown(rate, at, dice))][-30:]
    week, last = firstdays.begun(dated, start), start
    for step in range(1, 288):
        now = start + STEP * step
        new = shown(rate, now, dice) if now < start + dies else 0
        if new:
            week, last = week.seen(new, now), now
        elif (now - last).total_seconds() > SOONEST:
            found = doubt({"week": week.memo()}, last, now)
            if found is not None and found.surprise > found.needed:
                return now - start
    return None


@pytest.mark.parametrize(
    "rate",
    [by_day(40, 0.5), by_day(200, 0.3), by_day(12, 0.5), by_day(60, 0.02), at_dawn],
    ids=["usual", "busy", "slow", "working days", "at dawn"],
)
def test_nights_weekends_and_papers_that_file_at_dawn_are_no_silence(rate: Rate) -> None:
    starts = [MONDAY + timedelta(hours=hour) for hour in range(0, 168, 12)]
    assert [called_silent(rate, start, start.day) for start in starts] == [None] * len(starts)


def test_a_feed_that_dies_two_hours_after_the_first_look_is_called_silent_within_a_day() -> None:
    start = MONDAY + timedelta(days=1, hours=10)
    found = [called_silent(by_day(40, 0.5), start, seed, timedelta(hours=2)) for seed in range(5)]
    assert all(after and after < timedelta(hours=24) for after in found), found


def test_a_slow_feed_tells_of_its_weeks_at_the_first_look() -> None:
    now = MONDAY + timedelta(days=28, hours=10)
    daily = [MONDAY + timedelta(days=day, hours=8) for day in range(28)]
    week = firstdays.begun(daily, now)
    assert week.learned
    assert week.a_day == pytest.approx(1.0, abs=0.25)


def test_items_that_stay_for_ever_at_a_feeds_end_tell_nothing_of_the_time_between() -> None:
    now = MONDAY + timedelta(days=300, hours=14)
    today = [now - timedelta(minutes=20 * number) for number in range(28)]
    week = firstdays.begun([*today, MONDAY], now)
    assert not week.learned


def test_a_feed_whose_items_all_have_one_moment_tells_nothing() -> None:
    now = MONDAY + timedelta(hours=14)
    week = firstdays.begun([now] * 30, now)
    found = doubt({"week": week.memo()}, now, now + timedelta(hours=6))
    assert found is None or found.surprise < found.needed / 2
