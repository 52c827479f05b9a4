"""One Telegram account writes a thousand times within a minute: how many of its messages take the writer's time?"""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import func, select

from bot.networks.telegram.api import bot_of
from bot.networks.telegram.intake import Listener
from bot.turn.house import house
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.inbox import INBOX
from tests.attacks.base import Attack, Outcome
from tests.conftest import HandClock, load_sample
from tests.support.stores import SECRET, Databases

MESSAGES = 1_000
A_SHARE = 100
"""Messages that one account may have heard in a minute."""


def run(databases: Databases) -> Outcome:
    """How many were heard."""
    store = Store(databases.url("sqlite"), Vault(SECRET))
    load_sample(store)
    heard = asyncio.run(_flooded(store))
    return Outcome(f"{heard:,}", heard <= A_SHARE)


async def _flooded(store: Store) -> int:
    clock = HandClock()
    with house(store, clock) as home:
        listener = Listener(home, bot_of("1:nobody", "http://127.0.0.1:9"))
        for id in range(MESSAGES):
            await listener.hear(_update(id, clock.now().timestamp()), carries=9)
            clock.pass_(seconds=60 / MESSAGES)
        await listener.close()
        with store.reading() as tx:
            return int(tx.execute(select(func.count()).select_from(INBOX)).scalar_one())


def _update(id: int, at: float) -> dict[str, Any]:
    sender = {"id": 7, "is_bot": False, "first_name": "Zoé"}
    message = {"message_id": id + 1, "date": int(at), "chat": {**sender, "type": "private"}, "from": sender}
    return {"update_id": id + 1, "message": {**message, "text": "menu"}}


ATTACK = Attack("one_account", f"{MESSAGES:,} messages of one Telegram account in a minute: heard", "1,000", run)
