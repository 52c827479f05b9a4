"""One account's heavy texts are in flight, beyond its share: how long does an SMS «AIDE» wait behind them?"""

from __future__ import annotations

import time

from bot.turn.message import Incoming
from bot.turn.turns import Turns
from bot.turn.writer import Writer
from storage.database.store import Store
from storage.database.vault import Vault
from tests.attacks.base import Attack, Outcome
from tests.conftest import HandClock, load_sample
from tests.support.stores import SECRET, Databases

TEXTS, SIGNS = 40, 3_800
AT_MOST = 1.0
"""Seconds that nobody may have to wait for a word of help."""


def run(databases: Databases) -> Outcome:
    """The wait of the «AIDE» that comes last."""
    store = Store(databases.url("sqlite"), Vault(SECRET))
    load_sample(store)
    writer = Writer(Turns(store, HandClock()).hear)
    heavy = [writer.submit(Incoming("telegram", str(id), "telegram", "7", _text(id))) for id in range(TEXTS)]
    begun = time.perf_counter()
    help_ = writer.submit(Incoming("twilio", "SM1", "sms", "+33639980001", "AIDE", carries=9))
    assert help_.result().replies
    waited = time.perf_counter() - begun
    for text in heavy:
        text.result()
    writer.close()
    store.close()
    return Outcome(f"{waited:.2f} s", waited <= AT_MOST)


def _text(id: int) -> str:
    """A keyword, then as many short words as fit, each text another."""
    return f"question {id} " + " ".join("éàù"[place % 3] for place in range(SIGNS // 2 - 5))


ATTACK = Attack("heavy_texts", f"{TEXTS} texts of {SIGNS:,} signs in flight: an SMS «AIDE» waits", "40.5 s", run)
