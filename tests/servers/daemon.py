"""A server process that can be started, killed and started again on the same port."""

import os
import shutil
import signal
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

import pytest

from tests.servers.programs import PATIENCE, free_port, until


class Daemon(ABC):
    """One server with its own folder. `kill` is what a crash does, `stop` what an operator does."""

    name = "server"
    crash = signal.SIGKILL

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> list[str]:
        """The command line that runs the server in the foreground."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether the server takes requests now."""

    def start(self) -> None:
        """Start it and return when it answers."""
        with self._log().open("ab") as log:
            self._process = subprocess.Popen(
                self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder
            )
        until(self._up, f"{self.name} answers on port {self.port}")

    def kill(self) -> None:
        """End it at once, without a chance to tidy up."""
        self._end(self.crash)

    def stop(self) -> None:
        """End it in good order."""
        self._end(signal.SIGTERM)

    def pause(self) -> None:
        """Freeze it: connections are accepted by the kernel, and nothing is ever answered."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a paused server go on."""
        self._signal(signal.SIGCONT)

    def _up(self) -> bool:
        if self._process is not None and self._process.poll() is not None:
            pytest.fail(f"{self.name} did not start:\n{self._log().read_text(errors='replace')}")
        return self.answers()

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            os.kill(self._process.pid, number)

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(number)
        process.send_signal(signal.SIGCONT)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _log(self) -> Path:
        return self.folder / "server.log"


D = TypeVar("D", bound=Daemon)


@contextmanager
def started(kind: type[D]) -> Iterator[D]:
    """A server in a folder of its own, while the block runs."""
    # not pytest's own folders: those are closed to the user that PostgreSQL runs as
    folder = Path(mkdtemp(prefix="diemtin-test-"))
    server = kind(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
