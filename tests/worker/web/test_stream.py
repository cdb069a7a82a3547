import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from storage.event import NewEvent
from tests.worker.web.conftest import Web
from tests.worker.web.newsroom import SITES, Newsroom
from worker.web import stream
from worker.web.app import create_app
from worker.web.server import Background


class Events:
    """Reads server-sent events off a response; a read that stays silent for 20 s fails the test."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.response = response

    def lines(self) -> Iterator[str]:
        while line := self.response.readline():
            yield line.decode().rstrip("\n")

    def take(self, number: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        identity = ""
        for line in self.lines():
            if line.startswith("id: "):
                identity = line.removeprefix("id: ")
            if line.startswith("data: "):
                found.append(json.loads(line.removeprefix("data: ")))
            if not line and found and len(found) == number:
                assert identity == str(found[-1]["position"])
                return found
        return found


@contextmanager
def listening(web: Web, path: str = "/api/events/stream", **headers: str) -> Iterator[Events]:
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=20)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    try:
        yield Events(response)
    finally:
        response.close()
        connection.close()


def test_the_stream_goes_on_where_the_reader_stopped(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO")
    with listening(web, "/api/events/stream?after=0") as first:
        assert [event["position"] for event in first.take(2)] == [1, 2]
    with listening(web, **{"Last-Event-ID": "2"}) as second:
        assert [event["position"] for event in second.take(3)] == [3, 4, 5]


def test_a_reader_who_was_away_for_long_misses_nothing(newsroom: Newsroom, web: Web):
    with newsroom.store.write() as tx:
        for n in range(stream.PAGE * 2 + 7):
            tx.append(NewEvent("note.made", f"n-{n}", {"n": n}))
    with listening(web, **{"Last-Event-ID": "0"}) as events:
        positions = [event["position"] for event in events.take(stream.PAGE * 2 + 7)]
    assert positions == list(range(1, stream.PAGE * 2 + 8))


def test_without_a_position_only_what_is_new_is_told(newsroom: Newsroom, web: Web):
    newsroom.article("Tin cũ")
    with listening(web) as events:
        assert next(events.lines()) == ": after 5"
        newsroom.say("note.made", "n-1", n=1)
        [event] = events.take(1)
    assert (event["position"], event["type"]) == (6, "note.made")


def test_an_event_is_the_line_of_the_store_itself(newsroom: Newsroom, web: Web):
    newsroom.article("Nga gặp NATO\nxuống dòng")
    with listening(web, "/api/events/stream?after=0") as events:
        assert events.take(5) == web.get("/api/events").json["events"]


def test_proxies_are_told_not_to_keep_it(newsroom: Newsroom, web: Web):
    with listening(web) as events:
        headers = events.response.headers
    assert headers["Content-Type"].startswith("text/event-stream")
    assert headers["X-Accel-Buffering"] == "no"
    assert headers["Cache-Control"] == "no-cache"


def test_a_bad_position_is_named(web: Web):
    answer = web.get("/api/events/stream", headers={"Last-Event-ID": "abc"})
    assert (answer.status, answer.json["error"]["parameter"]) == (422, "last-event-id")


def test_open_streams_end_when_the_server_stops(newsroom: Newsroom, topics: dict[str, Any]):
    app = create_app(newsroom.store, sites=SITES, topics=topics, clock=newsroom.clock)
    background = Background(app, "127.0.0.1", 0)
    with background as server, listening(Web(server.port)) as events:
        lines = events.lines()
        next(lines)
        app.state.closing.set()
        assert all(not line.startswith("data") for line in lines)  # the lines come to an end


def test_a_server_stops_although_someone_listens(newsroom: Newsroom, topics: dict[str, Any]):
    app = create_app(newsroom.store, sites=SITES, topics=topics, clock=newsroom.clock)
    with socket.socket() as client:
        with Background(app, "127.0.0.1", 0) as server:
            client.connect(("127.0.0.1", server.port))
            client.settimeout(20)
            client.sendall(b"GET /api/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert client.recv(12) == b"HTTP/1.1 200"
        rest = b""
        while part := client.recv(65536):
            rest += part
    assert rest.endswith(b"0\r\n\r\n")  # the last chunk: ended, not cut off
