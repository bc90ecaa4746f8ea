"""Run by Alembic for each command; uses the connection that `migrate` hands over."""

from alembic import context

from app.ledger.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    # The caller owns the transaction: all revisions succeed together or none does.
    transactional_ddl=False,
)
context.run_migrations()
