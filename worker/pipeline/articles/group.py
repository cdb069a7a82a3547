"""Group and alert: into which story an on-topic article goes, and who is told of it.

Runs inside the writer's transaction, so that two reprints read at once cannot open two stories.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from storage import queries
from storage.event import NewEvent
from storage.queries import ArticleRow
from storage.store import Tx
from worker.alerts.content import Change, Named, content
from worker.alerts.policy import Decision, Destination, Origin, Told, decide, knows
from worker.pipeline.articles.arrange import settle
from worker.pipeline.articles.hidden import hidden
from worker.pipeline.articles.record import Draft
from worker.pipeline.articles.talks import changed
from worker.pipeline.flow import Flow
from worker.pipeline.identity import alert_id, delivery_id
from worker.topics import Verdict, talks


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit that is followed: the article `before` it, and a `mark` that tells it from every other."""

    before: ArticleRow
    mark: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Who is owed an alert about the article itself, and whether any alert was raised."""

    told: tuple[Destination, ...] = ()
    alerted: bool = False


def join(
    flow: Flow, tx: Tx, draft: Draft, verdict: Verdict, origin: Origin,
    heard: Collection[Destination] = (), edit: Edit | None = None,
) -> Joined:  # fmt: skip
    """Put an article into its story, once, and raise or withhold the alert.

    `heard`: who is told of this very article through another topic, and is not told twice.
    Where its coming takes a story apart, what followers were not told since it stood in a story that they
    knew is told now. Where an `edit` is followed, the article stays in its story, whose followers hear of what
    the edit changes, and of it at all if it only now concerns them.
    """
    if place := _placed(tx, draft.id, verdict.topic):
        again = _tell(flow, tx, draft, verdict, origin, place, heard, edit) if edit else ()
        return Joined(again, bool(again))
    settled = settle(flow, tx, verdict.topic, draft.id, draft.article.published)
    told = _tell(flow, tx, draft, verdict, origin, settled.story, heard, edit)
    unhidden = [_unhide(flow, tx, verdict.topic, one) for one in (settled.story, *settled.others)]
    return Joined(told, bool(told) or any(unhidden))


def _unhide(flow: Flow, tx: Tx, topic: str, story: str) -> bool:
    """Tell of the first article that hid in a known story and stands in an untold one now."""
    for draft, verdict in hidden(tx, flow.topics[topic], story):
        decision, news = _decision(flow, tx, draft, verdict, "polled", story)
        if decision.alert:
            _raise(flow, tx, draft, verdict, story, decision, news)
            return True
    return False


def _placed(tx: Tx, article: str, topic: str) -> str:
    """The story in which an article stands, "" for none."""
    row = queries.article(tx.conn, article)
    return dict(row.stories).get(topic, "") if row is not None else ""


def _tell(
    flow: Flow, tx: Tx, draft: Draft, verdict: Verdict, origin: Origin, story: str,
    heard: Collection[Destination], edit: Edit | None = None,
) -> tuple[Destination, ...]:  # fmt: skip
    before = edit.before if edit else None
    found, news = _decision(flow, tx, draft, verdict, origin, story, before)
    decision = _once(found, heard)
    if decision.alert:
        _raise(flow, tx, draft, verdict, story, decision, news)
    else:
        data = {"topic": verdict.topic, "story": story, "reason": decision.reason}
        key = verdict.topic + (edit.mark if edit else "")  # each edit is decided once
        tx.append(NewEvent("alert.withheld", draft.id, data, key=key))
    return decision.to


def _once(decision: Decision, heard: Collection[Destination]) -> Decision:
    """The decision without those who hear of the article already."""
    to = tuple(one for one in decision.to if one not in heard)
    if decision.alert and not to:
        return Decision(alert=False, reason="told of this article through another topic")
    return replace(decision, to=to)


def _decision(
    flow: Flow,
    tx: Tx,
    draft: Draft,
    verdict: Verdict,
    origin: Origin,
    story: str,
    before: ArticleRow | None = None,
) -> tuple[Decision, Sequence[talks.Change]]:
    """Whether to alert, and what the article changes about the story's talk."""
    alerts = queries.story_alerts(tx.conn, story)
    told = [
        Told(delivery.alert, delivery.follower, delivery.channel, delivery.to)
        for alert in alerts
        for delivery in alert.deliveries
    ]
    news = changed(tx, flow.topics[verdict.topic], story, draft.id, alerts, before)
    decision = decide(
        relevance=verdict.relevance,
        origin=origin,
        published=draft.article.published,
        now=flow.clock(),
        audience=_audience(flow, verdict, told, news=bool(news)),
        told=told,
        changed=[change.what for change in news],
    )
    return decision, news


def _audience(
    flow: Flow, verdict: Verdict, told: Sequence[Told], *, news: bool
) -> tuple[Destination, ...]:
    """Who follows the topic at this relevance; of a development also whoever was told the story, however this article
    of it is judged."""
    default = flow.topics[verdict.topic].file.alert.relevance
    own = flow.followers.audience(verdict.topic, verdict.relevance, default)
    heard = [
        one
        for one in flow.followers.audience(verdict.topic, "core", default)
        if news and knows(one, told)
    ]
    return tuple(dict.fromkeys([*own, *heard]))


def _raise(
    flow: Flow, tx: Tx, draft: Draft, verdict: Verdict, story: str, decision: Decision,
    news: Sequence[talks.Change] = (),
) -> None:  # fmt: skip
    """What is owed becomes rows in this very transaction: nothing that dies later can lose it."""
    row = queries.story(tx.conn, story)
    alert = alert_id(story, verdict.topic, queries.raised(tx.conn, story))
    site, topic = draft.article.site, flow.topics[verdict.topic]
    snapshot = content(
        alert=alert,
        kind=decision.kind,
        topic=Named(verdict.topic, topic.file.name),
        story=Named(story, row.title if row else draft.article.title),
        article=draft.article,
        article_id=draft.id,
        site=Named(site, flow.site_name(site)),
        evidence=verdict.evidence,
        says={name: signal.says for name, signal in topic.file.signals.items()},
        changed=[Change(one.what, one.before, one.after) for one in news],
        articles=len(row.articles) if row else 1,
        at=flow.clock(),
    )
    data = {
        "alert": alert,
        "topic": verdict.topic,
        "kind": decision.kind,
        "reason": decision.reason,
        "article": draft.id,
        "content": snapshot,
        "deliveries": [_owed(alert, to) for to in decision.to],
    }
    tx.append(NewEvent("alert.raised", story, data, key=alert))


def _owed(alert: str, to: Destination) -> dict[str, str]:
    return {
        "id": delivery_id(alert, to.follower, to.channel),
        "follower": to.follower,
        "channel": to.channel,
        "to": to.to,
    }
