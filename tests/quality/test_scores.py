import pytest

from tests.quality.judgement import HOMONYM
from tests.quality.scores import average_precision, b_cubed, found, interval, same_minute

TEXT = "Ba cây cầu thông xe sáng nay, giúp rút ngắn gần một giờ xe chạy."


@pytest.mark.parametrize(
    ("snippet", "stands"),
    [
        ("cây cầu thông xe sáng nay", True),
        ("y cầu thông xe sáng n", True),  # cut out in the middle of words
        ("CẦU THÔNG XE", True),
        ("cầu xe thông", False),
        ("cầu thông xe sáng mai", True),  # the last word may be half of one
        ("hai cây cầu thông tàu sáng nay", False),
    ],
)
def test_a_snippet_stands_where_its_inner_words_stand_in_a_row(snippet: str, stands: bool) -> None:
    assert found([snippet], TEXT) == [stands]


def test_words_are_compared_whole() -> None:
    assert found(["giúp rút ngắn gần một giờ xe"], TEXT) == [True]
    assert found(["út ngắn"], TEXT) == [False]


@pytest.mark.parametrize(
    ("expected", "got", "same"),
    [
        ("2024-05-02T16:40:00+07:00", "2024-05-02T09:40:30+00:00", True),
        ("2024-05-02T16:40:00+07:00", "2024-05-02T16:41:00+07:00", False),
        ("2024-05-02T16:40:00+07:00", "2024-05-02T16:40:00", False),
        ("2024-05-02", "2024-05-02", True),
        ("2024-05-02T16:40:00+07:00", "", False),
        ("", "", True),
        ("2024-05-02T16:40:00+07:00", "yesterday", False),
    ],
)
def test_a_minute_is_the_same_in_any_zone(expected: str, got: str, same: bool) -> None:
    assert same_minute(expected, got) is same


def test_average_precision_falls_with_each_negative_above_a_positive() -> None:
    assert average_precision([(0.9, True), (0.5, True), (0.1, False)]) == 1
    assert average_precision([(0.9, False), (0.5, True)]) == 0.5


def test_merging_costs_precision_and_splitting_recall() -> None:
    group = {"a": "one", "b": "one", "c": "two", "d": "two"}
    assert b_cubed(group, dict.fromkeys("abcd", "s")) == (0.5, 1)
    assert b_cubed(group, {"a": "s", "b": "s"}) == (1, 0.75)


def test_few_counts_have_a_wide_interval() -> None:
    low, high = interval(33, 35)
    assert (round(low, 3), round(high, 3)) == (0.814, 0.984)
    assert interval(0, 0) == (0, 1)


def test_a_homonym_is_known_by_what_its_reader_wrote() -> None:
    assert HOMONYM.search("'Nga' is a person's name")
    assert not HOMONYM.search("Russia and China")
