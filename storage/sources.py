"""The sources of the site files in the store, and what is due at a host."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    RowMapping,
    Select,
    bindparam,
    select,
    union,
    update,
)

from storage.canonical import from_json, to_json
from storage.dialect import insert_once
from storage.duties import meet_host
from storage.event import NewEvent
from storage.instant import NEVER, instant
from storage.leases import spare
from storage.schema import hosts, link_queue, links, revisits, source_states, sources
from storage.store import Tx
from storage.visit import DueLink, DueSource, Duties, Source, Synced


def sync_sources(tx: Tx, declared: Iterable[Source]) -> Synced:
    """Make the sources those of the site files.

    New ones are due now. Vanished ones are kept and retired (source.retired is appended). Those that come
    back are due now and must be opened again: what they show by then alerts nobody.
    """
    wanted = {source.url: source for source in declared}
    known = {row["url"]: row for row in tx.conn.execute(select(sources)).mappings()}
    added = [url for url in wanted if url not in known]
    revived = [url for url in wanted if url in known and known[url]["retired"]]
    retired = [url for url in known if url not in wanted and not known[url]["retired"]]
    for url in added:
        insert_once(tx.conn, sources, _new(wanted[url], tx.now))
    met = set(tx.conn.execute(select(hosts.c.host)).scalars())
    for host in sorted({source.host for source in wanted.values()} - met):
        meet_host(tx.conn, host)
    for url, source in wanted.items():
        _follow(tx, source, known.get(url), revived=url in revived)
    for url in retired:
        _retire(tx, known[url])
    return Synced(tuple(added), tuple(retired), tuple(revived))


def force_due(
    conn: Connection,
    now: datetime,
    *,
    sites: Collection[str] = (),
    urls: Collection[str] = (),
    pauses: bool = False,
) -> int:
    """Make every source (of `sites`, or of these `urls`, where any are named) that is not retired due now;
    gives their number.

    `pauses`: end the hosts' pauses too.
    """
    at = instant(now)
    if pauses:
        conn.execute(update(hosts).where(hosts.c.free_at > at).values(free_at=NEVER))
    chosen = [~sources.c.retired]
    if sites:
        chosen.append(sources.c.site.in_(sites))
    if urls:
        chosen.append(sources.c.url.in_(urls))
    rows = select(sources.c.url).where(*chosen).order_by(sources.c.url)
    conn.execute(rows.with_for_update())  # in the order in which others take them: no deadlock
    return conn.execute(update(sources).where(*chosen).values(next_at=at)).rowcount


def due(conn: Connection, hosts: Collection[str], now: datetime) -> dict[str, Duties]:
    """What is due at each of these hosts, asked for at once."""
    asked = {"hosts": list(hosts), "at": instant(now)}
    mine: dict[str, list[DueSource]] = {host: [] for host in hosts}
    for row in conn.execute(_DUE_SOURCES, asked):
        source = _due_source(row)
        mine[source.host].append(source)
    pages = set(conn.execute(_PAGES_DUE, asked).scalars())
    old = set(conn.execute(_BACKLOG_DUE, asked).scalars()) - pages
    if old and spare(conn, now):
        pages |= old
    return {host: Duties(tuple(found), host in pages) for host, found in mine.items()}


def due_sources(conn: Connection, host: str, now: datetime) -> list[DueSource]:
    """The sources of a host to poll now, the longest due first."""
    return list(due(conn, [host], now)[host].sources)


def site_sources(conn: Connection, site: str) -> list[DueSource]:
    """All sources of a site that are polled, due or not."""
    mine = _with_states().where(sources.c.site == site)
    return [_due_source(row) for row in conn.execute(mine)]


def remember(conn: Connection, url: str, changes: Mapping[str, Any]) -> None:
    """Change what the memo of a source keeps; None forgets a key."""
    query = select(sources.c.memo).where(sources.c.url == url).with_for_update()
    said = conn.execute(query).scalar()
    if said is None:
        return
    memo = {**from_json(said), **changes}
    kept = to_json({key: value for key, value in memo.items() if value is not None})
    conn.execute(update(sources).where(sources.c.url == url).values(memo=kept))


_SOURCE = tuple(
    sources.c[name]
    for name in (
        "url", "site", "host", "kind", "next_at", "etag", "last_modified", "polled", "worked", "renewed",
        "polls", "failures", "failing_since", "memo",
    )
)  # fmt: skip
"""What a DueSource begins with, in its order."""


def _with_states() -> Select[Any]:
    said = source_states.c
    return (
        select(*_SOURCE, said.opened, said.openings, said.state, said.since)
        .outerjoin(source_states, said.url == sources.c.url)
        .where(~sources.c.retired)
        .order_by(sources.c.next_at, sources.c.url)
    )


def due_links(conn: Connection, host: str, now: datetime, limit: int) -> list[DueLink]:
    """The links of a host to fetch or to read now, the longest due first.

    What was there before anybody looked comes last, a few at a time (`leases.spare`).
    """
    asked = {"host": host, "at": instant(now), "most": limit}
    rows = conn.execute(_DUE_LINKS, asked).mappings().all()
    fresh = [row for row in rows if not row["backlog"]]
    old = rows[len(fresh) :]
    old = old[: spare(conn, now)] if old else []
    return [DueLink(**{name: row[name] for name in _DUE_LINK}) for row in (*fresh, *old)]


_LINK = (
    "id", "url", "site", "source", "title", "teaser", "published", "first_poll", "seen", "state",
    "page", "final_url", "content_type",
)  # fmt: skip

_DUE_LINK = (*_LINK, "attempts", "failures")

# asked at every visit, so they are built once
_HOSTS: BindParameter[Any] = bindparam("hosts", expanding=True)
_AT: BindParameter[Any] = bindparam("at")
_DUE_SOURCES = _with_states().where(sources.c.host.in_(_HOSTS), sources.c.next_at <= _AT)
_LINKS_AT = select(link_queue.c.host).where(
    link_queue.c.host.in_(_HOSTS), link_queue.c.next_at <= _AT
)
_REVISITS_AT = select(revisits.c.host).where(revisits.c.host.in_(_HOSTS), revisits.c.next_at <= _AT)
_PAGES_DUE = union(_LINKS_AT.where(~link_queue.c.backlog), _REVISITS_AT)
_BACKLOG_DUE = _LINKS_AT.where(link_queue.c.backlog).distinct()
_DUE_LINKS = (
    select(
        *(links.c[name] for name in _LINK if name != "url"),
        link_queue.c.url,
        link_queue.c.attempts,
        link_queue.c.failures,
        link_queue.c.backlog,
    )
    .join(links, links.c.id == link_queue.c.id)
    .where(link_queue.c.host == bindparam("host"), link_queue.c.next_at <= bindparam("at"))
    .order_by(link_queue.c.backlog, link_queue.c.next_at, link_queue.c.position)
    .limit(bindparam("most"))
)


def _due_source(row: Row[Any]) -> DueSource:
    values: list[Any] = list(row)  # by place: by name would cost more than the query
    memo, opened, openings, state, since = values[-5:]
    said = "new" if state in {None, "retired"} else state
    values[-5:] = [from_json(memo), bool(opened), openings or 0, said, since or NEVER]
    return DueSource(*values)


def _new(source: Source, now: str) -> dict[str, Any]:
    instants = ("polled", "worked", "renewed", "failing_since")
    return {
        "url": source.url,
        "site": source.site,
        "host": source.host,
        "kind": source.kind,
        "retired": False,
        "added": now,
        "next_at": now,
        **dict.fromkeys((*instants, "etag", "last_modified", "code", "message"), ""),
        **dict.fromkeys(("polls", "shown", "new", "failures"), 0),
        "memo": "{}",
    }


def _follow(tx: Tx, source: Source, known: RowMapping | None, *, revived: bool) -> None:
    """A source that changed hands, or came back, is so recorded."""
    said = {"site": source.site, "host": source.host, "kind": source.kind}
    if revived:
        fresh = _new(source, tx.now)
        tx.conn.execute(update(sources).where(sources.c.url == source.url).values(**fresh))
    elif known is not None and any(known[name] != value for name, value in said.items()):
        tx.conn.execute(update(sources).where(sources.c.url == source.url).values(**said))


def _retire(tx: Tx, row: RowMapping) -> None:
    url = row["url"]
    tx.conn.execute(update(sources).where(sources.c.url == url).values(retired=True))
    before = select(source_states.c.position).where(source_states.c.url == url)
    data = {
        "site": row["site"],
        "code": "retired",
        "message": "no site file names it any more",
        "since": tx.now,
        "next_step": "",
    }
    key = str(tx.conn.execute(before).scalar() or 0)  # it may be retired more than once
    tx.append(NewEvent("source.retired", url, data, key=key))
