import json
from pathlib import Path

import pytest

from tests.quality import floors
from tests.quality.figure import Figure, counted
from tests.quality.floors import Floors, Lowered


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "floors.json"
    floors.update(
        "own", "d1", [Figure("kept", 0.9, ""), Figure("leaked", 0.1, "", less=True)], "", path
    )
    return path


def breaches(file: Path, digest: str, kept: float, leaked: float) -> list[str]:
    figures = [Figure("kept", kept, "9/10"), Figure("leaked", leaked, "1/10", less=True)]
    return floors.read("own", file).breaches(digest, figures)


def test_a_figure_below_its_floor_is_named(file: Path) -> None:
    [breach] = breaches(file, "d1", 0.89, 0.1)
    assert breach == "kept: 0.8900 (9/10), the floor is 0.9000"


def test_where_less_is_better_the_floor_is_a_ceiling(file: Path) -> None:
    assert breaches(file, "d1", 0.9, 0.05) == []
    [breach] = breaches(file, "d1", 0.9, 0.2)
    assert breach.startswith("leaked: ")


def test_another_corpus_breaches_no_floor() -> None:
    assert Floors("d1", {"kept": 0.9}).breaches("d2", [Figure("kept", 0, "")]) == []


def test_our_own_questions_are_held_even_when_they_were_edited(file: Path) -> None:
    assert len(breaches(file, "d2", 0.0, 1.0)) == 2


def test_a_figure_that_is_no_longer_measured_is_a_breach() -> None:
    assert Floors("d1", {"kept": 0.9}).breaches("d1", []) == ["kept: not measured"]


def test_a_floor_rises_without_a_word(file: Path) -> None:
    floors.update(
        "own", "d1", [Figure("kept", 0.95, ""), Figure("leaked", 0, "", less=True)], "", file
    )
    assert floors.read("own", file).figures == {"kept": 0.95, "leaked": 0}


def test_a_floor_sinks_only_with_a_reason_which_is_kept(file: Path) -> None:
    worse = [Figure("kept", 0.8, "8/10"), Figure("leaked", 0.1, "", less=True)]
    with pytest.raises(Lowered, match="--because"):
        floors.update("own", "d1", worse, "", file)
    assert floors.read("own", file).figures["kept"] == 0.9
    floors.update("own", "d1", worse, "the label of one page was wrong", file)
    [lowered] = json.loads(file.read_text("utf-8"))["lowered"]
    assert lowered["because"] == "the label of one page was wrong"
    assert floors.read("own", file).figures["kept"] == 0.8


def test_exams_have_floors_of_their_own(file: Path) -> None:
    floors.update("corpus", "d9", [Figure("kept", 0.5, "")], "", file)
    assert floors.read("own", file).figures["kept"] == 0.9


def test_a_share_of_few_says_how_few() -> None:
    assert counted("judgement.recall", 33, 35).told == "33/35  95 %: 81.4%..98.4%"
