"""What the fetching tests share: a client that may reach loopback, and a clock that stands."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from scrapers.http import Http
from tests.servers.faults import Faults, Script

LOOPBACK = (ip_network("127.0.0.1/32"),)
AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.fixture
def client() -> Iterator[Callable[..., Http]]:
    """Makes clients that may reach 127.0.0.1; the keywords are Http's."""
    with ExitStack() as stack:

        def make(**options: object) -> Http:
            options = {"allow_private": LOOPBACK} | options
            return stack.enter_context(Http("Diemtin/0 (+desk@example.org)", **options))  # type: ignore[arg-type]

        yield make


@pytest.fixture
def http(client: Callable[..., Http]) -> Http:
    """A client that gives up after ten seconds."""
    return client(timeout=10.0)


@pytest.fixture
def faults() -> Iterator[Callable[[Script], Faults]]:
    """Makes servers that misbehave as told."""
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(Faults(script))
