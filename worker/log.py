"""Log lines: one canonical line per piece of work, readable on a terminal, JSON in a container.

Values from outside are escaped: a title with a newline cannot forge a line.
"""

import json
import logging
import sys
import warnings
from datetime import UTC, datetime
from typing import Literal

_OWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName", "data"}
_NOISY = (
    "alembic",
    "asyncio",
    "amqp",
    "celery.beat",
    "celery.worker.strategy",
    "celery.app.trace",
    "uvicorn",
)
_WRONG = ("kombu.connection",)  # warns of a missing host name of memory://, which has none
_COLOUR = {"WARNING": "\x1b[33m", "ERROR": "\x1b[31m", "CRITICAL": "\x1b[31m"}


def _fields(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in record.__dict__.items() if key not in _OWN}


class Text(logging.Formatter):
    """`08:09:00 visit  polled  site=vidu new=3`"""

    def __init__(self, *, colour: bool) -> None:
        super().__init__()
        self.colour = colour

    def format(self, record: logging.LogRecord) -> str:
        clock = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        fields = " ".join(f"{k}={_shown(v)}" for k, v in _fields(record).items())
        line = f"{clock} {record.name.rpartition('.')[2]:8} {_printable(record.getMessage())} {fields}".rstrip()
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        start = _COLOUR.get(record.levelname, "") if self.colour else ""
        return f"{start}{line}\x1b[0m" if start else line


class Json(logging.Formatter):
    """One JSON object a line; json escapes every control character."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


def _shown(value: object) -> str:
    text = str(value)
    return (
        text
        if text.isprintable() and " " not in text and text
        else json.dumps(text, ensure_ascii=False)
    )


def configure(kind: Literal["auto", "text", "json"] = "auto", level: int = logging.INFO) -> None:
    """Send every logger to standard error in one form."""
    tty = sys.stderr.isatty()
    text = kind == "text" or (kind == "auto" and tty)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Text(colour=tty) if text else Json())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    for name in _WRONG:
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", message="You're running the worker with superuser")
