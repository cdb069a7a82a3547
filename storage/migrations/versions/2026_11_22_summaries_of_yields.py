"""What a site's pages hold in numbers, beside the pages themselves: asked of every site at once, those are too many."""

import json
from collections.abc import Sequence
from statistics import median
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "202611221033"
down_revision = "202611220815"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

YIELDS = sa.table(
    "yields", sa.column("site", TEXT), sa.column("memo", TEXT), sa.column("summary", TEXT)
)


def upgrade() -> None:
    op.add_column("yields", sa.Column("summary", TEXT, nullable=False, server_default=""))
    conn = op.get_bind()
    for site, memo in conn.execute(sa.select(YIELDS.c.site, YIELDS.c.memo)).all():
        if pages := [page for page in json.loads(memo).get("pages", ()) if page[0] != "e"]:
            said = json.dumps(_summary(pages), sort_keys=True, separators=(",", ":"))
            conn.execute(sa.update(YIELDS).where(YIELDS.c.site == site).values(summary=said))


def _summary(pages: Sequence[Sequence[Any]]) -> dict[str, Any]:
    def share(letter: str) -> float:
        return sum(letter in page[0] for page in pages) / len(pages)

    return {
        "pages": len(pages),
        "fields": {
            "title": round(share("t"), 2),
            "lead": round(share("l"), 2),
            "published": round(share("p"), 2),
        },
        "body_chars": round(median(page[1] for page in pages)),
        "on_topic": round(share("o"), 3),
        "refused": round(share("x"), 2),
    }
