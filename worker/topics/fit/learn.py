"""Bayesian logistic regression: the likeliest weights, given the labels and what the author thought beforehand. Pure.

Each weight has a normal prior around the topic file's own guess (`Signal.prior`) and keeps its sign: a signal for the
topic never comes to speak against it because of some chance among few positives. That is one convex problem, solved by
cyclic coordinate descent with a trust region (Genkin, Lewis, Madigan: Large-Scale Bayesian Logistic Regression for Text
Categorization, Technometrics 49, 2007), which needs no library and gives the same weights on every machine.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from worker.topics.fit.sample import Shown
from worker.topics.topic import Topic

STIFFNESS = 0.35
"""How hard a prior holds its weight: the penalty is this times the square of the distance."""

BIAS, BIAS_STIFFNESS, LOWEST, HIGHEST = -4.0, 0.1, -7.0, -2.0
"""Of an article that shows nothing: nearly surely off, held loosely."""

LARGEST = 6.0
"""No signal decides alone, whatever the labels say."""

TURNS, STILL = 400, 1e-5


@dataclass(frozen=True, slots=True)
class Weights:
    """The bias, and the weight of each signal in the order of the topic."""

    bias: float
    signals: tuple[float, ...]

    def logit(self, one: Shown) -> float:
        return self.bias + sum(self.signals[place] * value for place, value in one.signals)

    def score(self, one: Shown) -> float:
        """The probability that it is core."""
        return _probability(self.logit(one))


def learn(samples: Iterable[Shown], topic: Topic) -> Weights:
    """The weights for `samples`; without any, the priors."""
    problem = _Problem(samples, [signal.believed for signal in topic.file.signals.values()])
    for _ in range(TURNS):
        if max(problem.move(place) for place in range(len(problem.weight))) < STILL:
            break
    *signals, bias = problem.weight
    return Weights(bias, tuple(signals))


class _Problem:
    """The samples by signal, and the weights on their way; the bias is the last, shown by every sample."""

    def __init__(self, samples: Iterable[Shown], priors: Sequence[float]) -> None:
        rows = _merged(samples)
        self.prior = [*priors, BIAS]
        self.weight = list(self.prior)
        self.step = [1.0] * len(self.prior)
        self.sign = [1.0 if core else -1.0 for (_, core), _ in rows]
        self.worth = [worth for _, worth in rows]
        self.column: list[list[tuple[int, float]]] = [[] for _ in self.prior]
        for row, ((signals, _), _) in enumerate(rows):
            for place, value in (*signals, (len(priors), 1.0)):
                self.column[place].append((row, value))
        self.logit = [
            BIAS + sum(self.prior[place] * value for place, value in signals)
            for (signals, _), _ in rows
        ]

    def move(self, place: int) -> float:
        """Bring one weight nearer to its best, the others held; how far it went."""
        low, high, stiffness = self._limits(place)
        weight = self.weight[place]
        slope, bend = 2 * stiffness * (weight - self.prior[place]), 2 * stiffness
        for row, value in self.column[place]:
            miss = _probability(-self.sign[row] * self.logit[row])
            slope -= self.worth[row] * self.sign[row] * value * miss
            bend += self.worth[row] * value * value * miss * (1 - miss)
        reach = self.step[place]
        moved = min(max(weight - min(max(slope / bend, -reach), reach), low), high) - weight
        self.step[place] = max(2 * abs(moved), reach / 2)
        self.weight[place] += moved
        for row, value in self.column[place]:
            self.logit[row] += moved * value
        return abs(moved)

    def _limits(self, place: int) -> tuple[float, float, float]:
        if place == len(self.weight) - 1:
            return LOWEST, HIGHEST, BIAS_STIFFNESS
        return (0.0, LARGEST, STIFFNESS) if self.prior[place] > 0 else (-LARGEST, 0.0, STIFFNESS)


def _merged(
    samples: Iterable[Shown],
) -> list[tuple[tuple[tuple[tuple[int, float], ...], bool], float]]:
    """Samples that show the same, as one that counts for all of them."""
    worth: dict[tuple[tuple[tuple[int, float], ...], bool], float] = {}
    for one in samples:
        key = one.signals, one.core
        worth[key] = worth.get(key, 0.0) + one.worth
    return list(worth.items())


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
