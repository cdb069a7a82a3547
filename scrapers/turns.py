"""One request at a time to a host, with a pause after each. Knows no HTTP."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from scrapers.errors import FetchFailed
from scrapers.loop import stopped

LONGEST_WAIT = 60.0  # seconds that anybody waits for a turn; beyond it, come back later
_MOST_HOSTS = 20_000


@dataclass(slots=True)
class _Host:
    busy: bool = False
    free_at: float = 0.0
    waiting: list[asyncio.Future[None]] = field(default_factory=list)


class Turns:
    """`now` gives seconds that only grow. Turns and rests are for one event loop; the others for any thread."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._hosts: dict[str, _Host] = {}
        self._stopped = False

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the host is free, and keep it while the block runs.

        Raises FetchFailed: "wait" with `retry_after` where the host wants to be left alone for
        longer than anybody should wait, "stopped" after `stop`.
        """
        entry = self._entry(host)
        await self._await(host, entry)
        entry.busy = True
        try:
            yield
        finally:
            entry.busy = False
            _wake(entry.waiting)

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long from now; a longer rest that was promised stays."""
        entry = self._entry(host)
        entry.free_at = max(entry.free_at, self._now() + seconds)

    def left(self, host: str) -> float:
        """Seconds for which the host is still to be left alone; 0 for a host that was never met."""
        entry = self._hosts.get(host)
        return max(0.0, entry.free_at - self._now()) if entry else 0.0

    def stop(self) -> None:
        """Send everybody home who waits."""
        self._stopped = True
        for entry in list(self._hosts.values()):
            for one in list(entry.waiting):
                one.get_loop().call_soon_threadsafe(_wake, [one])

    def known(self) -> int:
        """How many hosts are remembered."""
        return len(self._hosts)

    async def _await(self, host: str, entry: _Host) -> None:
        while True:
            if self._stopped:
                raise stopped()
            left = entry.free_at - self._now()
            if left > LONGEST_WAIT:
                said = f"{host} is to be left alone for another {left:.0f} s"
                raise FetchFailed(said, code="wait", retry_after=left)
            if not entry.busy and left <= 0:
                return
            await self._stand(entry.waiting, left if not entry.busy else None)

    async def _stand(self, waiting: list[asyncio.Future[None]], seconds: float | None) -> None:
        """Wait so long (None: without end), or until the host's turn ends. A simulated clock moves here."""
        woken = asyncio.get_running_loop().create_future()
        waiting.append(woken)
        try:
            if not self._stopped:  # looked at once more: `stop` may come from another thread
                await asyncio.wait((woken,), timeout=seconds)
        finally:
            waiting.remove(woken)

    def _entry(self, host: str) -> _Host:
        entry = self._hosts.get(host)
        if entry is None:
            self._forget()
            entry = self._hosts[host] = _Host()
        return entry

    def _forget(self) -> None:
        """Where there are too many: those that nobody is at, waits for or was told to leave alone."""
        if len(self._hosts) >= _MOST_HOSTS:
            now = self._now()
            kept = {h: e for h, e in self._hosts.items() if e.busy or e.waiting or e.free_at > now}
            self._hosts = kept


def _wake(waiting: list[asyncio.Future[None]]) -> None:
    for one in waiting:
        if not one.done():
            one.set_result(None)
