"""How the sites are, from their files, their sources' rows, their incidents and their pages. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Connection

from storage import queries, yields
from storage.queries import IncidentRow, SourceRow
from worker.pipeline.watch.weekly import Week

STATES = (
    "failing",
    "silent",
    "few",
    "drifting",
    "dates",
    "new",
    "ok",
    "retired",
)  # the worst first
AILING = frozenset(STATES[:5])
_OF_SITE = ("few", "drifting", "dates")
"""Kinds of incidents of a site whose sources answer, the worst first."""
LATELY = timedelta(days=3)
"""How long ago an incident may have ended and is still shown."""
_SOURCE = (
    "url", "kind", "state", "since", "code", "message", "next_step", "next_at", "polled", "worked",
    "renewed", "polls", "shown", "new", "failures",
)  # fmt: skip


_INCIDENT = (
    "subject", "kind", "code", "message", "next_step", "opened", "closed", "ended", "told",
)  # fmt: skip


class SiteFile(Protocol):
    """What is used of `scrapers.site.Site`."""

    @property
    def name(self) -> str: ...
    @property
    def home(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Watched:
    """What is known of the sites at the moment `at`; `held`: what each one's pages held, in numbers."""

    rows: Sequence[SourceRow]
    incidents: Sequence[IncidentRow] = ()
    held: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    at: datetime | None = None


def watched(conn: Connection, now: datetime, only: Collection[str] | None = None) -> Watched:
    """The sources (of these sites `only`), what is or was lately wrong, and what the pages held."""
    recent = queries.incidents(conn, sites=only, since=now - LATELY, limit=2000)
    lasting = queries.incidents(conn, sites=only, lasting=True, limit=None)
    both = {row.position: row for row in (*recent, *lasting)}
    ordered = [both[position] for position in sorted(both, reverse=True)]
    return Watched(queries.sources(conn, only), ordered, yields.summaries(conn, only), now)


def states(conn: Connection, files: Mapping[str, SiteFile]) -> list[dict[str, str]]:
    """`key`, `name` and `state` of every site as `sites` has them, and in its order, without reading all of each."""
    of_site: dict[str, set[str]] = {key: set() for key in files}
    for key, said, _ in queries.states(conn):
        of_site.setdefault(key, set()).add(said)
    wrong: dict[str, set[str]] = {}
    for key, kind in queries.lasting(conn, _OF_SITE):
        wrong.setdefault(key, set()).add(kind)
    found = [
        {
            "key": key,
            "name": files[key].name if key in files else key,
            "state": _otherwise(state(said), wrong.get(key, ())),
        }
        for key, said in of_site.items()
    ]
    return sorted(found, key=lambda site: _rank(site["state"], site["name"]))


def sites(files: Mapping[str, SiteFile], seen: Watched) -> Iterator[dict[str, Any]]:
    """Every site that has a file or sources, the sick first, then by name.

    A site is as well as its worst source; one whose sources were never polled is "new", one whose sources are well
    is what else is wrong with it: "few" links, pages that are "drifting", "dates" that cannot be. One is made when
    it is asked for: all of ten thousand would fill the memory.
    """
    of_site: dict[str, list[SourceRow]] = {key: [] for key in files}
    for row in seen.rows:
        of_site.setdefault(row.site, []).append(row)
    wrong: dict[str, list[IncidentRow]] = {}
    for incident in seen.incidents:
        wrong.setdefault(incident.site, []).append(incident)
    ranked = sorted(
        (*_rank(_state(rows, wrong.get(key, ())), files[key].name if key in files else key), key)
        for key, rows in of_site.items()
    )
    for rank, _, key in ranked:
        yield _site(key, STATES[rank], files.get(key), of_site[key], wrong.get(key, []), seen)


def _rank(found: str, name: str) -> tuple[int, str]:
    return STATES.index(found), name.casefold()


def state(said: Iterable[str]) -> str:
    """Of a site whose sources are in these states: ok, failing, silent, new, or retired where none is left."""
    known = {one if one in STATES else "failing" for one in said}
    return next((one for one in STATES if one in known), "new")


def _site(
    key: str,
    found: str,
    file: SiteFile | None,
    sources: list[SourceRow],
    wrong: list[IncidentRow],
    seen: Watched,
) -> dict[str, Any]:
    shown = [_source(row, seen.at) for row in sources]
    return {
        "key": key,
        "name": file.name if file else key,
        "home": file.home if file else "",
        "declared": file is not None,
        "state": found,
        "polled": max((row.polled for row in sources), default=""),
        "worked": max((row.worked for row in sources), default=""),
        "renewed": max((row.renewed for row in sources), default=""),
        "yield": _yield(shown, seen.held.get(key)),
        "incidents": [_incident(one) for one in wrong],
        "sources": shown,
    }


def _state(sources: Iterable[SourceRow], wrong: Iterable[IncidentRow]) -> str:
    lasting = {one.kind for one in wrong if not one.closed}
    return _otherwise(state(row.state for row in sources), lasting)


def _otherwise(found: str, wrong: Collection[str]) -> str:
    return next((kind for kind in _OF_SITE if kind in wrong), found) if found == "ok" else found


def _source(row: SourceRow, at: datetime | None) -> dict[str, Any]:
    """A source; `found_24h` beside the `expected_24h` of these hours, null until a few days are known."""
    memo = row.memo
    week = Week.read(memo) if at else Week()
    known = week.learned and not row.retired
    return {name: getattr(row, name) for name in _SOURCE} | {
        "found_24h": week.found(at) if at else 0,
        "expected_24h": round(week.expected(at - timedelta(days=1), at), 1)
        if at and known
        else None,
        "interval": round(memo.get("interval", 0)),
        "gaps": memo.get("gaps", 0),
        "gap_at": memo.get("gap_at", ""),
        "asked_at": memo.get("at", ""),
        "trusted": memo.get("distrust", "") <= row.polled,
    }


def _yield(sources: Sequence[Mapping[str, Any]], held: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the site brings against what it should, and what its last hundred pages held (null before)."""
    expected = [one["expected_24h"] for one in sources if one["expected_24h"] is not None]
    return {
        "found_24h": sum(one["found_24h"] for one in sources),
        "expected_24h": round(sum(expected), 1) if expected else None,
        "gaps": sum(one["gaps"] for one in sources),
        "pages": held,
    }


def _incident(row: IncidentRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _INCIDENT}
