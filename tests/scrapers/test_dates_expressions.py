import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.dates import expressions

# expression, published, what it means
ONE = [
    ("hai bên họp ngày 12/1", "2021-12-27", "2022-01-12"),  # the year rolls forward
    ("cuộc điện đàm ngày 28/12", "2022-01-03", "2021-12-28"),  # and back
    ("ngày 5-3 tới", "2022-03-01", "2022-03-05"),
    ("hồi tháng 6 vừa qua", "2021-12-28", "2021-06"),
    ("tháng 6", "2022-02-20", "2022-06"),
    ("vào tháng 3 năm 2023", "2022-02-20", "2023-03"),
    ("tháng 11 năm ngoái", "2022-02-20", "2021-11"),
    ("trung tuần tháng 2/2022", "2022-01-20", "2022-02-11/2022-02-20"),
    ("cuối tháng 2", "2022-01-20", "2022-02-21/2022-02-28"),
    ("trong tuần này", "2022-01-12", "2022-01-10/2022-01-16"),
    ("tuần tới", "2022-01-12", "2022-01-17/2022-01-23"),
    ("tuần trước", "2022-01-12", "2022-01-03/2022-01-09"),
    ("trong tuần qua", "2022-01-12", "2022-01-05/2022-01-12"),
    ("cuối tuần này", "2022-01-12", "2022-01-15/2022-01-16"),
    ("thứ Hai tuần tới", "2022-01-12", "2022-01-17"),
    ("hôm thứ Hai", "2022-01-12", "2022-01-10"),
    ("hôm thứ hai", "2022-01-12", "2022-01-10"),
    ("hai bên sẽ gặp nhau vào thứ Ba", "2022-01-12", "2022-01-18"),
    ("hôm Chủ nhật (9/1)", "2022-01-12", "2022-01-09"),
    ("ngày tiếp theo, 13/1/2022", "2022-01-01", "2022-01-13"),
    ("rạng sáng 31/12 (theo giờ Hà Nội)", "2021-12-31", "2021-12-31"),
    ("từ ngày 28/12 đến 3/1", "2022-01-05", "2021-12-28/2022-01-03"),
    ("các ngày 10, 12 và 13/1", "2022-01-08", "2022-01-10,2022-01-12,2022-01-13"),
    ("ngày 9 và 10 tháng 1 năm 2022", "2022-01-12", "2022-01-09,2022-01-10"),
    ("từ tháng 3 đến tháng 5/2021", "2022-01-12", "2021-03/2021-05"),
    ("ngày 20 tháng này", "2022-01-12", "2022-01-20"),
    ("hai năm qua", "2022-01-14", "2020-01-14/2022-01-14"),
    ("ba ngày trước", "2022-01-11", "2022-01-08"),
    ("cách đây 2 tháng", "2022-01-31", "2021-11"),
    ("hai tuần nữa", "2022-01-12", "2022-01-24/2022-01-30"),
    ("hôm kia", "2022-01-11", "2022-01-09"),
    ("ngày kia", "2022-01-11", "2022-01-13"),
    ("tối qua", "2022-01-11", "2022-01-10"),
    ("sáng mai", "2022-01-31", "2022-02-01"),
    ("năm ngoái", "2022-01-11", "2021"),
    ("cuối năm nay", "2022-01-11", "2022-09/2022-12"),
    ("quý I/2022", "2021-12-27", "2022-01/2022-03"),
    ("giai đoạn 2021-2025", "2022-01-11", "2021-01-01/2025-12-31"),
    ("những năm 1990", "2022-01-11", "1990-01-01/1999-12-31"),
    ("10.1.2022", "2022-01-12", "2022-01-10"),
    ("khuya 21.10", "2025-10-22", "2025-10-21"),
    ("mùng 3 tháng 2", "2022-01-30", "2022-02-03"),
    ("từ 11 đến 13-3", "2026-03-09", "2026-03-11/2026-03-13"),
    ("đêm 24 rạng sáng 25/2", "2022-02-26", "2022-02-24/2022-02-25"),
    ("ngày 20 tới", "2024-08-25", "2024-09-20"),
    ("ngày 20 vừa qua", "2024-08-25", "2024-08-20"),
    ("ngày 25 tháng Mười Hai", "2024-12-20", "2024-12-25"),
    ("từ tháng 11/2023 đến tháng 2/2024", "2024-07-10", "2023-11/2024-02"),
    ("6 tháng đầu năm 2024", "2024-07-10", "2024-01/2024-06"),
    ("ba tháng cuối năm ngoái", "2024-07-10", "2023-10/2023-12"),
    ("quý trước", "2024-02-10", "2023-10/2023-12"),
    ("thập niên 90", "2024-02-10", "1990-01-01/1999-12-31"),
    ("những năm 20 của thế kỷ trước", "2024-02-10", "1920-01-01/1929-12-31"),
    ("năm kia", "2024-02-10", "2022"),
    ("trong 48 giờ tới", "2024-02-10", "2024-02-10/2024-02-12"),
    ("2024-02-01", "2024-02-10", "2024-02-01"),
    ("hạn chót 2/8", "2019-07-06", "2019-08-02"),
]  # fmt: skip

