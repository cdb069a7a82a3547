"""Every fault that the origin knows is told by its name, with what to do, within the paper's own rhythm; nothing else is."""

from pathlib import Path

import pytest

from storage.queries import IncidentRow
from storage.rebuild import rebuild
from tests.flow.conftest import Newsroom
from tests.flow.troubled import founded, incidents, passes
from tests.origin.kinds import KINDS
from tests.origin.service import background
from worker.pipeline import rounds
from worker.pipeline.watch import words
from worker.pipeline.watch.advice import next_step

AT_ONCE = {
    "429": "http_429", "503": "http_503", "500": "http_500", "404": "http_404", "403": "http_403",
    "challenge": "challenge", "drip": "timeout", "hang": "timeout", "cut": "protocol", "truncated": "bad_encoding",
    "loop": "redirects", "robots": "robots", "robots-down": "robots_unreachable", "html": "bad_feed", "dead": "refused",
    "bomb": "too_large", "endless": "too_large", "million": "too_large", "entities": "bad_feed", "spy": "bad_feed",
    "nested-feed": "bad_feed",
}  # fmt: skip
"""A poll that fails, said at that very poll."""
IN_TIME = {
    "empty": ("few", "empty"), "lie304": ("lying", "lying_304"), "moved": ("moved", "moved"),
    "nested": ("drifting", "too_deep"), "layout": ("drifting", "drift"), "dates": ("dates", "dates"),
    "silent": ("silent", "silent"), "few": ("few", "few_links"), "wall": ("drifting", "http_403"),
}  # fmt: skip
"""What the answers themselves show, said after some of them."""
NO_TROUBLE = {"charset", "crawl-delay"}
"""What Diemtin copes with by itself: there is nothing to tell."""


def _start(kind: str) -> str:
    """What robots.txt says is kept for a day: only a first look sees it at once."""
    return "0" if kind.startswith("robots") else "5m"


UNKNOWN = next_step("a code of tomorrow", "vidu")


@pytest.fixture
def patience() -> float:
    """All of them are broken at once, beside whatever else runs here."""
    return 15.0


def in_vietnamese(incident: IncidentRow) -> bool:
    """Does an operator read what is wrong, and what to do, in the language of the mail?"""
    said = words.said(incident.code, incident.message)
    return said != incident.message and bool(words.step(incident.code, incident.site))


def test_every_kind_of_fault_has_its_name_here() -> None:
    assert {*AT_ONCE, *IN_TIME, *NO_TROUBLE} == set(KINDS)


def test_a_poll_that_fails_is_named_at_once(newsroom: Newsroom, tmp_path: Path) -> None:
    faults = [f"{kind}@{index}:{_start(kind)}" for index, kind in enumerate(AT_ONCE)]
    service = founded(newsroom, tmp_path / "seeds", *faults, count=len(AT_ONCE), window=3)
    with background(service):
        rounds.once(newsroom.flow)
        passes(newsroom, service, 1, minutes=180)
        told = {
            kind: incidents(newsroom, paper)
            for kind, paper in zip(AT_ONCE, service.papers, strict=True)
        }
    assert {kind: [(one.kind, one.code) for one in rows] for kind, rows in told.items()} == {
        kind: [("failing", code)] for kind, code in AT_ONCE.items()
    }
    assert not [rows[0].code for rows in told.values() if rows[0].next_step in {"", UNKNOWN}]
    assert not [one.code for rows in told.values() for one in rows if not in_vietnamese(one)]


def test_what_answers_show_is_named_within_the_papers_rhythm(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    """Papers of four articles an hour by day, looked at every ten minutes; the faults begin after three hours."""
    kinds = [*IN_TIME, "charset"]
    faults = [f"{kind}@{index}:3h" for index, kind in enumerate(kinds)]
    service = founded(
        newsroom, tmp_path / "seeds", *faults, count=len(kinds) + 2, a_day=60, window=20
    )
    with background(service):
        rounds.once(newsroom.flow)
        passes(newsroom, service, 3 * 6, minutes=10)
        before = [one for paper in service.papers for one in incidents(newsroom, paper)]
        passes(newsroom, service, 4 * 6, minutes=10)
    told = [incidents(newsroom, paper) for paper in service.papers]
    assert rebuild(newsroom.flow.store).differences == {}
    assert before == []
    assert [[(one.kind, one.code) for one in rows] for rows in told] == [
        *([name] for name in IN_TIME.values()),
        [],
        [],
        [],
    ]
    assert not [rows[0].code for rows in told if rows and rows[0].next_step in {"", UNKNOWN}]
    assert not [one.code for rows in told for one in rows if not in_vietnamese(one)]
