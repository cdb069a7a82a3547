"""The values that the store takes and gives: NewEvent, Event."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened, not yet in the store.

    `key` tells two events of one type about one subject apart: (type, subject, key) is the event's
    identity. Appending it again with the same data is a no-op; with other data it is an error.
    """

    type: str
    subject: str
    data: Json
    key: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the append-only store. `at` is when it was recorded, ISO 8601 in UTC."""

    position: int
    id: str
    type: str
    subject: str
    at: str
    data: Json
    prev: str
    hash: str
