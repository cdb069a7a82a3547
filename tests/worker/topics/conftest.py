"""A small topic of its own, for what holds for any topic, and the real one for its traps."""

from collections.abc import Callable
from pathlib import Path

import pytest

from worker.topics import Topic, load_topics

SEEDS = Path(__file__).parents[3] / "seeds" / "topics"

RIVER = """
name = "Đàm phán sông Mê Kông"
bias = -3.0

[concepts.upstream]
aliases = ["Trung Quốc", "Lào"]

[concepts.downstream]
aliases = ["Việt Nam", "Campuchia"]

[concepts.talk]
aliases = ["đàm phán", "hội đàm"]

[concepts.dam]
aliases = ["đập", "thủy điện"]

[concepts.football]
aliases = ["bóng đá"]

[compounds.both]
parts = ["upstream", "downstream"]
either_way = true
gap = 2

[signals.talks]
says = "the two sides talk"
all = ["upstream", "downstream", "talk"]
weight = 3.0

[signals.dams]
says = "dams are the matter"
all = ["dam", "upstream|downstream"]
weight = 2.0

[signals.football]
says = "football"
all = ["football"]
scope = "opening"
weight = -4.0

[stories]
common = ["upstream", "downstream", "talk"]

[[examples]]
relevance = "core"
title = "Lào, Việt Nam đàm phán về đập thủy điện"

[[examples]]
relevance = "off"
title = "Lào gặp Việt Nam ở chung kết bóng đá"
"""


@pytest.fixture(scope="session")
def topic() -> Topic:
    """The topic that the product ships."""
    topics, bad = load_topics(SEEDS)
    assert not bad
    return topics["russia_nato_talks"]


@pytest.fixture
def river() -> str:
    """The text of a small topic file that loads."""
    return RIVER


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], tuple[dict[str, Topic], list[str]]]:
    """Loads a topic file from its text: the topics, and what was said of those that do not load."""

    def loaded(text: str) -> tuple[dict[str, Topic], list[str]]:
        (tmp_path / "river.toml").write_text(text, "utf-8")
        topics, bad = load_topics(tmp_path)
        return topics, [one.message for one in bad]

    return loaded
