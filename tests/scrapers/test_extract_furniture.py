"""What surrounds and interrupts the text on pages of papers that nobody looked at before, fault by fault."""

import pytest

from scrapers.article import Article
from tests.scrapers.test_extract_layouts import LEAD, PARAGRAPHS, TITLE, paragraphs, read, whole

STATED = '<meta property="article:published_time" content="2025-12-08T07:30:00+07:00">'


def around(text: str) -> Article:
    return read(f"<h1>{TITLE}</h1><div class='story'>{paragraphs(0, 3)}{text}{paragraphs(3)}</div>")


def test_paragraphs_in_wrappers_of_their_own_outweigh_one_that_stands_alone() -> None:
    rows = "".join(f'<div class="row"><div class="cell">{text}</div></div>' for text in PARAGRAPHS)
    head = f'<div class="top"><h1>{TITLE}</h1><div class="say"><div>© Kho ảnh</div><div class="said">{LEAD}</div></div></div>'
    assert whole(read(f'<div class="page">{head}<div class="rows">{rows}</div></div>')) == [
        LEAD,
        *PARAGRAPHS,
    ]


def test_a_legend_in_parts_below_a_picture_is_no_lead() -> None:
    legend = "<figcaption><span>Chụp lại, </span><p>Cửa xả số hai nhìn từ đồi thông vào buổi sáng</p></figcaption>"
    found = read(
        f"<h1>{TITLE}</h1><figure><img src='a.jpg'>{legend}</figure><div>{paragraphs()}</div>"
    )
    assert whole(found) == PARAGRAPHS


def test_the_last_entry_of_a_list_heads_no_links_below_it() -> None:
    listed = "<ul><li>Dời bè cá trong ba ngày</li><li>Gặt lúa ngoài đê trước</li></ul>"
    links = "<section><a href='/1'>Làng nghề bên sông mở cửa đón khách</a></section><section><a href='/2'>Chuyến đò cuối cùng trước ngày thông cầu</a></section>"
    assert "Gặt lúa ngoài đê trước" in whole(around(listed + links))


@pytest.mark.parametrize("label", ["- Advertisement -", "Quảng cáo", "Nội dung tài trợ"])
def test_what_shares_a_box_with_the_label_of_advertising_goes(label: str) -> None:
    sold = f"<div class='zz'><span>{label}</span><p>Vé xe về quê đặt trước một tuần được giảm hai mươi phần trăm cho cả nhà.</p></div>"
    assert whole(around(sold)) == PARAGRAPHS


def test_a_line_in_the_middle_right_after_a_picture_is_a_caption() -> None:
    pictured = (
        "<p><img src='a.jpg'></p><p style='text-align: center'>Cửa xả số hai vào buổi sáng.</p>"
    )
    assert whole(around(pictured)) == PARAGRAPHS


def test_a_line_that_announces_somebody_s_words_after_a_picture_is_text() -> None:
    said = "Từ bến đò, phóng viên của chúng tôi kể:"
    assert said in whole(around(f"<p><img src='a.jpg'></p><p>{said}</p>"))


def test_a_title_under_every_picture_of_a_gallery_goes() -> None:
    titled = "<div><img src='a.jpg'></div><h4>Mùa nước về trên hồ</h4>" * 4
    assert whole(around(titled)) == PARAGRAPHS


def test_what_follows_the_tags_goes() -> None:
    tags = "<div class='tags'><a href='/t'>hồ chứa</a></div>"
    offer = "<div class='zz'><h4>Số báo cuối tháng</h4><p>Số này dành mười trang cho các dòng sông, bạn đọc có thể tìm ở sạp báo gần nhà.</p></div>"
    found = read(f"<h1>{TITLE}</h1><article>{paragraphs()}{tags}{offer}</article>")
    assert whole(found) == PARAGRAPHS


@pytest.mark.parametrize("label", ["Xem thêm", "Lire aussi", "Lea también", "Читайте также"])
def test_a_label_run_together_with_its_link_is_no_text(label: str) -> None:
    assert (
        whole(around(f"<p><span>{label}</span> <a href='/1'>Làng nghề bên sông mở cửa</a></p>"))
        == PARAGRAPHS
    )


def test_a_box_without_a_caption_is_no_caption() -> None:
    box = "<div class='sortable noCaption'><p>Hồ được đào năm 1963 và cao hơn mặt sông bốn mươi mét.</p></div>"
    assert len(whole(around(box))) == len(PARAGRAPHS) + 1


