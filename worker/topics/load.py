"""Topic files read from a folder; what is wrong with one is told by file, key or example, and stops no other."""

from dataclasses import dataclass
from pathlib import Path

from worker.topics.judge import failures
from worker.topics.topic import Topic


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
    from worker.topics.parse import parsed  # noqa: PLC0415  (pydantic: only who loads a file waits for it)

    return Topic(key, parsed(text))
