"""`make migration`: writes the migration for what changed in the tables, to be read over before it is committed."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from storage import migrate
from storage.database.store import Store
from storage.database.vault import Vault
from tests.support.stores import SECRET


def main(what: str) -> None:
    """Bring a new database up to date, compare it with the tables of the code, and write down what differs."""
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{Path(folder) / 'new.db'}", Vault(SECRET)) as store:
        migrate.migrate(store)
        migrate.draw_up(store, what)


if __name__ == "__main__":
    main(sys.argv[1] or sys.exit('Say what changed: make migration WHAT="one word"'))
