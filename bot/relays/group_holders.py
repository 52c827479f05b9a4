"""As whom an account holds a group, and what becomes of the group when one of its holders, or we, leave it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from storage.database.store import Store
from storage.relays import groups
from storage.relays.groups import Group, Holder
from storage.relays.holders import HOLDERS


def held_by(tx: Connection, store: Store, group: Group, account: str) -> tuple[Holder, ...]:
    """As whom the Telegram account holds the group; as nobody, if it does not."""
    accounts = (one for one in group.holders if account and groups.is_account_of(tx, store, account, one.person_id))
    return tuple(accounts)


def left(tx: Connection, store: Store, chat: str, account: str, now: datetime) -> bool:
    """We were thrown out of the group, or *account* left it: without us, or who holds it, it is tied no more.

    Whether somebody held it until now who does not any more.
    """
    group = groups.find(tx, store, chat)
    if group is None:
        return False
    if not account:
        groups.lose(tx, now, group.id)
        return True
    gone = held_by(tx, store, group, account)  # whoever left knows it
    groups.untie(tx, now, HOLDERS.c.id.in_([one.id for one in gone]))
    return bool(gone)
