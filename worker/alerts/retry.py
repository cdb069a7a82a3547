"""When a failed delivery is tried again: pure.

The steps of Standard Webhooks 1.0.0 ("Deliverability and reliability"): ten attempts in about 75 hours.
"""

import hashlib
from typing import Final

MINUTE: Final = 60.0
HOUR: Final = 60 * MINUTE

# Seconds from the failure of attempt n - 1 to attempt n; the first is made at once.
STEPS: Final = (
    0.0,
    5.0,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
)
JITTER: Final = 0.2


def next_attempt(
    delivery: str, attempt: int, *, permanent: bool = False, retry_after: float | None = None
) -> float | None:
    """Seconds to wait after `attempt` (1 is the first) of `delivery` has failed; None: it is dead.

    Without a wish of the destination the step is spread by ±20 %, always the same for the same
    delivery and attempt. `retry_after` is honoured between the step and twice the step, so that a
    receiver can neither be hammered nor put an alert off for ever.
    """
    if permanent or attempt >= len(STEPS):
        return None
    step = STEPS[max(attempt, 0)]
    if retry_after is not None:
        return min(max(retry_after, step), 2 * step)
    return step * (1 + JITTER * _spread(delivery, attempt))


def _spread(delivery: str, attempt: int) -> float:
    """A number in [-1, 1) that only the delivery and the attempt decide."""
    digest = hashlib.sha256(f"{delivery} {attempt}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**63 - 1
