"""${message}

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
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
POSITION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
