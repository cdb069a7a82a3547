"""/feed.atom and /feed.json: the articles on topic, for feed readers, with conditional requests."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from scrapers.site import Site
from storage import queries
from storage.instant import moment
from storage.queries import AlertRow
from storage.store import Store
from worker.topics import Topic
from worker.version import VERSION
from worker.web import atom, entry, jsonfeed, reading, shapes
from worker.web.desk import Desk
from worker.web.filters import Filter, end, start

EPOCH = "1970-01-01T00:00:00+00:00"
Render = Callable[[entry.Feed], bytes]


def router(desk: Desk) -> APIRouter:
    """The routes over one desk."""
    api = APIRouter(tags=["feeds"])

    @api.head("/feed.atom", include_in_schema=False)
    @api.get("/feed.atom", summary="Articles on topic as Atom 1.0", response_class=Response)
    def as_atom(request: Request, wanted: Annotated[Filter, Query()]) -> Response:
        return _answer(desk, request, wanted, atom.atom, atom.MEDIA_TYPE)

    @api.head("/feed.json", include_in_schema=False)
    @api.get("/feed.json", summary="Articles on topic as JSON Feed 1.1", response_class=Response)
    def as_json(request: Request, wanted: Annotated[Filter, Query()]) -> Response:
        return _answer(desk, request, wanted, jsonfeed.json_feed, jsonfeed.MEDIA_TYPE)

    return api


def document(
    store: Store,
    sites: Mapping[str, Site],
    topics: Mapping[str, Topic],
    wanted: Filter,
    home: str,
    now: datetime,
) -> bytes:
    """What /feed.atom serves for this filter; `home` is the address of the page, with a slash at its end."""
    desk = Desk(store, sites, topics, lambda: now, home)
    with store.read() as conn:
        return atom.atom(_feed(desk, conn, wanted, now, home, "feed.atom"))


def _answer(
    desk: Desk, request: Request, wanted: Filter, render: Render, media_type: str
) -> Response:
    """304 where the reader has it already (told from the head of the store alone), else the feed."""
    now, home = desk.clock(), desk.home(request)
    with desk.store.read() as conn:
        reading.check(conn, wanted, desk.sites, desk.topics)
        position, _ = queries.head(conn)
        etag = _etag(desk, wanted, now, position, f"{home} {media_type}")
        headers = {"ETag": etag, "Cache-Control": "max-age=60"}
        if changed := _last_modified(conn, wanted, now, position):
            headers["Last-Modified"] = format_datetime(changed, usegmt=True)
        if _unchanged(request, etag, changed):
            return Response(status_code=304, headers=headers)
        feed = _feed(desk, conn, wanted, now, home, request.url.path.lstrip("/"))
    return Response(render(feed), media_type=media_type, headers=headers)


def _feed(
    desk: Desk, conn: Connection, wanted: Filter, now: datetime, home: str, path: str
) -> entry.Feed:
    found = reading.articles(conn, wanted, now, desk.store.fold)
    shown = [shapes.article(row, wanted.topic) for row in found.rows]
    titles = {
        id_: row.title for id_ in {a["story"] for a in shown} if (row := queries.story(conn, id_))
    }
    names = desk.site_names()
    told = queries.developments(conn, [article["id"] for article in shown])
    entries = tuple(
        entry.entry(article, names, titles, _changed(told.get(article["id"], ())))
        for article in shown
    )
    said = wanted.parameters()
    newest = max((one.updated for one in entries), default="")
    return entry.Feed(
        title=" – ".join(filter(None, ("Điểm tin", desk.topic_name(wanted.topic or ""), wanted.q))),
        home_url=home,
        self_url=_address(home + path, said),
        next_url=_address(home + path, said | {"cursor": found.cursor}) if found.cursor else "",
        updated=newest or _at(conn, queries.head(conn)[0]) or EPOCH,
        entries=entries,
    )


def _changed(alerts: Iterable[AlertRow]) -> list[Mapping[str, Any]]:
    """Each change once, whatever followers of however many topics were told of it."""
    told = [dict(one) for row in alerts for one in row.content.get("changed") or ()]
    return list({str(one.get("what")): one for one in told}.values())


def _etag(desk: Desk, wanted: Filter, now: datetime, position: int, form: str) -> str:
    """Of all that the bytes depend on: filter, head, versions, names, address and format."""
    parts = [
        wanted.model_dump(), str(start(wanted.since, now)), str(end(wanted.until, now)), position, VERSION,
        entry.VERSION, form, desk.site_names(), desk.topic_names(),
    ]  # fmt: skip
    return f'"{hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]}"'


def _last_modified(
    conn: Connection, wanted: Filter, now: datetime, position: int
) -> datetime | None:
    """The second of the newest event, once it is over: within it another event may still come.

    None too where the filter itself moves ("24h"): what leaves it leaves no event.
    """
    at = _at(conn, position)
    if not at or wanted.since.endswith(("h", "d")) or wanted.until.endswith(("h", "d")):
        return None
    second = moment(at).replace(microsecond=0)
    return second if now >= second + timedelta(seconds=1) else None


def _at(conn: Connection, position: int) -> str:
    return (
        next((event.at for event in queries.events(conn, position - 1, 1)), "") if position else ""
    )


def _unchanged(request: Request, etag: str, changed: datetime | None) -> bool:
    """RFC 9110, 13.2.2: If-None-Match decides where it is given, If-Modified-Since only else."""
    if (given := request.headers.get("if-none-match")) is not None:
        return given.strip() == "*" or etag in {
            tag.strip().removeprefix("W/") for tag in given.split(",")
        }
    since = request.headers.get("if-modified-since")
    if since is None or changed is None:
        return False
    try:
        return parsedate_to_datetime(since) >= changed
    except (ValueError, TypeError):  # TypeError: a date without a zone cannot be compared
        return False


def _address(path: str, parameters: dict[str, str]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path
