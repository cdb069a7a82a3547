"""robots.txt by RFC 9309: what it says to us. Pure; who fetches and keeps it is `fetch`."""

from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice

from protego import Protego

AGENT = "Diemtin"  # the product token that a robots.txt may name
MOST_BYTES = 500 * 1024  # RFC 9309, 2.5: at least this much is read
_MOST_SITEMAPS = 50
FRESH_SECONDS = 24 * 3600.0  # RFC 9309, 2.4: not to be used for longer


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
