"""Between which days an undated text was printed: by its dateline, and by its neighbours in a listing."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.article import Article
from worker.topics.talks import Printed, between, mentions
from worker.topics.talks.printed import anchor_of, dateline

YEAR = "2014-05-20"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "Ngày 16/5, Ngoại trưởng Nga cho biết Moskva chờ câu trả lời.",
            "2014-05-16",
            "2014-05-17",
        ),
        ("NATO hôm 16-5 thông báo sẽ họp khẩn.", "2014-05-16", "2014-05-17"),
        ("Đại sứ Nga ngày 16/05 cảnh báo về hậu quả.", "2014-05-16", "2014-05-17"),
        ("Hai bên gặp nhau hôm nay (16/5) tại Vienna.", "2014-05-16", "2014-05-16"),
        ("Hai bên sẽ gặp nhau ngày 16/5 tại Vienna.", "", "2014-05-16"),
        ("Ngày 16/5 tới, hai bên nối lại đối thoại.", "", "2014-05-16"),
        ("Nga đề xuất họp vào ngày 16/5.", "", "2014-05-16"),
        ("Nga và NATO vẫn còn nhiều bất đồng.", "", ""),
        ("Ngày 30/2, Nga cho biết đã nhận thư.", "", ""),
    ],
)
def test_a_dateline_bounds_its_text(text, first, last):
    found = dateline(text, YEAR)
    assert (found.first, found.last) == (first, last)
    assert bool(found.why) == bool(first or last)


def test_without_any_year_nothing_is_known():
    assert dateline("Ngày 16/5, Ngoại trưởng Nga cho biết …", "") == Printed()


def test_the_year_is_the_one_written_out():
    assert anchor_of("Hiệp ước ký ngày 8/12/1987 đã hết hiệu lực.") == "1987-12-08"
    assert anchor_of("Ngày 8/12, hai bên gặp nhau.") == ""


LISTING = (
    "Ngày 20/5, Tổng thư ký NATO nói liên minh chờ Nga.",
    "Nga chưa trả lời lời mời của NATO.",
    "Ngày 18/5, Nga thông báo cử đoàn tới Brussels.",
    "Ngày 15/5, hai bên đã trao đổi thư.",
    "NATO sẽ họp vào thứ Sáu để bàn về Nga.",
    "Ngày 13/5/2014, Đức kêu gọi nối lại đối thoại.",
)


def test_an_entry_lies_between_its_neighbours():
    found = between(LISTING, [""] * len(LISTING))
    assert [(one.first, one.last) for one in found][1] == ("2014-05-18", "2014-05-21")
    assert [(one.first, one.last) for one in found][4] == ("2014-05-13", "2014-05-16")
    assert "trên và dưới" in found[4].why


def test_a_listing_that_begins_with_the_oldest_is_read_from_its_end():
    found = between(LISTING[::-1], [""] * len(LISTING))
    assert found[::-1] == between(LISTING, [""] * len(LISTING))


def test_a_listing_in_no_order_tells_nothing_of_its_neighbours():
    mixed = [LISTING[n] for n in (3, 0, 1, 5, 2, 4)]
    assert between(mixed, [""] * len(mixed))[2] == Printed()


def test_the_days_that_are_known_bound_the_others():
    days = ["2014-05-20", "", "2014-05-18", "2014-05-17", "2014-05-15"]
    found = between(["Nga và NATO"] * 5, days)
    assert (found[1].first, found[1].last) == ("2014-05-18", "2014-05-20")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=5, max_size=15), st.data())
def test_a_true_day_is_never_outside(ages, data):
    """Entries in order, each printed on the day of its dateline: whatever is hidden lies where it is looked for."""
    days = [date(2014, 5, 20) - timedelta(days=age) for age in sorted(ages)]
    hidden = data.draw(st.sets(st.integers(1, len(days) - 2), max_size=len(days) // 2))
    texts = [
        "Nga và NATO" if n in hidden else f"Ngày {day:%d/%m/%Y}, NATO cho biết chờ thư trả lời."
        for n, day in enumerate(days)
    ]
    for n, one in enumerate(between(texts, [""] * len(texts))):
        if n not in hidden and one.first:
            assert one.first <= days[n].isoformat() <= one.last


def test_what_is_the_same_on_every_day_is_believed(topic):
    entry = Article(lead="NATO sẽ tổ chức cuộc họp của các Ngoại trưởng vào thứ Sáu.")
    (sure,) = mentions(entry, topic, "a", Printed("2014-05-13", "2014-05-15", "giữa hai mục"))
    assert (sure.date.name, sure.inferred) == ("2014-05-16", "2014-05-13/2014-05-15")


def test_what_depends_on_the_day_stays_open(topic):
    entry = Article(lead="Hội đồng Nga - NATO sẽ họp vào tuần tới.")
    (open_,) = mentions(entry, topic, "a", Printed("2014-05-16", "2014-05-20", "giữa hai mục"))
    assert (open_.date, open_.status) == (None, "planned")


def test_a_wide_interval_still_gives_the_year(topic):
    entry = Article(lead="Ngày 16/5, Nga và Mỹ đã đàm phán tại Geneva.")
    (dated,) = mentions(entry, topic, "a", Printed("2014-05-01", "2014-06-20", "giữa hai mục"))
    assert dated.date.name == "2014-05-16"


def test_an_undated_article_is_read_by_its_own_dateline(topic):
    article = Article(
        title="Nga và Mỹ bàn về an ninh",
        lead="Ngày 16/5, Ngoại trưởng Nga Lavrov và Ngoại trưởng Mỹ Kerry đã hội đàm tại Geneva.",
        body="Hai bên có thể tổ chức cuộc gặp tiếp theo giữa Nga và Mỹ vào tháng tới.\n\nHiệp định được ký ngày 20/5/2014.",
    )
    found = {one.date.name: one for one in mentions(article, topic, "a") if one.date}
    assert set(found) == {"2014-05-16", "2014-06"}
    assert found["2014-06"].inferred == "2014-05-16/2014-05-17"


def test_what_the_paper_says_of_its_day_needs_no_inference(topic):
    (told,) = mentions(
        Article(lead="Nga và Mỹ sẽ đàm phán vào tuần tới.", published="2014-05-16"), topic, "a"
    )
    assert told.inferred == ""
