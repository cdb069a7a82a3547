"""What whole reports, of one paper or several, add up to: the talks that a reader would take from them."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from scrapers.article import Article
from worker.topics import Topic
from worker.topics.talks import Talk, mentions, merge

Event = Mapping[str, Any]
EVENTS: list[Event] = tomllib.loads(Path(__file__).with_name("papers.toml").read_text("utf-8"))[
    "event"
]
RIGHT, ADDED = 83, 5  # of 86 talks; told besides, most of them arguable
PLACES = 0.97


def _told(event: Event, topic: Topic) -> tuple[Talk, ...]:
    said = [
        mention
        for number, (published, title, lead, body) in enumerate(event["articles"])
        for mention in mentions(
            Article(title=title, lead=lead, body=body, published=published), topic, f"a-{number}"
        )
    ]
    return merge(said, topic, max(published for published, *_ in event["articles"]))


def _same(wanted: Mapping[str, Any], talk: Talk) -> bool:
    return (set(wanted["parties"]), wanted["date"], wanted["status"]) == (
        set(talk.parties),
        talk.date,
        talk.status,
    )


@pytest.fixture(scope="module")
def answers(topic: Topic) -> list[tuple[Event, tuple[Talk, ...]]]:
    return [(event, _told(event, topic)) for event in EVENTS]


Answers = Sequence[tuple[Event, tuple[Talk, ...]]]


def test_most_talks_are_told_with_their_parties_day_and_status(answers: Answers):
    right = sum(
        any(_same(wanted, talk) for talk in told)
        for event, told in answers
        for wanted in event["talks"]
    )
    added = sum(
        not any(_same(wanted, talk) for wanted in event["talks"])
        for event, told in answers
        for talk in told
    )
    assert right >= RIGHT
    assert added <= ADDED


def test_a_talk_told_right_is_told_in_its_place(answers: Answers):
    places = [
        (talk.place, wanted["place"])
        for event, told in answers
        for wanted in event["talks"]
        for talk in told
        if _same(wanted, talk) and "place" in wanted
    ]
    assert sum(one == other for one, other in places) >= PLACES * len(places)
