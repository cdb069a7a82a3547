"""May this program connect to an address? The guard against being sent to one's own network.

`ipaddress` alone is no filter: in Python 3.11 it calls 100.64.0.1, 64:ff9b::a9fe:a9fe and
2002:7f00:1:: global. The tables here are IANA's special-purpose registries (IPv4 and IPv6, as of
2025) whole: no newspaper lives in any of them, not even in the few that are globally reachable.
For IPv6 the rule is the other way round: only what IANA gives out for unicast (2000::/3) may pass.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_IPV4 = tuple(
    (IPv4Network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by carriers (CGNAT)"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local, cloud metadata"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "multicast tunnels (AMT)"),
        ("192.88.99.0/24", "6to4 relays"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("168.63.129.16/32", "cloud metadata (Azure)"),  # public by its number only
    )
)
_IPV6 = tuple(
    (IPv6Network(network), reason)
    for network, reason in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("100::/64", "discarded"),
        ("100:0:0:1::/64", "dummy prefix"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2620:4f:8000::/48", "AS112"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "segment routing"),
        ("fc00::/7", "private (ULA)"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_UNICAST = IPv6Network("2000::/3")
_MAPPED = IPv6Network("::ffff:0:0/96")
_EMBEDDING = (  # IPv6 that is a road to an IPv4 address: (network, its name, bits below the IPv4)
    (_MAPPED, "IPv4-mapped", 0),
    (IPv6Network("::ffff:0:0:0/96"), "IPv4-translated", 0),
    (IPv6Network("64:ff9b::/96"), "NAT64", 0),
    (IPv6Network("2002::/16"), "6to4", 80),
)


def refused(address: Address | str, allow: Sequence[Network] = ()) -> str | None:
    """Why an address may not be connected to, or None where it may.

    An IPv6 that carries an IPv4 is judged by that one. `allow` are networks that may be reached all
    the same; an IPv4-mapped address counts as the IPv4 it is. Raises ValueError for what is no
    address.
    """
    address = ip_address(address)
    if any(_contains(network, address) for network in allow):
        return None
    if isinstance(address, IPv4Address):
        return _special_v4(address)
    for network, name, below in _EMBEDDING:
        if address in network:
            inner = IPv4Address(int(address) >> below & 0xFFFFFFFF)
            reason = refused(inner, allow if network is _MAPPED else ())
            return reason and f"{name} {inner}: {reason}"
    return _special_v6(address)


def _special_v4(address: IPv4Address) -> str | None:
    return next((reason for network, reason in _IPV4 if address in network), None)


def _special_v6(address: IPv6Address) -> str | None:
    for network, reason in _IPV6:
        if address in network:
            return reason
    return None if address in _UNICAST else "not global unicast"


def _contains(network: Network, address: Address) -> bool:
    return network.version == address.version and address in network
