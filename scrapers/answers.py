"""What an HTTP answer means: where it points, how long it holds, what is wrong with it. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from scrapers import urls
from scrapers.errors import FetchFailed
from scrapers.message import Response

REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})

_OVERLOADED = frozenset({429, 503})
_REST_WHEN_OVERLOADED = 30.0
_LONGEST_WISH = 86_400.0
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_DONT_KEEP = re.compile(r"no-store|no-cache", re.IGNORECASE)
_COOKIE_NAME = re.compile(r"[\w!#$%&'*+.^`|~-]{1,100}", re.ASCII)
_SMALL = 16_000  # a challenge page is short; a newspaper's page that speaks of one is not
_FEW_WORDS = 200
_MARKUP = re.compile(rb"<script\b.*?</script>|<[^>]*>", re.DOTALL)
_BROWSER_CHECKS = (
    b"<title>just a moment",
    b"_incapsula_resource",
    b"sucuri_cloudproxy",
    b"cf-chl-",
)


def location(url: str, response: Response) -> str:
    """Where a redirect leads, absolute; "" where the answer is none. Often relative, at times raw UTF-8."""
    said = response.headers.get("location", "") if response.status in REDIRECTS else ""
    text = said.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()
    return (urls.join(url, text) or text) if text else ""


def cookies(response: Response) -> dict[str, str]:
    """The cookies that an answer sets, by name; their fine print is not needed for one errand."""
    found: dict[str, str] = {}
    for line in response.headers.get("set-cookie", "").split("\n"):
        name, equals, value = line.partition(";")[0].partition("=")
        if equals and _COOKIE_NAME.fullmatch(name.strip()) and value.isprintable():
            found[name.strip()] = value.strip()
    return found


def check(url: str, response: Response, at: datetime) -> None:
    """Raise FetchFailed unless the answer is a page: "challenge", or "http_" and the status."""
    where = urls.shown(url)
    wish = retry_after(response.headers, at)
    if is_challenge(response):
        said = f"{where}: the host wants to see a browser (a challenge page came instead)"
        raise FetchFailed(said, code="challenge", retry_after=wish)
    if not HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
        raise FetchFailed(
            f"{where}: {status_line(response.status)}",
            code=f"http_{response.status}",
            permanent=response.status == HTTPStatus.GONE,
            retry_after=wish,
        )


def is_challenge(response: Response) -> bool:
    """Is this a page that only tests whether a browser asks?"""
    if response.headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    if len(response.content) > _SMALL:
        return False
    text = response.content.lower()
    if any(mark in text for mark in _BROWSER_CHECKS):
        return True
    sets_cookie = b"document.cookie" in text and b"location" in text  # D1N= and its like
    return sets_cookie and b"<p" not in text and len(_MARKUP.sub(b"", text).strip()) < _FEW_WORDS


def rest(response: Response, at: datetime) -> float:
    """Seconds for which the host asks to be left alone; 0 for none."""
    if response.status < HTTPStatus.BAD_REQUEST:
        return 0.0
    wish = retry_after(response.headers, at)
    if response.status in _OVERLOADED:
        return _REST_WHEN_OVERLOADED if wish is None else wish
    return 0.0


def retry_after(headers: Mapping[str, str], at: datetime) -> float | None:
    """Retry-After in seconds from `at`, up to a day; None where it is not said or cannot be read."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return min(float(said[:9]), _LONGEST_WISH)
    moment = _moment(said)
    return None if moment is None else min(max((moment - at).total_seconds(), 0.0), _LONGEST_WISH)


def max_age(headers: Mapping[str, str]) -> float | None:
    """How long the answer holds by Cache-Control or Expires, in seconds; None where it is not said."""
    said = headers.get("cache-control", "")
    if _DONT_KEEP.search(said):
        return None
    if found := _MAX_AGE.search(said):
        return min(float(found[1]), _LONGEST_WISH)
    expires, date = _moment(headers.get("expires", "")), _moment(headers.get("date", ""))
    if expires is None or date is None:
        return None
    return min(max((expires - date).total_seconds(), 0.0), _LONGEST_WISH) or None


def status_line(status: int) -> str:
    """404 -> "404 Not Found"; numbers of a host's own invention stay numbers."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status}"


def _moment(text: str) -> datetime | None:
    if not text:  # as in most answers
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
