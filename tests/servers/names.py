"""A name server on loopback, and a look-up that asks it: UDP, A and AAAA, answers that change from one query to the next."""

import ipaddress
import socket
import struct
import threading
from typing import Self

from tests.servers.programs import PATIENCE

_A, _AAAA, _IN = 1, 28, 1


class Names:
    """`says` scripts the answers for a name: one list of addresses for each look-up, the last one for ever."""

    def __init__(self) -> None:
        self._answers: dict[str, list[list[str]]] = {}
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._socket.getsockname()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def says(self, name: str, *answers: list[str]) -> None:
        self._answers[name] = list(answers)

    def lookup(self, host: str) -> list[str]:
        """What `scrapers.http.Http(lookup=)` wants: the addresses of a name. Raises OSError where there is none."""
        found = [address for kind in (_A, _AAAA) for address in self._ask(host, kind)]
        answers = self._answers.get(host.rstrip("."), [])
        if len(answers) > 1:
            del answers[0]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return found

    def close(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", self.address)
        self._thread.join(PATIENCE)
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, host: str, kind: int) -> list[str]:
        labels = b"".join(
            bytes([len(part)]) + part.encode() for part in host.rstrip(".").split(".")
        )
        query = (
            struct.pack("!6H", 7, 0x0100, 1, 0, 0, 0) + labels + struct.pack("!B2H", 0, kind, _IN)
        )
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(PATIENCE)
            asking.sendto(query, self.address)
            return _addresses(asking.recv(4096), len(query))

    def _serve(self) -> None:
        while True:
            query, client = self._socket.recvfrom(4096)
            if not query:
                return
            self._socket.sendto(self._reply(query), client)

    def _reply(self, query: bytes) -> bytes:
        name, end = _name(query, 12)
        (kind,) = struct.unpack_from("!H", query, end)
        answers = self._answers.get(name, [[]])[0]
        wanted = [packed for text in answers if (packed := _packed(text, kind))]
        head = query[:2] + struct.pack("!5H", 0x8180, 1, len(wanted), 0, 0)
        records = (struct.pack("!3HIH", 0xC00C, kind, _IN, 0, len(p)) + p for p in wanted)
        return head + query[12 : end + 4] + b"".join(records)


def _name(message: bytes, at: int) -> tuple[str, int]:
    labels: list[str] = []
    while length := message[at]:
        labels.append(message[at + 1 : at + 1 + length].decode())
        at += 1 + length
    return ".".join(labels), at + 1


def _packed(text: str, kind: int) -> bytes:
    address = ipaddress.ip_address(text)
    return address.packed if (address.version == 6) == (kind == _AAAA) else b""


def _addresses(reply: bytes, at: int) -> list[str]:
    (count,) = struct.unpack_from("!H", reply, 6)
    found: list[str] = []
    for _ in range(count):
        (length,) = struct.unpack_from("!H", reply, at + 10)
        found.append(str(ipaddress.ip_address(reply[at + 12 : at + 12 + length])))
        at += 12 + length
    return found
