"""Pieces with roles to an Article."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from scrapers.article import Article, Related
from scrapers.extract import agency, label, roles, shapes
from scrapers.extract.piece import Piece


def article(pieces: Sequence[Piece], *, title: str, url: str = "", plain: bool = False) -> Article:
    """What a page without metadata yields; the facts of an HTML page are laid over it."""
    told = _by_role(pieces)
    name, bare = label.split("\n\n".join(told["lead"]), addresses=plain)
    stamp = next(iter(told["date"]), "")
    source = credited(told["credit"] + told["byline"])
    return Article(
        title=title,
        lead=bare,
        body="\n\n".join(told["body"]),
        url=url,
        site=label.site(name),
        published=roles.moment(stamp) if stamp else "",
        authors=authors(told["byline"], source) or _beside_stamp(told["date"]),
        agency=source,
        section=_section(stamp),
        blocks=tuple([piece.block() for piece in pieces]),
        related=related(pieces, title),
    )


def _by_role(pieces: Iterable[Piece]) -> defaultdict[str, list[str]]:
    """The texts of each role, in their order."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for piece in pieces:
        told[piece.role or ""].append(piece.text)
    return told


def authors(bylines: Iterable[str], agency_: str) -> tuple[str, ...]:
    """The people whom bylines name, without the agency unless nobody else is named."""
    found = tuple(dict.fromkeys(name for text in bylines for name in agency.authors(text)))
    return tuple(name for name in found if name != agency_) or found


def _beside_stamp(stamps: Iterable[str]) -> tuple[str, ...]:
    """The people whose names share a line with the moment of publication."""
    return next((names for text in stamps if (names := agency.before_stamp(text))), ())


def credited(lines: Iterable[str]) -> str:
    """The agency that the first line to credit one names."""
    return next((found for text in lines if (found := agency.credited(text))), "")


_UNLINKED = (("", ""),)


def related(pieces: Iterable[Piece], title: str) -> tuple[Related, ...]:
    """Other stories that the page names, each once."""
    found: dict[str, Related] = {}
    for piece in pieces:
        if piece.role not in {"related", "teaser"}:
            continue
        for linked, url in piece.links or _UNLINKED:
            name = linked or _name(piece)
            if name and name != title and (url or name) not in found:
                found[url or name] = Related(name, url)
    return tuple(found.values())


def _name(piece: Piece) -> str:
    if piece.role == "teaser":
        return ""
    text = piece.text.strip("[]>» ")
    return shapes.first_title(text) if shapes.is_title_like(text) or shapes.is_cut_off(text) else ""


_CLOCK = re.compile(r"\d:\d|\d/\d|gmt", re.IGNORECASE)


def _section(stamp: str) -> str:
    """What stands behind the bar in "11/01/2022 08:09 GMT+7 | Tin tức 24h"."""
    parts = [part.strip() for part in stamp.split("|")]
    return next((p for p in parts[1:] if p and not _CLOCK.search(p)), "")
