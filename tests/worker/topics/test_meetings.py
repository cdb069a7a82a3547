"""Talks between other sides are other events, however alike the words."""

import pytest

from worker.topics import Topic
from worker.topics.group import group
from worker.topics.meetings import apart, reported
from worker.topics.member import Member

DAY = "2024-05-14T10:00:00+07:00"


def story_of(topic: Topic, known: Member, title: str, lead: str = "", body: str = "") -> str | None:
    new = Member("new", "", title, lead, body, published="2024-05-14T15:00:00+07:00")
    return group(new, [known], topic).story


def known(title: str, lead: str = "", body: str = "") -> Member:
    return Member("known", "s-known", title, lead, body, published=DAY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Tổng thống Nga điện đàm với Tổng thống Pháp",
            "Tổng thống Nga điện đàm với Thủ tướng Đức",
        ),
        (
            "Nga và Mỹ đàm phán về an ninh tại Geneva",
            "Nga và NATO đàm phán về an ninh tại Brussels",
        ),
        ("Nga, OSCE đàm phán về an ninh tại Vienna", "Nga, NATO đàm phán về an ninh tại Brussels"),
        ("Ngoại trưởng Nga gặp Ngoại trưởng Anh", "Ngoại trưởng Nga gặp Ngoại trưởng Italy"),
    ],
)
def test_one_form_of_words_for_two_meetings_makes_two_stories(
    topic: Topic, one: str, other: str
) -> None:
    assert story_of(topic, known(one), other) is None


def test_one_meeting_in_two_wordings_is_one_story(topic: Topic) -> None:
    one = known("Nga và Mỹ đàm phán về đảm bảo an ninh tại Geneva")
    assert (
        story_of(topic, one, "Mỹ - Nga bắt đầu đàm phán tại Geneva về đảm bảo an ninh") == "s-known"
    )


def test_a_reprint_under_another_headline_joins(topic: Topic) -> None:
    body = "\n\n".join(
        f"Câu thứ {n} của bản tin kể riêng điều số {n} về ngày làm việc tại Geneva."
        for n in range(30)
    )
    one = known("Nga và Mỹ đàm phán tại Geneva", body=body)
    assert story_of(topic, one, "Nga và NATO đàm phán", body=body) == "s-known"


def test_what_leaves_a_side_out_contradicts_nobody() -> None:
    both, more = frozenset({"RU", "US"}), frozenset({"RU", "US", "NATO"})
    assert not apart(frozenset({both}), frozenset({more}))
    assert not apart(frozenset({both}), frozenset())
    assert apart(frozenset({both}), frozenset({frozenset({"RU", "FR"})}))


def test_the_title_speaks_before_the_lead(topic: Topic) -> None:
    title, lead = "Nga đàm phán với OSCE", "Trước đó, Nga đàm phán với Mỹ tại Geneva ngày 10/5."
    assert reported(title, lead, DAY, topic) == {frozenset({"RU", "OSCE"})}
    assert reported("", lead, DAY, topic) == {frozenset({"RU", "US"})}


def test_a_meeting_only_spoken_of_is_not_what_is_reported(topic: Topic) -> None:
    assert not reported("Moscow nói gì sau cuộc gặp Nga - Mỹ", "", DAY, topic)
