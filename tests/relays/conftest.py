"""What tests of Telegram groups start from."""

from __future__ import annotations

import pytest

from bot.practice.phone import Phone
from bot.turn.turns import Turns
from tests.fakes.telegram import FakeTelegram
from tests.support.hall import ASKED, Hall
from tests.support.relaying import decides
from tests.support.telegram_bot import Bot, VoteClock


@pytest.fixture
async def hall(web: Bot, telegram: FakeTelegram, vote_clock: VoteClock) -> Hall:
    """A group that the bot is in, and an ambassador who has not tied it yet."""
    nadia, karim = telegram.person(7, first_name="Nadia"), telegram.person(8, first_name="Karim")
    crowd = telegram.group(-100, title="Hall 12")
    crowd.is_run_by(karim)
    crowd.adds_bot(karim)
    hall = Hall(web, telegram, vote_clock, crowd, nadia, karim)
    turns = Turns(web.house.store, web.house.clock)
    phone = Phone("telegram", "7")
    for words in ASKED:
        turns.hear([phone.writes(words)])
    decides(hall.room, "approves", 1, "NADIA")
    return hall
