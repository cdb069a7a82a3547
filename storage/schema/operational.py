"""Due times, leases, tokens, ETags: neither history nor derivable, but `rebuild.reconcile` makes do without."""

from sqlalchemy import Index, Table

from storage.schema.columns import count, flag, metadata, position, text

hosts = Table(
    "hosts",
    metadata,
    text("host", key=True),
    text("free_at"),  # no request before this instant
    text("lease_until"),
    text("token"),  # of the visit that holds it, "" when nobody does
)

sources = Table(
    "sources",
    metadata,
    text("url", key=True),
    text("site"),
    text("host"),
    text("kind"),  # feed, listing
    flag("retired"),
    text("added"),
    text("next_at"),
    text("etag"),
    text("last_modified"),
    text("polled"),  # instant of the last poll, good or bad
    text("worked"),  # of the last good one
    text("renewed"),  # of the last that showed something new
    count("polls"),
    count("shown"),  # links in the last good poll
    count("new"),  # of them new
    count("failures"),  # in a row
    text("failing_since"),
    text("code"),
    text("message"),
    text("memo"),  # JSON: what the scheduler remembers between polls
    Index(None, "host", "next_at"),
    Index(None, "next_at"),
)

link_queue = Table(
    "link_queue",
    metadata,
    text("id", key=True),  # article id
    position(),
    text("host"),
    text("url"),
    text("next_at"),
    count("attempts"),  # starts without an outcome: more than a few, and it kills workers
    count("failures"),  # outcomes that asked for another try
    flag("backlog"),  # it was there before anybody looked: it waits for the news of every site
    Index(None, "host", "next_at"),
    Index(None, "backlog", "next_at"),
)

revisits = Table(
    "revisits",  # articles whose pages are looked at again: an edit may change what they say
    metadata,
    text("id", key=True),  # article id
    text("host"),
    text("url"),
    text("next_at"),
    text("etag"),
    text("last_modified"),
    count("looks"),  # so far
    count("most"),  # looks that it gets
    Index(None, "host", "next_at"),
)

yields = Table(
    "yields",  # what a site's pages held lately: fields found, share on topic
    metadata,
    text("site", key=True),
    text("memo"),  # JSON
    text(
        "summary"
    ),  # JSON: the memo in numbers, for those who ask of every site at once; "" if it says none
)

delivery_queue = Table(
    "delivery_queue",
    metadata,
    text("id", key=True),
    position(),
    count("rank"),  # within the alert
    text("story"),
    text(
        "destination"
    ),  # channel and address: deliveries of a story to one destination keep their order
    text("since"),  # instant from which it is owed
    text("due"),
    text("lease_until"),
    text("token"),
    count("attempts"),  # begun, over all rounds
    count("before"),  # of them before the last resend
    Index(None, "story", "destination", "position"),
    Index(None, "due"),
)

OPERATIONAL = (hosts, sources, link_queue, revisits, yields, delivery_queue)
