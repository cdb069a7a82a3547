"""The record itself, in order."""

from collections.abc import Iterable

from sqlalchemy import Connection, or_, select

from storage.event import Event
from storage.queries.articles import MANY
from storage.schema import alerts, articles, deliveries, story_articles
from storage.schema import events as table
from storage.schema import head as head_table
from storage.store import to_event


def events(conn: Connection, after: int = 0, limit: int = 500) -> list[Event]:
    """The events after this position, in order: a reader that goes on from the last one misses none."""
    query = select(table).where(table.c.position > after).order_by(table.c.position).limit(limit)
    return [to_event(row) for row in conn.execute(query).mappings()]


def head(conn: Connection) -> tuple[int, str]:
    """Position and hash of the last event (0 and "" in an empty store): worth writing down elsewhere."""
    row = conn.execute(select(head_table.c.position, head_table.c.hash)).one()
    return row.position, row.hash


def events_about(conn: Connection, subjects: Iterable[str]) -> list[Event]:
    """All events whose subject is one of these, in order."""
    wanted, found = sorted(set(subjects)), list[Event]()
    for start in range(0, len(wanted), MANY):
        query = select(table).where(table.c.subject.in_(wanted[start : start + MANY]))
        found.extend(to_event(row) for row in conn.execute(query).mappings())
    return sorted(found, key=lambda event: event.position)


def trail(conn: Connection, article: str) -> list[Event]:
    """The whole way of one article id, in order: its own events, how the page that it stood on was seen and fetched,
    the alerts of its stories, and their deliveries."""
    row = conn.execute(select(articles.c.listing).where(articles.c.id == article)).first()
    listing = row.listing if row is not None and row.listing else article
    place = select(story_articles.c.story).where(story_articles.c.article == article)
    told = list(
        conn.execute(
            select(alerts.c.id, alerts.c.story).where(
                or_(alerts.c.article == article, alerts.c.story.in_(place))
            )
        )
    )
    owed = select(deliveries.c.id).where(deliveries.c.alert.in_([row.id for row in told]))
    subjects = {article, listing, *(row.story for row in told), *conn.execute(owed).scalars()}
    return [
        event
        for event in events_about(conn, subjects)
        if event.subject != listing or listing == article or _of_page(event)
    ]


def _of_page(event: Event) -> bool:
    return event.type.startswith(("link.", "page."))
