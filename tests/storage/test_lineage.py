"""From whom a story is known."""

from dataclasses import dataclass

import pytest

from storage.queries.lineage import sources, spelled


@dataclass(frozen=True)
class Row:
    id: str
    site: str
    agency: str = ""
    kind: str = "event"
    like: str = ""
    mirror: bool = False


def test_three_papers_with_one_agency_are_one_source() -> None:
    rows = [
        Row(str(n), f"bao{n}.vn", agency) for n, agency in enumerate(("TTXVN", "ttxvn", "TTXVN"))
    ]
    assert sources(rows) == {"ttxvn"}


def test_two_agencies_are_two_sources_also_in_one_credit() -> None:
    assert sources([Row("1", "a.vn", "TTXVN"), Row("2", "b.vn", "Reuters")]) == {"ttxvn", "reuters"}
    assert sources([Row("1", "a.vn", "AFP, Sputnik")]) == {"afp", "sputnik"}


def test_a_copy_without_a_credit_counts_with_its_original() -> None:
    rows = [Row("1", "a.vn"), Row("2", "b.vn", kind="copy", like="1")]
    assert sources(rows) == {"a"}


def test_whoever_credits_an_agency_speaks_for_all_copies_of_the_text() -> None:
    rows = [
        Row("1", "a.vn"),
        Row("2", "b.vn", "TTXVN", "copy", "1"),
        Row("3", "c.vn", "", "copy", "2"),
    ]
    assert sources(rows) == {"ttxvn"}


def test_papers_that_write_for_themselves_count_one_by_one() -> None:
    assert sources([Row("1", "a.vn"), Row("2", "b.vn"), Row("3", "a.vn")]) == {"a", "b"}


@pytest.mark.parametrize("mirror", ["baomoi.com", "vietgiaitri", "www.baomoi.com"])
def test_a_mirror_counts_for_nothing_beside_others(mirror: str) -> None:
    assert sources([Row("1", "a.vn"), Row("2", mirror)]) == {"a"}
    assert sources([Row("1", "a.vn"), Row("2", mirror, "Reuters")]) == {"a", "reuters"}
    assert len(sources([Row("2", mirror)])) == 1


def test_a_site_that_says_it_is_a_mirror_counts_for_nothing_beside_others() -> None:
    assert sources([Row("1", "a.vn"), Row("2", "gopnhat", mirror=True)]) == {"a"}
    assert sources([Row("2", "gopnhat", mirror=True)]) == {"gopnhat"}


def test_a_paper_that_is_credited_by_name_is_that_paper() -> None:
    assert sources([Row("1", "tuoitre.vn"), Row("2", "b.vn", "Tuổi Trẻ")]) == {"tuoitre"}


def test_copies_that_point_at_each_other_are_no_trap() -> None:
    rows = [Row("1", "a.vn", kind="copy", like="2"), Row("2", "b.vn", kind="copy", like="1")]
    assert sources(rows) == {"a"}


def test_nothing_known_is_no_source() -> None:
    assert sources([]) == sources([Row("1", "")]) == frozenset()


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Tuổi Trẻ", "tuoitre"),
        ("tuoitre.vn", "tuoitre"),
        ("www.sggp.org.vn", "sggp"),
        ("Al Jazeera", "aljazeera"),
        ("Đại Đoàn Kết", "daidoanket"),
        ("", ""),
    ],
)
def test_names_are_compared_in_one_spelling(name: str, same: str) -> None:
    assert spelled(name) == same
