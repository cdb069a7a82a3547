import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.alerts.retry import STEPS, next_attempt

attempts = st.integers(1, len(STEPS) - 1)
names = st.from_regex(r"d-[0-9a-f]{16}", fullmatch=True)


def test_the_steps_are_those_of_standard_webhooks() -> None:
    hour = 3600
    hours = [step / hour for step in STEPS[4:]]
    assert (list(STEPS[:4]), hours) == ([0, 5, 300, 1800], [2, 5, 10, 14, 20, 24])


@given(names, attempts)
def test_a_wait_stays_within_a_fifth_of_its_step(delivery: str, attempt: int) -> None:
    wait = next_attempt(delivery, attempt)
    assert wait is not None
    assert 0.8 * STEPS[attempt] <= wait <= 1.2 * STEPS[attempt]


@given(names, attempts)
def test_the_same_attempt_always_waits_as_long(delivery: str, attempt: int) -> None:
    assert next_attempt(delivery, attempt) == next_attempt(delivery, attempt)


def test_deliveries_that_fail_together_do_not_come_back_together() -> None:
    waits = {next_attempt(f"d-{number:016x}", 3) for number in range(100)}
    assert len(waits) == 100


def test_after_the_last_attempt_a_delivery_is_dead() -> None:
    assert next_attempt("d-1", len(STEPS)) is None


def test_a_delivery_that_is_refused_for_good_is_dead_at_once() -> None:
    assert next_attempt("d-1", 1, permanent=True) is None


@pytest.mark.parametrize(
    ("wish", "wait"),
    [(0, 300), (299, 300), (420, 420), (600, 600), (86_400, 600)],
)
def test_a_destination_may_ask_for_one_to_two_steps(wish: float, wait: float) -> None:
    assert next_attempt("d-1", 2, retry_after=wish) == wait


def test_a_wish_does_not_revive_a_dead_delivery() -> None:
    assert next_attempt("d-1", len(STEPS), retry_after=60) is None
