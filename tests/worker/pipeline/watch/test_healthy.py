"""Papers that are well, each by its own habit, for a month: nothing is said of any. And papers that die: it is said."""

from datetime import datetime, timedelta

import pytest

from scrapers.dates import HANOI
from tests.simulation.habits import HABITS, Habit, desk
from tests.simulation.wellness import watched

STARTS = (
    datetime(2026, 11, 24, 10, 20, tzinfo=HANOI),
    datetime(2027, 1, 22, 23, 5, tzinfo=HANOI),  # two weeks before Tết
    datetime(2026, 4, 17, 16, 0, tzinfo=HANOI),  # the Hùng kings, 30 April, 1 May
)
WHIMS = (
    "1 a day", "office hours", "at dawn", "once a week", "an issue a week", "thrice a week", "big batches", "batches",
    "a column on Sunday", "abroad, slow", "rests at Tết", "today's only", "undated",
)  # fmt: skip
"""Those by which silence is hard to tell from rest; `make simulate` watches all of them."""


@pytest.mark.parametrize("name", WHIMS)
def test_a_paper_that_is_well_is_left_in_peace_for_a_month(name: str) -> None:
    (habit,) = [habit for habit in HABITS if habit.name == name]
    start = STARTS[WHIMS.index(name) % len(STARTS)]
    assert watched(habit, start, 30) == []


@pytest.mark.parametrize(
    ("a_day", "from_day", "within"),
    [(1, 1, 16), (5, 1, 4), (20, 1, 2), (60, 0.2, 1.2), (5, 14, 4), (20, 14, 1.5), (60, 14, 0.8)],
)
def test_a_paper_that_falls_silent_is_named_within_its_own_rhythm(
    a_day: float, from_day: float, within: float
) -> None:
    said = watched(Habit("dying", desk(a_day)), STARTS[0], from_day + within, dies=from_day)
    assert [one.kind for one in said] == ["source.silent"]
    assert said[0].at > STARTS[0] + timedelta(days=from_day)
