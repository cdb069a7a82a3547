"""Proof that the record is unbroken: every line is what was written, in its place, and none is missing."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from storage import pages
from storage.canonical import link_hash
from storage.errors import NoBlob
from storage.schema import blobs, events, head

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line that is not as it was written.

    `what`: gap (the line is missing), altered (its words are not those that were hashed), hash (the stored
    hash is not its own), chain (it does not follow from the line before), id (the identity of an earlier
    line), head (the head does not point at the last line), anchor (the line is not the one noted elsewhere),
    blob_missing, blob_altered (a page or text that it names).
    """

    position: int
    what: str
    message: str


@dataclass(frozen=True, slots=True)
class Verified:
    """`events` lines and `blobs` pages and texts were proved; `broken` is None if all is well."""

    events: int
    blobs: int
    head: str
    broken: Broken | None


def verify(
    conn: Connection, *, contents: bool = True, anchor: tuple[int, str] | None = None
) -> Verified:
    """Walk the whole chain. `contents`: also unpack and hash every page and text that events name.

    `anchor` is a (position, hash) noted outside (`queries.head`): with it even a chain that was rewritten
    from end to end, or cut at its tail together with the head, is found.
    """
    walk = _Walk(conn, contents, anchor)
    broken = walk.run()
    return Verified(walk.position, walk.proved, walk.hash, broken)


class _Walk:
    def __init__(self, conn: Connection, contents: bool, anchor: tuple[int, str] | None) -> None:
        self.conn = conn
        self.contents = contents
        self.anchor = anchor
        self.position, self.hash, self.proved = 0, "", 0

    def run(self) -> Broken | None:
        doubles = self._doubles()
        for lines in _batches(self.conn):
            broken = self._lines(lines, doubles)
            if self.contents:
                broken = _first(broken, self._blobs(lines))
            if broken is not None:
                return broken
        return self._end()

    def _lines(self, lines: Sequence[Row[Any]], doubles: dict[int, str]) -> Broken | None:
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            broken = self._line(line, following, doubles)
            if broken is not None:
                return broken
            self.position, self.hash = line.position, line.hash
        return None

    def _line(self, line: Row[Any], following: Any, doubles: dict[int, str]) -> Broken | None:
        expected = self.position + 1
        if line.position != expected:
            return Broken(
                expected, "gap", f"position {expected} is missing: {line.position} follows"
            )
        own = link_hash(
            line.position, line.id, line.type, line.subject, line.at, line.data, line.prev
        )
        if own != line.hash:
            return _differs(line, following, own, self.hash)
        if line.prev != self.hash:
            return Broken(line.position, "chain", "it does not follow from the line before")
        if line.position in doubles:
            return Broken(line.position, "id", f"the identity {doubles[line.position]} came before")
        if self.anchor is not None and line.position == self.anchor[0] and own != self.anchor[1]:
            return Broken(line.position, "anchor", "its hash is not the one that was noted")
        return None

    def _end(self) -> Broken | None:
        noted = self.anchor[0] if self.anchor else 0
        if noted > self.position:
            return Broken(self.position + 1, "anchor", f"the lines up to {noted} are missing")
        top = self.conn.execute(select(head.c.position, head.c.hash)).first()
        if top is None:
            return Broken(self.position, "head", "the head is missing")
        if (top.position, top.hash) == (self.position, self.hash):
            return None
        if top.position > self.position:
            message = f"the lines up to {top.position} are missing"
            return Broken(self.position + 1, "gap", message)
        return Broken(self.position, "head", f"the head points at position {top.position}")

    def _doubles(self) -> dict[int, str]:
        query = select(events.c.id, func.max(events.c.position).label("last"))
        many = self.conn.execute(query.group_by(events.c.id).having(func.count() > 1))
        return {row.last: row.id for row in many}

    def _blobs(self, lines: Sequence[Row[Any]]) -> Broken | None:
        named = dict[str, int]()
        for line in lines:
            for sha in _names(line):
                named.setdefault(sha, line.position)
        for sha, position in named.items():
            broken = _blob(self.conn, sha, position)
            if broken is not None:
                return broken
            self.proved += 1
        return None


def _batches(conn: Connection) -> Iterator[Sequence[Row[Any]]]:
    after = -(2**62)  # a forged line may stand before the first
    while True:
        query = select(events).where(events.c.position > after).order_by(events.c.position)
        lines = conn.execute(query.limit(BATCH)).all()
        if not lines:
            return
        yield lines
        after = lines[-1].position


def _differs(line: Row[Any], following: Any, own: str, before: str) -> Broken:
    """Of a line and its hash, which was changed? The line after it has kept the hash as it was."""
    kept = following.prev if following is not None else None
    if kept == own and line.prev == before:
        return Broken(line.position, "hash", "its stored hash was changed")
    return Broken(line.position, "altered", "its words are not those that were written")


def _names(line: Row[Any]) -> list[str]:
    """The sha256 of the page or text that a line names."""
    field = {"page.fetched": "page", "article.read": "text"}.get(line.type)
    if field is None:
        return []
    try:
        sha = json.loads(line.data).get(field)
    except (ValueError, AttributeError):
        return []
    return [sha] if isinstance(sha, str) and sha else []


def _blob(conn: Connection, sha: str, position: int) -> Broken | None:
    row = conn.execute(select(blobs).where(blobs.c.sha == sha)).first()
    if row is None:
        return Broken(position, "blob_missing", f"it names the blob {sha}, which is not there")
    if row.content is None:
        return None  # erased, and so recorded
    try:
        pages.unpacked(sha, row.content, row.size)
    except NoBlob as error:
        return Broken(position, "blob_altered", str(error))
    return None


def _first(one: Broken | None, other: Broken | None) -> Broken | None:
    found = [broken for broken in (one, other) if broken is not None]
    return min(found, key=lambda broken: broken.position) if found else None
