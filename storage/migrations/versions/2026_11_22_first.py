"""The first tables, and the guards of the record.

The doctrine, for every migration:
- The program of the version before keeps running on it: add, fill, and only a version later remove or rename.
- No long locks: new columns are nullable or have a constant default; a large index on PostgreSQL is built
  CONCURRENTLY in a migration of its own; nothing rewrites `events`. `env.py` sets lock_timeout and
  statement_timeout: a migration that runs into them is too heavy, not unlucky.
- `events`, `head` and `blobs` are never updated, deleted from or rebuilt by copying.
- Derived tables may be emptied: say in the changelog that `diemtin rebuild` must follow.
- One file works on SQLite and PostgreSQL, and does not import `storage.schema`: it must mean the same for ever.
- There is no way down: a backup is the way down.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
POSITION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# INSERT OR REPLACE deletes without firing a DELETE trigger unless recursive_triggers is on, hence the guards on INSERT
SQLITE = (
    """CREATE TRIGGER events_stay BEFORE UPDATE ON events
       BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
    """CREATE TRIGGER events_remain BEFORE DELETE ON events
       BEGIN SELECT RAISE(ABORT, 'events are never removed'); END""",
    """CREATE TRIGGER events_in_order BEFORE INSERT ON events
       WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM events)
         OR EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
       BEGIN SELECT RAISE(ABORT, 'events are only appended'); END""",
    """CREATE TRIGGER head_forward BEFORE UPDATE ON head
       WHEN NEW.one <> OLD.one OR NEW.position <> OLD.position + 1
       BEGIN SELECT RAISE(ABORT, 'the head moves by one'); END""",
    """CREATE TRIGGER head_remains BEFORE DELETE ON head
       BEGIN SELECT RAISE(ABORT, 'the head is never removed'); END""",
    """CREATE TRIGGER head_alone BEFORE INSERT ON head
       WHEN EXISTS (SELECT 1 FROM head)
       BEGIN SELECT RAISE(ABORT, 'there is one head'); END""",
    """CREATE TRIGGER blobs_stay BEFORE UPDATE ON blobs
       WHEN NEW.sha <> OLD.sha OR NEW.size <> OLD.size OR OLD.content IS NULL
         OR NEW.content IS NOT NULL OR NEW.erased = ''
       BEGIN SELECT RAISE(ABORT, 'blobs are never changed, only erased'); END""",
    """CREATE TRIGGER blobs_remain BEFORE DELETE ON blobs
       BEGIN SELECT RAISE(ABORT, 'blobs are never removed, only erased'); END""",
    """CREATE TRIGGER blobs_once BEFORE INSERT ON blobs
       WHEN EXISTS (SELECT 1 FROM blobs WHERE sha = NEW.sha)
       BEGIN SELECT RAISE(ABORT, 'blobs are never changed, only erased'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION diemtin_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         RAISE EXCEPTION '% of % is refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
           USING ERRCODE = 'restrict_violation';
       END $$""",
    """CREATE FUNCTION diemtin_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM events) THEN
           RAISE EXCEPTION 'events are only appended' USING ERRCODE = 'restrict_violation';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events
       FOR EACH ROW EXECUTE FUNCTION diemtin_refuse('events are never changed')""",
    """CREATE TRIGGER events_remain BEFORE TRUNCATE ON events
       FOR EACH STATEMENT EXECUTE FUNCTION diemtin_refuse('events are never removed')""",
    """CREATE TRIGGER events_in_order BEFORE INSERT ON events
       FOR EACH ROW EXECUTE FUNCTION diemtin_in_order()""",
    """CREATE TRIGGER head_forward BEFORE UPDATE ON head
       FOR EACH ROW WHEN (NEW.one <> OLD.one OR NEW.position <> OLD.position + 1)
       EXECUTE FUNCTION diemtin_refuse('the head moves by one')""",
    """CREATE TRIGGER head_stays BEFORE DELETE ON head
       FOR EACH ROW EXECUTE FUNCTION diemtin_refuse('the head is never removed')""",
    """CREATE TRIGGER head_remains BEFORE TRUNCATE ON head
       FOR EACH STATEMENT EXECUTE FUNCTION diemtin_refuse('the head is never removed')""",
    """CREATE TRIGGER blobs_stay BEFORE UPDATE ON blobs
       FOR EACH ROW WHEN (NEW.sha <> OLD.sha OR NEW.size <> OLD.size OR OLD.content IS NULL
         OR NEW.content IS NOT NULL OR NEW.erased = '')
       EXECUTE FUNCTION diemtin_refuse('blobs are never changed, only erased')""",
    """CREATE TRIGGER blobs_kept BEFORE DELETE ON blobs
       FOR EACH ROW EXECUTE FUNCTION diemtin_refuse('blobs are never removed, only erased')""",
    """CREATE TRIGGER blobs_remain BEFORE TRUNCATE ON blobs
       FOR EACH STATEMENT EXECUTE FUNCTION diemtin_refuse('blobs are never removed, only erased')""",
)


