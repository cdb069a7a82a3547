"""The right to be the only one at a host, renewed before each request."""

from storage import schedule
from storage.errors import StaleVisit
from storage.schedule import Visit
from worker.pipeline.flow import Flow


def renew(flow: Flow, visit: Visit) -> None:
    """Hold the host for another while. Raises StaleVisit where it is somebody else's by now."""
    if not schedule.hold(flow.store, visit, flow.clock(), flow.lease):
        raise StaleVisit(visit.host)
