"""The one module with sockets: HTTP requests that cannot be abused.

Whoever is asked, hostile or broken: the answer comes, or a FetchFailed does, within the time and the
bytes allowed. Every address is judged where it is dialled, so neither a redirect, nor a name that
changes its address, nor an odd spelling leads into one's own network.
"""

import asyncio
import os
import ssl
import threading
import weakref
from collections.abc import Coroutine, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from scrapers import answers, dial, urls
from scrapers.address import Network
from scrapers.errors import FetchFailed, ScrapeError
from scrapers.loop import Loop, never, stopped
from scrapers.message import Request, Response
from scrapers.unpack import ACCEPTED, Unpacker

__all__ = ["Http", "Request", "Response"]

T = TypeVar("T")

_REPEATABLE = frozenset({"GET", "HEAD"})


class Http:
    """A client that many threads share; its sockets live in an event loop. It starts nothing before its first request.

    `allow_private` are networks that may be reached in spite of the guard; `max_bytes` bounds a body
    on the wire and unpacked; `timeout` (seconds) bounds a request as a whole: lookup, redirects, body.
    `lookup` and `tls` replace the system's name service and its authorities.
    """

    def __init__(
        self,
        user_agent: str,
        allow_private: Sequence[Network] = (),
        max_bytes: int = 8 * 1024 * 1024,
        timeout: float = 30.0,
        *,
        lookup: dial.Lookup | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._guard = dial.Guard(tuple(allow_private), lookup or dial.system_lookup)
        self._own = {"User-Agent": user_agent, "Accept-Encoding": ACCEPTED, "Accept": "*/*"}
        self._max_bytes = max_bytes
        self._timeout = timeout
        self._tls = tls
        self._engine: _Engine | None = None
        self._inherited: list[_Engine] = []
        self._starting = threading.Lock()
        self._closed = False
        forget = weakref.WeakMethod(self._forget_engine)
        os.register_at_fork(after_in_child=lambda: (method := forget()) and method())

    def send(self, request: Request) -> Response:
        """The answer, whatever its status. Blocks; may be called from many threads at once.

        Raises FetchFailed with the code dns, refused, timeout, tls, blocked_address, bad_url,
        too_large, redirects, protocol, bad_encoding or stopped.
        """
        return self.begin([self.ask(request)])[0].result()

    def begin(self, works: Sequence[Coroutine[Any, Any, T]]) -> list[Future[T]]:
        """Begin works that `ask` in the event loop, side by side; gives what each will have come to.

        May be called from many threads at once. What `close` cuts short comes to FetchFailed("stopped").
        """
        with self._starting:  # so that nothing is handed to a loop that is being closed
            if self._closed:
                return never(works)
            if self._engine is None:
                self._engine = _Engine(self._guard, self._tls)
            return self._engine.loop.begin(works)

    async def ask(self, request: Request) -> Response:
        """`send`, within the event loop."""
        try:
            async with asyncio.timeout(self._timeout):
                return await self._follow(request)
        except TimeoutError as error:
            said = f"{_origin(request.url)}: no whole answer within {self._timeout:g} s"
            raise FetchFailed(said, code="timeout") from error

    def close(self) -> None:
        """End what is under way and every connection. Calling it again does nothing."""
        with self._starting:
            self._closed = True
            engine, self._engine = self._engine, None
        if engine is not None:
            engine.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _forget_engine(self) -> None:
        """A forked child has no thread of its parent's, and must not touch its connections."""
        self._starting = threading.Lock()
        if self._engine is not None:  # kept, since its end would write to the parent's sockets
            self._inherited.append(self._engine)
            self._engine = None

    async def _follow(self, request: Request) -> Response:
        url = _target(request.url)
        follows = request.redirects if request.method in _REPEATABLE else 0
        for _ in range(follows + 1):
            response = await self._exchange(request, url)
            location = answers.location(url, response) if follows else ""
            if not location:
                return response
            url = _target(location)
        said = f"{_origin(request.url)}: more than {request.redirects} redirects"
        raise FetchFailed(said, code="redirects")

    async def _exchange(self, request: Request, url: str) -> Response:
        try:
            async with self._session(request.method).request(
                request.method,
                URL(url, encoded=True),
                headers=self._headers(request),
                data=request.body or None,
                allow_redirects=False,
            ) as answer:
                content = await self._body(answer) if request.reads_body else b""
                fields = {name.lower(): _header(answer, name) for name in answer.headers}
                return Response(url, answer.status, fields, content)
        except FetchFailed as error:
            said = f"{_origin(url)}: {error}"
            raise FetchFailed(said, code=error.code, permanent=error.permanent) from error
        except (aiohttp.ClientError, ValueError, OSError) as error:
            if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ClientError):
                raise
            raise _failure(error, url) from error

    def _session(self, method: str) -> aiohttp.ClientSession:
        engine = self._engine
        if engine is None:  # closed meanwhile
            raise stopped()
        return engine.session(method)

    def _headers(self, request: Request) -> CIMultiDict[str]:
        headers = CIMultiDict(self._own)
        headers.update(request.headers)
        return headers

    async def _body(self, answer: aiohttp.ClientResponse) -> bytes:
        if answer.content.at_eof():  # 304 and its like
            return b""
        unpacker = Unpacker(answer.headers.get("Content-Encoding", ""), self._max_bytes)
        promised = answer.content_length or 0
        received = 0
        async for chunk in answer.content.iter_any():
            received += len(chunk)
            if max(received, promised) > self._max_bytes:
                raise FetchFailed(f"larger than {self._max_bytes:,} bytes", code="too_large")
            unpacker.feed(chunk)
        return unpacker.finish()


