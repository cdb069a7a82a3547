"""The application: one desk, its doors, its guard."""

from collections.abc import Callable, Mapping
from datetime import datetime

from fastapi import FastAPI

from scrapers.site import Site
from storage.store import Store
from worker.topics import Topic
from worker.version import VERSION
from worker.web import answers, api, docs, feeds, page, probes, stream
from worker.web.desk import Desk
from worker.web.guard import Guard
from worker.web.templating import Templates


def create_app(
    store: Store,
    *,
    sites: Mapping[str, Site],
    topics: Mapping[str, Topic],
    clock: Callable[[], datetime],
    base_url: str = "",
    heartbeat: Callable[[], datetime | None] = lambda: None,
) -> FastAPI:
    """The web over a migrated store. It only reads, and it asks nobody who they are: serve it on
    loopback, or behind a proxy that asks.

    `base_url`: the public address for links in feeds, "" = as each request says; `heartbeat`: when the
    worker last gave a sign of life. `app.state.closing.set()` ends the open streams: see `server`.
    """
    desk = Desk(store, sites, topics, clock, base_url, heartbeat)
    app = FastAPI(title="Điểm tin", version=VERSION, docs_url=None, redoc_url=None)
    app.state.closing = desk.closing
    templates = Templates(desk)
    answers.install(app, templates.problem)
    for door in (stream, api, feeds, probes):
        app.include_router(door.router(desk))
    app.include_router(page.router(desk, templates))
    app.include_router(docs.router(app, templates))
    app.mount("/static", page.static())
    app.add_middleware(Guard)
    return app
