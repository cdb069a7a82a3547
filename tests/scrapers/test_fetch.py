import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from scrapers.errors import FetchFailed
from scrapers.fetch import ACCEPT_FEED, Fetched, Fetcher
from scrapers.http import Http
from tests.scrapers.conftest import AT
from tests.servers.faults import Faults, sends
from tests.servers.http import Origin, Reply, Request


class Monotonic:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def now() -> Monotonic:
    return Monotonic()


@pytest.fixture
def fetcher(http: Http, now: Monotonic) -> Fetcher:
    """A fetcher that does not pause between requests; its time passes only when told."""
    return Fetcher(http, lambda: AT, pause=0.0, now=now)


def failure(fetcher: Fetcher, url: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as raised:
        fetcher.fetch(url)
    return raised.value


def robots(origin: Origin, *lines: str) -> None:
    origin.put("/robots.txt", "\n".join(("User-agent: *", *lines)), content_type="text/plain")


def test_a_page_comes_with_what_is_needed_to_ask_again(fetcher: Fetcher, origin: Origin) -> None:
    url = origin.put(
        "/rss", "<rss/>", headers={"ETag": '"7"', "Last-Modified": "Sun, 22 Nov 2026 00:00:00 GMT", "Cache-Control": "max-age=90"},
        content_type="application/xml",
    )  # fmt: skip
    found = fetcher.fetch(url)
    assert (found.status, found.content, found.content_type) == (200, b"<rss/>", "application/xml")
    assert (found.etag, found.last_modified, found.wait) == (
        '"7"',
        "Sun, 22 Nov 2026 00:00:00 GMT",
        90.0,
    )
    assert not found.not_modified


def test_what_has_not_changed_is_not_sent_again(fetcher: Fetcher, origin: Origin) -> None:
    url = origin.put("/rss", "<rss/>")
    again = fetcher.fetch(url, etag=fetcher.fetch(url).etag)
    assert (again.not_modified, again.content, again.status) == (True, b"", 304)
    assert again.etag


def test_a_304_that_nobody_asked_for_is_an_error(fetcher: Fetcher, origin: Origin) -> None:
    assert failure(fetcher, origin.put("/rss", status=304)).code == "http_304"


def test_the_host_is_told_what_is_wanted(fetcher: Fetcher, origin: Origin) -> None:
    fetcher.fetch(
        origin.put("/rss"), accept=ACCEPT_FEED, last_modified="Sun, 22 Nov 2026 00:00:00 GMT"
    )
    sent = origin.asked("/rss")[0].headers
    assert sent["accept"].startswith("application/rss+xml")
    assert sent["if-modified-since"] == "Sun, 22 Nov 2026 00:00:00 GMT"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451, 500, 502, 503])
def test_a_refusal_is_an_error_with_its_number(
    fetcher: Fetcher, origin: Origin, status: int
) -> None:
    error = failure(fetcher, origin.put("/a", status=status))
    assert error.code == f"http_{status}"
    assert error.permanent is (status == 410)


def test_robots_txt_is_asked_first_and_once(fetcher: Fetcher, origin: Origin) -> None:
    for path in ("/a", "/b"):
        fetcher.fetch(origin.put(path))
    assert [request.path for request in origin.requests] == ["/robots.txt", "/a", "/b"]


def test_what_robots_txt_forbids_is_not_asked(fetcher: Fetcher, origin: Origin) -> None:
    robots(origin, "Disallow: /tim-kiem")
    assert failure(fetcher, origin.put("/tim-kiem?q=nga")).code == "robots"
    assert not origin.asked("/tim-kiem")


def test_a_long_robots_txt_is_read_to_its_end(fetcher: Fetcher, origin: Origin) -> None:
    robots(origin, *(f"Disallow: /{number}" for number in range(3000)), "Disallow: /tim-kiem")
    assert failure(fetcher, origin.put("/tim-kiem?q=nga")).code == "robots"
    assert fetcher.fetch(origin.put("/a")).status == 200


