"""Connecting and migrating."""

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from storage import database, queries
from storage.engine import reading, writing
from storage.errors import StoreUnavailable
from storage.schema import DERIVED, OPERATIONAL, RECORD, metadata
from storage.store import Store


def test_the_migrations_make_the_tables_of_the_schema(engine: Engine) -> None:
    with writing(engine) as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_table_is_record_derived_or_operational() -> None:
    assert {*RECORD, *DERIVED, *OPERATIONAL} == set(metadata.tables.values())


def test_migrating_again_changes_nothing(engine: Engine, store: Store) -> None:
    before = _shape(engine)
    database.migrate(engine)
    assert _shape(engine) == before


def test_processes_that_migrate_at_once_do_it_once(database_url: str) -> None:
    context = multiprocessing.get_context("forkserver")
    barrier, done = context.Barrier(4), context.Queue()
    started = [
        context.Process(target=_migrate, args=(database_url, barrier, done)) for _ in range(4)
    ]
    for process in started:
        process.start()
    assert [done.get(timeout=60) for _ in started] == ["migrated"] * 4
    for process in started:
        process.join(timeout=60)


def test_a_new_file_that_many_open_at_once_is_opened_by_all(tmp_path: Path) -> None:
    for turn in range(8):
        barrier = threading.Barrier(16)
        look = partial(_first_look, f"sqlite:///{tmp_path}/{turn}.db", barrier)
        with ThreadPoolExecutor(16) as many:
            assert [f.result() for f in [many.submit(look) for _ in range(16)]] == [1] * 16


def test_a_database_that_a_newer_program_migrated_is_left_alone(engine: Engine) -> None:
    with writing(engine) as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '99991231'"))
    with pytest.raises(StoreUnavailable, match="cannot be migrated") as caught:
        database.migrate(engine)
    assert caught.value.code == "newer"


def test_the_folder_of_an_sqlite_file_is_made(tmp_path: Path) -> None:
    engine = database.connect(f"sqlite:///{tmp_path}/a/b/diemtin.db")
    database.migrate(engine)
    engine.dispose()
    assert (tmp_path / "a/b/diemtin.db").exists()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_spelling_of_a_postgresql_url_is_taken(postgres_url: str, scheme: str) -> None:
    engine = database.connect(scheme + "://" + postgres_url.partition("://")[2])
    database.migrate(engine)
    with reading(engine) as conn:
        assert queries.head(conn) == (0, "")
    engine.dispose()


@pytest.mark.parametrize("url", ["", "sqlite://", "sqlite:///:memory:", "mysql://h/d", "var/x.db"])
def test_other_urls_are_refused_by_name(url: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        database.connect(url)
    assert caught.value.code == "bad_url"


def test_a_refused_url_shows_no_password() -> None:
    with pytest.raises(StoreUnavailable) as caught:
        database.connect("mysql://root:geheim@host/db")
    assert "geheim" not in str(caught.value)


def test_a_reader_cannot_write(engine: Engine) -> None:
    with pytest.raises(StoreUnavailable) as caught, reading(engine) as conn:
        conn.execute(text("DELETE FROM hosts"))
    assert caught.value.code == "readonly"


def test_a_reader_sees_one_state_throughout(engine: Engine) -> None:
    count = text("SELECT count(*) FROM hosts")
    with reading(engine) as reader:
        assert reader.execute(count).scalar() == 0
        with writing(engine) as writer:
            writer.execute(text("INSERT INTO hosts VALUES ('h', '', '', '')"))
        assert reader.execute(count).scalar() == 0
    with reading(engine) as reader:
        assert reader.execute(count).scalar() == 1


def test_text_sorts_by_code_point_on_both(engine: Engine) -> None:
    with writing(engine) as conn:
        for host in ("b", "B", "a", "đ", "z"):
            conn.execute(text("INSERT INTO hosts VALUES (:h, '', '', '')"), {"h": host})
        found = conn.execute(text("SELECT host FROM hosts ORDER BY host")).scalars().all()
    assert found == ["B", "a", "b", "z", "đ"]


def test_sqlite_keeps_what_it_said_is_kept(sqlite_url: str) -> None:
    engine = database.connect(sqlite_url)
    with reading(engine) as conn:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        found = [conn.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas]
    engine.dispose()
    assert found == ["wal", 2, 1, 1]


def _shape(engine: Engine) -> list[Any]:
    found = inspect(engine)
    with reading(engine) as conn:
        version = conn.execute(text("SELECT version_num FROM alembic_version")).all()
    return [sorted(found.get_table_names()), version]


def _migrate(url: str, barrier: Any, done: Any) -> None:
    engine = database.connect(url)
    barrier.wait()
    try:
        database.migrate(engine)
        done.put("migrated")
    except Exception as error:  # noqa: BLE001
        done.put(repr(error))
    engine.dispose()


def _first_look(url: str, barrier: threading.Barrier) -> int:
    engine = database.connect(url)
    barrier.wait(timeout=60)
    with writing(engine) as conn:
        answer = int(conn.execute(text("SELECT 1")).scalar_one())
    engine.dispose()
    return answer
