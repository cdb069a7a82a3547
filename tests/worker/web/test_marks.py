import html
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from scrapers.text import nfc
from worker.web.marks import found, quoted, short

TEXT = st.text(alphabet=st.sampled_from("đĐàẢệữ aNgoạihội <>&\"'-–\x0b1ư̂"), max_size=60)


def plain(marked: str) -> str:
    return html.unescape(re.sub(r"</?mark>", "", marked))


@given(TEXT, TEXT)
def test_marking_changes_no_letter(text: str, words: str):
    assert plain(found(text, words)) == nfc(text)


@given(TEXT, TEXT)
def test_nothing_but_the_mark_is_markup(text: str, words: str):
    assert "<" not in re.sub(r"</?mark>", "", found(text, words))


@given(TEXT, TEXT)
def test_composed_and_decomposed_text_are_marked_alike(text: str, words: str):
    assert found(unicodedata.normalize("NFD", text), words) == found(
        unicodedata.normalize("NFC", text), words
    )


def test_words_are_marked_with_and_without_marks_in_any_case():
    assert found("Đàm phán với NGA", "dam Nga") == "<mark>Đàm</mark> phán với <mark>NGA</mark>"


def test_a_part_of_a_syllable_is_not_marked():
    assert found("Ngay hôm nay", "nga") == "Ngay hôm nay"


def test_a_quote_is_marked_where_it_stands():
    assert (
        quoted("Nga & NATO gặp nhau.", ["NATO gặp nhau", "không có"])
        == "Nga &amp; <mark>NATO gặp nhau</mark>."
    )


@given(TEXT, st.integers(2, 40))
def test_what_is_cut_is_never_longer_than_asked(text: str, limit: int):
    assert len(short(text, limit)) <= limit


def test_a_cut_lies_between_words_and_shows():
    assert short("Hội đồng Nga – NATO họp", 16) == "Hội đồng Nga…"
