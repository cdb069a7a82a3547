"""Sources and links that are due, claimed by host."""

from datetime import timedelta

import pytest

from storage import queries, schedule
from storage.errors import StaleVisit
from storage.event import NewEvent
from storage.schedule import Departure, Source, Visit
from storage.store import Store
from tests.storage.samples import Clock, append, fetched, read, refused, seen

LEASE = timedelta(minutes=5)
HOUR = timedelta(hours=1)
RSS = Source("https://bao.vn/rss", "bao", "bao.vn", "feed")
TAG = Source("https://bao.vn/tag/nga-nato", "bao", "bao.vn", "listing")
OTHER = Source("https://tin.vn/rss", "tin", "tin.vn", "feed")


def sync(store: Store, *declared: Source) -> schedule.Synced:
    with store.write() as tx:
        return schedule.sync_sources(tx, declared)


def visit(store: Store, clock: Clock, limit: int = 10) -> list[Visit]:
    return schedule.claim_hosts(store, clock(), limit, LEASE)


def due(store: Store, clock: Clock, host: str = "bao.vn") -> list[str]:
    with store.read() as conn:
        return [source.url for source in schedule.due_sources(conn, host, clock())]


def links(store: Store, clock: Clock, host: str = "bao.vn") -> list[schedule.DueLink]:
    with store.read() as conn:
        return schedule.due_links(conn, host, clock(), 10)


def first_due(store: Store, clock: Clock, host: str = "bao.vn") -> schedule.DueSource:
    with store.read() as conn:
        return schedule.due_sources(conn, host, clock())[0]


def poll(store: Store, clock: Clock, at: Visit, source: Source, **fields: object) -> None:
    outcome = schedule.worked(source.url, clock(), next_at=clock() + HOUR, **fields)
    with store.write() as tx:
        schedule.record(tx, at, outcome)


def opened(source: Source, number: int = 0) -> NewEvent:
    data = {"site": source.site, "kind": source.kind, "shown": 3}
    return NewEvent("source.opened", source.url, data, key=str(number))


# --- sources ---------------------------------------------------------------------------------------


def test_new_sources_are_due_at_once_host_by_host(store: Store, clock: Clock) -> None:
    assert sync(store, RSS, TAG, OTHER).added == (RSS.url, TAG.url, OTHER.url)
    assert sorted(visit.host for visit in visit(store, clock)) == ["bao.vn", "tin.vn"]
    assert due(store, clock) == [RSS.url, TAG.url]


