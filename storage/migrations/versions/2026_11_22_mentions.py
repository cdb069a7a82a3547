"""What the articles say of talks: a derived table of its own, empty until articles are read.

Articles read before have no row in it; the timeline reads those from their text.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611220423"
down_revision = "20261122"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
POSITION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "mentions",
        sa.Column("article", TEXT, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("position", POSITION, autoincrement=False, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("told", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("article", "topic", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_text"), "mentions", ["text"], unique=False)
