from datetime import timedelta
from typing import Any

import pytest

from tests.worker.alerts.samples import NOW
from worker.alerts.policy import Decision, Destination, Told, decide

DESK = Destination("desk", "email", "desk@example.org")
HOOK = Destination("hook", "webhook", "https://example.org/h")
TOLD_DESK = Told("l-1", "desk", "email", "desk@example.org")


def decision(**changes: Any) -> Decision:
    case: dict[str, Any] = {
        "relevance": "core",
        "origin": "polled",
        "published": "2026-03-09T11:02:00+07:00",
        "now": NOW,
        "audience": (DESK,),
    }
    return decide(**case | changes)


def test_a_new_story_alerts_everybody_who_follows() -> None:
    assert decision(audience=(DESK, HOOK)) == Decision(True, "new story", "story", (DESK, HOOK))


def test_off_topic_alerts_nobody() -> None:
    assert decision(relevance="off") == Decision(False, "off topic")


def test_a_verdict_that_a_person_put_off_says_why() -> None:
    silent = decision(relevance="off", corrected="về bóng đá")
    assert silent == Decision(False, "put off topic by a person: về bóng đá")


def test_a_peripheral_story_that_nobody_asks_for_is_withheld() -> None:
    silent = decision(relevance="peripheral", audience=())
    assert silent == Decision(False, "peripheral, and no follower asks for peripheral stories")


def test_a_peripheral_story_alerts_those_who_ask_for_it() -> None:
    assert decision(relevance="peripheral") == Decision(
        True, "new peripheral story", "story", (DESK,)
    )


def test_a_topic_without_followers_is_withheld() -> None:
    assert decision(audience=()) == Decision(False, "nobody follows this topic")


def test_what_stood_there_at_the_first_poll_is_withheld() -> None:
    assert decision(origin="first_poll") == Decision(False, "shown at first poll")


@pytest.mark.parametrize("published", ["", "2022-01-11", "2026-03-09T11:02:00+07:00"])
def test_what_appears_after_the_first_poll_alerts_whatever_its_date(published: str) -> None:
    assert decision(published=published).alert


@pytest.mark.parametrize(
    ("published", "alert"),
    [
        ("2026-03-09T11:02:00+07:00", True),
        ("2026-03-08T11:30:00+07:00", True),
        ("2026-03-08T11:29:59+07:00", False),
        ("2026-03-09", True),
        ("2026-03-08", False),
        ("2026-03-09T11:44:00+07:00", True),
        ("2026-03-09T12:00:00+07:00", False),
        ("", False),
        ("hôm qua", False),
        ("9999-12-31T23:59:59-12:00", False),
        ("0001-01-01T00:00:00+14:00", False),
    ],
)
def test_an_import_alerts_only_with_news_of_the_last_24_hours(published: str, alert: bool) -> None:
    assert decision(origin="file", published=published).alert is alert


def test_a_withheld_import_says_what_made_it_old() -> None:
    old = decision(origin="file", published="2022-01-11T08:09:00+07:00").reason
    assert old == (
        "import of old news: published 2022-01-11T08:09:00+07:00, more than 24 hours ago"
    )
    assert decision(origin="file", published="").reason == (
        "import of old news: its day of publication is not known"
    )


def test_a_reprint_alerts_nobody_again() -> None:
    assert decision(told=(TOLD_DESK,)) == Decision(False, "already told in alert l-1")


def test_a_story_that_was_opened_silently_alerts_with_its_next_polled_article() -> None:
    assert decision(origin="polled", told=()).alert


def test_a_development_is_told_to_the_whole_audience_and_named() -> None:
    told = decision(
        audience=(DESK, HOOK), told=(TOLD_DESK,), changed=["the day: 12/1, now 13/1", "the place"]
    )
    assert told == Decision(
        True, "development: the day: 12/1, now 13/1; the place", "development", (DESK, HOOK)
    )


def test_a_change_of_a_story_that_nobody_was_told_is_a_new_story() -> None:
    assert decision(changed=["the day"]).kind == "story"


@pytest.mark.parametrize("origin", ["first_poll", "file"])
def test_an_old_page_is_no_development_either(origin: str) -> None:
    silent = decision(origin=origin, published="2022-01-11", told=(TOLD_DESK,), changed=["the day"])
    assert not silent.alert


def test_a_story_that_becomes_core_is_told_to_those_who_did_not_hear_of_it() -> None:
    told = decision(audience=(DESK, HOOK), told=(TOLD_DESK,))
    assert told == Decision(
        True, "known story, new to these followers since it is core now", "story", (HOOK,)
    )


@pytest.mark.parametrize(
    "earlier",
    [
        Told("l-1", "desk", "email", "old@example.org"),
        Told("l-1", "newsroom", "email", "desk@example.org"),
        Told("l-1", "desk", "webhook", "https://example.org/h"),
    ],
)
def test_who_moved_or_was_renamed_is_not_told_again(earlier: Told) -> None:
    assert not decision(told=(earlier,)).alert


def test_a_page_dated_a_little_ahead_is_todays_news() -> None:
    ahead = (NOW + timedelta(minutes=10)).isoformat()
    assert decision(origin="file", published=ahead).alert
