"""Runs the application until it is told to stop, and ends its open streams then."""

import asyncio
import socket
import threading
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI


class Server(uvicorn.Server):
    """uvicorn, telling the application's streams to end before it waits for them."""

    def __init__(self, app: FastAPI, host: str, port: int) -> None:
        self.app = app
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_keep_alive=15,
                timeout_graceful_shutdown=5,
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.app.state.closing.set()
        await super().shutdown(sockets)


def serve(
    app: FastAPI, host: str, port: int, listening: Callable[[int], None] = lambda _: None
) -> None:
    """Serve in this thread until SIGINT or SIGTERM (main thread only).

    `listening` is told the port once connections are taken (0 asks for a free one). Raises OSError
    where the address cannot be had.
    """
    with _listen(host, port) as sock:
        listening(sock.getsockname()[1])
        Server(app, host, port).run(sockets=[sock])


class Background:
    """The server in a thread of its own, for the embedded worker: `with Background(app, host, port) as web`.

    It listens from its making on: that raises OSError where the address cannot be had.
    """

    def __init__(self, app: FastAPI, host: str, port: int) -> None:
        self._socket = _listen(host, port)
        self._server = Server(app, host, port)
        self._thread = threading.Thread(target=self._run, name="web", daemon=True)

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def __enter__(self) -> "Background":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket: connections are taken from here on, even before the loop turns."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.create_server((host, port), family=family, backlog=128)
    sock.setblocking(False)
    return sock
