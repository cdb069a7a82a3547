"""When to ask again. Pure: seconds in, seconds out; chance and time are arguments.

A source is asked about twice as often as it has news: often enough that what is new still stands
beside what is known (then nothing fell out between two looks), seldom enough to be no burden.
"""

import hashlib
from functools import lru_cache
from typing import Literal

SHORTEST = 60.0
LONGEST = 86_400.0
FIRST = 60.0  # before anything is known of a source: soon enough to learn its rhythm

_GROW, _SHRINK, _SHRINK_MUCH = 1.25, 0.7, 0.4
_MUCH = 1 / 3  # this share of new links: soon something will be missed
_PATIENCE = 600.0  # a source that had news today is not left alone for longer, ...
_SILENCE_SHARE = 0.02  # ... and no source for more than this share of its silence so far
_LONGEST_WISH = 900.0
_CHECK_EVERY = 100  # one conditional request in so many is made unconditional: some 304 are lies

Trouble = Literal["passing", "refusing", "lasting"]
_LONGEST_AFTER: dict[Trouble, float] = {
    "passing": 3600.0,
    "refusing": 6 * 3600.0,
    "lasting": LONGEST,
}
_WEIGHT: dict[Trouble, float] = {"passing": 0.5, "refusing": 1.0, "lasting": 2.0}
_LASTING = {"http_404", "http_410", "http_451", "bad_url", "blocked_address", "robots"}
_REFUSING = {
    "http_401", "http_403", "http_429", "challenge", "bad_feed", "bad_page", "layout_changed",
    "no_article", "tls", "too_large", "redirects", "bad_encoding",
}  # fmt: skip


def interval(
    last: float | None, *, total: int, new: int, silence: float, every: float | None = None,
    gap: bool = False,
) -> float:  # fmt: skip
    """Seconds until the next look at a source that answered.

    `last` is the interval before (None on the first look), `total` and `new` count the links shown
    and those not known before, `silence` is the age of its newest find in seconds. `every` is the
    site file's wish: it is kept. `gap`: something fell out between two looks lately (see `lost`),
    so that no wish for longer pauses can be kept.
    """
    if gap:
        return SHORTEST
    if every is not None:
        return _within(every)
    if last is None:
        return FIRST
    if lost(total=total, new=new):
        return SHORTEST
    longest = max(_PATIENCE, silence * _SILENCE_SHARE)
    return _within(min(last * _factor(total, new), longest))


def lost(*, total: int, new: int, shared: int | None = None) -> bool:
    """Did links fall out unseen? They did where a look shares nothing with the look before.

    `shared` counts the links that stood in both; None: all that are not new did. Where most are
    known from elsewhere (another feed of the paper), nothing was missed. Not to be asked of a first
    look. A feed of one or two items says too little.
    """
    if shared is None:
        shared = total - new
    return total > 2 and shared == 0 and 2 * new > total


def next_poll(
    interval: float, *, url: str = "", ttl: float | None = None, max_age: float | None = None,
    chance: float = 0.5, tight: bool = False,
) -> float:  # fmt: skip
    """Seconds to wait: the interval, spread, and never less than the host asks for.

    `ttl` (the feed's) and `max_age` (the answer's) are the host's wishes in seconds, taken up to
    a quarter of an hour: many are carelessly long. `tight`: keeping them would lose articles, or
    has, so they are taken up to a minute. `chance` (0..1) and the address spread the sources, so
    that those declared together are not asked together.
    """
    wish = min(max(ttl or 0.0, max_age or 0.0), SHORTEST if tight else _LONGEST_WISH)
    spread = 0.9 + 0.2 * ((chance + fraction(url)) % 1.0)
    return _within(max(interval * spread, wish * (spread + 0.1)))


def backoff(
    code: str, failures: int, *, interval: float = FIRST, retry_after: float | None = None,
    chance: float = 0.5,
) -> float:  # fmt: skip
    """Seconds to wait after a failure; `failures` counts those in a row, this one included.

    It grows line by line, never gives up, and keeps the host's own wish (up to a day).
    """
    kind = trouble(code)
    wait = interval * (1 + _WEIGHT[kind] * failures)
    wait = min(wait, max(_LONGEST_AFTER[kind], interval)) * (0.9 + 0.2 * chance)
    if retry_after is not None:  # those told to come back at the same time don't all do
        wait = max(wait, retry_after * (1 + 0.05 * chance) + 1)
    return _within(wait)


def trouble(code: str) -> Trouble:
    """How an error usually ends: by itself, by someone's change of mind, or not."""
    if code in _LASTING:
        return "lasting"
    return "refusing" if code in _REFUSING else "passing"


def pause(wish: float, *, crawl_delay: float | None = None, took: float = 0.0) -> float:
    """Seconds between two requests to a host: ours, its Crawl-delay, or as long as it took to answer."""
    return max(wish, crawl_delay or 0.0, min(took, 30.0) if wish else 0.0)


def first_poll(url: str, within: float = FIRST) -> float:
    """Seconds until the first look of a source, spread evenly by its address."""
    return fraction(url) * within


def unconditional(url: str, polls: int) -> bool:
    """Is it this poll's turn to ask without ETag and date, to find out a 304 that lies?"""
    return (polls + int(fraction(url) * _CHECK_EVERY)) % _CHECK_EVERY == 0


@lru_cache(maxsize=20_000)  # asked at every poll
def fraction(url: str) -> float:
    """An address as a number in 0..1, always the same, evenly spread."""
    return int.from_bytes(hashlib.sha256(url.encode()).digest()[:4]) / 2**32


def _factor(total: int, new: int) -> float:
    if new == 0:
        return _GROW
    return _SHRINK_MUCH if new > total * _MUCH else _SHRINK


def _within(seconds: float) -> float:
    return min(max(seconds, SHORTEST), LONGEST)
