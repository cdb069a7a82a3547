"""A TCP server that answers as badly as it is told: byte by byte, half, for ever, or with a reset."""

import contextlib
import select
import socket
import struct
import threading
from collections.abc import Callable, Iterable
from typing import Self

from tests.servers.programs import PATIENCE

Script = Callable[[socket.socket], None]


class Faults:
    """On loopback: reads a request's head, then does what `script` says with the connection."""

    def __init__(self, script: Script, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._script = script
        self._host = host
        self._listener = socket.create_server((host, port))
        self.port = int(self._listener.getsockname()[1])
        self.connections = 0
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def address(self, path: str = "/") -> str:
        return f"http://{self._host}:{self.port}{path}"

    def close(self) -> None:
        for sock in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        for thread in self._threads:
            thread.join(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(4096)
                if not piece:
                    return
                head += piece
            self._script(connection)
        except OSError:
            pass  # the client had enough
        finally:
            connection.close()


def sends(*pieces: bytes) -> Script:
    """These bytes, then the end of the connection."""

    def script(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return script


def hangs(*pieces: bytes) -> Script:
    """These bytes, and then nothing until the client goes away."""

    def script(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
        connection.recv(1)

    return script


def never_ends(head: bytes, pieces: Iterable[bytes], pause: float = 0.0) -> Script:
    """A beginning, and then the pieces, with a pause after each, until the client goes away."""

    def script(connection: socket.socket) -> None:
        connection.sendall(head)
        for piece in pieces:
            connection.sendall(piece)
            if select.select([connection], [], [], pause)[0]:
                return

    return script


def resets(*pieces: bytes) -> Script:
    """These bytes, then a TCP reset."""

    def script(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return script
