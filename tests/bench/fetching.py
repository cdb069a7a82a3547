"""Requests with manners against an origin on loopback, beside the bare standard library on the same origin."""

import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_network
from statistics import median
from time import perf_counter

from scrapers.fetch import Fetcher
from scrapers.http import Http
from tests.servers.http import Origin

FEED = "<?xml version='1.0'?><rss version='2.0'><channel><title>a</title></channel></rss>" + " " * 20_000


def lines(times: int) -> Iterator[str]:
    """Wall time of one request after the other; in life many hosts are visited at once."""
    origin = Origin()
    try:
        address = origin.put("/rss", FEED, content_type="application/rss+xml")
        with Http("Diemtin/bench", allow_private=[ip_network("127.0.0.0/8")], timeout=5) as http:
            fetcher = Fetcher(http, clock=lambda: datetime.now(UTC), pause=0)
            etag = fetcher.fetch(address).etag
            workers = {
                "urllib, 20 kB": lambda: urllib.request.urlopen(address).read(),
                "a poll, 20 kB": lambda: fetcher.fetch(address),
                "a poll, not modified": lambda: fetcher.fetch(address, etag=etag),
            }
            taken: dict[str, list[float]] = {name: [] for name in workers}
            for _ in range(times):
                for name, work in workers.items():
                    began = perf_counter()
                    work()
                    taken[name].append(perf_counter() - began)
    finally:
        origin.close()
    base = median(taken["urllib, 20 kB"])
    for name, seconds in taken.items():
        each = median(seconds)
        yield f"  {name:32} median {each * 1000:7.3f} ms  {1 / each:8.0f} a second  {each / base:9.1f} × urllib"
