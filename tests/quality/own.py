"""The exam of our own: pages and texts written for it, so that there is one wherever the project is.

Each page is modelled on one thing that real pages do; NAME.toml says which, and what a reader finds on NAME.html.
Some pages stand with the tests of extraction and are named by `page`. The topics' own examples are judged too, and
blind/TOPIC.ndjson: headlines of many years, labelled before any rule saw them, from which nothing is learnt.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from scrapers.article import Article
from tests.quality import labels
from tests.quality.corpus import digest
from tests.quality.exam import Exam, Expression, Labelled, Leaf
from worker.topics import Topic

HERE = Path(__file__).parent
PAGES = HERE / "pages"
TEXTS = HERE / "texts.toml"
BLIND = HERE / "blind"
TIERS = {"core": "core", "peripheral": "peripheral", "off": "hard_negative"}


def load(topic: Topic) -> Exam:
    """The whole exam, for the topic that the texts were written for."""
    leaves = tuple(_leaf(file) for file in sorted(PAGES.glob("*.toml")))
    texts = tomllib.loads(TEXTS.read_text("utf-8"))
    used = [TEXTS, *PAGES.glob("*.toml"), *(leaf.path for leaf in leaves), *_blind_files(topic)]
    return Exam(
        name="own",
        digest=digest(used, HERE.parent),
        leaves=leaves,
        labelled=(*_labelled(texts), *_examples(topic)),
        dates=tuple(Expression(**case) for case in texts["date"]),
        blind=tuple(_blind(topic)),
    )


def of_topic(topic: Topic) -> Exam:
    """What any other topic is asked: its own examples, and its blind texts."""
    return Exam(
        name=f"own, {topic.key}",
        digest=digest(_blind_files(topic), HERE.parent),
        leaves=(),
        labelled=tuple(_examples(topic)),
        dates=(),
        blind=tuple(_blind(topic)),
    )


def _leaf(file: Path) -> Leaf:
    said = tomllib.loads(file.read_text("utf-8"))
    page = PAGES / said["page"] if "page" in said else file.with_suffix(".html")
    return Leaf(
        path=page,
        site=file.stem,
        title=said["title"],
        published=said["published"],
        kept=tuple(said["kept"]),
        left=tuple(said["left"]),
    )


def _labelled(texts: dict[str, Any]) -> Iterator[Labelled]:
    for number, row in enumerate(texts["article"], 1):
        article = Article(
            id=f"own-{number:02}",
            title=row.get("title", ""),
            lead=row.get("lead", ""),
            published=row["published"],
            site=row["site"],
        )
        tier = row["tier"]
        yield Labelled(article, tier == "core", tier, row.get("why", ""), row.get("group", ""))


def _examples(topic: Topic) -> Iterator[Labelled]:
    for number, example in enumerate(topic.file.examples, 1):
        article = Article(
            id=f"example-{number:03}", title=example.title, lead=example.lead, body=example.body
        )
        yield Labelled(article, example.relevance == "core", TIERS[example.relevance])


def _blind_files(topic: Topic) -> list[Path]:
    return list(BLIND.glob(f"{topic.key}.ndjson"))


def _blind(topic: Topic) -> Iterator[Labelled]:
    for file in _blind_files(topic):
        for number, one in enumerate(labels.read(file), 1):
            article = replace(one.article, id=f"blind-{number:03}")
            yield Labelled(article, one.relevance == "core", TIERS[one.relevance])
