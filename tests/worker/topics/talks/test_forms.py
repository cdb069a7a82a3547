"""Ways in which papers tell of talks: who calls whom, who answers an offer, what the next clause adds."""

import pytest


def _told(mentions):
    return [(one.parties, one.form, one.date and one.date.name, one.status) for one in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tối 9/2, Tổng thống Nga Vladimir Putin đã gọi điện cho Tổng thống Mỹ Barack Obama.",
            (("RU", "US"), "call", "2022-02-09", "held"),
        ),
        (
            "Kết thúc cuộc hội đàm kéo dài hai giờ ở Geneva hôm 8-2, ông Biden và ông Putin không ra tuyên bố chung.",
            (("RU", "US"), "meeting", "2022-02-08", "held"),
        ),
        (
            "Sau hơn bốn giờ hội đàm tại Riyadh hôm 8/2, Mỹ và Nga nhất trí mở lại đại sứ quán.",
            (("RU", "US"), "meeting", "2022-02-08", "held"),
        ),
        (
            "Nga bác bỏ đề nghị của Mỹ về nối lại đàm phán kiểm soát vũ khí.",
            (("RU", "US"), "talks", None, "refused"),
        ),
        (
            "Vòng tham vấn giữa Nga và Mỹ, dự kiến diễn ra ngày 20/2 tại Vienna, bị hoãn theo đề nghị của Moskva.",
            (("RU", "US"), "consultation", "2022-02-20", "postponed"),
        ),
        (
            "Paris đã hủy cuộc gặp giữa Ngoại trưởng Pháp và Ngoại trưởng Nga vốn được ấn định vào ngày 22/2, nguồn tin ngoại giao cho biết.",
            (("RU", "FR"), "meeting", "2022-02-22", "cancelled"),
        ),
        (
            "Các ngoại trưởng NATO họp khẩn ở Brussels hôm 9/2.",
            (("NATO",), "meeting", "2022-02-09", "held"),
        ),
        (
            "Sau cuộc họp các ngoại trưởng ở Brussels hôm 9/2, NATO thông báo ngừng mọi hợp tác.",
            (("NATO",), "meeting", "2022-02-09", "held"),
        ),
        ("NATO ngừng họp với Nga", (("RU", "NATO"), "meeting", None, "refused")),
        (
            "NATO sẽ không tổ chức thêm phiên họp nào của Hội đồng Nga - NATO.",
            (("RU", "NATO"), "council", None, "refused"),
        ),
        (
            "Hôm 9/2, tại Rome, lãnh đạo NATO và Tổng thống Nga đã kết thúc cuộc họp thượng đỉnh với việc ký Tuyên bố Rome.",
            (("RU", "NATO"), "summit", "2022-02-09", "held"),
        ),
        (
            "Ông Macron sẽ thăm Nga vào thứ Hai tuần sau để hội đàm với ông Putin, trước khi tới Kiev một ngày sau đó.",
            (("RU", "FR"), "meeting", "2022-02-14", "planned"),
        ),
        (
            "Rạng sáng 9/2 (giờ Việt Nam), ông Biden và ông Putin đã điện đàm.",
            (("RU", "US"), "call", "2022-02-08", "held"),
        ),
        (
            "Ông Zelensky dự kiến đến Thổ Nhĩ Kỳ vào ngày 10/2 để thảo luận.",
            (("UA", "TR"), "visit", "2022-02-10", "planned"),
        ),
        (
            "Hôm 9/2, tại Geneva, Thư ký Hội đồng An ninh Nga Nikolai Patrushev đã hội kiến Cố vấn An ninh quốc gia Mỹ Jake Sullivan.",
            (("RU", "US"), "meeting", "2022-02-09", "held"),
        ),
        (
            "Sau cuộc điện đàm dài hai giờ với ông Biden hôm 8/2, Tổng thống Putin nói ông sẵn sàng nhân nhượng.",
            (("RU", "US"), "call", "2022-02-08", "held"),
        ),
        (
            "Ông Lavrov tỏ ra lạnh nhạt với người đồng cấp Anh Liz Truss tại cuộc hội đàm sáng 10/2.",
            (("RU", "GB"), "meeting", "2022-02-10", "held"),
        ),
        (
            "Giám đốc CIA William Burns hai ngày 2 và 3-2 đã hội đàm với ông Patrushev.",
            (("RU", "US"), "meeting", "2022-02-02/2022-02-03", "held"),
        ),
        (
            "Nga và OSCE sẽ họp trong hai ngày 28/2 và 1/3 tại Vienna.",
            (("RU", "OSCE"), "meeting", "2022-02-28/2022-03-01", "planned"),
        ),
        (
            "EU bác đề xuất của Đức và Pháp về việc tổ chức hội nghị thượng đỉnh với Nga.",
            (("RU", "EU"), "summit", None, "refused"),
        ),
        (
            "Giám đốc CIA William Burns đã gặp Giám đốc Cơ quan tình báo đối ngoại Nga Sergei Naryshkin hôm 9/2.",
            (("RU", "US"), "meeting", "2022-02-09", "held"),
        ),
        (
            "Đức kêu gọi NATO và Nga tổ chức đối thoại vào ngày 20/2.",
            (("RU", "NATO"), "talks", "2022-02-20", "proposed"),
        ),
        (
            "Đại sứ Mỹ hôm 9/2 đã trao cho Bộ Ngoại giao Nga văn bản phúc đáp các đề xuất an ninh.",
            (("RU", "US"), "letter", "2022-02-09", "held"),
        ),
    ],
)
def test_a_sentence_tells_one_talk(read, text, expected):
    assert _told(read(text)) == [expected]


