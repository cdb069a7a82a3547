"""The course of a talk on its story's page."""

from worker.topics.talks import Evidence, Talk
from worker.web.course import Step, course
from worker.web.marks import whole

PAPERS = {"a": "Sông Hồng", "b": "Hải Đăng", "c": "Đông Đô"}


def _talk(*evidence: Evidence) -> Talk:
    return Talk("t-1", "Họp", ("RU", "NATO"), (), "council", "", "", "planned", "", (), evidence)


def _said(article: str, status: str, day: str, date: str = "", place: str = "") -> Evidence:
    return Evidence(article, "…", status, day, date, place)


def test_each_step_says_only_what_nobody_had_said():
    told = _talk(
        _said("b", "planned", "2026-11-03", "2026-11-10", "Brussels"),
        _said("a", "proposed", "2026-11-02", "2026-11"),
        _said("c", "planned", "2026-11-04", "2026-11", "Geneva"),
        _said("a", "planned", "2026-11-05", "2026-11-10", "Brussels"),
    )
    assert course(told, PAPERS) == (
        Step("2026-11-02", "a", "Sông Hồng", ("được đề xuất", "tháng 11/2026")),
        Step("2026-11-03", "b", "Hải Đăng", ("dự kiến", "10/11/2026", "Brussels")),
        Step("2026-11-04", "c", "Đông Đô", ("Geneva",)),
    )


def test_what_one_article_says_in_two_sentences_is_one_step():
    told = _talk(
        _said("a", "planned", "2026-11-02"), _said("a", "planned", "2026-11-02", "2026-11-10")
    )
    assert [step.says for step in course(told, PAPERS)] == [("dự kiến", "10/11/2026")]


def test_a_quote_shows_where_it_is_cut_out_of_its_sentence():
    assert whole("Nga và NATO họp.") == "Nga và NATO họp."
    assert whole("trong khi Nga và NATO họp.") == "… trong khi Nga và NATO họp."
    assert whole("N" * 290) == "N" * 290 + " …"
    assert whole("Một tiêu đề") == "Một tiêu đề"
