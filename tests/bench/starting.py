"""Import time: fresh processes in turn, the least of the rounds, without what Python itself takes to start."""

import resource
import subprocess
import sys
from collections.abc import Iterator

from tests.quality.program import ROOT

MODULES = (
    "bs4", "scrapers.extract", "scrapers.dates", "worker.topics", "worker.cli", "worker.wiring", "worker.web.app",
    "trafilatura", "newspaper", "newsplease",
)  # fmt: skip


def lines(rounds: int) -> Iterator[str]:
    best = dict.fromkeys(("", *MODULES), float("inf"))
    for _ in range(rounds):
        for name in best:
            best[name] = min(best[name], _started(name))
    bare = best.pop("")
    base = best["bs4"] - bare
    for name, seconds in best.items():
        if seconds < float("inf"):
            own = seconds - bare
            yield f"  import {name:25} {own * 1000:13.0f} ms  {own / base:22.1f} × import bs4"


def _started(module: str) -> float:
    """Seconds of CPU; infinite where the module cannot be imported."""
    before = _spent()
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"import {module}" if module else ""],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return _spent() - before if done.returncode == 0 else float("inf")


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
