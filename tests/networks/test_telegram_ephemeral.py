"""Ephemeral answers: who asks something in a tied group sees the answer alone, and nothing of them is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.networks.telegram.remarked import QUIET
from bot.networks.telegram.share import ALONE, GUESTS
from bot.service import Ears
from bot.settings import Settings
from bot.turn.house import house
from storage.database.store import Store
from tests.conftest import load_sample
from tests.fakes.faults import Fault
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_asking_alone import asks_alone, seen_by
from tests.fakes.telegram_ephemeral import ANSWERED_WITHIN
from tests.fakes.telegram_people import Group, Person, Seen
from tests.support.onlookers import Onlookers
from tests.support.telegram_bot import Bot, VoteClock, by_webhook, eventually
from tests.support.tied import tied_to_nadia

LINK = "https://t.me/portevoix_test_bot?start="


@dataclass
class Square(Onlookers):
    """A tied group; Léa and Karim are in it, and nobody there ever wrote to the bot."""

    clock: VoteClock
    crowd: Group
    lea: Person
    karim: Person

    async def asks(self, words: str, *, alone: bool = True) -> list[Seen]:
        """What Léa sees of the bot's, once all is said that is to be said of her *words*."""
        if alone:
            asks_alone(self.lea, words, self.crowd)
        else:
            self.lea.writes(words, to=self.crowd)
        await self.settles()
        return seen_by(self.lea, self.crowd)


@pytest.fixture
async def square(sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock) -> AsyncIterator[Square]:
    """A bot that answers askers alone."""
    async with by_webhook(sqlite, telegram, vote_clock, alone=True) as bot:
        yield tied(bot, telegram, vote_clock)


def tied(bot: Bot, telegram: FakeTelegram, clock: VoteClock) -> Square:
    """The group, tied to Nadia."""
    tied_to_nadia(bot.house, "-100")
    crowd, karim = telegram.group(-100), telegram.person(8, first_name="Karim")
    crowd.adds_bot(karim)
    return Square(bot, telegram, clock, crowd, telegram.person(9, first_name="Léa"), karim)


@pytest.mark.parametrize(
    ("words", "told", "link"),
    [
        pytest.param("/bp", "Le vote est ouvert.", "avec_NADIA", id="the calendar"),
        pytest.param("/projet 12", "N° 12 · ", "avec_NADIA_projet_12", id="a card"),
        pytest.param("/suivi", "je vous le dis en privé", "avec_NADIA_suivi", id="one's own project"),
        pytest.param("/suivi 12", "je vous le dis en privé", "avec_NADIA_suivi_12", id="a project one follows"),
    ],
)
async def test_the_asker_sees_the_answer_and_nobody_else(words: str, told: str, link: str, square: Square) -> None:
    [seen] = await square.asks(words)

    assert told in seen.text
    assert [button["url"] for button in seen.buttons] == [LINK + link]
    assert seen_by(square.karim, square.crowd) == []


async def test_in_a_topic_it_is_answered_there(square: Square) -> None:
    square.crowd.shared.topics[5] = True
    square.crowd.within = {"message_thread_id": 5, "is_topic_message": True}

    [seen] = await square.asks("/bp")

    assert seen.raw["message_thread_id"] == 5


async def test_of_who_asks_nothing_is_kept_nor_logged(square: Square, capsys: pytest.CaptureFixture[str]) -> None:
    square.lea.user["id"] = 9_000_111_222
    before = square.rows()

    await square.asks("/suivi 12")

    assert square.rows() == before
    out, err = capsys.readouterr()
    assert "9000111222" not in out + err


async def test_a_command_that_all_see_is_answered_alone_by_a_bot_that_runs_the_group(square: Square) -> None:
    square.crowd.shared.runners.add(square.telegram.world.me["id"])

    assert len(await square.asks("/bp", alone=False)) == 1
    assert seen_by(square.karim, square.crowd) == []


async def test_a_command_that_all_see_is_answered_to_all_where_the_bot_does_not_run_the_group(square: Square) -> None:
    [seen] = await square.asks("/bp", alone=False)

    assert "Le vote est ouvert." in seen.text
    assert len(seen_by(square.karim, square.crowd)) == 1
    assert square.bot.listener.ephemeral.on


async def test_what_changes_the_group_is_said_to_all(square: Square) -> None:
    square.crowd.is_run_by(square.lea)

    await square.asks("/langue english", alone=False)

    assert len(seen_by(square.karim, square.crowd)) == 1


