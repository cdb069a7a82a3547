"""The grouping of events that were written for it: headlines alone, which is the hardest case."""

import tomllib
from pathlib import Path

import pytest

from tests.quality.scores import b_cubed
from tests.worker.topics.test_arrange import stories
from worker.topics import Topic
from worker.topics.member import Member

EVENTS = tomllib.loads((Path(__file__).parent / "events.toml").read_text("utf-8"))["event"]
MEMBERS = [
    Member(
        f"{number:02}-{paper}",
        title=title,
        published=f"{event['day']}T{9 + paper:02}:00:00+07:00",
        site=f"{paper}.vn",
    )
    for number, event in enumerate(EVENTS)
    for paper, title in enumerate(event["titles"])
]


@pytest.mark.parametrize("backwards", [False, True])
def test_rewritten_headlines_find_each_other_and_nothing_else(
    topic: Topic, *, backwards: bool
) -> None:
    found = stories(topic, MEMBERS[::-1] if backwards else MEMBERS)
    placed = {id_: place.story for id_, place in found.items()}
    precision, recall = b_cubed({one.id: one.id[:2] for one in MEMBERS}, placed)
    assert precision == 1.0, placed
    assert recall >= 0.89, placed
