"""The values of `storage.schedule`: what is visited, and what is due there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """A feed or listing as a site file declares it. kind: feed, listing."""

    url: str
    site: str
    host: str
    kind: str


@dataclass(frozen=True, slots=True)
class Synced:
    """What `sync_sources` did, as URLs."""

    added: tuple[str, ...]
    retired: tuple[str, ...]
    revived: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """The right to be the only one at a host until the lease ends; no request before the instant `free_at`.

    `until` is when the lease ends that the claim came with ("" unknown): a young one need not be renewed.
    """

    host: str
    token: str
    free_at: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class DueSource:
    """A source to poll now.

    `opened` is False until its first good poll is recorded (source.opened), and again after it was retired;
    `openings` counts the source.opened there have been: the key of the next one. `failures` are in a row,
    since `failing_since`; `state` is what its events say (ok, failing, silent). Instants are UTC, "" = never.
    """

    url: str
    site: str
    host: str
    kind: str
    next_at: str
    etag: str
    last_modified: str
    polled: str
    worked: str
    renewed: str
    polls: int
    failures: int
    failing_since: str
    memo: Mapping[str, Any]
    opened: bool
    openings: int
    state: str
    since: str


@dataclass(frozen=True, slots=True)
class Duties:
    """What is due at a host: its sources to poll, the longest due first. `pages`: are links or edited pages due too?"""

    sources: tuple[DueSource, ...] = ()
    pages: bool = False


@dataclass(frozen=True, slots=True)
class DueLink:
    """A link to fetch (state "seen") or to read (state "fetched": `page` is its sha256; a crash came between).

    `attempts`: starts that had no outcome, before this one; `failures`: outcomes that asked for another try.
    """

    id: str
    url: str
    site: str
    source: str
    title: str
    teaser: str
    published: str
    first_poll: bool
    seen: str
    state: str
    page: str
    final_url: str
    content_type: str
    attempts: int
    failures: int
