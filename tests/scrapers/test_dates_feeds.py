"""Forty and more ways in which Vietnamese feeds write one moment, most of them against the standard."""

import pytest

from scrapers.dates import published, sane

AT = "2026-11-22T08:09:05+07:00"
MINUTE = "2026-11-22T08:09:00+07:00"
FORMS = {
    AT: [
        "Sun, 22 Nov 2026 08:09:05 +0700",
        "Sun, 22 Nov 2026 08:09:05 GMT+7",
        "Sun, 22 Nov 2026 08:09:05 GMT+07",
        "Sun, 22 Nov 2026 08:09:05 GMT+0700",
        "Sun, 22 Nov 2026 08:09:05 GMT+07:00",
        "Sun, 22 Nov 2026 08:09:05 GMT +7",
        "Sun, 22 Nov 2026 08:09:05 UTC+7",
        "Sun, 22 Nov 2026 08:09:05 +07",
        "Sun, 22 Nov 2026 08:09:05 +7",
        "Sun, 22 Nov 2026 08:09:05 +07:00",
        "Sun, 22 Nov 2026 08:09:05 0700",
        "Sun, 22 Nov 2026 08:09:05 ICT",
        "Sun, 22 Nov 2026 08:09:05 +0700 (ICT)",
        "Sun, 22 Nov 2026 08:09:05 Asia/Ho_Chi_Minh",
        "Sun, 22 Nov 2026 08:09:05",
        "22 Nov 2026 08:09:05 +0700",
        "Sun,22 Nov 2026 08:09:05 +0700",
        "Sun 22 Nov 2026 08:09:05 +0700",
        "SUN, 22 NOV 2026 08:09:05 +0700",
        "Sunday, 22 November 2026 08:09:05 +0700",
        "Sun, 22 Nov 26 08:09:05 +0700",
        "CN, 22 Nov 2026 08:09:05 +0700",
        "  Sun, 22 Nov 2026 08:09:05 +0700\n",
        "Sun, 22 Nov 2026 8:09:05 AM GMT+7",
        "Sun, 22 Nov 2026 8:09:05 SA",
        "22/11/2026 8:09:05 SA",
        "11/22/2026 8:09:05 AM",
        "22/11/2026 08:09:05",
        "2026-11-22T08:09:05",
        "2026-11-22 08:09:05",
        "2026-11-22 08:09:05 +0700",
        "2026-11-22T08:09:05+0700",
        "2026-11-22T08:09:05+07",
        "2026-11-22T08:09:05.000+07:00",
        "2026/11/22 08:09:05",
        "20261122T080905+0700",
        "20261122080905",
        "1795309745",
        "1795309745000",
        "Chủ Nhật, 22 Th11 2026 08:09:05 +0700",
        "Sun Nov 22 08:09:05 2026",
        "Sun Nov 22 08:09:05 GMT+07:00 2026",
        "Sun Nov 22 2026 08:09:05 GMT+0700 (Indochina Time)",
    ],
    MINUTE: [
        "Sun, 22 Nov 2026 08:09 +0700",
        "22-11-2026 08:09",
        "22.11.2026 08:09",
        "Chủ nhật, 22/11/2026, 08:09 (GMT+7)",
        "Chủ nhật, 22/11/2026 | 08:09",
        "08:09 22/11/2026",
        "08:09, ngày 22/11/2026",
        "8h09 ngày 22/11/2026",
        "8 giờ 09 phút, ngày 22/11/2026",
        "22 Tháng Mười Một, 2026 08:09",
        "Ngày 22 tháng 11 năm 2026, 08:09",
    ],
    "2026-11-22T20:09:05+07:00": ["22/11/2026 8:09:05 CH", "Sun, 22 Nov 2026 20:09:05 PM"],
    "2026-11-22T01:09:05+00:00": ["Sun, 22 Nov 2026 01:09:05 GMT", "2026-11-22T01:09:05Z"],
}


@pytest.mark.parametrize(
    ("text", "when"), [(text, when) for when, texts in FORMS.items() for text in texts]
)
def test_each_names_its_moment_with_the_right_offset(text: str, when: str) -> None:
    assert published(text) == when


NOW = "2026-11-22T08:15:00+07:00"


@pytest.mark.parametrize(
    "said", ["2026-11-22T08:09:05+00:00", "2026-11-22T08:09:05-07:00"], ids=["GMT", "GMT-7"]
)
def test_a_clock_that_runs_hours_ahead_of_the_world_runs_in_vietnam(said: str) -> None:
    assert sane(said, NOW) == AT


@pytest.mark.parametrize(
    "said",
    ["2026-11-22T01:09:05+00:00", "2026-11-22T09:09:05+07:00", "2026-11-23T08:00:00+00:00", "2026-11-22", ""],
    ids=["in the past", "Vietnam's own", "tomorrow", "a day", "nothing"],
)  # fmt: skip
def test_whatever_else_it_says_is_left_alone(said: str) -> None:
    assert sane(said, NOW) == said
