"""What one worker process does at a tick: visits and deliveries side by side, until nothing is due."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import queries
from storage.errors import StoreUnavailable
from storage.schema import hosts
from tests.flow.conftest import Newsroom
from tests.paper import EARLIER, GOLD, TALKS
from tests.servers.http import Reply
from worker.pipeline import rounds, shift
from worker.pipeline.visits import visit as visiting


def leases(newsroom: Newsroom) -> list[str]:
    with newsroom.flow.store.read() as conn:
        return [lease for lease in conn.execute(select(hosts.c.lease_until)).scalars() if lease]


def polls(newsroom: Newsroom) -> list[int]:
    with newsroom.flow.store.read() as conn:
        return [source.polls for source in queries.sources(conn)]


def test_one_tick_polls_reads_and_tells(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("sang")
    paper.publish(EARLIER)
    rounds.begin(newsroom.flow)
    shift.work(newsroom.flow)
    paper.publish(TALKS)
    newsroom.clock.forward(minutes=10)
    shift.work(newsroom.flow)
    assert newsroom.titles == [TALKS.title]
    assert leases(newsroom) == []


def test_what_becomes_due_while_a_slow_host_is_visited_does_not_wait_for_it(
    newsroom: Newsroom,
) -> None:
    slow, quick = newsroom.open_paper("cham"), newsroom.open_paper("nhanh")
    rounds.once(newsroom.flow)
    told, in_time = threading.Event(), []
    feed = slow.origin.routes["/rss"]
    assert isinstance(feed, Reply)

    def wait(_: object) -> Reply:
        in_time.append(told.wait(4))
        return feed

    slow.origin.routes["/rss"] = wait
    newsroom.clock.forward(minutes=10)
    quick.publish(TALKS)
    newsroom.told.told_of = told.set
    shift.work(newsroom.flow)
    assert newsroom.titles == [TALKS.title]
    assert in_time == [True]


def test_after_its_time_nothing_more_is_begun(newsroom: Newsroom) -> None:
    newsroom.open_paper("sang").publish(GOLD)
    rounds.begin(newsroom.flow)
    shift.work(newsroom.flow, timedelta(seconds=-1))
    assert polls(newsroom) == [0]
    assert leases(newsroom) == []


def test_one_visit_that_goes_wrong_takes_nothing_from_the_others(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("mot", "hai", "ba"):
        newsroom.open_paper(key).publish(replace(GOLD, slug=key))
    rounds.once(newsroom.flow)
    newsroom.clock.forward(hours=1)
    with newsroom.flow.store.read() as conn:
        broken = queries.sources(conn)[0].host
    attend = visiting.attend

    def fails_at_one(flow, claim, duties):  # type: ignore[no-untyped-def]
        if claim.host == broken:
            raise StoreUnavailable("the disk is full", code="full")
        return attend(flow, claim, duties)

    monkeypatch.setattr(visiting, "attend", fails_at_one)
    with pytest.raises(StoreUnavailable):
        shift.work(newsroom.flow)
    assert sorted(polls(newsroom)) == [1, 2, 2]
    assert len(leases(newsroom)) == 1  # the broken one's runs out by itself
