"""Guest mode: whoever names the bot in a chat that it is not in gets one public answer, of facts and projects only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.hands.asked import index_of
from bot.networks.telegram.share import GUESTS
from bot.service import Ears
from bot.settings import Settings
from bot.turn.house import house
from flows.facts import FACTS
from flows.relays.in_public import TOPICS
from storage.database.store import Store
from storage.town import editions
from tests.conftest import load_sample
from tests.fakes.faults import Fault
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_guests import Elsewhere
from tests.fakes.telegram_people import Person, Seen
from tests.support.onlookers import Onlookers
from tests.support.telegram_bot import Bot, VoteClock, by_webhook, eventually

US = "@portevoix_test_bot"
LINK = "https://t.me/portevoix_test_bot?start="
OF_ONES_OWN = ("mon vote est-il bien arrivé ?", "VOTE 12 5", "MESDONNEES", "STOP", "K7M-4PX2", "où en est mon idée ?")
"""What is asked, or done, in private alone; as many as a chat is answered in a minute."""


@dataclass
class Visit(Onlookers):
    """The bot as a guest in a chat of neighbours."""

    there: Elsewhere
    karim: Person

    async def hears(self, words: str) -> Seen:
        """What the bot says there when Karim names it."""
        before = len(self.there.answers)
        self.there.hears(self.karim, words)
        await eventually(lambda: len(self.there.answers) > before, seconds=20)
        return self.there.answers[-1]


@pytest.fixture
async def visit(sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock) -> AsyncIterator[Visit]:
    """A bot that may be a guest, and knows already what may be asked."""
    async with by_webhook(sqlite, telegram, vote_clock, as_guest=True) as bot:
        with sqlite.reading() as tx:
            index_of(editions.find(tx))
        yield Visit(bot, telegram, telegram.elsewhere(-900), telegram.person(8, first_name="Karim"))


def test_what_is_for_everybody_is_a_fact() -> None:
    assert set(FACTS) >= TOPICS


async def test_a_project_is_told_with_how_far_it_is_and_a_way_to_the_private_chat(visit: Visit) -> None:
    said = await visit.hears(f"{US} où en est le projet 12 ?")

    assert "N° 12 · " in said.text
    assert "Aujourd'hui : il est soumis au vote." in said.text
    assert [button["url"] for button in said.buttons] == [f"{LINK}projet_12"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(f"{US} jusqu'à quand peut-on voter ?", "29 novembre", id="a fact"),
        pytest.param(f"Dis, {US.upper()} : à quel âge on peut voter ?", "âge", id="our name in the middle"),
        pytest.param(US, "écrivez-moi en privé", id="nothing but our name"),
        pytest.param(f"{US} la recette de la tarte", "écrivez-moi en privé", id="something else"),
    ],
)
async def test_what_is_asked_is_answered_by_the_facts(words: str, told: str, visit: Visit) -> None:
    said = await visit.hears(words)

    assert told in said.text
    assert [button["url"] for button in said.buttons] == [f"{LINK}groupe"]


async def test_nothing_of_a_person_is_told_or_done(visit: Visit) -> None:
    visit.karim.writes("bonjour")
    await visit.karim.hears("Bonjour")
    await visit.settles()
    kept = visit.rows()

    said = [(await visit.hears(f"{US} {words}")).text for words in OF_ONES_OWN]

    assert [text for text in said if "votre vote" in text.casefold() or "reçu" in text.casefold()] == []
    assert visit.rows() == kept
    assert not visit.bot.is_stopped("8")


async def test_nothing_is_kept_of_the_chat_or_of_who_asked(visit: Visit) -> None:
    before = visit.rows()

    await visit.hears(f"{US} où en est le projet 12 ?")

    assert visit.rows() == before


async def test_who_asks_in_another_language_is_answered_in_it_if_the_edition_speaks_it(visit: Visit) -> None:
    visit.karim = visit.telegram.person(9, first_name="Jo", language_code="en")

    assert "Today: " in (await visit.hears(f"{US} projet 12")).text


async def test_a_chat_is_answered_so_often_and_no_more(visit: Visit) -> None:
    other = visit.telegram.person(9, first_name="Léa")
    for number in range(GUESTS + 3):
        visit.there.hears(visit.karim if number % 2 else other, f"{US} projet {number + 1}")
    await visit.settles()

    assert len(visit.there.answers) == GUESTS


async def test_whoever_asks_everywhere_is_answered_so_often_and_no_more(visit: Visit) -> None:
    chats = [visit.telegram.elsewhere(-1000 - number) for number in range(GUESTS + 3)]
    for chat in chats:
        chat.hears(visit.karim, f"{US} projet 12")
    await visit.settles()

    assert sum(len(chat.answers) for chat in chats) == GUESTS


async def test_an_answer_that_comes_too_late_harms_nothing(visit: Visit) -> None:
    visit.telegram.will(Fault(400, method="answerGuestQuery", saying="Bad Request: query is too old"))

    visit.there.hears(visit.karim, f"{US} projet 12")
    await visit.settles()

    assert "N° 5 · " in (await visit.hears(f"{US} projet 5")).text


async def test_an_older_server_is_asked_once(visit: Visit, capsys: pytest.CaptureFixture[str]) -> None:
    visit.telegram.will(Fault(404, method="answerGuestQuery", saying="Not Found: method not found"))

    for number in (12, 5):
        visit.there.hears(visit.karim, f"{US} projet {number}")
        await visit.settles()

    assert visit.there.answers == []
    assert capsys.readouterr().out.count("GUEST_MODE is off until the next start") == 1
    assert "guest_message" not in visit.bot.listener.kinds


async def test_a_bot_is_not_answered(visit: Visit) -> None:
    visit.karim.user["is_bot"] = True

    visit.there.hears(visit.karim, f"{US} projet 12")
    await visit.settles()

    assert visit.there.answers == []


@pytest.mark.parametrize("mode", ["on", "off"])
async def test_the_setting_has_telegram_bring_such_questions(
    mode: str, sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> None:
    load_sample(sqlite)
    settings = Settings(
        telegram_token=telegram.token,
        telegram_api_base=telegram.url,
        public_url="https://town.example",
        secret_key="only the tests know",
        guest_mode=mode,
    )

    with house(sqlite, vote_clock) as home:
        async with Ears(home, settings).listening():
            await eventually(lambda: bool(telegram.webhook_info["url"]))

    assert ("guest_message" in telegram.webhook_info["allowed_updates"]) is (mode == "on")


async def test_it_is_off_unless_it_is_set(web: Bot, telegram: FakeTelegram) -> None:
    there = telegram.elsewhere(-900)

    there.hears(telegram.person(8), f"{US} projet 12")
    await eventually(lambda: telegram.undelivered == 0)
    await web.listener.courtesies()

    assert there.answers == []
    assert telegram.webhook_info["allowed_updates"] == web.listener.kinds
    assert "guest_message" not in web.listener.kinds
