"""Polls with manners against an origin on loopback, beside the bare standard library on the same origin."""

import hashlib
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from statistics import median
from time import perf_counter

from scrapers.fetch import Fetcher
from scrapers.http import Http

FEED = (
    b"<?xml version='1.0'?><rss version='2.0'><channel><title>a</title></channel></rss>"
    + b" " * 20_000
)
TAG = f'"{hashlib.sha256(FEED).hexdigest()[:16]}"'


def lines(times: int) -> Iterator[str]:
    """Wall time of one request after the other; in life many hosts are visited at once."""
    with _origin() as address, _client() as fetcher:
        fetcher.fetch(address)  # robots.txt is asked for once
        workers = {
            "urllib, 20 kB": lambda: urllib.request.urlopen(address).read(),
            "a poll, 20 kB": lambda: fetcher.fetch(address),
            "a poll, not modified": lambda: fetcher.fetch(address, etag=TAG),
        }
        taken: dict[str, list[float]] = {name: [] for name in workers}
        for _ in range(times):
            for name, work in workers.items():
                began = perf_counter()
                work()
                taken[name].append(perf_counter() - began)
    base = median(taken["urllib, 20 kB"])
    for name, seconds in taken.items():
        each = median(seconds)
        yield f"  {name:32} median {each * 1000:7.3f} ms  {1 / each:8.0f} a second  {each / base:9.1f} × urllib"


class _Feed(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a kept connection waits 40 ms between head and body

    def do_GET(self) -> None:
        known = self.headers.get("If-None-Match") == TAG
        body = FEED if self.path == "/rss" and not known else b""
        self.send_response(304 if known else 200 if self.path == "/rss" else 404)
        self.send_header("ETag", TAG)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def _origin() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Feed)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/rss"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _client() -> Iterator[Fetcher]:
    with Http("Diemtin/bench", allow_private=[ip_network("127.0.0.0/8")], timeout=5) as http:
        yield Fetcher(http, clock=lambda: datetime.now(UTC), pause=0)
