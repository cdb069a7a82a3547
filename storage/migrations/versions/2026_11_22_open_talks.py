"""The last day that an article names for a talk, by which grouping finds the plans of talks still to come."""

import json

import sqlalchemy as sa
from alembic import op

revision = "202611220815"
down_revision = "202611220732"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

MENTIONS = sa.table(
    "mentions",
    sa.column("article", TEXT),
    sa.column("topic", TEXT),
    sa.column("told", TEXT),
    sa.column("until", TEXT),
)


def upgrade() -> None:
    op.add_column("mentions", sa.Column("until", TEXT, nullable=False, server_default=""))
    conn, table = op.get_bind(), MENTIONS.c
    rows = conn.execute(sa.select(table.article, table.topic, table.told)).all()
    for article, topic, told in rows:
        mine = sa.and_(table.article == article, table.topic == topic)
        if day := _until(told):
            conn.execute(sa.update(MENTIONS).where(mine).values(until=day))
    op.create_index(op.f("ix_mentions_topic_until"), "mentions", ["topic", "until"])


def _until(told: str) -> str:
    days = [one.get("date", {}).get("end", "") for one in json.loads(told)["mentions"]]
    return max((day for day in days if day[:1].isdigit()), default="")
