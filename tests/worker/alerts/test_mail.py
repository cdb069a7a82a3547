from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.article import Article
from tests.worker.alerts.samples import (
    ARTICLE,
    DELIVERY,
    HEADLINE,
    LEAD,
    NOW,
    QUOTE,
    URL,
    Proof,
    attempt,
    parsed,
    part,
    snapshot,
)
from worker.alerts.content import Change, trial
from worker.alerts.mail import address_of, message, sender, when

SENDER = sender("Điểm tin <diemtin@example.org>")


def written(content: dict[str, Any] | None = None, number: int = 1, **changes: Any) -> EmailMessage:
    delivery = attempt(number, **changes)
    mail = message(
        delivery, content or snapshot(), SENDER, "desk@example.org", "https://tin.example.org"
    )
    return parsed(mail.as_bytes())


def test_the_headers_of_an_alert() -> None:
    mail = written()
    assert mail["From"] == "Điểm tin <diemtin@example.org>"
    assert mail["To"] == "desk@example.org"
    assert mail["Subject"] == f"Điểm tin: {HEADLINE}"
    assert mail["Date"].datetime == NOW
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<russia_nato_talks.example.org>"
    assert mail["Content-Language"] == "vi"


def test_a_mail_says_the_three_weightiest_reasons_of_a_quote_and_the_payload_all() -> None:
    names = [f"lý do {n}" for n in range(1, 6)]
    proofs = [Proof(QUOTE, name, weight=2.0 - n / 10) for n, name in enumerate(names)]
    content = snapshot(evidence=proofs)
    assert content["evidence"][0]["says"] == "; ".join(names)
    mail = written(content)
    for kind in ("plain", "html"):
        assert "lý do 1; lý do 2; lý do 3" in part(mail, kind)
        assert "lý do 4" not in part(mail, kind)


def test_every_attempt_bears_the_same_message_id() -> None:
    assert {written(number=n)["Message-ID"] for n in (1, 2, 9)} == {
        "<d-fedcba9876543210@example.org>"
    }


def test_two_attempts_differ_in_nothing_but_their_date() -> None:
    first, second = (
        message(replace(DELIVERY, attempt=n), snapshot(), SENDER, "desk@example.org").as_bytes()
        for n in (1, 2)
    )
    assert first == second


def test_the_mails_of_a_story_thread_under_one_root_and_subject() -> None:
    opened = written()
    developed = written(
        snapshot(replace(ARTICLE, title="Lùi cuộc họp"), kind="development", title=HEADLINE),
        id="d-0000000000000002",
    )
    assert opened["Message-ID"] != developed["Message-ID"]
    for mail in (opened, developed):
        assert mail["References"] == mail["In-Reply-To"] == "<s-8899aabbccddeeff@example.org>"
        assert mail["Subject"] == f"Điểm tin: {HEADLINE}"


def test_text_comes_first_and_html_last() -> None:
    assert [part.get_content_type() for part in written().iter_parts()] == [
        "text/plain",
        "text/html",
    ]


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_both_parts_say_all_that_a_reader_needs(kind: str) -> None:
    text = part(written(snapshot(articles=3)), kind)
    for said in (
        "Tin mới", HEADLINE, LEAD, "Báo Ví Dụ", "11:02 ngày 09/03/2026", "TTXVN", QUOTE,
        "Nga và NATO gặp nhau", "«desk»", "«Đàm phán Nga–NATO»", "3 bài", "https://tin.example.org",
        "Muốn thôi nhận", "d-fedcba9876543210",
    ):  # fmt: skip
        assert said in text


def test_the_text_has_the_address_as_it_is_and_the_html_escapes_it() -> None:
    mail = written()
    assert URL in part(mail, "plain")
    assert f'href="{URL.replace("&", "&amp;")}"' in part(mail, "html")


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_development_names_what_changed_with_both_sentences(kind: str) -> None:
    change = Change("Ngày họp: 12/1, nay 13/1", "Họp ngày 12/1.", "Họp lùi sang 13/1.")
    text = part(written(snapshot(kind="development", changed=[change])), kind)
    for said in ("Diễn biến mới", change.what, change.before, change.after):
        assert said in text


def test_the_body_of_the_article_is_not_sent() -> None:
    assert b"Th=C3=A2n b=C3=A0i" not in written().as_bytes()


def test_markup_in_scraped_text_is_shown_and_not_obeyed() -> None:
    evil = '<script>alert(1)</script><img src=x onerror="x">{{ 7*7 }}'
    article = replace(ARTICLE, title=evil, lead=evil, agency=evil)
    mail = written(
        snapshot(article, evidence=[Proof(evil, evil)], changed=[Change(evil, evil, evil)])
    )
    html = part(mail, "html")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "{{ 7*7 }}" in html
    assert "<script>alert(1)</script>" in part(mail, "plain")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", 'https://x.vn/"onclick="alert(1)', "data:x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    content = snapshot(replace(ARTICLE, url=url))
    content["article"]["url"] = url  # as a snapshot from elsewhere might have it
    html = part(written(content), "html")
    assert "javascript:" not in html
    assert "data:x" not in html
    assert '"onclick' not in html


