"""What an article changes about the talk of its story, and all that changes nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.article import Article
from worker.topics.talks import Report, developments, mentions

PLANNED = ("2022-02-10", "Hội đồng Nga - NATO sẽ họp tại Brussels ngày 16/2")
MOVED = ("2022-02-12", "Cuộc họp Hội đồng Nga - NATO ngày 16/2 được dời sang ngày 18/2")
CANCELLED = ("2022-02-12", "Cuộc họp Hội đồng Nga - NATO ngày 16/2 bị hủy")
POSTPONED = ("2022-02-12", "Hoãn cuộc họp Hội đồng Nga - NATO ngày 16/2")
HELD = ("2022-02-17", "Nga và NATO kết thúc cuộc họp ngày 16/2 tại Brussels, chưa có đột phá")


@pytest.fixture(scope="session")
def report(topic):
    def report_(told, id_="a-1"):
        published, title = told
        article = Article(title=title, published=published)
        return Report(id_, published, title, "", "", mentions(article, topic, id_))

    return report_


@pytest.fixture(scope="session")
def news(topic, report):
    """The changes that the last of `told` makes, when the readers know all before it."""

    def news_(*told, since=()):
        known = [report(one, f"a-{n}") for n, one in enumerate(told[:-1])]
        silent = [report(one, f"s-{n}") for n, one in enumerate(since)]
        return developments(known, silent, report(told[-1], "a-new"), topic)

    return news_


@pytest.mark.parametrize(
    ("fresh", "says"),
    [
        (MOVED, "dời từ 16/2/2022 sang 18/2/2022"),
        (CANCELLED, "dự kiến → bị hủy"),
        (POSTPONED, "dự kiến → bị hoãn"),
        (HELD, "dự kiến → đã diễn ra"),
    ],
)
def test_a_change_names_itself_and_quotes_both(news, fresh, says):
    (change,) = news(PLANNED, fresh)
    assert says in change.what
    assert (change.before, change.after) == (PLANNED[1], fresh[1])


def test_an_offer_that_is_accepted_is_a_change(news):
    offered = ("2022-02-01", "NATO đề nghị Nga họp Hội đồng Nga - NATO vào ngày 16/2")
    agreed = ("2022-02-05", "Nga nhất trí họp Hội đồng Nga - NATO ngày 16/2")
    (change,) = news(offered, agreed)
    assert "được đề xuất → dự kiến" in change.what


def test_an_offer_told_as_if_it_were_settled_is_none(news):
    offered = ("2022-02-01", "NATO đề nghị Nga họp Hội đồng Nga - NATO vào ngày 16/2")
    assert news(offered, ("2022-02-05", "Hội đồng Nga - NATO sẽ họp ngày 16/2")) == ()


@pytest.mark.parametrize("fresh", [MOVED, CANCELLED, POSTPONED, HELD])
def test_what_the_readers_know_is_no_change(news, fresh):
    again = (fresh[0], f"Báo chí quốc tế: {fresh[1]}")
    assert news(PLANNED, fresh, again) == ()


def test_what_joined_in_silence_was_not_told_and_is_told_now(news):
    assert news(PLANNED, CANCELLED, since=[CANCELLED])


def test_a_later_report_that_says_otherwise_makes_it_old_news(news):
    still = ("2022-02-14", "Nga khẳng định Hội đồng Nga - NATO sẽ họp ngày 16/2 tại Brussels")
    assert news(PLANNED, CANCELLED, since=[still]) == ()


def test_news_older_than_what_is_known_change_nothing(news):
    assert news((CANCELLED[0], PLANNED[1]), ("2022-02-09", CANCELLED[1])) == ()


@pytest.mark.parametrize(
    "title",
    [
        "Hội đồng Nga - NATO có thể bị hoãn họp ngày 16/2",
        "Liệu cuộc họp Hội đồng Nga - NATO ngày 16/2 có bị hủy?",
        "Nga dọa hủy cuộc họp Hội đồng Nga - NATO ngày 16/2",
        "NATO: cuộc họp Hội đồng Nga - NATO ngày 16/2 không bị hủy",
        "Nga nói 'sai lầm' khi cho rằng cuộc họp Hội đồng Nga - NATO bị hủy",
        "Ngày 16/2, Hội đồng Nga - NATO họp tại Brussels",
        "Tuần tới, Nga và NATO ngồi vào bàn đàm phán",
        "Trước đó, hôm 7/1, cuộc họp Hội đồng Nga - NATO bị hủy",
        "Mỹ và Nga hủy cuộc đàm phán ngày 16/2",
    ],
)
def test_what_is_not_asserted_of_this_talk_changes_nothing(news, title):
    assert news(PLANNED, ("2022-02-12", title)) == ()


def test_a_day_made_more_precise_is_no_change(news):
    vague = ("2022-02-09", "Nga và NATO xác nhận sẽ đàm phán vào tuần tới tại Brussels")
    assert news(vague, ("2022-02-10", "Nga và NATO sẽ đàm phán ngày 16/2 tại Brussels")) == ()


def test_the_neighbouring_day_of_another_zone_is_no_contradiction(news):
    other = ("2022-02-11", "Nga xác nhận Hội đồng Nga - NATO sẽ họp tại Brussels ngày 17/2")
    assert news(PLANNED, other) == ()


def test_a_day_that_contradicts_is_told(news):
    other = ("2022-02-11", "Nga xác nhận Hội đồng Nga - NATO sẽ họp tại Brussels ngày 21/2")
    (change,) = news(PLANNED, other)
    assert "mâu thuẫn về ngày, 16/2/2022 hay 21/2/2022" in change.what


def test_who_names_both_days_speaks_of_two_talks(news):
    both = (
        "2022-02-11",
        "Sau cuộc họp Hội đồng Nga - NATO ngày 16/2, hai bên sẽ họp Hội đồng Nga - NATO ngày 21/2",
    )
    assert news(PLANNED, both) == ()


def test_a_story_of_two_talks_has_no_main_talk(news):
    two = ("2022-02-10", "Nga và Mỹ sẽ đàm phán ngày 14/2; Nga và NATO sẽ đàm phán ngày 16/2")
    assert news(two, ("2022-02-12", "Cuộc đàm phán giữa Nga và Mỹ ngày 14/2 bị hủy")) == ()


TEMPLATES = (
    "Hội đồng Nga - NATO sẽ họp tại Brussels ngày {day}",
    "Cuộc họp Hội đồng Nga - NATO ngày {day} bị hủy",
    "Hoãn cuộc họp Hội đồng Nga - NATO ngày {day}",
    "Cuộc họp Hội đồng Nga - NATO ngày {day} được dời sang ngày {later}",
    "Nga và NATO kết thúc cuộc họp ngày {day} tại Brussels",
    "Nga và NATO chuẩn bị đối thoại tại Vienna",
    "Nga từ chối họp Hội đồng Nga - NATO",
    "Nga nhất trí họp Hội đồng Nga - NATO ngày {day}",
)


@st.composite
def stories(draw):
    """Headlines of a fortnight: (published, title), in any order of arrival."""
    told = []
    for _ in range(draw(st.integers(1, 6))):
        printed = date(2022, 2, 8) + timedelta(days=draw(st.integers(0, 12)))
        day = date(2022, 2, 14) + timedelta(days=draw(st.integers(0, 3)))
        template = draw(st.sampled_from(TEMPLATES))
        title = template.format(day=f"{day:%d/%m}", later=f"{day + timedelta(days=2):%d/%m}")
        told.append((printed.isoformat(), title))
    return told


@settings(max_examples=80)
@given(stories(), st.data())
def test_a_reprint_of_anything_known_never_changes_anything(topic, report, told, data):
    known = [report(one, f"a-{n}") for n, one in enumerate(told)]
    _, title = data.draw(st.sampled_from(told))
    printed = data.draw(st.sampled_from(["", "2022-02-08", "2022-02-20", "2022-03-01"]))
    reprint = report((printed, title), "a-new")
    assert developments(known, (), reprint, topic) == ()


@settings(max_examples=80)
@given(stories(), stories())
def test_one_development_is_told_once_whoever_repeats_it(topic, report, told, more):
    """After an alert all that joined is known: the same news in the same words by ten papers is none."""
    known = [report(one, f"a-{n}") for n, one in enumerate(told)]
    for n, one in enumerate(more):
        fresh = report(one, f"b-{n}")
        if developments(known, (), fresh, topic):
            known.append(fresh)
            assert developments(known, (), report(one, f"c-{n}"), topic) == ()
