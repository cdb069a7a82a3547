"""/api: articles, stories, events, sites, alerts and explanations as JSON."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from storage import queries
from worker.web import health, reading, shapes
from worker.web.answers import NotFound
from worker.web.desk import Desk, Id
from worker.web.filters import POSITIONS, Filter
from worker.web.timeline import timeline

_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class ArticleFilter(Filter):
    """The filter of articles."""

    full: bool = Field(
        False, description="the text of the article too: for your own analysis, not to be reprinted"
    )


class EventRange(BaseModel):
    """Which part of the store."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: int = Field(0, ge=0, lt=POSITIONS, description="the position that was read last")
    limit: int = Field(100, ge=1, le=1000, description="how many at most")


class AlertPage(BaseModel):
    """Which alerts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(50, ge=1, le=200, description="how many at most")
    before: int | None = Field(
        None, ge=1, lt=POSITIONS, description="the `next_before` of the page before"
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers over one desk: all of them objects, so that keys can be added."""

    desk: Desk

    def articles(self, wanted: Annotated[ArticleFilter, Query()]) -> dict[str, Any]:
        with self.desk.store.read() as conn:
            reading.check(conn, wanted, self.desk.sites, self.desk.topics)
            found = reading.articles(conn, wanted, self.desk.clock(), self.desk.store.fold)
        shown = [shapes.article(row, wanted.topic, full=wanted.full) for row in found.rows]
        return {"articles": shown, "next_cursor": found.cursor}

    def stories(self, wanted: Annotated[Filter, Query()]) -> dict[str, Any]:
        with self.desk.store.read() as conn:
            reading.check(conn, wanted, self.desk.sites, self.desk.topics)
            found = reading.stories(conn, wanted, self.desk.clock(), self.desk.store.fold)
        return {"stories": [shapes.story(row) for row in found.rows], "next_cursor": found.cursor}

    def story(self, id_: Id) -> dict[str, Any]:
        with self.desk.store.read() as conn:
            row = queries.story(conn, id_)
            told = queries.story_alerts(conn, id_)
        if row is None:
            raise NotFound(f"no story {id_!r}")
        return shapes.story(row) | {"alerts": [shapes.alert(one) for one in told]}

    def talks(self, wanted: Annotated[Filter, Query()]) -> dict[str, Any]:
        with self.desk.store.read() as conn:
            reading.check(conn, wanted, self.desk.sites, self.desk.topics)
            found = timeline(
                conn, self.desk.topics, wanted, self.desk.clock(), self.desk.store.fold
            )
        return {"talks": [shapes.talk(topic, one) for topic, one in found[-wanted.limit :]]}

    def events(self, wanted: Annotated[EventRange, Query()]) -> dict[str, Any]:
        with self.desk.store.read() as conn:
            rows = queries.events(conn, wanted.after, wanted.limit)
            position, digest = queries.head(conn)
        after = rows[-1].position if rows else wanted.after
        head = {"position": position, "hash": digest}
        return {"events": [shapes.event(row) for row in rows], "next_after": after, "head": head}

    def sites(self) -> Response:
        """Written out site by site: the answer of ten thousand is megabytes, and the worker waits in this process."""
        with self.desk.store.read() as conn:
            seen = health.watched(conn, self.desk.clock())
        shown = (_JSON.encode(site) for site in health.sites(self.desk.sites, seen))
        text = f'{{"sites":[{",".join(shown)}]}}'
        return Response(text.encode(), media_type=JSONResponse.media_type)

    def alerts(self, wanted: Annotated[AlertPage, Query()]) -> dict[str, Any]:
        with self.desk.store.read() as conn:
            rows = queries.alerts(conn, wanted.limit + 1, wanted.before)
            counts = queries.counts(conn)
        shown = rows[: wanted.limit]
        before = shown[-1].position if len(rows) > len(shown) else None
        return {
            "alerts": [shapes.alert(row) for row in shown],
            "next_before": before,
            "deliveries": dict(counts.deliveries),
            "oldest_owed": counts.oldest_owed,
        }

    def explain(self, id_: Id) -> dict[str, Any]:
        with self.desk.store.read() as conn:
            row, trail = reading.way(conn, id_)
        if not trail:
            raise NotFound(f"no article {id_!r}: neither an id nor an address in the store")
        return shapes.explanation(trail[0].subject if row is None else row.id, row, trail)


def router(desk: Desk) -> APIRouter:
    """The routes over one desk."""
    api = APIRouter(prefix="/api", tags=["api"], default_response_class=JSONResponse)
    give = Answers(desk)
    routes: tuple[tuple[str, Callable[..., dict[str, Any] | Response], str], ...] = (
        ("/articles", give.articles, "Stored articles, the last recorded first"),
        ("/stories", give.stories, "Stories, newest development first"),
        ("/stories/{id_}", give.story, "One story with its articles and alerts"),
        ("/talks", give.talks, "The timeline of the talks with its evidence, by day"),
        ("/events", give.events, "The store itself, in order"),
        ("/sites", give.sites, "Health of every site and its sources"),
        ("/alerts", give.alerts, "What was told to whom, what is owed, what failed and why"),
        ("/explain/{id_:path}", give.explain, "The whole way of one article, by id or address"),
    )
    for path, answer, summary in routes:
        api.add_api_route(path, answer, methods=["GET"], summary=summary)
    return api