@given(
    st.sampled_from(
        ["\r\nBcc: x@example.org", "\n", "\r", "\u2028", "\u2029", "\x0b", "\x00", "\x85"]
    )
)
def test_no_title_can_add_a_header(gap: str) -> None:
    title = f"Nga{gap}NATO"
    mail = written(snapshot(replace(ARTICLE, title=title, agency=title)), follower=f"desk{gap}x")
    assert mail["Bcc"] is None
    assert str(mail["Subject"]).startswith("Điểm tin: Nga")
    assert not mail.defects


@settings(max_examples=30)
@given(st.text(max_size=3000))
def test_any_text_makes_a_mail_that_is_not_clipped(text: str) -> None:
    article = replace(ARTICLE, title=text, lead=text, agency=text)
    change = Change(text, text, text)
    mail = written(snapshot(article, evidence=[Proof(text + str(n)) for n in range(9)], changed=[change] * 3))  # fmt: skip
    assert len(mail.as_bytes()) < 100_000
    assert len(part(mail, "html").encode()) < 100_000


def test_the_longest_mail_stays_below_what_gmail_clips() -> None:
    text = "“ế” & <ỗ> " * 400
    article = replace(ARTICLE, title=text, lead=text, agency=text)
    proofs = [Proof(f"{n} {text}", text[:200]) for n in range(9)]
    mail = written(snapshot(article, evidence=proofs, changed=[Change(text, text, text)] * 6))
    assert len(mail.as_bytes()) < 100_000


def test_nothing_is_loaded_from_elsewhere() -> None:
    html = part(written(snapshot()), "html")
    for remote in ("<img", "<link", "@import", "url(", "src="):
        assert remote not in html


def test_a_dark_reader_gets_dark_colours() -> None:
    assert "prefers-color-scheme: dark" in part(written(), "html")


def test_an_article_of_which_little_is_known_makes_a_mail_without_gaps() -> None:
    content = snapshot(
        replace(ARTICLE, lead="", body="", url="", published="", agency=""), evidence=[]
    )
    text = part(written(content), "plain")
    assert f"{HEADLINE}\nBáo Ví Dụ\n\n-- \n" in text
    assert "None" not in text


def test_an_entry_without_a_title_is_called_by_its_beginning() -> None:
    mail = written(snapshot(replace(ARTICLE, title="", lead=LEAD)))
    assert mail["Subject"] == f"Điểm tin: {LEAD}"
    assert part(mail, "plain").startswith(f"ĐIỂM TIN · Tin mới · Đàm phán Nga–NATO\n\n{LEAD}\n")


def test_an_article_of_which_nothing_is_known_still_makes_a_mail() -> None:
    content = snapshot(Article(), evidence=[])
    assert written(content)["Subject"] == "Điểm tin: (không đề)"


def test_a_trial_says_that_it_is_one() -> None:
    text = part(written(trial("desk", NOW)), "plain")
    assert "Thư thử" in text
    assert "chỉ để thử kênh" in text


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2022-01-11T08:09:00+07:00", "08:09 ngày 11/01/2022"),
        ("2022-01-11T01:09:00+00:00", "08:09 ngày 11/01/2022"),
        ("2022-01-11", "ngày 11/01/2022"),
        ("", ""),
        ("không rõ", ""),
        ("9999-12-31T23:59:59+00:00", ""),
        ("0001-01-01T00:00:00+14:00", ""),
    ],
)
def test_a_moment_is_written_the_vietnamese_way(published: str, shown: str) -> None:
    assert when(published) == shown


@pytest.mark.parametrize(
    ("given", "name", "address"),
    [
        ("diemtin@example.org", "Điểm tin", "diemtin@example.org"),
        ("Ban Quốc tế <qt@example.org>", "Ban Quốc tế", "qt@example.org"),
        ('"Bàn tin, quốc tế" <qt@example.org>', "Bàn tin, quốc tế", "qt@example.org"),
    ],
)
def test_a_sender_may_have_a_name(given: str, name: str, address: str) -> None:
    found = sender(given)
    assert (found.display_name, found.addr_spec) == (name, address)


@pytest.mark.parametrize(
    "text",
    ["", "desk", "desk@", "@example.org", "a b@example.org", "a@b@c", "bàn@example.org", "x@thử.vn",
     "a@example.org\nBcc: b@example.org", "a@example..org", "a@-example.org", "a@example.org,b@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no mail address; write it as"):
        address_of(text)
