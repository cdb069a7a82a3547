"""Reading the store: functions that take a Connection and give frozen rows.

with store.read() as conn:
    queries.articles(conn, words=store.fold("hội đàm"))
"""

from storage.queries.alerts import (
    alert,
    alerts,
    deliveries,
    developments,
    raised,
    story_alerts,
    withheld,
)
from storage.queries.articles import (
    article,
    articles,
    at_address,
    further,
    known,
    link,
    papers,
    worded,
)
from storage.queries.events import events, events_about, head, trail
from storage.queries.health import counts, source, sources, states
from storage.queries.incidents import incidents, last_told, lasting, untold
from storage.queries.rows import (
    AlertRow,
    ArticleRow,
    Counts,
    DeliveryRow,
    IncidentRow,
    LinkRow,
    MemberRow,
    PlaceRow,
    ReportRow,
    SourceRow,
    StoryArticle,
    StoryRow,
    VerdictRow,
)
from storage.queries.stories import (
    home,
    members,
    open_places,
    places,
    reports,
    standing,
    stories,
    story,
)
from storage.queries.talks import mentions

__all__ = [
    "AlertRow",
    "ArticleRow",
    "Counts",
    "DeliveryRow",
    "IncidentRow",
    "LinkRow",
    "MemberRow",
    "PlaceRow",
    "ReportRow",
    "SourceRow",
    "StoryArticle",
    "StoryRow",
    "VerdictRow",
    "alert",
    "alerts",
    "article",
    "articles",
    "at_address",
    "counts",
    "deliveries",
    "developments",
    "events",
    "events_about",
    "further",
    "head",
    "home",
    "incidents",
    "known",
    "last_told",
    "lasting",
    "link",
    "members",
    "mentions",
    "open_places",
    "papers",
    "places",
    "raised",
    "reports",
    "source",
    "sources",
    "standing",
    "states",
    "stories",
    "story",
    "story_alerts",
    "trail",
    "untold",
    "withheld",
    "worded",
]
