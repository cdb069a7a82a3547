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
    ],
)
def test_a_sentence_tells_one_talk(read, text, expected):
    assert _told(read(text)) == [expected]


def test_what_nobody_says_is_no_talk(read):
    assert read("Ông được hỏi liệu các cuộc đàm phán có đang diễn ra với phía Nga hay không.") == ()


def test_a_city_of_which_it_is_said_that_they_meet_there_is_the_place(read):
    (one,) = read("Phái đoàn Nga tới Riyadh, nơi diễn ra cuộc đàm phán với phái đoàn Mỹ ngày 11/2.")
    assert one.place == "Riyadh"
