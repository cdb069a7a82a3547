"""Everything derived comes again, byte for byte."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select, text, update

from storage import outbox, pages, queries, schedule
from storage.erasure import erase
from storage.event import NewEvent
from storage.rebuild import rebuild
from storage.schedule import Source
from storage.schema import DERIVED, OPERATIONAL, articles, delivery_queue, hosts, link_queue, links
from storage.store import Store, Tx
from storage.verify import verify
from tests.storage.samples import (
    TOPIC,
    Clock,
    append,
    corrected,
    fetched,
    grouped,
    ingest,
    judged,
    raised,
    read,
    refused,
    seen,
    talks_read,
)

LEASE = timedelta(minutes=5)
Step = Callable[[Tx, str, int], Any]

STEPS: dict[str, Step] = {
    "seen": lambda tx, id_, n: seen(id_, first_poll=n % 2 == 0),
    "fetched": lambda tx, id_, n: fetched(tx, id_, f"<html>{id_}{n % 2}".encode()),
    "file": lambda tx, id_, n: fetched(tx, id_, b"file", origin="file"),
    "refused": lambda tx, id_, n: refused(id_, final=n % 2 == 0),
    "read": lambda tx, id_, n: read(tx, id_, f"Tin {n}", f"thân {n % 3}", published="2022-01-11"),
    "item": lambda tx, id_, n: read(tx, id_ + "-i", "Tin", f"mục {n}", listing=id_),
    "judged": lambda tx, id_, n: judged(id_, on_topic=n % 3 > 0, key=str(n)),
    "corrected": lambda tx, id_, n: corrected(id_, on_topic=n % 2 > 0, key=str(n)),
    "grouped": lambda tx, id_, n: grouped(id_, f"s-{n % 3}", key=str(n)),
    "talks": lambda tx, id_, n: talks_read(tx, id_, f"câu {n % 3}", key=str(n)),
    "raised": lambda tx, id_, n: raised(
        f"l-{tx.position}", f"s-{n % 3}", [(f"d-{tx.position}", "x"), (f"d-{tx.position}-2", "y")]
    ),
    "withheld": lambda tx, id_, n: NewEvent("alert.withheld", id_, {"reason": "old"}, str(n)),
    "sent": lambda tx, id_, n: NewEvent(
        "delivery.sent", f"d-{tx.position - n % 9}", {"attempt": n}, str(n)
    ),
    "failed": lambda tx, id_, n: NewEvent(
        "delivery.failed", f"d-{tx.position - n % 9}", {"attempt": n, "reason": "no"}, str(n)
    ),
    "opened": lambda tx, id_, n: NewEvent("source.opened", "u", {"site": "b", "shown": n}, str(n)),
    "failing": lambda tx, id_, n: NewEvent("source.failing", "u", {"code": "x"}, str(n)),
    "retired": lambda tx, id_, n: NewEvent("source.retired", "u", {}, str(n)),
    "strange": lambda tx, id_, n: NewEvent(
        "article.judged", id_, {"score": "?", "topic": None, "evidence": {"a": 1}}, f"x{n}"
    ),
    "unknown": lambda tx, id_, n: NewEvent("moon.landed", id_, {"n": n}, str(n)),
}


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 4), st.integers(0, 99)),
        max_size=25,
    )
)
def test_what_is_rebuilt_is_what_stood(store: Store, way: list[tuple[str, int, int]]) -> None:
    """Any events, in any order, for as long as the store lives."""
    with store.write() as tx:
        salt = tx.position
        for number, (name, article, other) in enumerate(way):
            new = STEPS[name](tx, f"a-{article}", other)
            tx.append(NewEvent(new.type, new.subject, new.data, f"{new.key} {salt} {number}"))
    before = _derived(store)
    done = rebuild(store)
    assert done.differences == {}
    assert _derived(store) == before
    with store.read() as conn:
        assert verify(conn).broken is None


def test_a_rebuild_with_an_erased_text_is_what_stood(store: Store) -> None:
    ingest(store, "a-1", "Tin", "thân")
    with store.write() as tx:
        erase(tx, tx.append(read(tx, "a-1", "Tin", "thân")).data["text"], "asked")
    assert rebuild(store).differences == {}


def test_what_an_erased_text_said_of_talks_is_gone_for_good(store: Store) -> None:
    with store.write() as tx:
        text = tx.append(read(tx, "a-1", "Tin", "thân")).data["text"]
        told = tx.append(talks_read(tx, "a-1", "Nga và NATO họp", text)).data["told"]
        tx.append(talks_read(tx, "a-2", "Nga và NATO họp"))
    with store.write() as tx:
        erase(tx, text, "asked")
    with store.read() as conn:
        found = queries.mentions(conn, TOPIC, ["a-1", "a-2", "a-3"])
        assert not pages.has(conn, told)
    assert {id_: len(mentions) for id_, mentions in found.items()} == {"a-1": 0, "a-2": 1}
    assert rebuild(store).differences == {}


def test_a_spoilt_row_is_counted_and_mended(store: Store) -> None:
    ingest(store, "a-1", "Tin")
    ingest(store, "a-2", "Tin")
    with store.operate() as conn:
        conn.execute(update(articles).where(articles.c.id == "a-1").values(title="Khác"))
        conn.execute(delete(links).where(links.c.id == "a-2"))
    assert rebuild(store).differences == {"articles": 1, "links": 1}
    assert rebuild(store).differences == {}
    with store.read() as conn:
        assert queries.article(conn, "a-1").title == "Tin"


def test_a_rebuild_leaves_due_times_and_leases_alone(store: Store, clock: Clock) -> None:
    with store.write() as tx:
        schedule.sync_sources(tx, [Source("https://bao.vn/rss", "bao", "bao.vn", "feed")])
    append(store, seen("a-1"), raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    claim = outbox.claim(store, clock(), 1, LEASE)[0]
    owed = outbox.begin(store, claim, clock(), LEASE)
    schedule.claim_hosts(store, clock(), 1, LEASE)
    before = _rows(store, OPERATIONAL)
    rebuild(store)
    assert _rows(store, OPERATIONAL) == before
    with store.write() as tx:
        outbox.sent(tx, claim, owed.number)


def test_a_store_restored_from_its_record_owes_what_it_owed(
    store: Store, engine: Engine, clock: Clock
) -> None:
    append(store, seen("a-1"), seen("a-2"), refused("a-2", final=True))
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn"), ("d-2", "b@bao.vn")]))
    append(store, NewEvent("delivery.sent", "d-2", {"attempt": 4, "detail": "ok"}, "4"))
    with store.operate() as conn:
        for table in (hosts, link_queue, delivery_queue):
            conn.execute(delete(table))
    rebuild(store)
    assert [claim.id for claim in outbox.claim(store, clock(), 9, LEASE)] == ["d-1"]
    visits = schedule.claim_hosts(store, clock(), 9, LEASE)
    assert [visit.host for visit in visits] == ["bao.vn"]
    with store.read() as conn:
        assert [link.id for link in schedule.due_links(conn, "bao.vn", clock(), 9)] == ["a-1"]


def test_a_rebuild_takes_off_the_queues_what_is_not_owed(store: Store, clock: Clock) -> None:
    append(store, raised("l-1", "s-1", [("d-1", "a@bao.vn")]))
    with store.operate() as conn:
        row = dict(conn.execute(select(delivery_queue)).mappings().one())
        conn.execute(delivery_queue.insert().values(**{**row, "id": "d-forged"}))
    rebuild(store)
    assert [claim.id for claim in outbox.claim(store, clock(), 9, LEASE)] == ["d-1"]


def _derived(store: Store) -> dict[str, list[Any]]:
    return _rows(store, DERIVED)


def _rows(store: Store, tables: Any) -> dict[str, list[Any]]:
    with store.read() as conn:
        return {
            table.name: [tuple(row) for row in conn.execute(select(table).order_by(text("1, 2")))]
            for table in tables
        }
