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


def test_a_line_alone_with_a_picture_in_a_table_is_a_caption() -> None:
    picture = "<table><tr><td><img src='a.jpg'></td></tr><tr><td>Bè cá trên sông.</td></tr></table>"
    found = read(f"<h1>{TITLE}</h1><div>{paragraphs(0, 3)}{picture}{paragraphs(3)}</div>")
    assert whole(found) == PARAGRAPHS


def test_pictures_in_tables_that_tell_the_story_keep_their_lines() -> None:
    step = "<table><tr><td><img src='a.jpg'></td></tr><tr><td>{}</td></tr></table>"
    steps = "".join(step.format(text[:90] + ".") for text in PARAGRAPHS)
    found = read(f"<h1>{TITLE}</h1><div>{paragraphs(0, 2)}{steps}</div>")
    assert len(whole(found)) == 8


HEAD_ROWS = "<div>Thông tin bài viết</div><div>Tác giả, Lê Thanh An</div><div>8 tháng 12 2025, 17:20 +07</div>"


def test_short_lines_between_a_title_in_the_text_s_box_and_the_text_are_no_text() -> None:
    rows = "".join(f"<div><p>{text}</p></div>" for text in PARAGRAPHS)
    found = read(f"<main><div>Xem thêm</div><h1>{TITLE}</h1>{HEAD_ROWS}{rows}</main>")
    assert whole(found) == PARAGRAPHS
    assert found.authors == ("Lê Thanh An",)
    assert found.published == "2025-12-08T17:20:00+07:00"


def test_a_title_far_below_cuts_no_text_off() -> None:
    found = read(f"<main>{paragraphs()}<h2>{TITLE}</h2><p>Đọc tiếp ở số sau.</p></main>")
    assert set(PARAGRAPHS) <= set(whole(found))


@pytest.mark.parametrize(
    "line",
    [
        "* Mời bạn đọc vào chuyên mục Đời sống xem các tin, bài liên quan.",
        "* Mời quý vị đón xem bản tin lúc mười chín giờ trên kênh của chúng tôi!",
        "Tin, ảnh: LÊ QUANG HUY - PHẠM TUẤN",
        "H.V.",
        "Nguồn hình ảnh, Getty Images",
        "Một số tin đã đưa",
        "TIN, BÀI KHÁC",
    ],
)
def test_a_line_at_the_end_that_says_what_it_is_goes(line: str) -> None:
    found = read(f"<h1>{TITLE}</h1><div>{paragraphs()}<p>{line}</p></div>")
    assert whole(found) == PARAGRAPHS


def test_an_answer_behind_a_dash_is_text() -> None:
    said = "<p>- Mời bạn xem lại hồ sơ, tôi sẽ gửi các con số vào sáng mai.</p>"
    found = read(f"<h1>{TITLE}</h1><div>{paragraphs(0, 3)}{said}{paragraphs(3)}</div>")
    assert len(whole(found)) == 7


def test_the_names_in_a_box_of_other_stories_are_not_the_author_s() -> None:
    item = '<div><a href="/a-1.html">Làng nghề bên sông mở cửa đón khách</a><span class="byline">Mai Anh</span></div>'
    rail = f'<div class="related-list">{item}</div>'
    found = read(f"<h1>{TITLE}</h1><div>{paragraphs(0, 3)}{rail}{paragraphs(3)}</div>")
    assert found.authors == ()
    assert whole(found) == PARAGRAPHS


def test_the_author_of_a_path_is_not_the_paper_at_its_end() -> None:
    credit = '<p><b>Theo Hoàng An / <a href="https://khac.example/1.html">Báo Khác</a></b></p>'
    found = read(f"<h1>{TITLE}</h1><div>{paragraphs()}{credit}</div>")
    assert (found.authors, found.agency) == (("Hoàng An",), "Báo Khác")


@pytest.mark.parametrize(
    "stated", [f"Đời sống: {TITLE}", f"In bài: {TITLE}", "Cổng thông tin điện tử huyện Mẫu"]
)
def test_the_title_shown_is_believed_where_the_head_says_more_or_only_whose_page_it_is(
    stated: str,
) -> None:
    body = f"<div><b>{TITLE}</b></div><div>{paragraphs()}</div>"
    html = f"<html><head><title>{stated}</title></head><body>{body}</body></html>"
    found = extract(Page(html.encode()))
    assert found.title == TITLE


@pytest.mark.parametrize(
    ("stated", "top"),
    [
        ("Chi tiết tin - Cổng thông tin điện tử", "<h3>Chi tiết tin</h3>"),
        ("Xem chi tiết bài viết", "<h1>Thông tin chỉ đạo</h1><h1>Chi tiết tin</h1>"),
    ],
)
def test_the_name_of_a_kind_of_page_is_no_title(stated: str, top: str) -> None:
    body = f"{top}<div class='news-title'><strong>{TITLE}</strong></div><div>{paragraphs()}</div>"
    html = f"<html><head><title>{stated}</title></head><body>{body}</body></html>"
    assert extract(Page(html.encode())).title == TITLE


