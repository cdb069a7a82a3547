"""A TCP server that answers as badly as it is told: byte by byte, half, for ever, or with a reset."""

import socket
import struct
import threading
from collections.abc import Callable, Iterable
from typing import Self

from tests.servers.programs import PATIENCE

Script = Callable[[socket.socket], None]


class Faults:
    """On 127.0.0.1: reads a request's head, then does what `script` says with the connection."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.connections = 0
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def address(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self) -> None:
        for sock in (self._listener, *self._open):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
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


def never_ends(head: bytes, pieces: Iterable[bytes], pause: float = 0.0) -> Script:
    """A beginning, and then the pieces, until the client goes away."""

    def script(connection: socket.socket) -> None:
        connection.sendall(head)
        gone = threading.Event()
        for piece in pieces:
            connection.sendall(piece)
            gone.wait(pause)

    return script


def resets(*pieces: bytes) -> Script:
    """These bytes, then a TCP reset."""

    def script(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return script
