from dataclasses import replace

import pytest

from worker.topics import Topic
from worker.topics.group import group
from worker.topics.member import Member
from worker.topics.place import Decision
from worker.topics.sketch import containment, sketch

FIRST = Member(
    "a-1",
    "s-1",
    title="NATO mời Nga dự họp Hội đồng chung vào ngày 12/1",
    lead="Tổng thư ký NATO quyết định triệu tập cuộc họp Hội đồng Nga - NATO vào ngày 12/1, một quan chức cho biết.",
    published="2021-12-26T09:00:00+07:00",
    site="mot.vn",
)
SAME = Member(
    "a-2",
    title="Hội đồng Nga - NATO sẽ họp ngày 12/1",
    lead="Cuộc họp Hội đồng Nga - NATO do Tổng thư ký NATO triệu tập dự kiến diễn ra vào ngày 12/1/2022.",
    published="2021-12-26T15:00:00+07:00",
    site="hai.vn",
)
OTHER = Member(
    "a-3",
    title="Putin và Macron điện đàm về tên lửa ở châu Âu",
    lead="Tổng thống Nga và Tổng thống Pháp trao đổi qua điện thoại hôm 25/12.",
    published="2021-12-26T16:00:00+07:00",
    site="hai.vn",
)
BODY = "\n\n".join(
    f"Đoạn thứ {n} kể chuyện số {n * 7}: phái đoàn {n * 3} người đến phòng {n * 11}, bàn mục {n * 13} rồi ra về lúc {n} giờ."
    for n in range(1, 13)
)


def test_two_reports_of_one_meeting_are_one_story(topic: Topic) -> None:
    decision = group(SAME, [FIRST], topic)
    assert decision.story == "s-1"
    assert decision.like == "a-1"
    assert "NATO mời Nga" in decision.reason


def test_another_call_is_another_story(topic: Topic) -> None:
    decision = group(OTHER, [FIRST], topic)
    assert decision.story is None
    assert decision.reason.startswith("a new story")


def test_the_first_article_opens_a_story(topic: Topic) -> None:
    assert group(FIRST, [], topic) == Decision(
        None, None, 0.0, "a new story: nothing of these days is near it"
    )


def test_a_reprint_joins_however_late(topic: Topic) -> None:
    known = replace(FIRST, body=BODY)
    late = replace(known, id="a-9", story="", published="2022-03-01T00:00:00+07:00", site="ba.vn")
    decision = group(late, [known], topic)
    assert decision.story == "s-1"
    assert decision.similarity == 1.0
    assert "same report: 100%" in decision.reason


def test_half_an_article_among_other_text_is_a_reprint(topic: Topic) -> None:
    known = replace(FIRST, body=BODY)
    half = (
        BODY[: len(BODY) // 2]
        + "\n\nXem thêm tin trong ngày.\n\nGiá vàng hôm nay ra sao, mời bạn đọc."
    )
    reprint = Member("a-9", title="Một nhan đề khác hẳn", body=half, published="2021-12-27")
    assert group(reprint, [known], topic).story == "s-1"


def test_another_week_is_another_event(topic: Topic) -> None:
    later = replace(
        SAME,
        title="Hội đồng Nga - NATO sẽ họp ngày 20/3",
        lead="Cuộc họp Hội đồng Nga - NATO dự kiến diễn ra vào ngày 20/3.",
        published="2022-03-10T15:00:00+07:00",
    )
    assert group(later, [FIRST], topic).story is None


def test_an_unknown_date_is_no_veto(topic: Topic) -> None:
    undated = replace(FIRST, id="a-9", story="", published="", site="ba.vn")
    assert group(undated, [FIRST], topic).story == "s-1"


def test_the_order_of_the_candidates_changes_nothing(topic: Topic) -> None:
    known = [FIRST, replace(OTHER, story="s-2"), replace(SAME, id="a-4", story="s-1")]
    assert group(SAME, known, topic) == group(SAME, known[::-1], topic)


def test_an_article_is_not_compared_with_itself_or_with_what_has_no_story(topic: Topic) -> None:
    assert group(FIRST, [FIRST, replace(SAME, story="")], topic).story is None


def test_the_reason_of_a_new_story_names_the_nearest(topic: Topic) -> None:
    near = replace(SAME, title="Một quan chức NATO từ chức", lead="Tin vắn.")
    decision = group(near, [FIRST], topic)
    assert decision.story is None
    assert decision.like == "a-1"
    assert "(mot.vn)" in decision.reason


def test_a_sketch_knows_how_much_of_a_text_is_in_another() -> None:
    whole, half = sketch(BODY), sketch(BODY[: len(BODY) // 2])
    assert containment(whole, whole) == 1.0
    assert containment(half, whole) > 0.9
    assert (
        containment(
            sketch("Một bản tin khác hẳn về giá cà phê hôm nay ở Tây Nguyên và thế giới"), whole
        )
        == 0.0
    )


def test_spelling_and_marks_change_no_sketch() -> None:
    assert sketch("Đàm phán Nga – NATO tại Thuỵ Sĩ") == sketch("dam phan nga-nato tại Thụy Sĩ")


@pytest.mark.parametrize("text", ["", "NATO họp", "Nga – NATO"])
def test_a_text_under_four_syllables_has_no_sketch(text: str) -> None:
    assert sketch(text) == ()
    assert containment(sketch(text), sketch(BODY)) == 0.0


def test_a_long_sketch_is_bounded_and_sorted() -> None:
    long = sketch(" ".join(str(n) for n in range(5000)))
    assert len(long) == 256
    assert list(long) == sorted(long)
