"""What each event means for the derived tables: one function a type, applied in the event's own transaction.

A function gets the connection, the event and the store's `fold`; it writes derived tables only, and reads
nothing but them, the blobs and the event, so that replaying the events gives the same rows. What an event
makes due stands in `duties`. An event of an unknown type is kept, and changes nothing here.
"""

from collections.abc import Callable

from sqlalchemy import Connection

from storage.event import Event
from storage.projecting import alerting, incidents, judging, reading, timeline, watching

Projection = Callable[[Connection, Event, Callable[[str], str]], None]

PROJECTIONS: dict[str, Projection] = {
    "source.opened": watching.source_opened,
    "source.failing": watching.source_spoke,
    "source.silent": watching.source_spoke,
    "source.recovered": watching.source_spoke,
    "source.retired": watching.source_spoke,
    **dict.fromkeys(
        (
            "source.gap",
            "source.filled",
            "source.few",
            "source.enough",
            "source.lying",
            "source.moved",
        ),
        incidents.followed,
    ),
    **dict.fromkeys(
        ("site.drifting", "site.steady", "site.misdated", "site.dated"), incidents.followed
    ),
    "link.seen": watching.link_seen,
    "link.retitled": watching.link_retitled,
    "link.joined": watching.link_joined,
    "page.fetched": watching.page_fetched,
    "page.refused": watching.page_refused,
    "article.read": reading.article_read,
    "text.erased": reading.text_erased,
    "article.judged": judging.article_judged,
    "verdict.corrected": judging.verdict_corrected,
    "article.grouped": judging.article_grouped,
    "talks.read": timeline.talks_read,
    "story.merged": judging.story_merged,
    "alert.withheld": alerting.alert_withheld,
    "alert.raised": alerting.alert_raised,
    "delivery.sent": alerting.delivery_sent,
    "delivery.failed": alerting.delivery_failed,
    "delivery.dead": alerting.delivery_dead,
    "delivery.resent": alerting.delivery_resent,
}


def apply(conn: Connection, event: Event, fold: Callable[[str], str]) -> None:
    """Change the derived tables as this event says."""
    projection = PROJECTIONS.get(event.type)
    if projection is not None:
        projection(conn, event, fold)
