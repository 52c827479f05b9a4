"""Why a database cannot be used, in a sentence with the remedy: for the command line, and for who looks after it."""

from __future__ import annotations

import sqlite3
from typing import TypeGuard

from sqlalchemy.exc import DatabaseError, OperationalError

_UNREADABLE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


def is_explained(error: Exception) -> TypeGuard[DatabaseError]:
    """Whether the database says something here that an operator can mend, rather than shows a fault of ours."""
    return isinstance(error, OperationalError) or _is_unreadable(error)


def explained(error: DatabaseError) -> str:
    """What it says, and what to do."""
    from bot.turn.house import is_refused  # only now: it brings all that a process holds

    why = str(error.orig).strip().splitlines()[0]
    if _is_unreadable(error):
        remedy = "Check its path in DATABASE_URL; if that is right, restore a backup."
        return f"The database file cannot be read ({why}). {remedy}"
    if not isinstance(error, OperationalError) or not is_refused(error):
        return f"The database does not answer ({why}). Check DATABASE_URL, and that it runs."
    if isinstance(error.orig, sqlite3.OperationalError):
        return f"The database file cannot be used ({why}). Check its path in DATABASE_URL, and that we may write it."
    return f"The database refuses us ({why}). Check the user, the password and the name in DATABASE_URL."


def _is_unreadable(error: Exception) -> bool:
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return isinstance(error, DatabaseError) and code in _UNREADABLE
