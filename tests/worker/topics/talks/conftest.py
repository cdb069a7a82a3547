"""A newspaper of one sentence each, and the timeline that comes of it."""

from collections.abc import Callable

import pytest

from scrapers.article import Article
from worker.topics import Topic
from worker.topics.talks import Mention, Talk, mentions, merge

Read = Callable[..., tuple[Mention, ...]]
Timeline = Callable[..., tuple[Talk, ...]]


@pytest.fixture(scope="session")
def read(topic: Topic) -> Read:
    """Mentions of one text published on one day."""

    def read_(text: str, published: str = "2022-02-10", id_: str = "a-1") -> tuple[Mention, ...]:
        return mentions(Article(lead=text, published=published), topic, id_)

    return read_


@pytest.fixture(scope="session")
def timeline(topic: Topic, read: Read) -> Timeline:
    """The talks of several (published, text)."""

    def timeline_(*told: tuple[str, str], today: str = "") -> tuple[Talk, ...]:
        found = [m for n, (day, text) in enumerate(told) for m in read(text, day, f"a-{n}")]
        return merge(found, topic, today)

    return timeline_
