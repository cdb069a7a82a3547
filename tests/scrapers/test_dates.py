from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.dates import HANOI, day, moment, published

WRITTEN = [
    ("Mon, 06 Sep 2021 15:30:00 +0700", "2021-09-06T15:30:00+07:00"),
    ("Mon, 06 Sep 2021 15:30:00 GMT+7", "2021-09-06T15:30:00+07:00"),
    ("Mon, 06 Sep 2021 15:30:00 GMT+0700", "2021-09-06T15:30:00+07:00"),
    ("Mon, 06 Sep 2021 15:30:00 +07", "2021-09-06T15:30:00+07:00"),
    ("Mon, 06 Sep 2021 15:30:00 GMT", "2021-09-06T15:30:00+00:00"),
    ("06 Sep 21 15:30 EST", "2021-09-06T15:30:00-05:00"),
    ("09/06/2021 3:30 PM EDT", "2021-09-06T15:30:00-04:00"),
    ("Mon 6 Sep 2021 15.30 BST", "2021-09-06T15:30:00+01:00"),
    ("06/09/2021 15:30 MSK", "2021-09-06T15:30:00+03:00"),
    ("Mon Sep  6 15:30:00 2021", "2021-09-06T15:30:00+07:00"),
    ("2019-03-24 07:50", "2019-03-24T07:50:00+07:00"),
    ("24-03-2019T07:50:00+07:00", "2019-03-24T07:50:00+07:00"),
    (" 2019-03-24 T 07:50:00 +07:00 ", "2019-03-24T07:50:00+07:00"),
    ("2021-09-05T15:30:00.123Z", "2021-09-05T15:30:00+00:00"),
    ("20220111T080900Z", "2022-01-11T08:09:00+00:00"),
    ("20220111", "2022-01-11"),
    ("05/09/2021 15:30", "2021-09-05T15:30:00+07:00"),
    ("Chủ nhật, 05/09/2021, 15:30 (GMT+7)", "2021-09-05T15:30:00+07:00"),
    ("Thứ ba, 11/1/2022, 08:09 (GMT+7)", "2022-01-11T08:09:00+07:00"),
    ("11/01/22 08:09 GMT+712 liên quan", "2022-01-11T08:09:00+07:00"),  # two lines run together
    ("2022-01-11T08:09:00+0545", "2022-01-11T08:09:00+05:45"),
    ("11/01/2022 08:09 GMT+7 | Tin tức", "2022-01-11T08:09:00+07:00"),
    ("Thứ 4, 12/01/2022 | 10:00", "2022-01-12T10:00:00+07:00"),
    ("15h30 ngày 05/09/2021", "2021-09-05T15:30:00+07:00"),
    ("15:30 - 05/09/2021", "2021-09-05T15:30:00+07:00"),
    ("08:09 11/01/2022 - Cập nhật: 10:20 12/01/2022", "2022-01-11T08:09:00+07:00"),
    ("Thứ Hai, 06 Th09 2021", "2021-09-06"),
    ("6 Tháng Chín, 2021", "2021-09-06"),
    ("Ngày 5 tháng 9 năm 2021", "2021-09-05"),
    ("September 6, 2021 3:30 PM", "2021-09-06T15:30:00+07:00"),
    ("11/1/2022 08:53 PM", "2022-01-11T20:53:00+07:00"),
    ("11/1/2022 20:53 PM", "2022-01-11T20:53:00+07:00"),
    ("11/1/2022 12:10 AM", "2022-01-11T00:10:00+07:00"),
    ("11/1/2022 3:05 chiều", "2022-01-11T15:05:00+07:00"),
    ("1641863340", "2022-01-11T08:09:00+07:00"),
    ("1641863340000", "2022-01-11T08:09:00+07:00"),
]  # fmt: skip

NO_DATE = [
    "", "hôm nay", "2 giờ trước", "05/09", "tháng 9/2021", "2021", "0001-01-01T00:00:00", "31/02/2022",
    "1970-01-01T00:00:00Z", "0", "15:30", "Nga - NATO", "9999999999", "2021-13-45",
]  # fmt: skip


@pytest.mark.parametrize(("text", "when"), WRITTEN)
def test_a_moment_is_read_however_it_is_written(text: str, when: str) -> None:
    assert published(text) == when


@pytest.mark.parametrize("text", NO_DATE)
def test_what_names_no_full_date_is_no_date(text: str) -> None:
    assert published(text) == ""


@pytest.mark.parametrize(("_", "when"), WRITTEN)
def test_what_was_read_reads_as_itself(_: str, when: str) -> None:
    assert published(when) == when


@given(st.text(max_size=80) | st.text("0123456789/-:. TZ+GMTthứngày", max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    when = published(text)
    assert (moment(when) is None) == (when == "")


@given(st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30)))  # noqa: DTZ001
def test_an_iso_moment_keeps_its_offset(naive: datetime) -> None:
    aware = naive.replace(microsecond=0, tzinfo=HANOI)
    assert published(aware.isoformat()) == aware.isoformat()


def test_a_plain_day_begins_at_midnight_in_hanoi() -> None:
    found = moment("2022-01-11")
    assert found is not None
    assert found.utcoffset() == timedelta(hours=7)
    assert day("2022-01-11") == date(2022, 1, 11)


def test_the_day_of_a_moment_is_counted_in_vietnam() -> None:
    assert day("2021-12-30T20:50:00+00:00") == date(2021, 12, 31)


def test_what_is_no_date_has_no_moment() -> None:
    assert moment("") is None
    assert day("hôm qua") is None
