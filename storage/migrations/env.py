"""Runs the migrations inside the transaction that `storage.database.migrate` has opened."""

from alembic import context
from sqlalchemy import text

from storage.schema import metadata

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    # a migration that cannot get its lock soon must not make every reader queue behind it
    connection.execute(text("SET LOCAL lock_timeout = '10s'"))
    connection.execute(text("SET LOCAL statement_timeout = '5min'"))
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
