"""From whom a story is known: agencies and papers, each counted once however often it was printed. Pure.

1. Articles that hold one text are one report; whoever credits an agency for it speaks for all of them.
2. A report comes from the agencies that it credits ("TTXVN", "AFP, Sputnik"); where it credits none, from the paper
   that brought it first.
3. Sites that only print what others wrote count for nothing, unless nothing else is there.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol

MIRRORS = frozenset(
    {"baomoi", "vietgiaitri", "docbao", "tin247", "xaluan", "vietbao", "msn", "tintuconline"}
)
"""Known by name, for credits ("theo Báo Mới") and for papers without a site file; the others say `mirror = true` in theirs."""
_SUFFIX = re.compile(r"(?:\.(?:com|net|org|gov|edu|info))?(?:\.[a-z]{2,4})?$")


class Printed(Protocol):
    """An article of a story; `kind` "copy": it holds the text of `like`, or the other way round.

    `mirror`: its site says of itself that it prints what others wrote.
    """

    @property
    def id(self) -> str: ...
    @property
    def site(self) -> str: ...
    @property
    def agency(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def like(self) -> str: ...
    @property
    def mirror(self) -> bool: ...


def sources(articles: Sequence[Printed]) -> frozenset[str]:
    """The names, in one spelling, of those from whom a story's `articles` (as they joined) are known."""
    reports = _reports(articles)
    writers = frozenset(name for report in reports for name in _of(report, mirrors=False))
    return writers or frozenset(name for report in reports for name in _of(report, mirrors=True))


def _reports(articles: Sequence[Printed]) -> list[list[Printed]]:
    """The articles by the text that they hold."""
    by_id = {one.id: one for one in articles}
    reports: dict[str, list[Printed]] = {}
    for one in articles:
        reports.setdefault(_original(one, by_id), []).append(one)
    return list(reports.values())


def _original(one: Printed, by_id: dict[str, Printed]) -> str:
    passed = set[str]()
    while one.kind == "copy" and one.like in by_id:
        passed.add(one.id)
        one = by_id[one.like]
        if one.id in passed:
            return min(passed)
    return one.id


def _of(report: Sequence[Printed], *, mirrors: bool) -> list[str]:
    """The agencies that it credits, else the paper that brought it first; with or without `mirrors`."""
    credited = [
        name
        for one in report
        for credit in one.agency.split(",")
        if (name := spelled(credit)) and (mirrors or name not in MIRRORS)
    ]
    papers = [
        name for one in report if (name := spelled(one.site)) and (mirrors or not _mirror(one))
    ]
    return credited or papers[:1]


def _mirror(one: Printed) -> bool:
    return one.mirror or spelled(one.site) in MIRRORS


def spelled(name: str) -> str:
    """A name without case, marks, spaces and the end of a host name: "Tuổi Trẻ", "tuoitre.vn" → "tuoitre"."""
    bare = name.strip().casefold().replace("đ", "d").removeprefix("www.")
    plain = unicodedata.normalize("NFD", _SUFFIX.sub("", bare) if "." in bare else bare)
    return "".join(char for char in plain if char.isalnum())
