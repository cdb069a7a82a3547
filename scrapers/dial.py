"""Where sockets may be opened to: names looked up, addresses judged at the moment they are dialled.

The check stands in the connector's socket factory, so whatever leads to an address (a literal in any
spelling, a redirect, a name that answers otherwise the second time) it meets the guard.
"""

import asyncio
import contextlib
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from scrapers.address import Network, refused

Lookup = Callable[[str], Sequence[str]]  # a host name -> its addresses; raises OSError

SECONDS_TO_CONNECT = 10.0  # to one address of a host, so that a dead one leaves time for the next
_LOOKUPS_AT_ONCE = 32
_OP_LEGACY_SERVER_CONNECT = 0x4  # ssl.OP_LEGACY_SERVER_CONNECT from Python 3.12 on


def session(guard: "Guard", tls: ssl.SSLContext, *, keep: bool) -> aiohttp.ClientSession:
    """A client without a memory (no cookies, no proxies, no redirects) whose sockets are guarded.

    `keep`: connections are used again. To be called in the event loop that it lives in.
    """
    connector = aiohttp.TCPConnector(
        resolver=_Resolver(guard),
        socket_factory=guard.socket,
        ssl=tls,
        limit=0,  # whoever asks is the limit
        force_close=not keep,
        ttl_dns_cache=60,
    )
    return aiohttp.ClientSession(
        connector=connector,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=SECONDS_TO_CONNECT),
        max_line_size=8190,
        max_field_size=8190,
        max_headers=128,
    )


@cache  # reading the authorities takes 0.2 s
def system_tls() -> ssl.SSLContext:
    """The system's authorities; certificates and names are checked.

    Several Vietnamese papers sit behind servers older than RFC 5746, to which OpenSSL 3 does not
    speak unless told to. The risk it guards against, a foreign prefix to our request, is none for
    what is fetched here: public pages, and webhooks that are signed.
    """
    context = ssl.create_default_context()
    context.options |= _OP_LEGACY_SERVER_CONNECT
    return context


def dotted(host: str) -> str:
    """IPv4 in odd spellings (2130706433, 0x7f.1, 017700000001) as the system would read it.

    Names come back as they are. Raises OSError for what looks like a number and is no address.
    """
    if not host.rpartition(".")[2][:1].isdigit():
        return host
    return str(ipaddress.IPv4Address(socket.inet_aton(host)))


class Blocked(OSError):
    """An address that the guard refuses."""


class Guard:
    """Looks names up, and lets no socket be opened to an address that is refused."""

    def __init__(self, allow: tuple[Network, ...], lookup: Lookup) -> None:
        self._allow = allow
        self._lookup = lookup

    def socket(self, info: tuple[Any, int, int, str, tuple[Any, ...]]) -> socket.socket:
        """aiohttp's socket_factory: gets the very address that is dialled."""
        family, kind, protocol, _, target = info
        self.check(str(target[0]))
        return socket.socket(family, kind, protocol)

    def check(self, address: str) -> None:
        """Raise where `address` may not be connected to."""
        reason = refused(address.partition("%")[0], self._allow)
        if reason is not None:
            raise Blocked(f"{address} is refused: {reason}")

    async def addresses(self, host: str) -> list[str]:
        """The addresses of a name that may be connected to; raises where none may."""
        found = await _in_thread(self._lookup, host)
        allowed = [a for a in found if refused(a.partition("%")[0], self._allow) is None]
        if found and not allowed:
            self.check(found[0])
        if not allowed:
            raise OSError(f"{host} has no address")
        return allowed


class _Resolver(AbstractResolver):
    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._free = asyncio.Semaphore(_LOOKUPS_AT_ONCE)

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - both, always
    ) -> list[ResolveResult]:
        async with self._free:
            addresses = await self._guard.addresses(host)
        return [_result(host, address, port) for address in addresses]

    async def close(self) -> None:
        pass


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(
        hostname=host, host=address, port=port, family=family, proto=0, flags=flags
    )


def system_lookup(host: str) -> list[str]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


async def _in_thread(lookup: Lookup, host: str) -> list[str]:
    """Run a lookup beside the loop, in a thread that no one waits for when the program ends.

    The system's own takes up to half a minute to give up, and cannot be cancelled.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str], error: Exception | None) -> None:
        if not done.done():
            done.set_exception(error) if error else done.set_result(found)

    def work() -> None:
        found: list[str] = []
        failure: Exception | None = None
        try:
            found = list(lookup(host))
        except (OSError, UnicodeError) as error:
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, found, failure)

    threading.Thread(target=work, name="lookup", daemon=True).start()
    return await done
