"""What is known of articles, topic by topic: the corpus' labels, the labels of our own, a person's corrections.

The corpus was labelled for one topic. For another, labels/TOPIC.json says by digests of their ids which of its articles
are core and which peripheral; all others are off.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from scrapers.article import Article
from tests.quality.exam import Labelled
from tests.quality.program import ROOT
from worker.topics import Topic
from worker.topics.fit import Sample
from worker.topics.topic import Relevance

FOLDER = Path(__file__).parent / "labels"
OWN = ROOT / "seeds" / "topics" / "labels"
DOUBTFUL = 0.6
"""What a borderline text that its reader put off counts."""
EASY = 0.5
EXAMPLE = 2.0
"""The topic's own examples must come out right, else it does not load."""


def for_topic(labelled: tuple[Labelled, ...], topic: str) -> tuple[Labelled, ...]:
    """The corpus as this topic sees it."""
    file = FOLDER / f"{topic}.json"
    if not file.exists():
        return labelled
    said = json.loads(file.read_text("utf-8"))
    tiers = {digest: tier for tier in ("core", "peripheral") for digest in said[tier]}
    return tuple(_relabelled(one, tiers.get(digest(one.article.id), "off")) for one in labelled)


def _relabelled(one: Labelled, tier: str) -> Labelled:
    if tier == "off":
        tier = "easy_negative" if one.tier == "easy_negative" else "hard_negative"
    return replace(one, on=tier in {"core", "peripheral"}, tier=tier)


def digest(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()[:12]


def sample(one: Labelled) -> Sample:
    """A labelled article as learning takes it."""
    if one.tier == "peripheral":
        return Sample(one.article, "peripheral") if one.on else Sample(one.article, "off", DOUBTFUL)
    if one.tier == "core":
        return Sample(one.article, "core")
    return Sample(one.article, "off", EASY if one.tier == "easy_negative" else 1.0)


def own(topic: Topic) -> Iterator[Sample]:
    """The topic's examples, and seeds/topics/labels/TOPIC.ndjson. Raises ValueError that names a bad line."""
    for example in topic.file.examples:
        yield Sample(example.article, example.relevance, EXAMPLE)
    file = OWN / f"{topic.key}.ndjson"
    if file.exists():
        yield from read(file)


def read(file: Path) -> Iterator[Sample]:
    """{"relevance", "title", "lead", "body"} a line. Raises ValueError that names a bad line."""
    for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
                texts = {name: row.get(name) or "" for name in ("title", "lead", "body")}
                yield Sample(Article(**texts), _relevance(row["relevance"]))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ValueError(f"{file.name}:{number}: no labelled article: {error!r}") from error


def _relevance(said: str) -> Relevance:
    for known in ("core", "peripheral", "off"):
        if said == known:
            return known
    raise ValueError(f"relevance is core, peripheral or off, not {said!r}")
