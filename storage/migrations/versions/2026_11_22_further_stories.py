"""The further stories of a page are found by it."""

from alembic import op

revision = "202611221105"
down_revision = "202611221033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_articles_listing"), "articles", ["listing"])
