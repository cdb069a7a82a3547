"""The make targets and scripts that users and CI rely on."""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.servers.processes import ROOT, Processes

SCRIPTS = sorted((ROOT / "scripts").iterdir())


def _make(*arguments: str) -> str:
    done = subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=ROOT, check=True, capture_output=True,
        text=True, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize(
    "target",
    [
        "setup",
        "run",
        "test",
        "check",
        "origin",
        "latency",
        "simulate",
        "fix",
        "lock",
        "migrate",
        "clean",
    ],
)
def test_help_explains_a_target(target: str) -> None:
    assert re.search(rf"^  make {target} +\S", _make("help"), re.MULTILINE)


def test_a_bare_make_only_explains() -> None:
    assert _make() == _make("help")


def test_one_pass_can_be_asked_for() -> None:
    assert _make("-n", "run", "ONCE=1").rstrip().endswith("diemtin run --once")
    assert "--once" not in _make("-n", "run")


def test_ci_runs_what_a_developer_runs() -> None:
    assert "make check" in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", [*SCRIPTS, ROOT / ".ci/run"], ids=lambda path: path.name)
def test_a_script_can_be_started_and_stops_at_the_first_error(script: Path) -> None:
    assert script.stat().st_mode & stat.S_IXUSR
    text = script.read_text(encoding="utf-8")
    assert text.startswith("#!/bin/bash\n")
    assert "\nset -euo pipefail\n" in text


def test_what_is_missing_is_named_where_it_may_not_be_installed(
    processes: Processes, tmp_path: Path
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("bash", "dirname"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    (tools / "id").write_text("#!/bin/bash\necho 1000\n")  # nobody special
    (tools / "id").chmod(0o755)
    servers = processes.run(["scripts/servers"], PATH=str(tools), TEST_ROOT=str(tmp_path))
    assert servers.wait() == 1
    assert "apt-get install redis-server postgresql chromium chromium-driver" in servers.log


def test_secrets_are_written_once_and_differ(tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    shutil.copy(ROOT / "scripts/secrets", scripts)

    def read() -> dict[str, str]:
        subprocess.run([scripts / "secrets"], check=True, capture_output=True)
        return {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}

    first = read()
    assert first == read()
    assert first["postgres_password"] in first["database_url"]
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    shutil.rmtree(tmp_path / "secrets")
    assert read()["postgres_password"] != first["postgres_password"]
