"""What can go wrong in the store: one root, named by what happened."""


class StoreError(Exception):
    """Anything the store refuses or cannot do. `code` is stable, for programs and metrics."""

    code = "store"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class StoreUnavailable(StoreError):
    """The database cannot be used now; nothing of the transaction was kept, so it may be tried again.

    `code`: unreachable, refused (user or password), locked, full, readonly, io, damaged, not_a_database,
    not_migrated, newer (a newer Diemtin has migrated it), bad_url, busy (no free connection), stopped.
    The message is one line and holds no password.
    """

    code = "unavailable"


class BadEvent(StoreError):
    """An event that cannot be stored: not JSON, NaN, a lone surrogate, an empty type or subject."""

    code = "bad_event"


class EventConflict(StoreError):
    """The event's identity (type, subject, key) is in the store with other data. Nothing was written."""

    code = "event_conflict"


class StaleClaim(StoreError):
    """Somebody else holds this delivery now (the lease ran out): what this worker did counts for nothing."""

    code = "stale_claim"


class StaleVisit(StoreError):
    """Somebody else visits this host now (the lease ran out): this visit can write nothing."""

    code = "stale_visit"


class NoSuchDelivery(StoreError):
    """No delivery has this id."""

    code = "no_such_delivery"


class NoBlob(StoreError):
    """The blob is not in the store (code "missing"), was erased ("erased") or is not what its name says ("altered")."""

    code = "missing"
