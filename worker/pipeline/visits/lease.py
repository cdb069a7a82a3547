"""The right to be the only one at a host, renewed before each request."""

from storage import schedule
from storage.errors import StaleVisit
from storage.instant import instant
from storage.schedule import Visit
from worker.pipeline.flow import Flow

YOUNG = 0.1
"""A lease of which no more than this share is over is as good as a new one: most visits need no other."""


def renew(flow: Flow, visit: Visit) -> None:
    """Hold the host for another while. Raises StaleVisit where it is somebody else's by now."""
    if young(flow, visit):
        return
    if not schedule.hold(flow.store, visit, flow.clock(), flow.lease):
        raise StaleVisit(visit.host)


def young(flow: Flow, visit: Visit) -> bool:
    """Is the lease that the claim came with still good for a request?"""
    return visit.until >= instant(flow.clock() + (1 - YOUNG) * flow.lease)
