import pytest

from scrapers.article import Article
from tests.quality import reliability
from tests.quality.exam import Labelled

TEXTS = [
    Labelled(Article(id="x-1", title="a"), True, "core"),
    Labelled(Article(id="x-2", title="b"), False, "hard_negative"),
    Labelled(Article(id="x-3", title="c", lead="d"), True, "core"),
    Labelled(Article(id="x-4", title="e"), True, "peripheral"),
    Labelled(Article(id="x-5", title="f", body="g" * 500), False, "easy_negative"),
]
SCORES = [0.9, 0.5, 0.8, 0.9, 0.01]


def test_each_length_is_calibrated_by_itself() -> None:
    headlines, teasers, articles = reliability.figures(TEXTS, SCORES)
    assert headlines.value == pytest.approx(0.2)
    assert headlines.told == "1.4 of 2 promised to be core, 1 are"
    assert teasers.value == pytest.approx(0.2)
    assert articles.value == pytest.approx(0.01)


def test_a_short_body_is_a_teaser() -> None:
    short = Labelled(Article(id="x-6", title="h", body="i"), True, "core")
    assert [reliability.length(one) for one in (*TEXTS[:3:2], TEXTS[4], short)] == [
        "headlines",
        "teasers",
        "articles",
        "teasers",
    ]


def test_the_table_says_what_each_range_of_scores_is_worth() -> None:
    lines = [" ".join(line.split()) for line in reliability.lines(TEXTS, SCORES)]
    assert lines[0] == "reliability of headlines, by score"
    assert "0.80..0.95 1 asked 0.9 promised 1 are" in lines
    assert "0.40..0.60 1 asked 0.5 promised 0 are" in lines
