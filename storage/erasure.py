"""Erasing a page or a text for good: its bytes go, its name and the fact that it was erased stay."""

from storage import pages
from storage.event import Event, NewEvent
from storage.store import Tx


def erase(tx: Tx, sha: str, why: str) -> Event:
    """Empty the blob of this sha256 and the body of every article made of it; recorded as text.erased.

    Erased again it is a no-op, and a page fetched again with the same bytes stays erased.
    """
    pages.blank(tx.conn, sha, tx.now)
    return tx.append(NewEvent("text.erased", sha, {"why": why}))
