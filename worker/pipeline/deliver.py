"""Alert to reader: one delivery, begun in the store before the call and settled in it after."""

import logging
from datetime import timedelta

from storage import outbox
from storage.errors import StaleClaim
from storage.outbox import Claim, Owed
from worker.alerts.channel import Delivery, DeliveryFailed, Receipt
from worker.alerts.retry import next_attempt
from worker.pipeline.flow import Flow

log = logging.getLogger("diemtin.deliver")


def deliver(flow: Flow, claim: Claim) -> bool:
    """Make one attempt. True where the reader's side took it; what went wrong is in the store."""
    owed = outbox.begin(flow.store, claim, flow.clock(), flow.lease)
    if owed is None:
        return False  # another worker has it
    try:
        receipt = _send(flow, owed)
    except DeliveryFailed as error:
        _failed(flow, claim, owed, error)
        return False
    finally:
        flow.beat()
    with flow.store.write() as tx:
        outbox.sent(tx, claim, owed.number, receipt.detail)
    log.info("sent", extra=_line(owed) | {"detail": receipt.detail})
    return True


def _send(flow: Flow, owed: Owed) -> Receipt:
    delivery = Delivery(
        id=owed.id,
        alert=owed.alert,
        story=owed.story,
        follower=owed.follower,
        channel=owed.channel,
        to=owed.to,
        attempt=owed.attempt,
        at=flow.clock(),
    )
    channel = flow.followers.channel(delivery)
    try:
        return channel.send(delivery, owed.content)
    except DeliveryFailed:
        raise
    except Exception as error:  # a fault of ours: the alert stays owed
        log.exception("fault", extra=_line(owed))
        raise DeliveryFailed(
            f"a fault of Diemtin's own: {type(error).__name__}: {error}"
        ) from error


def _failed(flow: Flow, claim: Claim, owed: Owed, error: DeliveryFailed) -> None:
    wait = next_attempt(
        owed.id, owed.attempt, permanent=error.permanent, retry_after=error.retry_after
    )
    extra = _line(owed) | {"why": error.reason}
    try:
        with flow.store.write() as tx:
            if wait is None:
                outbox.dead(tx, claim, owed.number, error.reason)
            else:
                retry_at = flow.clock() + timedelta(seconds=wait)
                outbox.failed(tx, claim, owed.number, error.reason, retry_at)
    except StaleClaim:
        log.warning("overtaken", extra=extra)
        return
    log.warning(
        "given up" if wait is None else "failed", extra=extra | {"retry": wait and round(wait)}
    )


def _line(owed: Owed) -> dict[str, object]:
    return {
        "delivery": owed.id,
        "follower": owed.follower,
        "channel": owed.channel,
        "attempt": owed.attempt,
    }
