"""Alembic's entry point: webapp.database.schema hands over an open connection."""

from alembic import context

from webapp.models import db

# procrastinate keeps its own tables; comparing models with the database must not propose to drop them.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=db.metadata,
    include_name=lambda name, kind, _parents: not (kind == "table" and name is not None and name.startswith("procrastinate_")),
)
with context.begin_transaction():
    context.run_migrations()
