"""Pages and texts by their sha256: stored once, compressed, checked when read, erasable."""

import hashlib
import zlib

from sqlalchemy import Connection, select, update

from storage.dialect import insert_once
from storage.errors import NoBlob
from storage.instant import NEVER
from storage.schema import blobs


def put(conn: Connection, content: bytes) -> str:
    """Keep the bytes; gives their sha256 in hex. The same again is a no-op; what was erased stays erased."""
    sha = name(content)
    if conn.execute(select(blobs.c.sha).where(blobs.c.sha == sha)).first() is None:
        row = {
            "sha": sha,
            "size": len(content),
            "content": zlib.compress(content, 6),
            "erased": NEVER,
        }
        insert_once(conn, blobs, row)
    return sha


def name(content: bytes) -> str:
    """What these bytes are kept as: their sha256 in hex."""
    return hashlib.sha256(content).hexdigest()


def get(conn: Connection, sha: str) -> bytes:
    """The bytes of this sha256. Raises NoBlob (code missing, erased or altered)."""
    row = conn.execute(select(blobs).where(blobs.c.sha == sha)).first()
    if row is None:
        raise NoBlob(f"blob {sha} is not in the store")
    if row.content is None:
        raise NoBlob(f"blob {sha} was erased at {row.erased}", code="erased")
    return unpacked(sha, row.content, row.size)


def has(conn: Connection, sha: str) -> bool:
    """Is the blob there, and not erased?"""
    row = conn.execute(select(blobs.c.erased).where(blobs.c.sha == sha)).first()
    return row is not None and row.erased == NEVER


def unpacked(sha: str, packed: bytes, size: int) -> bytes:
    """The content of a stored row, proved to be what its name says. Raises NoBlob (code altered)."""
    try:
        content = zlib.decompressobj().decompress(packed, size + 1)
    except zlib.error as error:
        raise NoBlob(f"blob {sha} cannot be unpacked: {error}", code="altered") from error
    if hashlib.sha256(content).hexdigest() != sha:
        raise NoBlob(f"blob {sha} holds other bytes than its name says", code="altered")
    return content


def blank(conn: Connection, sha: str, at: str) -> None:
    """Empty the blob for good, leaving its name. Callers record it: see `storage.erasure.erase`."""
    conn.execute(
        update(blobs)
        .where(blobs.c.sha == sha, blobs.c.erased == NEVER)
        .values(content=None, erased=at)
    )
