"""Erasing a page or a text for good: its bytes go, its name and the fact that it was erased stay."""

from sqlalchemy import select

from storage import pages
from storage.event import Event, NewEvent
from storage.schema import mentions
from storage.store import Tx


def erase(tx: Tx, sha: str, why: str) -> Event:
    """Empty the blob of this sha256 and the body of every article made of it; recorded as text.erased.

    What was quoted from it about talks goes too. Erased again it is a no-op, and a page fetched again with the
    same bytes stays erased.
    """
    pages.blank(tx.conn, sha, tx.now)
    for quotes in tx.conn.execute(select(mentions.c.told).where(mentions.c.text == sha)).scalars():
        pages.blank(tx.conn, pages.name(quotes.encode()), tx.now)
    return tx.append(NewEvent("text.erased", sha, {"why": why}))
