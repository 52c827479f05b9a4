"""Pictures of projects on Telegram: shown above the text, and never in the way of an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from aiogram.types import Update
from structlog.testing import capture_logs

from bot.channels.telegram_text import CAPTION, messages_of
from bot.networks.base import OptedOut, Rejected, Throttled, Unavailable
from bot.networks.simulator import Simulator
from bot.networks.telegram.network import TelegramNetwork
from bot.networks.telegram.updates import incoming
from bot.turn.message import Incoming, carried
from storage.database.store import Store
from storage.messages.outgoing import Button, Outgoing, Parcel
from storage.town import editions
from tests.fakes.faults import Answer, Fault
from tests.fakes.telegram import FakeTelegram
from tests.networks.test_telegram_webhook import posted, private, tap_update, text_update
from tests.support.telegram_bot import Bot, VoteClock, button, by_polling, by_webhook

PHOTO = "https://montreval.example/photos/12.jpg"
KEYS = ((Button("Voter", "7:vote"), Button("☰ Menu", "menu")),)
LABELS = ["Voter", "☰ Menu"]
LONG = Outgoing("x" * (CAPTION + 1), KEYS, "", PHOTO)
SIZE = {"file_id": "A", "file_unique_id": "B", "width": 90, "height": 60}


@pytest.fixture
async def network(telegram: FakeTelegram) -> AsyncIterator[TelegramNetwork]:
    network = TelegramNetwork(telegram.token, telegram.url, patience=2.0)
    yield network
    await network.close()


@pytest.fixture(params=["webhook", "polling"])
async def bot(
    request: pytest.FixtureRequest, sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock
) -> AsyncIterator[Bot]:
    way = by_webhook if request.param == "webhook" else by_polling
    async with way(sqlite, telegram, vote_clock) as bot:
        show_photo(bot, 12)
        yield bot


@pytest.fixture
async def web(sqlite: Store, telegram: FakeTelegram, vote_clock: VoteClock) -> AsyncIterator[Bot]:
    async with by_webhook(sqlite, telegram, vote_clock) as bot:
        show_photo(bot, 12)
        yield bot


def show_photo(bot: Bot, number: int) -> None:
    """The town gives project *number* a picture."""
    with bot.house.store.writing() as tx:
        edition = editions.find(tx)
        projects = tuple(
            replace(project, photo=PHOTO) if project.number == number else project for project in edition.projects
        )
        editions.save(tx, replace(edition, projects=projects))


def parcel(text: str = "Un banc", edits: str = "") -> Parcel:
    return Parcel(1, "telegram", "1", Outgoing(text, KEYS, edits, PHOTO))


async def test_a_picture_has_its_text_and_its_buttons_under_it(
    telegram: FakeTelegram, network: TelegramNetwork
) -> None:
    ada = telegram.person(1)

    ref = await network.send(parcel())

    [shown] = ada.chat
    [call] = telegram.calls_of("sendPhoto")
    assert (call.values["photo"], shown.raw["caption"], shown.labels) == (PHOTO, "Un banc", LABELS)
    assert ref == str(shown.id)


async def test_a_picture_alone_has_its_text_after_it(telegram: FakeTelegram, network: TelegramNetwork) -> None:
    ada = telegram.person(1)

    refs = [await network.send(replace(parcel(), message=message)) for message in messages_of(LONG)]

    picture, words = ada.chat
    assert ("photo" in picture.raw, picture.text, picture.labels) == (True, "", [])
    assert (words.text, words.labels) == (LONG.text, LABELS)
    assert refs == [str(picture.id), str(words.id)]


@pytest.mark.parametrize(
    ("answer", "saying"),
    [
        pytest.param(400, "Bad Request: wrong file identifier/HTTP URL specified", id="no address"),
        pytest.param(400, "Bad Request: failed to get HTTP URL content", id="not found"),
        pytest.param(400, "Bad Request: wrong type of the web page content", id="a page, not a picture"),
        pytest.param(400, "Bad Request: PHOTO_INVALID_DIMENSIONS", id="too large"),
        pytest.param(500, "", id="unwell"),
        pytest.param("timeout", "", id="a site that does not answer"),
    ],
)
@pytest.mark.parametrize(
    "message",
    [pytest.param(Outgoing("Un banc", KEYS, "", PHOTO), id="caption"), pytest.param(LONG, id="long text")],
)
async def test_a_picture_that_does_not_get_through_leaves_its_text(
    answer: Answer, saying: str, message: Outgoing, telegram: FakeTelegram, network: TelegramNetwork
) -> None:
    ada = telegram.person(1)
    telegram.will(Fault(answer, method="sendPhoto", saying=saying))

    with capture_logs() as logs:
        refs = [await network.send(replace(parcel(), message=part)) for part in messages_of(message)]

    [shown] = ada.chat
    assert (refs[-1], shown.text, shown.labels) == (str(shown.id), message.text, LABELS)
    assert [(line["action"], line["photo"]) for line in logs] == [("photo", PHOTO)]


@pytest.mark.parametrize(
    ("answer", "method", "error"),
    [
        pytest.param((429, ""), "sendPhoto", Throttled, id="too many"),
        pytest.param((403, "Forbidden: bot was blocked by the user"), "sendPhoto", OptedOut, id="blocked"),
        pytest.param((400, "Bad Request: BUTTON_DATA_INVALID"), "", Rejected, id="bad message"),
        pytest.param((502, ""), "", Unavailable, id="restarting"),
    ],
)
async def test_what_is_not_the_pictures_fault_says_what_follows_as_for_a_text(
    answer: tuple[Answer, str], method: str, error: type[Exception], telegram: FakeTelegram, network: TelegramNetwork
) -> None:
    ada = telegram.person(1)
    status, saying = answer
    telegram.will(Fault(status, method=method, saying=saying, times=1 if method else 2))

    with pytest.raises(error):
        await network.send(parcel())

    assert ada.chat == []


async def test_a_text_never_takes_the_place_of_a_picture(telegram: FakeTelegram, network: TelegramNetwork) -> None:
    ada = telegram.person(1)
    picture = await network.send(parcel())

    await network.send(Parcel(2, "telegram", "1", Outgoing("Autre chose", KEYS, picture)))

    assert [("photo" in message.raw, message.text) for message in ada.chat] == [
        (True, "Un banc"),
        (False, "Autre chose"),
    ]


async def test_a_project_is_shown_with_its_picture_and_the_talk_goes_on_below(bot: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    ada.writes("projets 12")

    card = await ada.hears("N° 12")
    assert "photo" in card.raw
    ada.taps(await button(ada, "Un autre projet"))
    listed = await ada.hears(lambda message: len(message.labels) > 3)

    assert "photo" not in listed.raw
    assert [message.text for message in ada.said_to_me() if message.id == card.id] == [card.text]


async def test_a_refused_picture_costs_nobody_their_answer(bot: Bot, telegram: FakeTelegram) -> None:
    ada = telegram.person(1)
    telegram.will(Fault(400, method="sendPhoto", saying="Bad Request: failed to get HTTP URL content"))
    ada.writes("projets 12")

    card = await ada.hears("N° 12")

    assert "Menu" in card.labels
    assert "photo" not in card.raw


async def test_a_picture_is_not_in_the_answer_to_the_webhook_which_would_not_tell_of_a_refusal(
    web: Bot, telegram: FakeTelegram
) -> None:
    ada = telegram.person(1)

    answers: list[httpx.Response] = [await posted(web, text_update(8, "projets 12")) for _delivery in range(2)]

    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"")] * 2
    await ada.hears("N° 12")
    assert len(telegram.calls_of("sendPhoto")) == 1


@pytest.mark.parametrize(
    ("content", "on"),
    [
        pytest.param({"text": "Un banc"}, "5", id="a text"),
        pytest.param({"photo": [SIZE], "caption": "Un banc"}, "", id="a picture"),
    ],
)
def test_a_tap_changes_its_message_in_place_only_if_that_is_a_text(content: dict[str, Any], on: str) -> None:
    message = {"message_id": 5, "date": 1_793_869_200, "chat": private(1), **content}

    tapped = incoming(Update.model_validate(tap_update(1, "7:3", message)), "town_bot")

    assert isinstance(tapped, Incoming)
    assert (tapped.tap, tapped.on) == ("7:3", on)


async def test_the_demos_phone_is_told_where_the_picture_is() -> None:
    phones = Simulator()
    await phones.send(parcel())

    event = await anext(phones.listen(["telegram:1"]))

    assert event is not None
    assert (event["photo"], event["text"]) == (PHOTO, "Un banc")


async def test_the_demos_phone_is_given_no_id_that_only_telegram_can_show() -> None:
    phones, sent = Simulator(), parcel()
    await phones.send(replace(sent, message=replace(sent.message, photo="AgACAgQAAx")))

    event = await anext(phones.listen(["telegram:1"]))

    assert event is not None
    assert (event["photo"], event["text"]) == (None, "Un banc")


@pytest.mark.parametrize(
    ("photos", "carries", "taken"),
    [
        pytest.param(("", ""), 1, 1, id="the first"),
        pytest.param(("", ""), 9, 2, id="all"),
        pytest.param((PHOTO, ""), 9, 0, id="none after a picture, or they would overtake it"),
        pytest.param(("", PHOTO, ""), 9, 1, id="those before a picture"),
        pytest.param((), 1, 0, id="nothing"),
    ],
)
def test_an_answer_carries_replies_up_to_the_first_picture(photos: tuple[str, ...], carries: int, taken: int) -> None:
    replies = tuple(Outgoing("Bonjour", photo=photo) for photo in photos)

    assert carried(replies, carries) == replies[:taken]
