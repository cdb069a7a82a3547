"""One talk, from its plan to its outcome, told by one paper after another: one story, and one alert a change."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.article import Article
from scrapers.dates import HANOI
from storage import queries
from storage.rebuild import rebuild
from tests.flow.conftest import Newsroom
from worker.pipeline.articles.keep import keep
from worker.pipeline.articles.record import Draft
from worker.pipeline.flow import Flow

TOPIC = "russia_nato_talks"
Step = Mapping[str, Any]
SEQUENCES: Mapping[str, Sequence[Step]] = {
    one["name"]: one["steps"]
    for one in tomllib.loads((Path(__file__).parent / "sequences.toml").read_text("utf-8"))[
        "sequence"
    ]
}
ALL = pytest.mark.parametrize("name", SEQUENCES)


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a sequence: the alert of each article, the story of each, what a rebuild finds different."""

    alerts: Mapping[int, Mapping[str, Any]]
    stories: Sequence[str]
    differences: Mapping[str, Any]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00").replace(tzinfo=HANOI)


def played(newsroom: Newsroom, steps: Iterable[tuple[int, Step]]) -> Played:
    """Each article comes in five minutes after it was printed, or when it `arrives`."""
    flow = replace(newsroom.flow, topics={TOPIC: newsroom.flow.topics[TOPIC]})
    numbers = sorted(_taken(flow, newsroom, number, step) for number, step in steps)
    with flow.store.read() as conn:
        rows = [queries.article(conn, f"a-{number}") for number in numbers]
        alerts = {int(one.article.removeprefix("a-")): one.content for one in queries.alerts(conn)}
    return Played(
        alerts, [row.story if row else "" for row in rows], rebuild(flow.store).differences
    )


def _taken(flow: Flow, newsroom: Newsroom, number: int, step: Step) -> int:
    newsroom.clock.now = moment(step.get("arrives", step["at"])) + timedelta(minutes=5)
    texts = {name: step[name] for name in ("title", "lead", "body")}
    printed = moment(step["at"]).isoformat()
    article = Article(**texts, id=f"a-{number}", published=printed, site=f"bao-{number}")
    keep(flow, Draft(article.id, article, "article"), "polled")
    return number


@pytest.fixture(scope="module")
def seen() -> dict[str, Played]:
    return {}


@pytest.fixture
def play(seen: dict[str, Played], request: pytest.FixtureRequest) -> Callable[[str], Played]:
    """A sequence as it came in; played once for all tests."""

    def play_(name: str) -> Played:
        if name not in seen:
            newsroom = request.getfixturevalue("newsroom")
            seen[name] = played(newsroom, enumerate(SEQUENCES[name]))
        return seen[name]

    return play_


def pairs(stories: Sequence[str], steps: Sequence[Step]) -> list[tuple[str, str]]:
    """Each story that came of it, and the one that it ought to be."""
    return sorted({(story, step["story"]) for story, step in zip(stories, steps, strict=True)})


@ALL
def test_each_change_of_a_talk_is_told_once_and_nothing_else(
    play: Callable[[str], Played], name: str
) -> None:
    alerts = play(name).alerts
    for number, step in enumerate(SEQUENCES[name]):
        content, expected = alerts.get(number), step.get("tells", "")
        said = [one["what"] for one in content["changed"]] if content else []
        kind = content["kind"] if content else ""
        if expected in ("", "story"):
            assert (kind, said) == (expected, []), step["title"]
        else:
            assert kind == "development", step["title"]
            assert [expected in one for one in said] == [True], said


@ALL
def test_a_development_quotes_an_earlier_report_and_the_new_one(
    play: Callable[[str], Played], name: str
) -> None:
    texts = [(step["title"], step["lead"], step["body"]) for step in SEQUENCES[name]]
    for number, content in play(name).alerts.items():
        for change in content["changed"]:
            assert any(change["after"] in text for text in texts[number])
            assert any(change["before"] in text for told in texts[:number] for text in told)


@ALL
def test_the_reports_of_one_talk_are_one_story_and_those_of_another_are_not(
    play: Callable[[str], Played], name: str
) -> None:
    steps = SEQUENCES[name]
    found = play(name)
    assert len(pairs(found.stories, steps)) == len({step["story"] for step in steps})
    assert len(set(found.stories)) == len({step["story"] for step in steps})
    assert found.differences == {}


@ALL
def test_they_are_the_same_stories_when_the_last_report_comes_in_first(
    newsroom: Newsroom, name: str
) -> None:
    steps = SEQUENCES[name]
    last = max(step["at"] for step in steps)
    late = [(number, {**step, "arrives": last}) for number, step in enumerate(steps)]
    found = played(newsroom, reversed(late))
    assert len(pairs(found.stories, steps)) == len({step["story"] for step in steps})
    assert found.differences == {}


def test_a_paper_that_says_the_same_again_is_not_told(newsroom: Newsroom) -> None:
    steps = SEQUENCES["planned, called off, called off in other words"]
    again = {**steps[1], "title": f"Tin thêm: {steps[1]['title']}", "at": "11-27T20:00"}
    found = played(newsroom, enumerate((*steps, again, again)))
    assert set(found.alerts) == {0, 1}
