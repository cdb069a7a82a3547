"""Pages of our own writing, each modelled on one thing that real pages do."""

from dataclasses import asdict
from pathlib import Path

import pytest

from scrapers.article import Article, Listing, Page
from scrapers.errors import LayoutChanged, NoArticle
from scrapers.extract import extract
from scrapers.site import Site

PAGES = Path(__file__).parent / "pages"


def article(name: str, site: Site | None = None) -> Article:
    page = Page((PAGES / f"{name}.html").read_bytes())
    found = extract(page, site)
    assert isinstance(found, Article)
    return found


def roles(found: Article, text: str) -> set[str]:
    return {block.role for block in found.blocks if text in block.text}


def test_a_lead_outside_the_text_is_kept_in_a_box_called_sidebar() -> None:
    found = article("lead_outside_in_a_sidebar")
    assert found.title == "Hai nước láng giềng nối lại đường dây nóng quốc phòng"
    assert found.lead.startswith("Viễn Đông Sau hai năm gián đoạn")
    assert found.body.count("\n\n") == 2
    assert found.authors == ("Lê Minh Tâm",)
    assert found.url == "https://vidu.vn/hai-nuoc-noi-lai-duong-day-nong-4512345.html"
    assert found.site == "vidu.vn"


def test_a_local_clock_marked_utc_is_read_as_the_reader_sees_it() -> None:
    assert article("lead_outside_in_a_sidebar").published == "2023-03-14T09:15:00+07:00"


def test_a_caption_and_a_linked_story_are_no_text() -> None:
    found = article("lead_outside_in_a_sidebar")
    assert roles(found, "Hai bộ trưởng trong một lần gặp") == {"caption"}
    assert roles(found, "Toàn cảnh vụ va chạm") == {"related"}
    assert any(r.url == "/toan-canh-va-cham-4500001.html" for r in found.related)


def test_one_class_for_boxes_and_text_is_told_apart_by_links() -> None:
    found = article("one_class_for_boxes_and_text")
    assert "Ba con số về cảng mới" in found.body
    assert "Giai đoạn hai" in found.body
    assert "Tuyến vận tải ven biển" not in found.body
    assert "Quyết định được công bố" not in found.body
    assert "Bến tàu du lịch" not in found.body
    assert found.lead.startswith("Chiếc tàu chở hàng đầu tiên")


def test_comments_and_tags_below_are_no_text_and_the_name_there_is_the_author() -> None:
    found = article("one_class_for_boxes_and_text")
    assert roles(found, "Tôi đã chờ cảng này") == {"comment"}
    assert found.authors == ("Trần Văn Mẫu",)


def test_a_body_of_breaks_in_a_misnamed_box_is_found() -> None:
    found = article("divs_and_breaks")
    assert found.lead.startswith("Nước từ thượng nguồn")
    assert found.body.count("\n\n") == 2
    assert roles(found, ">> Người dân") == {"related"}
    assert found.authors == ("Nguyễn Văn Sông",)
    assert found.published == "2012-08-12T07:05:00+07:00"


def test_a_body_printed_twice_is_read_once() -> None:
    found = article("printed_twice")
    assert found.title == "Thư viện lưu động đến với trẻ em vùng cao"
    assert f"{found.lead}\n\n{found.body}".count("hai nghìn cuốn sách") == 1


def test_the_captions_of_a_photo_story_are_its_text() -> None:
    assert article("photo_story").body.count("\n\n") == 3


def test_captions_and_film_prompts_go_and_a_table_stays() -> None:
    found = article("captions_as_paragraphs")
    assert "Toàn cảnh phiên khai mạc" not in found.body
    assert "Clip:" not in found.body
    assert "Đại diện cấp cao" in found.body
    assert found.agency == "Reuters, AFP"
    assert found.published == "2023-02-20T20:53:00+07:00"


def test_a_fragment_without_a_head_has_title_lead_and_date() -> None:
    found = article("fragment_without_a_head")
    assert found.title == "Tòa án mở lại phiên xử sau hai lần hoãn"
    assert found.lead.startswith("Phiên xử được mở lại")
    assert found.published == "2020-01-05T09:28:00+07:00"
    assert found.authors == ("Hoàng Yên",)
    assert "Bạn đang đọc" not in found.body


def test_stories_named_between_and_inside_paragraphs_go_into_related() -> None:
    found = article("related_in_the_middle")
    assert found.body.count("\n\n") == 1
    titles = {related.title for related in found.related}
    assert "Ga biên giới sửa xong trước hạn một tháng" in titles
    assert "Lịch sử tuyến đường sắt qua những bức ảnh cũ" in titles
    assert roles(found, "Ngành đường sắt cho biết") == {"teaser"}
    assert found.authors == ("Ca Tiếu",)


