"""Rows of the store as the JSON that the contract promises. Pure; the API and the command line share it.

Texts are as stored, instants are UTC texts, `published` and `modified` are as the paper gave them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from storage.event import Event
from storage.queries import AlertRow, ArticleRow, DeliveryRow, StoryRow, VerdictRow
from worker.topics.talks import Talk

Shape = dict[str, Any]
_ARTICLE = (
    "id", "position", "url", "site", "title", "lead", "published", "modified", "agency", "section",
    "language", "kind", "listing", "seen", "updated",
)  # fmt: skip
_VERDICT = ("topic", "on_topic", "judged", "score", "relevance", "corrected", "why")
_DELIVERY = (
    "id", "follower", "channel", "to", "state", "attempt", "reason", "retry_at", "due", "settled", "resent",
)  # fmt: skip
_STEPS = {
    "link.seen": "seen",
    "page.fetched": "fetched",
    "page.refused": "fetched",
    "article.read": "read",
    "article.judged": "judged",
    "article.revised": "revised",
    "link.retitled": "seen",
    "link.joined": "seen",
    "article.met": "seen",
    "verdict.corrected": "corrected",
    "talks.read": "read",
    "article.grouped": "grouped",
    "alert.withheld": "alerted",
    "alert.raised": "alerted",
    "delivery.sent": "delivered",
    "delivery.failed": "delivered",
    "delivery.dead": "delivered",
    "delivery.resent": "delivered",
}


def verdict(row: VerdictRow) -> Shape:
    """One topic's verdict; `judged` is what the program said, `on_topic` what counts."""
    said = _fields(row, _VERDICT)
    return said | {"evidence": [dict(e) for e in row.evidence], "missing": list(row.missing)}


def principal(row: ArticleRow, topic: str | None = None) -> VerdictRow | None:
    """The verdict to show first: that of `topic`, else the surest of those that are on topic, else the surest."""
    spoken = [v for v in row.verdicts if topic is None or v.topic == topic]
    return max(spoken, key=lambda v: (v.on_topic, v.score), default=None)


def article(row: ArticleRow, topic: str | None = None, *, full: bool = False) -> Shape:
    """An article with its principal verdict; `topics` has every topic's word in short.

    `on_topic` is null where nobody has judged yet. The text of the article only with `full`.
    """
    first = principal(row, topic)
    stories = dict(row.stories)
    said = verdict(first) if first else _UNJUDGED
    shape = _fields(row, _ARTICLE) | {"authors": list(row.authors)} | said
    shape["story"] = stories.get(said["topic"], "") if first else row.story
    shape["topics"] = [
        _fields(v, ("topic", "on_topic", "score", "relevance"))
        | {"story": stories.get(v.topic, "")}
        for v in row.verdicts
    ]
    return shape | {"body": row.body} if full else shape


_UNJUDGED: Shape = {
    "topic": "", "on_topic": None, "judged": None, "score": None, "relevance": "", "corrected": False,
    "why": "", "evidence": [], "missing": [],
}  # fmt: skip


def story(row: StoryRow) -> Shape:
    """A story; its articles in the order they joined, each with why."""
    names = (
        "id",
        "title",
        "lead",
        "url",
        "site",
        "published",
        "agency",
        "seen",
        "like",
        "similarity",
        "reason",
    )
    return {
        **_fields(row, ("id", "title", "opened", "updated", "topic", "position")),
        "sites": list(row.sites),
        "independent_sources": row.independent_sources,
        "articles": [_fields(one, names) for one in row.articles],
    }


def talk(topic: str, found: Talk) -> Shape:
    """One talk of the timeline, with the topic that it belongs to."""
    return {"topic": topic, **found.shape()}


def event(row: Event) -> Shape:
    """One line of the store, exactly: its hash can be checked."""
    names = ("position", "id", "type", "subject", "at")
    return {**_fields(row, names), "data": dict(row.data), "prev": row.prev, "hash": row.hash}


def alert(row: AlertRow) -> Shape:
    """What was told and how each delivery stands (owed, sent, dead) with the reason."""
    return {
        **_fields(row, ("id", "position", "story", "topic", "kind", "reason", "article", "at")),
        "content": dict(row.content),
        "deliveries": [delivery(one) for one in row.deliveries],
    }


def delivery(row: DeliveryRow) -> Shape:
    """One alert owed to one destination; `due` is "" once it is settled."""
    return _fields(row, _DELIVERY)


def proofs(evidence: Iterable[Mapping[str, Any]], *, spoiling: bool = False) -> list[Shape]:
    """The sentences that speak for the topic (or, `spoiling`, against it), the weightiest first.

    One entry a sentence, with all the concepts it stands for: {"quote","field","concepts","weight"}.
    """
    found: dict[str, Shape] = {}
    for one in evidence:
        if one["weight"] == 0 or (one["weight"] < 0) != spoiling:
            continue
        proof = found.setdefault(
            one["quote"],
            {"quote": one["quote"], "field": one["field"], "concepts": [], "weight": 0.0},
        )
        proof["weight"] += one["weight"]
        if one["concept"] not in proof["concepts"]:
            proof["concepts"].append(one["concept"])
    return sorted(found.values(), key=lambda proof: -abs(proof["weight"]))


def step(row: Event) -> Shape:
    """One event as a step of an article's way: seen, fetched, read, revised, judged, corrected, grouped, alerted, delivered."""
    return {"step": _STEPS.get(row.type, "noted"), **_fields(row, ("position", "type", "subject", "at")),
            "data": dict(row.data)}  # fmt: skip


def explanation(id_: str, found: ArticleRow | None, trail: Sequence[Event]) -> Shape:
    """The whole way of one article; `article` is null where none came of the link."""
    return {
        "id": id_,
        "article": article(found) | {"verdicts": [verdict(v) for v in found.verdicts]}
        if found
        else None,
        "kept": found.kept if found else None,
        "dropped": found.dropped if found else None,
        "steps": [step(one) for one in trail],
    }


def _fields(row: object, names: Iterable[str]) -> Shape:
    return {name: getattr(row, name) for name in names}
