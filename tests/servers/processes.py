"""The product's own processes, as a user starts them."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from tests.servers.programs import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]
DIEMTIN = Path(sys.executable).with_name("diemtin")


class Process:
    """One running command in a process group of its own; both its streams go to `log`."""

    def __init__(self, command: list[str], env: Mapping[str, str], folder: Path, log: Path) -> None:
        self.command, self._log = command, log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command, env=dict(env), cwd=folder, stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def log(self) -> str:
        """Everything it has written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def running(self) -> bool:
        return self._process.poll() is None

    def wait_for(self, text: str, within: float = PATIENCE) -> None:
        """Return when its log holds `text`; fail when it ends without having written it."""

        def written() -> bool:
            over = not self.running()
            if text in self.log:
                return True
            if over:
                pytest.fail(f"{self.command} ended ({self._process.returncode}) without {text!r}")
            return False

        until(written, f"{text!r} in the log of {self.command}", within)

    def wait(self, within: float = PATIENCE) -> int:
        """Its exit status, as soon as it has ended by itself."""
        try:
            return self._process.wait(within)
        except subprocess.TimeoutExpired:
            pytest.fail(f"{self.command} still runs after {within:g} s")

    def interrupt(self) -> None:
        """Ctrl-C."""
        os.killpg(self.pid, signal.SIGINT)

    def stop(self, within: float = PATIENCE) -> int:
        """SIGTERM to the process, as Docker and systemd do: its exit status."""
        self._process.terminate()
        return self.wait(within)

    def kill(self) -> None:
        """kill -9 to the whole group: nothing gets a chance to tidy up."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()


class Processes:
    """Starts processes, and ends every one of them with the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self._started: list[Process] = []

    def diemtin(self, *arguments: str, **settings: str) -> Process:
        """`diemtin ARGUMENTS` in the project's folder; `settings` are its environment variables."""
        return self.run([str(DIEMTIN), *arguments], ROOT, **settings)

    def run(self, command: list[str], cwd: Path = ROOT, **settings: str) -> Process:
        """Any command, with nothing in its environment but a PATH, a HOME and `settings`."""
        env = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
        }
        log = self.folder / f"process-{len(self._started)}.log"
        process = Process(command, env | settings, cwd, log)
        self._started.append(process)
        return process

    def close(self) -> None:
        """Kill what still runs, and print the logs: pytest shows them where a test failed."""
        for process in self._started:
            process.kill()
            print(f"--- {' '.join(process.command)}\n{process.log[-20_000:]}")  # noqa: T201
