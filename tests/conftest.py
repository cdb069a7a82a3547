"""The fixtures that every room's tests share. The servers are real; nothing leaves loopback."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.servers.browser import chromium
from tests.servers.daemon import started
from tests.servers.guard import loopback_only
from tests.servers.http import Origin
from tests.servers.postgres import Postgres
from tests.servers.processes import Processes
from tests.servers.receiver import Receiver
from tests.servers.redis import Redis
from tests.servers.smtp import Security, Smtp
from tests.servers.tls import Authority

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


# a busy machine fails no test: speed is measured in `make bench`
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def network_guard() -> Iterator[list[str]]:
    """Fails a test that tried to reach anything off loopback, even where the product coped."""
    with loopback_only() as attempts:
        yield attempts
    if attempts:
        pytest.fail(f"this test tried to {', '.join(attempts)}", pytrace=False)


@pytest.fixture(scope="session")
def _redis() -> Iterator[Redis]:
    with started(Redis) as server:
        yield server


@pytest.fixture
def redis_url(_redis: Redis) -> str:
    """An empty Redis that stays up."""
    _redis.flush()
    return _redis.url


@pytest.fixture
def redis_server() -> Iterator[Redis]:
    """A Redis of this test's own, to kill, wipe, pause and start again."""
    with started(Redis) as server:
        yield server


@pytest.fixture(scope="session")
def _postgres() -> Iterator[Postgres]:
    with started(Postgres) as server:
        yield server


@pytest.fixture
def postgres_url(_postgres: Postgres) -> Iterator[str]:
    """An empty PostgreSQL database, dropped after the test whoever is still connected."""
    url = _postgres.create()
    yield url
    _postgres.drop(url)


@pytest.fixture
def postgres_server() -> Iterator[Postgres]:
    """A PostgreSQL of this test's own, to kill, pause and start again; `create()` makes a database."""
    with started(Postgres) as server:
        yield server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet, in a folder that does."""
    return f"sqlite:///{tmp_path}/diemtin.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind: the test runs once with each."""
    kind = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    return str(request.getfixturevalue(kind))


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who signs the test servers' certificates."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def smtp_server(authority: Authority) -> Iterator[Callable[[Security], Smtp]]:
    """Makes SMTP servers: "plain", "starttls" (with AUTH) or "tls" (from the first byte, with AUTH)."""
    with ExitStack() as stack:

        def make(security: Security = "plain") -> Smtp:
            server = Smtp(security, None if security == "plain" else authority.server())
            stack.callback(server.stop)
            return server

        yield make


@pytest.fixture
def smtp(smtp_server: Callable[[], Smtp]) -> Smtp:
    """An SMTP server without TLS or login."""
    return smtp_server()


@pytest.fixture
def origins() -> Iterator[Callable[[], Origin]]:
    """Makes HTTP origins: each is another host (another port)."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(Origin())


@pytest.fixture
def origin(origins: Callable[[], Origin]) -> Origin:
    """One HTTP origin."""
    return origins()


@pytest.fixture
def tls_origin(authority: Authority) -> Iterator[Origin]:
    """An HTTPS origin whose certificate only those accept who trust `authority`."""
    with Origin(authority.server()) as origin:
        yield origin


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A webhook receiver."""
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    """Starts the product's processes; none outlives the test."""
    running = Processes(tmp_path)
    try:
        yield running
    finally:
        running.close()


@pytest.fixture(scope="session")
def _chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Chrome"]:
    with chromium(tmp_path_factory.mktemp("chromium") / "profile") as browser:
        yield browser


@pytest.fixture
def browser(_chromium: "Chrome") -> "Chrome":
    """A browser on an empty page, with no cookies and an empty console."""
    _chromium.delete_all_cookies()
    _chromium.get("about:blank")
    _chromium.get_log("browser")
    return _chromium
