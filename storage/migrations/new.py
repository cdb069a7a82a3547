"""Writes a new migration: `python -m storage.migrations.new "what it does"`, from the project's root.

It is drawn up from the difference between `storage.schema` and the migrations so far; read it, and the doctrine
in its head, before it is kept.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from storage.database import configured, connect, migrate
from storage.engine import writing


def main(message: str) -> None:
    """Compare with a throw-away database; the file's name begins with the date."""
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'compare.db'}")
        migrate(engine)
        with writing(engine) as conn:
            config = configured(conn)
            config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
            revision = datetime.now(UTC).strftime("%Y%m%d%H%M")
            command.revision(config, message, autogenerate=True, rev_id=revision)
        engine.dispose()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or sys.exit("say what the migration does"))
