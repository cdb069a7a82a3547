"""A migrated store on each database. It is migrated once and copied: a test has its own, at once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from storage import database
from storage.store import Store
from tests.storage.samples import Clock, make_store

TEMPLATE = "migrated"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "diemtin.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _templates() -> set[str]:
    """The servers that have the template by now."""
    return set()


@pytest.fixture
def engine(database_url: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A migrated, empty database; the test runs with SQLite and with PostgreSQL."""
    if database_url.startswith("sqlite"):
        template: Path = request.getfixturevalue("_sqlite_template")
        shutil.copy(template, database_url.removeprefix("sqlite:///"))
    else:
        _copy_template(database_url, request.getfixturevalue("_templates"))
    engine = database.connect(database_url, wait=10)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine, clock: Clock) -> Store:
    return make_store(engine, clock)


def _copy_template(url: str, templates: set[str]) -> None:
    parsed = make_url(url)
    server = parsed.set(drivername="postgresql", database="postgres").render_as_string(False)
    with psycopg.connect(server, autocommit=True) as admin:
        if server not in templates:
            admin.execute(f"CREATE DATABASE {TEMPLATE}")
            _migrate(parsed.set(database=TEMPLATE).render_as_string(False))
            templates.add(server)
        admin.execute(f"DROP DATABASE {parsed.database}")
        admin.execute(f"CREATE DATABASE {parsed.database} TEMPLATE {TEMPLATE}")


def _migrate(url: str) -> None:
    engine = database.connect(url)
    database.migrate(engine)
    engine.dispose()
