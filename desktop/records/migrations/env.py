"""Run by Alembic: hands it the open connection of the register that is being brought up to date."""

from __future__ import annotations

from alembic import context

from desktop.records import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.METADATA,
    # SQLite alters little in place: Alembic then makes the table anew and copies the rows.
    render_as_batch=True,
    transactional_ddl=True,
)

with context.begin_transaction():
    context.run_migrations()
