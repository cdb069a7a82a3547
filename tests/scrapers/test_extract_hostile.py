"""Pages made to hang or fill a parser, each in a real process with little memory and little time."""

import subprocess
import sys

import pytest

from tests.scrapers.hostile import CASES
from tests.servers.processes import ROOT

EXPECTED = {
    "fifty megabytes of paragraphs": "too_large",
    "fifty megabytes of tiny tags": "too_large",
    "one text of fifty megabytes": "too_large",
    "fifty megabytes without a space": "too_large",
    "a hundred thousand nested elements": "too_many_tags",
    "fifty thousand attributes": "too_many_attributes",
    "a hundred thousand attributes": "too_many_attributes",
    "six hundred tags of twenty attributes": "too_many_attributes",
    "three hundred open formats in every paragraph": "too_many_tags",
    "open formats that cells only seem to close": "too_many_tags",
    "formats closed behind all paragraphs": "too_many_tags",
    "null bytes alone": "empty",
    "null bytes between the letters": "not_text",
    "gzip bytes": "not_text",
    "a gzip bomb": "not_text",
    "a picture": "not_text",
    "UTF-16 without a mark": "article",
    "JSON-LD a hundred thousand deep": "article",
    "lists in JSON-LD a hundred thousand deep": "article",
    "ten thousand unclosed <b> with names": "too_many_tags",
    "a million entities": "article",
    "a value without an end in every tag": "too_many_attributes",
    "a format of 100 kB in every paragraph": "too_many_tags",
    "a link of 100 kB in every paragraph": "too_many_attributes",
    "links of a megabyte, repeated behind a quoted end": "too_many_attributes",
    "menus within menus round much text": "too_large",
}
ANSWERS = {"article", "listing", "no_article", "empty", "not_text", "too_large", "too_deep", "too_many_tags", "too_many_attributes", "too_many_lines", "too_many_blocks"}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_page_is_answered_or_refused_by_name(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.scrapers.hostile", name],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:] or f"ended by signal {-done.returncode}"
    assert done.stdout == EXPECTED.get(name, done.stdout)
    assert done.stdout in ANSWERS