async def test_an_update_that_comes_twice_is_answered_once(square: Square) -> None:
    with square.telegram.deliver(twice=True):
        seen = await square.asks("/bp")

    assert len(seen) == 1


async def test_an_answer_that_comes_too_late_is_given_to_nobody(square: Square) -> None:
    with square.telegram.deliver(late=0.2 / square.telegram.pace):
        asks_alone(square.lea, "/bp", square.crowd)
        square.telegram.world.clock = lambda: square.clock.now().timestamp() + ANSWERED_WITHIN + 2
        await eventually(lambda: len(square.telegram.calls_of("sendMessage")) == 1)

    await square.settles()
    assert seen_by(square.lea, square.crowd) == []
    assert seen_by(square.karim, square.crowd) == []


@pytest.mark.parametrize("words", ["/bp", "/suivi"])
async def test_an_older_server_shows_one_answer_to_all_and_is_not_asked_again(
    words: str, square: Square, capsys: pytest.CaptureFixture[str]
) -> None:
    square.telegram.world.knows_ephemeral = False

    first = await square.asks(words, alone=False)
    square.clock.ahead += QUIET
    second = await square.asks(words, alone=False)

    assert len(square.telegram.calls_of("deleteMessage")) == 1
    assert (len(first), len(second)) == (1, 2)
    assert first[0].text == second[1].text
    assert capsys.readouterr().out.count("EPHEMERAL_ANSWERS is off until the next start") == 1


async def test_after_a_restart_it_is_tried_again(square: Square, sqlite: Store) -> None:
    square.telegram.world.knows_ephemeral = False
    await square.asks("/bp", alone=False)
    assert not square.bot.listener.ephemeral.on

    square.telegram.world.knows_ephemeral = True
    async with by_webhook(sqlite, square.telegram, square.clock, alone=True) as again:
        square.bot = again
        before = len(seen_by(square.karim, square.crowd))
        await square.asks("/bp")

    assert len(seen_by(square.karim, square.crowd)) == before
    assert len(seen_by(square.lea, square.crowd)) == before + 1


async def test_one_asker_is_answered_so_often_and_no_more(square: Square) -> None:
    for _again in range(GUESTS + 3):
        asks_alone(square.lea, "/bp", square.crowd)
    await square.settles()

    assert len(seen_by(square.lea, square.crowd)) == GUESTS


async def test_a_group_is_answered_so_often_and_no_more(square: Square) -> None:
    people = [square.telegram.person(1000 + number) for number in range(ALONE + 3)]
    for person in people:
        asks_alone(person, "/bp", square.crowd)
    await square.settles()

    assert sum(len(seen_by(person, square.crowd)) for person in people) == ALONE


async def test_a_refusal_for_a_while_harms_nothing(square: Square) -> None:
    await eventually(lambda: bool(square.telegram.calls_of("sendMessage")))  # the bot has greeted the group
    square.telegram.will(Fault(429, method="sendMessage"))

    assert await square.asks("/bp") == []
    assert len(await square.asks("/bp")) == 1


async def test_it_is_off_unless_it_is_set(web: Bot, telegram: FakeTelegram, vote_clock: VoteClock) -> None:
    square = tied(web, telegram, vote_clock)

    await square.asks("/bp", alone=False)

    assert len(seen_by(square.karim, square.crowd)) == 1
    assert not any("is_ephemeral" in command for listed in telegram.world.commands.values() for command in listed)


async def test_the_menu_of_groups_lists_what_the_asker_alone_is_answered_as_long_as_it_is_set(
    sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> None:
    load_sample(sqlite)

    assert await menus(sqlite, telegram, vote_clock, "on") == {(("bp", True), ("projet", True), ("suivi", True))}
    assert await menus(sqlite, telegram, vote_clock, "off") == set()


async def menus(store: Store, telegram: FakeTelegram, clock: VoteClock, on: str) -> set[tuple[tuple[str, bool], ...]]:
    """What the menu of groups lists, in any language, once a process has started with the setting *on* or off."""
    settings = Settings(
        telegram_token=telegram.token,
        telegram_api_base=telegram.url,
        public_url="https://town.example",
        secret_key="only the tests know",
        ephemeral_answers=on,
    )
    described = len(telegram.calls_of("setMyShortDescription"))
    with house(store, clock) as home:
        async with Ears(home, settings).listening():
            await eventually(lambda: len(telegram.calls_of("setMyShortDescription")) > described)
    of_groups = [listed for scope, listed in telegram.world.commands.items() if "all_group_chats" in scope]
    return {tuple((command["command"], command["is_ephemeral"]) for command in listed) for listed in of_groups}