def test_sources_that_stay_are_left_alone(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    poll(store, clock, visit(store, clock)[0], RSS)
    assert sync(store, RSS) == schedule.Synced((), (), ())
    assert due(store, clock) == []


def test_a_vanished_source_is_retired_and_kept(store: Store, clock: Clock) -> None:
    sync(store, RSS, TAG)
    assert sync(store, RSS).retired == (TAG.url,)
    assert due(store, clock) == [RSS.url]
    with store.read() as conn:
        row = queries.source(conn, TAG.url)
        assert (row.state, row.retired) == ("retired", True)
        assert queries.events(conn)[-1].type == "source.retired"


def test_a_source_that_comes_back_must_be_opened_again(store: Store, clock: Clock) -> None:
    """What it shows by then is not news."""
    sync(store, RSS)
    append(store, opened(RSS))
    sync(store)
    assert visit(store, clock) == []
    assert sync(store, RSS).revived == (RSS.url,)
    with store.read() as conn:
        source = schedule.due_sources(conn, "bao.vn", clock())[0]
    assert (source.opened, source.openings, source.state) == (False, 1, "new")


def test_a_source_can_be_retired_again_and_again(store: Store) -> None:
    for _ in range(3):
        sync(store, RSS)
        assert sync(store).retired == (RSS.url,)
    with store.read() as conn:
        assert [event.type for event in queries.events(conn)] == ["source.retired"] * 3


def test_a_source_that_moved_to_another_site_file_follows_it(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    sync(store, Source(RSS.url, "bao-moi", "bao.vn", "feed"))
    with store.read() as conn:
        assert queries.source(conn, RSS.url).site == "bao-moi"


def test_an_opened_source_is_known_as_opened(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    append(store, opened(RSS))
    with store.read() as conn:
        source = schedule.due_sources(conn, "bao.vn", clock())[0]
    assert (source.opened, source.openings, source.state) == (True, 1, "ok")


def test_a_good_poll_is_remembered_until_the_next(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    here = visit(store, clock)[0]
    poll(store, clock, here, RSS, etag='"x"', last_modified="Mon", shown=30, new=2, memo={"n": 1})
    assert due(store, clock) == []
    clock.forward(hours=2)
    with store.read() as conn:
        source = schedule.due_sources(conn, "bao.vn", clock())[0]
        row = queries.source(conn, RSS.url)
    assert (source.etag, source.last_modified, source.memo) == ('"x"', "Mon", {"n": 1})
    assert (row.polls, row.shown, row.new, row.failures) == (1, 30, 2, 0)
    assert "" not in (row.polled, row.worked, row.renewed)


def test_a_poll_without_change_keeps_what_was_shown(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    here = visit(store, clock)[0]
    poll(store, clock, here, RSS, shown=30, new=2, memo={"n": 1})
    renewed = _source(store).renewed
    poll(store, clock, here, RSS)
    row = _source(store)
    assert (row.polls, row.shown, row.new, row.memo) == (2, 30, 0, {"n": 1})
    assert row.renewed == renewed


def test_failures_are_counted_in_a_row_and_end_with_a_good_poll(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    here = visit(store, clock)[0]
    fault = {"code": "http_503", "message": "down"}
    for _ in range(2):
        outcome = schedule.failed(first_due(store, clock), clock(), next_at=clock(), **fault)
        with store.write() as tx:
            schedule.record(tx, here, outcome)
    row = _source(store)
    assert (row.failures, row.code, row.message) == (2, "http_503", "down")
    assert row.failing_since < row.polled
    poll(store, clock, here, RSS)
    row = _source(store)
    assert (row.failures, row.failing_since, row.code) == (0, "", "")


def test_the_health_of_a_source_tells_what_its_events_say(store: Store) -> None:
    sync(store, RSS)
    said = {
        "site": "bao",
        "code": "http_503",
        "message": "down",
        "since": "then",
        "next_step": "wait",
    }
    append(store, opened(RSS), NewEvent("source.failing", RSS.url, said))
    row = _source(store)
    assert (row.state, row.since, row.code, row.next_step) == (
        "failing",
        "then",
        "http_503",
        "wait",
    )
    assert row.opened
    append(store, NewEvent("source.recovered", RSS.url, {"site": "bao"}))
    assert _source(store).state == "ok"


def test_the_states_of_all_sources_are_those_of_each(store: Store) -> None:
    sync(store, RSS, TAG, OTHER)
    said = {"site": "bao", "code": "dns", "message": "", "since": "then", "next_step": ""}
    append(store, opened(RSS), opened(TAG), NewEvent("source.failing", RSS.url, said))
    with store.read() as conn:
        assert queries.states(conn) == [("bao", "failing", 1), ("bao", "ok", 1), ("tin", "new", 1)]
    sync(store, RSS)
    with store.read() as conn:
        assert queries.states(conn) == [
            ("bao", "failing", 1), ("bao", "retired", 1), ("tin", "retired", 1),
        ]  # fmt: skip
        assert {row.url: row.state for row in queries.sources(conn, ["bao"])} == {
            RSS.url: "failing", TAG.url: "retired",
        }  # fmt: skip


def test_everything_can_be_made_due_now(store: Store, clock: Clock) -> None:
    sync(store, RSS, OTHER)
    sync(store, RSS)
    here = visit(store, clock)[0]
    poll(store, clock, here, RSS)
    schedule.release(store, here, clock() + HOUR)
    with store.operate() as conn:
        assert schedule.force_due(conn, clock()) == 1
    assert visit(store, clock) == []
    with store.operate() as conn:
        schedule.force_due(conn, clock(), pauses=True)
    assert [visit.host for visit in visit(store, clock)] == ["bao.vn"]


# --- visits ----------------------------------------------------------------------------------------


def test_a_host_has_one_visitor_at_a_time(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    assert len(visit(store, clock)) == 1
    assert visit(store, clock) == []


def test_a_host_is_left_in_peace_for_its_pause(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    assert schedule.release(store, visit(store, clock)[0], clock() + timedelta(seconds=10))
    clock.forward(seconds=9)
    assert visit(store, clock) == []
    clock.forward(seconds=2)
    assert len(visit(store, clock)) == 1


def test_a_host_without_anything_due_is_not_visited(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    here = visit(store, clock)[0]
    poll(store, clock, here, RSS)
    schedule.release(store, here, clock())
    assert visit(store, clock) == []


def test_the_longest_due_host_comes_first(store: Store, clock: Clock) -> None:
    sync(store, OTHER)
    sync(store, OTHER, RSS)
    assert [visit.host for visit in visit(store, clock, limit=1)] == ["tin.vn"]


def test_what_was_there_before_anybody_looked_gives_way_to_every_poll(
    store: Store, clock: Clock
) -> None:
    append(store, seen("old", first_poll=True))
    clock.forward(hours=1)
    sync(store, OTHER)
    assert [at.host for at in visit(store, clock, limit=1)] == ["tin.vn"]
    assert [at.host for at in visit(store, clock, limit=1)] == ["bao.vn"]


def test_while_a_first_poll_is_late_no_page_is_fetched_that_is_no_news(
    store: Store, clock: Clock
) -> None:
    sync(store, OTHER)
    append(store, seen("old", first_poll=True), seen("new"))
    assert [link.id for link in links(store, clock)] == ["new", "old"]
    clock.forward(minutes=1)
    assert [link.id for link in links(store, clock)] == ["new"]
    assert [at.host for at in visit(store, clock)] == ["tin.vn", "bao.vn"]
    assert [link.id for link in links(store, clock)] == ["new", "old"]


def test_while_a_later_poll_is_late_a_visit_takes_one_page_that_is_no_news(
    store: Store, clock: Clock
) -> None:
    sync(store, OTHER)
    (at,) = visit(store, clock)
    poll(store, clock, at, OTHER)
    clock.forward(hours=1, minutes=5)
    append(store, seen("old", first_poll=True), seen("older", first_poll=True), seen("new"))
    assert [link.id for link in links(store, clock)] == ["new", "old"]


def test_a_host_with_no_news_is_left_in_the_event_loop_while_a_first_poll_is_late(
    store: Store, clock: Clock
) -> None:
    sync(store, RSS, OTHER)
    append(store, seen("old", first_poll=True))
    with store.read() as conn:
        assert schedule.due(conn, ["bao.vn"], clock())["bao.vn"].pages
        clock.forward(minutes=1)
        assert not schedule.due(conn, ["bao.vn"], clock())["bao.vn"].pages


def test_a_visitor_that_died_gives_way_after_its_lease(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    visit(store, clock)
    clock.forward(minutes=6)
    assert len(visit(store, clock)) == 1


def test_a_renewed_lease_holds(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    here = visit(store, clock)[0]
    clock.forward(minutes=4)
    assert schedule.hold(store, here, clock(), LEASE)
    clock.forward(minutes=4)
    assert visit(store, clock) == []


def test_a_visitor_that_was_overtaken_can_write_nothing(store: Store, clock: Clock) -> None:
    sync(store, RSS)
    append(store, seen("a-1"))
    slow = visit(store, clock)[0]
    clock.forward(minutes=6)
    visit(store, clock)
    assert not schedule.hold(store, slow, clock(), LEASE)
    assert not schedule.release(store, slow, clock())
    later = clock() + HOUR
    outcome = schedule.worked(RSS.url, clock(), next_at=later)
    with pytest.raises(StaleVisit, match=r"bao\.vn"):
        schedule.begin_link(store, slow, "a-1")
    for write in (
        lambda tx: schedule.guard(tx, slow),
        lambda tx: schedule.record(tx, slow, outcome),
        lambda tx: schedule.link_failed(tx, slow, "a-1", later),
    ):
        with pytest.raises(StaleVisit), store.write() as tx:
            write(tx)
    assert schedule.settle(store, [Departure(slow, [outcome])]) == {slow}
    assert _source(store).polls == 0


def test_what_several_visits_leave_is_written_together(store: Store, clock: Clock) -> None:
    """Those that were overtaken write nothing, and take nothing from the others."""
    sync(store, RSS, TAG)
    slow = visit(store, clock)[0]
    clock.forward(minutes=6)
    sync(store, RSS, TAG, OTHER)
    here, there = sorted(visit(store, clock), key=lambda one: one.host)
    later = clock() + HOUR
    fault = schedule.failed(
        first_due(store, clock), clock(), next_at=later, code="dns", message="no such host"
    )
    good = [schedule.worked(s.url, clock(), next_at=later, memo={"n": 1}) for s in (TAG, OTHER)]
    ends = [
        Departure(slow, [schedule.worked(RSS.url, clock(), next_at=later)], later),
        Departure(there, [good[1]], later),
    ]
    assert schedule.settle(store, ends) == {slow}
    assert schedule.settle(store, [Departure(here, [fault, good[0]], clock())]) == set()
    with store.read() as conn:
        rows = {row.url: (row.polls, row.failures, row.code) for row in queries.sources(conn)}
    assert rows == {RSS.url: (1, 1, "dns"), TAG.url: (1, 0, ""), OTHER.url: (1, 0, "")}
    assert due(store, clock) == []


def test_what_is_due_at_several_hosts_is_asked_for_at_once(store: Store, clock: Clock) -> None:
    sync(store, RSS, OTHER)
    append(store, seen("a-1"))
    with store.read() as conn:
        duties = schedule.due(conn, ["bao.vn", "tin.vn", "la.vn"], clock())
    assert {host: [s.url for s in one.sources] for host, one in duties.items()} == {
        "bao.vn": [RSS.url], "tin.vn": [OTHER.url], "la.vn": [],
    }  # fmt: skip
    assert [host for host, one in duties.items() if one.pages] == ["bao.vn"]


def test_when_to_come_next_is_known(store: Store, clock: Clock) -> None:
    with store.read() as conn:
        assert schedule.soonest_due(conn) is None
    sync(store, RSS)
    here = visit(store, clock)[0]
    now = clock()
    schedule.settle(store, [Departure(here, [schedule.worked(RSS.url, now, next_at=now + HOUR)])])
    schedule.release(store, here, now + timedelta(seconds=5))
    with store.read() as conn:
        assert schedule.soonest_due(conn) == now + HOUR
    append(store, seen("a-1"))
    with store.read() as conn:
        assert schedule.soonest_due(conn) == now + timedelta(seconds=5)


# --- links -----------------------------------------------------------------------------------------


def test_a_new_link_is_due_at_its_host_at_once(store: Store, clock: Clock) -> None:
    append(store, seen("a-1", title="Tin", first_poll=True))
    assert [visit.host for visit in visit(store, clock)] == ["bao.vn"]
    link = links(store, clock)[0]
    assert (link.id, link.state, link.title, link.first_poll) == ("a-1", "seen", "Tin", True)
    assert (link.attempts, link.failures) == (0, 0)


def test_a_link_that_two_sources_show_is_fetched_once(store: Store, clock: Clock) -> None:
    append(
        store, seen("a-1"), NewEvent("link.seen", "a-1", {**seen("a-1").data, "source": "x"}, "2")
    )
    assert len(links(store, clock)) == 1
    with store.read() as conn:
        assert queries.link(conn, "a-1").source == "https://bao.vn/rss"


def test_a_page_that_was_fetched_and_not_read_is_still_due(store: Store, clock: Clock) -> None:
    append(store, seen("a-1"))
    with store.write() as tx:
        event = tx.append(fetched(tx, "a-1"))
    link = links(store, clock)[0]
    assert (link.state, link.page) == ("fetched", event.data["page"])


def test_an_article_that_was_read_is_not_due(store: Store, clock: Clock) -> None:
    append(store, seen("a-1"))
    with store.write() as tx:
        tx.append(fetched(tx, "a-1"))
        tx.append(read(tx, "a-1"))
    assert links(store, clock) == []


def test_a_listing_is_done_with_when_its_items_are_read(store: Store, clock: Clock) -> None:
    append(store, seen("a-1"))
    with store.write() as tx:
        tx.append(fetched(tx, "a-1", b"list"))
        tx.append(read(tx, "a-2", "Tin", kind="item", listing="a-1"))
    assert links(store, clock) == []
    with store.read() as conn:
        assert queries.link(conn, "a-1").state == "read"
        assert queries.article(conn, "a-2").page == queries.link(conn, "a-1").page


def test_a_page_refused_for_good_is_not_due(store: Store, clock: Clock) -> None:
    append(store, seen("a-1"), refused("a-1", final=True))
    assert links(store, clock) == []
    with store.read() as conn:
        link = queries.link(conn, "a-1")
    assert (link.state, link.code) == ("refused", "http_404")


def test_a_page_refused_for_now_is_due_when_it_says(store: Store, clock: Clock) -> None:
    append(store, seen("a-1"))
    here = visit(store, clock)[0]
    assert schedule.begin_link(store, here, "a-1") == 1
    with store.write() as tx:
        tx.append(refused("a-1", final=False))
        assert schedule.link_failed(tx, here, "a-1", clock() + HOUR) == 1
    assert links(store, clock) == []
    clock.forward(hours=2)
    link = links(store, clock)[0]
    assert (link.state, link.attempts, link.failures) == ("seen", 0, 1)


def test_a_page_that_kills_its_workers_is_known_by_its_starts(store: Store, clock: Clock) -> None:
    append(store, seen("a-1"))
    starts = []
    for _ in range(3):
        starts.append(schedule.begin_link(store, visit(store, clock)[0], "a-1"))
        clock.forward(minutes=6)
    assert starts == [1, 2, 3]


def test_a_link_that_is_done_cannot_be_begun(store: Store, clock: Clock) -> None:
    append(store, seen("a-1"), seen("a-2"))
    here = visit(store, clock)[0]
    append(store, refused("a-1", final=True))
    assert schedule.begin_link(store, here, "a-1") == 0


def test_a_file_is_never_fetched(store: Store, clock: Clock) -> None:
    with store.write() as tx:
        tx.append(fetched(tx, "a-1", origin="file", url=""))
        tx.append(read(tx, "a-1", url=""))
    assert visit(store, clock) == []


def _source(store: Store) -> queries.SourceRow:
    with store.read() as conn:
        found = queries.source(conn, RSS.url)
    assert found is not None
    return found