def test_a_heading_that_leads_home_is_the_paper_s_name() -> None:
    top = "<h1><a href='/'>Cổng thông tin vùng sông nước</a></h1>"
    found = read(f"{top}<h3>{TITLE}</h3><div>{paragraphs()}</div>")
    assert found.title == TITLE


def test_a_second_line_of_the_title_is_the_lead() -> None:
    second = "Các xã ven sông có ba ngày để dời bè cá lên bờ"
    found = read(f"<h1>{TITLE}</h1><h2>{second}</h2><div class='story'>{paragraphs()}</div>")
    assert whole(found) == [second, *PARAGRAPHS]


PROFILE = "<p>Trần Lê Vân</p><p>Sinh năm 1957 tại Hà Nội</p><p>Trưởng trạm đo nước từ năm 2015 đến nay</p>"


def test_a_name_in_a_box_about_somebody_is_not_the_author_s() -> None:
    line = "<p class='meta'>Quang Huy - 07:30 08/12/2025</p>"
    found = read(f"<h1>{TITLE}</h1>{line}<div class='box'>{PROFILE}</div><div>{paragraphs()}</div>")
    assert (found.authors, whole(found)) == (("Quang Huy",), PARAGRAPHS)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<p class='author'>An Huy -</p>", ("An Huy",)),
        ("<p class='share'>Zalo Facebook</p>", ()),
    ],
)
def test_the_author_may_stand_above_the_title(line: str, authors: tuple[str, ...]) -> None:
    found = read(f"<main><header>{line}<h1>{TITLE}</h1></header><div>{paragraphs()}</div></main>")
    assert found.authors == authors


@pytest.mark.parametrize(
    "line", ["Text Size", "Bình Luận Facebook", "SUGGESTED READS", "BÀI LIÊN QUAN"]
)
def test_buttons_and_headings_in_capitals_are_nobody_s_name(line: str) -> None:
    found = read(f"<h1>{TITLE}</h1><div>{paragraphs()}</div><div>{line}</div>")
    assert found.authors == ()


def test_the_agency_between_title_and_text_is_credited() -> None:
    line = "<div><span class='author'>Linh Chi, </span><span>Theo Lao động </span><span class='time'>10:55 17/08/2018</span></div>"
    found = read(f"<h1>{TITLE}</h1>{line}<div>{paragraphs()}</div>")
    assert (found.authors, found.agency) == (("Linh Chi",), "Lao động")


def test_a_list_of_sections_names_the_first() -> None:
    head = '<script type="application/ld+json">{"@type": "Article", "articleSection": ["Quốc tế", "Nước"]}</script>'
    assert read(f"<h1>{TITLE}</h1><div>{paragraphs()}</div>", head).section == "Quốc tế"


ENGLISH = (
    "<p>The gates of the upper lake were opened a month early, and the villages that lie below were told of it three days before.</p>"
    "<p>Those who keep fish in cages moved them to the bay behind the pagoda, for the stream is slow there and the wind is weak.</p>"
    "<p>The office that measures the river says that the water will rise by half a metre in the night and stay for ten days.</p>"
)


@pytest.mark.parametrize("attribute", ["", ' lang="vi"'])
def test_an_english_text_is_not_called_vietnamese(attribute: str) -> None:
    found = read(f"<div{attribute}><h1>The lake is opened</h1><div>{ENGLISH}</div></div>")
    assert found.language == "en"


ABROAD = '<link rel="canonical" href="https://paper.example.fr/ho-chua-dau-nguon"><meta property="article:published_time" content="2022-01-26T10:12:04+00:00">'


def test_abroad_the_head_knows_the_zone_of_the_clock_that_is_shown() -> None:
    shown = "<p>Đăng ngày: 26/01/2022 - 11:12</p>"
    body = f"<h1>{TITLE}</h1>{shown}<div>{paragraphs()}</div>"
    assert read(body, ABROAD).published == "2022-01-26T10:12:04+00:00"
    assert read(body, ABROAD.replace(".fr", ".vn")).published == "2022-01-26T11:12:00+07:00"


OTHER = [
    "Đêm qua một tàu hàng mắc cạn ở cửa sông, thủy thủ đoàn mười hai người đều an toàn trên boong.",
    "Cảng vụ cho hai tàu kéo chờ con nước lớn lúc bốn giờ sáng để đưa tàu ra luồng chính.",
]
NEXT = "Tàu hàng mắc cạn ở cửa sông chờ nước lớn"


