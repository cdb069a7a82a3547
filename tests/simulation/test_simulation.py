"""A small world, a short time, much trouble: nothing is missed, nobody is rude."""

from datetime import timedelta

import pytest

from scrapers.turns import Turns
from tests.simulation import flow, model


@pytest.fixture(scope="module")
def outcome() -> flow.Outcome:
    """Two papers, an hour after midnight, much trouble, workers that die, and an hour to catch up."""
    return flow.simulate(2, 0.05, a_day=900, troubles=40, deaths=0.02, settle=timedelta(hours=1))


def test_nothing_that_appears_after_the_first_poll_is_missed(outcome: flow.Outcome) -> None:
    assert len(outcome.ledger.visited) == 2
    assert sum(len(host.fetched) for host in outcome.ledger.visited.values()) > 30
    assert outcome.missed() == []


def test_nobody_is_asked_rudely(outcome: flow.Outcome) -> None:
    assert outcome.deaths > 0
    assert outcome.ledger.rude == []


def test_the_rules_alone_miss_nothing_in_months(outcome: flow.Outcome) -> None:
    sums = model.run(3, 40)
    assert sums.failures > 0
    assert sums.published > 1000
    assert (sums.missed, sums.asleep) == (0, 0)


def test_the_ledger_would_have_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pauses the same world finds its visitor rude: the counting works."""
    monkeypatch.setattr(Turns, "rest", lambda *_: None)
    ledger = flow.simulate(1, 0.01, troubles=0, settle=timedelta()).ledger
    assert {what for _, what, _, _ in ledger.rude} == {"Crawl-delay ignored"}
