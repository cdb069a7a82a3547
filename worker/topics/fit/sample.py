"""A labelled article as learning sees it. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scrapers.article import Article
from worker.topics.features import hits, read
from worker.topics.topic import Relevance, Topic

WORTH: Mapping[Relevance, float] = {"core": 1.0, "peripheral": 0.2, "off": 1.0}
"""What one label of a kind counts: few are core, and what is peripheral is nearly core."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An article and what a reader called it. `worth` is how often it counts."""

    article: Article
    relevance: Relevance
    worth: float = 1.0


@dataclass(frozen=True, slots=True)
class Shown:
    """The signals that a sample shows, each with its value 0..1, in the order of the topic's signals."""

    signals: tuple[tuple[int, float], ...]
    core: bool
    worth: float


def shown(samples: Iterable[Sample], topic: Topic) -> Iterator[Shown]:
    """Each sample's signals. Whether it has a body, a lead or a date is none: that would tell where it comes from."""
    place = {name: number for number, name in enumerate(topic.file.signals)}
    for sample in samples:
        found = sorted(
            (place[hit.signal], hit.value) for hit in hits(read(sample.article, topic), topic)
        )
        yield Shown(
            tuple(found), sample.relevance == "core", sample.worth * WORTH[sample.relevance]
        )
