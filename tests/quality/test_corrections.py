import subprocess
import sys
from pathlib import Path

import pytest

from tests.quality import corrections
from tests.quality.program import ROOT
from worker.topics import load_topics


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIEMTIN_DATABASE_URL", f"sqlite:///{tmp_path / 'quality.db'}")
    monkeypatch.setenv("DIEMTIN_VAR", str(tmp_path))
    return tmp_path


def diemtin(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "worker.cli", *arguments], cwd=ROOT, check=True)


def test_what_people_corrected_is_judged_anew(place: Path) -> None:
    row = place / "row.ndjson"
    row.write_text('{"id": "one", "title": "Giá vàng miếng tăng nhẹ đầu tuần"}', "utf-8")
    diemtin("ingest", str(row))
    diemtin("correct", "one", "on", "--why", "a test")
    topics, _ = load_topics(ROOT / "seeds" / "topics")
    first, second = corrections.lines(topics)
    assert first == "corrections: 0 of 1 are now judged as people corrected them"
    assert second.endswith("but corrected to on: Giá vàng miếng tăng nhẹ đầu tuần")


def test_what_people_corrected_is_learnt_from_at_the_next_fit(place: Path) -> None:
    row = place / "row.ndjson"
    row.write_text('{"id": "one", "title": "Giá vàng miếng tăng nhẹ đầu tuần"}', "utf-8")
    diemtin("ingest", str(row))
    diemtin("correct", "one", "on", "--why", "a test")
    (sample,) = corrections.samples("russia_nato_talks")
    assert sample.article.title == "Giá vàng miếng tăng nhẹ đầu tuần"
    assert sample.relevance == "core"
    assert list(corrections.samples("another_topic")) == []


def test_without_a_store_nothing_is_said_and_none_is_made(place: Path) -> None:
    assert list(corrections.lines({})) == []
    assert list(place.iterdir()) == []
