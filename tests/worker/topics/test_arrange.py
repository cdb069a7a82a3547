"""Articles come in any order; the stories come out the same."""

import string
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from worker.topics import Topic
from worker.topics.group import FRESH, arrange
from worker.topics.member import Member
from worker.topics.place import Place
from worker.topics.shelf import Shelf

ANY_TOPIC = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CALL = Member(
    "call",
    title="Lavrov và Blinken điện đàm về bảo đảm an ninh",
    lead="Ngoại trưởng Nga và Ngoại trưởng Mỹ điện đàm tối 18/3 về văn bản bảo đảm an ninh.",
    published="2031-03-19T08:00:00+07:00",
    site="mot.vn",
)
AGAIN = replace(
    CALL,
    id="again",
    title="Ngoại trưởng Nga, Mỹ điện đàm về bảo đảm an ninh",
    published="2031-03-19T11:00:00+07:00",
    site="hai.vn",
)
VISIT = Member(
    "visit",
    title="Tổng thống Phần Lan tới Moskva gặp ông Putin",
    lead="Hai tổng thống sẽ bàn việc mở lại kênh đối thoại ở Helsinki.",
    published="2031-03-20T09:00:00+07:00",
    site="hai.vn",
)


def stories(topic: Topic, members: Sequence[Member]) -> dict[str, Place]:
    """The places, as the articles come in one after another; new stories keep their first names."""
    shelf, places = Shelf(topic), dict[str, Place]()
    for member in members:
        shelf.put(member)
        moved = arrange(shelf, places, member.id).moved
        places |= {id_: place for id_, (_, place) in moved.items()}
    return places


def parts(places: dict[str, Place]) -> set[frozenset[str]]:
    found = defaultdict(set)
    for id_, place in places.items():
        found[place.story].add(id_)
    return {frozenset(ids) for ids in found.values()}


_WORDS = [
    "Nga", "NATO", "Mỹ", "Putin", "Biden", "đàm phán", "điện đàm", "hội đàm", "thượng đỉnh", "Geneva", "Vienna",
    "Helsinki", "ngày 12/1", "ngày 21/1", "bảo đảm an ninh", "thư trả lời", "hoãn", "đề xuất", "tên lửa", "Kiev",
    "kết thúc", "chưa đạt đột phá", "vòng ba",
]  # fmt: skip
_texts = st.lists(st.sampled_from(_WORDS), min_size=2, max_size=9).map(" ".join)
_days = st.one_of(
    st.just(""),
    st.integers(1, 28).map(lambda day: f"2022-01-{day:02}"),
    st.integers(0, 23).map(lambda hour: f"2022-01-12T{hour:02}:30:00+07:00"),
)
_members = st.lists(
    st.builds(Member, st.text(string.ascii_lowercase, min_size=3, max_size=6), title=_texts, lead=_texts, published=_days),
    min_size=2,
    max_size=14,
    unique_by=lambda member: member.id,
)  # fmt: skip


@ANY_TOPIC
@given(data=st.data(), members=_members)
def test_any_order_of_arrival_gives_the_same_stories(
    topic: Topic, data: st.DataObject, members: list[Member]
) -> None:
    shuffled = data.draw(st.permutations(members))
    assert parts(stories(topic, members)) == parts(stories(topic, shuffled))


@ANY_TOPIC
@given(data=st.data(), members=_members)
def test_how_each_came_in_does_not_depend_on_the_order_either(
    topic: Topic, data: st.DataObject, members: list[Member]
) -> None:
    shuffled = data.draw(st.permutations(members))
    one, other = stories(topic, members), stories(topic, shuffled)
    assert {id_: place.kind for id_, place in one.items()} == {
        id_: place.kind for id_, place in other.items()
    }


_TALKS = [
    "Nga và NATO sẽ đàm phán tại Geneva ngày {day}/1", "Cuộc đàm phán ngày {day}/1 giữa Nga và NATO bị hủy",
    "Nga và NATO dời cuộc đàm phán từ ngày {day}/1 sang ngày {later}/1", "NATO hoãn cuộc đàm phán với Nga",
    "Cuộc đàm phán giữa Nga và NATO tại Geneva vừa kết thúc", "NATO đề nghị Nga đàm phán", "Nga từ chối đàm phán với NATO",
    "Nga và NATO đã đàm phán hôm {day}/1", "Nga và NATO nhất trí đàm phán ngày {later}/1", "Nga và NATO sẽ đàm phán vào tuần tới",
]  # fmt: skip
_told = st.builds(
    lambda text, day: text.format(day=day, later=day + 3),
    st.sampled_from(_TALKS),
    st.integers(10, 16),
)
_of_talks = st.lists(
    st.builds(
        Member,
        st.text(string.ascii_lowercase, min_size=3, max_size=6),
        title=_told,
        published=_days,
    ),
    min_size=2,
    max_size=10,
    unique_by=lambda member: member.id,
)