def below(heading: str, box: str = "{}") -> Article:
    own = box.format(f"<h1>{TITLE}</h1>{paragraphs()}")
    other = box.format(heading + "".join(f"<p>{text}</p>" for text in OTHER))
    return read(f"<div class='all'>{own}{other}</div>", STATED)


@pytest.mark.parametrize(
    ("heading", "box"),
    [
        (f"<h2>{NEXT}</h2><div>08/12/2025 09:15</div>", "{}"),
        (f"<h2>{NEXT}</h2><div>08/12/2025 09:15</div>", "<div class='one'>{}</div>"),
        (f"<h1>{NEXT}</h1>", "<div class='one'>{}</div>"),
    ],
)
def test_a_second_story_below_the_first_is_no_part_of_it_and_not_lost(
    heading: str, box: str
) -> None:
    found = below(heading, box)
    assert whole(found) == PARAGRAPHS
    told = [block.text for block in found.blocks if block.role == "related"]
    assert told == [NEXT, *OTHER]


@pytest.mark.parametrize(
    "heading", [f"<h2>{NEXT}</h2>", f"<p><b>{NEXT}</b></p>", "<h1>Ngoài cửa sông</h1>"]
)
def test_a_subheading_begins_no_other_story(heading: str) -> None:
    assert OTHER[1] in whole(below(heading))


def test_chapters_in_boxes_called_alike_are_one_story() -> None:
    assert OTHER[1] in whole(below(f"<h2>{NEXT}</h2>", "<section class='chapter'>{}</section>"))


def test_a_line_in_a_box_called_a_title_is_the_title_where_the_head_states_none() -> None:
    table = (
        f"<table><tr><td class='pTitle'>{TITLE}</td></tr><tr><td class='pHead'>{LEAD}</td></tr>"
        f"<tr><td class='pBody'>{paragraphs()}</td></tr></table>"
    )
    found = read(table.replace("<table>", "<title>Hoi nghi</title><table>"))
    assert (found.title, whole(found)) == (TITLE, [LEAD, *PARAGRAPHS])


def test_who_wrote_and_who_designed_are_no_text() -> None:
    signed = "<p>Nội dung: Lưu Bích Hà</p><p>Thiết kế: Tổ Đồ họa</p>"
    found = read(f"<h1>{TITLE}</h1><div>{paragraphs()}{signed}</div>")
    assert (found.authors, whole(found)) == (("Lưu Bích Hà",), PARAGRAPHS)


def test_the_words_of_linked_data_are_tags() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "keywords": ["hồ chứa", "lũ"]}</script>'
    assert read(f"<h1>{TITLE}</h1><div>{paragraphs()}</div>", head).tags == ("hồ chứa", "lũ")


ASKED = "Nhận những câu chuyện bên sông trước bảy giờ sáng, không tốn một đồng nào."


@pytest.mark.parametrize(
    "field",
    [
        "<input type='email'>",
        "<textarea></textarea>",
        "<button>Gửi</button>",
        "<a href='/x'>Gửi</a>",
    ],
)
def test_a_small_box_with_a_field_or_a_button_asks_for_something(field: str) -> None:
    found = whole(around(f"<div class='zz'><p>{ASKED}</p>{field}</div>"))
    assert ASKED not in found
    assert found == PARAGRAPHS


def test_a_paragraph_with_a_button_in_it_is_kept() -> None:
    assert ASKED in whole(around(f"<p>{ASKED} <button>i</button></p>"))


def test_a_page_in_one_form_is_kept() -> None:
    found = read(
        f"<form><input name='q'><h1>{TITLE}</h1><div>{paragraphs()}</div><input type='submit'></form>"
    )
    assert whole(found) == PARAGRAPHS


def test_a_sentence_that_shares_a_frame_with_a_picture_is_its_legend() -> None:
    legend = "Đứa nhỏ nhất lớp vừa tròn sáu tuổi."
    framed = f"<div class='zz'><img src='a.jpg'><div class='yy'>{legend}</div></div>"
    assert legend not in whole(around(framed))


def test_a_picture_after_a_paragraph_makes_it_no_legend() -> None:
    said = "Đứa nhỏ nhất lớp vừa tròn sáu tuổi."
    assert said in whole(around(f"<div class='zz'>{said}</div><img src='a.jpg'>"))


def test_clubs_that_are_linked_in_a_table_are_kept() -> None:
    row = "<tr><td><a href='/b/1'>Bè Trên</a></td><td>mười bốn em biết nổi</td></tr>"
    assert "Bè Trên" in whole(around(f"<table>{row}</table>"))


