"""Topic files read from a folder; what is wrong with one is told by file, key or example, and stops no other."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from worker.topics.judge import failures
from worker.topics.parties import Party, Talks
from worker.topics.topic import (
    Alert,
    Compound,
    Concept,
    Example,
    Signal,
    Stories,
    Thresholds,
    Topic,
    TopicFile,
    Zones,
    nearest,
)


@dataclass(frozen=True, slots=True)
class BadTopic:
    """A topic file that cannot be used, and why."""

    path: Path
    message: str


def load_topics(folder: Path) -> tuple[dict[str, Topic], list[BadTopic]]:
    """The topics of `folder` by key, and those that do not load; a broken one stops no other."""
    topics: dict[str, Topic] = {}
    bad: list[BadTopic] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            topics[path.stem] = load_topic(path)
        except ValueError as error:
            bad.append(BadTopic(path, f"{path.name}: {error}"))
    return topics, bad


def load_topic(path: Path) -> Topic:
    """The topic in `path`; raises ValueError that names the key or the example that is wrong."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"cannot be read: {error}") from error
    return compiled(path.stem, text)


def compiled(key: str, text: str) -> Topic:
    """The topic that `text` describes; raises ValueError as `load_topic` does."""
    topic = draft(key, text)
    if wrong := failures(topic):
        raise ValueError("; ".join(wrong))
    return topic


def draft(key: str, text: str) -> Topic:
    """A topic whose examples may still be judged wrong: its weights are yet to be learnt. Raises ValueError."""
    try:
        file = TopicFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"cannot be read: {error}") from error
    except ValidationError as error:
        raise ValueError("; ".join(_told(error))) from error
    return Topic(key, file)


def _told(error: ValidationError) -> Iterator[str]:
    """Each mistake with its key, and the nearest known key for an unknown one."""
    for detail in error.errors():
        place = ".".join(str(part) for part in detail["loc"])
        if detail["type"] == "extra_forbidden":
            name = str(detail["loc"][-1])
            yield f"{place}: no such key{nearest(name, _keys())}"
        else:
            yield f"{place}: {detail['msg']}" if place else detail["msg"]


def _keys() -> list[str]:
    models = (
        TopicFile,
        Concept,
        Compound,
        Signal,
        Zones,
        Thresholds,
        Alert,
        Stories,
        Talks,
        Party,
        Example,
    )
    return sorted({key for model in models for key in model.model_fields})
