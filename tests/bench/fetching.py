"""Polls with manners against an origin on loopback, beside a plain asyncio loop that only fetches the same feeds.

The origin is a process of its own: what is measured is one process of ours. Feeds are unchanged (304), as most are.
"""

import asyncio
import hashlib
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import aiohttp

from scrapers.fetch import Fetcher
from scrapers.http import Http
from scrapers.site import Site
from scrapers.text import search_text
from storage import database
from storage.store import Store
from tests.paper import TALKS, page
from worker.alerts.followers import Followers
from worker.pipeline import rounds, shift
from worker.pipeline.flow import Flow

HOSTS = 200  # each a host of its own: 127.0.2.1, 127.0.2.2, …
AT_ONCE = shift.HOSTS  # as many as the worker visits at the same time
FEED = (
    b"<?xml version='1.0'?><rss version='2.0'><channel><title>a</title><item><title>Tin</title>"
    b"<link>/tin-10001.html</link></item></channel></rss>" + b" " * 20_000
)
PAGE = page(TALKS, "vidu").encode()
TAG = f'"{hashlib.sha256(FEED).hexdigest()[:16]}"'


def lines(times: int) -> Iterator[str]:
    """Polls of unchanged feeds a second: the best of a few rounds of each, taken in turn."""
    with (
        _origin() as addresses,
        _fetcher() as fetcher,
        _newsroom(fetcher, addresses) as flow,
        asyncio.Runner() as loop,
    ):
        session = loop.run(_session())
        workers: dict[str, Callable[[], object]] = {
            "a plain asyncio loop": lambda: loop.run(_plain(session, addresses)),
            "the fetcher, in its loop": lambda: fetcher.run(_gotten(fetcher, addresses)),
            f"the fetcher, {AT_ONCE} threads": lambda: _threads(fetcher, addresses),
            "whole polls, through the store": lambda: _polls(flow),
        }
        taken = _in_turn(workers, rounds_=max(3, times // 20))
        loop.run(session.close())
    base = taken["a plain asyncio loop"]
    for name, spent in taken.items():
        yield (
            f"  {name:32} median {median(spent.seconds) / HOSTS * 1000:7.3f} ms"
            f"  {HOSTS / min(spent.seconds):8.0f} a second"
            f"  {min(spent.seconds) / min(base.seconds):9.1f} × the plain loop"
            f"  ({min(spent.processor) / min(base.processor):.1f} × its processor time)"
        )


@dataclass(slots=True)
class _Spent:
    """Seconds by the clock and of the processor, a round each; the second tells more on a busy machine."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def _in_turn(workers: dict[str, Callable[[], object]], rounds_: int) -> dict[str, _Spent]:
    taken = {name: _Spent() for name in workers}
    for work in workers.values():
        work()  # connections, robots.txt
    for _ in range(rounds_):
        for name, work in workers.items():
            began, busy = time.perf_counter(), time.process_time()
            work()
            taken[name].seconds.append(time.perf_counter() - began)
            taken[name].processor.append(time.process_time() - busy)
    return taken


async def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))


async def _plain(session: aiohttp.ClientSession, addresses: list[str]) -> None:
    """What nobody can do with less: one client, a bound on what is under way, no manners."""
    free = asyncio.Semaphore(AT_ONCE)

    async def fetch(address: str) -> None:
        async with free, session.get(address, headers={"If-None-Match": TAG}) as answer:
            await answer.read()

    await asyncio.gather(*map(fetch, addresses))


async def _gotten(fetcher: Fetcher, addresses: list[str]) -> None:
    """The same, with manners: robots.txt, turns, bounds."""
    free = asyncio.Semaphore(AT_ONCE)

    async def get(address: str) -> None:
        async with free:
            await fetcher.get(address, etag=TAG)

    await asyncio.gather(*map(get, addresses))


def _threads(fetcher: Fetcher, addresses: list[str]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda address: fetcher.fetch(address, etag=TAG), addresses))


def _polls(flow: Flow) -> None:
    """Every source made due, and then what the worker does at a tick: claim, visit, release."""
    result = rounds.once(flow)
    if result.seen.polled != HOSTS or result.seen.failed:
        raise RuntimeError(f"{result.seen.polled} polled, failed: {result.seen.failed[:3]}")


@contextmanager
def _newsroom(fetcher: Fetcher, addresses: list[str]) -> Iterator[Flow]:
    sites = {f"a{n}": _site(f"a{n}", address) for n, address in enumerate(addresses)}
    with TemporaryDirectory(prefix="diemtin-bench-") as folder:
        engine = database.connect(f"sqlite:///{Path(folder) / 'bench.db'}")
        database.migrate(engine)
        store = Store(engine, clock=_now, fold=search_text)
        yield Flow(store, fetcher, sites, {}, Followers(()), _now, lease=timedelta(minutes=5))
        engine.dispose()


def _site(key: str, address: str) -> Site:
    return Site(key=key, name=key, home=address.rpartition("/")[0] + "/", feeds=(address,))


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def _fetcher() -> Iterator[Fetcher]:
    with Http("Diemtin/bench", allow_private=[ip_network("127.0.0.0/8")], timeout=5) as http:
        yield Fetcher(http, clock=_now, pause=0)


@contextmanager
def _origin() -> Iterator[list[str]]:
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(there,), daemon=True
    )
    process.start()
    port = here.recv()
    try:
        yield [f"http://127.0.2.{1 + number}:{port}/rss" for number in range(HOSTS)]
    finally:
        process.terminate()
        process.join()


def _serve(pipe: Connection) -> None:
    asyncio.run(_until_killed(pipe))


async def _until_killed(pipe: Connection) -> None:
    first = await asyncio.start_server(_answer, "127.0.2.1", 0)
    port = first.sockets[0].getsockname()[1]
    for number in range(1, HOSTS):
        await asyncio.start_server(_answer, f"127.0.2.{1 + number}", port)
    pipe.send(port)
    await first.serve_forever()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            writer.write(_reply(head))
    except (ConnectionError, asyncio.IncompleteReadError):
        writer.close()


def _reply(head: bytes) -> bytes:
    if b" /robots.txt " in head:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    if b" /rss " not in head:
        said = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n"
        return said.encode() + PAGE
    if TAG.encode() in head:
        return f"HTTP/1.1 304 Not Modified\r\nETag: {TAG}\r\n\r\n".encode()
    said = f"HTTP/1.1 200 OK\r\nETag: {TAG}\r\nContent-Type: application/rss+xml\r\nContent-Length: {len(FEED)}\r\n\r\n"
    return said.encode() + FEED