def test_the_words_of_a_button_in_a_heading_are_the_heading() -> None:
    asked = "<h3><button aria-controls='r1'>Bao lâu thì được xuống nước lại?</button></h3>"
    assert "Bao lâu thì được xuống nước lại?" in whole(around(asked))


def test_a_form_whose_fields_stand_in_paragraphs_goes_with_its_title() -> None:
    form = f"<div class='zz'><form><p>{ASKED}</p><p><label>Họ tên</label><input></p></form></div>"
    assert whole(around(form)) == PARAGRAPHS


def test_the_heading_of_a_box_that_holds_nothing_but_furniture_goes() -> None:
    box = "<div class='zz'><h4>Dùng kèm</h4><div><a href='/p/1'>Đai đỡ vai cỡ vừa</a><span>210.000đ</span><button>Mua</button></div></div>"
    assert whole(around(box)) == PARAGRAPHS


def test_a_credit_with_its_label_is_told_also_above_a_notice() -> None:
    said = "<p>Tác giả: Vũ Hạnh - Phòng Văn hóa huyện</p>"
    found = read(
        f"<h1>{TITLE}</h1><div class='story'>{paragraphs()}</div>{said}<div>Chú ý: Việc đăng lại bài viết trên mà không ghi rõ nguồn là vi phạm bản quyền</div>"
    )
    assert whole(found) == PARAGRAPHS
    assert found.authors == ("Vũ Hạnh",)


def test_who_tells_of_copying_is_kept() -> None:
    said = "Việc sao chép mẫu mũ của làng đã khiến giá xuống còn một nửa chỉ trong một mùa."
    assert said in whole(around(f"<p>{said}</p>"))


def test_a_page_of_a_kind_of_its_own_states_its_moment_too() -> None:
    stated = '<script type="application/ld+json">{"@type":"MedicalWebPage","datePublished":"2025-09-03T07:45:00+07:00"}</script>'
    found = read(f"{stated}<h1>{TITLE}</h1><p>03/09/2025</p><div>{paragraphs()}</div>")
    assert found.published == "2025-09-03T07:45:00+07:00"


def test_a_line_that_ends_in_a_link_to_here_leads_elsewhere() -> None:
    line = "<p>Tải toàn văn quyết định <a href='/f.pdf'>tại đây</a>.</p>"
    assert whole(around(line)) == PARAGRAPHS


def test_who_says_something_is_no_author() -> None:
    quote = "<div class='quote'><div>“Đất mà giận là nứt hết.”</div><div class='quote-author'>Bà Nguyễn Thị Út</div></div>"
    assert around(quote).authors == ()


def test_entries_that_open_with_a_clock_are_one_report() -> None:
    entries = "".join(
        f"<div class='e'><div class='t'>1{n}:30</div><div class='x'><p>{text}</p></div></div>"
        for n, text in enumerate(PARAGRAPHS)
    )
    found = whole(read(f"<h1>{TITLE}</h1><div class='feed'>{entries}</div>"))
    assert [text for text in found if text in PARAGRAPHS] == PARAGRAPHS


def test_without_a_title_a_paragraph_right_above_the_text_is_its_lead() -> None:
    found = read(
        f"<div class='page'><div class='b'>{LEAD}</div><div class='story'>{paragraphs()}</div></div>"
    )
    assert whole(found) == [LEAD, *PARAGRAPHS]


def test_a_short_text_under_a_dated_title_outweighs_longer_teasers_of_other_stories() -> None:
    teasers = "".join(
        f"<li><a href='/tin-{i}.html'>Chuyến đò thứ {i} cuối cùng trước ngày thông cầu</a><p>{LEAD} {text}</p></li>"
        for i, text in enumerate(PARAGRAPHS * 2)
    )
    short = f"<div>08/12/2025 07:30</div><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
    found = read(
        f"<div><h1>{TITLE}</h1>{short}</div><div><h3>Tin khác</h3><ul>{teasers}</ul></div>"
    )
    assert whole(found) == PARAGRAPHS[:2]


SAID = ["Đọc xong thấy thương bà con quá.", "Mong bài tiếp theo.", "Quê tôi cũng từng như thế."]