class _Engine:
    """An event loop, and the connections that live in it."""

    def __init__(self, guard: dial.Guard, tls: ssl.SSLContext | None) -> None:
        self.loop = Loop()
        self._guard = guard
        self._tls = tls or dial.system_tls()
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    def session(self, method: str) -> aiohttp.ClientSession:
        """Connections are kept and used again, save for what may not be sent twice.

        A kept connection may have been closed meanwhile by the host; only a repeatable request can
        be sent again without asking whether the first one arrived.
        """
        keep = method in _REPEATABLE
        if keep not in self._sessions:
            self._sessions[keep] = dial.session(self._guard, self._tls, keep=keep)
        return self._sessions[keep]

    def stop(self) -> None:
        self.loop.stop(self._shut())

    async def _shut(self) -> None:
        for session in self._sessions.values():
            await session.close()


def _target(url: str) -> str:
    """The address to dial: checked, its host in the spelling that the guard reads."""
    try:
        url = urls.plain(url).partition("#")[0]
        host = urls.host(url).partition(":")[0]
        return url.replace(f"//{host}", f"//{dial.dotted(host)}", 1)
    except ScrapeError as error:
        why = str(error).rpartition(": ")[2]  # without the address: it may hold a secret
        raise FetchFailed(f"no address to fetch: {why}", code="bad_url", permanent=True) from error
    except OSError as error:
        said = f"{_origin(url)}: its host is no address"
        raise FetchFailed(said, code="bad_url", permanent=True) from error


def _header(answer: aiohttp.ClientResponse, name: str) -> str:
    between = "\n" if name.lower() == "set-cookie" else ", "  # a cookie's date has a comma in it
    return between.join(answer.headers.getall(name))


def _origin(url: str) -> str:
    """Scheme and host: what a message may say of an address whose path may be a secret."""
    try:
        return f"{url.partition(':')[0].lower()}://{urls.host(url)}"
    except ScrapeError:
        return "the address"


def _failure(error: Exception, url: str) -> FetchFailed:
    """aiohttp's and the system's errors by the names of this project."""
    origin = _origin(url)
    cause = getattr(error, "os_error", error)
    match error:
        case _ if isinstance(cause, dial.Blocked):
            return FetchFailed(f"{origin}: {cause}", code="blocked_address", permanent=True)
        case aiohttp.ClientConnectorDNSError():
            return FetchFailed(f"{origin}: no such host: {_short(cause)}", code="dns")
        case aiohttp.ClientSSLError():
            return FetchFailed(f"{origin}: TLS: {_short(error)}", code="tls")
        case aiohttp.ServerTimeoutError():
            return FetchFailed(
                f"{origin}: no connection within {dial.SECONDS_TO_CONNECT:g} s", code="timeout"
            )
        case aiohttp.ClientConnectorError():
            return FetchFailed(f"{origin}: no connection: {_short(cause)}", code="refused")
        case aiohttp.InvalidURL():
            return FetchFailed(f"{origin}: {_short(error)}", code="bad_url", permanent=True)
        case _:
            return FetchFailed(f"{origin}: {_short(error)}", code="protocol")


def _short(error: BaseException) -> str:
    """What an error says, escaped and cut: a peer may have put its words into it."""
    said = " ".join(str(error).split()) or type(error).__name__
    escaped = said.encode("unicode_escape").decode("ascii")
    return escaped if len(escaped) <= 160 else escaped[:159] + "…"
