"""Any change of the record is found, at its position, with what is wrong."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from storage import database, pages, queries
from storage.canonical import link_hash
from storage.engine import writing
from storage.event import NewEvent
from storage.schema import events
from storage.store import Store
from storage.verify import Broken, verify
from tests.storage.samples import Clock, append, ingest, make_store


@pytest.fixture
def forger(engine: Engine, store: Store) -> Iterator[Connection]:
    """Ten lines, and a connection for which the guards are off."""
    append(store, *(NewEvent("thing.happened", f"t-{n}", {"words": "Nga"}) for n in range(1, 11)))
    with writing(engine) as conn:
        for table in ("events", "head", "blobs"):
            _unguard(conn, table)
        yield conn


def found(conn: Connection) -> tuple[int, str] | None:
    broken = verify(conn).broken
    return None if broken is None else (broken.position, broken.what)


def test_a_whole_record_is_whole(store: Store) -> None:
    ingest(store, "a-1")
    with store.read() as conn:
        done = verify(conn)
    assert (done.events, done.blobs, done.broken) == (3, 2, None)


def test_an_empty_record_is_whole(store: Store) -> None:
    with store.read() as conn:
        assert verify(conn).broken is None


@pytest.mark.parametrize("position", [1, 6, 10])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("data", '{"words":"NGa"}'),
        ("data", "not JSON"),
        ("type", "thing.happenee"),
        ("subject", "t-99"),
        ("at", "2026-11-22T01:00:00.000000+00:00"),
        ("id", "e-0"),
    ],
)
def test_one_changed_byte_is_found_at_its_line(
    forger: Connection, position: int, column: str, value: str
) -> None:
    change = text(f"UPDATE events SET {column} = :value WHERE position = :position")
    forger.execute(change, {"value": value, "position": position})
    assert found(forger) == (position, "altered")


def test_a_changed_hash_is_told_from_changed_words(forger: Connection) -> None:
    forger.execute(text("UPDATE events SET hash = 'ff' WHERE position = 4"))
    assert found(forger) == (4, "hash")


def test_a_line_changed_with_its_hash_breaks_the_chain_after_it(forger: Connection) -> None:
    _rewrite(forger, 4)
    assert found(forger) == (5, "chain")


def test_the_last_line_changed_with_its_hash_is_not_the_head(forger: Connection) -> None:
    _rewrite(forger, 10)
    assert found(forger) == (10, "head")


def test_a_removed_line_is_a_gap(forger: Connection) -> None:
    forger.execute(text("DELETE FROM events WHERE position = 7"))
    assert found(forger) == (7, "gap")


def test_a_cut_tail_is_found(forger: Connection) -> None:
    forger.execute(text("DELETE FROM events WHERE position > 8"))
    assert verify(forger).broken == Broken(9, "gap", "the lines up to 10 are missing")


def test_an_emptied_record_is_found(forger: Connection) -> None:
    forger.execute(text("DELETE FROM events"))
    assert found(forger) == (1, "gap")


def test_a_missing_head_is_found(forger: Connection) -> None:
    forger.execute(text("DELETE FROM head"))
    assert found(forger) == (10, "head")


def test_a_line_before_the_first_is_found(forger: Connection) -> None:
    forger.execute(text("UPDATE events SET position = -3 WHERE position = 10"))
    assert found(forger) == (1, "gap")


def test_two_lines_that_changed_places_are_found(forger: Connection) -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        forger.execute(text(f"UPDATE events SET position = {new} WHERE position = {old}"))
    assert found(forger) == (3, "altered")


def test_an_identity_that_came_before_is_found(postgres_url: str) -> None:
    """Only where its index was removed too, as PostgreSQL lets its owner do."""
    engine = database.connect(postgres_url)
    database.migrate(engine)
    append(make_store(engine, Clock()), *(NewEvent("t", f"t-{n}", {}) for n in range(10)))
    with writing(engine) as conn:
        conn.execute(text("ALTER TABLE events DROP CONSTRAINT uq_events_id"))
        conn.execute(text("ALTER TABLE head DISABLE TRIGGER USER"))
        third = conn.execute(events.select().where(events.c.position == 3)).one()
        _append_line(conn, [third.id, third.type, third.subject, third.at, third.data])
        assert found(conn) == (11, "id")
    engine.dispose()


def test_a_tail_cut_together_with_the_head_is_found_by_a_noted_head(
    forger: Connection, store: Store
) -> None:
    anchor = queries.head(forger)
    forger.execute(text("DELETE FROM events WHERE position > 8"))
    row = forger.execute(text("SELECT hash FROM events WHERE position = 8")).one()
    forger.execute(text("UPDATE head SET position = 8, hash = :hash"), {"hash": row.hash})
    assert found(forger) is None
    assert verify(forger, anchor=anchor).broken.what == "anchor"


def test_a_chain_rewritten_to_its_end_is_found_by_a_noted_head(forger: Connection) -> None:
    anchor = queries.head(forger)
    for position in range(4, 11):
        _rewrite(forger, position)
    assert found(forger) == (10, "head")
    last = forger.execute(text("SELECT hash FROM events WHERE position = 10")).scalar_one()
    forger.execute(text("UPDATE head SET hash = :hash"), {"hash": last})
    assert found(forger) is None
    assert verify(forger, anchor=anchor).broken.position == 10


def test_a_missing_page_is_found_where_it_is_named(store: Store, forger: Connection) -> None:
    _ingest_unguarded(forger, "missing")
    assert found(forger) == (11, "blob_missing")


def test_an_altered_page_is_found_where_it_is_named(store: Store, forger: Connection) -> None:
    _ingest_unguarded(forger, "altered")
    assert found(forger) == (11, "blob_altered")
    assert verify(forger, contents=False).broken is None


def _ingest_unguarded(conn: Connection, how: str) -> None:
    """An eleventh line that names a page, and the page gone or changed."""
    sha = pages.put(conn, b"<html>")
    _append_line(conn, ["e-11", "page.fetched", "a-1", "2026", f'{{"page":"{sha}"}}'])
    if how == "missing":
        conn.execute(text("DELETE FROM blobs"))
    else:
        conn.execute(text("UPDATE blobs SET content = :other"), {"other": b"x\x9c\x03\x00"})


def _append_line(conn: Connection, line: list[str]) -> None:
    """An eleventh line, as one would write it who knows the scheme: id, type, subject, at, data."""
    prev = conn.execute(text("SELECT hash FROM events WHERE position = 10")).scalar_one()
    own = link_hash(11, *line, prev)
    named = dict(zip(("id", "type", "subject", "at", "data"), line, strict=True))
    conn.execute(events.insert().values(position=11, prev=prev, hash=own, **named))
    conn.execute(text("UPDATE head SET position = 11, hash = :hash"), {"hash": own})


def _rewrite(conn: Connection, position: int) -> None:
    """Change a line and give it the right hash, as one who knows the scheme would."""
    row = conn.execute(events.select().where(events.c.position == position)).one()
    before = events.select().where(events.c.position == position - 1)
    prev = conn.execute(before).one().hash
    data = row.data.replace("Nga", "nga")
    own = link_hash(position, row.id, row.type, row.subject, row.at, data, prev)
    change = events.update().where(events.c.position == position)
    conn.execute(change.values(data=data, prev=prev, hash=own))


def _unguard(conn: Connection, table: str) -> None:
    if conn.dialect.name == "postgresql":
        conn.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    query = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    for name in conn.execute(query, {"table": table}).scalars().all():
        conn.execute(text(f"DROP TRIGGER {name}"))
