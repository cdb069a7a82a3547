"""What a site's pages hold, the last hundred of them: is its layout what it was, are its dates right? Pure.

A page is [what it showed, characters of its body, minutes from its publication to our first sight, why it failed]:
"t" title, "l" lead, "p" published, "o" on topic; "x" alone: it gave no article, "e" alone: it could not be fetched.
The minutes are None where the page is undated, or was there before we first looked; the last stands with "x" and "e".
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
_NEITHER = {"no_article", "layout_changed", "bad_page"}
"""Codes of a page without an article that say no more than that: the layout has changed."""
_ANCIENT = (
    30 * 24 * 60
)  # minutes: six articles in a row that were so old when they appeared are none of today
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
    if drifts(memo):
        changed["since"] = memo.get("since", 0) + 1
    return changed


def drifts(memo: Mapping[str, Any]) -> bool:
    """Is it said already that the site drifts?"""
    return bool(memo.get("drift") or memo.get("base"))


@dataclass(frozen=True, slots=True)
class Drift:
    """What is wrong with the newest pages, in words; `code` "drift", or why none could be fetched or read."""

    said: str
    code: str = "drift"


def drift(memo: Mapping[str, Any], least: int = 1) -> Drift | None:
    """What the newest pages lack, None where nothing. `least`: characters a body should have."""
    pages: list[Page] = list(memo.get("pages", ()))
    newest = pages[-NEWEST:]
    if len(newest) == NEWEST and all(page[0] == "e" for page in newest):
        code = _why(newest, "")
        return Drift(
            f"none of the last {NEWEST} pages could be fetched{_in_brackets(code)}",
            code or "fetch_failed",
        )
    read = [page for page in pages if page[0] != "e"]
    newest = read[-NEWEST:]
    usual = [page for page in memo.get("base") or read[:-NEWEST] if page[0] != "e"]
    if len(newest) < NEWEST:
        return None
    if all(page[0] == "x" for page in newest):
        return _unread(usual, newest)
    if len(usual) < LEARNED or memo.get("since", 0) >= ACCEPTED:
        return None
    lacking = [_lacking(letter, usual, newest) for letter in _FIELDS]
    lacking.append(_shrunk(usual, newest, least))
    said = "; ".join(filter(None, lacking))
    return Drift(said) if said else None


def _unread(usual: Sequence[Page], newest: Sequence[Page]) -> Drift | None:
    """None of the newest gave an article: unusual where others did, and where none ever did."""
    failing = _share(usual, "x") if usual else 1.0
    few = len(usual) < LEARNED
    if (
        (few and failing < 1.0)
        or (few and len(usual) < NEWEST)
        or (not few and 1 - USUAL <= failing < 1.0)
    ):
        return None
    code = _why(newest, "drift")
    said = f"none of the last {NEWEST} pages gave an article{_in_brackets(code)}"
    return Drift(said if failing == 1.0 else f"{said}; usually {1 - failing:.0%} do", code)


def _why(pages: Sequence[Page], otherwise: str) -> str:
    """The one reason that all of them have, `otherwise` where there are several, or it says too little."""
    codes = {page[3] if len(page) > 3 else "" for page in pages}
    code = codes.pop() if len(codes) == 1 else ""
    return code if code and code not in _NEITHER else otherwise


def _in_brackets(code: str) -> str:
    return "" if code in {"", "drift"} else f" ({code})"


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
    if min(newest) > _ANCIENT:
        return f"the last {NEWEST} articles were dated {median(newest) / 1440:.0f} days before they appeared"
    ahead = [lag for lag in newest if lag < _AHEAD]
    if 2 * len(ahead) > NEWEST:
        return f"{len(ahead)} of the last {NEWEST} articles are dated {-median(ahead) / 60:.1f} h ahead of the clock"
    if len(before) >= LEARNED and median(before) < _PROMPT and min(newest) > _LATE:
        return f"the last {NEWEST} articles were dated {median(newest) / 60:.0f} h before they appeared; usually {median(before):.0f} min"
    return ""


def summary(memo: Mapping[str, Any]) -> Yields | None:
    """The last pages that could be fetched, in numbers; None before the first."""
    pages: list[Page] = [page for page in memo.get("pages", ()) if page[0] != "e"]
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
