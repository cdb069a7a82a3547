"""Papers that mean harm, or are out of their minds: each costs little, is named, and harms no other."""

import resource
import time
from pathlib import Path

import pytest

from tests.flow.conftest import Newsroom
from tests.flow.troubled import founded, source
from tests.origin.service import background
from worker.pipeline import rounds

ATTACKS = {
    "bomb": "too_large", "endless": "too_large", "million": "too_large", "loop": "redirects", "drip": "timeout",
    "hang": "timeout", "entities": "bad_feed", "spy": "bad_feed", "nested-feed": "bad_feed", "truncated": "bad_encoding",
    "cut": "protocol", "html": "bad_feed", "robots": "robots", "challenge": "challenge", "dead": "refused",
}  # fmt: skip
MEMORY = 250_000  # kilobytes for all of them together, sixteen hosts at a time, at most 8 MB each
SECONDS = 60  # of the processor


@pytest.fixture
def patience() -> float:
    """They all attack at once, beside whatever else runs here."""
    return 15.0


def test_attacks_are_named_bounded_and_harm_no_other(newsroom: Newsroom, tmp_path: Path) -> None:
    faults = [f"{kind}@{index}" for index, kind in enumerate(ATTACKS)]
    service = founded(newsroom, tmp_path / "seeds", *faults, count=len(ATTACKS) + 2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    with background(service):
        result = rounds.once(newsroom.flow)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    told = {
        kind: source(newsroom, paper).code
        for kind, paper in zip(ATTACKS, service.papers, strict=False)
    }
    assert told == ATTACKS
    well = service.papers[len(ATTACKS) :]
    assert [source(newsroom, paper).state for paper in well] == ["ok", "ok"]
    assert len(result.seen.kept) == sum(paper.window for paper in well)
    assert used < MEMORY
    assert time.process_time() - began < SECONDS


def test_pages_ten_thousand_elements_deep_cost_no_article(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    service = founded(newsroom, tmp_path / "seeds", "nested@0", count=1)
    with background(service):
        result = rounds.once(newsroom.flow)
    titles = {e.piece.title for e in service.papers[0].published(newsroom.clock.now, 5)}
    assert {kept.title for kept in result.seen.kept} == titles


@pytest.mark.parametrize("kind", ["bomb", "html", "dead", "429"])
def test_who_is_well_again_is_read_on(newsroom: Newsroom, tmp_path: Path, kind: str) -> None:
    service = founded(newsroom, tmp_path / "seeds", f"{kind}@0:0-10m", count=1)
    with background(service):
        rounds.once(newsroom.flow)
        assert source(newsroom, service.papers[0]).state == "failing"
        newsroom.clock.forward(hours=2)
        service.look()
        result = rounds.once(newsroom.flow)
    assert source(newsroom, service.papers[0]).state == "ok"
    assert len(result.seen.kept) == 5
