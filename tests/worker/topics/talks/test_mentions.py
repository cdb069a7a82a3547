"""What one sentence says of a talk."""

import pytest

from scrapers.article import Article, Block
from worker.topics import Topic
from worker.topics.talks import mentions


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Cuộc hội đàm giữa Ngoại trưởng Nga Lavrov và Ngoại trưởng Mỹ Blinken diễn ra hôm 9/2.", ("RU", "US")),
        ("Đàm phán Nga - NATO được tổ chức ngày 9/2 tại Vienna.", ("RU", "NATO")),
        ("Thủ tướng Anh Boris Johnson đã điện đàm với Tổng thống Nga Putin hôm 9/2.", ("RU", "GB")),
        ("Ông Borrell hội đàm với ông Lavrov tại Moskva ngày 9/2.", ("RU", "EU")),
        ("Các quan chức Nga và Đức đã nhóm họp ngày 9/2.", ("RU", "DE")),
        ("Nga cùng Tổ chức An ninh và Hợp tác châu Âu (OSCE), trong đó có Mỹ, sẽ đàm phán ngày 14/2.", ("RU", "US", "OSCE")),
        ("Tại cuộc gặp ngày 9/2, Nga và Pháp nhất trí giữ liên lạc.", ("RU", "FR")),
        ("Mỹ và Nga hiểu nhau hơn sau cuộc gặp giữa hai bên hôm 9/2.", ("RU", "US")),
        ("Tổng thống Mỹ Biden hôm 9/2 nói với Tổng thống Ukraine Zelensky rằng Mỹ sẽ đáp trả.", ("US", "UA")),
        ("NATO và Mỹ đã gửi thư trả lời các đề xuất an ninh của Nga hôm 9/2.", ("RU", "US", "NATO")),
        ("Ngoại trưởng Đức Baerbock cho biết bà sẽ tới Moskva vào tuần tới để thảo luận về Ukraine.", ("RU", "DE")),
    ],
)  # fmt: skip
def test_the_sides_of_a_talk_are_read(read, text, parties):
    (mention,) = read(text)
    assert mention.parties == parties


@pytest.mark.parametrize(
    "text",
    [
        "Nga và NATO gặp phải nhiều trở ngại trong quan hệ hôm 9/2.",
        "Ngoại trưởng Nga và Ngoại trưởng Đức họp báo chung ngày 9/2.",
        "Các nhà đàm phán Nga và Mỹ rời bàn đàm phán hôm 9/2.",
        "Nga và Trung Quốc hội đàm tại Bắc Kinh ngày 9/2.",
        "Mỹ tập trận với NATO ở biển Đen ngày 9/2, Nga theo dõi.",
        "Chị Nga gặp anh Đức ở Mỹ Đình hôm 9/2.",
        "Nga dọa cắt khí đốt của châu Âu từ ngày 9/2.",
        "Mỹ bi quan về đàm phán Nga - NATO.",
        "Tàu ngầm Nga được phát hiện gần bờ biển Mỹ ngày 9/2.",
        "",
    ],
)
def test_what_is_no_talk_of_the_topic_yields_none(read, text):
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nga và Mỹ đã hội đàm tại Geneva ngày 9/2.", "held"),
        ("Nga và Mỹ sẽ hội đàm tại Geneva ngày 14/2.", "planned"),
        ("Mỹ đề nghị Nga tổ chức cuộc gặp giữa hai bên vào ngày 14/2.", "proposed"),
        ("Nga và Mỹ có thể tổ chức cuộc gặp vào tháng tới.", "proposed"),
        ("Cuộc gặp giữa ông Lavrov và ông Blinken ngày 14/2 bị hủy.", "cancelled"),
        ("Blinken hủy cuộc gặp với ông Lavrov dự kiến diễn ra ngày 14/2.", "cancelled"),
        ("Nga và NATO hoãn cuộc họp Hội đồng Nga - NATO ngày 14/2.", "postponed"),
        ("Nga từ chối lời mời đàm phán của NATO.", "refused"),
        ("NATO sẵn sàng đối thoại với Nga.", "proposed"),
        ("Điện Kremlin không loại trừ khả năng gặp thượng đỉnh Nga - Mỹ.", "proposed"),
        ("Phát biểu trước cuộc đàm phán Nga - Mỹ ngày 10/2, ông Lavrov tỏ ra lạc quan.", "planned"),
        ("Ông Putin và ông Macron điện đàm", "held"),
    ],
)
def test_the_status_follows_the_clause_and_the_day(read, text, status):
    assert [mention.status for mention in read(text)] == [status]


