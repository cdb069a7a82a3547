"""The papers on loopback: a host each (127.0.1.1, 127.0.1.2, …), one port, one event loop."""

import asyncio
import contextlib
import gzip
import json
import resource
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from tests.origin import site
from tests.origin.answers import Answer, conditional
from tests.origin.faults import Fault, spoiled
from tests.origin.kinds import Asked
from tests.origin.ledger import Ledger
from tests.origin.papers import Paper

_PACKED = 600  # bytes from which on an answer is compressed
_LOOK = 0.5  # seconds between two looks at which hosts are dead


def host(index: int) -> str:
    """The address of a paper: 127.0.1.1 is the first."""
    return f"127.0.{1 + index // 250}.{1 + index % 250}"


@contextlib.contextmanager
def background(service: "Service") -> Iterator["Service"]:
    """Serve in a thread while the block runs."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    task = loop.create_task(service.serve(ready.set))
    thread = threading.Thread(target=_until_cancelled, args=(loop, task))
    thread.start()
    try:
        while not ready.wait(0.05):
            if task.done():
                task.result()
        yield service
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()
        loop.close()


def _until_cancelled(loop: asyncio.AbstractEventLoop, task: "asyncio.Task[None]") -> None:
    asyncio.set_event_loop(loop)
    loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    left = asyncio.all_tasks(loop)
    for one in left:
        one.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.run_until_complete(asyncio.sleep(0))  # the transports' own ends


class Service:
    """Serves `papers`, whose `base` it sets, and on 127.0.0.1 what the ledger holds, as JSON."""

    def __init__(
        self, papers: list[Paper], faults: Iterable[Fault], clock: Callable[[], datetime], port: int
    ) -> None:
        self.papers, self.faults, self.port = papers, list(faults), port
        self.ledger = Ledger()
        self._clock = clock
        self._servers: dict[int, asyncio.Server] = {}
        self._open: dict[int, set[asyncio.StreamReader]] = {paper.index: set() for paper in papers}
        for paper in papers:
            paper.base = f"http://{host(paper.index)}:{port}"

    async def serve(self, ready: Callable[[], None]) -> None:
        """Until cancelled."""
        self._loop = asyncio.get_running_loop()
        _allow_files(2 * len(self.papers) + 1000)
        desk = await asyncio.start_server(self._desk, "127.0.0.1", self.port)
        try:
            await self._follow_faults()
            ready()
            while True:
                await asyncio.sleep(_LOOK)
                await self._follow_faults()
        finally:
            for server in (desk, *self._servers.values()):
                server.close()

    def account(self) -> str:
        """The ledger in figures, as JSON. What papers with faults published cannot be asked for: it is left aside."""
        sick = {fault.paper for fault in self.faults}
        well = [p for p in self.papers if p.index not in sick and None not in sick]
        account = self.ledger.account(well, self._clock())
        return json.dumps(account, ensure_ascii=False, indent=1) + "\n"

    def look(self) -> None:
        """Let hosts die or live now, where a clock was moved by hand: `background` serves in another thread."""
        asyncio.run_coroutine_threadsafe(self._follow_faults(), self._loop).result()

    async def _follow_faults(self) -> None:
        """Hosts that are dead listen to nobody; those that live again, do."""
        at = self._clock()
        for paper in self.papers:
            dead = any(f.kind == "dead" and f.holds(paper, at) for f in self.faults)
            server = self._servers.get(paper.index)
            if dead and server is not None:
                self._servers.pop(paper.index).close()
            elif not dead and server is None:
                self._servers[paper.index] = await self._listen(paper)

    async def _listen(self, paper: Paper) -> asyncio.Server:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._connection(paper, reader, writer)

        return await asyncio.start_server(
            connected, host(paper.index), self.port, family=socket.AF_INET
        )

    async def _connection(
        self, paper: Paper, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            while not writer.is_closing():
                path, headers = await _request(reader)
                if not await self._answer(paper, path, headers, reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass  # the client went away, or speaks no HTTP
        finally:
            writer.close()

    async def _answer(
        self, paper: Paper, path: str, headers: Mapping[str, str],
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter,
    ) -> bool:  # fmt: skip
        """Whether the connection may be used again."""
        at = self._clock()
        under_way = self._open[paper.index]
        self.ledger.begins(paper, path, at, sum(not other.at_eof() for other in under_way))
        under_way.add(reader)
        answer = made(Asked(paper, path, at, headers), self.faults)
        try:
            return await _send(answer, reader, writer)
        finally:
            under_way.discard(reader)
            self.ledger.ends(paper, path, answer, self._clock())

    async def _desk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ValueError):
            await _request(reader)
            await _send(
                Answer(self.account().encode(), content_type="application/json"), reader, writer
            )
        writer.close()


def made(asked: Asked, faults: Iterable[Fault]) -> Answer:
    """What a request gets: the paper's answer, spoiled by its faults, compressed and conditional as asked."""
    held = [fault for fault in faults if fault.holds(asked.paper, asked.at)]
    answer = spoiled(asked, site.answer(asked.paper, asked.path, asked.at), held)
    return _packed(conditional(answer, asked.headers), asked.headers)


def _packed(answer: Answer, headers: Mapping[str, str]) -> Answer:
    wanted = "gzip" in headers.get("accept-encoding", "") and len(answer.body) > _PACKED
    if not wanted or "Content-Encoding" in answer.headers or not answer.whole:
        return answer
    packed = gzip.compress(answer.body, 1, mtime=0)
    return replace(answer, body=packed).saying(Content_Encoding="gzip")


async def _request(reader: asyncio.StreamReader) -> tuple[str, dict[str, str]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    _, path, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines if line)
    return path, {name.lower(): value.strip() for name, _, value in pairs}


async def _send(answer: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    if answer.drop:
        return False
    if answer.hang:
        await reader.read()
        return False
    writer.write(_head(answer))
    if answer.endless:
        while not reader.at_eof():
            writer.write(answer.body)
            await writer.drain()
        return False
    if answer.drip:
        await _drip(answer, reader, writer)
        return False
    writer.write(answer.body if answer.cut is None else answer.body[: answer.cut])
    return answer.cut is None


async def _drip(answer: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for at in range(len(answer.body)):
        if reader.at_eof():
            return
        writer.write(answer.body[at : at + 1])
        await asyncio.sleep(1 / (answer.drip or 1.0))


def _head(answer: Answer) -> bytes:
    status = HTTPStatus(answer.status)
    said = {"Content-Type": answer.content_type, **answer.headers}
    if answer.status != HTTPStatus.NOT_MODIFIED and not answer.endless:
        said["Content-Length"] = str(len(answer.body))
    lines = [f"{name}: {value}" for name, value in said.items() if value]
    return "\r\n".join((f"HTTP/1.1 {status} {status.phrase}", *lines, "", "")).encode("latin-1")


def _allow_files(wanted: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
