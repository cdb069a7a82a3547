"""make latency: from publication to alert, measured end to end on `diemtin run` as a user starts it, at the clock's own speed.

With --celery: on `diemtin beat`, `diemtin worker` and `diemtin web`, with a Redis and a PostgreSQL.

500 papers publish on a schedule of their own; each is polled once a minute; a webhook receiver notes when alerts arrive.
The topic is the project's with one number changed: each report is a story of its own, since what is timed is the way.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from tests.latency.programs import Program, running
from tests.origin import papers, seeds, site
from tests.origin.papers import Entry, Paper
from tests.origin.service import Service, background
from tests.servers.http import Reply, Request
from tests.servers.receiver import Receiver

LATE = timedelta(minutes=3)
"""What is older at the end, and was not fetched, was missed."""


class Alerts(Receiver):
    """A receiver that notes when each alert came, and of which article it speaks."""

    def __init__(self) -> None:
        self.came: list[tuple[datetime, str]] = []
        super().__init__()

    def _receive(self, request: Request) -> Reply:
        reply = super()._receive(request)
        told = json.loads(request.body)["data"]
        self.came.append((datetime.now(UTC), told["article"]["url"]))
        return reply


def main() -> int:
    options = _options()
    world = papers.World(
        "latency", datetime.now(UTC), options.speed, talk=0.5, wire=options.wire, past=False
    )  # what is on topic is new, lest every story be known from the first polls
    found = papers.found(world, options.sites, options.articles, window=options.window)
    service = Service(found, [], lambda: datetime.now(UTC), options.port)
    with (
        TemporaryDirectory(prefix="diemtin-latency-") as name,
        background(service),
        Alerts() as hook,
    ):
        _topic(Path(name) / "seeds" / "topics")
        seeds.write(Path(name) / "seeds", found, every="1m")
        with running(Path(name), hook, celery=options.celery) as programs:
            began = time.monotonic()
            _wait_for_first_polls(service, programs)
            print(f"warm after {time.monotonic() - began:.0f} s", flush=True)
            start, before = datetime.now(UTC), _requests(service)
            time.sleep(options.minutes * 60)
            asked = (_requests(service) - before) / (options.minutes * 60)
            for line in report(service, hook, start, datetime.now(UTC)):
                print(line)
            print(f"requests a second {asked:.1f}")
    return 0


def _topic(folder: Path) -> None:
    """The project's topic, in which hardly any two articles are alike enough to be one story."""
    folder.mkdir(parents=True)
    path = seeds.TOPICS / "russia_nato_talks.toml"
    text = re.sub(
        r"(?m)^threshold = 0\.\d+$", "threshold = 0.999", path.read_text("utf-8"), count=1
    )
    (folder / path.name).write_text(text, encoding="utf-8")


def report(service: Service, hook: Alerts, start: datetime, end: datetime) -> Iterator[str]:
    """Figures of what was published between the two moments."""
    out = {p.base + e.path: e for p in service.papers for e in p.between(start, end)}
    fetched = [
        (at - entry.at).total_seconds()
        for paper in service.papers
        for entry in paper.between(start, end)
        if (at := service.ledger.visited[paper.index].fetched.get(entry.number))
    ]
    alerts = [(at - out[url].at).total_seconds() for at, url in hook.came if url in out]
    old = {url: entry for url, entry in out.items() if entry.at < end - LATE}
    missed = set(service.ledger.missed(service.papers, end, LATE)) & old.keys()
    yield f"published {len(out)} articles, {sum(e.piece.on_topic for e in out.values())} on topic, by {len(service.papers)} papers"
    yield f"{'publication to page fetched':32} {_figures(fetched)}"
    yield f"{'publication to alert':32} {_figures(alerts)}"
    yield f"missed {len(missed)} of {len(old)} articles older than {LATE.seconds} s"
    yield f"rude requests {len(service.ledger.rude)}"


def _figures(seconds: list[float]) -> str:
    if len(seconds) < 2:
        return f"{len(seconds)} only"
    return f"{len(seconds):5}  median {median(seconds):6.1f} s  p95 {quantiles(seconds, n=20)[-1]:6.1f} s  most {max(seconds):6.1f} s"


def _requests(service: Service) -> int:
    return sum(host.statuses.total() for host in service.ledger.visited.values())


def _wait_for_first_polls(service: Service, programs: list[Program]) -> None:
    """Until nearly every paper was polled, and all that it showed then was fetched."""
    waiting = list(service.papers)
    while len(waiting) > len(service.papers) // 50:
        if any(program.poll() is not None for program in programs):
            raise SystemExit("diemtin has ended: see its log above")
        waiting = [paper for paper in waiting if not _opened(service, paper)]
        time.sleep(0.5)


def _opened(service: Service, paper: Paper) -> bool:
    host = service.ledger.visited.get(paper.index)
    if host is None or host.opened is None:
        return False
    most = site.LISTED if paper.source == "listing" else paper.window
    shown: list[Entry] = paper.published(host.opened, most)
    return all(entry.number in host.fetched for entry in shown)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make latency", description=__doc__)
    add = parser.add_argument
    add("--sites", type=int, default=500)
    add("--minutes", type=float, default=10, help="how long to measure, after the first polls (10)")
    add("--articles", type=float, default=60, help="articles a day, the average paper (60)")
    add("--speed", type=float, default=4, help="how many times as fast the news goes (4)")
    add(
        "--wire",
        type=float,
        default=4000,
        help="reports of the wire a day, half of them on topic (4000)",
    )
    add(
        "--window",
        type=int,
        default=5,
        help="items in a feed: each is fetched at the first poll (5)",
    )
    add("--port", type=int, default=8095)
    add("--celery", action="store_true", help="separate services, with Redis and PostgreSQL")
    return parser.parse_args()  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
