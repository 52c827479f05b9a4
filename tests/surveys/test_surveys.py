"""Surveys that the sample edition has none like: quotas, ages, several at once; and what is kept of the answers."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from bot.edition.file import read_edition
from bot.practice.sample import SAMPLE
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from flows.town.questionnaire import QuestionKind, Survey, SurveyChoice, SurveyQuestion, When
from flows.town.rules import Ages
from storage.database.store import Store
from storage.messages.conversations import CONVERSATIONS
from storage.messages.inbox import INBOX
from storage.messages.outbox import OUTBOX
from storage.people.people import PEOPLE
from storage.town import surveys
from storage.town.surveys import SURVEY_PAPERS, SURVEY_ROLL
from tests.conftest import PARIS, HandClock, opened
from tests.support.player import Player

CHANNELS = ("sms", "telegram")
SAID = ("channel", "district", "band")
YES_OR_NO = (SurveyChoice("oui", "Oui"), SurveyChoice("non", "Non"))
TRAM = SurveyQuestion("tram", "Voulez-vous un tramway ?", QuestionKind.ONE, choices=YES_OR_NO)
WHY = SurveyQuestion("pourquoi", "Pourquoi ?", QuestionKind.WORDS, optional=True)


def survey(id: str = "tram", *questions: SurveyQuestion, **changes: Any) -> Survey:
    """A survey open in the sample's vote: one question, unless others are given."""
    opens, closes = datetime(2026, 11, 1, tzinfo=PARIS), datetime(2026, 12, 1, tzinfo=PARIS)
    return replace(Survey(id, f"Le sujet {id}", opens, closes, questions or (TRAM,), word=id), **changes)


def town(store: Store, *asked: Survey, **changes: Any) -> int:
    """The sample edition with these surveys instead of its own, and its id."""
    return opened(store, replace(read_edition(SAMPLE), surveys=asked, **changes))


def papers(store: Store, edition: int, id: str = "tram") -> list[surveys.Paper]:
    """The papers of a survey."""
    with store.reading() as tx:
        return surveys.papers(tx, store, edition, id)


def play(store: Store, clock: HandClock, channel: str, script: str) -> None:
    """Hold the conversation of *script*, as in a transcript."""
    Player(store, clock, channel).play(script)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_survey_that_is_full_says_so_before_any_question(sqlite: Store, clock: HandClock, channel: str) -> None:
    edition = town(sqlite, survey(quota=1))

    play(
        sqlite,
        clock,
        channel,
        """
        > enquete
        < Voulez-vous un tramway ?
        > [Oui]
        > oui
        < Merci ! Vos réponses sont bien arrivées.
        @ new phone
        > enquete
        < Cette enquête a déjà reçu toutes les réponses prévues
        <! tramway
        """,
    )

    assert len(papers(sqlite, edition)) == 1


@pytest.mark.parametrize("channel", CHANNELS)
def test_who_answers_while_the_last_place_goes_is_told_so_and_nothing_is_kept(
    sqlite: Store, clock: HandClock, channel: str
) -> None:
    edition = town(sqlite, survey(quota=1))
    slow, fast = (Player(sqlite, clock, channel, phones=n) for n in (1, 2))

    slow.play("> enquete\n> [Oui]\n< Envoyer votre réponse ?")
    fast.play("> enquete\n> [Non]\n> oui\n< Merci")
    slow.play("> oui\n< Vos réponses n'ont pas pu être envoyées.\n< elle est complète")

    assert [paper.answers for paper in papers(sqlite, edition)] == [{"tram": "non"}]


