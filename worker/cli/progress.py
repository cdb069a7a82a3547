"""Progress of long work: a bar on a terminal, nothing elsewhere (there the log lines speak)."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")


def bar() -> Progress:
    """A bar on standard error, switched off where that is no terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        disable=not sys.stderr.isatty(),
        transient=True,
    )


def each(items: Iterable[T], label: str) -> Iterator[T]:
    """Pass the items on while the bar moves."""
    known = list(items)
    with bar() as progress:
        yield from progress.track(known, description=label)