def test_the_clock_of_the_day_is_no_publication_date() -> None:
    found = article("no_h1_and_a_clock_on_top")
    assert found.title == "Làng nghề đan lát hồi sinh nhờ đơn hàng xuất khẩu"
    assert found.published == "2021-06-03"
    assert found.authors == ()


def test_an_amp_page_with_a_list_of_json_ld() -> None:
    found = article("two_line_amp")
    assert (found.published, found.modified) == (
        "2022-09-28T05:30:00+07:00",
        "2022-09-28T06:00:00+07:00",
    )
    assert (found.section, found.authors) == ("Thời sự", ("Phạm Hải",))


def test_a_foreign_page_without_telling_names() -> None:
    found = article("foreign")
    assert (found.title, found.language) == ("Talks resume after a winter pause", "en")
    assert found.lead.startswith("Envoys met")
    assert found.body.count("\n\n") == 2
    assert "What the two sides want" not in found.body


def test_a_tag_page_is_a_listing_of_items() -> None:
    found = extract(Page((PAGES / "listing_of_a_tag.html").read_bytes()))
    assert isinstance(found, Listing)
    assert len(found.items) == 6
    first, fifth = found.items[0], found.items[4]
    assert first.title == "Hội đồng hai bên họp lần đầu sau hai năm gián đoạn"
    assert first.teaser.startswith("Cuộc họp kéo dài bốn giờ")
    assert first.url == "https://vidu.vn/hop-hoi-dong-10001.html"
    assert first.published == "2022-01-12T20:15:00+07:00"
    assert fifth.teaser.startswith("Kênh liên lạc từng bị ngừng")


def test_every_block_says_why() -> None:
    for path in sorted(PAGES.glob("*.html")):
        found = extract(Page(path.read_bytes()))
        assert found.blocks
        assert all(block.why for block in found.blocks), path.name
        kept = {"title", "lead", "body"}
        assert all(block.kept == (block.role in kept) for block in found.blocks)


def site(**selectors: object) -> Site:
    return Site.model_validate(
        {
            "key": "vidu",
            "name": "Ví Dụ",
            "home": "https://vidu.vn/",
            "feeds": ["https://vidu.vn/rss"],
            "article": selectors,
        }
    )


def test_a_site_file_has_the_last_word() -> None:
    ruled = site(title="h1", lead="p.description", body="article", remove=["figure"])
    found = article("lead_outside_in_a_sidebar", ruled)
    assert roles(found, "Hai bộ trưởng trong một lần gặp") == {"promo"}
    assert any("site file" in block.why for block in found.blocks)
    plain = article("lead_outside_in_a_sidebar")
    for name in ("title", "lead", "body", "published", "authors"):
        assert asdict(found)[name] == asdict(plain)[name]


@pytest.mark.parametrize(
    ("selectors", "message"),
    [
        ({"title": "h1.nowhere"}, "vidu: article.title = 'h1.nowhere' matches 0 times"),
        ({"lead": "p"}, "vidu: article.lead = 'p' matches 7 times"),
        ({"body": "div.gone"}, "vidu: article.body = 'div.gone' matches 0 times"),
        ({"published": "h1"}, "which is no date"),
    ],
)
def test_what_a_site_file_names_and_a_page_lacks_is_a_changed_layout(
    selectors: dict[str, str], message: str
) -> None:
    with pytest.raises(LayoutChanged) as error:
        article("lead_outside_in_a_sidebar", site(**selectors))
    assert message in str(error.value)


def test_a_feed_is_no_page() -> None:
    with pytest.raises(NoArticle, match="feed"):
        extract(Page(b'<?xml version="1.0"?><rss><channel></channel></rss>'))


def test_a_place_and_a_sentence_parted_by_a_style_sheet_are_parted_in_a_link_too() -> None:
    row = "<li><h3><a href='/tin-{0}-445000{0}.html'>Đội chủ nhà thắng trận thứ {0} của mùa</a></h3><p><a href='/tin-{0}-445000{0}.html'><span>Hà Nội</span>Ba bàn trong hiệp hai giúp đội chủ nhà lên đầu bảng.</a></p></li>"
    rows = "".join(row.format(number) for number in range(1, 9))
    found = extract(Page(f"<body><ul>{rows}</ul>".encode()))
    assert isinstance(found, Listing)
    assert all(item.teaser.startswith("Hà Nội Ba bàn") for item in found.items)
