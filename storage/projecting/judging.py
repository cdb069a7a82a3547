"""Verdicts and stories."""

from collections.abc import Callable

from sqlalchemy import Connection, select, update

from storage.dialect import insert_once, upsert
from storage.event import Event
from storage.projecting.fields import flag, listed, real, text
from storage.schema import articles, stories, story_articles, verdicts

Fold = Callable[[str], str]
HEADLINE = 120


def article_judged(conn: Connection, event: Event, _fold: Fold) -> None:
    """A person's correction outlives a new judgement."""
    said = flag(event, "on_topic")
    row = {
        "article": event.subject,
        "topic": text(event, "topic"),
        "position": event.position,
        "on_topic": said,
        "judged": said,
        "score": real(event, "score"),
        "relevance": text(event, "relevance"),
        "evidence": listed(event, "evidence"),
        "missing": listed(event, "missing"),
        "corrected": False,
        "why": "",
    }
    corrected = _corrected(conn, event.subject, row["topic"])
    upsert(conn, verdicts, row, keep=["corrected", "why", *(["on_topic"] if corrected else [])])


def verdict_corrected(conn: Connection, event: Event, _fold: Fold) -> None:
    """A person's word counts, beside what the program said."""
    row = {
        "article": event.subject,
        "topic": text(event, "topic"),
        "position": event.position,
        "on_topic": flag(event, "on_topic"),
        "judged": False,
        "score": 0.0,
        "relevance": "",
        "evidence": "[]",
        "missing": "[]",
        "corrected": True,
        "why": text(event, "why"),
    }
    upsert(conn, verdicts, row, keep=["judged", "score", "relevance", "evidence", "missing"])


def _corrected(conn: Connection, article: str, topic: object) -> bool:
    mine = verdicts.c.article == article, verdicts.c.topic == topic
    return conn.execute(select(verdicts.c.corrected).where(*mine)).scalar() is True


def article_grouped(conn: Connection, event: Event, _fold: Fold) -> None:
    """An article stands in one story a topic; the story carries the title of the one that opens it by now."""
    topic, story = text(event, "topic"), text(event, "story")
    place = {
        "article": event.subject,
        "topic": topic,
        "story": story,
        "position": event.position,
        "like": text(event, "like"),
        "similarity": real(event, "similarity"),
        "reason": text(event, "reason"),
        "kind": text(event, "kind") or ("opens" if flag(event, "opened") else "event"),
    }
    upsert(conn, story_articles, place, keep=["position"])  # where it moves, it came in when it did
    title = _headline(conn, event.subject)
    opened = {
        "id": story,
        "topic": topic,
        "title": title,
        "opened": event.at,
        "updated": event.at,
        "first": event.position,
        "last": event.position,
        "merged": "",
    }
    if not insert_once(conn, stories, opened):
        mine = update(stories).where(stories.c.id == story)
        named = {"title": title} if place["kind"] == "opens" else {}
        conn.execute(mine.values(updated=event.at, last=event.position, **named))


def story_merged(conn: Connection, event: Event, _fold: Fold) -> None:
    """The story has no articles any more; whoever asks for it is shown the one that took them in."""
    into = text(event, "into")
    gone = (stories.c.id == event.subject) | (stories.c.merged == event.subject)
    conn.execute(update(stories).where(gone, stories.c.id != into).values(merged=into))


def _headline(conn: Connection, article: str) -> str:
    """Its title; the beginning of its lead where it has none, as the items of a listing."""
    query = select(articles.c.title, articles.c.lead).where(articles.c.id == article)
    row = conn.execute(query).first()
    title, lead = (row.title, row.lead) if row else ("", "")
    if title:
        return str(title)
    lead = str(lead)
    return lead if len(lead) <= HEADLINE else lead[:HEADLINE].rpartition(" ")[0] + "…"