def test_processes_that_answer_at_the_same_time_never_exceed_a_quota(store: Store, clock: HandClock) -> None:
    edition = town(store, survey(quota=7))
    people = [f"+336399800{number:02}" for number in range(24)]
    turns = Turns(store, clock)
    for words in ("enquete", "1"):
        turns.hear([Incoming("test", f"{words} {phone}", "sms", phone, words) for phone in people])
    together = threading.Barrier(4)
    heard: list[str] = []

    def process(mine: list[str]) -> None:
        own = Turns(store, clock)
        together.wait()
        for phone in mine:
            message = Incoming("test", f"send {phone}", "sms", phone, "oui")
            heard.extend(reply.text for reply in own.hear([message])[0].replies)

    threads = [threading.Thread(target=process, args=(people[place::4],)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(papers(store, edition)) == 7
    assert sum("Merci ! Vos réponses sont bien arrivées." in text for text in heard) == 7
    assert sum("complète" in text or "complete" in text for text in heard) == 17


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_district_has_its_quota_and_so_have_those_who_do_not_say(
    sqlite: Store, clock: HandClock, channel: str
) -> None:
    edition = town(sqlite, survey(quota_by_district=1))
    answered = "\n> [Oui]\n> oui\n< Merci ! Vos réponses\n@ new phone\n> enquete\n< quartier\n"

    play(
        sqlite,
        clock,
        channel,
        f"""
        > enquete
        < quartier
        > gare{answered}> gare
        < assez de réponses de votre quartier (Gare et Tanneurs)
        <! tramway
        @ new phone
        > enquete
        > rives{answered}> passer{answered}> passer
        < assez de réponses de votre quartier
        """,
    )

    assert sorted(paper.district for paper in papers(sqlite, edition)) == ["", "gare", "rives"]


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    ("ages", "script"),
    [
        pytest.param({"least_age": 15, "most_age": 25}, "> 17\n< tramway", id="within"),
        pytest.param({"least_age": 15, "most_age": 25}, "> 12\n< 15\n<! tramway", id="too young"),
        pytest.param({"least_age": 15, "most_age": 25}, "> 40\n< s'adresse aux 15-25 ans\n<! tramway", id="too old"),
        pytest.param({"most_age": 25}, "> passer\n< Avez-vous 25 ans ou moins ?\n> oui\n< tramway", id="not said"),
        pytest.param({"most_age": 25}, "> passer\n> non\n< s'adresse aux 25 ans et moins", id="not said, too old"),
        pytest.param({}, "< tramway\n<! âge", id="for everyone"),
    ],
)
def test_an_age_is_asked_only_where_the_survey_is_for_some_ages(
    sqlite: Store, clock: HandClock, channel: str, ages: dict[str, Any], script: str
) -> None:
    town(sqlite, survey(**ages), ages=Ages())

    play(sqlite, clock, channel, f"> enquete\n{script}")


@pytest.mark.parametrize("channel", CHANNELS)
def test_of_two_surveys_the_one_begun_is_finished_first_and_the_other_is_named_then(
    sqlite: Store, clock: HandClock, channel: str
) -> None:
    edition = town(sqlite, survey("tram", TRAM, WHY), survey("bus", replace(TRAM, id="bus", text="Plus de bus ?")))

    play(
        sqlite,
        clock,
        channel,
        """
        > enquete
        < enquête
        > [Le sujet tram]
        < Voulez-vous un tramway ?
        > retour
        < Le sujet bus
        > [Le sujet tram]
        > [Oui]
        < 2/2
        # Le mot de l'autre enquête ne fait rien perdre de celle-ci.
        > menu
        > enquete bus
        < 2/2
        < Pourquoi ?
        > c est rapide
        > oui
        < Merci
        < Une autre enquête est ouverte, « Le sujet bus » : écrivez ENQUETE BUS.
        > enquete bus
        < Plus de bus ?
        > non
        > oui
        < Merci
        <! Une autre
        """,
    )

    assert papers(sqlite, edition)[0].answers == {"tram": "oui", "pourquoi": "c est rapide"}
    assert papers(sqlite, edition, "bus")[0].answers == {"bus": "non"}


@pytest.mark.parametrize("channel", CHANNELS)
def test_five_surveys_are_listed_and_the_others_come_by_their_word(
    sqlite: Store, clock: HandClock, channel: str
) -> None:
    town(sqlite, *(survey(f"sujet{letter}") for letter in "abcdefg"))

    play(
        sqlite,
        clock,
        channel,
        """
        > sondage
        < Le sujet sujete
        < SUJETF, SUJETG
        <! Le sujet sujetf
        > enquete sujetg
        < tramway
        """,
    )


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_survey_that_fills_up_while_people_choose_is_no_longer_one_of_the_list(
    sqlite: Store, clock: HandClock, channel: str
) -> None:
    town(sqlite, survey("tram", quota=1), survey("bus"), survey("velo"))
    slow, fast = (Player(sqlite, clock, channel, phones=n) for n in (1, 2))

    slow.play("> enquete\n> [Le sujet tram]\n< tramway")
    fast.play("> enquete tram\n> [Oui]\n> oui\n< Merci")
    slow.play("> [Oui]\n< n'est plus possible\n< Le sujet bus\n<! Le sujet tram")


KINDS = (
    SurveyQuestion(
        "note",
        "Une note ?",
        QuestionKind.SCALE,
        choices=tuple(
            SurveyChoice(str(n), label) for n, label in enumerate(("Nul", "Bof", "Moyen", "Bien", "Super"), 1)
        ),
    ),
    SurveyQuestion("dix", "Et pour le reste ?", QuestionKind.SCALE, least=0, most=10),
    SurveyQuestion("fois", "Combien de fois ?", QuestionKind.NUMBER, least=0, most=50, optional=True),
    SurveyQuestion("lieu", "Où ?", QuestionKind.DISTRICT),
    SurveyQuestion(
        "avec",
        "Avec quoi ?",
        QuestionKind.SEVERAL,
        choices=tuple(SurveyChoice(f"c{n}", f"Outil {n}") for n in range(1, 9)),
        least=2,
        most=3,
        when=When("note", ("4", "5")),
    ),
)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("anonymous", [True, False], ids=["anonymous", "signed"])
def test_every_kind_of_question_is_kept_as_what_it_is(
    sqlite: Store, clock: HandClock, channel: str, anonymous: bool
) -> None:
    edition = town(sqlite, survey("tram", *KINDS, anonymous=anonymous))

    play(
        sqlite,
        clock,
        channel,
        """
        > enquete
        telegram< 5 questions au plus
        sms< De 1 (Nul) à 5 (Super).
        telegram< [4 · Bien]
        > 4
        sms< Un chiffre de 0 à 10.
        > 0
        < Combien de fois ?
        > passer
        < Où ?
        > rives
        < Avec quoi ?
        sms< 8 Outil 8
        sms> outil 2
        sms< Choisissez au moins 2 réponses.
        sms> 2 8
        telegram> [Outil 2]
        telegram<! Valider
        telegram> [Outil 8]
        telegram> [Valider mes 2 choix]
        < Envoyer vos 4 réponses ?
        > oui
        < Merci
        """,
    )

    [paper] = papers(sqlite, edition)
    with sqlite.reading() as tx:
        declared = tx.execute(select(PEOPLE.c.district)).scalar_one()
    assert paper.answers == {"note": 4, "dix": 0, "lieu": "rives", "avec": ["c2", "c8"]}
    assert (paper.channel, paper.district) == (channel, "rives")
    assert declared == ("" if anonymous else "rives")


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_anonymous_answer_leaves_no_way_back_to_the_person(store: Store, clock: HandClock, channel: str) -> None:
    edition = town(store, survey("tram", TRAM, WHY))

    play(store, clock, channel, "> enquete\n> [Non]\n> le bruit du depot me reveille\n> oui\n< Merci")

    with store.reading() as tx:
        paper = tx.execute(select(SURVEY_PAPERS)).one()
        roll = tx.execute(select(SURVEY_ROLL)).one()
        inbox = tx.execute(select(INBOX.c.words)).scalars().all()
        outbox = tx.execute(select(OUTBOX.c.secret)).scalars().all()
        kept = tx.execute(select(CONVERSATIONS)).all()
    assert paper.person_id is None
    assert str(roll.person_id).encode() not in bytes(paper.slot)
    assert set(roll._mapping) == {"edition_id", "survey", "person_id", "answered_on"}
    assert set(paper._mapping) == {
        "slot",
        "edition_id",
        "survey",
        "person_id",
        "channel",
        "district",
        "band",
        "answers",
    }
    assert b"bruit" not in bytes(paper.answers)
    assert orjson.loads(store.vault.open(bytes(paper.answers)))["pourquoi"] == "le bruit du depot me reveille"
    assert inbox == [None] * 4
    assert all(outbox)
    assert kept == []
    assert edition == paper.edition_id


def test_a_signed_answer_is_replaced_and_counts_once(sqlite: Store, clock: HandClock) -> None:
    edition = town(sqlite, survey(anonymous=False, quota=1))

    play(
        sqlite,
        clock,
        "sms",
        """
        > enquete
        > 1
        > oui
        < Merci
        @ + 1 days
        > enquete
        < Vous avez déjà répondu, le 5 novembre. Voulez-vous remplacer vos réponses ?
        > oui
        > 2
        > oui
        < Merci
        """,
    )

    [paper] = papers(sqlite, edition)
    with sqlite.reading() as tx:
        answered = surveys.answered(tx, edition, paper.person_id or 0)
    assert paper.answers == {"tram": "non"}
    assert answered == {"tram": date(2026, 11, 6)}


def test_papers_come_in_the_order_of_their_slots_not_of_their_arrival(store: Store, clock: HandClock) -> None:
    edition = town(store, survey("tram", WHY))
    for number in range(12):
        Player(store, clock, "sms", phones=number).play(f"> enquete\n> raison {number}\n> oui\n< Merci")

    kept = papers(store, edition)

    assert [paper.slot for paper in kept] == sorted(paper.slot for paper in kept)
    assert len({paper.slot for paper in kept}) == 12
    assert {paper.answers["pourquoi"] for paper in kept} == {f"raison {number}" for number in range(12)}


def test_where_no_survey_was_ever_planned_the_menu_is_named(sqlite: Store, clock: HandClock) -> None:
    town(sqlite)

    play(sqlite, clock, "sms", "> enquete\n< Il n'y a pas d'enquête pour vous en ce moment. Pour tout le reste : MENU.")
