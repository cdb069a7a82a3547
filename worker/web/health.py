"""How the sites are, from their files and their sources' rows. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from storage.queries import SourceRow

STATES = ("failing", "silent", "new", "ok", "retired")  # the worst first
_SOURCE = (
    "url", "kind", "state", "since", "code", "message", "next_step", "next_at", "polled", "worked",
    "renewed", "polls", "shown", "new", "failures",
)  # fmt: skip


class SiteFile(Protocol):
    """What is used of `scrapers.site.Site`."""

    @property
    def name(self) -> str: ...
    @property
    def home(self) -> str: ...


def sites(files: Mapping[str, SiteFile], rows: Iterable[SourceRow]) -> list[dict[str, Any]]:
    """Every site that has a file or sources, the sick first, then by name.

    A site is as well as its worst source; one whose sources were never polled is "new".
    """
    of_site: dict[str, list[SourceRow]] = {key: [] for key in files}
    for row in rows:
        of_site.setdefault(row.site, []).append(row)
    found = [_site(key, files.get(key), sources) for key, sources in of_site.items()]
    return sorted(found, key=lambda site: (STATES.index(site["state"]), site["name"].casefold()))


def state(sources: Iterable[SourceRow]) -> str:
    """ok, failing, silent, new, or retired where no source is left."""
    states = {row.state if row.state in STATES else "failing" for row in sources}
    if not states:
        return "new"
    return next(one for one in STATES if one in states)


def _site(key: str, file: SiteFile | None, sources: list[SourceRow]) -> dict[str, Any]:
    return {
        "key": key,
        "name": file.name if file else key,
        "home": file.home if file else "",
        "declared": file is not None,
        "state": state(sources),
        "polled": max((row.polled for row in sources), default=""),
        "worked": max((row.worked for row in sources), default=""),
        "renewed": max((row.renewed for row in sources), default=""),
        "sources": [{name: getattr(row, name) for name in _SOURCE} for row in sources],
    }
