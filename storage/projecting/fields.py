"""Reading an event's data leniently: old events have fewer fields, and no event may stop a replay."""

from collections.abc import Sequence
from typing import Any

from storage.canonical import to_json
from storage.event import Event


def text(event: Event, name: str) -> str:
    """A text field, "" where it is missing or null; without NUL, which PostgreSQL does not keep."""
    value = event.data.get(name)
    return "" if value is None else plain(value)


def plain(value: Any) -> str:
    return (value if isinstance(value, str) else to_json(value)).replace("\x00", "")


def number(event: Event, name: str) -> int:
    value = event.data.get(name)
    return int(value) if isinstance(value, int | float) else 0


def real(event: Event, name: str) -> float:
    value = event.data.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def flag(event: Event, name: str) -> bool:
    return event.data.get(name) is True


def listed(event: Event, name: str) -> str:
    """A list field as canonical JSON, "[]" where it is missing."""
    value = event.data.get(name)
    return to_json(value if isinstance(value, Sequence) and not isinstance(value, str) else [])
