"""Commands as a user calls them, in this process: arguments in, output and exit status out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from worker.cli import call

SEEDS = Path(__file__).resolve().parents[3] / "seeds"


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The NDJSON of standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


Diemtin = Callable[..., Result]


@pytest.fixture
def diemtin(
    tmp_path: Path,
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Diemtin:
    """Call a command on a store of its own, with the project's topics and no sites."""
    seeds = tmp_path / "seeds"
    (seeds / "sites").mkdir(parents=True)
    (seeds / "topics").symlink_to(SEEDS / "topics")
    monkeypatch.setenv("DIEMTIN_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DIEMTIN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("DIEMTIN_SEEDS", str(seeds))

    def run(*arguments: str, **settings: str) -> Result:
        with monkeypatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(name, value)
            status = call([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Result(status, captured.out, captured.err)

    return run
