"""The fuzzers' promises, held to every seed and to every input that once broke one."""

import pytest

from tests.fuzz.seeds import ROOT, findings, seeds
from tests.fuzz.targets import TARGETS

FINDINGS = [(name, path) for name in TARGETS for path in findings(name)]


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_keeps_the_promises(name: str) -> None:
    inputs = list(seeds(name))
    assert inputs
    for data in inputs:
        TARGETS[name](data)


@pytest.mark.parametrize(("name", "path"), FINDINGS, ids=[path.name for _, path in FINDINGS])
def test_what_was_found_stays_mended(name: str, path: object) -> None:
    TARGETS[name](path.read_bytes())


def test_every_finding_belongs_to_a_target() -> None:
    folders = {path.name for path in (ROOT / "tests/fuzz/found").iterdir() if path.is_dir()}
    assert folders <= set(TARGETS)
