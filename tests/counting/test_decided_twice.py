"""What was published or prepared is not replaced in passing: who means it says so, and the log has the difference."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from bot.counting.republish import differences
from bot.counting.tally import count_edition, publish_as
from bot.team import decisions
from bot.team.anyway import TouchesPeopleError, Wanted
from bot.team.decisions import InstructionError, Merger, TeamDecision
from bot.team.stamp import Stamp
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from flows.town.edition import Status
from storage.database.store import Store
from storage.town import calendar, editions, publications
from tests.conftest import HandClock
from tests.support.voted_town import IN_THE_COUNT, all_vote, edition_in, set_status

AWA = Wanted(Stamp("Awa", IN_THE_COUNT))


def publish(store: Store, wanted: Wanted = AWA, draw: str | None = None) -> None:
    with store.writing() as tx:
        publish_as(tx, store, count_edition(tx, store, editions.find(tx), draw), wanted)


def log_of(store: Store) -> list[str]:
    with store.reading() as tx:
        return [f"{entry.by}: {entry.what}" for entry in calendar.logged(tx, editions.find(tx).id, 9)]


def test_a_result_is_published_again_only_if_meant_and_the_log_says_what_changed(
    turns: Turns, clock: HandClock
) -> None:
    all_vote(turns, ["3 12", "12", "3 5"])
    publish(turns.store)
    set_status(turns.store, Status.WINNER, 3)
    turns.hear([Incoming("twilio", "follow", "sms", "+33639980001", "suivre 3")])
    with turns.store.writing() as tx:
        edition = edition_in(turns.store)
        editions.correct(tx, edition.id, edition.by_number[3].id, {"cost": edition.budget + 1})

    with pytest.raises(TouchesPeopleError) as refused:
        publish(turns.store)
    with pytest.raises(TouchesPeopleError, match="--reason"):
        publish(turns.store, replace(AWA, anyway=True))

    assert "3 " in str(refused.value)
    assert "was funded, would be not funded" in str(refused.value)
    assert edition_in(turns.store).by_number[3].status is Status.WINNER
    told: list[str] = []
    publish(turns.store, replace(AWA, anyway=True, reason="Coût corrigé", hears=told.append))
    assert told == ["1 follower of what changes will be told; 3 voters read it when they ask: RESULTATS."]
    assert "1 follower of what changes will be told" in str(refused.value)
    first, second = log_of(turns.store)
    assert first.startswith("Awa: result published:")
    assert "was funded, would be not funded" in second
    assert second.endswith("Reason: Coût corrigé")
    assert edition_in(turns.store).by_number[3].status is Status.NOT_SELECTED


def test_a_published_seed_stands_until_another_is_given(turns: Turns) -> None:
    """What was drawn in public is not undone by a second publication that says nothing of it."""
    all_vote(turns, ["3 12"])
    publish(turns.store, draw="rouge42")

    with pytest.raises(TouchesPeopleError, match="nothing in it differs"):
        publish(turns.store)
    with pytest.raises(TouchesPeopleError, match="draw was rouge42, would be bleu7"):
        publish(turns.store, draw="bleu7")


def test_a_seed_that_was_missing_is_told_in_words() -> None:
    published = {"voters": 1, "choices": 1, "digest": "", "projects": []}

    assert differences(orjson.dumps({**published, "draw": None}).decode(), {**published, "draw": "rouge42"}) == [
        "draw was none, would be rouge42"
    ]


def test_the_same_result_twice_is_told_to_be_the_same(turns: Turns) -> None:
    all_vote(turns, ["3 12"])
    publish(turns.store)

    with pytest.raises(TouchesPeopleError, match="nothing in it differs from what is published"):
        publish(turns.store)


def test_a_merger_over_a_prepared_decision_says_so_and_asks(turns: Turns, clock: HandClock) -> None:
    with turns.store.writing() as tx:
        edition = editions.find(tx)
        unfeasible, leo = TeamDecision("unfeasible", why="La dalle est trop faible"), Stamp("Léo", clock.now())
        decisions.decide(tx, edition, 12, unfeasible, Stamp("Awa", clock.now()))
        for number, into in ((12, 15), (15, 12)):
            with pytest.raises(InstructionError, match=r"12 is prepared already .*La dalle.* by Awa"):
                decisions.merge(tx, edition, Merger(number, into), leo)
        decisions.merge(tx, edition, Merger(12, 15, anyway=True), leo)
        [event] = publications.prepared(tx, edition.id)

    assert event.change.merged_into == edition.by_number[15].id


def test_a_decision_over_a_prepared_merger_asks_too(turns: Turns, clock: HandClock) -> None:
    with turns.store.writing() as tx:
        edition = editions.find(tx)
        decisions.merge(tx, edition, Merger(12, 15), Stamp("Léo", clock.now()))
        awa = Stamp("Awa", clock.now())

        with pytest.raises(InstructionError, match="12 is prepared already to be merged, by Léo"):
            decisions.decide(tx, edition, 12, TeamDecision("withdrawn"), awa)
        decisions.decide(tx, edition, 12, TeamDecision("withdrawn", anyway=True), awa)
