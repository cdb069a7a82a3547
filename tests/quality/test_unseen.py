from pathlib import Path

import pytest

from scrapers.article import Article
from tests.quality import labels, unseen
from tests.quality.exam import Labelled
from tests.quality.unseen import Answer


def answer(score: float, *, on: bool, event: str) -> Answer:
    return Answer(score, score >= 0.5, on, event)


GIVEN = [
    answer(0.9, on=True, event="a"),
    answer(0.8, on=True, event="a"),
    answer(0.7, on=False, event="b"),
    answer(0.3, on=True, event="c"),
]


def test_the_measures_are_those_of_the_whole_table() -> None:
    once = [1] * len(GIVEN)
    assert unseen.MEASURES["recall"](GIVEN, once) == 2 / 3
    assert unseen.MEASURES["precision"](GIVEN, once) == 2 / 3
    assert unseen.MEASURES["average_precision"](GIVEN, once) == pytest.approx((1 + 1 + 3 / 4) / 3)


def test_what_is_drawn_twice_counts_twice_and_what_is_not_drawn_counts_nothing() -> None:
    assert unseen.MEASURES["recall"](GIVEN, [1, 1, 0, 2]) == 0.5
    assert unseen.MEASURES["precision"](GIVEN, [2, 2, 0, 0]) == 1.0


def test_the_interval_is_wide_where_all_hangs_on_few_events() -> None:
    low, high = unseen.interval(GIVEN, unseen.MEASURES["recall"])
    assert low == 0.0
    assert high == 1.0


def test_an_undated_text_is_held_out_with_its_collection() -> None:
    dated = Labelled(Article(id="x-1", published="2022-01-02"), True, "core")
    undated = Labelled(Article(id="x-1"), True, "core")
    assert unseen.year(dated) == "2022"
    assert unseen.year(undated) == "x"


def test_a_topic_of_its_own_labels_sees_the_same_texts_otherwise() -> None:
    texts = (
        Labelled(Article(id="n-1"), True, "core"),
        Labelled(Article(id="n-2"), False, "easy_negative"),
    )
    assert labels.for_topic(texts, "no_such_labels") == texts


def test_a_label_that_is_none_is_named_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "labels.ndjson"
    file.write_text('{"relevance": "core", "title": "a"}\n{"relevance": "on"}\n', "utf-8")
    with pytest.raises(ValueError, match=r"labels\.ndjson:2"):
        list(labels.read(file))
