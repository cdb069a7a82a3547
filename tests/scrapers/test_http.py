import contextlib
import gzip
import itertools
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrapers.errors import FetchFailed
from scrapers.http import Http, Request
from tests.servers.faults import Faults, Script, hangs, never_ends, resets, sends
from tests.servers.http import Origin, Reply
from tests.servers.tls import Authority

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
HEADERS = [
    b"Content-Length: 5\r\n", b"Content-Length: 0x5\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n",
    b"Content-Encoding: deflate\r\n", b"Location: http://[::1\r\n", b"Connection: close\r\n", b"Set-Cookie: \xff=\x01\r\n",
    b"Content-Type: \xff\r\n", b": nameless\r\n", b"No colon\r\n", b" folded\r\n", b"Upgrade: websocket\r\nConnection: upgrade\r\n",
]  # fmt: skip
FaultServer = Callable[[Script], Faults]
Client = Callable[..., Http]


def failure(http: Http, url: str, **options: object) -> FetchFailed:
    with pytest.raises(FetchFailed) as raised:
        http.send(Request(url, **options))  # type: ignore[arg-type]
    return raised.value


def test_a_page_comes_back_whole(http: Http, origin: Origin) -> None:
    response = http.send(Request(origin.put("/a", "Đàm phán")))
    assert (response.status, response.content.decode()) == (200, "Đàm phán")
    assert response.headers["content-type"] == "text/html; charset=utf-8"


def test_it_says_who_asks_and_what_it_reads(http: Http, origin: Origin) -> None:
    http.send(Request(origin.put("/a"), headers={"If-None-Match": '"x"'}))
    sent = origin.requests[0].headers
    assert sent["user-agent"] == "Diemtin/0 (+desk@example.org)"
    assert sent["accept-encoding"] == "gzip, deflate, br"
    assert sent["if-none-match"] == '"x"'


def test_any_status_is_an_answer(http: Http, origin: Origin) -> None:
    assert http.send(Request(origin.address("/nothing"))).status == 404


def test_gzip_is_unpacked(http: Http, origin: Origin) -> None:
    origin.put("/a", gzip.compress(b"Nga-NATO"), headers={"Content-Encoding": "gzip"})
    assert http.send(Request(origin.address("/a"))).content == b"Nga-NATO"


def test_connections_are_used_again(http: Http, faults: FaultServer) -> None:
    def talk(connection: object) -> None:
        for _ in range(3):
            connection.sendall(OK + b"Content-Length: 2\r\n\r\nok")  # type: ignore[attr-defined]
            connection.recv(4096)  # type: ignore[attr-defined]

    server = faults(talk)
    for _ in range(3):
        assert http.send(Request(server.address())).content == b"ok"
    assert server.connections == 1


def test_a_post_never_goes_over_a_used_connection(http: Http, faults: FaultServer) -> None:
    server = faults(sends(OK + b"Content-Length: 2\r\n\r\nok"))
    for _ in range(2):
        http.send(Request(server.address(), method="POST", body=b"{}", redirects=0))
    assert server.connections == 2


def test_redirects_are_followed_to_where_they_lead(http: Http, origin: Origin) -> None:
    origin.put("/1", status=302, headers={"Location": "2?x=1"})
    origin.put("/2", "here")
    response = http.send(Request(origin.address("/1")))
    assert (response.content, response.url) == (b"here", origin.address("/2?x=1"))


def test_a_redirect_is_handed_back_where_none_is_to_be_followed(http: Http, origin: Origin) -> None:
    origin.put("/1", status=302, headers={"Location": "/2"})
    assert http.send(Request(origin.address("/1"), redirects=0)).status == 302


def test_a_post_is_never_sent_on(http: Http, origin: Origin) -> None:
    origin.put("/1", status=307, headers={"Location": "/2"})
    assert http.send(Request(origin.address("/1"), method="POST", body=b"{}")).status == 307
    assert not origin.asked("/2")


def test_redirects_without_end_are_cut_off(http: Http, origin: Origin) -> None:
    origin.put("/1", status=301, headers={"Location": "/1"})
    assert failure(http, origin.address("/1")).code == "redirects"
    assert len(origin.asked("/1")) == 6


@pytest.mark.parametrize(
    "location", ["ftp://vidu.vn/", "https://a:geheim@127.0.0.1/", "http://[/", "file:///etc/passwd"]
)
def test_a_redirect_to_what_is_no_address_is_refused(
    http: Http, origin: Origin, location: str
) -> None:
    origin.put("/1", status=302, headers={"Location": location})
    error = failure(http, origin.address("/1"))
    assert error.code == "bad_url"
    assert "geheim" not in str(error)


