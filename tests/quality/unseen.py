"""How well weights do on what they were not learnt from: by event, and by year, with intervals.

In each fold the weights and the bias are learnt anew from all else, near the same priors. What is not held out is the
words of the topic file: whoever wrote them had read some of these texts. The intervals are a bootstrap over events
(resampling articles would count every reprint as news).
"""

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.quality import labels, reliability
from tests.quality.exam import Labelled
from tests.quality.figure import Figure
from tests.quality.scores import share
from worker.topics import Topic
from worker.topics.fit import Shown, held_out, shown

FOLDS = 10
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """One article outside the peripheral: its score, whether it was called on, whether it is, and its event."""

    score: float
    called: bool
    on: bool
    event: str


def figures(labelled: Sequence[Labelled], topic: Topic) -> list[Figure]:
    """The figures of `measured`."""
    return measured(labelled, topic)[0]


def measured(labelled: Sequence[Labelled], topic: Topic) -> tuple[list[Figure], list[str]]:
    """Recall, precision and average precision, held out by event and by year; and how far each score can be trusted.

    Nothing where nobody grouped the texts.
    """
    if len({year(one) for one in labelled}) < 2:
        return [], []
    signals = list(shown(map(labels.sample, labelled), topic))
    own = list(shown(labels.own(topic), topic))
    made: list[Figure] = []
    details: list[str] = []
    for name, key in (("event", _fold), ("year", year)):
        scores = held_out(signals, [key(one) for one in labelled], own, topic)
        made += _told(f"unseen.{name}", list(answers(labelled, signals, scores, topic)))
        if name == "event":
            made += reliability.figures(labelled, scores)
            details += reliability.lines(labelled, scores)
    return made, details


def answers(
    labelled: Sequence[Labelled], signals: Sequence[Shown], scores: Sequence[float], topic: Topic
) -> Iterator[Answer]:
    joins = [signal.roundup for signal in topic.file.signals.values()]
    for one, said, score in zip(labelled, signals, scores, strict=True):
        if one.tier != "peripheral":
            whole = not any(joins[place] for place, _ in said.signals)
            called = whole and score >= topic.file.thresholds.core
            yield Answer(score, called, one.on, event(one))


def event(one: Labelled) -> str:
    return one.group or one.article.id


def year(one: Labelled) -> str:
    """Of publication; of an undated text the collection that it comes from."""
    return one.article.published[:4] or one.article.id.split("-")[0]


def _fold(one: Labelled) -> str:
    return str(int(hashlib.sha256(event(one).encode()).hexdigest(), 16) % FOLDS)


def _told(name: str, given: Sequence[Answer]) -> Iterator[Figure]:
    for what, measure in MEASURES.items():
        value = measure(given, [1] * len(given))
        low, high = interval(given, measure)
        yield Figure(f"{name}.{what}", value, f"95 %: {low:.1%}..{high:.1%}")


Measure = Callable[[Sequence[Answer], Sequence[int]], float]


def interval(given: Sequence[Answer], measure: Measure) -> tuple[float, float]:
    """The middle 95 % of what the measure is when events are drawn anew, with replacement."""
    events = sorted({one.event for one in given})
    place = {name: number for number, name in enumerate(events)}
    telling = [one for one in given if one.on or one.called]
    ranked = [one for one in given if one.score >= min((t.score for t in telling), default=0.0)]
    at = [place[one.event] for one in ranked]
    chance, drawn = random.Random(1), []
    for _ in range(DRAWS):
        times = [0] * len(events)
        for number in chance.choices(range(len(events)), k=len(events)):
            times[number] += 1
        drawn.append(measure(ranked, [times[number] for number in at]))
    drawn.sort()
    return drawn[int(DRAWS * 0.025)], drawn[int(DRAWS * 0.975) - 1]


def _recall(given: Sequence[Answer], times: Sequence[int]) -> float:
    of = [(one.called, n) for one, n in zip(given, times, strict=True) if one.on]
    return share(sum(n for called, n in of if called), sum(n for _, n in of))


def _precision(given: Sequence[Answer], times: Sequence[int]) -> float:
    of = [(one.on, n) for one, n in zip(given, times, strict=True) if one.called]
    return share(sum(n for on, n in of if on), sum(n for _, n in of))


def _average_precision(given: Sequence[Answer], times: Sequence[int]) -> float:
    hits = rank = 0
    total = 0.0
    for one, n in sorted(zip(given, times, strict=True), key=lambda pair: -pair[0].score):
        rank += n
        if one.on and n:
            hits += n
            total += n * hits / rank
    return share(total, hits)


MEASURES: dict[str, Measure] = {
    "recall": _recall,
    "precision": _precision,
    "average_precision": _average_precision,
}
