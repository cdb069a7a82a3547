"""What is to be said of something, before it is known whether anything is: events that wait for their transaction."""

from dataclasses import dataclass, field
from typing import Protocol

from storage.event import NewEvent
from storage.store import Tx


class Record(Protocol):
    """Where events go: the store's transaction, or notes that are taken first. `now` is an instant."""

    @property
    def now(self) -> str: ...

    def append(self, new: NewEvent) -> object: ...


@dataclass(slots=True)
class Notes:
    """Events that are not in the store yet. Most polls leave none, and then need no transaction of their own."""

    now: str
    events: list[NewEvent] = field(default_factory=list)

    def append(self, new: NewEvent) -> None:
        self.events.append(new)

    def append_to(self, tx: Tx) -> None:
        """Say it all."""
        for event in self.events:
            tx.append(event)
