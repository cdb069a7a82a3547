"""Scores of what was not learnt from. Pure.

Articles of one event must stay together: learning from one and being asked about its reprint flatters (the average
precision of a model of words fell from 0.96 to 0.62 between such an exam and another paper's year).
"""

from collections.abc import Iterable, Iterator, Sequence

from worker.topics.fit.learn import learn
from worker.topics.fit.sample import Shown
from worker.topics.topic import Topic


def held_out(
    samples: Sequence[Shown], keys: Sequence[str], always: Iterable[Shown], topic: Topic
) -> list[float]:
    """The score of each sample by weights learnt without all samples of its key.

    `always` are learnt from in every fold and asked about in none (the topic's own examples).
    """
    scores = [0.0] * len(samples)
    own = list(always)
    for key, asked in _folds(keys):
        rest = [one for one, its in zip(samples, keys, strict=True) if its != key]
        weights = learn([*rest, *own], topic)
        for number in asked:
            scores[number] = weights.score(samples[number])
    return scores


def _folds(keys: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    for key in sorted(set(keys)):
        yield key, [number for number, its in enumerate(keys) if its == key]
