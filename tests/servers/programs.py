"""Where a server's program is, and waiting for what it does."""

import os
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE = 30.0


def program(name: str, package: str, *folders: str) -> str:
    """The path of a program: $TEST_<NAME>, PATH, then `folders` (globs, newest last).

    Fails the test (never skips it) with the line that helps.
    """
    variable = "TEST_" + name.upper().replace("-", "_")
    if chosen := os.environ.get(variable):
        return chosen
    places = [p for folder in folders for p in sorted(Path("/").glob(folder.lstrip("/")))]
    found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(map(str, places[::-1])))
    if not found:
        pytest.fail(
            f"{name} is needed: apt-get install {package} (or set {variable} to its path)",
            pytrace=False,
        )
    return found


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], object], what: str, within: float = PATIENCE) -> None:
    """Return as soon as `condition()` is true; fail with `what` when it is not `within` seconds."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"not within {within:g} s: {what}")
        time.sleep(0.01)