@pytest.mark.parametrize(
    "head", ["<b>Lý Gia Bảo</b> <i>{} phút trước</i>", "<p>Mai Anh</p><p>{} giờ trước</p>"]
)
def test_names_and_minutes_ago_make_comments_of_what_stands_with_them(head: str) -> None:
    said = "".join(
        f"<div class='zc'>{head.format(i + 2)}<p>{text}</p></div>" for i, text in enumerate(SAID)
    )
    late = "<div class='zc'><b>Người xa quê</b><p>Nhìn ảnh là nhớ bến sông.</p></div>"
    assert whole(around("")) == PARAGRAPHS
    found = read(f"<div><h1>{TITLE}</h1>{paragraphs()}<div class='zz'>{said}{late}</div></div>")
    assert whole(found) == PARAGRAPHS


def test_a_live_report_that_counts_minutes_keeps_its_entries() -> None:
    entries = "".join(
        f"<p>{i + 2} phút trước</p><p>{text}</p>" for i, text in enumerate(PARAGRAPHS)
    )
    said = whole(read(f"<h1>{TITLE}</h1><div>{entries}</div>"))
    assert [text for text in said if text in PARAGRAPHS] == PARAGRAPHS


def test_the_card_of_another_story_goes_with_the_line_below_its_headline() -> None:
    headline = "Chuyến đò cuối cùng trước ngày thông cầu mới"
    card = f"<div><a href='/d'><img src='a.jpg'></a><div><a href='/d'>{headline}</a><span>Cả xóm ra bến.</span></div></div>"
    assert whole(around(card)) == PARAGRAPHS


def test_an_article_element_called_related_inside_the_text_is_another_story() -> None:
    told = f"<h5><a href='/d'>Làng nghề mở cửa đón khách</a></h5><div>VÍ DỤ - {LEAD} {PARAGRAPHS[5]}</div>"
    assert whole(around(f"<article class='article-related embed'>{told}</article>")) == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "Mời bạn bấm thích trang để không bỏ lỡ tin mới",
        "Nếu đây là lần đầu bạn ghé thăm, hãy đăng ký trước khi gửi bài.",
        "Nếu còn thắc mắc về thủ tục, mời bạn gọi tổng đài để được chuyên viên hỗ trợ.",
        "Tự động cập nhật sau 60 giây Tải lại",
        "Muốn đọc thêm về thủy lợi, mời bạn bấm vào đây",
        "A-A+ Đọc bài viết bằng giọng nói nhân tạo",
        "<a href='/tai'>Tải trọn bộ biểu mẫu bồi thường mới nhất của huyện</a>",
        "Tham vấn y khoa: BS. Đinh Sơn · Bệnh viện Đa khoa, đã có 11 năm kinh nghiệm",
    ],
)
def test_a_line_that_asks_or_offers_something_is_no_text(line: str) -> None:
    found = read(
        f"<h1>{TITLE}</h1><p>{line}</p><div class='story'>{paragraphs()}<p>{line}</p></div>"
    )
    assert whole(found) == PARAGRAPHS


def test_a_picture_that_leads_to_another_page_opens_the_card_of_another_story() -> None:
    card = "<div class='zz'><a href='/chuyen-khac-1'><img src='a.jpg'></a><div><p>Phân biệt hai loại lưới rê</p><p>Hai loại có nhiều nét giống nhau khiến người mới dễ lầm.</p></div></div>"
    assert whole(around(card)) == PARAGRAPHS


def test_a_picture_that_leads_to_itself_opens_no_card() -> None:
    said = "Hai loại lưới có nhiều nét giống nhau khiến người mới vào nghề dễ lầm, nhất là khi trời chưa sáng hẳn."
    shown = f"<div class='zz'><a href='/a.jpg'><img src='a.jpg'></a><p>{said}</p><p>{said[:60]} và tối.</p></div>"
    assert said in whole(around(shown))


def test_text_beside_a_picture_in_a_figure_of_its_own_is_no_legend() -> None:
    said = "Bè làm bằng thân chuối, mỗi chiếc gắn chín ngọn nến."
    beside = f"<div class='zz'><figure><img src='a.jpg'></figure><div class='yy'><p>{said}</p></div></div>"
    assert said in whole(around(beside))


@pytest.mark.parametrize(
    "line",
    [
        "Chia sẻ điều này:",
        "Bài viết này có hữu ích với bạn không?",
        "Bạn thấy bài viết này thế nào?",
    ],
)
def test_who_asks_what_readers_think_of_the_page_asks_for_something(line: str) -> None:
    assert whole(around(f"<p>{line}</p>")) == PARAGRAPHS


def test_who_tells_of_sharing_is_kept() -> None:
    said = "Chia sẻ của người giữ bến"
    assert said in whole(around(f"<h3>{said}</h3>"))
