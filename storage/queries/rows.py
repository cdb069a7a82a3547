"""What queries give: frozen rows. Instants are UTC texts; `published` and `modified` are as the paper gave them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.canonical import from_json
from storage.queries.lineage import sources


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """`on_topic` is what counts, `judged` what the program said; they differ where a person corrected it."""

    article: str
    topic: str
    on_topic: bool
    judged: bool
    score: float
    relevance: str
    evidence: tuple[Mapping[str, Any], ...]
    missing: tuple[str, ...]
    corrected: bool
    why: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as stored. `position` is of its first article.read: the cursor of a feed.

    `stories` are (topic, story id) pairs; `story` is the first of them or "".
    `listing` is the id of the page it stood on ("" for an article with a page of its own).
    """

    id: str
    position: int
    url: str
    site: str
    title: str
    lead: str
    body: str
    published: str
    modified: str
    authors: tuple[str, ...]
    agency: str
    section: str
    language: str
    kind: str
    listing: str
    seen: str
    updated: str
    text: str
    page: str
    kept: int
    dropped: int
    mirror: bool = False
    verdicts: tuple[VerdictRow, ...] = ()
    stories: tuple[tuple[str, str], ...] = ()

    @property
    def story(self) -> str:
        return self.stories[0][1] if self.stories else ""


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """One article of a story, with why it stands there; `kind`: opens, copy (of `like`), event."""

    id: str
    title: str
    lead: str
    url: str
    site: str
    published: str
    agency: str
    seen: str
    like: str
    similarity: float
    reason: str
    kind: str = "event"
    mirror: bool = False


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story and its articles in the order they joined. `opened`, `updated`: instants."""

    id: str
    topic: str
    title: str
    opened: str
    updated: str
    position: int
    articles: tuple[StoryArticle, ...]

    @property
    def sites(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(article.site for article in self.articles if article.site))

    @property
    def independent_sources(self) -> int:
        """Agencies, or papers where no agency is credited; copies and mirrors count for nothing (`lineage`).

        What nobody is named for, a file without a site, is somebody's all the same.
        """
        return len(sources(self.articles)) or min(len(self.articles), 1)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where an article stands. `text` names this version of it; `published` is "" where that is unknown."""

    id: str
    story: str
    kind: str
    text: str
    published: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A candidate for grouping; `text` names this version of it.

    `told` is what it says of talks, None where it was never read for them.
    """

    id: str
    text: str
    title: str
    lead: str
    body: str
    published: str
    seen: str
    agency: str
    site: str
    told: tuple[Mapping[str, Any], ...] | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """An article of a story with what it says of talks; `position` is that of its joining.

    `told` is None where it was never read for talks.
    """

    id: str
    position: int
    title: str
    lead: str
    body: str
    published: str
    seen: str
    told: tuple[Mapping[str, Any], ...] | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """An address and how far it has come: state is seen, fetched, read or refused."""

    id: str
    position: int
    url: str
    site: str
    source: str
    title: str
    teaser: str
    published: str
    first_poll: bool
    seen: str
    state: str
    final_url: str
    page: str
    content_type: str
    origin: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One alert owed to one destination: state is owed, sent or dead; `due` is "" once it is settled."""

    id: str
    position: int
    alert: str
    story: str
    follower: str
    channel: str
    to: str
    state: str
    attempt: int
    reason: str
    retry_at: str
    raised: str
    settled: str
    resent: int
    due: str


@dataclass(frozen=True, slots=True)
class AlertRow:
    """What followers were told, as it was then (`content`), with its deliveries."""

    id: str
    position: int
    story: str
    topic: str
    kind: str
    reason: str
    article: str
    content: Mapping[str, Any]
    at: str
    deliveries: tuple[DeliveryRow, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """The health of one source: what its events say (state … next_step) and how its polls went."""

    url: str
    site: str
    host: str
    kind: str
    state: str
    since: str
    code: str
    message: str
    next_step: str
    opened: bool
    retired: bool
    added: str
    next_at: str
    polled: str
    worked: str
    renewed: str
    polls: int
    shown: int
    new: int
    failures: int
    failing_since: str
    remembered: str

    @property
    def memo(self) -> Mapping[str, Any]:
        """What the scheduler remembers, read anew each time: of ten thousand sources it is seldom asked."""
        memo: Mapping[str, Any] = from_json(self.remembered)
        return memo


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """What is or was wrong. `subject`: a source's address or a site's key. Instants; "" = not (yet).

    kind: failing, silent, drifting, dates, gap, lying, moved. `told`: when the operators were told of
    it, `told_closed`: of its end.
    """

    position: int
    subject: str
    site: str
    kind: str
    code: str
    message: str
    next_step: str
    opened: str
    closed: str
    ended: str
    told: str
    told_closed: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The store in numbers, for metrics. `oldest_owed` is an instant, "" if nothing is owed."""

    head: int
    head_hash: str
    events: int
    links: Mapping[str, int]
    articles: int
    on_topic: int
    stories: int
    alerts: int
    deliveries: Mapping[str, int]
    oldest_owed: str
    sources: Mapping[str, int]