def test_robots_txt_is_asked_again_after_a_day(
    fetcher: Fetcher, origin: Origin, now: Monotonic
) -> None:
    url = origin.put("/a")
    fetcher.fetch(url)
    robots(origin, "Disallow: /")
    fetcher.fetch(url)
    now.seconds += 86_401
    assert failure(fetcher, url).code == "robots"


def test_what_robots_txt_forbade_is_fetched_within_an_hour_of_its_being_allowed(
    fetcher: Fetcher, origin: Origin, now: Monotonic
) -> None:
    url = origin.put("/a")
    robots(origin, "Disallow: /")
    assert failure(fetcher, url).code == "robots"
    robots(origin, "Disallow:")
    now.seconds += 3_500
    assert failure(fetcher, url).code == "robots"
    now.seconds += 101
    assert fetcher.fetch(url).status == 200


def test_a_host_that_begins_to_refuse_is_asked_for_its_rules_within_an_hour(
    fetcher: Fetcher, origin: Origin, now: Monotonic
) -> None:
    url = origin.put("/a")
    fetcher.fetch(url)
    origin.put("/a", status=403)
    robots(origin, "Disallow: /")
    assert failure(fetcher, url).code == "http_403"
    now.seconds += 3_601
    assert failure(fetcher, url).code == "robots"
    assert len(origin.asked("/robots.txt")) == 2


def test_nothing_is_fetched_while_robots_txt_cannot_be_read(
    fetcher: Fetcher, origin: Origin, now: Monotonic
) -> None:
    url = origin.put("/a")
    origin.put("/robots.txt", status=500)
    assert failure(fetcher, url).code == "robots_unreachable"
    robots(origin, "Disallow:")
    assert failure(fetcher, url).code == "robots_unreachable"
    assert len(origin.requests) == 1
    now.seconds += 301
    assert fetcher.fetch(url).status == 200


