"""The real clients of Telegram, unmodified, talk to the fake one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from aiogram import Bot as Aiogram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from telegram import Bot as Ptb
from telegram import InlineKeyboardButton as PtbButton
from telegram import InlineKeyboardMarkup as PtbMarkup
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from tests.fakes.faults import Answer, Fault
from tests.fakes.staging import Staging
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_people import PICTURE

YES_NO = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Oui", callback_data="7:oui"),
            InlineKeyboardButton(text="Non", callback_data="7:non"),
        ]
    ]
)


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram(Staging(pace=0.01)) as fake:
        yield fake


@pytest.fixture
async def aiogram(telegram: FakeTelegram) -> AsyncIterator[Aiogram]:
    bot = Aiogram(telegram.token, AiohttpSession(api=TelegramAPIServer.from_base(telegram.url)))
    yield bot
    await bot.session.close()


@pytest.fixture
async def ptb(telegram: FakeTelegram) -> AsyncIterator[Ptb]:
    async with Ptb(telegram.token, base_url=f"{telegram.url}/bot", base_file_url=f"{telegram.url}/file/bot") as bot:
        yield bot


async def test_aiogram_hears_a_text_asks_back_and_hears_the_tap(telegram: FakeTelegram, aiogram: Aiogram) -> None:
    ada = telegram.person(1, first_name="Ada", language_code="fr")
    ada.starts("quartier-nord")
    [started] = await aiogram.get_updates(timeout=5)
    assert started.message is not None
    assert started.message.from_user is not None

    asked = await aiogram.send_message(1, "<b>Envoyer</b> ce vote ?", parse_mode="HTML", reply_markup=YES_NO)
    ada.taps("Oui")
    [tapped] = await aiogram.get_updates(offset=started.update_id + 1, timeout=5)
    assert tapped.callback_query is not None
    await aiogram.answer_callback_query(tapped.callback_query.id, text="C’est noté")
    await aiogram.edit_message_text("Merci !", chat_id=1, message_id=asked.message_id)

    assert (started.message.text, started.message.from_user.language_code) == ("/start quartier-nord", "fr")
    assert asked.entities is not None
    assert (asked.entities[0].type, asked.entities[0].length) == ("bold", 7)
    assert tapped.callback_query.data == "7:oui"
    assert ada.notices == ["C’est noté"]
    assert [(message.text, message.labels) for message in ada.chat[1:]] == [("Merci !", [])]
    assert telegram.oddities == []


async def test_python_telegram_bot_sends_edits_and_removes(telegram: FakeTelegram, ptb: Ptb) -> None:
    ada = telegram.person(1)

    sent = await ptb.send_message(1, "Une idée ?", reply_markup=PtbMarkup([[PtbButton("Oui", callback_data="1:oui")]]))
    await ptb.edit_message_reply_markup(1, sent.message_id)
    gone = await ptb.send_message(1, "Oubliez ceci.", reply_to_message_id=sent.message_id)
    await ptb.delete_message(1, gone.message_id)

    assert [(message.text, message.labels) for message in ada.chat] == [("Une idée ?", [])]
    assert telegram.oddities == []


async def test_files_travel_both_ways_with_either_client(telegram: FakeTelegram, aiogram: Aiogram, ptb: Ptb) -> None:
    ada = telegram.person(1)
    ada.sends_photo(b"a bench", caption="Un banc ici")
    [update] = await aiogram.get_updates()
    assert update.message is not None
    assert update.message.photo is not None

    received = await aiogram.download(update.message.photo[-1].file_id)
    resent = await aiogram.send_photo(1, BufferedInputFile(PICTURE, "carte.png"), caption="Votre carte")
    document = await ptb.send_document(1, b"\r\n--%PDF\x00\xff", filename="reçu.pdf")
    assert document.document is not None
    kept = await (await ptb.get_file(document.document.file_id)).download_as_bytearray()

    assert received is not None
    assert received.read() == b"a bench"
    assert resent.caption == "Votre carte"
    assert document.document.file_name == "reçu.pdf"
    assert bytes(kept) == b"\r\n--%PDF\x00\xff"
    assert telegram.oddities == []


async def test_location_contact_and_correction_reach_the_bot(telegram: FakeTelegram, aiogram: Aiogram) -> None:
    ada = telegram.person(1, first_name="Ada")
    ada.sends_location(45.78, 3.09)
    ada.shares_contact("+33639980001")
    ada.shares_contact("+33639980002", own=False)
    ada.writes("un bnac")
    ada.edits_last("un banc")

    place, own, other, _, corrected = await aiogram.get_updates()

    assert place.message is not None
    assert place.message.location is not None
    assert place.message.location.latitude == 45.78
    assert own.message is not None
    assert own.message.contact is not None
    assert own.message.contact.user_id == 1
    assert other.message is not None
    assert other.message.contact is not None
    assert other.message.contact.user_id is None
    assert corrected.edited_message is not None
    assert corrected.edited_message.text == "un banc"


async def test_a_person_who_blocks_the_bot_is_told_and_refused(
    telegram: FakeTelegram, aiogram: Aiogram, ptb: Ptb
) -> None:
    ada = telegram.person(1)
    ada.blocks()

    [update] = await aiogram.get_updates()

    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await aiogram.send_message(1, "Bonjour")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(1, "Bonjour")
    ada.unblocks()
    await ptb.send_message(1, "De retour")


async def test_a_group_brings_the_bot_in_and_throws_it_out(telegram: FakeTelegram, ptb: Ptb) -> None:
    ada, group = telegram.person(1), telegram.group(-100200, title="Les Vergnes")
    with pytest.raises(Forbidden, match="not a member"):
        await ptb.send_message(-100200, "Bonjour")
    group.adds_bot(by=ada)
    ada.writes("on se voit samedi ?", to=group)
    ada.writes("/relier", to=group)
    await ptb.send_message(-100200, "C’est relié.")

    joined, command = await ptb.get_updates()
    await ptb.leave_chat(-100200)

    assert joined.my_chat_member is not None
    assert joined.my_chat_member.chat.title == "Les Vergnes"
    assert command.message is not None
    assert command.message.text == "/relier"
    assert [message.text for message in group.chat] == ["on se voit samedi ?", "/relier", "C’est relié."]
    with pytest.raises(Forbidden, match="not a member"):
        await ptb.send_message(-100200, "Au revoir")


async def test_what_the_fake_has_no_code_for_is_answered_by_the_description(telegram: FakeTelegram, ptb: Ptb) -> None:
    if telegram.spec is None:
        pytest.skip("Needs the published description of the Bot API, which is not beside the project.")
    telegram.person(1)

    dice = await ptb.send_dice(1)
    venue = await ptb.send_venue(1, 45.7, 3.1, "Mairie", "10 rue Philippe-Marcombes")

    assert dice.dice is not None
    assert venue.venue is not None
    assert await ptb.set_my_description("Budget participatif") is True
    assert (await ptb.get_my_name()).name


async def test_commands_polls_and_chats_are_remembered(telegram: FakeTelegram, aiogram: Aiogram) -> None:
    telegram.person(1, first_name="Ada")
    commands = [BotCommand(command="aide", description="Que faire ici")]

    await aiogram.set_my_commands(commands)
    poll = await aiogram.send_poll(1, "Un banc ?", ["Oui", "Non"])

    assert [command.description for command in await aiogram.get_my_commands()] == ["Que faire ici"]
    assert poll.poll is not None
    assert [option.text for option in poll.poll.options] == ["Oui", "Non"]
    assert (await aiogram.get_chat(1)).first_name == "Ada"
    assert (await aiogram.me()).is_bot


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        pytest.param(403, TelegramForbiddenError, id="403"),
        pytest.param(429, TelegramRetryAfter, id="429"),
        pytest.param(500, TelegramServerError, id="500"),
        pytest.param("timeout", TelegramNetworkError, id="silence"),
        pytest.param("drop", TelegramNetworkError, id="hung up"),
    ],
)
async def test_aiogram_meets_each_fault_once(
    answer: Answer, error: type[Exception], telegram: FakeTelegram, aiogram: Aiogram
) -> None:
    ada = telegram.person(1)
    telegram.will(Fault(answer, method="sendMessage"))

    with pytest.raises(error):
        await aiogram.send_message(1, "perdu", request_timeout=1)
    await aiogram.send_message(1, "arrivé")

    assert [message.text for message in ada.chat] == ["arrivé"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        pytest.param(403, Forbidden, id="403"),
        pytest.param(429, RetryAfter, id="429"),
        pytest.param(500, NetworkError, id="500"),
        pytest.param("timeout", TimedOut, id="silence"),
        pytest.param("drop", NetworkError, id="hung up"),
    ],
)
@pytest.mark.filterwarnings("ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning")  # Raised by its own code.
async def test_python_telegram_bot_meets_each_fault_once(
    answer: Answer, error: type[Exception], telegram: FakeTelegram, ptb: Ptb
) -> None:
    ada = telegram.person(1)
    telegram.will(Fault(answer, method="sendMessage"))

    with pytest.raises(error):
        await ptb.send_message(1, "perdu", read_timeout=0.3)
    await ptb.send_message(1, "arrivé")

    assert [message.text for message in ada.chat] == ["arrivé"]


async def test_a_fault_says_how_long_to_wait(telegram: FakeTelegram, aiogram: Aiogram) -> None:
    telegram.person(1)
    telegram.will(Fault(429, retry_after=7))

    with pytest.raises(TelegramRetryAfter) as refused:
        await aiogram.send_message(1, "Bonjour")

    assert refused.value.retry_after == 7


@pytest.mark.parametrize("answer", ["timeout", "drop"])
async def test_an_answer_can_be_lost_though_the_message_arrived(
    answer: Answer, telegram: FakeTelegram, ptb: Ptb
) -> None:
    ada = telegram.person(1)
    telegram.will(Fault(answer, method="sendMessage", acting=True))

    with pytest.raises(NetworkError):
        await ptb.send_message(1, "Bonjour", read_timeout=0.3)

    assert [message.text for message in ada.chat] == ["Bonjour"]


async def test_faults_last_until_it_recovers_and_spare_other_methods(telegram: FakeTelegram, aiogram: Aiogram) -> None:
    telegram.person(1)
    telegram.will(Fault(500, method="sendMessage", times=None))

    for _ in range(3):
        with pytest.raises(TelegramServerError):
            await aiogram.send_message(1, "Bonjour")
    await aiogram.get_me()
    telegram.recovers()

    assert await aiogram.send_message(1, "Bonjour")


async def test_an_edit_that_changes_nothing_is_refused_in_the_words_clients_know(
    telegram: FakeTelegram, aiogram: Aiogram, ptb: Ptb
) -> None:
    telegram.person(1)
    sent = await aiogram.send_message(1, "Bonjour", reply_markup=YES_NO)

    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await aiogram.edit_message_text("Bonjour", chat_id=1, message_id=sent.message_id, reply_markup=YES_NO)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await ptb.edit_message_text("Bonjour", 1, sent.message_id + 1)
