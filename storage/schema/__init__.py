"""The tables, in three kinds that must not be mixed.

RECORD       events, head, blobs      append-only, guarded by triggers; everything else can be lost
DERIVED      links … incidents        projections of the record; `rebuild` empties and replays them
OPERATIONAL  hosts … delivery_queue   due times, leases, tokens, ETags; neither history nor derivable

Every text column sorts by code point in both databases. Instants are `storage.instant` texts ("" = none);
JSON is canonical text. The triggers and the tables as they were first made stand in `migrations`.
"""

from storage.schema.columns import metadata
from storage.schema.derived import (
    DERIVED,
    alerts,
    articles,
    deliveries,
    incidents,
    links,
    mentions,
    source_states,
    stories,
    story_articles,
    verdicts,
    withheld,
)
from storage.schema.operational import (
    OPERATIONAL,
    delivery_queue,
    hosts,
    link_queue,
    revisits,
    sources,
    yields,
)
from storage.schema.record import RECORD, blobs, events, head

__all__ = [
    "DERIVED",
    "OPERATIONAL",
    "RECORD",
    "alerts",
    "articles",
    "blobs",
    "deliveries",
    "delivery_queue",
    "events",
    "head",
    "hosts",
    "incidents",
    "link_queue",
    "links",
    "mentions",
    "metadata",
    "revisits",
    "source_states",
    "sources",
    "stories",
    "story_articles",
    "verdicts",
    "withheld",
    "yields",
]
