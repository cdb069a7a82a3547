"""No request reaches an address that the guard refuses: through real sockets, in any spelling."""

from collections.abc import Callable, Iterator
from ipaddress import ip_network

import pytest

from scrapers.errors import FetchFailed
from scrapers.http import Http, Request
from tests.servers.faults import Faults, sends
from tests.servers.guard import OffLoopback
from tests.servers.http import Origin

Client = Callable[..., Http]

LITERALS = [
    "http://127.0.0.1/", "http://127.0.0.1.:80/", "http://127.1/", "http://2130706433/", "http://0x7f.1/",
    "http://0x7f000001/", "http://017700000001/", "http://0177.0.0.1/", "http://127.0.1/", "http://0/",
    "http://0.0.0.0/", "http://[::]/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:7f00:1::]/",
    "http://[fe80::1%25lo]/", "http://[fec0::1]/", "http://[fc00::1]/", "http://10.0.0.1/", "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/", "http://2852039166/", "http://0xA9.0xFE.0xA9.0xFE/",
    "http://192.168.1.1/", "http://172.16.0.1/", "http://224.0.0.1/", "http://255.255.255.255/",
    "http://１２７.０.０.１/", "http://127。0。0。1/", "https://127.0.0.1/",
]  # fmt: skip


@pytest.fixture
def strict(client: Client) -> Http:
    """A client that may reach nothing private; any name has the address that a test gives it."""
    return client(allow_private=())


def blocked(http: Http, url: str, **options: object) -> FetchFailed:
    with pytest.raises(FetchFailed) as raised:
        http.send(Request(url, **options))  # type: ignore[arg-type]
    assert raised.value.code == "blocked_address", raised.value
    assert raised.value.permanent
    return raised.value


@pytest.mark.parametrize("url", LITERALS)
def test_an_address_in_any_spelling_is_refused(strict: Http, url: str) -> None:
    blocked(strict, url)


def test_a_name_that_leads_home_is_refused(strict: Http) -> None:
    blocked(strict, "http://localhost/")


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "169.254.169.254", "::ffff:10.0.0.1", "fe80::1%1"]
)
def test_a_name_is_judged_by_its_address(client: Client, address: str) -> None:
    http = client(allow_private=(), lookup=lambda _: [address])
    blocked(http, "http://vidu.test/")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_listening_inside_hears_of_it(client: Client, origin: Origin, method: str) -> None:
    http = client(allow_private=(), lookup=lambda _: ["127.0.0.1"])
    blocked(http, f"http://vidu.test:{origin.port}/", method=method)
    blocked(http, origin.address("/"), method=method)
    assert not origin.requests


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "//[::ffff:10.0.0.1]/",
        "http://2852039166/",
        "http://inside.test/",
        "http://0x0a.1/",
    ],
)
def test_a_redirect_inside_is_refused(client: Client, origin: Origin, location: str) -> None:
    http = client(lookup=lambda name: ["10.0.0.1"] if name == "inside.test" else ["127.0.0.1"])
    origin.put("/", status=302, headers={"Location": location})
    blocked(http, origin.address("/"))


@pytest.fixture
def inner() -> Iterator[Faults]:
    """Somebody at 127.0.0.2, where no client of these tests may go."""
    with Faults(
        sends(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ngeheim"), host="127.0.0.2"
    ) as server:
        yield server


def test_a_name_that_changes_its_address_leads_nowhere(client: Client, inner: Faults) -> None:
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    http = client(lookup=lambda _: answers.pop(0) if len(answers) > 1 else answers[0], timeout=5)
    with Faults(sends(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), port=inner.port) as outer:
        assert http.send(Request(f"http://vidu.test:{outer.port}/")).content == b"ok"
        blocked(http, f"http://again.vidu.test:{outer.port}/")
    assert inner.connections == 0


def test_of_several_addresses_only_those_allowed_are_tried(client: Client, inner: Faults) -> None:
    http = client(lookup=lambda _: ["127.0.0.2", "127.0.0.1"])
    with Faults(sends(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), port=inner.port) as outer:
        assert http.send(Request(f"http://vidu.test:{outer.port}/")).content == b"ok"
    assert inner.connections == 0


def test_an_allowed_network_may_be_reached(client: Client, inner: Faults) -> None:
    http = client(allow_private=[ip_network("127.0.0.2/32")])
    assert http.send(Request(inner.address())).content == b"geheim"


def test_public_addresses_are_dialled(client: Client, network_guard: list[str]) -> None:
    """As far as the tests' own guard, which notes where the client meant to go."""
    http = client(allow_private=(), lookup=lambda _: ["8.8.8.8"])
    with pytest.raises(OffLoopback):
        http.send(Request("http://vidu.test/"))
    assert network_guard == ["connect to 8.8.8.8:80"]
    network_guard.clear()


def test_no_proxy_of_the_environment_is_used(
    http: Http, origin: Origin, inner: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", inner.address())
    monkeypatch.setenv("ALL_PROXY", inner.address())
    assert http.send(Request(origin.put("/a", "ok"))).content == b"ok"
    assert inner.connections == 0
