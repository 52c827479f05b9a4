"""What would tell who asked is taken out of a question before it becomes a wording; what asks stays."""

from __future__ import annotations

import pytest

from flows.hotline.impersonal import without_personal


@pytest.mark.parametrize(
    ("words", "left"),
    [
        pytest.param("rappelez moi au 06 39 98 00 12", "rappelez moi au …", id="a telephone"),
        pytest.param("mon tel 06.39.98.00.12 merci", "mon tel … merci", id="with dots"),
        pytest.param("0639980012 appelez", "… appelez", id="in one piece"),
        pytest.param("mon numéro +33 6 39 98 00 12", "mon numéro …", id="from abroad"),
        pytest.param("mon n° sécu 2 61 03 75 123 456 78", "mon n° sécu …", id="social security"),
        pytest.param("écrivez à lucie.martin@mail.example svp", "écrivez à … svp", id="an e-mail"),
        pytest.param("je suis @lucie_m sur insta", "je suis … sur insta", id="a name on a network"),
        pytest.param("je m'appelle Lucie Martin, qui peut voter", "je m'appelle …, qui peut voter", id="je m'appelle"),
        pytest.param("je mappelle lucie martin et je veux voter", "je mappelle … et je veux voter", id="small letters"),
        pytest.param("Mme Durand peut-elle voter ?", "Mme … peut-elle voter ?", id="Mme"),
        pytest.param("mme DURAND peut voter ?", "mme … peut voter ?", id="in capitals"),
        pytest.param("M. Karim Benali habite ici", "M. … habite ici", id="M."),
        pytest.param("où voter. Signé Lucie Martin", "où voter. Signé …", id="signed"),
        pytest.param("où voter ? Cordialement, Lucie", "où voter ? Cordialement, …", id="after a greeting"),
        pytest.param("où voter ?\nLucie Martin", "où voter ? …", id="a name at the end"),
        pytest.param("mon fils Tom a 15 ans", "mon fils … a 15 ans", id="a child"),
        pytest.param("j'habite 12 bis rue des Lilas, je vote où", "j'habite …, je vote où", id="a house"),
        pytest.param("au 12 rue Jean Jaurès 93000 Montreval", "au …", id="with its town"),
        pytest.param("j'habite 3 place Carnot", "j'habite …", id="a square"),
        pytest.param("bâtiment B appt 14, ascenseur en panne", "…, ascenseur en panne", id="a door"),
        pytest.param("née le 12/03/1961, je peux voter", "née …, je peux voter", id="a birth"),
        pytest.param(
            "je touche 850 € de retraite, c'est cher ?", "je touche … de retraite, c'est cher ?", id="an income"
        ),
        pytest.param("mon loyer est de 1 200 euros", "mon loyer est de …", id="a rent"),
    ],
)
def test_what_is_personal_is_taken_out(words: str, left: str) -> None:
    assert without_personal(words) == left


@pytest.mark.parametrize(
    "words",
    [
        "un projet à 30 000 € est-il possible ?",
        "le budget de 1500000 euros c'est pour qui",
        "la rue des Lilas sera-t-elle refaite ?",
        "il reste 2 places à l'atelier ?",
        "3 cours de danse par semaine c'est possible",
        "monsieur le maire peut-il voir mon vote",
        "bonjour madame je voudrais savoir qui peut voter",
        "bonjour monsieur comment voter",
        "c'est où le vote du 05/12/2026 à 20 h",
        "les projets 3 12 18 sont où",
        "je suis étranger, je peux voter ?",
        "je m'appelle comment sur le site",
        "Qui peut voter ? Merci",
        "c'est quoi la règle de 2027 pour le vote",
    ],
)
def test_what_anybody_may_ask_stays_as_it_is(words: str) -> None:
    assert without_personal(words) == words
