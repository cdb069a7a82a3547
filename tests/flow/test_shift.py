"""What one worker process does at a tick: visits and deliveries side by side, until nothing is due."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from scrapers.fetch import Fetcher
from scrapers.http import Http
from storage import queries, schedule
from storage.errors import StoreUnavailable
from storage.schema import hosts
from tests.flow.conftest import Newsroom
from tests.paper import EARLIER, GOLD, TALKS
from tests.servers.http import Reply
from worker.pipeline import rounds, shift
from worker.pipeline.underway import Visits
from worker.pipeline.visits import ask
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


class Counting(ThreadPoolExecutor):
    """Threads that count their tasks."""

    tasks = 0

    def submit(self, *task: Any, **named: Any) -> Future[Any]:
        self.tasks += 1
        return super().submit(*task, **named)


def visited(newsroom: Newsroom) -> tuple[int, int]:
    """One visit to each host: how many sources were polled, and how many visits took a thread."""
    polled = 0
    with Counting() as pool:
        visits = Visits(newsroom.flow, pool)
        visits.begin(shift.due_visits(newsroom.flow, 10))
        while visits.under_way:
            polled += sum(seen.polled for seen in visits.ended())
    return polled, pool.tasks


def test_only_hosts_with_news_take_a_thread(newsroom: Newsroom) -> None:
    papers = [newsroom.open_paper(key) for key in ("mot", "hai", "ba")]
    rounds.once(newsroom.flow)
    newsroom.clock.forward(hours=1)
    assert visited(newsroom) == (3, 0)
    papers[0].publish(TALKS)
    newsroom.clock.forward(hours=1)
    assert visited(newsroom) == (3, 1)
    assert polls(newsroom) == [3, 3, 3]
    assert leases(newsroom) == []


def test_a_host_that_fails_takes_no_thread_and_is_said(newsroom: Newsroom) -> None:
    paper = newsroom.open_paper("mot")
    rounds.once(newsroom.flow)
    paper.origin.put("/rss", status=500)
    newsroom.clock.forward(hours=1)
    assert visited(newsroom) == (1, 0)
    with newsroom.flow.store.read() as conn:
        (source,) = queries.sources(conn)
    assert (source.state, source.failures) == ("failing", 1)


def test_pages_that_are_due_come_before_the_feed(newsroom: Newsroom) -> None:
    newsroom.open_paper("mot")
    rounds.begin(newsroom.flow)
    (claim,) = shift.due_visits(newsroom.flow, 1)
    with newsroom.flow.store.read() as conn:
        duties = schedule.due(conn, [claim.host], newsroom.clock())[claim.host]
    busy = replace(duties, pages=True)
    assert newsroom.flow.fetcher.run(ask.begin(newsroom.flow, claim, busy)).answers == {}


def test_what_one_source_brought_is_written_down_before_the_next_is_asked(
    newsroom: Newsroom,
) -> None:
    paper = newsroom.open_paper("mot")
    paper.publish(GOLD)
    rounds.begin(newsroom.flow)
    (claim,) = shift.due_visits(newsroom.flow, 1)
    with newsroom.flow.store.read() as conn:
        duties = schedule.due(conn, [claim.host], newsroom.clock())[claim.host]
    (first,) = duties.sources
    both = replace(duties, sources=(first, replace(first, url=f"{first.url}?2")))
    begun = newsroom.flow.fetcher.run(ask.begin(newsroom.flow, claim, both))
    assert list(begun.answers) == [first.url]
    assert not ask.light(begun, newsroom.clock())


def test_a_lease_that_is_to_be_renewed_is_a_thread_s_to_renew(newsroom: Newsroom) -> None:
    newsroom.open_paper("mot")
    rounds.begin(newsroom.flow)
    (claim,) = shift.due_visits(newsroom.flow, 1)
    with newsroom.flow.store.read() as conn:
        duties = schedule.due(conn, [claim.host], newsroom.clock())[claim.host]
    newsroom.clock.forward(minutes=1)
    begun = newsroom.flow.fetcher.run(ask.begin(newsroom.flow, claim, duties))
    assert begun.answers == {}
    assert visiting.attend(newsroom.flow, begun)[0].polled == 1


def test_once_it_is_to_stop_nothing_more_is_begun(newsroom: Newsroom) -> None:
    for key in ("mot", "hai", "ba"):
        newsroom.open_paper(key)
    rounds.begin(newsroom.flow)
    newsroom.flow.fetcher.stop()
    shift.work(newsroom.flow)
    assert polls(newsroom) == [0, 0, 0]
    assert leases(newsroom) == []


def test_what_the_end_of_the_client_cuts_short_is_still_due(newsroom: Newsroom) -> None:
    newsroom.open_paper("mot")
    rounds.begin(newsroom.flow)
    http = Http("Diemtin/test")
    http.close()
    shift.work(replace(newsroom.flow, fetcher=Fetcher(http, newsroom.clock)))
    assert polls(newsroom) == [0]
    assert leases(newsroom) == []


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

    def fails_at_one(flow, visit):  # type: ignore[no-untyped-def]
        if visit.claim.host == broken:
            raise StoreUnavailable("the disk is full", code="full")
        return attend(flow, visit)

    monkeypatch.setattr(visiting, "attend", fails_at_one)
    with pytest.raises(StoreUnavailable):
        shift.work(newsroom.flow)
    assert sorted(polls(newsroom)) == [1, 2, 2]
    assert len(leases(newsroom)) == 1  # the broken one's runs out by itself
