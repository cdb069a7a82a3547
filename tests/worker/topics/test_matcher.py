from dataclasses import dataclass

import pytest

from scrapers.text import even, lower
from worker.topics.matcher import Matcher
from worker.topics.sentences import sentences


@dataclass(frozen=True)
class Word:
    aliases: tuple[str, ...]
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    names: bool = False


CONCEPTS = {
    "russia": Word(("Nga", "Điện Kremlin", "Kremlin"), not_after=("thiên", "chị"), names=True),
    "city": Word(("Viên",)),
    "talk": Word(("đàm phán", "gặp"), not_before=("phải",)),
    "security": Word(("đàm phán an ninh",)),
    "council": Word(("Hội đồng Nga - NATO",)),
}
BITS = {name: 1 << place for place, name in enumerate(CONCEPTS)}
MATCHER = Matcher(CONCEPTS, BITS)


def named(text: str) -> set[str]:
    text = even(text)
    bits = 0
    for mention in MATCHER.mentions(text, lower(text)):
        assert text[mention.start : mention.end].strip()
        bits |= mention.bits
    return {name for name, bit in BITS.items() if bits & bit}


@pytest.mark.parametrize(
    "text",
    [
        "Nga họp",
        "quân Nga",
        "Kiev tố Nga",
        "Tháng Mười, Nga",
        "(Nga)",
        "NGA HỌP",
        "Tổng thống Nga Putin",
        "Nga-Trung",
    ],
)
def test_the_country_is_named(text: str) -> None:
    assert "russia" in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "thiên nga",
        "hồ Thiên Nga",
        "Ngay hôm nay",
        "chị Nga",
        "nghệ sĩ Thúy Nga hát",
        "ở Nga Sơn",
        "ngà voi",
        "nga",
    ],
)
def test_the_country_is_not_named(text: str) -> None:
    assert "russia" not in named(text)


def test_a_capital_matches_only_a_capital() -> None:
    assert named("họp ở Viên") == {"city"}
    assert named("nhân viên") == set()


def test_a_word_may_be_forbidden_before_another() -> None:
    assert named("gặp phải khó khăn") == set()
    assert named("gặp nhau") == {"talk"}


def test_a_longer_alias_also_names_what_it_begins_with_and_holds() -> None:
    assert named("đàm phán an ninh") == {"talk", "security"}
    assert named("Hội đồng Nga–NATO") == {"council", "russia"}


def test_an_alias_matches_whole_syllables() -> None:
    assert named("đàm phánh") == set()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Một. Hai! Ba?", ["Một.", "Hai!", "Ba?"]),
        ("Ngày 13.12 họp. Nga nói", ["Ngày 13.12 họp.", "Nga nói"]),
        ("Ông V. Putin ở TP. Vinh", ["Ông V. Putin ở TP. Vinh"]),
        ("Tin A; tin B | tin C", ["Tin A", "tin B", "tin C"]),
        ("Dòng một\n\nDòng hai", ["Dòng một", "Dòng hai"]),
        ("“Không.” Nga đáp", ["“Không.”", "Nga đáp"]),
        ("  ", []),
    ],
)
def test_a_text_is_cut_into_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts
