"""Asking for silence in the forms people use, and never by a guess."""

from __future__ import annotations

import pytest

from flows.talk.doors import door, slip
from flows.talk.keywords import keyword
from flows.talk.memory import Asked, Memory, Thread, View
from flows.talk.questions import Reply
from flows.understanding.lexicon import near_silence
from flows.understanding.optout import OptOut
from flows.understanding.senses import Sense
from storage.database.store import Store
from tests.conftest import HandClock, load_sample
from tests.support.ears import EAR
from tests.support.player import Player
from tests.support.shared_data import SHARED_CASES, needs_shared_cases

WORDS = EAR.lexicon
IN_AN_IDEA = Memory(open=Thread("propose", asked=Asked("title", 77, 0.0, View())))


def heard(text: str) -> Sense | None:
    """What *text* means of silence, while the title of an idea is asked for."""
    knocked = door(Reply(text), IN_AN_IDEA, WORDS)
    return knocked if isinstance(knocked, Sense) else None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("STOP 38123", id="a short code"),
        pytest.param("stop au 38123 merci", id="to a short code, politely"),
        pytest.param("STOP AU 0938123456", id="a number"),
        pytest.param("STOP38123", id="glued to a short code"),
        pytest.param("Stopsvp", id="glued to a courtesy"),
        pytest.param("s.t.o.p", id="spelled with dots"),
        pytest.param("S-T-O-P svp", id="spelled, politely"),
        pytest.param("Bonjour, stop s'il vous plaît", id="with a greeting"),
        pytest.param("bonjour madame STOP merci d'avance", id="with every courtesy"),
        pytest.param("Stop stop stop !!!", id="three times"),
        pytest.param("STOP 🙏", id="with a sign"),
        pytest.param("stop ne m'écrivez plus", id="and the plea"),
        pytest.param("STOP, je n'ai rien demandé", id="nothing was asked for"),
        pytest.param("stop à vos messages", id="your messages"),
        pytest.param("Stop aux SMS", id="texts"),
        pytest.param("J'ai déjà dit STOP", id="said before"),
        pytest.param("Je vous le répète : stop !", id="said again"),
        pytest.param("Arrêtez de m'écrire", id="stop writing to me"),
        pytest.param("Arrêtez de m'envoyer ces messages", id="these messages"),
        pytest.param("désabonnez-moi svp", id="unsubscribe me"),
        pytest.param("Désinscrivez-moi de vos listes", id="from your lists"),
        pytest.param("Je ne veux plus rien recevoir", id="the plea alone"),
        pytest.param("Bonjour, je ne veux plus recevoir de SMS merci", id="the plea, politely"),
        pytest.param("Retirez-moi de votre liste", id="off the list"),
        pytest.param("Please stop texting me", id="in English"),
        pytest.param("I said stop", id="said before, in English"),
        pytest.param("unsubscribe me please", id="unsubscribe, in English"),
        pytest.param("STOP 36 180", id="a short code with a blank"),
        pytest.param("STOP 3 6 1 8 0", id="a short code, digit by digit"),
        pytest.param("36 180 stop", id="the short code first"),
        pytest.param("stop au 09 38 12 34 56", id="a number with blanks"),
        pytest.param("STOP au 09.38.12.34.56 merci", id="a number with dots"),
        pytest.param("stop au +33 9 38 12 34 56", id="a number from abroad"),
        pytest.param("STOOOP", id="drawn out"),
        pytest.param("stoop", id="a letter twice"),
        pytest.param("Stooopppp svp !!", id="drawn out, politely"),
        pytest.param("arreteeez", id="another word drawn out"),
        pytest.param("0 stop", id="after a 0"),
        pytest.param("vous avez le mauvais numero stop", id="a wrong number"),
        pytest.param("Erreur de numéro, STOP svp", id="a wrong number, politely"),
        pytest.param("stop mauvais numéro", id="and why"),
        pytest.param("c'est qui ? stop", id="from a stranger"),
        pytest.param("pas intéressé stop", id="no interest"),
        pytest.param("ce n'est pas moi, stop", id="somebody else"),
        pytest.param("désolé stop", id="sorry"),
        pytest.param("enlevez mon numero de votre liste", id="the number off the list"),
        pytest.param("Merci, retirez mon numéro de vos listes", id="off the lists"),
        pytest.param("please take my number off your list", id="off the list, in English"),
        pytest.param("wrong number, stop", id="a wrong number, in English"),
        pytest.param("Leave me alone please", id="leave me alone, as in French"),
    ],
)
def test_this_asks_for_silence_in_the_middle_of_an_idea_too(text: str) -> None:
    assert heard(text) is Sense.STOP


@pytest.mark.parametrize(
    "text",
    [
        "Stop aux voitures devant l'école",
        "stop au bruit",
        "Stop au bruit des scooters la nuit",
        "Stop pub sur les abribus",
        "Stop pub",
        "STOP aux mégots",
        "stop mégots",
        "Stop au gaspillage à la cantine",
        "Stop la vitesse rue des Lilas",
        "stop and go",
        "Arrêt de bus",
        "arrêt de bus place de Jaude",
        "arrêt minute devant la crèche",
        "Un arrêt de car à l'abri",
        "Arrêtez les voitures",
        "arrêtez de couper les arbres",
        "Arrêtez tout",
        "arrêter le désherbant",
        "s'arrêter sur un banc",
        "Plus de stop",
        "plus de stops dans le quartier",
        "je veux un stop devant l'école",
        "au stop",
        "au stop de la rue Pasteur",
        "je dis stop aux voitures",
        "je dis stop",
        "j'ai dit stop au béton",
        "non stop",
        "un bar à jus non-stop",
        "auto-stop",
        "autostop organisé",
        "stop 12",
        "stop tout",
        "stopper le béton",
        "stopp",
        "s t o",
        "s'il vous plaît",
        "36180",
        "pas intéressé",
        "c'est pas moi",
        "mon numéro est le 0938123456",
        "envoyez-moi des messages",
        "ne m'oubliez plus",
        "Je veux plus de messages sur les panneaux",
        "plus de messages de la mairie",
        "stop 12 15",
        "stop 12 15 20 22 31",
        "12 stop",
        "12 15 stop",
        "0 stop sur la place",
        "stoops",
        "un mauvais numéro de rue : stop aux erreurs",
        "mauvais stop",
        "enlevez les voitures de votre liste",
    ],
)
def test_this_does_not(text: str) -> None:
    assert heard(text) is None
    assert slip(text, WORDS) is not Sense.STOP


@pytest.mark.parametrize(
    "text",
    [
        "désabonnement",
        "ne plus recevoir",
        "j arrete tout",
        "je veux stopper",
        "je ne veux plus de vos sms",
        "Désabonnement svp",
        "j'arrête",
        "plus de messages",
        "je veux arrêter",
        "Comment me désinscrire ?",
        "how do I unsubscribe?",
        "i quit",
        "I quit!",
        "remove me",
        "please remove me",
        "opt out",
        "no more messages",
        "don't text me again",
        "Retirez-moi svp",
        "enlevez mon numéro",
    ],
)
def test_this_is_near_to_it(text: str) -> None:
    assert heard(text) is Sense.LEAVE


@pytest.mark.parametrize(
    "text", ["delete", "DELETE", "Hello, delete please", "erase", "delete my data", "erase everything"]
)
def test_delete_is_heard_as_erase_is(text: str) -> None:
    called = keyword(text, WORDS)

    assert called is not None
    assert called.flow == "erase"
    assert WORDS.is_a_call(text)


@pytest.mark.parametrize(
    "text", ["delete the tags on the walls", "delete 3", "a garden, remove me the cars", "I quit smoking here"]
)
def test_a_sentence_with_such_a_word_asks_for_nothing(text: str) -> None:
    called = keyword(text, WORDS)

    assert heard(text) is None
    assert called is None or called.flow != "erase"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        pytest.param("stopp", True, id="a slip"),
        pytest.param("sotp", True, id="two letters swapped"),
        pytest.param("stop pub", True, id="one word too many"),
        pytest.param("desabonnez tout le monde", True, id="its root"),
        pytest.param("STOP je suis en réunion", True, id="with a reason"),
        pytest.param("stop svp je vote pas", True, id="politely, and why"),
        pytest.param("fin", True, id="the end"),
        pytest.param("je voudrais ne plus être contactée", True, id="no more to be called"),
        pytest.param("arrêtez tous ces textos", True, id="stop them all"),
        pytest.param("je veux plus de vos notifications svp", True, id="none any more"),
        pytest.param("je ne reçois plus vos sms", False, id="who misses them"),
        pytest.param("já não quero receber mensagens", True, id="no more, in Portuguese"),
        pytest.param("já não recebo mensagens", False, id="who misses them, in Portuguese"),
        pytest.param("لم أعد أريد رسائلكم", True, id="no more, in Arabic"),
        pytest.param("لم تعد تصلني رسائلكم", False, id="who misses them, in Arabic"),
        pytest.param("ya no recibo sus mensajes", False, id="who misses them, in Spanish"),
        pytest.param("artık mesaj alamıyorum", False, id="who misses them, in Turkish"),
        pytest.param("plus de messages de la mairie", False, id="more of them, somewhere"),
        pytest.param("arrêter le désherbant", False, id="to stop something else"),
        pytest.param("ne plus suivre", False, id="one project"),
        pytest.param("stop aux voitures", False, id="an idea"),
        pytest.param("stop au bruit la nuit", False, id="another"),
        pytest.param("arrêt de bus", False, id="a place"),
        pytest.param("shopping", False, id="another word"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_nothing_else_understood_may_be_near_to_it(text: str, near: bool) -> None:
    assert near_silence(text, WORDS) is near


def test_each_language_brings_its_own_words_for_no_more() -> None:
    german = OptOut(
        pleas=frozenset({"ich", "keine"}),
        received=frozenset({"sms"}),
        no_longer=frozenset({"mehr"}),
        missing=frozenset({"bekomme"}),
    )

    assert german.is_near("keine sms mehr")
    assert not german.is_near("ich bekomme keine sms mehr")
    assert not german.is_near("keine sms plus")


@pytest.mark.parametrize(
    "text",
    [
        "erreur de numéro",
        "Bonjour, erreur de numéro",
        "c qui ?",
        "c ki",
        "Mauvais numéro !",
        "vous vous trompez de numéro",
        "Bonjour, c'est qui ?",
        "Qui êtes-vous ?",
        "wrong number",
        "mauvais numéro désolé",
        "Désolée, mauvais numéro",
        "sorry wrong number",
    ],
)
def test_a_stranger_is_heard(text: str) -> None:
    assert heard(text) is Sense.WHO


@pytest.mark.parametrize(
    ("text", "meant"), [("STOP CONTACT", Sense.CONTACT), ("stop aide", Sense.HELP), ("STOP c'est qui ?", Sense.WHO)]
)
def test_a_word_that_is_answered_may_follow_a_stop(text: str, meant: Sense) -> None:
    assert heard(text) is meant


EXCEPT = {"STOP CONTACT": "Ville de Montreval", "desabonnement": "Pour ne plus rien recevoir"}


@needs_shared_cases
def test_the_shared_cases_are_heard(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)
    player = Player(sqlite, clock, "sms")

    for text in (SHARED_CASES / "optout.txt").read_text("utf-8").splitlines():
        told = EXCEPT.get(text, "nous ne vous écrirons plus")
        player.play(f"@ new phone\n> bonjour\n> {text}\n< {told}")


def test_silence_is_told_once_a_day_how_it_ends(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)

    Player(sqlite, clock, "sms").play(
        """
        > bonjour
        > stop
        > merci
        <!
        > vote 3
        < START
        > vote 3
        <!
        @ + 1 days
        > 12
        < START
        > 12
        <!
        """
    )
