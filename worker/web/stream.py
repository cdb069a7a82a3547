"""/api/events/stream: the store as server-sent events, resumable from the database itself."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.sse import format_sse_event
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse

from storage import queries
from storage.errors import StoreUnavailable
from storage.event import Event
from worker.web import shapes
from worker.web.desk import Desk
from worker.web.filters import POSITIONS

PAGE = 200  # events read at a time: a reader who was away for long fills no memory
LOOK = 0.5  # seconds between two looks at the head
HEARTBEAT = 15.0  # seconds of silence after which a comment keeps proxies from hanging up
RETRY = 3000  # milliseconds after which a client should come back
STREAMS = 100  # open at a time
_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}

Read = Callable[[int], list[Event]]


def router(desk: Desk) -> APIRouter:
    """The route over one desk."""
    api = APIRouter(tags=["api"])
    open_streams: set[object] = set()

    def read(after: int) -> list[Event]:
        with desk.store.read() as conn:
            return queries.events(conn, after, PAGE)

    def newest() -> int:
        with desk.store.read() as conn:
            return queries.head(conn)[0]

    async def tail(after: int) -> AsyncIterator[bytes]:
        mark = object()
        open_streams.add(mark)
        try:
            async for part in follow(read, after, desk.closing.is_set):
                yield part
        finally:
            open_streams.discard(mark)

    @api.get(
        "/api/events/stream",
        summary="The store as it grows: server-sent events",
        response_class=StreamingResponse,
    )
    async def stream(
        after: Annotated[int | None, Query(ge=0, lt=POSITIONS, description="read on from here; none: what comes from now on")] = None,
        last_event_id: Annotated[int | None, Header(ge=0, lt=POSITIONS, description="as `after`; browsers send it")] = None,
    ) -> Response:  # fmt: skip
        if len(open_streams) >= STREAMS:
            error = {
                "code": "too_many_streams",
                "message": f"{STREAMS} streams are open; try again later",
            }
            return JSONResponse({"error": error}, 503, {"Retry-After": "30"})
        start = last_event_id if last_event_id is not None else after
        if start is None:
            start = await run_in_threadpool(newest)
        return StreamingResponse(tail(start), media_type="text/event-stream", headers=_HEADERS)

    return api


async def follow(read: Read, after: int, closing: Callable[[], bool]) -> AsyncIterator[bytes]:
    """The events after a position, for as long as `closing` is false, as server-sent events.

    A store that cannot be read for a while makes the stream wait: nothing is skipped.
    """
    yield format_sse_event(comment=f"after {after}", retry=RETRY)
    silence = 0.0
    while not closing():
        try:
            events = await run_in_threadpool(read, after)
        except StoreUnavailable:
            events = []
        for event in events:
            yield _message(event)
            after, silence = event.position, 0.0
        if len(events) == PAGE:
            continue
        await asyncio.sleep(LOOK)
        silence += LOOK
        if silence >= HEARTBEAT:
            yield format_sse_event(comment="")
            silence = 0.0


def _message(event: Event) -> bytes:
    data = json.dumps(shapes.event(event), ensure_ascii=False, separators=(",", ":"))
    return format_sse_event(data_str=data, id=str(event.position))
