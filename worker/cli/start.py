"""The settings of this call; light, for commands that open no store and no socket."""

import logging
import os

from worker import log
from worker.settings import Settings, read


def settings(*, level: int = logging.INFO) -> Settings:
    """The settings of this environment; log lines from `level` on go to standard error."""
    checked = read(os.environ)
    log.configure(checked.log, level)
    return checked
