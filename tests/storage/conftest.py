"""A migrated store on each database. It is migrated once and copied: a test has its own, at once."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from storage import database
from storage.store import Store
from tests.servers.postgres import Postgres
from tests.storage.samples import Clock, make_store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "diemtin.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _postgres_template(_postgres: Postgres) -> str:
    url = _postgres.create()
    _migrate(url)
    return url


@pytest.fixture
def sqlite_store_url(tmp_path: Path, _sqlite_template: Path) -> str:
    """A migrated, empty SQLite file."""
    return f"sqlite:///{shutil.copy(_sqlite_template, tmp_path / 'store.db')}"


@pytest.fixture
def postgres_store_url(_postgres: Postgres, _postgres_template: str) -> Iterator[str]:
    """A migrated, empty PostgreSQL database, dropped after the test."""
    template = make_url(_postgres_template)
    url = template.set(database=f"s{uuid4().hex}").render_as_string(hide_password=False)
    server = template.set(drivername="postgresql", database="postgres")
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {make_url(url).database} TEMPLATE {template.database}")
    yield url
    _postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of each kind: the test runs once with each."""
    kind = {"sqlite": "sqlite_store_url", "postgresql": "postgres_store_url"}[request.param]
    return str(request.getfixturevalue(kind))


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    engine = database.connect(store_url, wait=10)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine, clock: Clock) -> Store:
    return make_store(engine, clock)


def _migrate(url: str) -> None:
    engine = database.connect(url)
    database.migrate(engine)
    engine.dispose()
