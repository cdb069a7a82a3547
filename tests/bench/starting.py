"""Import time: fresh processes in turn, the least of the rounds, without what Python itself takes to start."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.quality.program import ROOT

MODULES = (
    "bs4", "scrapers.extract", "scrapers.dates", "worker.topics", "worker.cli", "worker.pipeline", "worker.web.app",
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
    began = time.monotonic()
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"import {module}" if module else ""],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    del began
    return spent if done.returncode == 0 else float("inf")
