"""What people write, and what it means whatever is being talked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.talk.doors import MENU_TAP, ChangeAnswer, Door, Speak, _in_words, door, from_payload, slip
from flows.talk.keywords import To, keyword
from flows.talk.memory import Asked, Memory, Thread, View
from flows.talk.questions import Reply
from flows.talk.undone import UNWANTED
from flows.understanding.folding import fold, nearest, one_typo
from flows.understanding.lexicon import numbers_in
from flows.understanding.senses import Sense
from tests.support.ears import EAR

WORDS = EAR.lexicon
IN_A_VOTE = Memory(open=Thread("vote", asked=Asked("choice", 77, 0.0, View())))


def knock(text: str) -> Door | None:
    """The door that *text* knocks at in the middle of a vote."""
    return door(Reply(text), IN_A_VOTE, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "stop",
        "Stop.",
        "STOP !",
        " stop ",
        "ＳＴＯＰ",
        "arrêt",
        "ARRET",
        "arretez",
        "stop svp",
        "STOP SMS",
        "Stop merci",
        "plus de SMS",
        "ne m'écrivez plus",
        "unsubscribe",
        "désinscription",
        "stop please",
        "/stop",
    ],
)
def test_this_asks_for_silence(text: str) -> None:
    assert knock(text) is Sense.STOP


@pytest.mark.parametrize(
    "text",
    [
        "stop aux voitures",
        "stopp",
        "stpo",
        "sotp",
        "strop",
        "stops",
        "top",
        "je veux un stop devant l'école",
        "non stop",
        "arrêt de bus",
        "arrêts",
        "on s'arrête où ?",
        "un arrêt minute",
        "stopper le béton",
        "quitte",
        "stop and go",
    ],
)
def test_this_silences_nobody(text: str) -> None:
    assert knock(text) is not Sense.STOP
    assert slip(text, WORDS) is not Sense.STOP


VOTED_ANEW = (
    "VOTE 3 21",
    "VOTE 3 et 21",
    "vote n°21",
    "VOTE no 3",
    "voter pour le 3",
    "je vote 3 et 21",
    "mon vote : 3",
)
"""However it is put, a vote for numbers is a choice made anew, also while another one is being made."""


@pytest.mark.parametrize("text", VOTED_ANEW)
def test_a_vote_for_numbers_is_the_same_door_however_it_is_put(text: str) -> None:
    assert isinstance(knock(text), To)


@pytest.mark.parametrize("text", ["VOTE et le 21", "et le 21", "VOTE 3 sans 9", "je vote 3 fois", "sans 3", "3 et 21"])
def test_what_adds_or_says_more_is_for_the_question(text: str) -> None:
    assert knock(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("start", Sense.START, id="start"),
        pytest.param("REPRENDRE", Sense.START, id="reprendre"),
        pytest.param("/start", Sense.START, id="Telegram's first command"),
        pytest.param("/start n-importe-quoi", Sense.START, id="a payload that is none of ours"),
        pytest.param("contact", Sense.CONTACT, id="contact"),
        pytest.param("Qui êtes-vous ?", Sense.WHO, id="who are you"),
        pytest.param("c ki", Sense.WHO, id="who is it, as it is texted"),
        pytest.param("aide", Sense.HELP, id="aide"),
        pytest.param("?", Sense.HELP, id="a question mark"),
        pytest.param("???", Sense.HELP, id="three of them"),
        pytest.param("Aidez-moi !", Sense.HELP, id="aidez-moi"),
        pytest.param("comment ça marche", Sense.HELP, id="how it works"),
        pytest.param("MENU", Sense.MENU, id="menu"),
        pytest.param("/menu@montreval_bot", Sense.MENU, id="a command with the bot's name"),
        pytest.param("/oui", Sense.MENU, id="a command that is no door"),
        pytest.param("/inconnue", Sense.MENU, id="an unknown command"),
        pytest.param("Retour", Sense.BACK, id="retour"),
        pytest.param("en arrière", Sense.BACK, id="en arrière"),
        pytest.param("annuler", Sense.CANCEL, id="annuler"),
        pytest.param("Laisse tomber", Sense.CANCEL, id="laisse tomber"),
        pytest.param("Bonjour", Sense.HELLO, id="bonjour"),
        pytest.param("slt", Sense.HELLO, id="slt"),
        pytest.param("bonjour madame", Sense.HELLO, id="bonjour madame"),
        pytest.param("merci", Sense.THANKS, id="merci"),
        pytest.param("Merci bcp !", Sense.THANKS, id="merci bcp"),
        pytest.param("thx", Sense.THANKS, id="thx"),
        pytest.param("english", Speak("en"), id="english"),
        pytest.param("in English", Speak("en"), id="in english"),
        pytest.param("Français", Speak("fr"), id="français"),
        pytest.param("/english", Speak("en"), id="/english"),
        pytest.param("modifier", ChangeAnswer(), id="modifier"),
        pytest.param("MODIFIER 3", ChangeAnswer(3), id="modifier 3"),
        pytest.param("/modifier", ChangeAnswer(), id="/modifier"),
        pytest.param("change", ChangeAnswer(), id="change"),
        pytest.param("vote 12 34", To("vote", "12 34"), id="vote 12 34"),
        pytest.param("VOTE 12,34;56", To("vote", "12 34 56"), id="any punctuation"),
        pytest.param("VOTE 12 5, 3 2", To("vote", "12 5, 3 2"), id="points"),
        pytest.param("VOTE 5 -12", To("vote", "5 -12"), id="a minus stays"),
        pytest.param("projet 12", To("browse", "12"), id="projet 12: to read, in the middle of a vote"),
        pytest.param("PROJETS 12", To("browse", "12"), id="projets 12"),
        pytest.param("projet n°12", To("browse", "12"), id="projet n°12"),
        pytest.param("projet 12 svp", To("browse", "12"), id="projet 12, politely"),
        pytest.param("projets 5 12", None, id="several projects: a choice"),
        pytest.param("le projet 12", None, id="the project: a choice"),
        pytest.param("/vote 3", To("vote", "3"), id="/vote 3"),
        pytest.param("/projets", To("browse"), id="/projets"),
        pytest.param("/start vote_12_34", To("vote", "12, 34"), id="a deep link"),
        pytest.param("/start vote-12", To("vote", "12"), id="a deep link with a dash"),
        pytest.param("vote", None, id="a keyword alone is heard by the question first"),
        pytest.param("12 34", None, id="numbers are for the question"),
        pytest.param("oui", None, id="oui is for the question"),
        pytest.param("ok", None, id="ok is for the question"),
        pytest.param("suite", None, id="suite is for the question"),
        pytest.param("", None, id="nothing"),
        pytest.param("👍", None, id="a thumb is for the question"),
        pytest.param("menu enfant à la cantine", None, id="menu inside a sentence"),
        pytest.param("un retour à la nature", None, id="retour inside a sentence"),
        pytest.param("une aide aux devoirs", None, id="aide inside a sentence"),
        pytest.param("menuu", None, id="a door with a typo waits until the question has heard it"),
        pytest.param("modifier le carrefour", None, id="modifier something"),
    ],
)
def test_a_door_is_heard_whatever_is_open(text: str, meant: Door | None) -> None:
    assert knock(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("menuu", Sense.MENU, id="one letter more"),
        pytest.param("retor", Sense.BACK, id="one letter less"),
        pytest.param("anuler", Sense.CANCEL, id="a double letter lost"),
        pytest.param("reotur", Sense.BACK, id="two letters swapped"),
        pytest.param("modofier", ChangeAnswer(), id="one letter wrong"),
        pytest.param("aidr", Sense.HELP, id="a short word"),
        pytest.param("stort", None, id="never on START"),
        pytest.param("stip", None, id="never on STOP"),
        pytest.param("abc", None, id="a word of three letters"),
        pytest.param("reoturr", None, id="two typos"),
        pytest.param("mon menuu", None, id="a sentence"),
        pytest.param("1234", None, id="digits"),
    ],
)
def test_a_door_with_a_typo(text: str, meant: Door | None) -> None:
    assert slip(text, WORDS) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("vote", To("vote"), id="the keyword"),
        pytest.param("Voter !", To("vote"), id="its verb"),
        pytest.param("je veux voter", To("vote"), id="in a sentence"),
        pytest.param("jveu voter", To("vote"), id="as it is texted"),
        pytest.param("vot 3", To("vote", "3"), id="texted, with a number"),
        pytest.param("votr 12", To("vote", "12"), id="with a typo, and numbers"),
        pytest.param("je vote pour le 12 et le 34", To("vote", "pour le 12 et le 34"), id="a sentence with numbers"),
        pytest.param("bonjour, je voudrais voter svp", To("vote"), id="politely"),
        pytest.param("projets vélo", To("browse", "vélo"), id="projects and what they are about"),
        pytest.param("projts", To("browse"), id="projects with a typo"),
        pytest.param("liste des projets", To("browse"), id="the list"),
        pytest.param("résultats", To("results"), id="results"),
        pytest.param("reçu", To("receipt"), id="receipt"),
        pytest.param("RECU K7M-4PX2", To("receipt", "K7M-4PX2"), id="receipt with its code"),
        pytest.param("Mon vote est-il bien arrivé ?", To("receipt"), id="the question as asked"),
        pytest.param("langue", To("language"), id="language"),
        pytest.param("votre avis m'intéresse", None, id="«votre» is no vote"),
        pytest.param("la note de l'école", None, id="«note» is no vote"),
        pytest.param("piste cyclable", None, id="«piste» is no list"),
        pytest.param("bonjour", None, id="no keyword at all"),
        pytest.param("je regarde gagnants projets", None, id="two keywords name none"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_keyword_opens_a_conversation(text: str, meant: To | None) -> None:
    assert keyword(text, WORDS) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("comment voter ?", To("vote")),
        ("Comment je vote ?", To("vote")),
        ("cmt on vote", To("vote")),
        ("comment faire pour voter svp", To("vote")),
        ("je sais pas comment voter", To("vote")),
        ("how do I vote?", To("vote")),
        ("comment ?", None),
        ("comment choisir ?", None),
        ("comment voter par sms ?", None),
        ("comment 5", To("comments", "5")),
        ("comments", To("comments")),
        ("commenter 5", To("comment", "5")),
        ("commentaires 5", To("comments", "5")),
    ],
)
def test_the_french_comment_asks_how(text: str, meant: To | None) -> None:
    assert keyword(text, WORDS) == meant


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("PLUS VENIR 1", "absent"),
        ("ne plus venir à la 1", "absent"),
        ("je veux plus venir a la 1", "absent"),
        ("ne viens pas à la 1", "absent"),
        ("je ne viens plus à la 1", "absent"),
        ("on vient plus à la 1", "absent"),
        ("no longer come 1", "absent"),
        ("PLUS SUIVRE 1", "unwatch"),
        ("pas suivre 12", "unwatch"),
        ("je ne suis plus le projet 12", "unwatch"),
        ("PLUS SOUTENIR 1", "unsupport"),
        ("je soutiens pas le 12", "unsupport"),
        ("annuler venir 2", "absent"),
        ("Annulez venir 2", "absent"),
        ("anuler venir 2", "absent"),
        ("annulation venir 2", "absent"),
        ("supprimer venir 2", "absent"),
        ("retirer venir 2", "absent"),
        ("enlever venir 2", "absent"),
        ("venir 2 annuler", "absent"),
        ("cancel attend 2", "absent"),
        ("annuler ma place", "absent"),
        ("annuler ma place à l'atelier", "absent"),
        ("je voudrais annuler mes places", "absent"),
        ("annuler réunion 2", "absent"),
        ("cancel my seat", "absent"),
        ("supprimer la place de parking", None),
        ("il n'y a plus de place", None),
        ("je viendrai pas à l'atelier", "absent"),
        ("je n'irai pas", "absent"),
        ("on viendra pas samedi", "absent"),
        ("je ne veux pas venir à l'atelier", "absent"),
        ("annuler suivre 5", "unwatch"),
        ("arreter suivre 5", "unwatch"),
        ("arrêter de suivre 5", "unwatch"),
        ("arrêtez de suivre le 5", "unwatch"),
        ("suivre 5 annuler", "unwatch"),
        ("don't follow 5", "unwatch"),
        ("annuler soutenir 5", "unsupport"),
        ("plus voter 12", "unvote"),
        ("ne plus voter", "unvote"),
        ("je veux pas voter pour le 5", "unvote"),
        ("j'ai pas envie de voter", "unvote"),
        ("ne pas voter 5", "unvote"),
        ("pas vote 5", "unvote"),
        ("annuler vote 5", "unvote"),
        ("je n'irai pas voter", "unvote"),
        ("je vote pas", "unvote"),
        ("i don't want to vote for 5", "unvote"),
        ("do not vote 5", "unvote"),
        ("je ne peux pas voter", "vote"),
        ("pourquoi pas voter pour le 5", "vote"),
        ("annule je vote 5", "vote"),
        ("VOTE pas 5", "vote"),
        ("je ne veux pas effacer mes données", UNWANTED),
        ("pas effacer", UNWANTED),
        ("ne pas effacer les tags", None),
        ("pas de question", "unask"),
        ("je n'ai plus de question", "unask"),
        ("toujours pas de réponse", "ticket"),
        ("vous ne répondez pas à ma question", "questions"),
        ("ne pas relier", UNWANTED),
        ("ne plus relier", "unjoin"),
        ("ne plus commenter 3", UNWANTED),
        ("je commente pas", UNWANTED),
        ("je ne peux pas commenter 3", "comment"),
        ("je propose plus de bancs", "propose"),
        ("plus de rappels", "consent"),
        ("on ne peut pas venir en bus", None),
        ("je peu pas venir", "absent"),
        ("de plus je vote pour le 12", "vote"),
        ("j'ai pas voté", "vote"),
        ("je n'ai toujours pas voté", "vote"),
        ("je ne comprends pas la question", "ask"),
        ("aucune question", "unask"),
        ("soutenir pas 5", "unsupport"),
        ("plus de nouvelles du 5", "unwatch"),
        ("ne plus recevoir les nouvelles du 5", "unwatch"),
        ("plus de soutien pour les jeunes", "support"),
        ("je ne suis pas absent", UNWANTED),
        ("je ne veux pas annuler ma place", UNWANTED),
        ("je ne veux pas annuler venir 2", UNWANTED),
        ("je ne veux pas arrêter de suivre 5", UNWANTED),
        ("je veux venir", "come"),
        ("ma fille n'arrête pas de demander", "ask"),
    ],
)
def test_what_is_denied_is_never_done(text: str, flow: str | None) -> None:
    called = keyword(text, EAR.lexicon)

    assert (called.flow if called else None) == flow


@pytest.mark.parametrize(
    ("payload", "meant"),
    [
        pytest.param("vote_12_34", To("vote", "12, 34"), id="a vote"),
        pytest.param("projets", To("browse"), id="projects"),
        pytest.param("", Sense.START, id="nothing"),
        pytest.param("<script>", Sense.START, id="nonsense"),
    ],
)
def test_a_deep_link_opens(payload: str, meant: Door) -> None:
    assert from_payload(payload, WORDS) == meant


def test_the_menu_button_opens_the_menu_and_modify_works_only_on_the_question_shown() -> None:
    assert door(Reply(tap=MENU_TAP), IN_A_VOTE, WORDS) is Sense.MENU
    assert door(Reply(tap="modify", token=77), IN_A_VOTE, WORDS) == ChangeAnswer()
    assert door(Reply(tap="modify", token=76), IN_A_VOTE, WORDS) is None
    assert door(Reply(tap="modify", token=77), Memory(), WORDS) is None


@pytest.mark.parametrize(
    ("text", "numbers", "rest"),
    [
        pytest.param("1 3 7", (1, 3, 7), "", id="spaces"),
        pytest.param("1,3 et 7", (1, 3, 7), "", id="a comma and an et"),
        pytest.param("1-3-7", (1, 3, 7), "", id="dashes"),
        pytest.param("1/3/7", (1, 3, 7), "", id="slashes"),
        pytest.param("1;3.7", (1, 3, 7), "", id="other points"),
        pytest.param("1&3", (1, 3), "", id="an ampersand"),
        pytest.param("1+3+7", (1, 3, 7), "", id="pluses"),
        pytest.param("7 3 1", (7, 3, 1), "", id="in their order"),
        pytest.param("3 3 03", (3,), "", id="each once"),
        pytest.param("n°12", (12,), "", id="n°"),
        pytest.param("N° 12, nº 3", (12, 3), "", id="both degree signs"),
        pytest.param("#12", (12,), "", id="hash"),
        pytest.param("numéro 12", (12,), "", id="numéro"),
        pytest.param("1er", (1,), "", id="1er"),
        pytest.param("la 2e et la 3ème", (2, 3), "", id="2e, 3ème"),
        pytest.param("1st and 2nd", (1, 2), "", id="English ordinals"),
        pytest.param("１２ ３４", (12, 34), "", id="full width"),
        pytest.param("٣ و ٧", (3, 7), "", id="Arabic digits, and the and between them"),
        pytest.param("3️⃣", (3,), "", id="an emoji digit"),
        pytest.param("①②", (12,), "", id="circled digits side by side"),
        pytest.param("deux et trois", (2, 3), "", id="in letters"),
        pytest.param("two and three", (2, 3), "", id="in English letters"),
        pytest.param("je vote pour le 12 et le 34 svp", (12, 34), "", id="a polite sentence"),
        pytest.param("projets 3, 12 et puis 18 merci", (3, 12, 18), "", id="another"),
        pytest.param("le 12 parc", (12,), "parc", id="a word is left"),
        pytest.param("parc", (), "parc", id="no number"),
        pytest.param("12a", (), "12a", id="a letter behind"),
        pytest.param("1234567890", (), "1234567890", id="a telephone number is no project"),
        pytest.param("", (), "", id="nothing"),
        pytest.param("👍", (), "👍", id="a thumb"),
    ],
)
def test_the_numbers_of_a_phrase(text: str, numbers: tuple[int, ...], rest: str) -> None:
    assert numbers_in(text, WORDS) == (numbers, rest)


@pytest.mark.parametrize(
    ("meant", "phrases"),
    [
        pytest.param(
            Sense.YES, "oui OUI Oui! ui wé wi ouais yep ok·oui d'accord dac carrément yes y 👍 bien·sûr", id="yes"
        ),
        pytest.param(Sense.NO, "non NON nan nn n nope no non·merci 👎 jamais", id="no"),
        pytest.param(Sense.DONE, "ok OK okay fini c'est·bon c·bon valider je·valide terminé c'est·tout", id="done"),
        pytest.param(Sense.MORE, "suite SUITE la·suite plus suivant encore more next", id="more"),
        pytest.param(Sense.LESS, "précédent précédente previous", id="less"),
        pytest.param(Sense.DISTRICTS, "quartiers QUARTIER par·quartier thèmes districts", id="districts"),
        pytest.param(None, "peut-être bof o·k·tout noni ouistiti", id="neither"),
    ],
)
def test_what_people_write_means(meant: Sense | None, phrases: str) -> None:
    for phrase in phrases.split():
        assert WORDS.meant(phrase.replace("·", " ")) is meant, phrase


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("N° 12 — Été !", "n 12 ete", id="case, accents, punctuation"),
        pytest.param("Œuvre, cœur", "oeuvre coeur", id="ligatures"),
        pytest.param("ＶＯＴＥ　１２", "vote 12", id="full width"),
        pytest.param("e\u0301te\u0301", "ete", id="decomposed"),
        pytest.param("I\u0307stanbul ısı", "istanbul isi", id="Turkish i"),
        pytest.param("İPTAL IŞIK Iğdır", "iptal isik igdir", id="Turkish capitals, with and without their dot"),
        pytest.param("¿Cómo está? ¡Sí, mañana!", "como esta si manana", id="Spanish"),
        pytest.param("L’île\u202faux\u00a0Saules", "l ile aux saules", id="curly quotes and narrow spaces"),
        pytest.param("  ", "", id="blanks"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("word", "known", "same"),
    [
        ("velo", "velo", True),
        ("vello", "velo", True),
        ("vlo", "velo", False),
        ("parc", "park", True),
        ("bancs", "blancs", True),
        ("mare", "gare", True),
        ("oui", "ouf", False),
        ("quartier", "qaurtier", True),
        ("quartier", "qaurtir", False),
    ],
)
def test_one_typo_is_forgiven_in_words_of_four_letters(word: str, known: str, same: bool) -> None:
    assert one_typo(word, known) is same


def test_a_typo_between_two_words_is_neither() -> None:
    meanings = {"mare": "water", "garer": "cars", "gare": "trains"}

    assert nearest("maer", meanings) == "water"
    assert nearest("garee", meanings) is None
    assert nearest("garee", meanings | {"garer": "trains"}) == "trains"
    assert nearest("gar", meanings) is None


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        pytest.param("Question Où est l'ÉCOLE ?", "Où est l'ÉCOLE ?", id="accents and capitals"),
        pytest.param("question\n où  est-ce ?", "où est-ce ?", id="blanks"),
        pytest.param("commenter le projet, bcp trop cher", "bcp trop cher", id="a texted spelling"),
        pytest.param("Bonjour, question : où est-ce ? Merci", "où est-ce ? Merci", id="a courtesy"),
        pytest.param("— SUIVI — four à pain", "four à pain", id="marks between"),
        pytest.param("vote:12 Été", "12 Été", id="glued to the keyword"),
        pytest.param("question " + "À " * 1_500, " ".join(["À"] * 1_500), id="more words than are looked up"),
    ],
)
def test_what_follows_a_keyword_is_kept_as_it_was_written(text: str, opening: str) -> None:
    door = keyword(text, WORDS)

    assert door is not None
    assert door.opening == opening


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("½ tour", "1 2 tour", id="a sign written out as three"),
        pytest.param("e\u0301\u0316\u0301" * 3, "eee", id="several accents on a letter"),
        pytest.param("\ufdfa", "", id="a sign that would be eighteen"),
        pytest.param("Ｎ° 12 — Été !", "n 12 ete", id="odd widths"),
    ],
)
def test_signs_are_folded_at_little_cost(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.lists(st.integers(0, 99_999), min_size=1, max_size=4), st.sampled_from(["", "vote", "menu"]))
def test_numbers_alone_open_nothing_whatever_is_open(numbers: list[int], flow: str) -> None:
    """They are a code, a choice, an answer: no table of words has one."""
    memory = Memory(Thread(flow)) if flow else Memory()
    text = " ".join(map(str, numbers))

    assert door(Reply(text), memory, EAR.lexicon) is None
    assert _in_words(EAR.lexicon.spell(text), memory, EAR.lexicon) is None
