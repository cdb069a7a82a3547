"""/api/talks: the timeline as JSON."""

from tests.worker.web.conftest import Web
from tests.worker.web.newsroom import Newsroom


def test_a_talk_that_two_papers_report_stands_once_with_both_quotes(newsroom: Newsroom, web: Web):
    lead = "Nga và Mỹ sẽ đàm phán về bảo đảm an ninh tại Geneva vào ngày 21/1/2022."
    one = newsroom.article("Nga và Mỹ hẹn gặp", lead)
    other = newsroom.article("Geneva chờ Nga và Mỹ", lead, site="haidang")
    [talk] = web.get("/api/talks").json["talks"]
    assert (talk["parties"], talk["place"], talk["date"]) == (["RU", "US"], "Geneva", "2022-01-21")
    assert {proof["article"] for proof in talk["evidence"]} == {one, other}
    assert lead in {proof["quote"] for proof in talk["evidence"]}


def test_a_topic_that_does_not_exist_is_named(web: Web):
    assert web.get("/api/talks", topic="khong-co").status == 422


def test_the_page_of_the_talks_shows_day_place_and_quotes(newsroom: Newsroom, web: Web):
    lead = "Nga và Mỹ sẽ đàm phán về bảo đảm an ninh tại Geneva vào ngày 21/1/2022."
    id_ = newsroom.article("Nga và Mỹ hẹn gặp", lead)
    text = web.get("/talks").text
    assert "21/1/2022" in text
    assert "Geneva" in text
    assert lead in text
    assert f"/articles/{id_}" in text


def test_without_talks_the_page_says_where_they_come_from(web: Web):
    assert "Chưa có cuộc đàm phán nào" in web.get("/talks").text
