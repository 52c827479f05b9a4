"""What a conversation learns of who writes: asked once, when first needed, and kept with its last deed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from flows.people.deeds import Confirmed, Declare, IsDoubtful, StartAfresh
from flows.people.profile import (
    age_band,
    district_of,
    guardian_agreed,
    guardian_agrees,
    is_known,
    keep_declared,
    old_enough,
)
from flows.registry import BY_NAME
from flows.talk import engine
from flows.talk.chat import Chat
from flows.talk.deed import Deed, Done, Look, Refused
from flows.talk.deeds import AskedOf, IsAmbassadorsWord
from flows.talk.flow import Flow
from flows.talk.memory import Memory, as_json, from_json
from flows.talk.questions import Reply, Words
from flows.talk.scene import Me, Scene
from flows.talk.turned import World
from flows.town.rules import Ages
from flows.words import Verbatim, _
from tests.support.ears import EAR, big_edition, paris
from tests.support.french import french

AGES = Ages(propose=11, guardian=15)


class Enrol(Deed[Done]):
    """The last deed."""


def club(chat: Chat, scene: Scene) -> None:
    """Asks all there is to ask, some of it more than once."""
    if not is_known(chat, scene):
        return
    if not old_enough(chat, scene, scene.edition.ages.propose) or not guardian_agrees(chat, scene):
        return
    district, band = district_of(chat, scene), age_band(chat, scene)
    chat.ask("why", Words(_("Pourquoi ?")))
    keep_declared(chat, scene)
    chat.do(Enrol())
    agreed = "accord" if guardian_agreed(chat) else "seul"
    chat.say(Verbatim(f"Inscrit : {district or '?'}, {band or '?'}, {agreed}."))


FLOWS = BY_NAME | {"club": Flow("club", club)}


@dataclass
class Child:
    """Someone who joins the club; all that is kept between two messages goes through JSON, as in the store."""

    me: Me = field(default_factory=lambda: Me(1))
    ages: Ages = AGES
    refused: bool = False
    memory: Memory = field(default_factory=lambda: Memory().begin("club"))
    deeds: list[Deed[Any]] = field(default_factory=list)
    serial: int = 0

    def says(self, *texts: str) -> str:
        """What is said and asked after the last of *texts*."""
        for text in texts:
            heard = self._says(text)
        return heard

    def _says(self, text: str) -> str:
        self.serial += 1
        scene = Scene(replace(big_edition(6), ages=self.ages), paris(2026, 11, 5, 10), self.me)
        reply = Reply(text, "", 0, True, 1000.0 + self.serial, self.serial)
        turned = engine.turn(scene, self.memory, reply, World(FLOWS, EAR, self._does, lambda: 0))
        self.memory = from_json(as_json(turned.remembered((), turned.token(self.serial), 1000.0 + self.serial)))
        asked = [french(turned.asking.question.prompt)] if turned.asking else []
        return "\n".join([*(french(said.text) for said in turned.said), *asked])

    def _does(self, deed: Deed[Any] | Look[Any]) -> Any:
        if isinstance(deed, IsDoubtful):
            return self.me.doubtful
        if isinstance(deed, AskedOf):  # the town has no answers here
            return ()
        if isinstance(deed, IsAmbassadorsWord):  # nor ambassadors
            return False
        assert isinstance(deed, Deed)
        self.deeds.append(deed)
        return Refused(_("Pas maintenant.")) if self.refused and isinstance(deed, StartAfresh) else Done()


@pytest.mark.parametrize(
    ("said", "end"),
    [
        (("slt", "16", "quartier sud", "pr jouer"), "Inscrit : q1, 15-17, seul."),
        (("slt", "j'ai 12 ans", "oui", "sud", "pr jouer"), "Inscrit : q1, 11-14, accord."),
        (("slt", "passer", "oui", "ui", "passer", "voila"), "Inscrit : ?, ?, seul."),
        (("slt", "jsp", "oui", "non", "oui", "passer", "pr jouer"), "Inscrit : ?, ?, accord."),
        (("slt", "9"), "il faut avoir au moins 11 ans"),
        (("slt", "passer", "non"), "il faut avoir au moins 11 ans"),
        (("slt", "12", "non"), "Parle de ton envie à un parent"),
        (("slt", "12", "oui", "nord", "retour", "retour", "retour", "40"), "Dans quel quartier"),
    ],
    ids=[
        "old enough",
        "a child whose parent agrees",
        "rather not say",
        "rather not say, a child",
        "too young",
        "too young, rather not say",
        "nobody was asked",
        "the age was wrong",
    ],
)
def test_each_thing_is_asked_once_and_leads_where_the_rules_say(said: tuple[str, ...], end: str) -> None:
    assert end in Child().says(*said)


@pytest.mark.parametrize(
    ("me", "first"),
    [
        (Me(1), "Quel âge avez-vous ?"),
        (Me(1, band="11-14"), "As-tu l'accord d'un parent"),
        (Me(1, band="18-25"), "Dans quel quartier"),
        (Me(1, band="18-25", district="q2"), "Pourquoi ?"),
        (Me(1, band="0-17"), "Avez-vous au moins 11 ans ?"),
        (Me(1, band="0-10"), "il faut avoir au moins 11 ans"),
    ],
    ids=["nothing", "a child", "a grown-up", "all", "a band that tells neither", "too young"],
)
def test_what_is_known_is_not_asked_again(me: Me, first: str) -> None:
    assert first in Child(me).says("slt")


@pytest.mark.parametrize(
    ("ages", "band", "asked"),
    [
        (Ages(guardian=18), "15-17", "Avez-vous l'accord"),
        (Ages(guardian=18), "11-14", "As-tu l'accord"),
        (Ages(propose=18), "15-17", "le faire avec vous"),
        (Ages(propose=18), "11-14", "le faire avec toi"),
    ],
)
def test_children_are_spoken_to_as_children(ages: Ages, band: str, asked: str) -> None:
    assert asked in Child(Me(1, band=band), ages).says("slt")


def test_an_edition_without_ages_asks_nobody() -> None:
    assert "Dans quel quartier" in Child(ages=Ages()).says("slt")


@pytest.mark.parametrize(
    ("me", "said", "deeds"),
    [
        (Me(1), ("slt", "16", "sud", "x"), [Declare("q1", "15-17"), Enrol()]),
        (Me(1), ("slt", "16", "passer", "x"), [Declare(None, "15-17"), Enrol()]),
        (Me(1, band="18-25"), ("slt", "passer", "x"), [Enrol()]),
        (Me(1), ("slt", "9"), [Declare(None, "0-10")]),
        (Me(1), ("slt", "12", "non"), [Declare(None, "11-14")]),
        (Me(1, band="18-25", district="q1", doubtful=True), ("slt", "oui", "x"), [Confirmed(), Enrol()]),
        (Me(1, band="18-25", district="q1", doubtful=True), ("slt", "non"), [StartAfresh()]),
    ],
    ids=["both", "the age alone", "nothing new", "too young", "nobody agreed", "still the same", "someone else"],
)
def test_what_was_declared_is_kept_with_the_last_deed(me: Me, said: tuple[str, ...], deeds: list[Deed[Any]]) -> None:
    child = Child(me)
    child.says(*said)

    assert [vars_of(deed) for deed in child.deeds] == [vars_of(deed) for deed in deeds]


def test_who_cannot_start_afresh_is_told_why_and_shown_nothing() -> None:
    child = Child(Me(1, band="18-25", district="q1", doubtful=True), refused=True)

    assert child.says("slt", "non") == "Pas maintenant."


def vars_of(deed: Deed[Any]) -> str:
    """The deed with what it holds; those without a value of their own are told apart by their kind."""
    return repr(deed) if isinstance(deed, Declare) else type(deed).__name__
