"""Tell now or stay silent, and why: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from scrapers.article import When
from scrapers.dates import moment

Relevance = Literal["core", "peripheral", "off"]
Origin = Literal["first_poll", "polled", "file", "new_topic", "changed_rule", "carried"]
"""How an article came in; `new_topic`: it was read before this topic was there, and is no news to it;
`changed_rule`: it was edited, but on topic it is by rules that changed meanwhile; `carried`: a page of later days
carries it below its own article."""
Kind = Literal["story", "development"]

# What is taken in from files is an archive, unless it is today's news.
IMPORT_AGE: Final = timedelta(hours=24)
# Papers date their pages a little ahead of the clock.
SKEW: Final = timedelta(minutes=15)
# How the reason begins where everybody knows the story.
KNOWN: Final = "already told in alert"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a follower hears of a topic."""

    follower: str
    channel: str
    to: str


@dataclass(frozen=True, slots=True)
class Told:
    """A delivery of an earlier alert about the same story, whatever became of it."""

    alert: str
    follower: str
    channel: str
    to: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to alert, as what, whom, and the reason in a short plain sentence."""

    alert: bool
    reason: str
    kind: Kind = "story"
    to: tuple[Destination, ...] = ()


def decide(
    *,
    relevance: Relevance,
    origin: Origin,
    published: When,
    now: datetime,
    audience: Sequence[Destination],
    told: Sequence[Told] = (),
    changed: Sequence[str] = (),
    corrected: str = "",
) -> Decision:
    """Does this article of a story alert anybody?

    `audience`: who follows the topic at this relevance (`Followers.audience`). `told`: everything
    owed so far for the story. `changed`: what this article changes about the story, in plain words;
    empty for a reprint. `corrected`: why a person overruled the verdict, "" if nobody did.

    1. Off topic, or nobody follows at this relevance: silence.
    2. What a source showed at its first poll is old, and what was read before the topic was there, and what a later
       page carries along; so is what comes from a file, unless it is known to have been published within the last 24 hours. Silence.
    3. A change of a story that was told: a development, to the whole audience.
    4. Whoever was not told of the story yet is told now, whatever the article's date says:
       it appeared after the first poll. That includes stories that were opened silently, and
       followers of core articles only whose story was peripheral until now.
    5. Everybody knows: silence.
    """
    silent = _unheard(relevance, audience, corrected) or _old(origin, published, now)
    if silent:
        return Decision(alert=False, reason=silent)
    if told and changed:
        return Decision(True, f"development: {'; '.join(changed)}", "development", tuple(audience))
    fresh = tuple(one for one in audience if not knows(one, told))
    if fresh:
        return Decision(True, _first_words(relevance, told), "story", fresh)
    return Decision(alert=False, reason=f"{KNOWN} {told[0].alert}")


def _unheard(relevance: Relevance, audience: Sequence[Destination], corrected: str) -> str:
    if relevance == "off":
        return f"put off topic by a person: {corrected}" if corrected else "off topic"
    if audience:
        return ""
    if relevance == "peripheral":
        return "peripheral, and no follower asks for peripheral stories"
    return "nobody follows this topic"


def _old(origin: Origin, published: When, now: datetime) -> str:
    if origin == "first_poll":
        return "shown at first poll"
    if origin == "new_topic":
        return "read before this topic was there"
    if origin == "carried":
        return f"printed {published}: a page of later days carries it along"
    if origin == "polled":
        return ""
    if origin == "changed_rule":
        return "on topic since the rules changed, not the article"
    when = moment(published)
    if when is None:
        return "import of old news: its day of publication is not known"
    if when > now + SKEW:
        return f"import of old news: its publication, {published}, lies ahead of the clock"
    if when < now - IMPORT_AGE:
        return f"import of old news: published {published}, more than 24 hours ago"
    return ""


def knows(one: Destination, told: Sequence[Told]) -> bool:
    """A renamed follower at the same address knows; so does a follower who moved."""
    return any(
        one.follower == earlier.follower or (one.channel, one.to) == (earlier.channel, earlier.to)
        for earlier in told
    )


def _first_words(relevance: Relevance, told: Sequence[Told]) -> str:
    if told:
        return f"known story, new to these followers since it is {relevance} now"
    return "new story" if relevance == "core" else "new peripheral story"
