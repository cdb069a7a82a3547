"""Stories that were merged, and how each article came into its story."""

import sqlalchemy as sa
from alembic import op

revision = "202611220513"
down_revision = "202611220455"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

OPENERS = """UPDATE story_articles SET kind = 'opens'
             WHERE position IN (SELECT first FROM stories)"""


def upgrade() -> None:
    op.add_column("stories", sa.Column("merged", TEXT, nullable=False, server_default=""))
    op.create_index(op.f("ix_stories_merged"), "stories", ["merged"])
    op.add_column("story_articles", sa.Column("kind", TEXT, nullable=False, server_default="event"))
    op.execute(OPENERS)
