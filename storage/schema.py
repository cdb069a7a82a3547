"""The tables, in three kinds that must not be mixed.

RECORD       events, head, blobs      append-only, guarded by triggers; everything else can be lost
DERIVED      links … deliveries       projections of the record; `rebuild` empties and replays them
OPERATIONAL  hosts … delivery_queue   due times, leases, tokens, ETags; neither history nor derivable

Every text column sorts by code point in both databases. Instants are `storage.instant` texts ("" = none);
JSON is canonical text. The triggers and the tables as they were first made stand in `migrations`.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
# SQLite gives rowid speed to INTEGER keys only
POSITION = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, TEXT, primary_key=key, nullable=False)


def _position(name: str = "position", *, key: bool = False) -> Column[int]:
    return Column(name, POSITION, primary_key=key, nullable=False, autoincrement=False)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


# --- the record ------------------------------------------------------------------------------------

events = Table(
    "events",
    metadata,
    _position(key=True),  # 1, 2, 3 … without a gap
    Column("id", TEXT, nullable=False, unique=True),  # of (type, subject, key)
    _text("type"),
    _text("subject"),
    _text("at"),
    _text("data"),  # canonical JSON, the very bytes that were hashed
    _text("prev"),  # hash of the line before, "" on the first
    _text("hash"),
    Index(None, "subject", "position"),
    Index(None, "type", "position"),
)

head = Table(
    "head",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    _position(),
    _text("hash"),
    CheckConstraint("one = 1", name="one_row"),
)

blobs = Table(
    "blobs",
    metadata,
    _text("sha", key=True),  # sha256 of the content, hex
    _count("size"),  # of the content, uncompressed
    Column("content", LargeBinary, nullable=True),  # zlib; NULL once erased
    _text("erased"),  # instant, "" while it is there
)

RECORD = (events, head, blobs)

# --- derived ---------------------------------------------------------------------------------------

links = Table(
    "links",
    metadata,
    _text("id", key=True),  # article id
    _position(),  # of the first event about it
    _text("url"),
    _text("site"),
    _text("source"),
    _text("title"),
    _text("teaser"),
    _text("published"),
    _flag("first_poll"),
    _text("seen"),  # instant of the first event about it
    _text("state"),  # seen, fetched, read, refused
    _text("final_url"),  # after redirects
    _text("page"),  # sha256 of the bytes
    _text("content_type"),
    _text("origin"),  # web, file
    _text("code"),  # of the last refusal
    _text("message"),
    Index(None, "url", postgresql_using="hash"),  # an address may be longer than a B-tree takes
)

articles = Table(
    "articles",
    metadata,
    _text("id", key=True),
    _position(),  # of its first article.read: never moves, so pages of a feed never shift
    _text("url"),
    _text("site"),
    _text("title"),
    _text("lead"),
    _text("body"),  # from the blob; "" once that is erased
    _text("published"),  # as given
    _text("modified"),
    _text("moment"),  # instant of `published`; of `seen` where there is none
    _text("authors"),  # JSON list
    _text("agency"),
    _text("section"),
    _text("language"),
    _text("kind"),  # article, item, given
    _text("listing"),
    _text("seen"),  # instant of the first event about it
    _text("updated"),  # instant of the last article.read
    _text("text"),  # sha256 of the article JSON
    _text("page"),  # sha256 of the page's bytes
    _count("kept"),
    _count("dropped"),
    _text("search"),  # " syllable syllable … ", folded
    Index(None, "position", unique=True),
    Index(None, "moment"),
    Index(None, "url", postgresql_using="hash"),
    Index(None, "text"),
)

verdicts = Table(
    "verdicts",
    metadata,
    _text("article"),
    _text("topic"),
    _position(),  # of the event that spoke last
    _flag("on_topic"),  # what counts: a person's word before the program's
    _flag("judged"),  # what the program said
    Column("score", Float, nullable=False),
    _text("relevance"),
    _text("evidence"),  # JSON list
    _text("missing"),  # JSON list
    _flag("corrected"),
    _text("why"),
    PrimaryKeyConstraint("article", "topic"),
    Index(None, "topic", "on_topic"),
)

stories = Table(
    "stories",
    metadata,
    _text("id", key=True),
    _text("topic"),
    _text("title"),  # of the article that opened it
    _text("opened"),
    _text("updated"),
    _position("first"),
    _position("last"),
    Index(None, "topic", "last"),
)

story_articles = Table(
    "story_articles",
    metadata,
    _text("article"),
    _text("topic"),
    _text("story"),
    _position(),
    _text("like"),  # the article it resembles most
    Column("similarity", Float, nullable=False),
    _text("reason"),
    PrimaryKeyConstraint("article", "topic"),
    Index(None, "story", "position"),
)

withheld = Table(
    "withheld",
    metadata,
    _position(key=True),
    _text("article"),
    _text("topic"),
    _text("story"),
    _text("reason"),
    _text("at"),
    Index(None, "article"),
)

alerts = Table(
    "alerts",
    metadata,
    _text("id", key=True),
    _position(),
    _text("story"),
    _text("topic"),
    _text("kind"),  # story, development
    _text("reason"),
    _text("article"),
    _text("content"),  # JSON: what the follower is told, as it was then
    _text("at"),
    Index(None, "story", "position"),
    Index(None, "position"),
    Index(None, "article"),
)

deliveries = Table(
    "deliveries",
    metadata,
    _text("id", key=True),
    _position(),  # of its alert.raised
    _text("alert"),
    _text("story"),
    _text("follower"),
    _text("channel"),
    _text("to"),
    _text("state"),  # owed, sent, dead
    _count("attempt"),  # the last that has an outcome
    _text("reason"),  # of the last outcome
    _text("retry_at"),
    _text("raised"),
    _text("settled"),  # instant of the last outcome
    _count("resent"),
    Index(None, "alert"),
    Index(None, "state", "position"),
)

source_states = Table(
    "source_states",
    metadata,
    _text("url", key=True),
    _text("site"),
    _text("kind"),
    _text("state"),  # ok, failing, silent, retired
    _flag("opened"),  # its first poll is behind it; a retired source must be opened again
    _count("openings"),
    _count("shown"),
    _text("since"),
    _text("code"),
    _text("message"),
    _text("next_step"),
    _position(),
)

DERIVED = (
    links,
    articles,
    verdicts,
    stories,
    story_articles,
    withheld,
    alerts,
    deliveries,
    source_states,
)

# --- operational -----------------------------------------------------------------------------------

hosts = Table(
    "hosts",
    metadata,
    _text("host", key=True),
    _text("free_at"),  # no request before this instant
    _text("lease_until"),
    _text("token"),  # of the visit that holds it, "" when nobody does
)

sources = Table(
    "sources",
    metadata,
    _text("url", key=True),
    _text("site"),
    _text("host"),
    _text("kind"),  # feed, listing
    _flag("retired"),
    _text("added"),
    _text("next_at"),
    _text("etag"),
    _text("last_modified"),
    _text("polled"),  # instant of the last poll, good or bad
    _text("worked"),  # of the last good one
    _text("renewed"),  # of the last that showed something new
    _count("polls"),
    _count("shown"),  # links in the last good poll
    _count("new"),  # of them new
    _count("failures"),  # in a row
    _text("failing_since"),
    _text("code"),
    _text("message"),
    _text("memo"),  # JSON: what the scheduler remembers between polls
    Index(None, "host", "next_at"),
)

link_queue = Table(
    "link_queue",
    metadata,
    _text("id", key=True),  # article id
    _position(),
    _text("host"),
    _text("url"),
    _text("next_at"),
    _count("attempts"),  # starts without an outcome: more than a few, and it kills workers
    _count("failures"),  # outcomes that asked for another try
    Index(None, "host", "next_at"),
)

delivery_queue = Table(
    "delivery_queue",
    metadata,
    _text("id", key=True),
    _position(),
    _count("rank"),  # within the alert
    _text("story"),
    _text(
        "destination"
    ),  # channel and address: deliveries of a story to one destination keep their order
    _text("since"),  # instant from which it is owed
    _text("due"),
    _text("lease_until"),
    _text("token"),
    _count("attempts"),  # begun, over all rounds
    _count("before"),  # of them before the last resend
    Index(None, "story", "destination", "position"),
    Index(None, "due"),
)

OPERATIONAL = (hosts, sources, link_queue, delivery_queue)
