"""One request at a time to a host, with a pause after each. Knows no HTTP."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from scrapers.errors import FetchFailed

LONGEST_WAIT = 60.0  # seconds that a thread may wait for its turn; beyond it, come back later
_MOST_HOSTS = 20_000


@dataclass(slots=True)
class _Host:
    busy: bool = False
    free_at: float = 0.0


class Turns:
    """`now` gives seconds that only grow. Safe from many threads."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._hosts: dict[str, _Host] = {}
        self._changed = threading.Condition()
        self._stopped = False

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until the host is free, and keep it while the block runs.

        Raises FetchFailed: "wait" with `retry_after` where the host wants to be left alone for
        longer than a thread should stand still, "stopped" after `stop`.
        """
        with self._changed:
            entry = self._entry(host)
            self._await(host, entry)
            entry.busy = True
        try:
            yield
        finally:
            with self._changed:
                entry.busy = False
                self._changed.notify_all()

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long from now; a longer rest that was promised stays."""
        with self._changed:
            entry = self._entry(host)
            entry.free_at = max(entry.free_at, self._now() + seconds)

    def left(self, host: str) -> float:
        """Seconds for which the host is still to be left alone; 0 for a host that was never met."""
        with self._changed:
            entry = self._hosts.get(host)
            return max(0.0, entry.free_at - self._now()) if entry else 0.0

    def stop(self) -> None:
        """Send everybody home who waits."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def known(self) -> int:
        """How many hosts are remembered."""
        return len(self._hosts)

    def _await(self, host: str, entry: _Host) -> None:
        while True:
            if self._stopped:
                raise FetchFailed("the program is stopping", code="stopped")
            left = entry.free_at - self._now()
            if left > LONGEST_WAIT:
                said = f"{host} is to be left alone for another {left:.0f} s"
                raise FetchFailed(said, code="wait", retry_after=left)
            if not entry.busy and left <= 0:
                return
            self._stand(left if not entry.busy else None)

    def _stand(self, seconds: float | None) -> None:
        """Wait so long (None: without end), or until a turn ends. A simulated clock moves here."""
        self._changed.wait(seconds)

    def _entry(self, host: str) -> _Host:
        if host not in self._hosts and len(self._hosts) >= _MOST_HOSTS:
            now = self._now()
            self._hosts = {h: e for h, e in self._hosts.items() if e.busy or e.free_at > now}
        return self._hosts.setdefault(host, _Host())
