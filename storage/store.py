"""Store: the one way to write. An event, what follows from it and what is owed go in together or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, bindparam, insert, select, update

from storage import duties, projections
from storage.canonical import event_id, from_json, link_hash, to_json
from storage.engine import reading, writing
from storage.errors import BadEvent, EventConflict, StoreError
from storage.event import Event, NewEvent
from storage.instant import instant
from storage.schema import events, head

Fold = Callable[[str], str]
Clock = Callable[[], datetime]
MAX_SUBJECT = 1000  # bytes: an index entry of PostgreSQL holds no more than 2,700

_COLUMNS = [column.name for column in events.c]
_FIND = select(events).where(events.c.id == bindparam("id"))
_ADD = insert(events)
_HEAD = select(head.c.position, head.c.hash).with_for_update()
_MOVE = update(head).values(position=bindparam("to"), hash=bindparam("by"))


class Tx:
    """A writing transaction that holds the head of the chain: nobody else can append until it ends."""

    def __init__(self, conn: Connection, clock: Clock, fold: Fold) -> None:
        self.conn = conn
        self.fold = fold
        self._clock = clock
        self._broken: Exception | None = None
        row = conn.execute(_HEAD).one()
        self._position: int = row.position
        self._hash: str = row.hash

    @property
    def now(self) -> str:
        """This instant, by the store's clock."""
        return instant(self._clock())

    @property
    def position(self) -> int:
        """The position of the last line, with those of this transaction."""
        return self._position

    def append(self, new: NewEvent) -> Event:
        """Insert the line, apply its projection, put on the queues what it makes due; gives the event.

        The same again is a no-op and gives the first one. Raises EventConflict where the identity
        (type, subject, key) is there with other data, BadEvent where the data is not JSON; after
        either the transaction is as it was. After an error in applying the event (an EventConflict too,
        where a delivery id is another alert's) it cannot be committed any more.
        """
        data = _checked(new)
        known = self._known(event_id(new))
        if known is not None:
            if known.data != from_json(data):
                raise EventConflict(_conflict(new, known))
            return known
        event = self._line(new, data)
        try:
            self._insert(event, data)
        except Exception as error:
            self._broken = error
            raise
        return event

    def check(self) -> None:
        """Raises StoreError if an append failed half-way: such a transaction must not be committed."""
        if self._broken is not None:
            raise StoreError(f"an event could not be applied: {self._broken}") from self._broken

    def _known(self, id_: str) -> Event | None:
        row = self.conn.execute(_FIND, {"id": id_}).mappings().first()
        return None if row is None else to_event(row)

    def _line(self, new: NewEvent, data: str) -> Event:
        position, id_, at = self._position + 1, event_id(new), self.now
        digest = link_hash(position, id_, new.type, new.subject, at, data, self._hash)
        return Event(position, id_, new.type, new.subject, at, from_json(data), self._hash, digest)

    def _insert(self, event: Event, data: str) -> None:
        row = {name: getattr(event, name) for name in _COLUMNS} | {"data": data}
        self.conn.execute(_ADD, row)
        self.conn.execute(_MOVE, {"to": event.position, "by": event.hash})
        self._position, self._hash = event.position, event.hash
        projections.apply(self.conn, event, self.fold)
        duties.apply(self.conn, event)


class Store:
    """The store behind an engine of `storage.database.connect`, migrated.

    `clock` gives aware moments; `fold` turns a text into " syllable syllable … " for searching.
    """

    def __init__(self, engine: Engine, clock: Clock, fold: Fold) -> None:
        self.engine = engine
        self.clock = clock
        self.fold = fold

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """A transaction that may append. It takes the writer's lock at once, so what it reads stays true.

        Committed at the end of the block, rolled back by an exception. Keep it short: no network in it.
        Raises StoreUnavailable; then nothing of it was kept.
        """
        with writing(self.engine) as conn:
            tx = Tx(conn, self.clock, self.fold)
            yield tx
            tx.check()

    @contextmanager
    def operate(self, *, lasting: bool = True) -> Iterator[Connection]:
        """A transaction on the operational tables alone: it does not wait for those who append.

        `lasting` False: for what may be done again. It outlives the death of the process; of the machine
        only once the disk has it, a little later, or when the next event is appended.
        """
        with writing(self.engine, lasting=lasting) as conn:
            yield conn

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent picture of the store for all queries of the block; it blocks nobody and cannot write."""
        with reading(self.engine) as conn:
            yield conn


def to_event(row: RowMapping) -> Event:
    """The event of one row of `events`."""
    return Event(
        position=row["position"],
        id=row["id"],
        type=row["type"],
        subject=row["subject"],
        at=row["at"],
        data=from_json(row["data"]),
        prev=row["prev"],
        hash=row["hash"],
    )


def _checked(new: NewEvent) -> str:
    names = (new.type, new.subject, new.key)
    if not new.type or not new.subject:
        raise BadEvent(f"an event needs a type and a subject, not {new.type!r} and {new.subject!r}")
    if len(new.subject.encode(errors="replace")) > MAX_SUBJECT:
        raise BadEvent(f"a subject of more than {MAX_SUBJECT} bytes: {new.subject[:80]}…")
    if any("\x00" in name or not _encodable(name) for name in names):
        raise BadEvent(f"{names!r} holds a character that no database keeps")
    return to_json(dict(new.data))


def _encodable(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _conflict(new: NewEvent, known: Event) -> str:
    return (
        f"{new.type} of {new.subject} (key {new.key!r}) stands at position {known.position}"
        " with other data"
    )
