"""A database that cannot be used now says so in one line, and keeps nothing half done."""

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from storage import database, queries
from storage.engine import reading, writing
from storage.errors import StoreUnavailable
from storage.event import NewEvent
from storage.verify import verify
from tests.servers.postgres import Postgres
from tests.storage.samples import Clock, append, make_store, seen


def migrated(url: str, wait: float = 0.2) -> Engine:
    engine = database.connect(url, wait=wait)
    database.migrate(engine)
    return engine


def test_a_locked_database_is_named_and_comes_back(database_url: str, clock: Clock) -> None:
    engine, other = migrated(database_url), database.connect(database_url)
    store, holder = make_store(engine, clock), make_store(other, clock)
    with holder.write() as tx:
        tx.append(seen("a-1"))
        with pytest.raises(StoreUnavailable) as caught:
            append(store, seen("a-2"))
    assert caught.value.code == "locked"
    append(store, seen("a-2"))
    with store.read() as conn:
        assert verify(conn).events == 2
    engine.dispose()
    other.dispose()


def test_a_locked_database_can_still_be_read(database_url: str, clock: Clock) -> None:
    engine = migrated(database_url)
    store = make_store(engine, clock)
    append(store, seen("a-1"))
    with store.write() as tx:
        tx.append(seen("a-2"))
        with store.read() as conn:
            assert queries.head(conn)[0] == 1
    engine.dispose()


def test_a_full_disk_is_named_and_leaves_the_store_whole(sqlite_url: str, clock: Clock) -> None:
    engine = migrated(sqlite_url)
    store = make_store(engine, clock)
    append(store, seen("a-1"))
    _limit_pages(engine, room=4)
    with pytest.raises(StoreUnavailable, match="full") as caught:
        append(store, NewEvent("big.thing", "b", {"words": "x" * 1_000_000}))
    assert caught.value.code == "full"
    _limit_pages(engine, room=10_000)
    append(store, NewEvent("big.thing", "b", {"words": "x" * 1_000_000}))
    with store.read() as conn:
        assert (verify(conn).events, verify(conn).broken) == (2, None)
    engine.dispose()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "diemtin.db"
    file.write_bytes(b"these are no pages of a database " * 100)
    engine = database.connect(f"sqlite:///{file}")
    with pytest.raises(StoreUnavailable, match=r"diemtin\.db is not an SQLite database") as caught:
        database.migrate(engine)
    assert caught.value.code == "not_a_database"
    engine.dispose()


def test_a_path_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    engine = database.connect(f"sqlite:///{tmp_path}/folder.db")
    with pytest.raises(StoreUnavailable, match="cannot be opened") as caught:
        database.migrate(engine)
    assert caught.value.code == "unreachable"
    engine.dispose()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="cannot be made") as caught:
        database.connect(f"sqlite:///{tmp_path}/file/diemtin.db")
    assert caught.value.code == "unreachable"


def test_a_damaged_database_is_named(sqlite_url: str) -> None:
    engine = migrated(sqlite_url)
    engine.dispose()
    path = sqlite_url.removeprefix("sqlite:///")
    with open(path, "r+b") as file:
        file.seek(4096)
        file.write(os.urandom(os.path.getsize(path) - 4096))
    with pytest.raises(StoreUnavailable) as caught, reading(engine) as conn:
        conn.execute(text("SELECT * FROM events")).all()
    assert caught.value.code == "damaged"
    engine.dispose()


def test_a_database_without_tables_says_to_migrate(database_url: str) -> None:
    engine = database.connect(database_url)
    with (
        pytest.raises(StoreUnavailable, match="migrate it first") as caught,
        reading(engine) as conn,
    ):
        queries.head(conn)
    assert caught.value.code == "not_migrated"
    engine.dispose()


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    engine = database.connect("postgresql://me:geheim@127.0.0.1:1/diemtin")
    with pytest.raises(StoreUnavailable, match="1:1/diemtin cannot be reached") as caught:
        database.migrate(engine)
    assert caught.value.code == "unreachable"
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_wrong_database_name_is_named(postgres_url: str) -> None:
    engine = database.connect(postgres_url + "x")
    with pytest.raises(StoreUnavailable, match="has no such database") as caught:
        database.migrate(engine)
    assert caught.value.code == "unreachable"


def test_a_wrong_password_is_named_and_not_shown(postgres_server: Postgres) -> None:
    url = postgres_server.create()
    admin = database.connect(url)
    with writing(admin) as conn:
        conn.execute(text("CREATE ROLE me LOGIN PASSWORD 'right'"))
    admin.dispose()
    rules = postgres_server.folder / "data" / "pg_hba.conf"
    rules.write_text("host all me 127.0.0.1/32 scram-sha-256\n" + rules.read_text())
    postgres_server.stop()
    postgres_server.start()
    engine = database.connect(url.replace("postgres@", "me:wrong@"))
    with pytest.raises(StoreUnavailable, match="refuses this user or password") as caught:
        database.migrate(engine)
    assert (caught.value.code, "wrong@" in str(caught.value)) == ("refused", False)


def test_a_server_that_goes_away_is_named_and_found_again(
    postgres_server: Postgres, clock: Clock
) -> None:
    engine = migrated(postgres_server.create())
    store = make_store(engine, clock)
    append(store, seen("a-1"))
    postgres_server.kill()
    with pytest.raises(StoreUnavailable):
        append(store, seen("a-2"))
    postgres_server.start()
    append(store, seen("a-2"))
    with store.read() as conn:
        assert (verify(conn).events, verify(conn).broken) == (2, None)
    engine.dispose()


def test_a_fault_of_ours_is_not_called_the_databases(engine: Engine) -> None:
    with pytest.raises(Exception, match="no_such_column") as caught, reading(engine) as conn:
        conn.execute(text("SELECT no_such_column FROM events"))
    assert not isinstance(caught.value, StoreUnavailable)


def _limit_pages(engine: Engine, room: int) -> None:
    """Let the file grow by `room` pages at most, on every connection from now on."""
    engine.dispose()

    def limit(connection: sqlite3.Connection, _record: Any) -> None:
        used = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {used + room}")

    event.listen(engine, "connect", limit)
