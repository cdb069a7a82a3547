"""Articles know whether their site prints what others wrote.

What was read before stays "no": the mirrors of that time are known by name (`storage.queries.lineage`).
"""

import sqlalchemy as sa
from alembic import op

revision = "202611220732"
down_revision = "202611220513"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "articles", sa.Column("mirror", sa.Boolean(), nullable=False, server_default=sa.false())
    )
