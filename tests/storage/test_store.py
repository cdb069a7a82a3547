"""Appending."""

import threading
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError

from storage import pages, projections, queries
from storage.errors import BadEvent, EventConflict, StoreError
from storage.event import Event, NewEvent
from storage.schema import events
from storage.store import Store
from storage.verify import verify
from tests.storage.samples import append, seen


def happened(number: int = 1, **data: Any) -> NewEvent:
    return NewEvent("thing.happened", f"t-{number}", data)


def test_positions_are_gapless_from_one(store: Store) -> None:
    added = append(store, *(happened(number) for number in range(5)))
    assert [event.position for event in added] == [1, 2, 3, 4, 5]


def test_every_line_names_the_hash_of_the_line_before(store: Store) -> None:
    first, second, third = append(store, happened(1), happened(2), happened(3))
    assert (first.prev, second.prev, third.prev) == ("", first.hash, second.hash)


def test_what_is_appended_is_what_is_read(store: Store) -> None:
    added = append(store, happened(1, title="Đàm phán Nga–NATO", n=[1, 2.5, None, {"x": "\x00"}]))
    with store.read() as conn:
        assert queries.events(conn) == added


def test_the_same_event_again_is_the_first_one(store: Store) -> None:
    first = append(store, happened(1, a=1, b=2))
    assert append(store, NewEvent("thing.happened", "t-1", {"b": 2, "a": 1})) == first
    with store.read() as conn:
        assert queries.head(conn) == (1, first[0].hash)


def test_the_same_identity_with_other_data_is_a_conflict(store: Store) -> None:
    append(store, happened(1, a=1))
    with pytest.raises(EventConflict, match=r"thing\.happened of t-1 .* position 1"):
        append(store, happened(1, a=2))


def test_another_key_is_another_event(store: Store) -> None:
    append(store, happened(1, a=1), NewEvent("thing.happened", "t-1", {"a": 2}, key="again"))
    with store.read() as conn:
        assert queries.head(conn)[0] == 2


def test_identities_do_not_run_into_one_another(store: Store) -> None:
    added = append(
        store, NewEvent("ab", "c", {}), NewEvent("a", "bc", {}), NewEvent("a", "b", {}, key="c")
    )
    assert len({event.id for event in added}) == 3


def test_a_conflict_leaves_the_rest_of_the_transaction(store: Store) -> None:
    append(store, happened(1, a=1))
    with store.write() as tx:
        tx.append(happened(2))
        with pytest.raises(EventConflict):
            tx.append(happened(1, a=2))
        tx.append(happened(3))
    with store.read() as conn:
        assert [event.subject for event in queries.events(conn)] == ["t-1", "t-2", "t-3"]


def test_an_exception_takes_back_all_of_a_transaction(store: Store) -> None:
    def interrupted() -> None:
        with store.write() as tx:
            tx.append(seen("a-1"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with store.read() as conn:
        assert queries.head(conn) == (0, "")
        assert queries.link(conn, "a-1") is None


def test_a_half_applied_event_cannot_be_committed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_conn: Any, _event: Event, _fold: Any) -> None:
        raise KeyError("title")

    monkeypatch.setitem(projections.PROJECTIONS, "thing.happened", broken)

    def swallows() -> None:
        with store.write() as tx, suppress(KeyError):
            tx.append(happened(1))

    with pytest.raises(StoreError, match="could not be applied"):
        swallows()
    with store.read() as conn:
        assert queries.head(conn) == (0, "")


@pytest.mark.parametrize(
    "new",
    [
        NewEvent("", "s", {}),
        NewEvent("t", "", {}),
        NewEvent("t", "s", {"x": float("nan")}),
        NewEvent("t", "s", {"x": "\ud800"}),
        NewEvent("t", "s", {"x": object()}),
        NewEvent("t", "s\x00", {}),
        NewEvent("t", "\udfff", {}),
        NewEvent("t", "s" * 1001, {}),
    ],
)
def test_what_cannot_be_kept_is_refused_and_named(store: Store, new: NewEvent) -> None:
    with pytest.raises(BadEvent), store.write() as tx:
        tx.append(new)


def test_an_unknown_type_is_kept_and_changes_nothing_derived(store: Store) -> None:
    append(store, NewEvent("moon.landed", "m-1", {"on": "moon"}))
    with store.read() as conn:
        assert [event.type for event in queries.events(conn)] == ["moon.landed"]
        assert queries.counts(conn).links == {}


def test_appends_from_many_threads_leave_no_gap(store: Store, engine: Engine) -> None:
    def work(name: str) -> None:
        for number in range(20):
            append(store, NewEvent("thing.happened", f"{name}-{number}", {"n": number}))

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as conn:
        positions = conn.execute(select(events.c.position).order_by(events.c.position)).scalars()
        assert list(positions) == list(range(1, 81))
        assert verify(conn).broken is None


def test_a_tailing_reader_misses_nothing(store: Store) -> None:
    """Positions become visible in order: a reader that goes on from the last one it saw sees them all."""
    stop, found = threading.Event(), list[int]()

    def tail() -> None:
        while True:
            done = stop.is_set()
            with store.read() as conn:
                found.extend(e.position for e in queries.events(conn, found[-1] if found else 0))
            if done:
                return

    reader = threading.Thread(target=tail)
    reader.start()
    writers = [
        threading.Thread(
            target=lambda name=name: [
                append(store, NewEvent("t", f"{name}-{n}", {})) for n in range(25)
            ]
        )
        for name in ("a", "b", "c")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stop.set()
    reader.join()
    assert found == list(range(1, 76))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET data = '{}' WHERE position = 1",
        "DELETE FROM events WHERE position = 2",
        "DELETE FROM events",
        "INSERT INTO events SELECT 2, 'e-new', type, subject, at, data, prev, hash FROM events WHERE position = 1",
        "INSERT INTO events SELECT 9, 'e-new', type, subject, at, data, prev, hash FROM events WHERE position = 1",
        "UPDATE head SET position = 1",
        "UPDATE head SET position = 5",
        "DELETE FROM head",
        "INSERT INTO head VALUES (2, 0, '')",
        "UPDATE blobs SET content = 'x'",
        "DELETE FROM blobs",
    ],
)
def test_the_database_itself_refuses_to_change_the_record(store: Store, statement: str) -> None:
    append(store, happened(1), happened(2))
    with store.operate() as conn:
        sha = pages.put(conn, b"page")
    with pytest.raises(IntegrityError), store.operate() as conn:
        conn.execute(text(statement))
    with store.read() as conn:
        assert verify(conn).broken is None
        assert queries.head(conn)[0] == 2
        assert pages.get(conn, sha) == b"page"
