"""Under a title, moments are written in as many ways as there are papers; metadata agree, disagree or lie."""

import pytest

from scrapers.article import Article, Page
from scrapers.extract import extract

TITLE = "Hồ chứa đầu nguồn xả nước sớm một tháng"
LEAD = "Nước về sớm, các xã ven sông được báo trước ba ngày để kịp dời bè cá và máy bơm lên bờ."
TEXT = (
    "<p>Từ sáng sớm, loa của xã nhắc từng xóm một, còn cán bộ thủy lợi đi thuyền dọc bờ để kiểm tra.</p>"
    * 3
)
MORNING = "2025-12-08T07:30:00+07:00"


def facts(published: str, modified: str = "") -> str:
    more = f', "dateModified": "{modified}"' if modified else ""
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{published}"{more}}}</script>'


def meta(value: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{value}">'


def read(line: str, head: str = "", top: str = "") -> Article:
    body = f"{top}<div><h1>{TITLE}</h1>{line}<h2 class='sapo'>{LEAD}</h2><div class='content'>{TEXT}</div></div>"
    found = extract(
        Page(f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>".encode())
    )
    assert isinstance(found, Article)
    return found


SHOWN = [
    "<div>Thứ 2, 08/12/2025 | 07:30</div>",
    "<p>7h30 ngày 8/12/2025</p>",
    "<p>7 giờ 30 ngày 8/12/2025</p>",
    "<span>08-12-2025 07:30:00</span>",
    "<span>08.12.2025 07:30</span>",
    "<div>Thứ Hai, 08/12/2025, 7:30 SA</div>",
    "<div>Ngày 08 tháng 12 năm 2025, 07:30</div>",
    "<span>8 Tháng Mười Hai, 2025 7:30 sáng</span>",
    "<div>Dec 08, 2025, 07:30 AM (GMT+7)</div>",
    "<div>Monday, December 8, 2025 07:30 GMT+7</div>",
    "<time>07:30 08/12/2025</time>",
    "<a><abbr class='published' title='2025-12-08T07:30:00+07:00'>07:30</abbr></a>",
    "<span>07:30, thứ Hai ngày 08/12/2025</span>",
    "<span>08/12/2025 07:30GMT+7</span>",
    "<span>08/12/2025 07:30 (ICT)</span>",
    "<div>Đăng lúc: 08/12/2025 07:30 | Lượt xem: 1.203</div>",
    "<div>Minh Tâm - 07:30 08/12/2025</div>",
    "<div>Minh Tâm • 08/12/2025 • 07:30</div>",
    "<div><span>08/12/2025 07:30</span><span>Nguồn: Báo Khác</span></div>",
    "<div><span>07:30</span> <span>08/12/2025</span></div>",
    "<div><div>08/12/2025</div><div>07:30</div></div>",
    "<div>Đăng: 08/12/2025 07:30 | Cập nhật: 08/12/2025 09:10</div>",
    "<div>Cập nhật: 08/12/2025 09:10</div><div>Xuất bản: 08/12/2025 07:30</div>",
]


@pytest.mark.parametrize("line", SHOWN)
def test_the_moment_under_the_title_is_read_and_is_no_text(line: str) -> None:
    found = read(line)
    assert found.published == MORNING
    assert found.lead == LEAD


def test_an_afternoon_is_not_a_morning() -> None:
    assert read("<div>Thứ Hai, 08/12/2025 2:30 CH</div>").published == "2025-12-08T14:30:00+07:00"


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (meta("2025-12-08T07:30:00+07:00"), "<span>2 giờ trước</span>"),
        (meta("2025-12-08 07:30:00"), ""),
        (meta("08/12/2025 07:30", "date"), ""),
        (meta("2025-12-08T07:30:00+0700"), ""),
        (meta("2025-12-08T07:30:00Z"), "<span>08/12/2025 07:30</span>"),
        (facts("2025-12-08"), "<div>08/12/2025 07:30</div>"),
        (facts("2025-12-08T07:30:00+07:00"), "<div>08/12/2025</div>"),
        (facts(MORNING, "2025-12-08T09:00:00+07:00"), "<div>Cập nhật lúc 09:00 08/12/2025</div>"),
        (
            '<script type="application/ld+json">{"@type": "Organization"}</script>'
            + facts(MORNING),
            "",
        ),
    ],
)
def test_what_the_head_states_and_what_is_shown_are_weighed(head: str, line: str) -> None:
    assert read(line, head).published == MORNING


def test_the_clock_of_today_does_not_lend_its_hour_to_another_day() -> None:
    clock = "<div>Thứ Ba, 09/12/2025 10:11</div>"
    assert read("", facts("2025-12-08"), clock).published == "2025-12-08"


def test_a_name_and_a_moment_parted_by_a_style_sheet_are_two() -> None:
    found = read("<div><span>Phạm Hoài</span><span>08/12/2025 07:30</span></div>")
    assert found.published == MORNING
    assert read("<p>Vườn rộng 40 m<sup>2</sup></p>").blocks[1].text == "Vườn rộng 40 m2"


@pytest.mark.parametrize("label", ["(Đã cập nhật:", "07:30 08.12.2025 (Đã cập nhật:", "Updated:"])
def test_the_moment_behind_the_word_for_an_update_is_not_the_first(label: str) -> None:
    line = f"<p>{label} <span class='date'>09:30 08.12.2025</span>)</p>"
    assert read(line, meta(MORNING)).published == MORNING


def test_a_name_before_the_moment_is_the_author_s_and_a_town_is_not() -> None:
    assert read("<p>Lê Thúy Nga 08/12/2025 07:30</p>").authors == ("Lê Thúy Nga",)
    assert read("<p>Thanh Hà | Thứ hai, 08/12/2025 07:30</p>").authors == ("Thanh Hà",)
    for town in (
        "Hà Nội - 08/12/2025 07:30",
        "Cà Mau, 08/12/2025 07:30",
        "Thứ Hai | 08/12/2025 07:30",
    ):
        assert read(f"<p>{town}</p>").authors == ()


def article(html: str) -> Article:
    found = extract(Page(f"<html><body>{html}</body></html>".encode()))
    assert isinstance(found, Article)
    return found


def test_a_moment_above_the_title_and_before_that_of_an_update_is_no_clock_of_the_day() -> None:
    found = article(
        f"<div>Thứ ba, 09 Tháng 8 2016 08:15</div><h1>{TITLE}</h1><div class='story'>{TEXT}</div>"
        "<div>Đọc 12 lần Sửa lần cuối vào Thứ ba, 09 Tháng 8 2016 09:00</div>"
    )
    assert found.published == "2016-08-09T08:15:00+07:00"


def test_a_moment_in_the_title_of_its_element_is_read() -> None:
    stated = "<abbr itemprop='datePublished' title='2013-05-02T21:30:00+07:00'>21:30</abbr>"
    found = article(f"<h1>{TITLE}</h1><div class='story'>{TEXT}</div><p>lúc {stated}</p>")
    assert found.published == "2013-05-02T21:30:00+07:00"
