"""What a town may tell beside what people need: a survey that opens, a meeting ahead, the proclamation, and thanks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import insert

from flows.town.edition import Status
from storage.database.store import Store
from storage.town import editions, meetings
from storage.town.authors import AUTHORS
from storage.town.meetings import Party
from storage.town.surveys import SURVEY_ROLL
from tests.conftest import PARIS
from tests.support.reminding import passes, room_of, someone, states, texts, ticks, votes


def test_a_survey_that_opens_is_told_to_who_did_not_answer_it(store: Store) -> None:
    room = room_of(store, datetime(2026, 11, 2, 9, tzinfo=PARIS), rules=("survey_opens",))
    answered, *_others = (someone(store, number) for number in range(3))
    with store.writing() as tx:
        row = {"edition_id": editions.find(tx).id, "survey": "bilan-2026", "person_id": answered}
        tx.execute(insert(SURVEY_ROLL), row | {"answered_on": date(2026, 11, 2)})

    assert ticks(room, 2) == 2
    assert all("ENQUETE" in text for text in texts(store))


def test_a_meeting_is_announced_to_its_district_and_not_to_who_comes_already(store: Store) -> None:
    room = room_of(store, datetime(2026, 11, 7, 10, tzinfo=PARIS), rules=("meeting_announced",))
    comes, _stays, _elsewhere = (
        someone(store, number, district=district) for number, district in enumerate(("centre", "centre", "gare"))
    )
    with store.writing() as tx:
        meetings.sign_up(tx, editions.find(tx).id, "promenade-des-projets", Party(comes, 0), room.clock.now())

    assert ticks(room, 2) == 1
    assert "VENIR 2" in texts(store)[0]


def test_the_proclamation_is_told_ahead_to_everybody(store: Store) -> None:
    room = room_of(store, datetime(2026, 12, 5, 18, tzinfo=PARIS), rules=("proclamation",))
    someone(store)

    assert ticks(room, 2) == 1
    assert "7 décembre à 18 h" in texts(store)[0]


def test_thanks_go_to_who_took_part_and_not_before_the_result_is_public(store: Store) -> None:
    room = room_of(store, datetime(2026, 12, 10, 18, tzinfo=PARIS), rules=("thanks",))
    voter, author, _other = (someone(store, number) for number in range(3))
    votes(store, voter)
    with store.writing() as tx:
        project = editions.find(tx).by_number[12].id
        row = {"project_id": project, "person_id": author, "kind": "alone", "guardian": False}
        tx.execute(insert(AUTHORS), row | {"at": room.clock.now() - timedelta(days=300)})
    assert ticks(room, 2) == 0
    assert not states(store), "nobody is even listed as somebody who took part"

    with store.writing() as tx:
        edition = editions.find(tx)
        won = [replace(project, status=Status.WINNER, votes=9) for project in edition.projects[:2]]
        editions.publish(tx, edition, "{}", won)
    passes(room, minutes=2)
    assert ticks(room, 2) == 2
    assert all("2 projets vont se faire, pour" in text for text in texts(store))
