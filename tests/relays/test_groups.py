"""Telegram groups: tied by their ambassador, told little and seldom, asked by polls, and never about anybody."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.types import Update
from sqlalchemy import select

from bot.languages.words import voice
from bot.networks.telegram.network import TelegramNetwork
from bot.networks.telegram.updates import GroupLeft, Ignored, incoming
from bot.relays.relays import relays_due
from flows.words import _
from storage.messages.inbox import INBOX
from storage.messages.outgoing import Outgoing, Parcel
from storage.people import speakers
from storage.people.people import ADDRESSES, GROUP, PEOPLE
from storage.relays import polls
from storage.relays.holders import GROUPS
from storage.relays.polls import POLLS, Polled
from storage.town.editions import find
from tests.fakes.faults import Fault
from tests.support.hall import Hall
from tests.support.relaying import relayed
from tests.support.telegram_bot import eventually


async def test_an_ambassador_ties_a_group_and_the_bot_says_what_it_will_do(hall: Hall) -> None:
    told = await hall.tie()

    assert "3 messages par semaine au plus, entre 9 h et 20 h" in told.text
    assert "Je ne lis que les commandes" in told.text
    assert "/delier" in told.text
    assert "vos-donnees" in told.text
    assert "nadia" not in told.text.casefold()
    assert hall.group is not None


async def test_a_code_is_good_once_and_only_for_its_ambassador(hall: Hall) -> None:
    code = await hall.code()

    wrong = await hall.hears(hall.karim, f"/relier {code}")
    assert "n'est pas le vôtre" in wrong.text
    assert hall.group is None

    await hall.hears(hall.nadia, f"/relier {code}")
    other = hall.telegram.group(-200)
    other.adds_bot(hall.nadia)
    hall.nadia.writes(f"/relier {code}", to=other)
    await eventually(lambda: len([message for message in other.chat if message.is_by_bot]) == 1)
    assert "n'est pas le vôtre" in other.chat[-1].text


async def test_a_code_guessed_at_five_times_is_worth_nothing_and_the_next_ones_are_longer(
    hall: Hall,
) -> None:
    code = await hall.code()
    for _again in range(5):
        hall.telegram_waits()
        await hall.hears(hall.nadia, "/relier 000 000")
    hall.telegram_waits()

    told = await hall.hears(hall.nadia, f"/relier {code}")

    assert "n'est pas le vôtre" in told.text
    assert hall.group is None
    with hall.bot.house.store.reading() as tx:
        nadia = speakers.found(tx, hall.bot.house.store, "telegram", "7")
    assert nadia
    assert (nadia.guesses.count, nadia.guesses.digits) == (6, 4)


async def test_tying_again_says_it_again_and_changes_nothing(hall: Hall) -> None:
    first = await hall.tie()

    again = await hall.hears(hall.nadia, "/relier")

    assert again.text == first.text
    assert hall.bot.rows(GROUPS) == 1


async def test_who_may_end_it(hall: Hall) -> None:
    lea = hall.telegram.person(9, first_name="Léa")
    await hall.tie()

    assert "Seuls l'ambassadeur" in (await hall.hears(lea, "/delier")).text
    assert hall.group is not None
    assert "n'est plus relié" in (await hall.hears(hall.karim, "/delier")).text
    assert hall.group is None

    await hall.tie()
    assert "n'est plus relié" in (await hall.hears(hall.nadia, "/delier")).text
    assert hall.group is None


@pytest.mark.parametrize("how", ["bot removed", "ambassador gone"])
async def test_it_ends_when_either_leaves(how: str, hall: Hall) -> None:
    await hall.tie()

    if how == "bot removed":
        hall.crowd.removes_bot(hall.karim)
    else:
        hall.crowd.loses(hall.nadia)
    await hall.settles()

    await eventually(lambda: hall.group is None)


async def test_someone_else_leaving_changes_nothing(hall: Hall) -> None:
    await hall.tie()

    hall.crowd.loses(hall.karim)
    await hall.settles()

    assert hall.group is not None


async def test_a_group_that_becomes_a_supergroup_is_followed(hall: Hall) -> None:
    await hall.tie()
    new = hall.telegram.group(-1_000_200)

    hall.crowd.becomes(new)
    await hall.settles()

    await eventually(lambda: hall.group is None)
    hall.crowd = new
    assert hall.group is not None
    relayed(hall.room, "Le vote est ouvert.", "opens")
    await hall.nadia.hears("Le vote est ouvert.")  # or its button would be taken for that of the next one
    hall.nadia.writes("RELAYER")
    await hall.nadia.hears("Que faisons-nous")
    hall.nadia.taps("Envoyer")
    await hall.nadia.hears("C'est parti")
    relays_due(hall.room)
    await eventually(lambda: any("Le vote est ouvert." in message.text for message in hall.said))


async def test_what_goes_to_a_groups_old_number_reaches_it(hall: Hall) -> None:
    new = hall.telegram.group(-1_000_200)
    hall.crowd.becomes(new)
    network = TelegramNetwork(hall.telegram.token, hall.telegram.url)

    await network.send(Parcel(1, "telegram", "-100", Outgoing("Bonjour")))

    await network.close()
    assert [message.text for message in new.chat] == ["Bonjour"]


async def test_the_phase_with_a_way_into_the_private_chat(hall: Hall) -> None:
    before = await hall.hears(hall.karim, "/bp")
    await hall.tie()

    hall.telegram_waits()
    after = await hall.hears(hall.karim, "/bp")

    assert "Le vote est ouvert. Jusqu'au 29 novembre à 20 h." in before.text
    assert [button["url"] for button in before.buttons] == ["https://t.me/portevoix_test_bot?start=groupe"]
    assert [button["url"] for button in after.buttons] == ["https://t.me/portevoix_test_bot?start=avec_NADIA"]


async def test_a_card_leads_to_its_project_through_the_ambassador(hall: Hall) -> None:
    await hall.tie()

    card = await hall.hears(hall.karim, "/projet 12")

    assert "N° 12 · " in card.text
    assert [button["url"] for button in card.buttons] == ["https://t.me/portevoix_test_bot?start=avec_NADIA_projet_12"]
    hall.karim.starts("avec_NADIA_projet_12")
    await hall.karim.hears("vous venez avec NADIA")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param("/projet 999", "Il n'y a pas de projet n° 999.", id="unknown project"),
        pytest.param("/projet", "par exemple : /projet 12", id="no number"),
        pytest.param("/vote 12", "Écrivez-moi en privé", id="a vote is private"),
        pytest.param("/sondage", "Ce groupe n'est pas relié", id="a poll, untied"),
        pytest.param("/langue en", "Ce groupe n'est pas relié", id="language, untied"),
        pytest.param("/delier", "Ce groupe n'est pas relié", id="untying, untied"),
        pytest.param("/relier", "Écrivez /relier et votre code", id="tying without a code"),
        pytest.param("/relier 123456", "n'est pas le vôtre", id="tying with a guess"),
    ],
)
async def test_what_else_is_answered(words: str, said: str, hall: Hall) -> None:
    assert said in (await hall.hears(hall.karim, words)).text


async def test_idle_commands_get_one_answer_in_a_while(hall: Hall) -> None:
    for _again in range(5):
        hall.karim.writes("/bp", to=hall.crowd)
    await hall.settles()

    await eventually(lambda: len(hall.said) == 1)


async def test_the_groups_language_is_the_editions_first_until_it_chooses(hall: Hall) -> None:
    await hall.tie()

    assert "Français, English" in (await hall.hears(hall.nadia, "/langue klingon")).text
    said = await hall.hears(hall.nadia, "/langue english")
    assert said.text == voice("en").say(_("C'est noté, je parle cette langue ici."))
    assert hall.group is not None
    assert hall.group.language == "en"


async def test_a_survey_question_is_put_as_a_poll_whose_totals_come_back(hall: Hall) -> None:
    await hall.tie()

    hall.nadia.writes("/sondage", to=hall.crowd)
    await eventually(lambda: hall.bot.rows(POLLS) == 1)
    hall.crowd.votes("Un proche")
    hall.crowd.votes("Internet")
    hall.crowd.votes("Un proche")
    await hall.settles()

    [poll] = [message.raw["poll"] for message in hall.crowd.chat if "poll" in message.raw]
    assert poll["is_anonymous"] is True
    assert poll["question"] == "Comment avez-vous connu le budget participatif ?"
    [link] = hall.crowd.chat[-1].buttons
    assert link["url"].endswith("?start=avec_NADIA_enquete")
    await eventually(lambda: totals(hall)[0].voters == 3)
    [counted] = totals(hall)
    assert (counted.question, counted.polls) == ("connu", 1)
    assert [votes for votes in counted.votes.values() if votes] == [2, 1]


async def test_each_question_is_put_once_and_the_next_one_then(hall: Hall) -> None:
    await hall.tie()
    hall.crowd.is_run_by(hall.karim)

    for expected in (1, 2, 3):
        hall.karim.writes("/sondage", to=hall.crowd)
        await eventually(lambda expected=expected: hall.bot.rows(POLLS) == expected)  # type: ignore[misc]  # bound at once
    done = await hall.hears(hall.karim, "/sondage bilan")

    asked = [message.raw["poll"]["question"] for message in hall.crowd.chat if "poll" in message.raw]
    assert len(set(asked)) == 3
    assert "Pourquoi n’avez-vous pas voté ?" not in asked, "a question that depends on another is not put to a group"
    assert "Toutes les questions" in done.text


async def test_a_poll_that_telegram_delivers_again_is_put_once(hall: Hall) -> None:
    await hall.tie()
    raw = command(hall, "/sondage")

    first = await hall.bot.listener.hear(raw, carries=1)
    again = await hall.bot.listener.hear(raw, carries=1)

    assert (first, again) == ((), ())
    assert len(hall.telegram.calls_of("sendPoll")) == 1


async def test_a_poll_is_not_put_by_anybody(hall: Hall) -> None:
    lea = hall.telegram.person(9, first_name="Léa")
    await hall.tie()

    assert "Seuls l'ambassadeur" in (await hall.hears(lea, "/sondage")).text
    assert hall.bot.rows(POLLS) == 0


async def test_where_the_bot_may_not_put_polls_it_says_so(hall: Hall) -> None:
    await hall.tie()
    hall.telegram.will(Fault(400, method="sendPoll", saying="Bad Request: not enough rights to send polls to the chat"))

    assert "Je n'ai pas le droit" in (await hall.hears(hall.nadia, "/sondage")).text


async def test_an_administrator_who_speaks_as_the_group_may_end_it_and_not_tie_it(hall: Hall) -> None:
    as_group = {"from": {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}}
    [refused] = await hall.bot.listener.hear(command(hall, "/relier 123456", **as_group), carries=1)
    await hall.tie()

    [ended] = await hall.bot.listener.hear(command(hall, "/delier", **as_group), carries=1)

    assert "en votre nom" in refused.values["text"]
    assert "n'est plus relié" in ended.values["text"]
    assert hall.group is None


async def test_nobody_in_a_group_is_kept(hall: Hall) -> None:
    await hall.tie()
    people, addresses, inbox = (hall.bot.rows(table) for table in (PEOPLE, ADDRESSES, INBOX))

    for words in ("/bp", "/projet 12", "/vote 3", "je suis Karim, 06 12 34 56 78", "/delier"):
        hall.telegram.person(9, first_name="Léa").writes(words, to=hall.crowd)
    await hall.settles()

    assert (people, addresses, inbox) == tuple(hall.bot.rows(table) for table in (PEOPLE, ADDRESSES, INBOX))
    with hall.bot.house.store.reading() as tx:
        channels = set(tx.execute(select(ADDRESSES.c.channel)).scalars())
    assert channels == {"telegram", GROUP}


def totals(hall: Hall) -> list[Polled]:
    """What the groups answered to the survey of the sample."""
    with hall.bot.house.store.reading() as tx:
        return polls.polls_of(tx, find(tx).id, "bilan-2026")


def command(hall: Hall, words: str, **changes: Any) -> dict[str, Any]:
    """An update as Telegram brings it: Nadia puts a command in the group, or what *changes* make of it."""
    chat = {"id": hall.crowd.shared.id, "type": "supergroup", "title": "Hall 12"}
    sender = {"id": 7, "is_bot": False, "first_name": "Nadia"}
    now = int(hall.bot.house.clock.now().timestamp())
    message = {"message_id": 1, "date": now, "chat": chat, "from": sender, "text": words, **changes}
    if "from" in changes:
        message["sender_chat"] = chat
    return {"update_id": 77, "message": message}


@pytest.mark.parametrize(
    ("status", "heard"),
    [
        pytest.param("left", GroupLeft("-100", "7"), id="left"),
        pytest.param("kicked", GroupLeft("-100", "7"), id="thrown out"),
        pytest.param("member", Ignored("member"), id="came back"),
    ],
)
def test_where_the_bot_runs_the_group_it_is_told_who_leaves(status: str, heard: object) -> None:
    user = {"id": 7, "is_bot": False, "first_name": "Nadia"}
    until = {"until_date": 0} if status == "kicked" else {}
    before, now = {"user": user, "status": "member"}, {"user": user, "status": status, **until}
    chat = {"id": -100, "type": "supergroup", "title": "Hall 12"}
    moved = {"chat": chat, "from": user, "date": 1, "old_chat_member": before, "new_chat_member": now}

    assert incoming(Update.model_validate({"update_id": 1, "chat_member": moved}), "bot") == heard