def upgrade() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("story", TEXT, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("article", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_index(op.f("ix_alerts_article"), "alerts", ["article"], unique=False)
    op.create_index(op.f("ix_alerts_position"), "alerts", ["position"], unique=False)
    op.create_index(op.f("ix_alerts_story_position"), "alerts", ["story", "position"], unique=False)
    op.create_table(
        "articles",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("site", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("lead", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("published", TEXT, nullable=False),
        sa.Column("modified", TEXT, nullable=False),
        sa.Column("moment", TEXT, nullable=False),
        sa.Column("authors", TEXT, nullable=False),
        sa.Column("agency", TEXT, nullable=False),
        sa.Column("section", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("listing", TEXT, nullable=False),
        sa.Column("seen", TEXT, nullable=False),
        sa.Column("updated", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("page", TEXT, nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.Column("search", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
    )
    op.create_index(op.f("ix_articles_moment"), "articles", ["moment"], unique=False)
    op.create_index(op.f("ix_articles_position"), "articles", ["position"], unique=True)
    op.create_index(op.f("ix_articles_text"), "articles", ["text"], unique=False)
    op.create_index(
        op.f("ix_articles_url"), "articles", ["url"], unique=False, postgresql_using="hash"
    )
    op.create_table(
        "blobs",
        sa.Column("sha", TEXT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("erased", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("sha", name=op.f("pk_blobs")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("alert", TEXT, nullable=False),
        sa.Column("story", TEXT, nullable=False),
        sa.Column("follower", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("to", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("retry_at", TEXT, nullable=False),
        sa.Column("raised", TEXT, nullable=False),
        sa.Column("settled", TEXT, nullable=False),
        sa.Column("resent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_alert"), "deliveries", ["alert"], unique=False)
    op.create_index(
        op.f("ix_deliveries_state_position"), "deliveries", ["state", "position"], unique=False
    )
    op.create_table(
        "delivery_queue",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("story", TEXT, nullable=False),
        sa.Column("destination", TEXT, nullable=False),
        sa.Column("since", TEXT, nullable=False),
        sa.Column("due", TEXT, nullable=False),
        sa.Column("lease_until", TEXT, nullable=False),
        sa.Column("token", TEXT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_queue")),
    )
    op.create_index(op.f("ix_delivery_queue_due"), "delivery_queue", ["due"], unique=False)
    op.create_index(
        op.f("ix_delivery_queue_story_destination_position"),
        "delivery_queue",
        ["story", "destination", "position"],
        unique=False,
    )
    op.create_table(
        "events",
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("data", TEXT, nullable=False),
        sa.Column("prev", TEXT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_events")),
        sa.UniqueConstraint("id", name=op.f("uq_events_id")),
    )
    op.create_index(
        op.f("ix_events_subject_position"), "events", ["subject", "position"], unique=False
    )
    op.create_index(op.f("ix_events_type_position"), "events", ["type", "position"], unique=False)
    op.create_table(
        "head",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.CheckConstraint("one = 1", name=op.f("ck_head_one_row")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_head")),
    )
    op.create_table(
        "hosts",
        sa.Column("host", TEXT, nullable=False),
        sa.Column("free_at", TEXT, nullable=False),
        sa.Column("lease_until", TEXT, nullable=False),
        sa.Column("token", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_hosts")),
    )
    op.create_table(
        "link_queue",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("host", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("next_at", TEXT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_queue")),
    )
    op.create_index(
        op.f("ix_link_queue_host_next_at"), "link_queue", ["host", "next_at"], unique=False
    )
    op.create_table(
        "links",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("site", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("teaser", TEXT, nullable=False),
        sa.Column("published", TEXT, nullable=False),
        sa.Column("first_poll", sa.Boolean(), nullable=False),
        sa.Column("seen", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("final_url", TEXT, nullable=False),
        sa.Column("page", TEXT, nullable=False),
        sa.Column("content_type", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_url"), "links", ["url"], unique=False, postgresql_using="hash")
    op.create_table(
        "source_states",
        sa.Column("url", TEXT, nullable=False),
        sa.Column("site", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("openings", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("since", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("next_step", TEXT, nullable=False),
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_source_states")),
    )
    op.create_table(
        "sources",
        sa.Column("url", TEXT, nullable=False),
        sa.Column("site", TEXT, nullable=False),
        sa.Column("host", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("added", TEXT, nullable=False),
        sa.Column("next_at", TEXT, nullable=False),
        sa.Column("etag", TEXT, nullable=False),
        sa.Column("last_modified", TEXT, nullable=False),
        sa.Column("polled", TEXT, nullable=False),
        sa.Column("worked", TEXT, nullable=False),
        sa.Column("renewed", TEXT, nullable=False),
        sa.Column("polls", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("memo", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_sources")),
    )
    op.create_index(op.f("ix_sources_host_next_at"), "sources", ["host", "next_at"], unique=False)
    op.create_table(
        "stories",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("opened", TEXT, nullable=False),
        sa.Column("updated", TEXT, nullable=False),
        sa.Column("first", POSITION, autoincrement=False, nullable=False),
        sa.Column("last", POSITION, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
    )
    op.create_index(op.f("ix_stories_topic_last"), "stories", ["topic", "last"], unique=False)
    op.create_table(
        "story_articles",
        sa.Column("article", TEXT, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("story", TEXT, nullable=False),
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("like", TEXT, nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("article", "topic", name=op.f("pk_story_articles")),
    )
    op.create_index(
        op.f("ix_story_articles_story_position"),
        "story_articles",
        ["story", "position"],
        unique=False,
    )
    op.create_table(
        "verdicts",
        sa.Column("article", TEXT, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("on_topic", sa.Boolean(), nullable=False),
        sa.Column("judged", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("relevance", TEXT, nullable=False),
        sa.Column("evidence", TEXT, nullable=False),
        sa.Column("missing", TEXT, nullable=False),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("article", "topic", name=op.f("pk_verdicts")),
    )
    op.create_index(
        op.f("ix_verdicts_topic_on_topic"), "verdicts", ["topic", "on_topic"], unique=False
    )
    op.create_table(
        "withheld",
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("article", TEXT, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("story", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_withheld")),
    )
    op.create_index(op.f("ix_withheld_article"), "withheld", ["article"], unique=False)
    op.execute(sa.text("INSERT INTO head (one, position, hash) VALUES (1, 0, '')"))
    guards = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL
    for statement in guards:
        op.execute(sa.text(statement))
