"""The whole conversation is heard, not the first message: what follows an answer, and how upset people are answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.practice.demo import sample
from bot.practice.hearing import heard_as
from bot.practice.rehearsal import Rehearsal
from bot.practice.rehearsal_cases import CaseMessage, RehearsalCase, WantedReplies
from tests.support.understood import understood_in_the_sample

IDEAS, ANALYSIS, BEFORE, VOTE, COUNT, RESULTS, WORKS = (
    "2026-02-10T18:00",
    "2026-05-12T18:00",
    "2026-10-15T18:00",
    "2026-11-12T18:00",
    "2026-11-29T20:30",
    "2026-12-10T10:00",
    "2027-03-10T18:00",
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """The sample town, which speaks every language there is."""
    with understood_in_the_sample():
        yield Rehearsal(sample(), tmp_path_factory.mktemp("going_on"))


def wrong(stage: Rehearsal, channel: str, said: tuple[str, str], want: str, never: str = "pas compris") -> object:
    """What is wrong with what comes back to the last of the messages *said* on a day, « > » between them."""
    at, texts = said
    messages = tuple(CaseMessage(text.strip()) for text in texts.split(" > "))
    wanted = WantedReplies(all=(want,), none=(never,))
    played = stage.play(RehearsalCase("one", "going on", channel, datetime.fromisoformat(at), messages, wanted))
    return played.wrong


@pytest.mark.parametrize("channel", ["sms", "telegram"])
@pytest.mark.parametrize(
    ("said", "want"),
    [
        pytest.param((VOTE, "c'est quoi le 5 > oui"), "votre vote", id="a yes to a project that was told"),
        pytest.param((VOTE, "18 > ouais"), "votre vote", id="in the words of a teenager"),
        pytest.param((VOTE, "what is number 18 > yes"), "your vote", id="in English"),
        pytest.param((VOTE, "çocuklar için ne var > 18 > evet"), "oyunuz", id="in Turkish"),
        pytest.param((VOTE, "skatepark > non"), "d'accord", id="a no to it"),
        pytest.param(
            (IDEAS, "je peux mettre une photo de mon fils avec mon idée ?"), "parents", id="a photo of a child"
        ),
        pytest.param((IDEAS, "comment proposer > oui"), "quel age", id="a yes to proposing"),
        pytest.param(
            (VOTE, "PROJETS > skatepark > oui"), "choisi|votre vote", id="a yes to what comes first on the list"
        ),
        pytest.param((BEFORE, "le skatepark c'est quoi > il coute combien"), "145", id="what it costs"),
        pytest.param((VOTE, "le 5 il en est où > c'est quand les résultats"), "7 decembre", id="and of another matter"),
        pytest.param((VOTE, "PROJET 20 > ya combien de séances et c'est qui"), "pompiers", id="what its text tells"),
        pytest.param((VOTE, "PROJECT 3 > what about strollers?"), "poussettes", id="in English, by a word of it"),
        pytest.param((VOTE, "PROJE 12 > kaç bisiklet alıyor"), "soixante", id="in Turkish, how many"),
        pytest.param(
            (BEFORE, "le skatepark il coute combien > c'est où exactement"), "gare et tanneurs", id="where it is"
        ),
        pytest.param(
            (BEFORE, "un truc pour le basket > 9 > vazy et c quel quartier"), "tuilerie", id="in which district"
        ),
        pytest.param((WORKS, "alors le skatepark > quand ils commencent"), "viaduc", id="when it is built"),
        pytest.param((WORKS, "where is the skatepark > when"), "viaduc", id="in English, when"),
        pytest.param((BEFORE, "c'est quand le vote > et où ?"), "mairie", id="where one votes"),
        pytest.param((VOTE, "jusqu'à quand on peut voter > ok et comment"), "vote", id="how one votes"),
        pytest.param((VOTE, "qui peut voter > et où dois-je me rendre ?"), "mairie", id="where to go"),
        pytest.param((VOTE, "la promenade c'est quand > faut s'inscrire ?"), "venir 2", id="whether to sign up"),
        pytest.param((VOTE, "y a une réunion bientôt > et c'est où ?"), "place aux grains", id="where one meets"),
        pytest.param((VOTE, "à quelle heure la soirée du 7 ?"), "tilleuls", id="the meeting that is meant"),
        pytest.param((BEFORE, "qui peut voter > quand ?"), "2 novembre", id="when one votes"),
        pytest.param((COUNT, "à quelle date les résultats > et où ?"), "tilleuls", id="where the results are told"),
        pytest.param((IDEAS, "qui peut proposer une idée > combien ?"), "200", id="how much an idea may cost"),
        pytest.param((ANALYSIS, "c'est quand le vote > et après ?"), "resultats", id="what comes then"),
        pytest.param((VOTE, "on va savoir pour qui j'ai voté ? > et mes parents ?"), "urne", id="who may know"),
        pytest.param(
            (COUNT, "PROJETS > les bancs ont-ils été choisis ?"), "decembre|habitants", id="a question amid a list"
        ),
        pytest.param((VOTE, "c koi le projet 12 > ok je prends"), "votre vote", id="that one takes it"),
        pytest.param((VOTE, "le numéro 20 > bien, je le choisis"), "votre vote", id="as an elder says it"),
        pytest.param(
            (BEFORE, "le skatepark il coute combien > cest ou exactement"), "gare et tanneurs", id="in a rush"
        ),
        pytest.param((VOTE, "je veux mourir > oui"), "04 65 71 20 26", id="a yes to who listens"),
        pytest.param((VOTE, "5 > j'ai dit 5"), "votre vote", id="its number once more"),
        pytest.param((VOTE, "5 > 5 !!!"), "votre vote", id="its number alone"),
        pytest.param((VOTE, "5 > pas le 5"), "", id="not that one"),
        pytest.param((VOTE, "mon épouse veut voter aussi > comment"), "prenom", id="how somebody else votes"),
        pytest.param((VOTE, "le 23 > vas y"), "votre vote", id="as a teenager does"),
        pytest.param((VOTE, "project 18 > ok i choose"), "your vote|chosen", id="in English, after the list"),
        pytest.param((BEFORE, "le 20 > à quoi cela sert-il"), "defibrillateurs", id="what it is for"),
        pytest.param((VOTE, "c'est quoi le 5 > c'est pour qui"), "skatepark", id="for whom it is"),
        pytest.param((VOTE, "que proyectos hay > el 18 > ¿dónde está?"), "plateau des ormes", id="where, in Spanish"),
        pytest.param((VOTE, "bonjour > ok"), "d'accord", id="«ok» at the menu"),
        pytest.param((VOTE, "est-ce qu'une association vote > c cb"), "1 a 3|sms", id="how many"),
        pytest.param(
            (VOTE, "ma fille a été renversée ici > oui"), "04 65 71 20 26", id="a yes to somebody who listens"
        ),
        pytest.param((VOTE, "j'ai 12 ans je peux voter > vrmt ?"), "tout age", id="whether that is so"),
        pytest.param((VOTE, "je veux parler à un humain > non c'est urgent"), "04 65 71 20 26", id="how urgent it is"),
    ],
)
def test_what_is_said_after_an_answer_is_heard_as_that(
    stage: Rehearsal, channel: str, said: tuple[str, str], want: str
) -> None:
    assert not wrong(stage, channel, said, want)


@pytest.mark.parametrize("channel", ["sms", "telegram"])
@pytest.mark.parametrize(
    ("said", "want", "never"),
    [
        pytest.param((VOTE, "j'en peux plus je veux mourir"), "3114", "annuler", id="who wants to die"),
        pytest.param((VOTE, "5 9 > i want to kill myself"), "3114", "envoy|choisi", id="amid a vote, in English"),
        pytest.param((IDEAS, "PROPOSER > j'ai envie d'en finir avec la vie"), "3114", "nombre", id="amid a proposal"),
        pytest.param((VOTE, "je vais me pendre"), "3114", "laisse", id="in other words"),
        pytest.param((VOTE, "je vais sauter du pont en canoë"), "", "3114", id="who goes swimming"),
        pytest.param(
            (IDEAS, "où en est mon idée > je veux porter plainte"), "votre droit", "numero :", id="amid a search"
        ),
        pytest.param((VOTE, "on va mourir de rire avec vos projets"), "", "3114", id="who only laughs"),
        pytest.param(
            (VOTE, "mon fils s'est tué à ce carrefour et vous faites des cabanes à livres"), "desole", "14", id="grief"
        ),
        pytest.param(
            (BEFORE, "180000 euros pour une passerelle vous vous foutez du monde"),
            "desole",
            "bateliers",
            id="anger at a cost",
        ),
        pytest.param(
            (WORKS, "le chantier de la passerelle fait un bruit d'enfer à 6h"),
            "desole",
            "bateliers",
            id="anger at works",
        ),
        pytest.param(
            (IDEAS, "vous avez refusé mon idée l'an dernier bande de nuls"),
            "desole",
            "quel projet",
            id="anger at a refusal",
        ),
        pytest.param((VOTE, "c'est n'importe quoi > c'est honteux"), "je vous entends", "desole", id="still angry"),
        pytest.param((VOTE, "je n'ai pas compris > c'est trop compliqué pour moi"), "pardon", "on va faire", id="lost"),
        pytest.param((COUNT, "je vais au tribunal"), "votre droit", "je ne connais", id="who complains"),
        pytest.param(
            (VOTE, "il y a une erreur dans votre dépliant sur le 12"), "merci de le signaler", "88", id="mistake"
        ),
        pytest.param(
            (IDEAS, "PROPOSER > nan laisse tomber en fait"), "rien n", "stop : vous ne recevez", id="who gives up"
        ),
        pytest.param((VOTE, "VOTE 21 > no forget it, don't send it"), "nothing", "21", id="who gives up in English"),
        pytest.param((IDEAS, "passez moi quelqu'un"), "04 65 71 20 26", "pas compris", id="who wants a person"),
        pytest.param(
            (VOTE, "j'y vois mal. Pouvez-vous m'appeler"), "04 65 71", "de vive voix.*appeler", id="said once"
        ),
        pytest.param(
            (ANALYSIS, "deux mois que j'attends une réponse > c'est honteux"), "desole", "rien trouve", id="amid a list"
        ),
        pytest.param(
            (COUNT, "encore le centre qui gagne et nous au plateau rien"), "", "on va faire simple", id="envy"
        ),
        pytest.param(
            (VOTE, "ma fille m'a donné ce numéro. Que dois-je faire ?"), "votent", "idees : du", id="two of one"
        ),
        pytest.param((VOTE, "je suis sourde, je ne peux pas téléphoner"), "par ecrit", "vive voix", id="who is deaf"),
        pytest.param((VOTE, "je vais venir à la mairie tout péter"), "desole", "reunion", id="who threatens"),
        pytest.param((VOTE, "le 3 c'est un scandale écologique"), "desole", "revoter", id="anger at a project"),
        pytest.param((VOTE, "qui peut voter > bien, merci"), "avec plaisir", "oui ou non|cela repond", id="who thanks"),
    ],
)
def test_whoever_is_upset_gets_a_human_sentence_and_a_next_step(
    stage: Rehearsal, channel: str, said: tuple[str, str], want: str, never: str
) -> None:
    assert not wrong(stage, channel, said, want, never)


@pytest.mark.parametrize(
    ("channel", "said", "want"),
    [
        pytest.param(
            "sms",
            "mon mari et moi n'avons qu'un seul portable, peut-on voter tous les deux et jusqu'à quand ?",
            "29 novembre",
            id="what goes on from a sure question",
        ),
        pytest.param("sms", "j'ai voté mais pas de confirmation > Le 13", "13", id="a project"),
        pytest.param("sms", "j'ai voté mais pas de confirmation > 5 9", "votre vote", id="a ballot"),
        pytest.param("sms", "j'ai voté mais pas de confirmation > oui", "votez pour", id="a yes"),
        pytest.param("sms", "j'ai voté mais pas de confirmation > merci infiniment", "avec plaisir", id="thanks"),
        pytest.param("telegram", "j'ai voté mais pas de confirmation > 5 9", "votre vote", id="a ballot by Telegram"),
    ],
)
def test_the_code_of_a_receipt_swallows_nothing_else(stage: Rehearsal, channel: str, said: str, want: str) -> None:
    assert not wrong(stage, channel, (VOTE, said), want, "pas un code")


def test_half_a_code_is_still_no_code(stage: Rehearsal) -> None:
    assert not wrong(stage, "sms", (VOTE, "j'ai voté mais pas de confirmation > K7M 4PX"), "pas un code")


@pytest.mark.parametrize("channel", ["sms", "telegram"])
def test_a_question_confirms_no_vote(stage: Rehearsal, channel: str) -> None:
    assert not wrong(stage, channel, (VOTE, "5 9 > c bon ?"), "pas encore", "urne")


def test_what_waits_for_its_code_is_asked_for_no_receipt(stage: Rehearsal) -> None:
    assert not wrong(stage, "sms", (VOTE, "5 9 > est-ce que mon vote est enregistré"), "pas termine", "recu")


def test_a_town_read_from_its_file_has_its_projects_named_too() -> None:
    heard = heard_as("le pédibus il part d'où", sample(), datetime.fromisoformat(f"{VOTE}+01:00"), "sms")

    assert heard.reading.startswith("project sheet 11")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("où en est mon vote", id="where it stands"),
        pytest.param("il en est où mon vote", id="the same, the other way round"),
        pytest.param("mon vote en est où", id="which calls the vote itself"),
        pytest.param("où en est mon bulletin", id="by another word"),
    ],
)
def test_who_asks_what_became_of_a_vote_is_asked_for_no_project(stage: Rehearsal, said: str) -> None:
    assert not wrong(stage, "sms", (VOTE, said), "recu|urne", "quel projet|votre vote :|remplac")


@pytest.mark.parametrize("channel", ["sms", "telegram"])
@pytest.mark.parametrize(
    ("said", "want"),
    [
        pytest.param("tout est truqué, les gagnants sont déjà choisis", "urne : recu", id="who has no trust"),
        pytest.param("je vote pas, j'ai pas confiance", "urne : recu", id="and does not vote for it"),
        pytest.param("quelqu'un m'a proposé de l'argent pour mon vote", "l'equipe verifie", id="of a vote for sale"),
        pytest.param(
            "n'importe qui peut voter plusieurs fois avec plusieurs tel", "n'a qu'un vote", id="of many votes"
        ),
        pytest.param("c'est lequel le plus utile", "ne conseille aucun projet", id="which to choose"),
        pytest.param("je suis contre la passerelle", "ne vote pas contre", id="who is against one"),
        pytest.param("ya rien pour mon quartier", "quartiers", id="nothing for a district"),
        pytest.param("j'ai changé de numéro de téléphone", "relier", id="a new telephone"),
        pytest.param("j'ai reçu un message je sais pas de qui", "vie citoyenne", id="a message from nobody known"),
        pytest.param("c'est long votre truc", "une chose a la fois", id="too long, beside no question"),
        pytest.param("y a quoi pour les vieux", "aines", id="for elders"),
        pytest.param("les projets à moins de 30000", "30 000 € au plus", id="up to a sum"),
    ],
)
def test_who_doubts_or_cannot_choose_is_answered(stage: Rehearsal, channel: str, said: str, want: str) -> None:
    assert not wrong(stage, channel, (VOTE, said), want, "pas compris|votre vote :|votez pour")


@pytest.mark.parametrize(
    ("said", "want"),
    [
        pytest.param((VOTE, "vous donnez mon numéro à la police ?"), "ni ne le vend a personne", id="the police"),
        pytest.param((VOTE, "quelqu'un a voté à ma place"), "dites-le tout de suite", id="a vote in my place"),
        pytest.param(
            (VOTE, "VOTE 5 > {code} > c'était quoi mon vote"), "je ne peux pas vous le relire", id="my choice"
        ),
        pytest.param((VOTE, "VOTE 5 > {code} > redis moi mes choix stp"), "ne peux pas vous le relire", id="once more"),
        pytest.param((VOTE, "est-ce que ma mère a voté"), "je ne dis a personne", id="the vote of another"),
        pytest.param((VOTE, "j'ai changé de numéro, mon vote compte ?"), "pas une seconde fois", id="another number"),
        pytest.param((WORKS, "je veux plus que vous ayez mes infos"), "ecrivez effacer", id="to be erased"),
        pytest.param((VOTE, "arretez de garder mes messages"), "ecrivez effacer", id="and no STOP"),
        pytest.param((VOTE, "nettoyez mes données"), "ecrivez effacer", id="and no copy"),
        pytest.param((VOTE, "envoyez moi mes données"), "garde de vous", id="a copy, and nothing erased"),
        pytest.param((VOTE, "numaramı listenizden çıkarın"), "silmek icin effacer", id="in Turkish"),
    ],
)
def test_what_people_fear_for_is_answered_with_what_is_true(stage: Rehearsal, said: tuple[str, str], want: str) -> None:
    assert wrong(stage, "sms", said, want) == ()


@pytest.mark.parametrize(
    ("said", "want"),
    [
        pytest.param((VOTE, "jusqu'à quand on peut voter > in english please"), "open until 29 november", id="again"),
        pytest.param((VOTE, "in english please > retour au français"), "nous vous ecrivons en francais", id="and back"),
        pytest.param((VOTE, "c'est trop compliqué"), "ecrivez : francais facile", id="plainer words are offered"),
        pytest.param((VOTE, "mon vote est secret ? > rien compris, des mots simples svp"), "l'urne", id="told plainly"),
        pytest.param((VOTE, "je ne comprend pas, dites plus simple svp"), "mots simples", id="how to vote, plainly"),
        pytest.param((VOTE, "vous parlez italien ?"), "non parliamo italiano(.|\n)*je parle : francais", id="Italian"),
        pytest.param((VOTE, "ma grand mère parle que soninké"), "cette langue, je ne la parle pas", id="no word of it"),
        pytest.param((VOTE, "can i vote at mairie"), "on paper", id="a French name amid English"),
    ],
)
def test_people_are_answered_in_the_words_they_ask_for(stage: Rehearsal, said: tuple[str, str], want: str) -> None:
    assert wrong(stage, "sms", said, want) == ()


@pytest.mark.parametrize("text", ["je veux voter pour un projet", "quero votar um projeto", "quiero votar un proyecto"])
def test_one_project_is_no_project_number_one(stage: Rehearsal, text: str) -> None:
    assert wrong(stage, "sms", (VOTE, text), "", "\\b1 ombre") == ()


@pytest.mark.parametrize("channel", ["sms", "telegram"])
@pytest.mark.parametrize(
    ("said", "want", "never"),
    [
        pytest.param("mon vélo a été volé à la gare hier", "17 ou 112", "triporteur", id="a theft"),
        pytest.param(
            "Les jeunes font du rodéo sous le viaduc toute la nuit, j'ai appelé la police. Que faites-vous ?",
            "17 ou 112",
            "145",
            id="noise, with a question",
        ),
        pytest.param("à quelle heure ferme la mairie", "04 65 71 20 26", "carte de bus", id="when offices are open"),
        pytest.param("on passe à autre chose", "d'accord", "passerelle", id="a word that begins a title"),
        pytest.param("attends je regarde et je te dis", "d'accord", "reunion", id="somebody who waits"),
    ],
)
def test_a_project_that_is_named_in_passing_is_not_told(
    stage: Rehearsal, channel: str, said: str, want: str, never: str
) -> None:
    assert not wrong(stage, channel, (VOTE, said), want, never)


@pytest.mark.parametrize("channel", ["sms", "telegram"])
@pytest.mark.parametrize(
    ("said", "want"),
    [
        pytest.param("le skatepark il est grand comment", "450 m", id="how large it is"),
        pytest.param("le carrefour du collège, pourquoi le refaire", "six cents eleves", id="why it is wanted"),
        pytest.param("pourquoi le skatepark coute si cher", "la fiche ne le dit pas", id="why so dear"),
        pytest.param("le skatepark sera nettoyé par qui", "la fiche ne le dit pas", id="who cleans it"),
        pytest.param("combien de personnes tiennent sur le ponton", "ponton", id="how many it holds"),
        pytest.param("ya des toilettes prévues à l'aire de jeux ?", "la fiche ne le dit pas", id="what it lacks"),
        pytest.param("le studio c'est ouvert quels soirs", "deux soirs", id="on which evenings"),
        pytest.param(
            "Bonjour, j'aimerais connaître le prix du verger, et savoir s'il faut être adhérent pour cueillir "
            "les fruits.",
            "18 000",
            id="a polite question that is no wish",
        ),
        pytest.param("vous avez une photo ou un plan du kiosque", "la fiche ne le dit pas", id="a picture"),
        pytest.param("is the skatepark covered", "the sheet does not say", id="in English"),
        pytest.param("skate > et le soir ya de la lumiere ?", "21 h", id="after the project, what another has too"),
        pytest.param("PROJET 16 > l'artiste c'est qui", "une artiste", id="after it, in a word of its text"),
        pytest.param("skate > et le basket il est éclairé ?", "coquelicots", id="after it, of another one"),
        pytest.param("le 9 > et ça coute combien en electricité par an", "coquelicots", id="after it, at some length"),
    ],
)
def test_what_is_asked_of_a_project_is_told_first_or_said_to_be_missing(
    stage: Rehearsal, channel: str, said: str, want: str
) -> None:
    assert not wrong(stage, channel, (VOTE, said), want)


@pytest.mark.parametrize(
    ("said", "want"),
    [
        pytest.param(
            "Mon fils rentre de l'école et veut voter avec mon téléphone. Comment faire ?", "prenom", id="home"
        ),
        pytest.param("je pars à l'hopital pour 15 jours, jusqu'à quand je peux voter ?", "29 novembre", id="ill"),
    ],
)
def test_a_story_beside_a_vote_is_not_what_is_asked(stage: Rehearsal, said: str, want: str) -> None:
    assert not wrong(stage, "sms", (VOTE, said), want)


@pytest.mark.parametrize(
    ("said", "want", "never"),
    [
        pytest.param((IDEAS, "hasta cuándo tengo tiempo"), "29 de marzo", "noviembre", id="ideas, in Spanish"),
        pytest.param((IDEAS, "votre opération, de quel délai je dispose encore ?"), "29 mars", "novembre", id="votre"),
        pytest.param((VOTE, "qui peut voter et jusqu'à quand"), "vit, travaille", "pas compris", id="beside another"),
        pytest.param((ANALYSIS, "c'est trop tard ?"), "clos.*octobre", "pas compris", id="nothing open: every date"),
        pytest.param((VOTE, "je rentre le 20, ça ira encore ou c'est trop tard"), "29 novembre", "defib", id="a day"),
        pytest.param((VOTE, "je sors de l'hôpital, sera-t-il encore temps ?"), "29 novembre", "15, 18", id="a story"),
        pytest.param((VOTE, "c'est bientôt fini ?"), "29 novembre", "questions courtes", id="of no form"),
        pytest.param((COUNT, "et l'année prochaine ?"), "pas encore fixee", "pas compris", id="the next time"),
        pytest.param(("2026-12-07T12:00", "c'est à quelle heure ce soir ?"), "18 h", "mairie", id="this evening"),
        pytest.param((RESULTS, "et maintenant ?"), "janvier.*2027", "pour voter", id="what comes after the results"),
        pytest.param((WORKS, "il reste combien de temps ?"), "19 decembre", "pour voter", id="while it is built"),
    ],
)
def test_a_date_that_is_asked_of_nothing_is_the_one_of_the_time(
    stage: Rehearsal, said: tuple[str, str], want: str, never: str
) -> None:
    assert not wrong(stage, "sms", said, want, never)


@pytest.mark.parametrize(
    ("said", "want", "never"),
    [
        pytest.param((VOTE, "le skatepark il en est où ?"), "soumis au vote", "couler", id="a project"),
        pytest.param((COUNT, "le skatepark a gagné ?"), "7 decembre", "couler", id="before the results"),
        pytest.param((COUNT, "combien de voix pour le 5 ?"), "7 decembre", "1 a 3", id="its votes"),
        pytest.param((WORKS, "des nouvelles du 9 ?"), "coquelicots", "quel projet", id="by its number"),
        pytest.param((ANALYSIS, "la proposition 3 elle est validée ?"), "passerelle", "est-ce cela", id="a proposal"),
        pytest.param((RESULTS, "le verger est pris ou pas ?"), "bientot publies", "pommiers", id="a late result"),
        pytest.param((WORKS, "le kiosque, ça avance ?"), "etait soumis au vote", "zinc", id="while it is built"),
        pytest.param((ANALYSIS, "alors, ça avance ou pas ?"), "etudie", "quel projet", id="all of it"),
        pytest.param((COUNT, "où en est-on svp"), "depouillement", "quel projet", id="all of it, by the keyword"),
        pytest.param((VOTE, "mon idée elle a été prise ?"), "29 novembre", "pas compris", id="an idea not here"),
    ],
)
def test_how_far_something_is_comes_before_what_it_is(
    stage: Rehearsal, said: tuple[str, str], want: str, never: str
) -> None:
    assert not wrong(stage, "sms", said, want, never)
