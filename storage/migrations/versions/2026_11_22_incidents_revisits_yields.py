"""Incidents, revisits of articles, yields of sites. Nothing must follow: what is wrong now is said again when it ends or lasts.

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

revision = "202611220455"
down_revision = "202611220423"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
POSITION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "incidents",
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("site", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("next_step", TEXT, nullable=False),
        sa.Column("opened", TEXT, nullable=False),
        sa.Column("closed", TEXT, nullable=False),
        sa.Column("ended", TEXT, nullable=False),
        sa.Column("told", TEXT, nullable=False),
        sa.Column("told_closed", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_incidents")),
    )
    op.create_index(op.f("ix_incidents_closed"), "incidents", ["closed"], unique=False)
    op.create_index(
        op.f("ix_incidents_subject_closed"), "incidents", ["subject", "closed"], unique=False
    )
    op.create_table(
        "revisits",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("host", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("next_at", TEXT, nullable=False),
        sa.Column("etag", TEXT, nullable=False),
        sa.Column("last_modified", TEXT, nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisits")),
    )
    op.create_index(op.f("ix_revisits_host_next_at"), "revisits", ["host", "next_at"], unique=False)
    op.create_table(
        "yields",
        sa.Column("site", TEXT, nullable=False),
        sa.Column("memo", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_yields")),
    )
