"""IANA's registries of special-purpose addresses, whole: each end of each block, in every spelling, through the client.

The tables here are the registries' own blocks (iana.org, IPv4 and IPv6 special-purpose, with multicast, as of 2025), not the
product's: what is refused there must be refused, and the public address beside a block must be dialled.
"""

from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest

from scrapers.errors import FetchFailed
from scrapers.http import Http, Request
from tests.servers.guard import OffLoopback
from tests.servers.names import Names

V4 = [IPv4Network(block) for block in (
    "0.0.0.0/8", "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.0.0/29", "192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32", "192.0.0.170/32", "192.0.0.171/32",
    "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.88.99.2/32", "192.168.0.0/16",
    "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "255.255.255.255/32",
)]  # fmt: skip
V6 = [IPv6Network(block) for block in (
    "::1/128", "::/128", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001::/32", "2001:1::1/128",
    "2001:1::2/128", "2001:1::3/128", "2001:2::/48", "2001:3::/32", "2001:4:112::/48", "2001:10::/28", "2001:20::/28",
    "2001:30::/28", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10",
    "ff00::/8",
)]  # fmt: skip
PUBLIC = [
    "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
    "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.3.0", "192.31.195.255",
    "192.31.197.0", "192.52.192.255", "192.52.194.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0",
    "192.175.47.255", "192.175.49.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255",
    "203.0.114.0", "223.255.255.255", "8.8.8.8",
    "2001:200::", "2001:db7:ffff::1", "2001:db9::", "2003::1", "2620:4f:7fff::1", "2620:4f:8001::", "2400::1", "2606:4700::1111",
    "3ffe:ffff::1",
]  # fmt: skip


def _ends(network: IPv4Network | IPv6Network) -> tuple[IPv4Address | IPv6Address, ...]:
    return network[0], network[-1]


def _spelled(address: IPv4Address) -> Iterator[str]:
    """An IPv4 as the system's resolver, a browser or a careless parser would read it."""
    number, (a, b, c, d) = int(address), address.packed
    yield from (f"{address}", f"{address}.", f"{number}", f"{number:#x}", f"0{number:o}")
    yield from (
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"{a}.{number & 0xFFFFFF}",
    )
    yield f"{a}.{b}.{number & 0xFFFF}"
    yield "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else "。" for char in str(address))
    yield from (
        f"[::ffff:{address}]",
        f"[::ffff:{number >> 16:x}:{number & 0xFFFF:x}]",
        f"[64:ff9b::{address}]",
    )
    yield from (f"[::{address}]", f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]", f"[::ffff:0:{address}]")  # fmt: skip


REFUSED = {"blocked_address", "bad_url"}


def _code(http: Http, url: str) -> str:
    try:
        http.send(Request(url))
    except FetchFailed as error:
        return error.code
    except OffLoopback:
        return "dialled"
    return "answered"


@pytest.fixture
def strict(client: Callable[..., Http]) -> Http:
    return client(allow_private=())


@pytest.mark.parametrize("network", V4, ids=str)
def test_no_spelling_of_a_special_ipv4_is_let_through(strict: Http, network: IPv4Network) -> None:
    urls = [f"http://{host}/" for address in _ends(network) for host in _spelled(IPv4Address(address))]  # fmt: skip
    assert {url: code for url in urls if (code := _code(strict, url)) not in REFUSED} == {}


@pytest.mark.parametrize("network", V6, ids=str)
def test_no_special_ipv6_is_let_through(strict: Http, network: IPv6Network) -> None:
    for address in _ends(network):
        for host in (f"[{address}]", f"[{IPv6Address(address).exploded}]", f"[{address}%25eth0]"):
            assert _code(strict, f"https://{host}/") == "blocked_address", host


@pytest.mark.parametrize(
    "host",
    ["user@127.0.0.1", "vidu.vn:80@127.0.0.1", "vidu.vn%2F@127.0.0.1", "127.0.0.1\\@vidu.vn"],
)
def test_a_user_name_hides_no_host(strict: Http, host: str) -> None:
    assert _code(strict, f"http://{host}/") == "bad_url"


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_beside_a_block_is_dialled(
    client: Callable[..., Http], network_guard: list[str], address: str
) -> None:
    host = f"[{address}]" if ":" in address else address
    named = client(allow_private=(), lookup=lambda _: [address])
    assert _code(client(allow_private=()), f"http://{host}/") == "dialled"
    assert _code(named, "http://vidu.test/") == "dialled"
    assert network_guard == [f"connect to {address}:80"] * 2
    network_guard.clear()


@pytest.fixture
def names() -> Iterator[Names]:
    with Names() as server:
        yield server


@pytest.mark.parametrize("network", [*V4, *V6], ids=str)
def test_no_name_leads_to_a_special_address(
    client: Callable[..., Http], names: Names, network: IPv4Network | IPv6Network
) -> None:
    http = client(allow_private=(), lookup=names.lookup)
    for address in _ends(network):
        names.says("vidu.test", [str(address)])
        assert _code(http, "http://vidu.test/") == "blocked_address"
        assert _code(http, "http://vidu.test./") == "blocked_address"


def test_a_name_that_is_public_first_and_private_then_leads_nowhere(
    client: Callable[..., Http], names: Names, network_guard: list[str]
) -> None:
    """Rebinding: each connection is judged by the answer that it is made with."""
    names.says("vidu.test", ["8.8.8.8"], ["127.0.0.1"], ["8.8.8.8", "10.0.0.1"])
    fresh = (client(allow_private=(), lookup=names.lookup) for _ in range(3))  # each asks anew
    codes = [_code(http, "http://vidu.test/") for http in fresh]
    assert codes == ["dialled", "blocked_address", "dialled"]
    assert network_guard == ["connect to 8.8.8.8:80"] * 2
    network_guard.clear()
