"""Paths of the command line: files, folders, - for standard input."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from worker.pipeline import given

LARGEST = 64 * 1024 * 1024
"""Bytes read of one input at most; the page guard names what is over its own limit."""


def files(paths: Iterable[str]) -> Iterator[str]:
    """Every file that the paths name; what does not exist stays, to be named when it is read."""
    for path in paths:
        if path == "-":
            yield path
        else:
            yield from map(str, given.files([Path(path)]))


def read(path: str) -> bytes:
    """The bytes of a file or of standard input. Raises OSError."""
    if path == "-":
        return sys.stdin.buffer.read(LARGEST)
    with Path(path).open("rb") as file:
        return file.read(LARGEST)
