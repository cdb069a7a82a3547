"""What a site's pages hold, the last hundred of them: is its layout what it was, are its dates right? Pure.

A page is [what it showed, characters of its body, minutes from its publication to our first sight]:
"t" title, "l" lead, "p" published, "o" on topic; "x" alone: it gave no article. The minutes are None
where the page is undated, or was there before we first looked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

Page = Sequence[Any]

KEPT = 100
NEWEST = 6
"""Pages that must all lack what the others had."""
LEARNED = 12
"""Pages before them from which the usual is known."""
USUAL = 0.8
"""Share of the pages that have what a page of this site has."""
ACCEPTED = 150
"""Pages after which a new layout is the site's layout."""
_SHORT = 0.25  # of the usual length
_LONG_BODY = 400  # characters; of shorter ones the length says little
_AHEAD = -30  # minutes: such a page appeared before it was published
_LATE, _PROMPT = 12 * 60, 3 * 60
_FIELDS = {"t": "title", "l": "lead", "p": "published"}


@dataclass(frozen=True, slots=True)
class Yields:
    """What is usual: shares of the pages with each field, the middle length of a body; share on topic."""

    pages: int
    fields: Mapping[str, float]
    body_chars: int
    on_topic: float
    refused: float


def seen(memo: Mapping[str, Any], page: Page) -> dict[str, Any]:
    """The memo with one more page; while the site drifts, what was usual before stands still."""
    changed = dict(memo) | {"pages": [*memo.get("pages", ()), list(page)][-KEPT:]}
    if memo.get("base"):
        changed["since"] = memo.get("since", 0) + 1
    return changed


def drift(memo: Mapping[str, Any], least: int = 1) -> str:
    """What the newest pages lack, in words; "" where nothing. `least`: characters a body should have."""
    pages: list[Page] = list(memo.get("pages", ()))
    newest = pages[-NEWEST:]
    usual: list[Page] = list(memo.get("base") or pages[:-NEWEST])
    if len(newest) < NEWEST or len(usual) < LEARNED or memo.get("since", 0) >= ACCEPTED:
        return ""
    if all(page[0] == "x" for page in newest) and _share(usual, "x") < 1 - USUAL:
        return f"the last {NEWEST} pages gave no article; usually {1 - _share(usual, 'x'):.0%} do"
    lacking = [_lacking(letter, usual, newest) for letter in _FIELDS]
    lacking.append(_shrunk(usual, newest, least))
    return "; ".join(filter(None, lacking))


def _lacking(letter: str, usual: Sequence[Page], newest: Sequence[Page]) -> str:
    share = _share(usual, letter)
    if share < USUAL or any(letter in page[0] for page in newest):
        return ""
    return f"{_FIELDS[letter]}: on {share:.0%} of {len(usual)} pages, on none of the last {NEWEST}"


def _shrunk(usual: Sequence[Page], newest: Sequence[Page], least: int) -> str:
    before, now = median(page[1] for page in usual), median(page[1] for page in newest)
    if before >= _LONG_BODY and now < max(_SHORT * before, min(least, before)):
        return f"body: usually {before:.0f} characters, {now:.0f} on the last {NEWEST} pages"
    return ""


def misdated(memo: Mapping[str, Any]) -> str:
    """What is wrong with the dates of the newest pages, in words; "" where nothing."""
    lags: list[float] = [page[2] for page in memo.get("pages", ()) if page[2] is not None]
    newest, before = lags[-NEWEST:], lags[:-NEWEST]
    if len(newest) < NEWEST:
        return ""
    ahead = [lag for lag in newest if lag < _AHEAD]
    if 2 * len(ahead) > NEWEST:
        return f"{len(ahead)} of the last {NEWEST} articles are dated {-median(ahead) / 60:.1f} h ahead of the clock"
    if len(before) >= LEARNED and median(before) < _PROMPT and min(newest) > _LATE:
        return f"the last {NEWEST} articles were dated {median(newest) / 60:.0f} h before they appeared; usually {median(before):.0f} min"
    return ""


def summary(memo: Mapping[str, Any]) -> Yields | None:
    """The last pages in numbers; None before the first."""
    pages: list[Page] = list(memo.get("pages", ()))
    if not pages:
        return None
    return Yields(
        pages=len(pages),
        fields={name: round(_share(pages, letter), 2) for letter, name in _FIELDS.items()},
        body_chars=round(median(page[1] for page in pages)),
        on_topic=round(_share(pages, "o"), 3),
        refused=round(_share(pages, "x"), 2),
    )


def _share(pages: Sequence[Page], letter: str) -> float:
    return sum(letter in page[0] for page in pages) / len(pages)
