import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.text import clean, comparable, even, fold, lower, nfc, search_text, syllables

# Vietnamese, its look-alikes, what pages hide between letters, and anything else.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "aàáảãạăắâđĐÐoòóơuúủưyýỷqnNgaT –—-“”\u00a0\u200b\u00ad\u0301\u0323\r\nаоеСİß"
        ),
        st.characters(),
    ),
    max_size=60,
)

OPEN_SYLLABLES = [
    ("hoà", "hòa"), ("hoá", "hóa"), ("hoả", "hỏa"), ("hoã", "hõa"), ("hoạ", "họa"),
    ("khoè", "khòe"), ("khoé", "khóe"), ("khoẻ", "khỏe"), ("khoẽ", "khõe"), ("loẹ", "lọe"),
    ("thuỳ", "thùy"), ("thuý", "thúy"), ("thuỷ", "thủy"), ("thuỹ", "thũy"), ("thuỵ", "thụy"), ("qúy", "quý"),
]  # fmt: skip


@pytest.mark.parametrize(("new", "old"), OPEN_SYLLABLES)
def test_both_tone_placements_are_one_spelling(new: str, old: str) -> None:
    assert even(new) == even(old) == old
    assert even(new.upper()) == old.upper()


@pytest.mark.parametrize(
    "word", ["hoàn", "toán", "khoét", "huỳnh", "quỳ", "quý", "quả", "thuở", "toàn", "nguỵt"]
)
def test_a_closed_syllable_keeps_its_tone_where_it_is(word: str) -> None:
    assert even(word) == word


def test_the_eth_of_old_keyboards_is_a_d_with_a_stroke() -> None:
    assert nfc("Ðức") == "Đức"
    assert fold("Ðức, Đức, đức") == "duc, duc, duc"


def test_dashes_quotes_and_spaces_have_one_form() -> None:
    assert even("Nga – NATO — ‘lằn ranh’ “đỏ”\u00a0!") == "Nga - NATO - 'lằn ranh' \"đỏ\" !"


def test_cyrillic_letters_inside_a_latin_word_are_latin() -> None:
    assert even("NАТО họp") == "NATO họp"
    assert syllables("Мосkva") == ["mockva"]


def test_a_word_all_in_cyrillic_stays() -> None:
    assert even("Москва") == "Москва"


def test_zero_width_characters_do_not_part_a_word() -> None:
    assert clean("đàm\u200b phán\ufeff  Nga\u00ad\t") == "đàm phán Nga"
    assert syllables("N\u200bga") == ["nga"]


def test_composed_and_decomposed_text_are_equal() -> None:
    text = "Đàm phán giữa Nga và NATO tại Thuỵ Sĩ"
    assert comparable(unicodedata.normalize("NFD", text)) == comparable(text)


def test_what_no_database_keeps_is_replaced() -> None:
    assert nfc("a\x00b\ud800c") == "a\ufffdb\ufffdc"


def test_line_ends_are_of_one_kind() -> None:
    assert nfc("a\r\nb\rc") == "a\nb\nc"


def test_a_query_word_matches_whole_syllables_only() -> None:
    indexed = search_text("Ngay hôm nay, Nga–NATO họp về 12/1")
    assert " nga nato " in indexed
    assert indexed.count(" nga ") == 1
    assert " 12 1 " in indexed


@given(TEXTS)
def test_every_function_is_idempotent(text: str) -> None:
    for function in (nfc, clean, comparable, search_text):
        assert function(function(text)) == function(text)
    assert fold(fold(nfc(text))) == fold(nfc(text))
    assert even(even(nfc(text))) == even(nfc(text))


@given(TEXTS)
def test_offsets_in_folded_text_are_offsets_in_the_text(text: str) -> None:
    text = nfc(text)
    assert len(fold(text)) == len(even(text)) == len(lower(text)) == len(text)


@given(TEXTS)
def test_composition_changes_no_key(text: str) -> None:
    other = unicodedata.normalize("NFD", text)
    assert comparable(other) == comparable(text)
    assert syllables(other) == syllables(text)


@given(TEXTS)
def test_clean_text_is_one_line(text: str) -> None:
    assert clean(text) == " ".join(clean(text).split())
    clean(text).encode()


@pytest.mark.parametrize("letter", sorted({*"àảãáạăâèêìòôơùưỳđĐÀẾỢßçœ“”–…\u00a0·©"}))
def test_a_letter_folds_alike_in_plain_company_and_in_rare(letter: str) -> None:
    assert fold(letter) == fold(f"{letter}漢")[0]
