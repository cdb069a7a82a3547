"""What makes two reports of one talk, and what leaves them two."""

import pytest

from worker.topics import Topic
from worker.topics.bond import bond
from worker.topics.member import Member
from worker.topics.profile import profile

PLAN = ("2031-03-10", "Nga và NATO sẽ đàm phán tại Geneva ngày 18/3")
OFFER = ("2031-03-10", "NATO đề nghị Nga họp Hội đồng Nga - NATO")


def bound(topic: Topic, one: tuple[str, str], other: tuple[str, str]) -> float:
    """The bond of two headlines, the same from both ends."""
    found = [
        profile(Member(title, title=title, published=day), topic).subject
        for day, title in (one, other)
    ]
    there, back = bond(found[0], found[1]), bond(found[1], found[0])
    assert there == back
    return there


@pytest.mark.parametrize(
    "later",
    [
        ("2031-03-12", "Cuộc đàm phán ngày 18/3 giữa Nga và NATO bị hủy"),
        ("2031-03-12", "Nga và NATO dời cuộc đàm phán từ ngày 18/3 sang ngày 20/3"),
        ("2031-03-12", "Nga và NATO dời cuộc đàm phán sang ngày 20/3"),
        ("2031-03-12", "NATO hoãn cuộc đàm phán với Nga tại Geneva"),
        ("2031-03-18", "Cuộc đàm phán giữa Nga và NATO tại Geneva vừa kết thúc"),
        ("2031-03-19", "Nga và NATO đã đàm phán tại Geneva hôm 18/3"),
        ("2031-03-11", "Nga xác nhận sẽ đàm phán với NATO vào tuần tới"),
    ],
)
def test_what_becomes_of_a_plan_is_of_its_talk(topic: Topic, later: tuple[str, str]) -> None:
    assert bound(topic, PLAN, later)


@pytest.mark.parametrize(
    "later",
    [
        ("2031-03-12", "Cuộc đàm phán ngày 18/3 giữa Nga và Mỹ bị hủy"),
        ("2031-03-12", "Nga và NATO sẽ đàm phán tại Vienna ngày 18/3"),
        ("2031-03-12", "Nga và NATO sẽ đàm phán tại Geneva ngày 28/3"),
        ("2031-03-24", "Nga và NATO đã đàm phán tại Geneva"),
        ("2031-03-30", "Nga và NATO đã đàm phán tại Geneva hôm 18/3"),
        ("2031-03-19", "Ông Lavrov điện đàm với ông Rutte hôm 18/3"),
        ("2031-03-17", "Điều gì chờ đợi Nga và NATO trước cuộc đàm phán tại Geneva"),
        ("2031-03-12", "Nga và phương Tây sẽ đàm phán ngày 18/3"),
    ],
)
def test_another_talk_is_none_of_its(topic: Topic, later: tuple[str, str]) -> None:
    assert not bound(topic, PLAN, later)


def test_an_offer_and_its_answer_are_one_matter_for_some_days(topic: Topic) -> None:
    answer = "Nga từ chối họp Hội đồng Nga - NATO"
    assert bound(topic, OFFER, ("2031-03-14", answer))
    assert not bound(topic, OFFER, ("2031-03-24", answer))


def test_what_is_on_again_is_the_talk_that_was_called_off(topic: Topic) -> None:
    off = ("2031-03-12", "Cuộc đàm phán ngày 18/3 giữa Nga và NATO bị hủy")
    on = "Nga và NATO nhất trí đàm phán tại Geneva ngày 25/3"
    assert bound(topic, off, ("2031-03-15", on))
    assert not bound(topic, PLAN, ("2031-03-15", on))


def test_a_bare_report_means_the_nearer_of_two_talks(topic: Topic) -> None:
    far = ("2031-03-10", "Nga và NATO sẽ đàm phán tại Geneva ngày 28/3")
    bare = ("2031-03-12", "NATO hoãn cuộc đàm phán với Nga")
    assert bound(topic, PLAN, bare) > bound(topic, far, bare) > 0


def test_without_a_date_of_publication_nothing_is_bound(topic: Topic) -> None:
    assert not bound(topic, PLAN, ("", "Cuộc đàm phán ngày 18/3/2031 giữa Nga và NATO bị hủy"))
