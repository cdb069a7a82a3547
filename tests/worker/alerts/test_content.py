import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worker.alerts.samples import ARTICLE, NOW, URL, Proof, snapshot
from worker.alerts.content import QUOTE, Change, trial, web_address


def test_a_snapshot_is_json_and_names_everything() -> None:
    told = snapshot(articles=3)
    assert json.loads(json.dumps(told)) == told
    assert told["alert"] == "l-00112233445566aa"
    assert told["topic"] == {"id": "russia_nato_talks", "name": "Đàm phán Nga–NATO"}
    assert told["story"] == {"id": "s-8899aabbccddeeff", "title": ARTICLE.title}
    assert told["article"] == {
        "id": "a-0123456789abcdef",
        "title": ARTICLE.title,
        "lead": ARTICLE.lead,
        "url": URL,
        "site": "Báo Ví Dụ",
        "published": "2026-03-09T11:02:00+07:00",
        "agency": "TTXVN",
    }
    assert told["articles"] == 3
    assert told["at"] == "2026-03-09T04:30:00+00:00"


def test_a_sentence_is_quoted_once_with_all_that_it_stands_for() -> None:
    told = snapshot(evidence=[Proof("Câu một.", "Nga"), Proof("Câu một.", "NATO")])
    assert told["evidence"] == [
        {"quote": "Câu một.", "field": "body", "concept": "Nga, NATO", "says": "Nga; NATO"}
    ]


def test_a_concept_is_told_in_the_words_of_its_topic() -> None:
    proofs = [Proof("Câu một.", "talks_between"), Proof("Câu một.", "at_a_place", weight=0.5)]
    (told,) = snapshot(evidence=proofs, says={"talks_between": "hai bên đàm phán"})["evidence"]
    assert told["concept"] == "talks_between, at_a_place"
    assert told["says"] == "hai bên đàm phán; at a place"


def test_what_speaks_against_the_topic_proves_nothing() -> None:
    proofs = [Proof("Câu một."), Proof("Câu hai.", weight=-4), Proof("Câu ba.", weight=0)]
    assert [one["quote"] for one in snapshot(evidence=proofs)["evidence"]] == ["Câu một."]


def test_the_five_strongest_sentences_are_quoted() -> None:
    told = snapshot(evidence=[Proof(f"Câu {n}.", weight=n + 1) for n in range(9)])
    assert [one["quote"] for one in told["evidence"]] == [f"Câu {n}." for n in (8, 7, 6, 5, 4)]


def test_a_late_weak_concept_of_a_quoted_sentence_is_still_named() -> None:
    proofs = [Proof(f"Câu {n}.", weight=9 - n) for n in range(7)]
    told = snapshot(evidence=[*proofs, Proof("Câu 0.", "OSCE", weight=0.1)])
    assert told["evidence"][0]["concept"] == "Nga và NATO gặp nhau, OSCE"


@given(st.text(max_size=2000))
def test_no_quotation_is_long(text: str) -> None:
    told = snapshot(
        replace(ARTICLE, title=text, lead=text, body=text),
        evidence=[Proof(text)],
        changed=[Change(text, text, text)],
    )
    texts = [told["article"]["title"], told["article"]["lead"], told["evidence"][0]["quote"]]
    texts += told["changed"][0].values()
    assert all(len(one) <= QUOTE and len(one.splitlines()) <= 1 for one in texts)


def test_a_long_quotation_is_cut_between_words() -> None:
    lead = snapshot(replace(ARTICLE, lead="thỏa thuận " * 60))["article"]["lead"]
    assert len(lead) <= QUOTE
    assert lead.endswith((" thỏa…", " thuận…"))


def test_an_article_without_a_lead_is_shown_by_its_first_paragraph() -> None:
    told = snapshot(replace(ARTICLE, lead=""))
    assert told["article"]["lead"] == "Thân bài không đi theo thư."


def test_a_change_comes_with_both_sentences() -> None:
    told = snapshot(kind="development", changed=[Change("ngày họp", "Họp 12/1.", "Họp 13/1.")])
    assert told["changed"] == [{"what": "ngày họp", "before": "Họp 12/1.", "after": "Họp 13/1."}]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//vidu.vn/x", "/x", "https://", "https://a b/",
     "https://vidu.vn/\nBcc: x", "http://[::1", "ftp://vidu.vn/x", ""],
)  # fmt: skip
def test_no_reader_is_sent_to_what_is_no_web_address(url: str) -> None:
    assert web_address(url) == ""


@pytest.mark.parametrize("url", [URL, "HTTP://vidu.vn/", "https://vidu.vn/tin-tức?q=a%20b"])
def test_web_addresses_stay_as_they_are(url: str) -> None:
    assert web_address(url) == url


def test_a_trial_says_that_it_is_no_news() -> None:
    told = trial("desk", NOW)
    assert told["kind"] == "test"
    assert "không phải tin tức" in told["article"]["lead"]
    assert told.keys() == snapshot().keys()
    assert told["article"].keys() == snapshot()["article"].keys()
