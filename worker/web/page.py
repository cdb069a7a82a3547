"""The page for people: stories, articles, the way of one article, sites, alerts. Works without JavaScript."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from storage import queries
from storage.queries import AlertRow, StoryRow
from worker.pipeline.articles.talks import report_of
from worker.web import cards, health, reading, shapes
from worker.web.answers import NotFound
from worker.web.briefing import Briefing, briefing
from worker.web.desk import Desk, Id
from worker.web.filters import POSITIONS, Filter
from worker.web.standing import Standing, standing
from worker.web.templating import Templates
from worker.web.timeline import timeline

SITES = 100  # of a page, the worst first
TALK_QUOTES = 3  # of a talk, the latest; the others are one click away


class PageFilter(Filter):
    """The same filter; parameters that others hang on a link (utm_…, fbclid) are let be."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    limit: int = Field(30, ge=1, le=100)


class AlertsPage(BaseModel):
    """Which page of alerts."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    limit: int = Field(30, ge=1, le=100)
    before: int | None = Field(None, ge=1, lt=POSITIONS)


class SitesPage(BaseModel):
    """Which page of sites, the first is 1."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    page: int = Field(1, ge=1, le=10_000)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages over one desk."""

    desk: Desk
    templates: Templates

    def front(self, wanted: Annotated[PageFilter, Query()]) -> Response:
        if wanted.off:
            return RedirectResponse(f"/articles?{urlencode(wanted.parameters())}", 303)
        with self.desk.store.read() as conn:
            reading.check(conn, wanted, self.desk.sites, self.desk.topics)
            found = reading.stories(conn, wanted, self.desk.clock(), self.desk.store.fold)
            shown = _story_cards(self.desk, conn, found.rows)
            state = _standing(self.desk, conn)
        days = cards.by_day(shown)
        return self.templates.page(
            "stories", days=days, standing=state, **_listing(self.desk, wanted, found.cursor)
        )

    def articles(self, wanted: Annotated[PageFilter, Query()]) -> Response:
        with self.desk.store.read() as conn:
            reading.check(conn, wanted, self.desk.sites, self.desk.topics)
            found = reading.articles(conn, wanted, self.desk.clock(), self.desk.store.fold)
            state = _standing(self.desk, conn)
        shown = [cards.of_article(row, self.desk, wanted.topic) for row in found.rows]
        return self.templates.page(
            "articles", cards=shown, standing=state, **_listing(self.desk, wanted, found.cursor)
        )

    def story(self, id_: Id) -> Response:
        with self.desk.store.read() as conn:
            row = queries.story(conn, id_)
            if row is None:
                raise NotFound(f"không có vụ việc {id_!r}")
            [card] = _story_cards(self.desk, conn, [row])
            told = queries.story_alerts(conn, id_)
            brief = _briefing(self.desk, conn, row, told)
            state = _standing(self.desk, conn)
        topic = self.desk.topic_name(row.topic)
        return self.templates.page(
            "story", row=row, card=card, brief=brief, alerts=told, topic=topic, standing=state
        )

    def article(self, id_: Id) -> Response:
        with self.desk.store.read() as conn:
            row, trail = reading.way(conn, id_)
            state = _standing(self.desk, conn)
        if not trail:
            raise NotFound(f"không có bài {id_!r}")
        steps = [_told(shapes.step(event)) for event in trail]
        card = cards.of_article(row, self.desk) if row else None
        followers = _followers(steps)
        return self.templates.page(
            "article", row=row, card=card, steps=steps, followers=followers, standing=state
        )

    def talks(self, wanted: Annotated[PageFilter, Query()]) -> Response:
        with self.desk.store.read() as conn:
            reading.check(conn, wanted, self.desk.sites, self.desk.topics)
            found = timeline(
                conn, self.desk.topics, wanted, self.desk.clock(), self.desk.store.fold
            )
            told = {proof.article for _, talk in found for proof in talk.evidence}
            papers = queries.papers(conn, told)
            state = _standing(self.desk, conn)
        days = sorted((talk for _, talk in found), key=lambda talk: talk.date, reverse=True)
        return self.templates.page(
            "talks", talks=days, papers=papers, quotes=TALK_QUOTES, standing=state
        )

    def sites(self, wanted: Annotated[SitesPage, Query()]) -> Response:
        desk = self.desk
        with desk.store.read() as conn:
            all_ = health.states(conn, desk.sites)
            begin = SITES * (wanted.page - 1)
            keys = [site["key"] for site in all_[begin : begin + SITES]]
            files = {key: desk.sites[key] for key in keys if key in desk.sites}
            found = health.sites(files, health.watched(conn, desk.clock(), keys))
            ranked = [site | {"rank": health.STATES.index(site["state"])} for site in found]
            state = _standing(desk, conn, all_)
        return self.templates.page(
            "sites",
            sites=ranked,
            totals=Counter(site["state"] for site in all_),
            page=wanted.page,
            pages=max(1, -(-len(all_) // SITES)),
            standing=state,
        )

    def alerts(self, wanted: Annotated[AlertsPage, Query()]) -> Response:
        with self.desk.store.read() as conn:
            rows = queries.alerts(conn, wanted.limit + 1, wanted.before)
            state = _standing(self.desk, conn)
        shown = rows[: wanted.limit]
        older = shown[-1].position if len(rows) > len(shown) else None
        return self.templates.page("alerts", alerts=shown, older=older, standing=state)


def router(desk: Desk, templates: Templates) -> APIRouter:
    """The routes over one desk."""
    web = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    pages = Pages(desk, templates)
    routes: dict[str, Callable[..., Response]] = {
        "/": pages.front,
        "/articles": pages.articles,
        "/stories/{id_}": pages.story,
        "/articles/{id_:path}": pages.article,
        "/talks": pages.talks,
        "/sites": pages.sites,
        "/alerts": pages.alerts,
    }
    for path, page in routes.items():
        web.add_api_route(path, page, methods=["GET", "HEAD"])
    return web


def _briefing(desk: Desk, conn: Connection, row: StoryRow, alerts: Sequence[AlertRow]) -> Briefing:
    topic = desk.topics.get(row.topic)
    reports = [report_of(one, topic) for one in queries.reports(conn, row.id)] if topic else []
    return briefing(row, reports, topic, alerts, desk, desk.clock())


def _told(step: shapes.Shape) -> shapes.Shape:
    """The step with "" for whatever its event does not say: old events have fewer fields."""
    return step | {"data": defaultdict(str, step["data"])}


def _followers(steps: list[shapes.Shape]) -> defaultdict[str, str]:
    """Whom each delivery of these steps is for."""
    told = (one for step in steps for one in step["data"]["deliveries"] or ())
    return defaultdict(str, {one["id"]: one["follower"] for one in told})


def _listing(desk: Desk, wanted: Filter, cursor: str) -> dict[str, Any]:
    """What the form and the pager of a list need; `words` is the query without its form."""
    said = wanted.parameters()
    said.pop("limit", None)
    return {
        "wanted": wanted,
        "said": said,
        "filtered": bool(said),
        "older": said | {"cursor": cursor} if cursor else {},
        "later": bool(wanted.cursor),
        "sites": sorted(desk.site_names().items(), key=lambda site: site[1].casefold()),
        "topics": list(desk.topic_names().items()),
    }


def _story_cards(desk: Desk, conn: Connection, rows: Sequence[StoryRow]) -> list[cards.Card]:
    verdicts = reading.verdicts(conn, rows)
    return [cards.of_story(row, verdicts, desk) for row in rows]


def _standing(desk: Desk, conn: Connection, sites: list[dict[str, str]] | None = None) -> Standing:
    """`sites`: their states, where they are known already."""
    position, _ = queries.head(conn)
    last = queries.events(conn, position - 1, 1) if position else []
    found = health.states(conn, desk.sites) if sites is None else sites
    return standing(
        queries.counts(conn), found, last[0].at if last else "", desk.heartbeat(), desk.clock()
    )


class _Static(StaticFiles):
    """Files whose address changes with their content: kept for a year by whoever asked with `?v=`."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        fresh = b"v=" in scope["query_string"]
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if fresh else "no-cache"
        )
        return response


def static() -> StaticFiles:
    """The stylesheet and the icon."""
    return _Static(directory=Path(__file__).parent / "static")
