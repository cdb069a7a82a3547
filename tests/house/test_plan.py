"""The floor plan: which room may import which, where its tests are, and what is packed."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.servers.processes import ROOT, Processes

ROOMS = ("scrapers", "storage", "worker")
TESTED_IN = {"worker/pipeline": "flow", "worker/cli": "e2e"}  # the commands as processes
UNDER_WORKER = sorted(
    str(init.parent.relative_to(ROOT)) for init in ROOT.glob("worker/*/__init__.py")
)


def test_no_room_imports_a_room_above_it(processes: Processes) -> None:
    linter = processes.run([str(Path(sys.executable).with_name("lint-imports")), "--no-cache"])
    assert linter.wait() == 0, linter.log


@pytest.mark.parametrize("package", ["scrapers", "storage", *UNDER_WORKER])
def test_a_room_has_its_tests(package: str) -> None:
    folder = ROOT / "tests" / TESTED_IN.get(package, package)
    assert any(folder.rglob("test_*.py")), f"no tests in {folder}"


def test_what_is_packed_is_what_is_here(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    for room in ROOMS:
        shutil.copytree(ROOT / room, source / room, ignore=shutil.ignore_patterns("__pycache__"))
    here = {str(p.relative_to(source)) for room in ROOMS for p in (source / room).rglob("*.*")}
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "wheel", "-q"]
    options = ["--no-index", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(source)]
    subprocess.run([*pip, *options], check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with ZipFile(wheel) as packed:
        missing = {name for name in here if (source / name).is_file()} - set(packed.namelist())
    assert missing == set()
