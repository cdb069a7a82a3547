"""The usual week of a source: nights, weekends and Tết are no silence, a dead feed is one within its own rhythm."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from scrapers.dates import HANOI
from worker.pipeline.watch.health import SOONEST
from worker.pipeline.watch.holidays import activity, hung, tet
from worker.pipeline.watch.silences import doubt
from worker.pipeline.watch.weekly import Week

MONDAY = datetime(2026, 3, 2, tzinfo=HANOI)


def rate(at: datetime, daily: float, weekend: float) -> float:
    """Articles an hour of a paper: by day, fewer at the weekend and over Tết."""
    share = 0.02 if at.hour < 6 or at.hour >= 23 else 1.0
    resting = weekend if at.weekday() > 4 else 1.0
    return daily / 17 * share * resting * (0.35 if activity(at.date()) < 0.5 else 1.0)


def year(
    daily: float, weekend: float, seed: int, dies: timedelta | None = None
) -> tuple[int, timedelta | None]:
    """False alarms, and how long after its death the source was called silent; polled every ten minutes."""
    dice, week = random.Random(seed), Week()
    last, silent, alarms = MONDAY, False, 0
    death = MONDAY + dies if dies else None
    for step in range(365 * 144):
        now = MONDAY + timedelta(minutes=10 * step)
        alive = death is None or now < death
        new = int(alive and dice.random() < rate(now, daily, weekend) / 6)
        if new:
            week, last, silent = week.seen(new, now), now, False
            continue
        if silent or step % 6 or (now - last).total_seconds() < SOONEST or not week.learned:
            continue
        found = doubt({"week": week.memo()}, last, now)
        if found and found.surprise > found.needed:
            silent = True
            if not alive:
                return alarms, now - death if death else None
            alarms += 1
    return alarms, None


@pytest.mark.parametrize(("daily", "weekend"), [(40, 1.0), (40, 0.1), (12, 0.5)])
def test_a_paper_that_rests_at_night_weekends_and_tet_is_not_called_silent(
    daily: float, weekend: float
) -> None:
    alarms = sum(year(daily, weekend, seed)[0] for seed in range(2))
    assert alarms == 0  # in two years


@pytest.mark.parametrize(("daily", "within"), [(40, 18), (200, 12)])
def test_a_feed_that_dies_is_called_silent_within_a_day(daily: float, within: float) -> None:
    _, after = year(daily, 0.5, 1, dies=timedelta(days=64, hours=10))
    assert after is not None
    assert after <= timedelta(hours=within)


def test_what_is_remembered_of_a_week_is_what_was_learnt() -> None:
    week = Week()
    for hour in range(24 * 10):
        week = week.seen(hour % 3, MONDAY + timedelta(hours=hour))
    again = Week.read({"week": week.memo()})
    assert again.expected(MONDAY, MONDAY + timedelta(days=1)) == pytest.approx(
        week.expected(MONDAY, MONDAY + timedelta(days=1)), rel=0.05
    )


def test_the_finds_of_the_last_day_are_counted() -> None:
    week = Week()
    for hour in range(30):
        week = week.seen(1, MONDAY + timedelta(hours=hour))
    assert week.found(MONDAY + timedelta(hours=29)) == 24
    assert week.found(MONDAY + timedelta(hours=80)) == 0


def test_hours_in_which_nobody_looked_teach_nothing() -> None:
    week = Week()
    for hour in range(24 * 8):
        week = week.seen(2, MONDAY + timedelta(hours=hour))
    before = week.expected(MONDAY, MONDAY + timedelta(days=1))
    later = week.seen(1, MONDAY + timedelta(days=12), MONDAY + timedelta(days=8))
    assert later.expected(MONDAY, MONDAY + timedelta(days=1)) == before


def test_a_silence_that_was_watched_is_learnt_when_it_ends() -> None:
    week = Week()
    for hour in range(24 * 8):
        week = week.seen(2, MONDAY + timedelta(hours=hour))
    before = week.expected(MONDAY, MONDAY + timedelta(days=1))
    later = week.seen(1, MONDAY + timedelta(days=12), MONDAY + timedelta(days=12, minutes=-5))
    assert later.expected(MONDAY, MONDAY + timedelta(days=1)) < before


def test_ten_articles_at_once_are_one_sign_of_life() -> None:
    week, one_by_one = Week(), Week()
    for hour in range(24 * 10):
        week = week.seen(10 * (hour % 24 == 8), MONDAY + timedelta(hours=hour))
        one_by_one = one_by_one.seen(int(8 <= hour % 24 < 18), MONDAY + timedelta(hours=hour))
    day = MONDAY + timedelta(days=10), MONDAY + timedelta(days=11)
    assert week.expected(*day) == pytest.approx(one_by_one.expected(*day), rel=0.1)
    assert week.surprise(*day) < one_by_one.surprise(*day) / 5


def test_a_memo_of_an_earlier_version_keeps_its_last_day_and_learns_anew() -> None:
    memo = {"week": {"hours": [9.0] * 24, "days": [1.0] * 7, "known": [3] * 7, "at": 400_000, "count": 2, "lately": [1] * 24}}  # fmt: skip
    week = Week.read(memo)
    assert (week.learned, week.at, week.count, sum(week.lately)) == (False, 400_000, 2, 24)


@pytest.mark.parametrize(
    "day", ["2022-04-10", "2023-04-29", "2024-04-18", "2025-04-07", "2026-04-26"]
)
def test_the_hung_kings_day_is_a_holiday(day: str) -> None:
    found = date.fromisoformat(day)
    assert hung(found.year) == found
    assert activity(found) < 1


@pytest.mark.parametrize(
    "day", ["2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2030-02-02"]
)  # fmt: skip
def test_tet_is_when_vietnam_keeps_it(day: str) -> None:
    first = date.fromisoformat(day)
    assert tet(first.year) == first
    assert activity(first) < 0.5


def test_a_moment_of_the_world_is_one_of_vietnam() -> None:
    week = Week().seen(3, datetime(2026, 3, 1, 20, tzinfo=UTC))  # three in the morning there
    assert week.seen(0, datetime(2026, 3, 1, 21, tzinfo=UTC)).brought[3] == 3.0
