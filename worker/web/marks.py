"""Marked places in scraped text, as safe HTML. Pure: text in, escaped markup out."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from markupsafe import Markup, escape

from scrapers.text import fold, nfc, syllables

_CUT = 240  # characters from which a quote without a full stop has been cut off
_ENDS = (".", "!", "?", "…", '"', "”", "'", "’", ")", "]")


def found(text: str, words: str) -> Markup:
    """`text` with every whole syllable of the search `words` marked, with or without Vietnamese marks."""
    wanted = sorted(set(syllables(words)), key=len, reverse=True)
    text = nfc(text)
    if not wanted:
        return escape(text)
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, wanted))})(?![^\W_])")
    return _mark(text, (match.span() for match in pattern.finditer(fold(text))))


def quoted(text: str, quotes: Iterable[str]) -> Markup:
    """`text` with every quote that stands in it marked."""
    spans = sorted((start, start + len(q)) for q in quotes if q and (start := text.find(q)) >= 0)
    return _mark(text, spans)


def short(text: str, limit: int) -> str:
    """`text`, cut at a space before `limit` characters and marked as cut."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:–-") + "…"


def whole(text: str) -> str:
    """A quoted `text` with the dots that say where it is cut out of its sentence."""
    begins = "… " if text[:1].islower() else ""
    ends = " …" if len(text) >= _CUT and not text.endswith(_ENDS) else ""
    return f"{begins}{text}{ends}"


def part(text: str) -> str:
    """`text` as one part of an address: an id may hold anything."""
    return quote(text, safe="")


def _mark(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    pieces, done = [Markup()], 0
    for start, end in spans:
        if end <= done:
            continue
        begin = max(start, done)
        pieces += [escape(text[done:begin]), Markup("<mark>{}</mark>").format(text[begin:end])]
        done = end
    return Markup().join([*pieces, escape(text[done:])])
