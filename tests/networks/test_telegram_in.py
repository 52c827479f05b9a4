"""Telegram in: a vote by webhook and by polling, whatever the network does meanwhile, and in whatever order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.exc import OperationalError

from bot.turn.message import Heard, Incoming
from bot.turn.waiting_line import WaitingLine
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.inbox import INBOX
from storage.votes.votes import BALLOTS
from tests.fakes.faults import Answer, Fault
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_people import Person
from tests.support.stores import SECRET, Databases
from tests.support.telegram_bot import Bot, VoteClock, button, by_polling, by_webhook, eventually


async def votes_by_taps(ada: Person) -> None:
    """From the first word to the receipt, by taps."""
    ada.starts()
    await ada.hears("budget participatif")
    ada.taps(await button(ada, "Voter"))
    ada.taps(await button(ada, "3 ·"))
    await ada.hears("1 choix sur 3 : 3")
    ada.taps(await button(ada, "Valider mon choix"))
    ada.taps(await button(ada, "Oui, je confirme"))
    await ada.hears("Votre vote est dans l'urne")


async def test_a_whole_vote_by_taps(bot: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)

    await votes_by_taps(ada)

    assert bot.rows(BALLOTS) == 1
    assert telegram.calls_of("editMessageText"), "a choice is ticked in place"
    await eventually(lambda: len(telegram.calls_of("answerCallbackQuery")) == 4)
    assert all(call.answer["ok"] for call in telegram.calls)


async def test_a_whole_vote_while_everything_arrives_twice(bot: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)

    with telegram.deliver(twice=True):
        await votes_by_taps(ada)
    await eventually(lambda: telegram.undelivered == 0)

    assert bot.rows(BALLOTS) == 1
    assert bot.rows(INBOX) == 5


@pytest.mark.filterwarnings("ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning")  # Raised by its own code.
@pytest.mark.parametrize("fault", [429, 500, "drop"])
async def test_a_polling_bot_loses_nothing_to_an_unwell_telegram(
    fault: Answer, sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> None:
    ada = telegram.person(1)
    telegram.will(Fault(fault, method="getMe"))
    telegram.will(Fault(fault, method="deleteWebhook"))
    telegram.will(Fault(fault, method="getUpdates"))
    async with by_polling(sqlite, telegram, vote_clock):
        ada.starts()

        await ada.hears("budget participatif")


async def test_a_polling_bot_goes_on_after_another_one_polled(
    sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> None:
    ada = telegram.person(1)
    telegram.will(Fault(409, method="getUpdates", times=2))
    async with by_polling(sqlite, telegram, vote_clock):
        ada.starts()

        await ada.hears("budget participatif")


async def test_what_was_written_during_an_outage_is_heard_after_it(
    sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> None:
    ada = telegram.person(1)
    ada.starts()
    ada.writes("vote 3 12")

    async with by_webhook(sqlite, telegram, vote_clock):
        await ada.hears("Est-ce bien votre vote ?")


class Away:
    """A store that is away for the first *times* messages."""

    def __init__(self, hear: Callable[[Incoming], Awaitable[Heard]], times: int) -> None:
        self._hear = hear
        self._times = times
        self.refused = 0

    async def heard(self, message: Incoming, *, patient: bool = False) -> Heard:
        if self.refused < self._times:
            self.refused += 1
            raise OperationalError("select", {}, Exception("database is locked"))
        return await self._hear(message)


async def test_while_the_store_is_away_telegram_is_asked_to_come_back(
    web: Bot, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, away = telegram.person(1), Away(web.house.writer.heard, times=2)
    monkeypatch.setattr(web.house.writer, "heard", away.heard)
    ada.starts()

    await ada.hears("budget participatif")
    assert telegram.webhook_info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert web.rows(INBOX) == 1


async def test_by_polling_updates_are_left_with_telegram_until_there_is_room(
    sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = telegram.person(1)
    monkeypatch.setattr(WaitingLine, "is_full", True)
    async with by_polling(sqlite, telegram, vote_clock) as bot:
        ada.starts()
        await asyncio.sleep(0.3)
        assert telegram.undelivered == 1

        monkeypatch.undo()
        await ada.hears("budget participatif")
        assert bot.rows(INBOX) == 1


async def test_a_stale_tap_is_answered_and_does_nothing_else(bot: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    ada.writes("vote")
    old = await button(ada, "3 ·")
    ada.writes("vote 12")
    await ada.hears("Est-ce bien votre vote ?")

    ada.taps(old)

    await ada.hears("Ce bouton n'est plus d'actualité.")
    await eventually(lambda: len(telegram.calls_of("answerCallbackQuery")) == 1)


async def test_a_courtesy_that_fails_costs_nothing(web: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    telegram.will(Fault(400, method="answerCallbackQuery", times=None))

    await votes_by_taps(ada)

    assert web.rows(BALLOTS) == 1


async def test_words_overtaken_by_a_tap_do_not_answer_what_the_tap_brought(web: Bot, telegram: FakeTelegram) -> None:
    """«12» was written to the list; the tap on «Valider» came after it, but reached us first."""
    ada = telegram.person(1)
    ada.writes("vote")
    ada.taps(await button(ada, "3 ·"))
    done = await button(ada, "Valider mon choix")
    with telegram.deliver(late=15.0):
        ada.writes("12")
    ada.taps(done)
    await ada.hears("Est-ce bien votre vote ?")

    await ada.hears("Votre message est arrivé avant ma question. La voici :")


async def test_a_tap_overtaken_by_words_is_out_of_date(web: Bot, telegram: FakeTelegram) -> None:
    """A tap on «3» came before «vote 12», but reached us after it."""
    ada = telegram.person(1)
    ada.writes("vote")
    label = await button(ada, "3 ·")
    with telegram.deliver(late=15.0):
        ada.taps(label)
    ada.writes("vote 12")
    await ada.hears("Est-ce bien votre vote ?")

    await ada.hears("Ce bouton n'est plus d'actualité.")
    assert "3" not in (await ada.hears("Votre vote :")).text.split("Votre vote :")[1].split("\n")[1]


async def test_words_that_follow_at_once_are_heard_though_telegram_tells_whole_seconds(
    web: Bot, telegram: FakeTelegram
) -> None:
    ada = telegram.person(1)
    ada.writes("vote")
    await ada.hears("projets")
    ada.writes("3 12")

    await ada.hears("Est-ce bien votre vote ?")


async def test_a_polling_bot_confirms_nothing_that_is_not_committed(
    sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = telegram.person(1)
    async with by_polling(sqlite, telegram, vote_clock) as bot:
        away = Away(bot.house.writer.heard, times=3)
        monkeypatch.setattr(bot.house.writer, "heard", away.heard)
        ada.starts()
        await eventually(lambda: away.refused == 2)
        assert telegram.undelivered == 1

        await ada.hears("budget participatif")
        await eventually(lambda: telegram.undelivered == 0)


async def test_a_bot_that_starts_again_goes_on_where_the_last_one_stopped(
    databases: Databases, telegram: FakeTelegram, vote_clock: VoteClock
) -> None:
    ada, url = telegram.person(1), databases.url("sqlite")
    async with by_polling(Store(url, Vault(SECRET)), telegram, vote_clock):
        ada.writes("vote 3 12")
        yes = await button(ada, "Oui, je confirme")
    ada.taps(yes)
    async with by_polling(Store(url, Vault(SECRET)), telegram, vote_clock) as bot:
        await ada.hears("Votre vote est dans l'urne")

        assert bot.rows(BALLOTS) == 1
        assert bot.rows(INBOX) == 2
