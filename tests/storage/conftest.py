"""A migrated store on each database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from storage import database
from storage.store import Store
from tests.storage.samples import Clock, make_store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated, empty database; the test runs with SQLite and with PostgreSQL."""
    engine = database.connect(database_url, wait=10)
    database.migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine, clock: Clock) -> Store:
    return make_store(engine, clock)
