"""Fetching with manners: robots.txt first, one request at a time to a host, a pause between two.

What a host wishes (Crawl-delay, Retry-After) is kept; what it says (404, 429, a challenge page)
becomes an error with a name.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol, TypeVar

from scrapers import answers, robots, schedule, urls
from scrapers.errors import FetchFailed, ScrapeError
from scrapers.message import Request, Response
from scrapers.turns import Turns

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ACCEPT_FEED = (
    "application/rss+xml,application/atom+xml,application/feed+json,"
    "application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
)

_MOST_REDIRECTS = 5
_QUICKLY_READ = 20_000  # bytes of a robots.txt; hardly any has more
_REFUSALS = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
}
_HOST_IS_AWAY = {"dns", "refused", "tls", "blocked_address", "bad_url", "stopped"}


T = TypeVar("T")


class Web(Protocol):
    """What is needed of `scrapers.http.Http`."""

    async def ask(self, request: Request) -> Response: ...

    def begin(self, works: Sequence[Coroutine[Any, Any, T]]) -> list[Future[T]]: ...


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page or feed as it came. `url` is the address after redirects.

    `not_modified`: it is as it was when `etag` and `last_modified` were given; `content` is empty.
    `wait` is how long the host says that it stays so, in seconds. `moved` is the address to ask
    from now on, "" where it is the same.
    """

    url: str
    status: int
    content: bytes = field(default=b"", repr=False)
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False
    wait: float | None = None
    moved: str = ""


