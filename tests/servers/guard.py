"""No test reaches the network: every connection and every look-up goes through here."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class OffLoopback(Exception):
    """A test tried to reach something that is not on this machine."""


@contextmanager
def loopback_only() -> Iterator[list[str]]:
    """Refuse to connect or look up anything off loopback; yields the attempts, which stay on record.

    Names under .invalid and .test do not exist, as everywhere (RFC 6761).
    """
    attempts: list[str] = []
    real = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse(what: str) -> None:
        attempts.append(what)
        raise OffLoopback(f"tests stay on loopback, and this one tried to {what}")

    def check(sock: socket.socket, address: Any) -> None:
        if sock.family != socket.AF_UNIX and not _here(address[0]):
            sock.close()  # the caller does not expect this error, and would leak it
            refuse(f"connect to {address[0]}:{address[1]}")

    def connect(sock: socket.socket, address: Any) -> None:
        check(sock, address)
        real[0](sock, address)

    def connect_ex(sock: socket.socket, address: Any) -> int:
        check(sock, address)
        return real[1](sock, address)

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name and name.rstrip(".").endswith((".invalid", ".test")):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if name and not _address(name) and not _here(name):
            refuse(f"look up {name}")
        return real[2](host, *args, **kwargs)

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign, assignment]
    socket.getaddrinfo = getaddrinfo
    try:
        yield attempts
    finally:
        socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo = real  # type: ignore[method-assign]


def _address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def _here(host: str) -> bool:
    if _address(host):
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    return host in {"localhost", "localhost.localdomain", socket.gethostname()}
