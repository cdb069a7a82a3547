"""What the operators are told: each incident once, its end once, several sites in one message."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from storage import queries
from storage.rebuild import rebuild
from tests.flow.conftest import Newsroom, Told
from tests.paper import GOLD, TALKS, Paper
from tests.servers.http import Reply
from worker.alerts.channel import DeliveryFailed
from worker.alerts.followers import Follower
from worker.pipeline import rounds


@pytest.fixture
def duty(newsroom: Newsroom) -> Told:
    """The channel of one operator."""
    channel = Told("ops@example.org")
    operator = Follower("ops", (), peripheral=False, channels={"email": channel})
    object.__setattr__(newsroom.flow.followers, "operators", (operator,))
    return channel


def incidents(told: Told) -> list[list[Mapping[str, Any]]]:
    return [list(content["incidents"]) for _, content in told.deliveries]


def broken(newsroom: Newsroom, *keys: str) -> list[Paper]:
    """Papers that worked once, and answer 404 since."""
    papers = [newsroom.open_paper(key) for key in keys]
    rounds.once(newsroom.flow)
    for paper in papers:
        paper.origin.put("/rss", status=404)
    return papers


def passes(newsroom: Newsroom, number: int, **apart: float) -> None:
    for _ in range(number):
        newsroom.clock.forward(**apart)
        rounds.once(newsroom.flow)


def test_sites_that_fail_are_told_once_in_one_message_with_what_to_do(
    newsroom: Newsroom, duty: Told
) -> None:
    broken(newsroom, "sang", "chieu")
    passes(newsroom, 6, minutes=20)
    (lines,) = incidents(duty)
    assert {line["site"] for line in lines} == {"sang", "chieu"}
    assert all(line["code"] == "http_404" and line["next_step"] for line in lines)


def test_a_site_that_is_well_again_is_told_once(newsroom: Newsroom, duty: Told) -> None:
    (paper,) = broken(newsroom, "sang")
    passes(newsroom, 3, minutes=20)
    paper.publish(GOLD)
    passes(newsroom, 8, minutes=20)
    assert [[bool(line["ended"]) for line in lines] for lines in incidents(duty)] == [
        [False],
        [True],
    ]


def test_a_fault_that_comes_and_goes_is_told_once_and_its_end_when_it_stays_away(
    newsroom: Newsroom, duty: Told
) -> None:
    (paper,) = broken(newsroom, "sang")
    feed = paper.origin.routes["/rss"]
    passes(newsroom, 3, minutes=20)
    for _ in range(6):
        paper.publish(GOLD)
        passes(newsroom, 3, minutes=20)
        paper.origin.routes["/rss"] = feed
        passes(newsroom, 3, minutes=20)
    paper.publish(GOLD)
    passes(newsroom, 2, minutes=20)
    assert [[bool(line["ended"]) for line in lines] for lines in incidents(duty)] == [[False]]
    passes(newsroom, 6, minutes=20)
    (ended,) = incidents(duty)[-1]
    assert len(duty.deliveries) == 2
    assert ended["ended"] > ended["since"]


def test_what_ends_by_itself_soon_is_told_to_nobody(newsroom: Newsroom, duty: Told) -> None:
    paper = newsroom.open_paper("sang")
    paper.publish(GOLD)
    rounds.once(newsroom.flow)
    feed = paper.origin.routes["/rss"]
    paper.origin.put("/rss", status=500)
    passes(newsroom, 2, minutes=5)
    paper.origin.routes["/rss"] = feed
    passes(newsroom, 4, minutes=20)
    assert duty.deliveries == []


def test_a_message_that_fails_is_owed_and_made_later(newsroom: Newsroom, duty: Told) -> None:
    broken(newsroom, "sang")
    duty.failures.append(DeliveryFailed("421 later"))
    passes(newsroom, 4, minutes=20)
    assert len(duty.deliveries) == 1


def test_followers_hear_nothing_of_the_sites_health(newsroom: Newsroom, duty: Told) -> None:
    broken(newsroom, "sang")
    passes(newsroom, 3, minutes=20)
    assert newsroom.told.deliveries == []


def test_a_source_that_is_silent_fails_and_is_silent_again_is_said_each_time(
    newsroom: Newsroom,
) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    for number in range(4):
        paper.publish(replace(GOLD, slug=f"gia-vang-{number}"))
        passes(newsroom, 1, hours=1)
    passes(newsroom, 5, days=1)
    feed = paper.origin.routes["/rss"]
    paper.origin.put("/rss", status=404)
    passes(newsroom, 1, hours=1)
    paper.origin.routes["/rss"] = feed
    passes(newsroom, 3, hours=1)
    with newsroom.flow.store.read() as conn:
        said = [e.type for e in queries.events(conn) if e.type.startswith("source.")]
    assert said == [
        "source.opened", "source.silent", "source.failing", "source.recovered", "source.silent",
    ]  # fmt: skip


def _bare(paper: Paper, slug: str) -> None:
    """Its page after a redesign that lost the date."""
    page = paper.origin.routes[f"/{slug}.html"]
    assert isinstance(page, Reply)
    text = re.sub(r'<meta property="article:published_time"[^>]*>', "", page.content.decode())
    paper.origin.put(f"/{slug}.html", text)


def test_a_paper_whose_pages_lack_what_they_had_is_said_to_drift(
    newsroom: Newsroom, duty: Told
) -> None:
    paper = newsroom.open_paper("sang")
    for number in range(14):
        paper.publish(replace(GOLD, slug=f"cu-{number}"))
    rounds.once(newsroom.flow)
    for number in range(7):
        paper.publish(replace(GOLD, slug=f"moi-{number}"))
        _bare(paper, f"moi-{number}")
    passes(newsroom, 3, minutes=20)
    (lines,) = incidents(duty)
    assert [(line["kind"], line["site"]) for line in lines] == [("drifting", "sang")]
    assert "published" in lines[0]["message"]


def test_dates_ahead_of_the_clock_are_said(newsroom: Newsroom, duty: Told) -> None:
    paper = newsroom.open_paper("sang")
    rounds.once(newsroom.flow)
    for number in range(6):
        paper.publish(replace(GOLD, slug=f"mai-{number}", published="2026-11-23T18:00:00+07:00"))
    passes(newsroom, 3, minutes=20)
    assert [line["kind"] for lines in incidents(duty) for line in lines] == ["dates"]


def test_an_operators_message_says_the_news_to_nobody_twice(newsroom: Newsroom, duty: Told) -> None:
    papers = broken(newsroom, "sang")
    passes(newsroom, 3, minutes=20)
    papers[0].publish(TALKS)
    passes(newsroom, 3, minutes=20)
    assert newsroom.titles == [TALKS.title]


def test_incidents_and_who_was_told_are_rebuilt_from_the_events(
    newsroom: Newsroom, duty: Told
) -> None:
    (paper,) = broken(newsroom, "sang")
    passes(newsroom, 3, minutes=20)
    paper.publish(GOLD)
    passes(newsroom, 2, minutes=20)
    assert duty.deliveries
    assert rebuild(newsroom.flow.store).differences == {}