def test_what_nobody_says_is_no_talk(read):
    assert read("Ông được hỏi liệu các cuộc đàm phán có đang diễn ra với phía Nga hay không.") == ()


def test_a_city_of_which_it_is_said_that_they_meet_there_is_the_place(read):
    (one,) = read("Phái đoàn Nga tới Riyadh, nơi diễn ra cuộc đàm phán với phái đoàn Mỹ ngày 11/2.")
    assert one.place == "Riyadh"


@pytest.mark.parametrize(
    "text",
    [
        "Ngoại trưởng Mỹ sẽ tới Moskva ngày 15/2 để hội đàm với người đồng cấp Nga.",
        "Ngoại trưởng Mỹ sẽ thăm Moskva và có cuộc gặp với ông Lavrov ngày 15/2.",
    ],
)
def test_who_travels_to_talk_talks_where_he_goes(read, text):
    (one,) = read(text)
    assert (one.place, one.date.name) == ("Moscow", "2022-02-15")


@pytest.mark.parametrize(
    "text",
    [
        "Nga: Cuộc gặp với Mỹ ở Istanbul là thực chất. Cuộc họp của quan chức hai nước hôm 9/2 kéo dài sáu giờ, Bộ Ngoại giao Nga cho biết.",
        "Đàm phán Nga - Mỹ bế tắc. Hai bên sẽ gặp lại vào ngày 9/2.",
    ],
)
def test_both_sides_are_those_of_the_talk_named_before(read, text):
    one = read(text)[-1]
    assert (one.parties, one.date.name) == (("RU", "US"), "2022-02-09")


def test_the_day_up_to_which_they_talk_is_not_theirs(read):
    (one,) = read(
        "Nga và Mỹ đàm phán hôm nay tại Geneva. Cuộc đàm phán dự kiến kéo dài đến ngày 12/2."
    )
    assert one.date.name == "2022-02-10"


def test_a_talk_that_is_moved_has_its_new_day_however_far_behind_it_stands(read):
    (one,) = read(
        "Cuộc họp của Hội đồng Nga - NATO về an ninh châu Âu tại Brussels được dời từ ngày 20/2 sang ngày 22/2 theo ý phía Nga, NATO thông báo hôm 9/2."
    )
    assert (one.moved_from.name, one.date.name) == ("2022-02-20", "2022-02-22")


@pytest.mark.parametrize(
    "text",
    [
        "Ba Lan kêu gọi hủy cuộc họp Hội đồng Nga - NATO ngày 20/2.",
        "Nga dọa rút khỏi cuộc đàm phán Nga - NATO ngày 20/2.",
    ],
)
def test_a_talk_that_somebody_wants_off_is_not_off(read, text):
    (one,) = read(text)
    assert (one.date.name, one.status) == ("2022-02-20", "")


def test_whoever_does_not_sit_at_the_table_refuses_nothing(read):
    assert read("Ba Lan phản đối cuộc họp Hội đồng Nga - NATO.") == ()


def test_the_quote_of_a_long_sentence_begins_with_the_sentence_or_a_clause(read):
    long = "trong bối cảnh quan hệ hai bên xuống thấp chưa từng thấy kể từ khi kết thúc Chiến tranh Lạnh, "
    begins = f"Ngày 9/2, Nga và Mỹ đã hội đàm tại Geneva {long * 4}theo báo chí."
    (one,) = read(begins)
    assert one.quote.startswith("Ngày 9/2, Nga và Mỹ")
    ends = f"Theo báo chí, {long * 4}Nga và Mỹ đã hội đàm tại Geneva ngày 9/2."
    (other,) = read(ends)
    assert other.quote.startswith("trong bối cảnh")
    assert other.quote.endswith("ngày 9/2.")
    assert len(other.quote) <= 300