def test_a_short_title_behind_the_name_of_the_blog_is_the_heading_that_shows_it() -> None:
    body = (
        f"<h1><a href='/'>Bên hồ</a></h1><h3>Chợ phiên giữa ngày mưa</h3><div>{paragraphs()}</div>"
    )
    html = f"<html><head><title>Bên hồ: Chợ phiên giữa ngày mưa</title></head><body>{body}</body></html>"
    assert extract(Page(html.encode())).title == "Chợ phiên giữa ngày mưa"


def test_a_label_before_the_title_goes_where_the_head_has_none() -> None:
    assert read(f"<h1><span>[Chia sẻ]</span> {TITLE}</h1>{paragraphs()}").title == TITLE


def test_a_picture_s_line_is_no_lead_although_its_box_is_called_so() -> None:
    picture = '<div><img src="a.jpg"><span class="desc">Bè cá trên khúc sông phía trên hồ chứa. (Ảnh: TTXVN)</span></div>'
    found = read(f'<h1>{TITLE}</h1><p class="sapo">{LEAD}</p>{picture}<div>{paragraphs()}</div>')
    assert whole(found) == [LEAD, *PARAGRAPHS]


def test_a_box_that_sells_the_rest_goes_whole() -> None:
    offer = (
        "<h3>Phần còn lại dành cho người đặt báo</h3><p>Hàng nghìn bài phân tích sâu đang chờ, mỗi ngày chưa bằng một ly cà phê.</p>"
        '<li>Gói năm 399.000 đồng</li><a href="/goi">Đăng ký ngay</a>'
    )
    found = read(f'<h1>{TITLE}</h1><div>{paragraphs()}<div class="paywall">{offer}</div></div>')
    assert whole(found) == PARAGRAPHS


def test_paragraphs_that_a_paywall_marks_are_text() -> None:
    marked = paragraphs().replace("<p>", '<p class="paywall">')
    assert whole(read(f"<h1>{TITLE}</h1><div>{marked}</div>")) == PARAGRAPHS


def test_an_address_to_copy_is_a_credit() -> None:
    address = "<p>https://khac.example/ho-chua.htm <span>Copy link</span></p>"
    found = read(f"<h1>{TITLE}</h1><div>{paragraphs()}{address}</div>")
    assert whole(found) == PARAGRAPHS


def test_an_author_and_the_paper_that_the_text_was_taken_from() -> None:
    signed = "<p>Nhã An</p><p>Theo Báo Khác</p>"
    found = read(f"<h1>{TITLE}</h1><div>{paragraphs()}{signed}</div>")
    assert (found.authors, found.agency) == (("Nhã An",), "Báo Khác")


def test_a_lead_without_a_full_stop_in_the_box_of_title_and_text_is_kept() -> None:
    lead = "Các xã ven sông được báo trước ba ngày để dời bè cá"
    found = read(f"<main><h1>{TITLE}</h1><div>08/12/2025</div><p>{lead}</p>{paragraphs()}</main>")
    assert whole(found) == [lead, *PARAGRAPHS]


def test_elements_that_html_does_not_know_are_boxes_and_pictures_too() -> None:
    picture = "<zone-photo><amp-img src='/a.jpg'>Ảnh tải chậm</amp-img></zone-photo>"
    caption = "<zone-note><i>Bè cá được kéo vào vịnh</i></zone-note>"
    text = f"<p>{LEAD}</p>{paragraphs(0, 2)}{picture}{caption}{paragraphs(2)}"
    found = read(f"<story-block><h1>{TITLE}</h1>{text}</story-block>")
    assert whole(found) == [LEAD, *PARAGRAPHS]
    roles = {block.text: block.role for block in found.blocks}
    assert roles["Bè cá được kéo vào vịnh"] == "caption"
    assert "Ảnh tải chậm" not in roles


def test_a_line_set_like_none_above_the_moment_and_the_text_is_the_title() -> None:
    line = "Kiểm tra công tác phòng cháy tại cảng cá phía đông"
    body = f"<div>Bến cá hôm nay</div><div class='q1'>{line}</div><div>Ngày đăng: 03/12/2018 17:25</div><div>{paragraphs()}</div>"
    html = f"<html><head><title>Cổng thông tin</title></head><body>{body}</body></html>"
    found = extract(Page(html.encode()))
    assert isinstance(found, Article)
    assert found.title == line
    assert whole(found) == PARAGRAPHS
