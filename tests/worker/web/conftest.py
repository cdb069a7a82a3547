"""A newsroom and the web over it, on a real loopback port."""

import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.worker.web.newsroom import SITES, Newsroom
from worker.topics import Topic, load_topics
from worker.web.app import create_app
from worker.web.server import Background


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Web:
    """Asks the running server; parameters are encoded here."""

    port: int

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def get(
        self, path: str, *, method: str = "GET", headers: dict[str, str] | None = None, **said: Any
    ) -> Answer:
        query = f"?{urlencode(said)}" if said else ""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, quote(path, safe="/%") + query, headers=headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()


@pytest.fixture(scope="session")
def topics() -> dict[str, Topic]:
    loaded, bad = load_topics(Path(__file__).parents[3] / "seeds" / "topics")
    assert not bad
    return loaded


@pytest.fixture
def newsroom(sqlite_url: str) -> Iterator[Newsroom]:
    room = Newsroom(sqlite_url)
    yield room
    room.close()


@pytest.fixture
def serve(topics: dict[str, Topic]) -> Iterator[Callable[..., Web]]:
    """Serves a newsroom; keywords go to `create_app`."""
    with ExitStack() as stack:

        def start(room: Newsroom, **more: Any) -> Web:
            given = {"sites": SITES, "topics": topics, "clock": room.clock, **more}
            app = create_app(room.store, **given)
            return Web(stack.enter_context(Background(app, "127.0.0.1", 0)).port)

        yield start


@pytest.fixture
def web(newsroom: Newsroom, serve: Callable[..., Web]) -> Web:
    return serve(newsroom)
