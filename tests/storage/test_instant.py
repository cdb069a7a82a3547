"""Instants: text order is time order, whatever the machine's time zone."""

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.instant import instant, moment, of_when

FIRST, LAST = datetime.fromisoformat("0001-01-03"), datetime.fromisoformat("9999-12-29")
moments = st.datetimes(FIRST, LAST, timezones=st.timezones())


@given(moments, moments)
def test_text_order_is_time_order(one: datetime, other: datetime) -> None:
    assert (instant(one) < instant(other)) == (one.astimezone(UTC) < other.astimezone(UTC))


@given(moments)
def test_an_instant_comes_back_as_the_same_moment_in_utc(one: datetime) -> None:
    assert moment(instant(one)) == one.astimezone(UTC)
    assert len(instant(one)) == 32


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        instant(datetime.fromisoformat("2026-11-22T08:00:00"))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2022-01-11T08:09:00+07:00", "2022-01-11T01:09:00.000000+00:00"),
        ("2022-01-11", "2022-01-10T17:00:00.000000+00:00"),
        ("", ""),
        ("2022-01-11T08:09:00", ""),
        ("hôm qua", ""),
        ("9999-99-99", ""),
        ("0001-01-01", ""),
    ],
)
def test_a_published_time_gives_an_instant_or_none(when: str, expected: str) -> None:
    assert of_when(when) == expected


def test_the_zone_of_the_machine_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=7)))
    found = set()
    for zone in ("UTC", "Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        found.add((instant(noon), of_when("2022-01-11"), moment(instant(noon)).isoformat()))
    monkeypatch.undo()
    time.tzset()
    assert found == {
        (
            "2026-11-22T05:00:00.000000+00:00",
            "2022-01-10T17:00:00.000000+00:00",
            "2026-11-22T05:00:00+00:00",
        )
    }
