"""Times that may be compared: taken in turn in one process, as this process's own CPU time, the least of the rounds.

Milliseconds differ from machine to machine and from hour to hour; ratios of one run are what counts.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median, quantiles
from typing import TypeVar

Job = TypeVar("Job")


def interleaved(
    workers: Mapping[str, Callable[[Job], object]], jobs: Sequence[Job], rounds: int
) -> dict[str, list[float]]:
    """Seconds that each worker takes for each job: the least of `rounds`, all workers at a job before the next job."""
    best = {name: [float("inf")] * len(jobs) for name in workers}
    order = list(workers)
    for number in range(rounds):
        turn = order[number % len(order) :] + order[: number % len(order)]
        for place, job in enumerate(jobs):
            for name in turn:
                began = time.process_time()
                workers[name](job)
                best[name][place] = min(best[name][place], time.process_time() - began)
    return best


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """The median over the jobs of how many times longer `one` takes."""
    return median(a / max(b, 1e-9) for a, b in zip(one, other, strict=True))


def p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
