"""The story's page as a briefing: what, who, when, where, according to whom, what changed, what contradicts."""

from tests.worker.web.conftest import Web
from tests.worker.web.newsroom import Newsroom
from worker.web.words import conflict, reason

PLANNED = "Ngoại trưởng Nga Lavrov sẽ hội đàm với Ngoại trưởng Mỹ Blinken tại Geneva ngày 21/1/2022 về bảo đảm an ninh."
VIENNA = "Ngoại trưởng Nga Lavrov và Ngoại trưởng Mỹ Blinken sẽ gặp nhau tại Vienna ngày 21/1/2022."


def _story(newsroom: Newsroom) -> str:
    first = newsroom.article("Nga và Mỹ hẹn gặp", PLANNED, agency="TTXVN")
    story = newsroom.story_of(first)
    newsroom.article("Nga và Mỹ sẽ gặp nhau", PLANNED, site="bencang", story=story)
    newsroom.article("Lavrov gặp Blinken", VIENNA, site="haidang", story=story)
    return story


def test_the_page_says_what_who_when_where_and_according_to_whom(newsroom: Newsroom, web: Web):
    page = web.get(f"/stories/{_story(newsroom)}").text
    brief = page[page.index("Tóm tắt") : page.index("Các bài, theo thứ tự")]
    for told in (
        "dự kiến",
        "Antony Blinken, Sergei Lavrov",
        "21/1/2022",
        "Geneva",
        "TTXVN, Tin Bến Cảng",
    ):
        assert told in brief
    assert PLANNED in brief
    assert "Các báo nói khác nhau về nơi họp: Vienna; cũng có bài nói Geneva" in brief


def test_a_day_that_has_passed_without_a_report_is_said(newsroom: Newsroom, web: Web):
    story = _story(newsroom)
    assert "Ngày họp đã qua" not in web.get(f"/stories/{story}").text
    newsroom.clock.go(days=30)
    assert "Ngày họp đã qua mà chưa có tin về kết quả" in web.get(f"/stories/{story}").text


def test_what_the_followers_were_told_has_changed_stands_with_both_quotes(
    newsroom: Newsroom, web: Web
):
    id_ = newsroom.article("Nga và Mỹ hẹn gặp", PLANNED)
    change = {"what": "dời từ 21/1 sang 24/1", "before": "Ngày 21/1", "after": "<i>Ngày</i> 24/1"}
    newsroom.alert(id_, kind="development", changed=[change])
    page = web.get(f"/stories/{newsroom.story_of(id_)}").text
    assert "Điều đã đổi" in page
    assert "“Ngày 21/1”" in page
    assert "“&lt;i&gt;Ngày&lt;/i&gt; 24/1”" in page


def test_a_hostile_sentence_is_shown_as_text(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("Tin", f"<script>alert(1)</script> {PLANNED}")
    page = web.get(f"/stories/{newsroom.story_of(id_)}").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_story_without_a_talk_names_its_sources_only(newsroom: Newsroom, web: Web):
    id_ = newsroom.article("NATO bàn về Nga", "Liên minh chưa nói gì thêm.", agency="AFP")
    page = web.get(f"/stories/{newsroom.story_of(id_)}").text
    assert "Theo ai" in page
    assert "Khi nào" not in page


def test_contradictions_are_told_in_vietnamese():
    assert conflict("date: 2022-01-12, but also 2022-01-13") == (
        "Các báo nói khác nhau về ngày: 12/1/2022; cũng có bài nói 13/1/2022"
    )
    assert conflict("moved from 2022-01-12 to 2022-01-14") == "Đã dời từ 12/1/2022 sang 14/1/2022"
    assert conflict("status: held, but also cancelled") == (
        "Các báo nói khác nhau: đã diễn ra; cũng có bài nói bị hủy"
    )
    assert conflict("something new") == "something new"


def test_the_course_of_the_talk_stands_between_its_fields_and_the_words_of_the_papers(
    newsroom: Newsroom, web: Web
):
    page = web.get(f"/stories/{_story(newsroom)}").text
    assert page.index("Tóm tắt") < page.index("Diễn biến") < page.index("Lời các báo")


def test_why_an_article_stands_in_its_story_is_told_in_vietnamese():
    assert reason("a new story: nothing of these days is near it").startswith("mở vụ việc mới")
    assert reason(
        "the same event as “Tin” (songhong): likeness 0.81, with the whole story 0.62"
    ) == ("cùng sự kiện với “Tin” (songhong): độ giống 0.81, với cả vụ việc 0.62")
    assert reason("something new") == "something new"
