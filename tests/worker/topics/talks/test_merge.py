"""What many sentences make of one talk."""

from hypothesis import given, settings
from hypothesis import strategies as st

from worker.topics.talks import merge

COUNCIL = "Cuộc họp Hội đồng Nga - NATO sẽ diễn ra ngày 16/2 tại Brussels."
PAPERS = (
    ("2022-02-08", "NATO đề nghị Nga tổ chức cuộc họp Hội đồng Nga - NATO vào ngày 16/2."),
    ("2022-02-10", COUNCIL),
    ("2022-02-11", "Nga và NATO sẽ đàm phán vào tuần tới."),
    ("2022-02-17", "Nga và NATO đã nhóm họp ngày 16/2 trong khuôn khổ Hội đồng Nga - NATO."),
    ("2022-02-12", "Ngoại trưởng Mỹ Blinken đã điện đàm với Ngoại trưởng Nga Lavrov hôm 11/2."),
    ("2022-02-12", "Hôm 12/2, ông Biden đã điện đàm với ông Putin."),
    ("2022-02-13", "Nga từ chối lời mời đàm phán của EU."),
)


def test_reports_of_one_day_and_the_same_sides_are_one_talk(timeline):
    (talk,) = timeline(PAPERS[1], ("2022-02-11", "Nga và NATO họp tại Brussels ngày 16/2."))
    assert (talk.parties, talk.date, talk.place) == (("RU", "NATO"), "2022-02-16", "Brussels")
    assert len(talk.evidence) == 2


def test_a_week_joins_the_day_inside_it(timeline):
    (talk,) = timeline(PAPERS[1], PAPERS[2])
    assert talk.date == "2022-02-16"


def test_an_undated_announcement_joins_the_talk_to_come(timeline):
    (talk,) = timeline(PAPERS[1], ("2022-02-09", "Nga trông đợi cuộc đối thoại sắp tới với NATO."))
    assert len(talk.evidence) == 2


def test_a_talk_moves_from_proposed_to_planned_to_held(timeline):
    states = [timeline(*PAPERS[:n])[0].status for n in (1, 2, 4)]
    assert states == ["proposed", "planned", "held"]


def test_calls_of_other_people_are_other_talks(timeline):
    assert (
        len(timeline(PAPERS[4], ("2022-02-12", "Hôm 11/2, ông Biden đã điện đàm với ông Putin.")))
        == 2
    )


def test_a_call_told_in_two_zones_is_one(timeline):
    (talk,) = timeline(
        ("2021-12-31", "Ông Putin và ông Biden đã có cuộc điện đàm ngày 30/12."),
        ("2021-12-31", "Rạng sáng 31/12 (theo giờ Hà Nội), ông Biden và ông Putin đã điện đàm."),
    )
    assert (talk.date, talk.conflicts) == ("2021-12-30", ())


def test_places_that_contradict_each_other_are_listed(timeline):
    (talk,) = timeline(
        PAPERS[1],
        ("2022-02-10", "Hội đồng Nga - NATO dự kiến họp tại Brussels ngày 16/2."),
        ("2022-02-11", COUNCIL.replace("Brussels", "Vienna")),
    )
    assert talk.place == "Brussels"
    assert talk.conflicts == ("place: Brussels, but also Vienna",)


def test_a_stray_day_is_a_conflict_and_no_second_talk(timeline):
    (talk,) = timeline(
        PAPERS[1],
        ("2022-02-10", "Hội đồng Nga - NATO dự kiến họp ngày 16/2."),
        ("2022-02-10", COUNCIL.replace("16/2", "17/2")),
    )
    assert talk.date == "2022-02-16"
    assert talk.conflicts == ("date: 2022-02-16, but also 2022-02-17",)


def test_a_talk_that_moves_keeps_its_identity(timeline):
    first = timeline(PAPERS[1])
    moved = timeline(
        PAPERS[1], ("2022-02-12", "Cuộc họp Hội đồng Nga - NATO ngày 16/2 được dời sang ngày 18/2.")
    )
    assert [talk.id for talk in moved] == [talk.id for talk in first]
    assert (moved[0].date, moved[0].status) == ("2022-02-18", "postponed")


def test_a_day_that_has_passed_without_a_report_says_so(timeline):
    (talk,) = timeline(PAPERS[1], today="2022-02-20")
    assert talk.status == "planned"
    assert talk.conflicts == ("no report of its outcome (planned, its day has passed)",)


