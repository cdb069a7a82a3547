"""robots.txt by RFC 9309: what it says to us, and for how long that counts. Who asks for it is `fetch`."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice

from protego import Protego

from scrapers.errors import FetchFailed

AGENT = "Diemtin"  # the product token that a robots.txt may name
MOST_BYTES = 500 * 1024  # RFC 9309, 2.5: at least this much is read
_MOST_SITEMAPS = 50
FRESH_SECONDS = 24 * 3600.0  # RFC 9309, 2.4: not to be used for longer
_UNREACHABLE_SECONDS = 300.0  # how long a robots.txt that could not be had is not asked for again
_DOUBTED_SECONDS = 3600.0
_MOST_HOSTS = 20_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host allows. `delay` is the pause it asks for, in seconds, None where it names none.

    `sitemaps` are the addresses of those that it names, as they stand there.
    """

    text: Protego | None  # None: everything is allowed
    delay: float | None = None
    sitemaps: tuple[str, ...] = ()

    def allow(self, url: str) -> bool:
        """May this address be fetched?"""
        return self.text is None or bool(self.text.can_fetch(url, AGENT))


def rules(status: int, content: bytes) -> Rules | None:
    """The rules that an answer to GET /robots.txt means; None where the host can't tell them now.

    No file (4xx) means no rules (RFC 9309, 2.3.1.3). 429 and 5xx mean that nothing may be fetched
    until the file can be read again (2.3.1.4).
    """
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Rules(None)
    return _read(content)


def _read(content: bytes) -> Rules:
    if len(content) > MOST_BYTES:
        content = content[:MOST_BYTES].rpartition(b"\n")[0]  # half a line could mean something else
    text = content.decode("utf-8-sig", "replace")
    if "<html" in text[:1000].lower():
        return Rules(None)  # "not found", said with status 200
    parsed = Protego.parse(text)
    delay = parsed.crawl_delay(AGENT)
    rate = parsed.request_rate(AGENT)
    if rate is not None and rate.requests > 0:
        delay = max(delay or 0.0, rate.seconds / rate.requests)
    delay = float(delay) if delay is not None and delay > 0 else None
    return Rules(parsed, delay, tuple(islice(parsed.sitemaps, _MOST_SITEMAPS)))


_Read = tuple[float, float, Rules | FetchFailed]
"""When it was read, for how many seconds it counts, and what it says."""


class Known:
    """The rules of the hosts met lately, each for a day; a failure to get them, for minutes.

    Rules in doubt, since they forbid what is wanted or the host refuses what they allow, are kept for an hour: a site
    that opens again or turns us away by them is noticed the same day (RFC 9309, 2.4, names a day as the most).
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._known: OrderedDict[str, _Read] = OrderedDict()

    def known(self, origin: str) -> Rules | FetchFailed | None:
        """What is known of an origin ("https://a.vn") and still fresh."""
        asked, fresh, rules = self._known.get(origin, (0.0, 0.0, None))
        return rules if rules is not None and self._now() < asked + fresh else None

    def keep(self, origin: str, rules: Rules | FetchFailed) -> Rules | FetchFailed:
        """Remember what was just read, or why it could not be; gives it back."""
        failed = isinstance(rules, FetchFailed)
        fresh = _UNREACHABLE_SECONDS if failed else FRESH_SECONDS
        self._known[origin] = (self._now(), fresh, rules)
        self._known.move_to_end(origin)
        while len(self._known) > _MOST_HOSTS:
            self._known.popitem(last=False)
        return rules

    def doubt(self, origin: str) -> None:
        """What is known was read an hour ago at most, from now on."""
        if origin in self._known:
            asked, fresh, rules = self._known[origin]
            self._known[origin] = (asked, min(fresh, _DOUBTED_SECONDS), rules)
