"""/healthz, /readyz, /metrics: for those who watch the watcher."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import JSONResponse, Response

from storage import queries
from storage.database import configured
from storage.errors import StoreUnavailable
from worker.version import VERSION
from worker.web import health, metrics
from worker.web.desk import Desk


def router(desk: Desk) -> APIRouter:
    """The routes over one desk."""
    api = APIRouter(tags=["probes"])

    @api.head("/healthz", include_in_schema=False)
    @api.get("/healthz", summary="The process is alive")
    async def healthz() -> dict[str, str]:
        return {"status": "ok", "version": VERSION}

    @api.head("/readyz", include_in_schema=False)
    @api.get("/readyz", summary="The store can be read and has the right shape")
    def readyz() -> Response:
        try:
            with desk.store.read() as conn:
                _check(conn)
                head, _ = queries.head(conn)
        except StoreUnavailable as error:
            problem = {"code": error.code, "message": str(error)}
            return JSONResponse(
                {"status": "unavailable", "error": problem}, 503, {"Retry-After": "5"}
            )
        return JSONResponse({"status": "ok", "head": head, "worker": _worker(desk)})

    @api.get("/metrics", summary="Numbers for Prometheus", response_class=Response)
    def numbers() -> Response:
        with desk.store.read() as conn:
            counts, seen = queries.counts(conn), health.watched(conn, desk.clock())
        sites: Counter[str] = Counter()
        each = metrics.of_sites(_counted(health.sites(desk.sites, seen), sites))
        text = metrics.exposition(counts, sites, desk.heartbeat(), desk.clock(), VERSION)
        text += each
        return Response(text, media_type=metrics.MEDIA_TYPE)

    return api


def _counted(
    found: Iterable[Mapping[str, Any]], states: Counter[str]
) -> Iterator[Mapping[str, Any]]:
    """The sites as they are, each one's state counted as it goes by."""
    for site in found:
        states[site["state"]] += 1
        yield site


def _check(conn: Connection) -> None:
    """Raises StoreUnavailable where another version of the program has made the tables."""
    needed = ScriptDirectory.from_config(configured(conn)).get_current_head()
    found = MigrationContext.configure(conn).get_current_revision()
    if found != needed:
        message = f"the database is at migration {found}, this program needs {needed}: migrate, or update it"
        raise StoreUnavailable(message, code="not_migrated")


def _worker(desk: Desk) -> dict[str, Any] | None:
    """When the worker last gave a sign of life; null where this process cannot know."""
    seen = desk.heartbeat()
    if seen is None:
        return None
    return {
        "seen": seen.isoformat(),
        "age_seconds": round((desk.clock() - seen).total_seconds(), 1),
    }
