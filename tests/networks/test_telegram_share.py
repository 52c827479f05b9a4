"""One account on Telegram does not take up everybody's time: so much of each is read in a minute."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.types import Update

from bot.metrics import REGISTRY
from bot.networks.sms.loop_guard import ShareVerdict
from bot.networks.telegram.share import MOST, STOPS, AccountShares
from bot.networks.telegram.updates import incoming
from storage.messages.inbox import INBOX
from tests.conftest import HandClock
from tests.fakes.telegram import FakeTelegram
from tests.support.telegram_bot import Bot, VoteClock, eventually

HEAR, LAST_WORD, SILENCE = ShareVerdict.HEAR, ShareVerdict.LAST_WORD, ShareVerdict.SILENCE
TOO_FAST = "Vous écrivez plus vite que nous ne lisons"
FILE = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
THINGS: dict[str, dict[str, Any]] = {
    "text": {"text": "bonjour"},
    "photo": {"photo": [FILE]},
    "sticker": {"sticker": {**FILE, "type": "regular", "is_animated": False, "is_video": False}},
    "telegram's own news": {"delete_chat_photo": True},
}


def update(id: int, content: dict[str, Any], clock: HandClock, group: int = 0, by: int = 1) -> Update:
    """What Telegram brings of what one account sent."""
    sender = {"id": by, "is_bot": False, "first_name": "Ada"}
    chat = {"id": -group, "type": "group", "title": "Hall"} if group else {**sender, "type": "private"}
    message = {"message_id": id, "date": int(clock.now().timestamp()), "chat": chat, "from": sender, **content}
    return Update.model_validate({"update_id": id, "message": message})


def verdicts(share: AccountShares, updates: list[Update]) -> list[ShareVerdict]:
    """What becomes of them, one after the other."""
    return [share.verdict(update, incoming(update, "bot")) for update in updates]


@pytest.mark.parametrize("kind", THINGS)
def test_whatever_an_account_sends_counts(clock: HandClock, kind: str) -> None:
    heard = verdicts(AccountShares(clock, most=3), [update(id, THINGS[kind], clock) for id in range(6)])

    assert heard == [HEAR] * 3 + [LAST_WORD] + [SILENCE] * 2


def test_once_the_minute_has_room_the_account_is_heard_again_and_told_once_a_minute(clock: HandClock) -> None:
    share, heard = AccountShares(clock, most=2), []
    for id in range(13):
        heard += verdicts(share, [update(id, THINGS["text"], clock)])
        clock.pass_(seconds=10)

    a_minute = [HEAR, HEAR, LAST_WORD, SILENCE, SILENCE, SILENCE]
    assert heard == [*a_minute, *a_minute, HEAR]


def test_an_update_delivered_again_is_no_new_one(clock: HandClock) -> None:
    first = update(1, THINGS["text"], clock)

    assert verdicts(AccountShares(clock, most=1), [first] * 5) == [HEAR] * 5


def test_a_backlog_counts_when_it_was_written(clock: HandClock) -> None:
    """After an outage nobody is told to slow down."""
    backlog = []
    for id in range(2 * MOST):
        backlog.append(update(id, THINGS["text"], clock))
        clock.pass_(seconds=30)

    assert set(verdicts(AccountShares(clock), backlog)) == {HEAR}


def test_stop_is_heard_beyond_the_share_but_not_for_ever(clock: HandClock) -> None:
    stops = [update(id, {"text": "STOP"}, clock) for id in range(10)]

    assert verdicts(AccountShares(clock, most=1), stops).count(HEAR) == 1 + STOPS


def test_commands_in_groups_count_for_the_group_and_for_who_gives_them(clock: HandClock) -> None:
    """Nothing is said in the group, and somebody else may still command there what the group has room for."""
    share, command = AccountShares(clock, most=2), {"text": "/vote"}
    nadia = [update(id, command, clock, group=id % 2 + 1) for id in range(4)]

    assert verdicts(share, nadia) == [HEAR, HEAR, SILENCE, SILENCE]
    assert verdicts(share, [update(9, command, clock, group=3, by=2)]) == [HEAR]
    assert verdicts(share, [update(10, THINGS["text"], clock)]) == [SILENCE]


def test_talk_in_a_group_uses_up_nobodys_share(clock: HandClock) -> None:
    share = AccountShares(clock, most=1)

    assert set(verdicts(share, [update(id, {"text": "bonjour"}, clock, group=1) for id in range(9)])) == {HEAR}
    assert verdicts(share, [update(10, {"text": "/vote"}, clock, group=1)]) == [HEAR]


async def test_who_writes_too_much_is_told_once_and_others_are_answered(
    web: Bot, telegram: FakeTelegram, vote_clock: VoteClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web.listener, "_share", AccountShares(vote_clock, most=3))
    ada, bob, before = telegram.person(1), telegram.person(2), _dropped()
    for _time in range(8):
        ada.writes("menu")
    await ada.hears(TOO_FAST)
    await eventually(lambda: telegram.undelivered == 0)
    bob.starts()
    await bob.hears("budget participatif")

    assert sum(TOO_FAST in message.text for message in ada.chat) == 1
    assert _dropped() - before == 5
    assert web.rows(INBOX) == 4


async def test_who_wants_silence_is_not_told_either(
    web: Bot, telegram: FakeTelegram, vote_clock: VoteClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web.listener, "_share", AccountShares(vote_clock, most=1))
    ada = telegram.person(1)
    ada.writes("STOP")
    await ada.hears("nous ne vous écrirons plus")
    for _time in range(4):
        ada.writes("menu")
    await eventually(lambda: telegram.undelivered == 0)

    assert not any(TOO_FAST in message.text for message in ada.chat)


def _dropped() -> float:
    return REGISTRY.get_sample_value("portevoix_dropped_total", {"channel": "telegram", "why": "share"}) or 0.0