NONE = [
    "vòng đối thoại thứ hai", "cuộc họp thứ ba", "Thứ hai, Nga không nhượng bộ", "Thế chiến thứ Hai", "bên thứ ba",
    "14 năm tù", "1 giờ rưỡi", "1/3 số nước", "trực 24/7", "thắng 2-1", "S-400, F-16, 3-1", "Điều 5", "ngày 30/2/2022",
    "rằm tháng Giêng", "ngày 15/8 âm lịch", "mùng 3 Tết", "đường dây 9-1-1", "trong 3 giờ tới", "mùng 2 tháng 1 (âm lịch)",
    "Ngày càng nhiều người", "ngay hôm", "năm người", "tháng năm trôi qua", "tấm gương", "Nghị quyết 12/2021", "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "on", "date"), ONE)
def test_an_expression_means_what_a_reader_takes_it_for(text: str, on: str, date: str) -> None:
    assert [one.date for one in expressions(text, on)] == [date]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_is_none(text: str) -> None:
    assert expressions(text, "2022-01-12") == []


def test_the_same_day_is_that_of_the_first_dateline() -> None:
    text = "Ngày 10/1, hai bên gặp nhau, sau cuộc điện đàm ngày 30/12. Cùng ngày, NATO lên tiếng."
    assert [one.date for one in expressions(text, "2022-01-12")][-1] == "2022-01-10"


def test_the_next_day_follows_the_last_one_named() -> None:
    text = "Hội đồng họp ngày 12/1, một ngày sau đó đến lượt OSCE."
    assert [one.date for one in expressions(text, "2022-01-10")] == ["2022-01-12", "2022-01-13"]


def test_a_month_takes_the_year_of_the_one_beside_it() -> None:
    found = expressions("hai vòng vào tháng 7 và tháng 9/2021", "2022-01-12")
    assert [one.date for one in found] == ["2021-07", "2021-09"]


def test_without_a_publication_date_only_full_dates_are_resolved() -> None:
    assert [one.date for one in expressions("hôm nay, ngày 5/6/2021, tuần tới", "")] == [
        "2021-06-05"
    ]


def test_the_words_of_an_expression_are_those_of_the_text() -> None:
    text = "NATO họp vào trung tuần tháng 1/2022, Nga chưa trả lời hôm 25/12."
    for one in expressions(text, "2021-12-27"):
        assert one.text in text
        assert one.start <= one.end


def test_composition_and_case_change_no_date() -> None:
    text = "Rạng sáng ngày 31/12, rồi thứ Sáu tuần tới"
    plain = [one.date for one in expressions(text, "2021-12-31")]
    other = unicodedata.normalize("NFD", text)
    assert [one.date for one in expressions(other, "2021-12-31")] == plain


@given(
    st.lists(
        st.sampled_from(
            [
                "ngày",
                "tháng",
                "năm",
                "tuần",
                "thứ",
                "hai",
                "Hai",
                "chủ",
                "nhật",
                "hôm",
                "qua",
                "nay",
                "tới",
                "sau",
                "31/4",
                "29/2",
                "12/1",
                "0",
                "30",
                "2022",
                "-",
                "/",
                ",",
                "đầu",
                "cuối",
                "quý",
            ]
        ),
        max_size=12,
    ).map(" ".join),
    st.sampled_from(["2022-01-12", "2024-02-29T10:00:00+07:00", "", "1990-01-01", "2099-12-31"]),
)
def test_any_words_yield_sound_intervals(text: str, on: str) -> None:
    for one in expressions(text, on):
        assert one.start <= one.end
        assert one.text


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("trong hai ngày 28/2 và 1/3", ["2022-02-28", "2022-03-01"]),
        ("ngày 31-12 và 1-1", ["2021-12-31", "2022-01-01"]),
        ("năm 2014 và 2022", ["2014", "2022"]),
    ],
)
def test_what_stands_beside_a_date_is_one_too(text: str, dates: list[str]) -> None:
    assert [found.date for found in expressions(text, "2022-02-20")] == dates