def test_a_robots_txt_that_breaks_off_allows_nothing(
    fetcher: Fetcher, faults: Callable[..., Faults]
) -> None:
    server = faults(sends(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *"))
    error = failure(fetcher, server.address("/a"))
    assert (error.code, error.permanent) == ("robots_unreachable", False)


def test_a_host_that_is_away_is_called_so(fetcher: Fetcher, faults: Callable[..., Faults]) -> None:
    server = faults(sends())
    server.close()
    assert failure(fetcher, server.address("/a")).code == "refused"
    assert failure(fetcher, "http://vidu.invalid/a").code == "dns"
    assert failure(fetcher, "http://10.0.0.1/a").code == "blocked_address"


def test_a_redirected_robots_txt_counts(fetcher: Fetcher, origin: Origin) -> None:
    origin.put("/robots.txt", status=301, headers={"Location": "/r"})
    origin.put("/r", "User-agent: *\nDisallow: /")
    assert failure(fetcher, origin.put("/a")).code == "robots"


def test_a_redirect_to_another_host_asks_that_hosts_robots_txt(
    fetcher: Fetcher, origins: Callable[[], Origin]
) -> None:
    here, there = origins(), origins()
    robots(there, "Disallow: /a")
    here.put("/a", status=302, headers={"Location": there.put("/a")})
    assert failure(fetcher, here.address("/a")).code == "robots"
    assert not there.asked("/a")


def test_redirects_are_followed_and_a_lasting_move_remembered(
    fetcher: Fetcher, origin: Origin
) -> None:
    origin.put("/1", status=301, headers={"Location": "/2"})
    origin.put("/2", status=308, headers={"Location": "/3"})
    origin.put("/3", status=302, headers={"Location": "/4"})
    origin.put("/4", "here")
    found = fetcher.fetch(origin.address("/1"))
    assert (found.url, found.moved) == (origin.address("/4"), origin.address("/3"))


def test_a_passing_redirect_moves_nothing(fetcher: Fetcher, origin: Origin) -> None:
    origin.put("/1", status=302, headers={"Location": "/2"})
    origin.put("/2", status=301, headers={"Location": "/3"})
    origin.put("/3", "here")
    assert fetcher.fetch(origin.address("/1")).moved == ""


def test_redirects_in_a_circle_end(fetcher: Fetcher, origin: Origin) -> None:
    origin.put("/1", status=301, headers={"Location": "/2"})
    origin.put("/2", status=301, headers={"Location": "/1"})
    assert failure(fetcher, origin.address("/1")).code == "redirects"
    assert len(origin.requests) == 7


def test_a_host_that_wants_its_cookie_back_gets_it_on_the_same_errand_only(
    fetcher: Fetcher, origin: Origin
) -> None:
    def door(request: Request) -> Reply:
        if request.headers.get("cookie") == "v=1; w=2":
            return Reply("inside")
        cookies = {
            "Set-Cookie": "v=1; Path=/",
            "set-cookie": "w=2; Expires=Sun, 22 Nov 2026 01:00:00 GMT",
        }
        return Reply(status=302, headers=cookies | {"Location": "/rss"})

    origin.routes["/rss"] = door
    assert fetcher.fetch(origin.address("/rss")).content == b"inside"
    assert fetcher.fetch(origin.address("/rss")).content == b"inside"
    assert [request.headers.get("cookie") for request in origin.asked("/rss")] == [
        None,
        "v=1; w=2",
    ] * 2


def test_a_cookie_never_goes_to_another_host(
    fetcher: Fetcher, origins: Callable[[], Origin]
) -> None:
    here, there = origins(), origins()
    here.put("/a", status=302, headers={"Location": there.put("/a"), "Set-Cookie": "v=1"})
    fetcher.fetch(here.address("/a"))
    assert "cookie" not in there.asked("/a")[0].headers


def test_retry_after_is_kept_without_asking_again(
    fetcher: Fetcher, origin: Origin, now: Monotonic
) -> None:
    busy, other = origin.put("/a", status=429, headers={"Retry-After": "120"}), origin.put("/b")
    assert failure(fetcher, busy).retry_after == 120.0
    now.seconds += 20
    error = failure(fetcher, other)
    assert (error.code, error.retry_after, error.permanent) == ("wait", 100.0, False)
    assert not origin.asked("/b")
    now.seconds += 100
    assert fetcher.fetch(other).status == 200


def test_retry_after_of_one_host_is_none_of_anothers(
    fetcher: Fetcher, origins: Callable[[], Origin]
) -> None:
    failure(fetcher, origins().put("/a", status=503, headers={"Retry-After": "120"}))
    assert fetcher.fetch(origins().put("/a")).status == 200


def test_a_crawl_delay_is_kept(fetcher: Fetcher, origin: Origin, now: Monotonic) -> None:
    robots(origin, "Crawl-delay: 90")
    url = origin.put("/a")
    fetcher.fetch(url)
    assert failure(fetcher, url).retry_after == 90.0
    now.seconds += 90
    fetcher.fetch(url)


def test_a_pause_lies_between_two_requests(http: Http, origin: Origin, now: Monotonic) -> None:
    fetcher = Fetcher(http, lambda: AT, pause=70.0, now=now)
    url = origin.put("/a")
    assert failure(fetcher, url).code == "wait"
    now.seconds += 70
    fetcher.fetch(url)
    assert failure(fetcher, url).retry_after == 70.0


def test_a_challenge_page_is_no_article(fetcher: Fetcher, origin: Origin) -> None:
    origin.put("/a", "<html><head><title>Just a moment...</title></head></html>", status=403)
    assert failure(fetcher, origin.address("/a")).code == "challenge"


@pytest.mark.parametrize("url", ["", "ftp://vidu.vn/", "http://a:geheim@vidu.vn/"])
def test_what_is_no_address_is_refused_for_good(fetcher: Fetcher, url: str) -> None:
    error = failure(fetcher, url)
    assert (error.code, error.permanent) == ("bad_url", True)
    assert "geheim" not in str(error)


def test_after_the_stop_nothing_is_fetched(fetcher: Fetcher, origin: Origin) -> None:
    fetcher.stop()
    assert failure(fetcher, origin.put("/a")).code == "stopped"
    assert not origin.requests


def test_works_in_the_event_loop_come_to_what_each_fetched(
    fetcher: Fetcher, origins: Callable[[], Origin]
) -> None:
    urls = [origins().put("/a", text) for text in ("một", "hai")]
    gone = origins().put("/a", status=410)
    one, two, three = fetcher.begin([fetcher.get(url) for url in (*urls, gone)])
    assert [end.result(10).content.decode() for end in (one, two)] == ["một", "hai"]
    assert isinstance(three.exception(10), FetchFailed)


def test_a_slow_host_holds_up_nobody_in_the_loop(
    fetcher: Fetcher, origins: Callable[[], Origin]
) -> None:
    slow, quick, answered = origins(), origins(), threading.Event()
    slow.routes["/a"] = lambda _: str(answered.wait(10))
    waiting, done = fetcher.begin(
        [fetcher.get(slow.address("/a")), fetcher.get(quick.put("/a", "da"))]
    )
    assert done.result(10).content == b"da"
    answered.set()
    assert waiting.result(10).content == b"True"


def test_a_work_of_several_requests_keeps_its_host_s_turns(
    fetcher: Fetcher, origin: Origin
) -> None:
    """Each comes to what it fetched last."""
    rude = Rude(origin)

    async def both() -> bytes:
        await fetcher.get(origin.address("/a"))
        return (await fetcher.get(origin.address("/a"))).content

    assert {end.result(20) for end in fetcher.begin([both() for _ in range(20)])} == {b"ok"}
    assert (rude.most, len(origin.asked("/robots.txt")), len(origin.asked("/a"))) == (1, 1, 40)


def test_what_the_close_cuts_short_or_comes_too_late_is_stopped(
    fetcher: Fetcher, http: Http, faults: Callable[..., Faults]
) -> None:
    begun = threading.Event()

    def hold(connection: object) -> None:
        begun.set()
        connection.recv(1)  # type: ignore[attr-defined]

    server = faults(hold)
    here = fetcher.begin([fetcher.get(server.address("/a")), fetcher.get(server.address("/b"))])
    begun.wait(10)
    http.close()
    late = fetcher.begin([fetcher.get(server.address("/a"))])
    assert [code(end) for end in (*here, *late)] == ["stopped"] * 3


def test_whoever_waits_for_a_turn_is_sent_home_by_the_stop(
    fetcher: Fetcher, origin: Origin
) -> None:
    asked, answered = threading.Event(), threading.Event()

    def wait(_: Request) -> str:
        asked.set()
        return str(answered.wait(10))

    origin.routes["/a"] = wait
    first = fetcher.begin([fetcher.get(origin.address("/a"))])[0]
    asked.wait(10)
    second = fetcher.begin([fetcher.get(origin.address("/a"))])[0]
    fetcher.stop()
    assert code(second) == "stopped"
    answered.set()
    assert first.result(10).content == b"True"


def code(end: Future[Fetched]) -> str:
    error = end.exception(10)
    return error.code if isinstance(error, FetchFailed) else ""


class Rude:
    """Counts how many are at a host at once."""

    def __init__(self, origin: Origin) -> None:
        self.most = self._inside = 0
        self._lock = threading.Lock()
        origin.routes |= dict.fromkeys(("/robots.txt", "/a"), self._answer)

    def _answer(self, _: Request) -> str:
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        with self._lock:
            self._inside -= 1
        return "ok"


def test_many_threads_are_never_two_at_one_host(http: Http, origins: Callable[[], Origin]) -> None:
    fetcher = Fetcher(http, lambda: AT, pause=0.0)
    hosts = [origins() for _ in range(3)]
    rude = [Rude(host) for host in hosts]
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda n: fetcher.fetch(hosts[n % 3].address("/a")), range(90)))
    assert [host.most for host in rude] == [1, 1, 1]
    assert [len(host.asked("/robots.txt")) for host in hosts] == [1, 1, 1]
    assert [len(host.asked("/a")) for host in hosts] == [30, 30, 30]
