"""Layouts that the papers of the whole world build, each reduced to what makes it hard."""

import pytest

from scrapers.article import Article, Page
from scrapers.errors import BadPage
from scrapers.extract import extract

TITLE = "Hồ chứa đầu nguồn xả nước sớm một tháng"
LEAD = "Nước về sớm, các xã ven sông được báo trước ba ngày để kịp dời bè cá và máy bơm lên bờ."
PARAGRAPHS = [
    "Từ sáng sớm, loa của xã nhắc từng xóm một, còn cán bộ thủy lợi đi thuyền dọc bờ để kiểm tra lần cuối.",
    "Người nuôi cá lồng kéo bè vào vịnh nhỏ phía sau chùa, nơi dòng chảy yếu hơn giữa sông đến ba lần.",
    "Trạm đo cho biết mực nước sẽ dâng thêm nửa mét trong đêm, rồi giữ nguyên trong suốt mười ngày tới.",
    "Theo lịch mới, hồ xả vào ban ngày để thuyền bè đi lại an toàn và để nhà máy điện chạy vào giờ cao điểm.",
    "Những thửa ruộng ngoài đê được gặt trước, phần còn lại của xã chờ đến khi nước rút hẳn khỏi bãi bồi.",
    "Huyện hứa bù tiền giống cho các hộ mất mùa, danh sách được dán tại nhà văn hóa từ thứ hai tuần sau.",
]


def page(body: str, head: str = "") -> Page:
    return Page(
        f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>".encode()
    )


def read(body: str, head: str = "") -> Article:
    found = extract(page(body, head))
    assert isinstance(found, Article)
    return found


def paragraphs(first: int = 0, last: int = 6) -> str:
    return "".join(f"<p>{text}</p>" for text in PARAGRAPHS[first:last])


def whole(found: Article) -> list[str]:
    return [*found.lead.split("\n\n"), *found.body.split("\n\n")]


RAIL = (
    '<aside class="rail"><h3>Đọc nhiều</h3><a href="/a-1.html">Làng nghề bên sông mở cửa đón khách cuối tuần</a>'
    '<a href="/a-2.html">Chuyến đò cuối cùng trước ngày thông cầu</a></aside>'
)


def chunk(first: int, last: int) -> str:
    return f'<div class="row"><div class="wrap"><div class="chunk">{paragraphs(first, last)}</div></div>{RAIL}</div>'


def test_a_body_in_wrapped_halves_with_rails_between_is_read_to_its_end() -> None:
    halves = chunk(0, 2) + chunk(2, 4) + chunk(4, 6)
    found = read(f"<article><h1>{TITLE}</h1><div>{halves}</div></article>")
    assert whole(found) == PARAGRAPHS


def test_the_posts_of_a_thread_are_not_joined() -> None:
    posts = "".join(f"<li>{chunk(i, i + 2)}</li>" for i in (0, 2, 4))
    found = read(f"<article><h1>{TITLE}</h1><ul>{posts}</ul></article>")
    assert PARAGRAPHS[0] in whole(found)
    assert PARAGRAPHS[5] not in whole(found)


def test_a_caption_below_the_lead_picture_is_not_the_lead() -> None:
    header = (
        f'<header class="page-header"><h1>{TITLE}</h1><div><div>{LEAD}</div></div></header>'
        '<div class="lead-asset"><figure><span class="caption">Bè cá trên khúc sông phía trên hồ chứa trong một ngày lặng gió</span></figure></div>'
    )
    found = read(f"<article>{header}<div>{paragraphs()}</div></article>")
    assert found.lead == LEAD
    assert whole(found)[1:] == PARAGRAPHS


PROGRAM = "for(n=0;n<t " + " ".join(f"a{i}=n" for i in range(900)) + ";n++){}"


def test_comparisons_in_a_program_are_no_tags() -> None:
    script = f"<script>{PROGRAM}</script>"
    facts = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-02-03T08:15:00+07:00"}</script>'
    found = read(f"{script}<h1>{TITLE}</h1><div>{paragraphs()}</div>{script}", facts)
    assert whole(found) == PARAGRAPHS
    assert found.published == "2026-02-03T08:15:00+07:00"


@pytest.mark.parametrize("around", ["{}", "<svg><script>{}", "<script></script>{}<script>"])
def test_a_tag_of_a_thousand_attributes_does_not_hide_behind_a_script(around: str) -> None:
    tag = "<p " + " ".join(f"a{i}=1" for i in range(900)) + ">"
    with pytest.raises(BadPage, match="attributes"):
        extract(page(around.format(tag) + paragraphs()))
