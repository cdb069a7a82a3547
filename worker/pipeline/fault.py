"""A fault of our own at one page or feed must not silence its host, nor end a run: it gets a name."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from scrapers.errors import ScrapeError
from storage.errors import StoreError

log = logging.getLogger("diemtin.fault")


@contextmanager
def named(what: str) -> Iterator[None]:
    """Turn what nobody expected into ScrapeError (code "fault"), logged with its trace.

    What the world did (ScrapeError) and what the store says (StoreError) passes as it is.
    """
    try:
        yield
    except (ScrapeError, StoreError):
        raise
    except Exception as error:
        log.exception("fault", extra={"at": what})
        said = f"a fault of Diemtin's own, please report it: {type(error).__name__}: {error}"
        raise ScrapeError(said[:300], code="fault") from error
