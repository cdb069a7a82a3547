"""What the origin saw: each article published and fetched, each request, and which of them were rude.

Counted from the host's side, so that nobody needs to be believed: two requests at once to one host, a request
before Retry-After was over, one that robots.txt forbids, one sooner than Crawl-delay.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import Any

from protego import Protego

from tests.origin import site
from tests.origin.answers import Answer
from tests.origin.papers import Paper

GRACE = timedelta(minutes=30)
"""An article may be so old, and not fetched, before it counts as missed."""
_SLACK = 0.05  # seconds by which a pause may seem shorter on this side


@dataclass(slots=True)
class Visited:
    """One host's side of the story."""

    rules: Protego | None = None
    delay: float = 0.0
    leave_alone: datetime | None = None
    last_end: datetime | None = None
    opened: datetime | None = None
    under_way: int = 0
    least_gap: float | None = None
    statuses: Counter[int] = field(default_factory=Counter)
    fetched: dict[int, datetime] = field(default_factory=dict)


@dataclass(slots=True)
class Ledger:
    """`rude` holds each rudeness as (host, what, path, when)."""

    visited: dict[int, Visited] = field(default_factory=dict)
    rude: list[tuple[str, str, str, datetime]] = field(default_factory=list)

    def begins(self, paper: Paper, path: str, at: datetime, others: int) -> None:
        """A request arrived while `others` of the same host were under way."""
        host = self.visited.setdefault(paper.index, Visited())
        for what in _rudeness(host, path, at, others):
            self.rude.append((paper.key, what, path, at))
        if host.last_end is not None:
            gap = (at - host.last_end).total_seconds()
            host.least_gap = gap if host.least_gap is None else min(gap, host.least_gap)

    def ends(self, paper: Paper, path: str, answer: Answer, at: datetime) -> None:
        """The last byte of an answer is about to leave."""
        host = self.visited.setdefault(paper.index, Visited())
        if path != "/robots.txt":  # it was fetched before its delay was known
            host.last_end = at
        host.statuses[answer.status] += 1
        if path == "/robots.txt" and answer.status == 200:
            host.rules = Protego.parse(answer.body.decode())
            host.delay = float(host.rules.crawl_delay("Diemtin") or 0.0)
        if (wish := answer.headers.get("Retry-After")) is not None:
            host.leave_alone = at + timedelta(seconds=int(wish))
        if answer.status != 200 or not answer.whole:
            return
        if paper.base + path.partition("?")[0] == site.address(paper):
            host.opened = host.opened or at
        if (number := site.number(path)) is not None:
            host.fetched.setdefault(number, at)

    def missed(self, papers: Iterable[Paper], at: datetime, grace: timedelta = GRACE) -> list[str]:
        """Addresses published after the paper was first polled, older than `grace`, and never fetched."""
        return [
            paper.base + entry.path
            for paper in papers
            if (host := self.visited.get(paper.index)) and host.opened
            for entry in paper.between(host.opened, at - grace)
            if entry.number not in host.fetched
        ]

    def delays(self, papers: Iterable[Paper], at: datetime) -> list[float]:
        """Seconds from publication to the fetch of the page, of what was published after the first poll."""
        return [
            (host.fetched[entry.number] - entry.at).total_seconds()
            for paper in papers
            if (host := self.visited.get(paper.index)) and host.opened
            for entry in paper.between(host.opened, at)
            if entry.number in host.fetched
        ]

    def account(self, papers: list[Paper], at: datetime) -> dict[str, Any]:
        """All of it in figures, for programs and for people."""
        delays = sorted(self.delays(papers, at))
        missed = self.missed(papers, at)
        statuses: Counter[int] = sum((v.statuses for v in self.visited.values()), Counter())
        return {
            "papers": len(papers),
            "visited": len(self.visited),
            "requests": statuses.total(),
            "statuses": {str(status): count for status, count in sorted(statuses.items())},
            "fetched": len(delays),
            "delay_median": round(median(delays), 1) if delays else None,
            "delay_p95": round(quantiles(delays, n=20)[-1], 1) if len(delays) > 1 else None,
            "missed": len(missed),
            "missed_first": missed[:10],
            "rude": dict(Counter(what for _, what, _, _ in self.rude)),
            "rude_first": [f"{key} {what} {path}" for key, what, path, _ in self.rude[:10]],
        }


def _rudeness(host: Visited, path: str, at: datetime, others: int) -> Iterable[str]:
    if others:
        yield "two at once"
    if host.leave_alone is not None and at < host.leave_alone:
        yield "Retry-After ignored"
    if path == "/robots.txt":
        return
    if host.rules is not None and not host.rules.can_fetch(f"https://a.example{path}", "Diemtin"):
        yield "robots.txt ignored"
    if host.delay and host.last_end is not None:
        gap = (at - host.last_end).total_seconds()
        if gap < host.delay - _SLACK:
            yield "Crawl-delay ignored"