def test_a_round_of_many_sides_spans_its_talks(timeline):
    talks = timeline(
        ("2022-02-10", "Đàm phán Nga - Mỹ diễn ra ngày 8/2 tại Geneva."),
        ("2022-02-11", "Nga và NATO đã họp ngày 10/2."),
        (
            "2022-02-15",
            "Cả hai cuộc đàm phán giữa Nga và phương Tây trong tuần trước không đạt đột phá.",
        ),
    )
    assert [talk.date for talk in talks] == ["2022-02-08", "2022-02-08/2022-02-10", "2022-02-10"]
    assert talks[1].parties == ("RU", "US", "NATO")  # "phương Tây" by the talks that it sums up


def test_a_day_without_its_year_joins_the_one_talk_on_it(timeline):
    (talk,) = timeline(PAPERS[1], ("", "Nga và NATO họp tại Brussels ngày 16/2."))
    assert talk.date == "2022-02-16"


def test_a_reprint_changes_no_id(timeline):
    talks = timeline(*PAPERS)
    again = timeline(*PAPERS, *(("2022-03-01", text) for _, text in PAPERS[1:2]))
    assert [talk.id for talk in talks] == [talk.id for talk in again]


def test_ids_are_distinct(timeline):
    ids = [talk.id for talk in timeline(*PAPERS)]
    assert len(set(ids)) == len(ids) == 4


def test_the_shape_is_that_of_the_contract(timeline):
    shape = timeline(PAPERS[6])[0].shape()
    assert shape["place"] is None
    assert shape["date"] is None
    assert {"id", "title", "parties", "people", "status", "conflicts", "evidence"} <= shape.keys()
    assert {"article", "quote", "status", "published"} <= shape["evidence"][0].keys()


def test_no_mentions_make_no_talks(topic):
    assert merge((), topic) == ()


@settings(max_examples=40)
@given(data=st.data())
def test_the_order_of_arrival_does_not_matter(data, topic, read):
    found = [m for n, (day, text) in enumerate(PAPERS) for m in read(text, day, f"a-{n}")]
    shuffled = data.draw(st.permutations(found))
    assert merge(shuffled, topic) == merge(found, topic)


def test_two_talks_of_the_same_sides_on_one_day_have_two_ids(timeline):
    talks = timeline(
        ("2021-06-17", "Tổng thống Putin và Tổng thống Biden đã hội đàm tại Geneva ngày 16/6."),
        (
            "2021-06-17",
            "Ngoại trưởng Lavrov và Ngoại trưởng Blinken đã hội đàm tại Geneva ngày 16/6.",
        ),
    )
    assert len({talk.id for talk in talks}) == len(talks) == 2


def test_a_memory_of_a_talk_makes_no_new_one(timeline):
    (talk,) = timeline(
        ("2025-08-16", "Ông Trump và ông Putin đã gặp nhau tại Alaska ngày 15/8."),
        ("2025-10-08", "Nga nói động lực sau thượng đỉnh Trump - Putin tại Alaska đã biến mất."),
    )
    assert (talk.date, len(talk.evidence)) == ("2025-08-15", 2)


def test_two_mentions_of_one_sentence_of_which_only_one_has_a_day_stand_in_an_order(timeline):
    (talk, *_) = timeline(("", "Hai cuộc điện đàm Hội đồng Nga - NATO, điện đàm 1/1/1900"))
    assert talk.evidence


def test_the_weekend_of_a_title_is_the_friday_of_its_lead(timeline):
    text = "Hội đồng Nga - NATO sẽ họp cuối tuần này. Đại sứ Nga và NATO sẽ nhóm họp tại Brussels vào thứ Sáu tới."
    (talk,) = timeline(("2022-02-08", text))
    assert (talk.date, talk.place) == ("2022-02-11", "Brussels")


def test_a_title_leaves_the_day_to_the_lead(timeline):
    text = "Nga đề nghị NATO mở lại đối thoại. Nga đề nghị NATO nối lại đối thoại vào ngày 24/2."
    (talk,) = timeline(("2022-02-08", text))
    assert (talk.date, talk.status, len(talk.evidence)) == ("2022-02-24", "proposed", 2)


def test_what_an_undated_text_says_was_held_is_not_the_talk_that_it_says_is_to_come(timeline):
    (talk,) = timeline(
        (
            "",
            "Nga và Mỹ sẽ đàm phán ngày 10/1/2022 tại Geneva. Hai tổng thống Joe Biden và Vladimir Putin nhất trí như vậy tại cuộc gặp thượng đỉnh diễn ra ở Geneva hồi tháng 6 vừa qua.",
        )
    )
    assert (talk.date, talk.status, talk.people) == ("2022-01-10", "planned", ())
