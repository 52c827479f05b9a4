"""A class as an ambassador: how many came through it is counted, and nothing says who."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.hands.ambassadors import counts
from bot.languages.words import lexicon, voice
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from flows.relays.deeds import Around, MyRelaying, RelayState
from flows.relays.request import for_whom
from flows.relays.sharing import for_class
from flows.talk.memory import View
from flows.talk.questions import Ear
from flows.talk.questions.base import Answered, Reply
from flows.talk.scene import Me, Scene
from storage.database.store import Store
from storage.people.people import PEOPLE
from storage.relays import newcomers
from storage.relays.ambassadors import AMBASSADORS
from storage.relays.newcomers import RELAYS, Through
from storage.town import editions
from tests.conftest import HandClock, load_sample
from tests.support.relaying import Town, decides, found


@pytest.fixture
def town(store: Store, clock: HandClock) -> Town:
    """A town whose first ambassador is a class, and whose second relays to friends, on each database."""
    load_sample(store)
    made = Town(Room(store, clock, Turns(store, clock)), clock)
    made.says("1", "ambassadeur", "40", "classe", "Claire", "la cinquième B", "oui")
    made.asks("2", "Bob")
    decides(made.room, "approves", 1, "CINQB")
    decides(made.room, "approves", 2, "BOB")
    return made


def test_a_pupil_is_counted_once_and_no_row_says_through_whom(town: Town) -> None:
    for address in ("11", "12", "13", "14", "15"):
        assert "bienvenue" in town.says(address, "avec cinqb")
    town.says("11", "avec cinqb")
    town.says("11", "avec bob")
    town.says("1", "avec cinqb")

    assert town.through(1) == Through(came=5)
    assert town.through(2) == Through()
    with town.room.store.reading() as tx:
        rows = tx.execute(select(RELAYS.c.ambassador_id, RELAYS.c.at)).all()
    assert [tuple(row) for row in rows] == [(None, None)] * 5


def test_who_came_through_another_before_does_not_count_for_the_class(town: Town) -> None:
    town.says("11", "avec bob")
    town.says("11", "avec cinqb")

    assert (town.through(1), town.through(2)) == (Through(), Through(came=1))


def test_what_pupils_do_then_is_not_counted(town: Town) -> None:
    for address in ("11", "12", "13", "14", "15"):
        town.says(address, "avec cinqb", "vote 3", "88")

    told = town.says("1", "mesrelais")

    assert "Venues par vous : 5" in told
    assert "Ont voté" not in told
    assert counts(town.through(1)).voted == 0


def test_a_pupil_who_erases_themselves_leaves_the_count_and_no_row(town: Town) -> None:
    town.says("11", "avec cinqb")
    town.says("11", "effacer", "oui")

    assert town.through(1).came == 1
    with town.room.store.reading() as tx:
        assert tx.execute(select(RELAYS)).all() == []


@pytest.mark.parametrize(
    ("words", "who"),
    [
        pytest.param("1", Around.FRIENDS, id="by its number"),
        pytest.param("moi", Around.FRIENDS, id="me"),
        pytest.param("le quartier", Around.FRIENDS, id="the quarter by itself"),
        pytest.param("mes élèves", Around.CLASS, id="my pupils"),
        pytest.param("mon immeuble", Around.FRIENDS, id="a building"),
        pytest.param("mes voisins et amis", Around.FRIENDS, id="neighbours"),
        pytest.param("asso de quartier", Around.CLUB, id="an association, in short"),
        pytest.param("le comité de quartier", Around.CLUB, id="a committee"),
        pytest.param("ma classe de 5e", Around.CLASS, id="a class"),
        pytest.param("les eleves du college", Around.CLASS, id="pupils"),
    ],
)
def test_for_whom_one_relays_is_heard_in_peoples_own_words(words: str, who: Around, town: Town) -> None:
    town.says("21", "ambassadeur", "40", words, "Zoé", "eux", "oui")

    assert found(town.room, 3).around is who


@pytest.mark.parametrize(
    ("language", "words", "who"),
    [
        pytest.param("en", "my neighbours", Around.FRIENDS, id="English: neighbours"),
        pytest.param("en", "my class", Around.CLASS, id="English: a class"),
        pytest.param("es", "mi asociación", Around.CLUB, id="Spanish: an association"),
        pytest.param("pt", "os vizinhos", Around.FRIENDS, id="Portuguese: neighbours"),
        pytest.param("tr", "öğrencilerim", Around.CLASS, id="Turkish: pupils"),
        pytest.param("tr", "ogrencilerim", Around.CLASS, id="Turkish without its letters"),
        pytest.param("ar", "جيراني", Around.FRIENDS, id="Arabic: neighbours"),
        pytest.param("ar", "ma classe", Around.CLASS, id="French, to who reads Arabic"),
    ],
)
def test_it_is_heard_in_the_words_of_their_language(language: str, words: str, who: Around) -> None:
    heard = for_whom().hear(Reply(words), View(), Ear(lexicon(), voice(language).say))

    assert heard == Answered(who)


def test_the_team_sees_for_whom_each_relays(town: Town) -> None:
    assert [found(town.room, number).around for number in (1, 2)] == [Around.CLASS, Around.FRIENDS]


@pytest.mark.parametrize(
    ("least", "said"), [pytest.param(0, "On vote à tout âge.", id="any"), pytest.param(11, "dès 11 ans.", id="eleven")]
)
def test_a_teacher_is_told_from_which_age_pupils_vote(least: int, said: str, town: Town) -> None:
    with town.room.store.reading() as tx:
        edition = editions.find(tx)
    aged = replace(edition, ages=replace(edition.ages, vote=least))

    teacher = MyRelaying(1, RelayState.APPROVED, "CINQB", around=Around.CLASS)
    told = voice("fr").say(for_class(Scene(aged, town.clock.now(), Me(0)), teacher))
    assert said in told
    assert "Écrivez-le au tableau" in told, "no link is known to show"


def test_a_class_that_asks_again_for_friends_is_counted_as_they_are(town: Town) -> None:
    town.says("11", "avec cinqb")
    with town.room.store.writing() as tx:
        tx.execute(update(AMBASSADORS).where(AMBASSADORS.c.number == 1).values(around=Around.FRIENDS))
        twelve = tx.execute(select(PEOPLE.c.id).order_by(PEOPLE.c.id.desc())).scalars().first()
        assert twelve
        id = found(town.room, 2).id
        assert not newcomers.come(tx, twelve, id, town.clock.now())
    town.says("12", "avec cinqb")

    assert town.through(1).came == 2