@pytest.mark.parametrize(
    "url", ["ftp://vidu.vn/", "vidu.vn", "http://a:b@127.0.0.1/", "http://1.2.3.4.5/", "http://0x/"]
)
def test_an_address_that_cannot_be_used_is_refused_for_good(http: Http, url: str) -> None:
    error = failure(http, url)
    assert (error.code, error.permanent) == ("bad_url", True)


def test_a_name_that_does_not_exist(http: Http) -> None:
    assert failure(http, "http://vidu.invalid/").code == "dns"


def test_a_port_where_nobody_listens(http: Http, faults: FaultServer) -> None:
    server = faults(sends())
    server.close()
    assert failure(http, server.address()).code == "refused"


def test_a_certificate_that_nobody_vouches_for(http: Http, tls_origin: Origin) -> None:
    assert failure(http, tls_origin.put("/a")).code == "tls"


def test_a_certificate_for_another_name(client: Client, authority: Authority) -> None:
    with Origin(authority.server("vidu.test")) as origin:
        assert failure(client(tls=authority.client()), origin.put("/a")).code == "tls"


def test_a_certificate_that_is_vouched_for(
    client: Client, authority: Authority, tls_origin: Origin
) -> None:
    http = client(tls=authority.client())
    assert http.send(Request(tls_origin.put("/a", "kín"))).content.decode() == "kín"


def test_https_where_plain_http_is_spoken(http: Http, origin: Origin) -> None:
    assert failure(http, f"https://127.0.0.1:{origin.port}/").code == "tls"


@pytest.mark.parametrize(
    "script",
    [
        hangs(),
        never_ends(b"HTTP/1.1 200 OK\r\n", (b"X" for _ in itertools.count()), pause=0.01),
        never_ends(OK + b"\r\n", (b"x" for _ in itertools.count()), pause=0.01),
        never_ends(
            OK + b"Transfer-Encoding: chunked\r\n\r\n",
            (b"1\r\nx\r\n" for _ in itertools.count()),
            0.01,
        ),
    ],
    ids=["silence", "a byte of header at a time", "a byte of body at a time", "a chunk at a time"],
)
def test_the_whole_answer_has_a_deadline(
    client: Client, faults: FaultServer, script: Script
) -> None:
    assert failure(client(timeout=0.3), faults(script).address()).code == "timeout"


def test_a_lookup_counts_towards_the_deadline(client: Client) -> None:
    never = threading.Event()

    def lookup(host: str) -> list[str]:
        never.wait(60)
        return []

    http = client(timeout=0.2, lookup=lookup)
    assert failure(http, "http://vidu.test/").code == "timeout"
    never.set()


def test_redirects_share_one_deadline(client: Client, origin: Origin) -> None:
    late = threading.Event()

    def slowly(request: object) -> Reply:
        late.wait(0.15)
        return Reply(status=302, headers={"Location": "/1"})

    origin.routes["/1"] = slowly
    assert failure(client(timeout=0.4), origin.address("/1")).code == "timeout"


@pytest.mark.parametrize(
    "script",
    [
        never_ends(OK + b"\r\n", itertools.repeat(b"x" * 10_000)),
        never_ends(
            OK + b"Transfer-Encoding: chunked\r\n\r\n",
            itertools.repeat(b"2710\r\n" + b"x" * 10_000 + b"\r\n"),
        ),
        sends(OK + b"Content-Length: 900000000000\r\n\r\nx"),
        sends(
            OK
            + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n"
            + gzip.compress(bytes(100_000_000))
        ),
    ],
    ids=["endless", "endless chunks", "promised", "gzip bomb"],
)
def test_more_than_is_allowed_is_cut_off(
    client: Client, faults: FaultServer, script: Script
) -> None:
    assert failure(client(max_bytes=200_000), faults(script).address()).code == "too_large"


