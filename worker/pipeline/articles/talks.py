"""Talks in the flow: what an article says of them goes into the store, and what it changes about its story's talk."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from scrapers.article import Article
from storage import pages, queries
from storage.event import NewEvent
from storage.queries import AlertRow, ArticleRow, ReportRow
from storage.store import Tx
from worker.pipeline.articles.record import Draft
from worker.topics import Topic, judge
from worker.topics.talks import (
    Change,
    Mention,
    Report,
    as_data,
    between,
    developments,
    mentions,
    of_data,
)


def in_listing(drafts: Sequence[Draft], topics: Mapping[str, Topic]) -> list[Draft]:
    """The entries of one listing, knowing of each other: between which days each was printed, and what most are about.

    A teaser is short: on a tag page of the topic one is read for talks even where it is not on topic by itself.
    """
    articles = [draft.article for draft in drafts]
    days = between([f"{a.title}\n{a.lead}" for a in articles], [a.published for a in articles])
    among = frozenset(
        key
        for key, topic in topics.items()
        if 2 * sum(judge(one, topic).on_topic for one in articles) > len(articles)
    )
    return [
        replace(draft, printed=day, among=among) for draft, day in zip(drafts, days, strict=True)
    ]


def read_talks(draft: Draft, topic: Topic) -> tuple[Mention, ...]:
    """The mentions of talks in an article; none where the topic knows no parties."""
    return (
        mentions(draft.article, topic, draft.id, draft.printed) if topic.file.talks.parties else ()
    )


def record_talks(
    tx: Tx, draft: Draft, text: str, topic: str, told: Sequence[Mention], again: str = ""
) -> None:
    """talks.read: once for a text and what was read in it. The quotes stand in a blob, so that they can be erased
    with `text`, the name of the article's own. `again` as in `record.read_event`."""
    said = {"text": text, "mentions": [as_data(one) for one in told]}
    line = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    sha = pages.put(tx.conn, line.encode())
    data = {"topic": topic, "text": text, "told": sha, "mentions": len(told)}
    tx.append(NewEvent("talks.read", draft.id, data, key=f"{topic} {sha}{again}"))


def changed(
    tx: Tx,
    topic: Topic,
    story: str,
    article: str,
    alerts: Sequence[AlertRow],
    before: ArticleRow | None = None,
) -> tuple[Change, ...]:
    """What `article`, which has just joined, changes about the talk of its story since the last of its `alerts`.

    `before`: the article as it stood, where it was edited; what it said then is known."""
    if not alerts or not topic.file.talks.parties:
        return ()
    rows = queries.reports(tx.conn, story)
    told = alerts[-1].position
    reports = {row.id: report_of(row, topic) for row in rows}
    if article not in reports:
        return ()
    fresh = reports.pop(article)
    known = [reports[row.id] for row in rows if row.id in reports and row.position <= told]
    since = [reports[row.id] for row in rows if row.id in reports and row.position > told]
    if before is not None:
        known.append(_as_it_stood(before, topic))
    return developments(known, since, fresh, topic)


def _as_it_stood(row: ArticleRow, topic: Topic) -> Report:
    article = Article(title=row.title, lead=row.lead, body=row.body, published=row.published)
    said = mentions(article, topic, row.id)
    return Report(row.id, row.published or row.seen, row.title, row.lead, row.body, said)


def report_of(row: ReportRow, topic: Topic) -> Report:
    """An article of a story, as developments and briefings see it."""
    told = mentions_of(row, topic)
    inferred = next((one.published for one in told if one.inferred), "")
    at = row.published or inferred or row.seen
    return Report(row.id, at, row.title, row.lead, row.body, told)


def mentions_of(row: ReportRow, topic: Topic) -> tuple[Mention, ...]:
    """As they were read when the article came in; read now for one that came before there was a timeline.

    What stood beside the article on its page is told on the timeline only: it is no part of the story."""
    if row.told is not None:
        told = (of_data(one, row.id) for one in row.told)
        return tuple(one for one in told if not one.aside)
    article = Article(title=row.title, lead=row.lead, body=row.body, published=row.published)
    return mentions(article, topic, row.id)
