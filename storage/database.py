"""The database: `connect` to it, `migrate` it to the shape this program needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, text

from storage.engine import connect, writing
from storage.errors import StoreUnavailable

__all__ = ["connect", "migrate"]

LOCK = 0x6469656D74696E  # "diemtin": the advisory lock of PostgreSQL


def migrate(engine: Engine) -> None:
    """Create or update the tables, in one transaction; a database that is up to date is left alone.

    Safe when several processes start at once: the others wait, and find the work done.
    Raises StoreUnavailable (code newer: a newer Diemtin was here before).
    """
    with writing(engine) as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        try:
            command.upgrade(configured(conn), "head")
        except CommandError as error:
            raise StoreUnavailable(
                f"the database cannot be migrated: {error}", code="newer"
            ) from error


def configured(conn: Connection) -> Config:
    """Alembic, told where the migrations are and to use this connection and its transaction."""
    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = conn
    return config
