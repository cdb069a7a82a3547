"""Group and alert: into which story an on-topic article goes, and who is told of it.

Runs inside the writer's transaction, so that two reprints read at once cannot open two stories.
"""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta

from scrapers.dates import moment
from storage import queries
from storage.event import NewEvent
from storage.store import Tx
from worker.alerts.content import Change, Named, content
from worker.alerts.policy import Decision, Destination, Origin, Told, decide, knows
from worker.pipeline.flow import Flow
from worker.pipeline.identity import alert_id, delivery_id, story_id
from worker.pipeline.record import Draft
from worker.pipeline.talks import changed
from worker.topics import Member, Verdict, group, talks

WINDOW = timedelta(days=10)
"""How far around its day an article's story is looked for; the judgement weighs days within it."""


def join(flow: Flow, tx: Tx, draft: Draft, verdict: Verdict, origin: Origin) -> bool:
    """Put an article into its story, once, and raise or withhold the alert. True where one was raised."""
    if _placed(tx, draft.id, verdict.topic):
        return False  # a revision: it stays where it is, and was decided then
    now = flow.clock()
    candidates = _candidates(tx, verdict.topic, moment(draft.article.published), now)
    found = group(_member(draft, now.isoformat()), candidates, flow.topics[verdict.topic])
    story = found.story or story_id(verdict.topic, draft.id)
    grouped = asdict(found) | {
        "topic": verdict.topic,
        "story": story,
        "opened": found.story is None,
    }
    tx.append(NewEvent("article.grouped", draft.id, grouped, key=verdict.topic))
    return _tell(flow, tx, draft, verdict, origin, story)


def _placed(tx: Tx, article: str, topic: str) -> bool:
    row = queries.article(tx.conn, article)
    return row is not None and any(name == topic for name, _ in row.stories)


def _candidates(tx: Tx, topic: str, published: datetime | None, now: datetime) -> list[Member]:
    """Whatever of the topic was published around that moment, or first seen lately where a date lacks."""
    about, lately = published or now, now - WINDOW
    rows = queries.members(
        tx.conn,
        topic,
        about - WINDOW,
        about + WINDOW,
        undated_since=lately,
        seen_since=None if published else lately,
    )
    names = [field.name for field in fields(Member)]
    return [Member(**{name: getattr(row, name) for name in names}) for row in rows]


def _member(draft: Draft, seen: str) -> Member:
    a = draft.article
    return Member(draft.id, "", a.title, a.lead, a.body, a.published, seen, a.agency, a.site)


def _tell(flow: Flow, tx: Tx, draft: Draft, verdict: Verdict, origin: Origin, story: str) -> bool:
    alerts = queries.story_alerts(tx.conn, story)
    told = [
        Told(delivery.alert, delivery.follower, delivery.channel, delivery.to)
        for alert in alerts
        for delivery in alert.deliveries
    ]
    topic = flow.topics[verdict.topic]
    news = changed(tx, topic, story, draft.id, alerts)
    decision = decide(
        relevance=verdict.relevance,
        origin=origin,
        published=draft.article.published,
        now=flow.clock(),
        audience=_audience(flow, verdict, told, news=bool(news)),
        told=told,
        changed=[change.what for change in news],
    )
    if decision.alert:
        _raise(flow, tx, draft, verdict, story, decision, news)
    else:
        data = {"topic": verdict.topic, "story": story, "reason": decision.reason}
        tx.append(NewEvent("alert.withheld", draft.id, data, key=verdict.topic))
    return decision.alert


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
    alert = alert_id(story, verdict.topic, len(queries.story_alerts(tx.conn, story)))
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
