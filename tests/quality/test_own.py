"""The exam of our own says what it should, wherever the project is."""

from pathlib import Path

import pytest

from tests.quality import corpus, own
from tests.quality.exam import Exam, Leaf
from tests.quality.scores import found
from worker.topics import load_topics

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def exam() -> Exam:
    topics, _ = load_topics(SEEDS / "topics")
    return own.load(topics["russia_nato_talks"])


def test_there_are_twenty_pages_at_least(exam: Exam) -> None:
    assert len({leaf.path.resolve() for leaf in exam.leaves}) >= 20


def test_every_expectation_stands_on_its_page(exam: Exam) -> None:
    def missing(leaf: Leaf) -> list[str]:
        page = leaf.path.read_text("utf-8")
        return [text for text in leaf.kept if not all(found([text], page))]

    assert {leaf.site: lost for leaf in exam.leaves if (lost := missing(leaf))} == {}


def test_there_are_events_told_by_several_papers(exam: Exam) -> None:
    groups = [one.group for one in exam.labelled if one.group]
    assert len(groups) > len(set(groups)) > 2


def test_a_folder_without_gold_is_no_corpus(tmp_path: Path) -> None:
    assert not corpus.present(tmp_path)


def test_the_digest_changes_with_any_answer(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("title = 'a'", "utf-8")
    before = corpus.digest([file], tmp_path)
    file.write_text("title = 'b'", "utf-8")
    assert corpus.digest([file], tmp_path) != before
