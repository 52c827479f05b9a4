"""Texts as a provider would bring them, and what comes of them."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.practice.phone import Phone
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.database.store import Store

LUCIE, AHMED = "+33639980001", "+33639980002"


def sms(id: str, words: str, address: str = LUCIE, **more: object) -> Incoming:
    """An SMS as a provider would bring it."""
    return Incoming("test", id, "sms", address, words, carries=9, **more)  # type: ignore[arg-type]


def rows(store: Store, table: object) -> int:
    with store.reading() as tx:
        return int(tx.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def said(turns: Turns, message: Incoming) -> str:
    [heard] = turns.hear([message])
    return "\n".join(reply.text for reply in heard.replies)


def vote(turns: Turns, address: str = LUCIE, numbers: str = "3 12 18", run: str = "") -> Phone:
    phone = Phone("sms", address, provider="test", run=run)
    phone.sees(turns.hear([phone.writes(f"vote {numbers}")])[0].replies)
    phone.sees(turns.hear([phone.confirms()])[0].replies)
    return phone