class Fetcher:
    """Fetches in the event loop (`get`) for whoever works there (`begin`), and for threads, which wait (`fetch`).

    `clock` gives the aware time of day, `now` seconds that only grow; `pause` is the least number
    of seconds between two requests to one host. `turns` may be given, to share or to simulate them.
    """

    def __init__(
        self,
        http: Web,
        clock: Callable[[], datetime],
        *,
        pause: float = 1.0,
        now: Callable[[], float] = time.monotonic,
        turns: Turns | None = None,
    ) -> None:
        self._http = http
        self._clock = clock
        self._pause = pause
        self._now = now
        self._turns = turns or Turns(now)
        self._robots = robots.Known(now)

    def begin(self, works: Sequence[Coroutine[Any, Any, T]]) -> list[Future[T]]:
        """Begin works that fetch in the event loop, side by side; gives what each will have come to."""
        return self._http.begin(works)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do one such work, and wait for it. For any thread but the event loop's own."""
        return self._http.begin([work])[0].result()

    def fetch(
        self, url: str, *, etag: str = "", last_modified: str = "", accept: str = ACCEPT
    ) -> Fetched:
        """`get`, for a thread that waits."""
        return self.run(self.get(url, etag=etag, last_modified=last_modified, accept=accept))

    async def get(
        self, url: str, *, etag: str = "", last_modified: str = "", accept: str = ACCEPT
    ) -> Fetched:
        """Get an address, unless it is as it was.

        Raises FetchFailed with one of Http's codes, or "robots", "robots_unreachable", "wait" (the
        host is to be left alone, for `retry_after` seconds), "challenge", "http_404" and its like.
        `permanent` on 410, on a bad or forbidden address.
        """
        headers = {"Accept": accept or ACCEPT}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        target, response, moved = await self._follow(url, headers)
        same = response.status == HTTPStatus.NOT_MODIFIED and bool(etag or last_modified)
        if not same:
            answers.check(target, response, self._clock())
        said = response.headers
        return Fetched(
            url=target,
            status=response.status,
            content=b"" if same else response.content,
            content_type=said.get("content-type", ""),
            etag=said.get("etag", etag if same else ""),
            last_modified=said.get("last-modified", last_modified if same else ""),
            not_modified=same,
            wait=answers.max_age(said),
            moved=moved,
        )

    def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that robots.txt of an address's host names and allows, absolute.

        Raises FetchFailed as `fetch` does, where robots.txt cannot be had.
        """
        rules = self.run(self._rules(_checked(url), urls.host(url)))
        named = (urls.join(url, said) for said in rules.sitemaps)
        return [place for place in dict.fromkeys(named) if place and rules.allow(place)]

    def pause_left(self, host: str) -> float:
        """Seconds for which this process would leave a host alone: others should as well."""
        return self._turns.left(host)

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long: another process has asked it a moment ago. For the event loop."""
        self._turns.rest(host, seconds)

    def stop(self) -> None:
        """Let nobody wait any longer: those who do get FetchFailed("stopped")."""
        self._turns.stop()

    async def _follow(self, url: str, headers: Mapping[str, str]) -> tuple[str, Response, str]:
        """The answer behind the redirects, its address, and the address it moved to for good.

        Every hop is a request like any other: its host's robots.txt and pause are kept. A cookie
        goes back to the host that set it, on this errand only: some hosts redirect until it does.
        """
        target, moved, for_good = _checked(url), "", True
        jar: dict[str, dict[str, str]] = {}
        for _ in range(_MOST_REDIRECTS + 1):
            held = jar.setdefault(urls.host(target), {})
            response = await self._get(target, {**headers, **_cookie(held)})
            held |= answers.cookies(response)
            location = answers.location(target, response)
            if not location:
                return target, response, moved
            target = _checked(location)
            for_good = for_good and response.status in answers.FOR_GOOD
            moved = target if for_good else moved
        raise FetchFailed(
            f"{urls.shown(url)}: more than {_MOST_REDIRECTS} redirects", code="redirects"
        )

    async def _get(self, url: str, headers: Mapping[str, str]) -> Response:
        host = urls.host(url)
        rules = await self._rules(url, host)
        if not rules.allow(url):
            self._robots.doubt(_origin(url, host))
            raise FetchFailed(f"{urls.shown(url)}: robots.txt forbids it", code="robots")
        async with self._turns.turn(host):
            request = Request(url, headers=headers, redirects=0)
            response = await self._send(request, host, rules.delay)
        if response.status in _REFUSALS:
            self._robots.doubt(_origin(url, host))
        return response

    async def _send(self, request: Request, host: str, delay: float | None = None) -> Response:
        """One request in the host's turn, after which the host is left alone for a while."""
        began = self._now()
        try:
            response = await self._http.ask(request)
        finally:
            took = self._now() - began
            self._turns.rest(host, schedule.pause(self._pause, crawl_delay=delay, took=took))
        self._turns.rest(host, answers.rest(response, self._clock()))
        return response

    async def _rules(self, url: str, host: str) -> robots.Rules:
        """What robots.txt says: asked for once a day, by whoever comes first."""
        origin = _origin(url, host)
        known = self._robots.known(origin)
        if known is None:
            async with self._turns.turn(host):
                known = self._robots.known(origin)
                if known is None:
                    known = self._robots.keep(origin, await self._asked_for_rules(origin, host))
        if isinstance(known, FetchFailed):
            raise known
        return known

    async def _asked_for_rules(self, origin: str, host: str) -> robots.Rules | FetchFailed:
        try:
            response = await self._send(Request(f"{origin}/robots.txt"), host)
        except FetchFailed as error:
            if error.code in _HOST_IS_AWAY:
                raise  # its own name says more
            return FetchFailed(f"{origin}/robots.txt: {error}", code="robots_unreachable")
        rules = await _read(response)
        if rules is not None:
            return rules
        return FetchFailed(
            f"{origin}/robots.txt: {answers.status_line(response.status)}; nothing is fetched until it can be read",
            code="robots_unreachable",
            retry_after=answers.retry_after(response.headers, self._clock()),
        )


def _origin(url: str, host: str) -> str:
    return f"{url.partition('://')[0]}://{host}"


async def _read(response: Response) -> robots.Rules | None:
    """A long robots.txt takes a second to read, for which nobody else in the loop is to wait."""
    if len(response.content) <= _QUICKLY_READ:
        return robots.rules(response.status, response.content)
    return await asyncio.to_thread(robots.rules, response.status, response.content)


def _cookie(held: Mapping[str, str]) -> dict[str, str]:
    pairs = "; ".join(f"{name}={value}" for name, value in held.items())
    return {"Cookie": pairs[:4000]} if pairs else {}


def _checked(url: str) -> str:
    try:
        return urls.plain(url)
    except ScrapeError as error:
        raise FetchFailed(str(error), code="bad_url", permanent=True) from error
