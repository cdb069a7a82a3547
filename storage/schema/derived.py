"""Projections of the record, which `rebuild` empties and replays."""

from sqlalchemy import Column, Float, Index, PrimaryKeyConstraint, Table

from storage.schema.columns import count, flag, metadata, position, text

links = Table(
    "links",
    metadata,
    text("id", key=True),  # article id
    position(),  # of the first event about it
    text("url"),
    text("site"),
    text("source"),
    text("title"),
    text("teaser"),
    text("published"),
    flag("first_poll"),
    text("seen"),  # instant of the first event about it
    text("state"),  # seen, fetched, read, refused
    text("final_url"),  # after redirects
    text("page"),  # sha256 of the bytes
    text("content_type"),
    text("origin"),  # web, file
    text("code"),  # of the last refusal
    text("message"),
    Index(None, "url", postgresql_using="hash"),  # an address may be longer than a B-tree takes
)

articles = Table(
    "articles",
    metadata,
    text("id", key=True),
    position(),  # of its first article.read: never moves, so pages of a feed never shift
    text("url"),
    text("site"),
    text("title"),
    text("lead"),
    text("body"),  # from the blob; "" once that is erased
    text("published"),  # as given
    text("modified"),
    text("moment"),  # instant of `published`; of `seen` where there is none
    text("authors"),  # JSON list
    text("agency"),
    text("section"),
    text("language"),
    flag("mirror"),  # its site prints what others wrote
    text("kind"),  # article, item, given, story, digest
    text("listing"),  # of an item or a further story, the id of the page that it stood on
    text("seen"),  # instant of the first event about it
    text("updated"),  # instant of the last article.read
    text("text"),  # sha256 of the article JSON
    text("page"),  # sha256 of the page's bytes
    count("kept"),
    count("dropped"),
    text("search"),  # " syllable syllable … ", folded
    Index(None, "position", unique=True),
    Index(None, "moment"),
    Index(None, "url", postgresql_using="hash"),
    Index(None, "text"),
    Index(None, "listing"),
)

verdicts = Table(
    "verdicts",
    metadata,
    text("article"),
    text("topic"),
    position(),  # of the event that spoke last
    flag("on_topic"),  # what counts: a person's word before the program's
    flag("judged"),  # what the program said
    Column("score", Float, nullable=False),
    text("relevance"),
    text("evidence"),  # JSON list
    text("missing"),  # JSON list
    flag("corrected"),
    text("why"),
    PrimaryKeyConstraint("article", "topic"),
    Index(None, "topic", "on_topic"),
)

stories = Table(
    "stories",
    metadata,
    text("id", key=True),
    text("topic"),
    text("title"),  # of the article that opened it
    text("opened"),
    text("updated"),
    position("first"),
    position("last"),
    text("merged"),  # the story that took in its articles; "" for a story of its own
    Index(None, "topic", "last"),
    Index(None, "merged"),
)

story_articles = Table(
    "story_articles",
    metadata,
    text("article"),
    text("topic"),
    text("story"),
    position(),
    text("like"),  # the article it resembles most
    Column("similarity", Float, nullable=False),
    text("reason"),
    text("kind"),  # opens, copy, event
    PrimaryKeyConstraint("article", "topic"),
    Index(None, "story", "position"),
)

mentions = Table(
    "mentions",
    metadata,
    text("article"),
    text("topic"),
    position(),  # of the talks.read that spoke last
    text("text"),  # sha256 of the article JSON that was read
    text(
        "told"
    ),  # JSON {"text", "mentions": […]}, from the blob; without mentions once that is erased
    text("until"),  # the last day (ISO) that they name; "" for none
    PrimaryKeyConstraint("article", "topic"),
    Index(None, "text"),
    Index(None, "topic", "until"),
)

withheld = Table(
    "withheld",
    metadata,
    position(key=True),
    text("article"),
    text("topic"),
    text("story"),
    text("reason"),
    text("at"),
    Index(None, "article"),
)

alerts = Table(
    "alerts",
    metadata,
    text("id", key=True),
    position(),
    text("story"),
    text("topic"),
    text("kind"),  # story, development
    text("reason"),
    text("article"),
    text("content"),  # JSON: what the follower is told, as it was then
    text("at"),
    Index(None, "story", "position"),
    Index(None, "position"),
    Index(None, "article"),
)

deliveries = Table(
    "deliveries",
    metadata,
    text("id", key=True),
    position(),  # of its alert.raised
    text("alert"),
    text("story"),
    text("follower"),
    text("channel"),
    text("to"),
    text("state"),  # owed, sent, dead
    count("attempt"),  # the last that has an outcome
    text("reason"),  # of the last outcome
    text("retry_at"),
    text("raised"),
    text("settled"),  # instant of the last outcome
    count("resent"),
    Index(None, "alert"),
    Index(None, "state", "position"),
)

source_states = Table(
    "source_states",
    metadata,
    text("url", key=True),
    text("site"),
    text("kind"),
    text("state"),  # ok, failing, silent, retired
    flag("opened"),  # its first poll is behind it; a retired source must be opened again
    count("openings"),
    count("shown"),
    text("since"),
    text("code"),
    text("message"),
    text("next_step"),
    position(),
)

incidents = Table(
    "incidents",
    metadata,
    position(key=True),  # of the event that opened it
    text("subject"),  # the source's address, or the site's key
    text("site"),
    text("kind"),  # failing, silent, drifting, dates, gap, lying, moved
    text("code"),
    text("message"),
    text("next_step"),
    text("opened"),  # instant of that event
    text("closed"),  # instant at which it ended, "" while it lasts; a notice ends as it begins
    text("ended"),  # the words of its end
    text("told"),  # instant of the alert that told the operators of it
    text("told_closed"),  # and of its end
    Index(None, "subject", "closed"),
    Index(None, "closed"),
)

DERIVED = (
    links,
    articles,
    verdicts,
    stories,
    story_articles,
    mentions,
    withheld,
    alerts,
    deliveries,
    source_states,
    incidents,
)
