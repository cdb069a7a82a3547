"""What most commands begin with: the store, or everything that the settings wire."""

import contextlib
import logging
import sys
from collections.abc import Iterator

from storage.store import Store
from worker import wiring
from worker.cli.output import note
from worker.cli.start import settings


@contextlib.contextmanager
def store() -> Iterator[Store]:
    """The store alone, for commands that only ask."""
    opened = wiring.open_store(settings())
    try:
        yield opened
    finally:
        opened.engine.dispose()


@contextlib.contextmanager
def house(*, bar: bool = False) -> Iterator[wiring.House]:
    """Everything; what is wrong with single site and topic files is said, and stops nothing.

    `bar`: a progress bar and a summary tell how it goes, so on a terminal only errors are logged.
    """
    level = logging.ERROR if bar and sys.stderr.isatty() else logging.INFO
    with wiring.house(settings(level=level)) as opened:
        for problem in opened.problems:
            note(f"left out: {problem}")
        yield opened
