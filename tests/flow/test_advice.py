"""Every way in which a source can fail comes with a next step of its own."""

import pytest

from tests.flow.test_abuse import ATTACKS
from worker.pipeline.watch.advice import next_step


@pytest.mark.parametrize("code", sorted({*ATTACKS.values(), "http_500", "http_503", "http_404", "http_429", "dns", "tls"}))  # fmt: skip
def test_a_failure_names_its_next_step(code: str) -> None:
    assert next_step(code, "vidu") != next_step("a code of tomorrow", "vidu")
