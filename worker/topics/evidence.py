"""What speaks for or against an article, in logits. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from worker.topics.features import Field
from worker.topics.topic import Topic


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact quote from `field`, the signal it shows, and its share of the score in logits."""

    quote: str
    field: Field
    concept: str
    weight: float


def probability(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def is_roundup(evidence: Sequence[Evidence], topic: Topic) -> bool:
    """Does the text join several reports?"""
    return any(topic.file.signals[one.concept].roundup for one in evidence)
