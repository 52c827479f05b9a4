"""`portevoix migrate`: bring the database's tables up to this version."""

from __future__ import annotations

from bot.commands.shared import out
from bot.house import open_store
from storage import migrate as migrations


def migrate() -> None:
    """Bring the database's tables up to this version; safe to run at every release."""
    store = open_store(migrated=False)
    migrations.migrate(store)
    store.close()
    out.print("The database is up to date.")
