"""Alembic's entry: runs the migrations on the connection it is handed."""

from typing import Any, Literal

from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from storage.schema import METADATA


def _plain(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """SQLModel's own strings are written as SQLAlchemy's: a migration must not change with a library."""
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
    compare_type=True,
    render_item=_plain,
)
with context.begin_transaction():
    context.run_migrations()
