"""News in brief: a page that joins several reports under one title, each below its own headline.

Conservative: the title is nothing but the name of such a series ("Điểm tin 8h: …", "Tin thế giới 11/1"), all headings on
the page are headlines (no regions, no chapters), and each has a text of its own. The text stays the page's article;
each report becomes one of its own as well.
"""

import re
from collections.abc import Sequence

from scrapers.extract import shapes
from scrapers.extract.piece import Piece
from scrapers.extract.sheet import Sheet
from scrapers.text import syllables

_FEWEST = 3  # reports
_WORDS = 5  # of a headline
_LONGEST = 160  # letters of a headline
_SENTENCES = 2  # of a report
_LETTERS = 150
_HEADINGS = frozenset({"h2", "h3", "h4"})

_SERIES = re.compile(r"[^:|;]{3,60}(?=[:|;]|$)")
# What the name of a series is made of; any other word is what a single report is about: "Tin tức Ukraine hôm nay".
_GENERIC = frozenset(
    [
        "tin",
        "tuc",
        "diem",
        "ban",
        "van",
        "nhanh",
        "nong",
        "chinh",
        "moi",
        "noi",
        "bat",
        "dang",
        "chu",
        "y",
        "the",
        "gioi",
        "quoc",
        "te",
        "trong",
        "nuoc",
        "thoi",
        "su",
        "toan",
        "canh",
        "kinh",
        "xa",
        "hoi",
        "sang",
        "trua",
        "chieu",
        "toi",
        "dem",
        "hom",
        "nay",
        "qua",
        "ngay",
        "thang",
        "nam",
        "tuan",
        "thu",
        "hai",
        "ba",
        "tu",
        "sau",
        "bay",
        "gio",
        "gi",
        "co",
        "cung",
        "va",
    ]
)
_TIME = re.compile(r"\d{1,4}h?")
_CALLED = frozenset({"tin", "24h", "24", "diem", "toan"})


def mark(sheet: Sheet) -> None:
    """Number the reports of a page of news in brief (`Piece.story`); nothing where one of them is not whole."""
    if sheet.title_at < 0 or not is_series(sheet.pieces[sheet.title_at].text):
        return
    text = [piece for piece in sheet.inside if piece.role == "body"]
    heads = [i for i, piece in enumerate(text) if _is_heading(piece)]
    ends = [*heads[1:], len(text)]
    reports = [text[head:end] for head, end in zip(heads, ends, strict=False)]
    if len(reports) >= _FEWEST and all(map(_is_whole, reports)):
        for number, report in enumerate(reports, 1):
            for piece in report:
                piece.story = number


def is_series(title: str) -> bool:
    """Is a headline, up to its first colon, nothing but the name of a series of news in brief?"""
    named = _SERIES.match(title)
    words = syllables(named[0]) if named else []
    generic = all(word in _GENERIC or _TIME.fullmatch(word) for word in words)
    return len(words) > 1 and generic and not _CALLED.isdisjoint(words)


def _is_heading(piece: Piece) -> bool:
    """A heading, or a line in bold letters alone."""
    short = len(piece.text) <= _LONGEST and not shapes.is_sentence(piece.text)
    return short and (piece.tag in _HEADINGS or piece.bold)


def _is_whole(report: Sequence[Piece]) -> bool:
    head, *text = report
    if len(shapes.words(head.text)) < _WORDS or any(
        shapes.is_cut_off(piece.text) for piece in text
    ):
        return False
    told = [piece.text for piece in text if shapes.is_sentence(piece.text)]
    return sum(map(shapes.sentences, told)) >= _SENTENCES and sum(map(len, told)) >= _LETTERS