@pytest.mark.parametrize(
    "script",
    [
        sends(),
        sends(b"SSH-2.0-OpenSSH_9.2\r\n"),
        sends(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n"),
        sends(b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 100_000 + b"\r\n"),
        sends(OK + b"Content-Length: 100\r\n\r\nhalf"),
        sends(OK + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nhalf"),
        sends(OK + b"Content-Length: -1\r\n\r\n"),
        sends(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhal"),
        sends(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        resets(OK + b"Content-Length: 100\r\n\r\nhalf"),
        resets(),
    ],
    ids=["nothing", "no HTTP", "a long header", "many headers", "cut", "two lengths", "negative length",
         "cut chunk", "no chunk", "reset in the body", "reset at once"],
)  # fmt: skip
def test_a_broken_answer_is_called_so(http: Http, faults: FaultServer, script: Script) -> None:
    assert failure(http, faults(script).address()).code == "protocol"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        (b"gzip", gzip.compress(b"Nga" * 999)[:20]),
        (b"gzip", b"<html>"),
        (b"br", b"\x0b\x02"),
        (b"gzip, br", b""),
    ],
    ids=["truncated", "not gzip", "brotli", "two layers"],
)
def test_a_body_not_encoded_as_it_says(
    http: Http, faults: FaultServer, encoding: bytes, body: bytes
) -> None:
    server = faults(
        sends(OK + b"Connection: close\r\nContent-Encoding: " + encoding + b"\r\n\r\n" + body)
    )
    assert failure(http, server.address()).code == "bad_encoding"


def test_a_message_shows_what_the_peer_said_escaped_and_cut(
    http: Http, faults: FaultServer
) -> None:
    said = str(
        failure(http, faults(sends(b"HTTP/1.1 \x1b[31m" + b"!" * 5000 + b"\r\n\r\n")).address())
    )
    assert said.isprintable()
    assert len(said) < 300


def test_a_message_names_the_host_and_keeps_the_path_to_itself(
    http: Http, faults: FaultServer
) -> None:
    server = faults(sends())
    said = str(failure(http, server.address("/hook/geheim?key=geheim")))
    assert f"http://127.0.0.1:{server.port}" in said
    assert "geheim" not in said


def test_one_bad_host_holds_up_no_other(
    client: Client, faults: FaultServer, origin: Origin
) -> None:
    http, hung = client(timeout=10.0), faults(hangs())
    origin.put("/a", "ok")
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(failure, http, hung.address()) for _ in range(4)]
        answers = list(
            pool.map(lambda _: http.send(Request(origin.address("/a"))).status, range(40))
        )
        hung.close()
    assert answers == [200] * 40
    assert {error.result().code for error in waiting} <= {"protocol", "refused"}


def test_closing_ends_what_is_under_way(client: Client, faults: FaultServer) -> None:
    http, begun = client(), threading.Event()

    def hold(connection: object) -> None:
        begun.set()
        connection.recv(1)  # type: ignore[attr-defined]

    server = faults(hold)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(failure, http, server.address())
        begun.wait(10)
        http.close()
        assert waiting.result(10).code == "stopped"
    assert failure(http, server.address()).code == "stopped"


def test_closing_while_many_send_leaves_nobody_waiting(client: Client, origin: Origin) -> None:
    http, url = client(timeout=30.0), origin.put("/a", "ok")

    def keep_sending(_: int) -> str:
        while True:
            try:
                http.send(Request(url))
            except FetchFailed as error:
                return error.code

    with ThreadPoolExecutor(8) as pool:
        ends = [pool.submit(keep_sending, n) for n in range(8)]
        origin.wait_for(20)
        http.close()
        assert {end.result(20) for end in ends} == {"stopped"}


def test_closing_twice_or_unused_is_nothing(client: Client) -> None:
    http = client()
    http.close()
    http.close()


def _in_child(http: Http, url: str) -> None:
    os._exit(0 if http.send(Request(url)).content == b"ok" else 1)


@pytest.mark.filterwarnings("ignore:This process.*multi-threaded:DeprecationWarning")
def test_a_forked_child_fetches_too(http: Http, origin: Origin) -> None:
    origin.put("/a", "ok")
    assert http.send(Request(origin.address("/a"))).content == b"ok"
    child = multiprocessing.get_context("fork").Process(
        target=_in_child, args=(http, origin.address("/a"))
    )
    child.start()
    child.join(20)
    assert child.exitcode == 0
    assert http.send(Request(origin.address("/a"))).content == b"ok"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=120)
    | st.lists(st.sampled_from(HEADERS), max_size=5).flatmap(
        lambda lines: st.binary(max_size=60).map(
            lambda body: b"HTTP/1.1 200 OK\r\n" + b"".join(lines) + b"\r\n" + body
        )
    )
)
def test_whatever_a_host_says_is_an_answer_or_an_error_by_name(
    http: Http, faults: FaultServer, said: bytes
) -> None:
    with faults(sends(said)) as server, contextlib.suppress(FetchFailed):
        http.send(Request(server.address()))
