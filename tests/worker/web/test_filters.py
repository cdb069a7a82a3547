from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from worker.web.filters import BadParameter, Filter, end, start

NOW = datetime(2022, 1, 11, 23, 40, tzinfo=UTC)  # 06:40 on the 12th in Hà Nội


@pytest.mark.parametrize(
    ("since", "begins"),
    [
        ("2022-01-11", "2022-01-10T17:00:00+00:00"),
        ("2022-01-11T08:09:00", "2022-01-11T01:09:00+00:00"),
        ("2022-01-11T08:09:00+00:00", "2022-01-11T08:09:00+00:00"),
        ("2022-01-11T08:09:00 07:00", "2022-01-11T01:09:00+00:00"),
        ("24h", "2022-01-10T23:00:00+00:00"),
        ("1d", "2022-01-10T17:00:00+00:00"),
    ],
)
def test_a_beginning_is_meant_in_hanoi(since: str, begins: str):
    assert start(Filter(since=since).since, NOW) == datetime.fromisoformat(begins)


def test_a_day_is_meant_whole_at_the_end():
    assert end("2022-01-11", NOW) == datetime(2022, 1, 11, 17, tzinfo=UTC)
    assert end("20220111", NOW) == datetime(2022, 1, 11, 17, tzinfo=UTC)
    assert end("", NOW) is None


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_is_refused(text: str):
    try:
        wanted = Filter(since=text, until=text)
    except ValidationError:
        return
    start(wanted.since, NOW)
    end(wanted.until, NOW)


@given(st.integers(0, 2**62 - 1), st.text(max_size=20))
def test_a_cursor_leads_back_to_its_position(position: int, words: str):
    wanted = Filter(q=words)
    assert wanted.model_copy(update={"cursor": wanted.after(position)}).before() == position


@given(st.text(max_size=60))
def test_any_text_is_a_cursor_or_is_refused(text: str):
    with suppress(BadParameter, ValidationError):
        Filter(cursor=text).before()


def test_a_cursor_does_not_depend_on_the_size_of_the_page():
    assert Filter(limit=5, cursor=Filter(limit=50).after(7)).before() == 7


def test_a_filter_says_itself_again():
    said = {"q": "nga", "off": "1", "limit": "5"}
    assert Filter.model_validate(said).parameters() == said