@pytest.mark.parametrize(
    ("published", "text", "day"),
    [
        ("2021-12-28", "Nga và Mỹ sẽ đàm phán ngày 12/1.", "2022-01-12"),
        ("2022-01-03", "Ông Putin và ông Biden đã điện đàm ngày 30/12.", "2021-12-30"),
        ("2021-12-26", "Theo hãng Anadolu ngày 25/12, NATO triệu tập cuộc họp Hội đồng Nga - NATO vào ngày 12/1.", "2022-01-12"),
        ("2021-12-26", "NATO triệu tập cuộc họp Hội đồng Nga - NATO ngày 12/1/2022, báo DPA đưa tin hôm 25/12.", "2022-01-12"),
        ("2022-01-08", "Mỹ, Nga sẽ đàm phán vào tuần tới.", "2022-01-10/2022-01-16"),
        ("2022-01-21", "Nga và Mỹ có thể tổ chức cuộc gặp tiếp theo vào tháng tới.", "2022-02"),
        ("2025-08-13", "Ông Trump và ông Putin sẽ gặp nhau tại Alaska ngày 15/8.", "2025-08-15"),
    ],
)  # fmt: skip
def test_the_day_is_that_of_the_talk_not_of_the_report(read, published, text, day):
    (mention,) = read(text, published)
    assert mention.date is not None
    assert mention.date.name == day


def test_the_day_of_a_statement_is_no_day_of_a_talk(read):
    (mention,) = read("NATO ngày 9/2 cho biết sẵn sàng đối thoại với Nga.")
    assert mention.date is None


def test_small_hours_in_hanoi_are_the_day_before_in_washington(read):
    (mention,) = read(
        "Rạng sáng 31/12 (giờ Hà Nội), ông Biden và ông Putin đã điện đàm.", "2021-12-31"
    )
    assert mention.date is not None
    assert mention.date.name == "2021-12-30"


def test_two_talks_of_one_sentence_keep_their_own_days_and_places(read):
    text = (
        "Đàm phán Mỹ - Nga dự kiến diễn ra tại Geneva vào ngày 14/2, trong khi cuộc họp Hội đồng Nga - NATO "
        "sẽ diễn ra tại Brussels, Bỉ vào ngày 16/2 tới."
    )
    found = [(m.parties, m.date and m.date.name, m.place, m.form) for m in read(text)]
    assert found == [
        (("RU", "US"), "2022-02-14", "Geneva", "talks"),
        (("RU", "NATO"), "2022-02-16", "Brussels", "council"),
    ]


def test_coordinated_months_are_two_talks(read):
    text = "Nga và Mỹ đã có các cuộc họp vào tháng 7 và tháng 9/2021."
    assert [m.date and m.date.name for m in read(text)] == ["2021-07", "2021-09"]


def test_this_meeting_is_the_one_told_before(read):
    text = "Nga và Mỹ đã đàm phán ngày 9/2. Cuộc họp này được tổ chức tại Geneva."
    one, other = read(text)
    assert (other.parties, other.date, other.place) == (one.parties, one.date, "Geneva")


def test_a_capital_is_a_place_after_its_preposition_and_a_party_elsewhere(read):
    (mention,) = read("Washington và Moskva đã đàm phán tại Moskva ngày 9/2.")
    assert (mention.parties, mention.place) == (("RU", "US"), "Moscow")


