"""What most commands begin with: the settings, and the doors they open."""

import contextlib
import logging
import os
import sys
from collections.abc import Iterator

from storage.store import Store
from worker import log, wiring
from worker.cli.output import note
from worker.settings import Settings, read


def settings(*, level: int = logging.INFO) -> Settings:
    """The settings of this environment; log lines from `level` on go to standard error."""
    checked = read(os.environ)
    log.configure(checked.log, level)
    return checked


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
