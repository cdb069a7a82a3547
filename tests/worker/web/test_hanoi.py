from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.web import hanoi


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2022-01-11T08:09:00+07:00", "08:09 ngày 11/1/2022"),
        ("2022-01-11T18:30:00.000000+00:00", "01:30 ngày 12/1/2022"),
        ("2022-01-11", "ngày 11/1/2022"),
        ("", ""),
        ("hôm qua", ""),
    ],
)
def test_a_moment_is_told_in_hanoi_and_a_day_stays_a_day(when: str, said: str):
    assert hanoi.full(when) == said


def test_days_of_the_week_are_vietnamese():
    said = [hanoi.day(f"2022-01-{n}") for n in range(10, 17)]
    assert said[0] == "Thứ Hai, 10/1/2022"
    assert said[-1] == "Chủ Nhật, 16/1/2022"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5, "vừa xong"),
        (60, "1 phút trước"),
        (7200, "2 giờ trước"),
        (200_000, "2 ngày trước"),
        (-5, "vừa xong"),
    ],
)
def test_how_long_ago_is_told_in_one_unit(seconds: int, said: str):
    now = datetime.fromtimestamp(1_641_900_000 + seconds, UTC)
    assert hanoi.ago("2022-01-11T11:20:00+00:00", now) == said


@given(st.text(max_size=40))
def test_rubbish_has_no_time_and_raises_nothing(text: str):
    assert isinstance(hanoi.full(text) + hanoi.day(text) + hanoi.clock(text), str)
