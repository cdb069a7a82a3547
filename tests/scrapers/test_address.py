from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.address import refused

SPECIAL = [
    "0.0.0.0", "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255",
    "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.1", "192.0.0.9", "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.0.1",
    "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
    "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "64:ff9b:1::808:808", "100::1", "100:0:0:1::1",
    "2001::1", "2001:0:7f00:1::", "2001:1::1", "2001:2::1", "2001:3::1", "2001:4:112::1", "2001:10::1", "2001:20::1",
    "2001:30::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:a00:1::", "2620:4f:8000::1", "3fff::1",
    "5f00::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fec0::1", "ff02::1", "4000::1", "8000::1",
]  # fmt: skip

PUBLIC = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "111.65.250.2", "126.255.255.255",
    "128.0.0.1", "169.253.255.255", "169.255.0.1", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.0.3.1",
    "192.167.255.255", "192.169.0.1", "198.17.255.255", "198.20.0.1", "223.255.255.255",
    "2001:200::1", "2400:cb00::1", "2404:6800:4005::200e", "2606:4700:4700::1111", "2a00:1450::1",
    "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
]  # fmt: skip


@pytest.mark.parametrize("address", SPECIAL)
def test_a_special_address_is_refused_with_a_reason(address: str) -> None:
    assert refused(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_not_refused(address: str) -> None:
    assert refused(address) is None


def test_an_allowed_network_may_be_reached_and_its_neighbours_may_not() -> None:
    allow = [ip_network("127.0.0.0/30"), ip_network("::1/128")]
    assert refused("127.0.0.1", allow) is None
    assert refused("::ffff:127.0.0.1", allow) is None
    assert refused("::1", allow) is None
    assert refused("127.0.0.4", allow)
    assert refused("10.0.0.1", allow)


@pytest.mark.parametrize("address", ["64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1"])
def test_allowing_a_network_opens_no_tunnel_into_it(address: str) -> None:
    assert refused(address, [ip_network("127.0.0.0/8")])


def test_the_reason_names_the_address_inside() -> None:
    assert refused("64:ff9b::a9fe:a9fe") == "NAT64 169.254.169.254: link-local, cloud metadata"


@given(st.ip_addresses(v=4))
def test_an_ipv4_is_judged_alike_however_it_is_wrapped(address: IPv4Address) -> None:
    inner = refused(address) is None
    for high in (0xFFFF << 32, 0xFFFF << 48, 0x64FF9B << 96):
        assert (refused(IPv6Address(high | int(address))) is None) is inner
    assert (refused(IPv6Address(0x2002 << 112 | int(address) << 80)) is None) is inner


@given(st.ip_addresses(v=4))
def test_whatever_python_calls_private_is_refused(address: IPv4Address) -> None:
    if address.is_private or address.is_multicast or address.is_reserved or address.is_link_local:
        assert refused(address)


def test_what_is_no_address_is_an_error() -> None:
    with pytest.raises(ValueError, match="vidu"):
        refused("vidu.vn")
