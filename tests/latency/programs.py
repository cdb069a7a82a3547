"""The product as its users start it: all in one process, or beat, worker and page with Redis and PostgreSQL."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.servers.daemon import started
from tests.servers.postgres import Postgres
from tests.servers.processes import DIEMTIN, ROOT
from tests.servers.programs import free_port
from tests.servers.receiver import Receiver
from tests.servers.redis import Redis

Program = subprocess.Popen[bytes]


@contextmanager
def running(folder: Path, hook: Receiver, *, celery: bool) -> Iterator[list[Program]]:
    """The programs over `folder/seeds`, whose follower is `hook`; what they say goes to `folder/NAME.log`."""
    with ExitStack() as open_:
        settings = _settings(folder, hook)
        if celery:
            settings |= {
                "DIEMTIN_BROKER_URL": open_.enter_context(started(Redis)).url,
                "DIEMTIN_DATABASE_URL": open_.enter_context(started(Postgres)).create(),
            }
            subprocess.run([str(DIEMTIN), "migrate"], env=os.environ | settings, cwd=ROOT, check=True)  # fmt: skip
        names = ("worker", "web", "beat") if celery else ("run",)
        programs = [open_.enter_context(_program(name, settings, folder)) for name in names]
        yield programs
        _tell_of_faults(folder, names)


def _settings(folder: Path, hook: Receiver) -> dict[str, str]:
    (folder / "alerts.toml").write_text(
        f'[[follower]]\nname = "desk"\ntopic = "russia_nato_talks"\nwebhook = "{hook.hook}"\nsecret = "{hook.secret}"\n',
        encoding="utf-8",
    )
    return {
        "DIEMTIN_SEEDS": str(folder / "seeds"),
        "DIEMTIN_DATABASE_URL": f"sqlite:///{folder}/var/diemtin.db",
        "DIEMTIN_VAR": str(folder / "var"),
        "DIEMTIN_ALERTS": str(folder / "alerts.toml"),
        "DIEMTIN_ALLOW_PRIVATE": "127.0.0.0/8",
        "DIEMTIN_WEB_PORT": str(free_port()),
    }


@contextmanager
def _program(name: str, settings: Mapping[str, str], folder: Path) -> Iterator[Program]:
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [str(DIEMTIN), name], env=os.environ | settings, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait()


def _tell_of_faults(folder: Path, names: tuple[str, ...]) -> None:
    """What the programs said of errors, lest figures hide them."""
    for name in names:
        lines = (folder / f"{name}.log").read_text("utf-8", "replace").splitlines()
        wrong = [line for line in lines if '"level": "error"' in line or "Traceback" in line]
        for line in wrong[:5]:
            sys.stderr.write(f"{name}: {line[:300]}\n")
