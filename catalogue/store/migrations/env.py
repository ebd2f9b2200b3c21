"""Alembic's environment: it works in the transaction that `catalogue.store.migrating` opened."""

from alembic import context

from catalogue.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
)
context.run_migrations()
