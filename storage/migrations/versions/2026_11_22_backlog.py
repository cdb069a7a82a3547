"""Links that were there before anybody looked, known by a flag, so that they give way to news. Those queued by now count as news."""

import sqlalchemy as sa
from alembic import op

revision = "202611221130"
down_revision = "202611221105"
branch_labels = None
depends_on = None


def upgrade() -> None:
    false = sa.false()
    op.add_column("link_queue", sa.Column("backlog", sa.Boolean(), nullable=False, server_default=false))  # fmt: skip
    op.create_index(op.f("ix_link_queue_backlog_next_at"), "link_queue", ["backlog", "next_at"])
    op.create_index(op.f("ix_sources_next_at"), "sources", ["next_at"])
