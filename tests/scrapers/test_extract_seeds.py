"""The user's five seeds: every line of them."""

from pathlib import Path

from scrapers.article import Article, Listing, Page
from scrapers.extract import extract

SEEDS = Path(__file__).parents[2] / "seeds" / "pages"


def read(number: str) -> tuple[Article | Listing, list[str]]:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    content = path.read_bytes()
    lines = [line.strip() for line in content.decode().splitlines() if line.strip()]
    return extract(Page(content)), lines


def article(number: str) -> tuple[Article, list[str]]:
    found, lines = read(number)
    assert isinstance(found, Article)
    return found, lines


def kept(found: Article) -> list[str]:
    return [block.text for block in found.blocks if block.kept]


def role(found: Article, beginning: str) -> set[str]:
    return {block.role for block in found.blocks if block.text.startswith(beginning)}


def test_the_first_seed_is_a_listing_of_its_lines() -> None:
    found, lines = read("000")
    assert isinstance(found, Listing)
    assert [item.teaser for item in found.items] == lines
    assert all(not item.title and not item.url for item in found.items)


def test_every_line_of_a_seed_is_a_block() -> None:
    for number in ("001", "002", "003", "004"):
        found, lines = article(number)
        assert [block.text for block in found.blocks] == lines


def test_the_second_seed() -> None:
    found, lines = article("001")
    assert kept(found) == [lines[0], lines[1], *lines[3:7], *lines[8:11]]
    assert found.title == lines[0]
    assert found.lead == lines[1]
    assert (found.agency, found.authors, found.published) == ("TTXVN", (), "")
    assert role(
        found, "Mỹ, Nga nhất trí tiến hành đàm phán an ninh vào tháng 1 năm 2022 ảnh 1"
    ) == {"caption"}
    assert [related.title for related in found.related] == [
        "Ngoại trưởng Nga và Mỹ hội đàm bên lề hội nghị của OSCE",
        "Nga đề xuất thành lập sàn giao dịch ngũ cốc BRICS",
    ]


def test_the_third_seed_ends_where_the_next_story_begins() -> None:
    found, lines = article("002")
    assert kept(found) == [lines[0], lines[1], lines[3], lines[4], *lines[6:11]]
    assert role(found, "Video đang HOT") == {"promo"}
    assert role(found, "Nga hối thúc phương Tây") == {"related"}
    assert [related.title for related in found.related] == [
        "Nga hối thúc phương Tây phản hồi rõ ràng về đề xuất an ninh",
        'Ông Putin cảnh báo Nga sẽ đáp trả nếu NATO vượt "lằn ranh đỏ"',
    ]


def test_the_fourth_seed_is_an_eighth_of_its_file() -> None:
    found, lines = article("003")
    first = next(i for i, line in enumerate(lines) if line.startswith("Ngày 11/1, trước thềm"))
    assert kept(found) == [lines[0], lines[2], *lines[first : first + 9]]
    assert found.authors == ("Bảo Hà",)
    assert found.agency == "Sputnik, AFP"
    assert found.published == ""
    assert role(found, "Theo dõi Baoquocte.vn trên") == {"promo"}
    assert not any("Tử vi" in text or "Lịch âm" in text for text in kept(found))


def test_the_fifth_seed() -> None:
    found, lines = article("004")
    assert kept(found) == [lines[0], lines[2], *lines[6:8], *lines[10:15]]
    assert found.published == "2022-01-11T08:09:00+07:00"
    assert found.lead.startswith("Theo phóng viên TTXVN tại Mỹ, ngày 10/1")
    assert (found.site, found.section) == ("thethaovanhoa.vn", "Tin tức 24h")
    assert (found.authors, found.agency) == (("Bùi Đại Thắng",), "TTXVN")
    assert role(found, "Điện Kremlin thông báo") == {"related"}


def test_the_lead_is_not_repeated_in_the_body() -> None:
    for number in ("001", "002", "003", "004"):
        found, _ = article(number)
        assert found.lead
        assert found.lead not in found.body


def test_an_article_of_short_paragraphs_is_no_listing() -> None:
    text = (
        "Hai đoàn gặp nhau sáng nay tại khách sạn bên hồ.\n"
        "Cuộc gặp kéo dài hai giờ và không có tuyên bố chung.\n"
        "Ông trưởng đoàn nói không khí buổi làm việc khá cởi mở.\n"
        "Tuy nhiên, hai bên vẫn còn cách nhau rất xa về thời hạn.\n"
        "Theo ông, vòng tiếp theo sẽ diễn ra vào tuần sau.\n"
    )
    assert isinstance(extract(Page(text.encode())), Article)


def test_a_text_of_bare_titles_is_a_listing() -> None:
    titles = [
        "Hai đoàn gặp nhau bên hồ vào sáng thứ hai",
        "Giá lúa mì tăng mạnh trong phiên đầu tuần",
        "Đội tuyển trẻ công bố danh sách hai mươi cầu thủ",
        "Thành phố thử nghiệm xe buýt chạy bằng pin",
    ]
    found = extract(Page("\n".join(titles).encode()))
    assert isinstance(found, Listing)
    assert [item.title for item in found.items] == titles
