"""`portevoix migrate`: bring the database's tables up to this version."""

from __future__ import annotations

from bot.commands.shared import tell
from bot.turn.house import open_store
from storage import migrate as migrations


def migrate() -> None:
    """Bring the database's tables up to this version; safe to run at every release."""
    with open_store(migrated=False) as store:
        migrations.migrate(store)
    tell("The database is up to date.")