@ANY_TOPIC
@given(data=st.data(), members=_of_talks)
def test_reports_of_talks_give_the_same_stories_in_any_order(
    topic: Topic, data: st.DataObject, members: list[Member]
) -> None:
    shuffled = data.draw(st.permutations(members))
    assert parts(stories(topic, members)) == parts(stories(topic, shuffled))


@ANY_TOPIC
@given(members=_members)
def test_each_story_is_opened_by_the_first_of_its_articles(
    topic: Topic, members: list[Member]
) -> None:
    places = stories(topic, members)
    shelf = Shelf(topic)
    for member in members:
        shelf.put(member)
    for ids in parts(places):
        first = min(ids, key=lambda id_: shelf[id_].order)
        assert [id_ for id_ in ids if places[id_].kind == "opens"] == [first]


def test_only_what_changes_is_told(topic: Topic) -> None:
    shelf = Shelf(topic)
    for member in (CALL, VISIT, AGAIN):
        shelf.put(member)
    places = {"call": Place("s-1", "opens"), "visit": Place("s-2", "opens")}
    moved = arrange(shelf, places, "again").moved
    assert {id_: place for id_, (_, place) in moved.items()} == {"again": Place("s-1", "copy")}


def test_an_earlier_report_that_comes_in_late_opens_the_story(topic: Topic) -> None:
    shelf = Shelf(topic)
    for member in (AGAIN, CALL):
        shelf.put(member)
    moved = arrange(shelf, {"again": Place("s-1", "opens")}, "call").moved
    assert {id_: place for id_, (_, place) in moved.items()} == {
        "call": Place(f"{FRESH}call", "opens"),
        "again": Place(f"{FRESH}call", "copy"),
    }


def test_a_headline_without_a_date_joins_none_of_another_year(topic: Topic) -> None:
    old = Member("old", title="Ông Putin và ông Biden sẽ gặp nhau ngày 16/6 tại Geneva")
    new = Member(
        "new",
        title="Ông Putin và ông Biden sẽ gặp nhau ngày 15/8 tại Reykjavik",
        published="2031-08-09T08:00:00+07:00",
    )
    assert len(parts(stories(topic, [old, new]))) == 2


def test_a_text_without_a_date_joins_where_it_speaks_of_the_same_day(topic: Topic) -> None:
    dated = replace(CALL, lead="Cuộc điện đàm Nga - Mỹ về bảo đảm an ninh diễn ra ngày 18/3/2031.")
    bare = Member("bare", lead="Nga và Mỹ điện đàm ngày 18/3/2031 về văn bản bảo đảm an ninh.")
    assert len(parts(stories(topic, [dated, bare]))) == 1


def test_a_round_up_joins_by_the_report_that_belongs_to_the_topic(topic: Topic) -> None:
    digest = Member(
        "digest",
        title="Tin thế giới 19-3: Lavrov và Blinken điện đàm về bảo đảm an ninh; Núi lửa phun ở đảo Java",
        lead="Lũ quét ở Brazil làm nhiều người mất tích; Giá cà phê lập đỉnh.",
        published="2031-03-19T06:10:00+07:00",
    )
    assert len(parts(stories(topic, [CALL, digest]))) == 1


def test_copies_of_one_report_do_not_outweigh_another(topic: Topic) -> None:
    copies = [replace(CALL, id=f"copy-{n}", site=f"{n}.vn") for n in range(5)]
    places = stories(topic, [CALL, *copies, AGAIN, VISIT])
    assert {places[one.id].kind for one in copies} == {"copy"}
    assert len(parts(places)) == 2


def test_a_shelf_holds_versions_and_forgets_what_is_not_kept(topic: Topic) -> None:
    shelf = Shelf(topic)
    shelf.put(CALL, "1")
    shelf.put(AGAIN, "1")
    assert shelf.near("call").keys() == {"again"}
    assert (shelf.holds("call", "1"), shelf.holds("call", "2")) == (True, False)
    shelf.put(replace(VISIT, id="again"), "2")
    assert shelf.near("call") == {}
    shelf.keep(["call"])
    assert (len(shelf), shelf.holds("again", "2")) == (1, False)
