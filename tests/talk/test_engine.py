"""The laws that every conversation lives by, with tiny conversations made for the purpose."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from flows.registry import BY_NAME
from flows.talk import engine
from flows.talk.chat import MOST_ANSWERS, AskedAfterDeed, Chat
from flows.talk.deed import Deed, Done, Look
from flows.talk.deeds import AskedOf, IsAmbassadorsWord, SpeakLanguage
from flows.talk.engine import IDLE, MOST_LETTERS
from flows.talk.flow import Flow
from flows.talk.memory import MOST_ASIDE, Memory, Thread, as_json, from_json
from flows.talk.opening import Opening
from flows.talk.questions import Confirm, Option, Pick, PickSome, Reply, Words, YesNo
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned, World
from flows.words import _
from tests.support.ears import EAR, big_edition, paris
from tests.support.french import french

TREES, BENCHES, LIGHTS = (Option(name, _(label)) for name, label in (("t", "Arbres"), ("b", "Bancs"), ("l", "Lampes")))


class Plant(Deed[Done]):
    """The deed of the tiny conversations."""


def garden(chat: Chat, scene: Scene) -> None:
    """Three questions, a deed, a goodbye."""
    what = chat.ask(
        "what", Pick(_("Quoi ?"), options=(TREES, BENCHES, LIGHTS), help=_("Arbres ou bancs."), topic=_("Quoi"))
    )
    chat.say(_("Va pour {what}.", what=what))
    where = chat.ask("where", Words(_("Où ?"), most=20, topic=_("Où")))
    chat.say(_("Là : {where}.", where=where))
    chat.ask("sure", Confirm(_("Sûr ?"), of=f"{what} {where}"))
    chat.do(Plant())
    chat.say(_("C'est planté."))


def ticking(chat: Chat, scene: Scene) -> None:
    """A choice of several, of which one is gone once the person is 99."""
    options = (TREES, BENCHES) if scene.me.id == 99 else (TREES, BENCHES, LIGHTS)
    choice = chat.ask("choice", PickSome(_("Lesquels ?"), options=options, most=2))
    chat.ask("sure", YesNo(_("Sûr de {choice} ?", choice=", ".join(choice))))
    chat.say(_("Merci."))


def endless(chat: Chat, scene: Scene) -> None:
    """The same question, again and again."""
    while True:
        chat.ask("more", YesNo(_("Encore ?")))


def late_question(chat: Chat, scene: Scene) -> None:
    """Breaks the second law."""
    chat.do(Plant())
    chat.ask("late", YesNo(_("Trop tard ?")))


def careless(chat: Chat, scene: Scene) -> None:
    """Catches every exception, as one should not."""
    try:
        chat.ask("what", YesNo(_("Vraiment ?")))
    except Exception:
        chat.say(_("Jamais dit."))


def called(chat: Chat, scene: Scene) -> None:
    """What we say first, with a question."""
    chat.say(_("Nouvelle {n}.", n=chat.opening or "?"))
    chat.ask("helps", YesNo(_("Utile ?")))
    chat.ask("why", Words(_("Pourquoi ?")))


def recall(chat: Chat, scene: Scene) -> None:
    """What we say first, to remind of a conversation."""
    chat.say(_("N'oubliez pas."))
    chat.go("garden")


def loop(chat: Chat, scene: Scene) -> None:
    """Hands over to itself for ever."""
    chat.go("loop")


FLOWS = BY_NAME | {
    name: Flow(name, run, secret=name == "garden", word="APPEL" if name == "called" else "")
    for name, run in {
        "garden": garden,
        "ticking": ticking,
        "endless": endless,
        "late": late_question,
        "careless": careless,
        "loop": loop,
        "called": called,
        "recall": recall,
    }.items()
}


@dataclass
class Person:
    """Someone talking with the engine; all that is kept between two messages goes through JSON, as in the store."""

    me: Me = field(default_factory=lambda: Me(1))
    memory: Memory = field(default_factory=Memory)
    deeds: list[Deed[Any]] = field(default_factory=list)
    clock: float = 1000.0
    serial: int = 0
    turned: Turned | None = None

    def opens(self, flow: str) -> str:
        """Begin *flow*; the question it asks."""
        self.memory = self.memory.begin(flow)
        return self.says("bonjour")[-1]

    def says(self, text: str = "", *, tap: str = "", token: int = 0, at: float = 0, vouched: bool = True) -> list[str]:
        """What is said and asked in return."""
        self.clock += 10
        self.serial += 1
        scene = Scene(big_edition(6), paris(2026, 11, 5, 10), self.me)
        reply = Reply(text, tap, token, vouched, at or self.clock, self.serial)
        world = World(FLOWS, EAR, self._does, lambda: 0)
        turned = engine.turn(scene, self.memory, reply, world)
        kept = turned.remembered((), turned.token(self.serial), self.clock)
        self.memory, self.turned = from_json(as_json(kept)), turned
        asked = [french(turned.asking.question.prompt)] if turned.asking else []
        return [*(french(said.text) for said in turned.said), *asked]

    def taps(self, option: str, token: int | None = None) -> list[str]:
        """A tap on a button of the question now shown, or of the one that had *token*."""
        return self.says(tap=option, token=self.token if token is None else token)

    @property
    def token(self) -> int:
        """What the buttons now on the screen carry."""
        assert self.memory.open is not None
        assert self.memory.open.asked is not None
        return self.memory.open.asked.token

    def _does(self, deed: Deed[Any] | Look[Any]) -> Any:
        if isinstance(deed, AskedOf):  # the tiny town has no answers
            return ()
        if isinstance(deed, IsAmbassadorsWord):  # nor ambassadors
            return False
        assert isinstance(deed, Deed), "there is nothing to see in the tiny conversations"
        self.deeds.append(deed)
        return Done()


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def gardener(person: Person) -> Person:
    """Someone who was asked what to plant."""
    person.opens("garden")
    return person


def pushed(person: Person, wish: str) -> list[str]:
    """What the person is told when we speak first."""
    person.clock += 10
    scene = Scene(big_edition(6), datetime.fromtimestamp(person.clock, UTC), person.me)
    world = World(FLOWS, EAR, person._does, lambda: 0)
    turned = engine.push(scene, person.memory, Opening.read(wish), "", world)
    person.memory = from_json(as_json(turned.remembered((), turned.token(0), person.clock)))
    return [french(said.text) for said in turned.said]


class TestSpeakingFirst:
    """Law 3, when it is we who speak: no digit is heard by a question that the person did not see."""

    def test_a_question_of_ours_waits_while_another_is_on_the_screen(self, person: Person) -> None:
        person.opens("ticking")
        told = pushed(person, "called 1")

        assert told == ["Grande-Ville : Nouvelle 1.", "Pour y répondre : APPEL."]
        assert open_flow(person) == "ticking"

    def test_it_is_put_once_the_other_was_left_for_long(self, person: Person) -> None:
        person.opens("ticking")
        person.clock += IDLE
        assert pushed(person, "called 1") == ["Grande-Ville : Nouvelle 1."]

        assert open_flow(person) == "called"

    def test_but_never_over_a_vote_however_old(self, gardener: Person) -> None:
        gardener.clock += 10 * IDLE
        told = pushed(gardener, "called 1")

        assert told == ["Grande-Ville : Nouvelle 1.", "Pour y répondre : APPEL."]
        assert gardener.says("arbres")[-1] == "Où ?"

    def test_what_was_begun_of_the_same_kind_is_not_wiped(self, person: Person) -> None:
        pushed(person, "called 1")
        person.says("oui")
        person.clock += IDLE
        pushed(person, "called 2")

        assert person.memory.open
        assert person.memory.open.answers == (("helps", True),)

    def test_it_takes_the_place_of_no_draft(self, person: Person) -> None:
        for n in range(MOST_ASIDE):
            person.memory = replace(person.memory, aside=(*person.memory.aside, Thread(f"d{n}", "", (("a", "b"),))))
        person.opens("ticking")
        pushed(person, "called 1")

        assert [thread.flow for thread in person.memory.aside] == ["d0", "d1", "d2", "d3"]

    def test_of_two_that_wait_the_newer_is_kept(self, person: Person) -> None:
        person.opens("ticking")
        pushed(person, "called 1")
        pushed(person, "called 2")

        assert [(thread.flow, thread.opening) for thread in person.memory.aside] == [("called", "2")]

    def test_what_only_reminds_of_the_open_question_opens_nothing_beside_it(self, gardener: Person) -> None:
        assert pushed(gardener, "recall") == ["Grande-Ville : N'oubliez pas."]

        assert gardener.memory.aside == ()
        assert gardener.says("arbres")[-1] == "Où ?"


def open_flow(person: Person) -> str:
    """The conversation whose question is on the screen."""
    assert person.memory.open
    assert person.memory.open.asked
    return person.memory.open.flow


# Answers are the state


def test_a_flow_goes_on_from_answer_to_answer_and_what_was_said_before_is_not_said_again(gardener: Person) -> None:
    assert gardener.says("arbres") == ["Va pour t.", "Où ?"]
    assert gardener.says("place du marché") == ["Là : place du marché.", "Sûr ?"]
    assert gardener.says("oui") == ["C'est planté."]


def test_the_memory_is_deleted_when_the_flow_ends_and_what_was_said_is_kept_secret(gardener: Person) -> None:
    for words in ("bancs", "ici", "oui"):
        gardener.says(words)

    assert gardener.memory == Memory()
    assert gardener.turned is not None
    assert gardener.turned.secret


def test_a_deed_is_done_once_whatever_is_said_afterwards(gardener: Person) -> None:
    for words in ("bancs", "ici", "oui", "oui", "menu", "bonjour"):
        gardener.says(words)

    assert [type(deed) for deed in gardener.deeds] == [Plant]


def test_asking_after_a_deed_raises(person: Person) -> None:
    with pytest.raises(AskedAfterDeed, match="late"):
        person.opens("late")


def test_no_except_in_a_flow_can_swallow_the_end_of_its_run(person: Person) -> None:
    assert person.opens("careless") == "Vraiment ?"


def test_flows_that_hand_over_without_end_are_told_apart(person: Person) -> None:
    with pytest.raises(RuntimeError, match="without end"):
        person.opens("loop")


def test_a_question_asked_in_a_loop_counts_itself(person: Person) -> None:
    person.opens("endless")
    person.says("oui")
    person.says("non")

    assert person.memory.open is not None
    assert person.memory.open.answers == (("more", True), ("more.2", False))


def test_a_conversation_holds_so_many_answers_and_then_says_the_ways_out(person: Person) -> None:
    person.opens("endless")
    for _n in range(MOST_ANSWERS):
        assert person.says("oui") == ["Encore ?"]

    [told] = person.says("oui")

    assert "RETOUR" in told
    assert "ANNULER" in told
    assert person.memory.open is not None
    assert len(person.memory.open.answers) == MOST_ANSWERS
    assert person.says("retour") == ["Encore ?"]


def test_a_text_that_is_too_long_is_refused_with_its_limit_and_the_question_stays(gardener: Person) -> None:
    gardener.says("bancs")

    assert gardener.says("x" * (MOST_LETTERS + 500)) == ["C'est trop long : 20 lettres au plus.", "Où ?"]


# The third law


def test_a_tap_on_an_old_keyboard_is_not_heard(gardener: Person) -> None:
    old = gardener.token
    gardener.says("bancs")
    gardener.says("retour")

    assert gardener.taps("t", old) == ["Ce bouton n'est plus d'actualité.", "Quoi ?"]
    assert gardener.turned is not None
    assert not gardener.turned.in_place


def test_a_message_written_before_the_question_was_shown_is_not_heard(gardener: Person) -> None:
    gardener.says("bancs")

    assert gardener.says("ici", at=1) == [
        "Votre message est arrivé avant ma question. La voici :",
        "Va pour b.",
        "Où ?",
    ]


def test_a_tap_on_what_is_over_opens_the_menu(gardener: Person) -> None:
    old = gardener.token
    gardener.says("annuler")

    assert gardener.says(tap="t", token=old)[0] == "Ce bouton n'est plus d'actualité."


def test_an_answer_that_is_no_longer_one_is_asked_again_and_the_reply_in_hand_answers_nothing(person: Person) -> None:
    person.opens("ticking")
    person.taps("t")
    person.taps("l")
    assert person.taps("!") == ["Sûr de t, l ?"]

    person.me = replace(person.me, id=99)

    assert person.says("oui") == ["Ce que vous aviez choisi n'est plus possible. Choisissez de nouveau.", "Lesquels ?"]


def test_what_is_ticked_survives_and_a_tap_only_changes_the_look_in_place(person: Person) -> None:
    person.opens("ticking")
    before = person.token
    person.taps("t")

    assert person.memory.open is not None
    assert person.memory.open.asked is not None
    assert person.memory.open.asked.view.ticked == ("t",)
    assert person.token == before
    assert person.turned is not None
    assert person.turned.in_place


def test_what_was_ticked_and_is_no_longer_an_option_is_not_sent(person: Person) -> None:
    person.opens("ticking")
    person.taps("t")
    person.taps("l")

    person.me = replace(person.me, id=99)

    assert person.taps("!") == ["Sûr de t ?"]


# The ways that work in every flow


def test_back_forgets_the_last_answer_then_leads_to_the_menu(gardener: Person) -> None:
    gardener.says("bancs")
    gardener.says("ici")

    assert gardener.says("retour")[-1] == "Où ?"
    assert gardener.says("retour")[-1] == "Quoi ?"
    assert "Que voulez-vous faire ?" in gardener.says("retour")[-1]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        pytest.param(["retour"], "Où ?", id="back once"),
        pytest.param(["retour", "retour"], "Quoi ?", id="back twice"),
        pytest.param(["modifier 1"], "Quoi ?", id="the first answer by its number"),
        pytest.param(["modifier", "où"], "Où ?", id="the second from the list"),
        pytest.param(["modifier", "quoi"], "Quoi ?", id="by its name"),
        pytest.param(["modifier", "retour"], "Sûr ?", id="back from the list of answers changes nothing"),
        pytest.param(["modifier 7"], "Sûr ?", id="an answer that there is not"),
        pytest.param(["modifier", "charabia"], "Quelle réponse voulez-vous modifier ?", id="not understood"),
        pytest.param(["aide"], "Sûr ?", id="help asks again"),
        pytest.param(["contact", "aide"], "Sûr ?", id="contact leaves the question open"),
        pytest.param(["english"], "Sûr ?", id="another language"),
        pytest.param(["menu"], "Le vote est ouvert.", id="the menu"),
        pytest.param(["bonjour"], "Sûr ?", id="coming back"),
        pytest.param(["merci"], "Sûr ?", id="thanks"),
    ],
)
def test_the_ways_work_without_the_flow_knowing(gardener: Person, words: list[str], asked: str) -> None:
    for written in ["bancs", "ici", *words]:
        heard = gardener.says(written)

    assert heard[-1].startswith(asked)


def test_modifying_one_answer_keeps_the_others_and_confirms_anew(gardener: Person) -> None:
    gardener.says("bancs")
    gardener.says("ici")
    gardener.says("modifier 1")

    assert gardener.says("lampes") == ["Là : ici.", "Sûr ?"]
    assert gardener.memory.open is not None
    assert dict(gardener.memory.open.answers) == {"where": "ici", "what": "l"}


def test_a_choice_of_several_comes_back_as_it_was_ticked_to_who_taps(person: Person) -> None:
    person.opens("ticking")
    person.taps("t")
    person.taps("b")
    person.taps("!")

    person.taps("modify")

    assert person.memory.open is not None
    assert person.memory.open.asked is not None
    assert person.memory.open.asked.view.ticked == ("t", "b")


def test_who_writes_modify_chooses_afresh_so_that_one_number_is_the_whole_choice(person: Person) -> None:
    person.opens("ticking")
    person.taps("t")
    person.taps("b")
    person.taps("!")

    assert person.says("modifier") == ["Lesquels ?"]
    assert person.memory.open is not None
    assert person.memory.open.asked is not None
    assert person.memory.open.asked.view.ticked == ()


def test_cancelling_drops_the_conversation_and_does_nothing(gardener: Person) -> None:
    gardener.says("bancs")

    assert gardener.says("annuler") == ["C'est annulé, rien n'a été envoyé. Pour la suite : MENU."]
    assert gardener.memory.open is None
    assert gardener.deeds == []


def test_the_menu_keeps_what_was_under_way_for_later(gardener: Person) -> None:
    gardener.says("bancs")
    gardener.says("menu")

    gardener.memory = gardener.memory.take_up("garden")

    assert gardener.says("place du marché")[-1] == "Sûr ?"


def test_another_language_is_spoken_at_once_at_the_same_question(gardener: Person) -> None:
    assert gardener.says("english") == ["Quoi ?"]
    assert gardener.deeds == [SpeakLanguage("en")]


def test_help_comes_in_other_words_at_the_second_misunderstanding_and_a_person_at_the_third(gardener: Person) -> None:
    sorry, help_, person = "Je n'ai pas compris.", "Arbres ou bancs.", "Une personne peut vous aider : 01 99 00 00 00."

    assert gardener.says("xyz") == [sorry, "Quoi ?"]
    assert gardener.says("xyz") == [sorry, help_, "Quoi ?"]
    assert gardener.says("xyz") == [sorry, person, "Quoi ?"]
    gardener.says("bancs")
    assert gardener.memory.misses == 0


@pytest.mark.parametrize("words", ["xyz", "merci", "stop", "désabonnement", ""])
def test_who_asked_for_silence_hears_nothing(person: Person, words: str) -> None:
    person.me = replace(person.me, stopped=True)

    assert person.says(words) == []
    assert person.turned is not None
    assert person.turned.silent


@pytest.mark.parametrize(
    "words", ["menu", "vote", "bonjour", "retour", "english", "/vote", "12 34", "je vote pour le 12"]
)
def test_who_asked_for_silence_and_wants_something_hears_once_a_day_how_to_come_back(
    person: Person, words: str
) -> None:
    person.me = replace(person.me, stopped=True)

    [told] = person.says(words)

    assert "Pour reprendre : START" in told
    assert person.turned is not None
    assert person.turned.secret, "nothing is kept of what they wrote"
    assert person.says(words) == []


@pytest.mark.parametrize("words", ["start", "START", "contact", "aide", "/start", "/start vote"])
def test_who_asked_for_silence_still_finds_the_way_back(person: Person, words: str) -> None:
    person.me = replace(person.me, stopped=True)

    assert person.says(words) != []


def test_a_newcomer_gets_the_notice_with_the_first_reply(person: Person) -> None:
    person.me = replace(person.me, new=True)

    notice, *rest = person.says("vote")

    assert "CONTACT" in notice
    assert rest[-1].startswith("Choisissez")
