"""Photos, positions and numbers: to the question that asks for them, to another one, and to none."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels import CHANNELS
from bot.practice.phone import CannotSend, Phone
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from flows.registry import BY_NAME
from flows.talk import engine
from flows.talk.chat import Chat
from flows.talk.deeds import AskedOf, IsAmbassadorsWord
from flows.talk.flow import Flow
from flows.talk.memory import Memory, as_json, from_json
from flows.talk.questions import Number, Option, Photo, Place, Reply, Words
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned, World
from flows.words import _
from storage.database.store import Store
from tests.conftest import HandClock, load_sample
from tests.support.ears import EAR, big_edition, paris
from tests.support.french import french

HERE = (45.78, 3.08)


def bench(chat: Chat, scene: Scene) -> None:
    """A bench: its name, its place, its picture, its cost."""
    name = chat.ask("name", Words(_("Quel nom ?")))
    place = Place(_("Où ?"), options=(Option("nord", _("Quartier Nord")),), skippable=True, topic=_("Où"))
    where = chat.ask("where", place)
    photo = chat.ask("photo", Photo(_("Une photo ?")))
    cost = chat.ask("cost", Number(_("Combien ?"), skippable=True, topic=_("Combien")))
    if not chat.ask("sure", Words(_("Sûr ?"))):
        return
    cost_said = "?" if cost is None else str(cost)
    chat.say(_("{name}, {where}, {photo}, {cost}", name=name, where=place.told(where), photo=photo, cost=cost_said))


FLOWS = BY_NAME | {"bench": Flow("bench", bench)}


class Person:
    """Someone who talks with the engine; what is kept goes through JSON."""

    def __init__(self, flow: str = "", *, new: bool = False) -> None:
        self.me = Me(1, new=new)
        self.memory = Memory().begin(flow) if flow else Memory()
        self.serial = 0
        if flow:
            self.sends(Reply("bonjour"))

    def sends(self, reply: Reply) -> str:
        """What is said and asked in return."""
        self.serial += 1
        scene = Scene(big_edition(6), paris(2026, 11, 5, 10), self.me)
        world = World(FLOWS, EAR, _nothing, lambda: 0)
        turned = engine.turn(scene, self.memory, reply, world)
        kept = as_json(turned.remembered((), turned.token(self.serial), float(self.serial)))
        self.memory = from_json(kept)
        return _spoken(turned)


def _nothing(wish: Any) -> Any:
    if isinstance(wish, IsAmbassadorsWord):
        return False
    assert isinstance(wish, AskedOf), "nothing is done nor looked at here"
    return ()


def _spoken(turned: Turned) -> str:
    asked = (turned.asking.question.prompt,) if turned.asking else ()
    return " ".join(french(text) for text in (*(said.text for said in turned.said), *asked))


def test_an_idea_with_its_position_and_its_photo() -> None:
    ada = Person("bench")

    assert ada.sends(Reply("Un banc")) == "Où ?"
    assert ada.sends(Reply("Le Café", place=HERE)) == "Une photo ?"
    assert ada.sends(Reply("c'est beau", photo="f1")).endswith("l'accompagnent. Combien ?")
    assert ada.sends(Reply("environ 2 000 euros")) == "Sûr ?"
    assert ada.sends(Reply("oui")) == "Un banc, Le Café, position partagée, f1, 2000"


def test_what_was_skipped_stays_skipped_until_it_is_modified() -> None:
    ada = Person("bench")
    ada.sends(Reply("Un banc"))
    for word in ("passer", "non", "jsp"):
        last = ada.sends(Reply(word))

    assert last == "Sûr ?"
    assert ada.sends(Reply("modifier 4")) == "Combien ?"
    assert ada.sends(Reply("mille")) == "Sûr ?"
    assert ada.sends(Reply("retour")) == "Combien ?"
    assert ada.sends(Reply("passr")) == "Sûr ?"
    assert ada.sends(Reply("oui")) == "Un banc, , , ?"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        pytest.param(Reply(photo="f1"), "Je ne lis les photos que quand je vous en demande une.", id="photo"),
        pytest.param(
            Reply("Le Menu", place=HERE), "Je ne lis les positions que quand je vous demande un lieu.", id="position"
        ),
        pytest.param(Reply(contact="+33639980001"), "Pour relier ce numéro à Telegram, écrivez RELIER.", id="number"),
    ],
)
def test_what_nobody_asked_for_leaves_the_question_and_counts_as_no_miss(reply: Reply, said: str) -> None:
    ada, bob, eve = Person("bench"), Person(), Person(new=True)

    for _again in range(4):
        assert ada.sends(reply) == f"{said} Quel nom ?"
    assert ada.memory.misses == 0
    assert bob.sends(reply).startswith(said)
    assert bob.memory.open is not None
    assert bob.memory.open.flow == "menu"
    assert said in eve.sends(reply)


def test_the_words_under_a_photo_that_nobody_asked_for_open_a_conversation() -> None:
    ada = Person()

    said = ada.sends(Reply("projets", photo="f1"))

    assert said.startswith("Je ne lis les photos que quand je vous en demande une.")
    assert ada.memory.open is not None
    assert ada.memory.open.flow == "browse"


def test_a_photo_comes_through_the_whole_turn(sqlite: Store) -> None:
    load_sample(sqlite)
    phone, turns = Phone("telegram", "1001"), Turns(sqlite, HandClock())

    for message in (phone.sends_photo("un banc"), phone.shares_place(*HERE), phone.shares_contact()):
        [heard] = turns.hear([message])
        assert any("RELIER" in reply.text or "Je ne lis les" in reply.text for reply in heard.replies), message


def test_a_phone_sends_by_sms_only_words() -> None:
    phone = Phone("sms", "+33639980001")

    with pytest.raises(CannotSend, match="telegram>"):
        phone.sends_photo()


def test_every_channel_says_what_people_can_do_on_it() -> None:
    assert {channel.name: channel.can for channel in CHANNELS} == {
        "telegram": {"taps", "photo", "place", "contact"},
        "sms": frozenset(),
    }
    assert Phone("telegram", "1001").shares_contact().contact == "+33639981001"
    assert isinstance(Phone("telegram", "1001").shares_contact("+33639980001"), Incoming)