def test_people_bear_their_full_names(read):
    (mention,) = read("Cuộc điện đàm Biden - Putin diễn ra ngày 9/2.")
    assert mention.people == ("Joe Biden", "Vladimir Putin")


def test_without_a_publication_date_a_day_takes_its_year_from_the_text(read):
    text = "Ngày 21/1, ông Lavrov và ông Blinken đã hội đàm. Nga công bố dự thảo ngày 17/12/2021."
    (mention,) = read(text, "")
    assert mention.date is not None
    assert mention.date.name == "2022-01-21"


def test_a_text_without_any_year_gives_a_day_without_one(read):
    (mention,) = read("Ngày 21/1, ông Lavrov và ông Blinken đã hội đàm.", "")
    assert mention.date is not None
    assert (mention.date.yearless, mention.date.name) == (True, "")


def test_a_caption_counts(topic: Topic):
    text = "Ngoại trưởng Nga Lavrov (phải) và người đồng cấp Mỹ Blinken tại cuộc gặp ở Geneva ngày 21/1/2022."
    block = Block(text, "caption", kept=False, why="a caption")
    (mention,) = mentions(Article(title="Tin", blocks=(block,), published="2022-01-22"), topic, "a")
    assert (mention.field, mention.date and mention.date.name) == ("caption", "2022-01-21")


def test_a_quote_is_an_exact_part_of_its_field(topic: Topic):
    body = (
        "Mở đầu. "
        + "Rất dài, " * 60
        + "Nga và Mỹ đã hội đàm ngày 9/2, "
        + "và còn nữa, " * 60
        + "hết."
    )
    article = Article(title="Tin", body=body, published="2022-02-10")
    for mention in mentions(article, topic, "a"):
        assert mention.quote in article.body
        assert len(mention.quote) <= 300


def test_a_council_and_its_verb_are_one_mention(read):
    (council,) = read("Hội đồng Nga - NATO hôm 9/2 họp tại Brussels, năm ngày sau thượng đỉnh.")
    assert (council.form, council.date.name, council.status) == ("council", "2022-02-09", "held")


def test_what_they_agreed_to_do_is_planned(read):
    (told,) = read("Ông Biden cho biết ông và Tổng thống Nga Putin nhất trí gặp nhau tại Geneva.")
    assert (told.parties, told.status, told.place) == (("RU", "US"), "planned", "Geneva")


def test_months_and_weeks_at_large_are_no_date(read):
    (told,) = read("NATO đề nghị đối thoại với Nga trong những tháng tới.")
    assert told.date is None


def test_the_place_of_what_a_talk_follows_is_not_its_own(read):
    (told,) = read("Thượng đỉnh Nga - Mỹ diễn ra ngày 16/2, sau hội nghị NATO ở Brussels.")
    assert told.place == ""


def test_what_is_done_at_a_talk_to_come_is_to_come(read):
    told = read("Theo kế hoạch, tại cuộc gặp giữa Nga và Mỹ, hai bên sẽ bàn về tên lửa.")
    assert {one.status for one in told} == {"planned"}


def test_a_part_of_a_long_sentence_begins_with_a_clause(read):
    long = (
        "Trong một thông báo hôm nay, người phát ngôn của Nhà Trắng cho biết sáng kiến mà nhiều đồng minh ở châu Âu vẫn còn nghi"
        " ngại và một số nghị sĩ phản đối gay gắt ngay từ những ngày đầu tiên khi nó mới được nhắc tới trên mặt báo đã được hai bên"
        " nhất trí tại cuộc hội đàm Nga - Mỹ ngày 12/1 ở Geneva của hai thứ trưởng ngoại giao."
    )
    assert len(long) > 300
    quotes = {one.quote for one in read(long)}
    assert quotes
    assert all(long[: long.index(quote)][-2:] in ("", ", ") for quote in quotes)
