"""An HTTP origin whose pages are put, changed and broken while it runs."""

import hashlib
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from typing import Self

from tests.servers.programs import PATIENCE


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent. `path` carries the query; header names are lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What it gets. A 200 carries an ETag of its bytes and turns into a 304 by itself.

    `chunks` are sent one by one instead of `body`; `hang` answers nothing until the server closes;
    `drop` closes the connection unanswered; `cut` promises all of `body` and sends so many bytes.
    """

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "text/html; charset=utf-8"
    chunks: Iterable[bytes] | None = None
    hang: bool = False
    drop: bool = False
    cut: int | None = None

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


Route = bytes | str | Reply | Callable[[Request], "bytes | str | Reply"]


class Origin:
    """A site on 127.0.0.1: `routes` says what stands where, `requests` what was asked, in order."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self._changed = threading.Condition()
        self._closing = threading.Event()
        self._server = _Server(self, tls)
        self.port = int(self._server.server_address[1])
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def address(self, path: str = "/") -> str:
        """The full address of a path."""
        return self.url + path

    def put(self, path: str, body: bytes | str = b"", **reply: object) -> str:
        """Let `path` answer with these bytes from now on; the keywords are Reply's. The address."""
        self.routes[path] = Reply(body, **reply)  # type: ignore[arg-type]
        return self.address(path)

    def asked(self, path: str) -> list[Request]:
        """The requests for one path, its query left aside."""
        return [r for r in self.requests if r.path.partition("?")[0] == path]

    def wait_for(
        self, count: int, path: str | None = None, within: float = PATIENCE
    ) -> list[Request]:
        """The requests (for `path`) as soon as there are `count` of them."""
        wanted = (lambda: self.asked(path)) if path is not None else (lambda: list(self.requests))
        with self._changed:
            if not self._changed.wait_for(lambda: len(wanted()) >= count, within):
                paths = [r.path for r in self.requests]
                raise AssertionError(f"{count} requests expected within {within:g} s, got {paths}")
        return wanted()

    def answer(self, request: Request) -> Reply:
        """Record a request and find its reply: the exact path, then the path without its query."""
        route = self.routes.get(request.path, self.routes.get(request.path.partition("?")[0]))
        with self._changed:
            self.requests.append(request)
            self._changed.notify_all()
        if callable(route):
            route = route(request)
        if route is None:
            return Reply(f"nothing at {request.path}", status=404)
        reply = route if isinstance(route, Reply) else Reply(route)
        if reply.hang:
            self._closing.wait(PATIENCE)
        return _conditional(request, reply)

    def close(self) -> None:
        """Stop answering and close every connection."""
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _conditional(request: Request, reply: Reply) -> Reply:
    if reply.status != HTTPStatus.OK or reply.chunks is not None:
        return reply
    tag = f'"{hashlib.sha256(reply.content).hexdigest()[:16]}"'
    headers = {"ETag": tag} | dict(reply.headers)
    known = request.headers.get("if-none-match")
    since = request.headers.get("if-modified-since")
    fresh = known == headers["ETag"] if known else since == headers.get("Last-Modified", b"")
    if fresh:
        return Reply(status=304, headers=headers, content_type="")
    return Reply(
        reply.content, 200, headers, reply.content_type, None, reply.hang, reply.drop, reply.cut
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, origin: Origin, tls: ssl.SSLContext | None) -> None:
        self.origin, self.tls = origin, tls
        self.open: set[socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)

    def finish_request(self, request: socket, client_address: object) -> None:  # type: ignore[override]
        try:
            if self.tls:  # here and not at accept: a bad handshake must not hold up the others
                request = self.tls.wrap_socket(request, server_side=True)
            self.open.add(request)
            super().finish_request(request, client_address)  # type: ignore[arg-type]
        except OSError:
            pass  # the client went away, or never wanted our certificate
        finally:
            self.shutdown_request(request)

    def shutdown_request(self, request: socket) -> None:  # type: ignore[override]
        self.open.discard(request)
        _close(request)

    def server_close(self) -> None:
        for connection in list(self.open):
            _close(connection)
        super().server_close()


def _close(connection: socket) -> None:
    try:
        connection.shutdown(SHUT_RDWR)
    except OSError:
        pass
    finally:
        connection.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer on a kept connection waits 40 ms
    server: _Server

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers, self.rfile.read(length))
        self._send(self.server.origin.answer(request))

    do_HEAD = do_POST = do_PUT = do_GET

    def _send(self, reply: Reply) -> None:
        if reply.drop or reply.hang:
            self.close_connection = True
            return
        self.send_response(reply.status)
        if reply.content_type:
            self.send_header("Content-Type", reply.content_type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.chunks is not None:
            self._stream(reply.chunks)
        else:
            self._body(reply)

    def _body(self, reply: Reply) -> None:
        body = reply.content
        if reply.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(body if reply.cut is None else body[: reply.cut])
        self.close_connection = self.close_connection or reply.cut is not None

    def _stream(self, chunks: Iterable[bytes]) -> None:
        self.send_header("Connection", "close")
        self.end_headers()
        for chunk in chunks:
            self.wfile.write(chunk)
            self.wfile.flush()

    def log_message(self, *args: object) -> None:
        """Say nothing: the requests are recorded."""
