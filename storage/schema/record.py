"""The record: append-only, guarded by triggers (in `migrations`); without it all is lost."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Table

from storage.schema.columns import TEXT, count, metadata, position, text

events = Table(
    "events",
    metadata,
    position(key=True),  # 1, 2, 3 … without a gap
    Column("id", TEXT, nullable=False, unique=True),  # of (type, subject, key)
    text("type"),
    text("subject"),
    text("at"),
    text("data"),  # canonical JSON, the very bytes that were hashed
    text("prev"),  # hash of the line before, "" on the first
    text("hash"),
    Index(None, "subject", "position"),
    Index(None, "type", "position"),
)

head = Table(
    "head",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    position(),
    text("hash"),
    CheckConstraint("one = 1", name="one_row"),
)

blobs = Table(
    "blobs",
    metadata,
    text("sha", key=True),  # sha256 of the content, hex
    count("size"),  # of the content, uncompressed
    Column("content", LargeBinary, nullable=True),  # zlib; NULL once erased
    text("erased"),  # instant, "" while it is there
)

RECORD = (events, head, blobs)
