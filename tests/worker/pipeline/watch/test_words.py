"""Operators' mails and the page are in Vietnamese: every code has its step there, every sentence its translation."""

import pytest

from worker.pipeline.watch import words
from worker.pipeline.watch.advice import STEPS as ENGLISH
from worker.pipeline.watch.steps import STEPS


def test_every_step_is_there_in_both_languages() -> None:
    assert set(STEPS) == set(ENGLISH)
    assert all(
        ("{file}" in STEPS[code]) <= ("{file}" in ENGLISH[code]) or "{site}" in ENGLISH[code]
        for code in STEPS
    )


def test_a_step_names_the_site_and_its_file() -> None:
    assert words.step("few_links", "vidu") == (
        "chạy `diemtin sites check vidu`: nếu báo đã dời danh sách thì sửa sites/vidu.toml;"
        " nếu báo chỉ còn chừng ấy thì sửa [expect]"
    )


def test_a_step_of_an_unknown_code_is_what_was_said() -> None:
    assert words.step("tomorrow", "vidu", "mở thử") == "mở thử"


@pytest.mark.parametrize(
    ("code", "english", "vietnamese"),
    [
        ("http_404", "https://a.vn/rss: 404 Not Found", "không có địa chỉ này (404)"),
        ("http_502", "https://a.vn/rss: 502 Bad Gateway", "máy chủ của báo bị lỗi (502)"),
        ("few_links", "it shows 2 links; usually at least 30", "chỉ liệt kê 2 bài; thường ít nhất 30"),
        ("empty", "it shows nothing", "không liệt kê bài nào"),
        ("silent", "nothing new for 5 h; at this time of the week usually 12 articles",
         "đã 5 giờ không có bài mới; khoảng này trong tuần thường có 12 bài"),
        ("silent", "nothing new for 65 min; until then never for more than 4 min",
         "đã 65 phút không có bài mới; trước đó chưa lần nào quá 4 phút"),
        ("drift", "lead: on 95% of 40 pages, on none of the last 6; body: usually 2000 characters, 90 on the last 6 pages",
         "sapo: trước có ở 95% trang, 6 trang gần nhất không có; thân bài: thường 2000 ký tự, 6 trang gần nhất còn 90"),
        ("too_deep", "none of the last 6 pages gave an article (too_deep); usually 97% do",
         "6 trang gần nhất không đọc ra bài nào (too_deep); thường 97% đọc được"),
        ("", "its dates are right again", "ngày giờ đã đúng"),
        ("bad_feed", "http://a.vn/rss: what comes is of a kind unknown today", "http://a.vn/rss: what comes is of a kind unknown today"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_vietnamese(code: str, english: str, vietnamese: str) -> None:
    assert words.said(code, english) == vietnamese


def test_pages_that_cannot_be_had_are_not_called_a_new_layout() -> None:
    assert words.kind("drifting", "drift") == "trang đổi bố cục"
    assert words.kind("drifting", "http_403") == "không đọc được các trang bài"
