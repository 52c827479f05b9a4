"""Only what stood on this ballot is counted; what happened to anything else is not the count's to change."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from bot.counting import pabulib
from bot.counting.count import count_instance, disagreements
from bot.counting.pb_export import as_instance
from bot.counting.tally import as_json, count_edition, publish
from bot.telling.news import tell
from bot.turn.turns import Turns
from flows.town.edition import Status
from flows.town.rules import BallotRules
from storage.database.store import Store
from storage.town import editions, events
from storage.town.events import ProjectChange
from storage.town.publications import announce
from tests.conftest import HandClock
from tests.support.voted_town import IN_THE_COUNT, all_vote, edition_in, set_status


def counted(store: Store) -> dict[str, object]:
    with store.reading() as tx:
        return as_json(count_edition(tx, store, edition_in(store)))


def published(turns: Turns, clock: HandClock) -> None:
    clock.at = IN_THE_COUNT
    with turns.store.writing() as tx:
        publish(tx, count_edition(tx, turns.store, edition_in(turns.store)), clock.now())


def test_a_project_of_the_season_before_keeps_its_fate_and_its_followers_hear_nothing(
    turns: Turns, clock: HandClock
) -> None:
    set_status(turns.store, Status.DELIVERED, 12)
    with turns.store.writing() as tx:
        edition = edition_in(turns.store)
        delivered = ProjectChange(edition.by_number[12].id, Status.DELIVERED, why="Le banc est posé.")
        announce(tx, edition.id, [delivered], "Awa", clock.now())
        tx.exec_driver_sql("UPDATE projects SET status = 'delivered' WHERE number = 12")
    assert tell(turns.store, turns.hear, clock.now()) == 0
    [phone] = all_vote(turns, ["3"])
    turns.hear([phone.writes("suivre 12"), phone.writes("suivre 3")])

    published(turns, clock)

    bench = edition_in(turns.store).by_number[12]
    assert (bench.status, bench.votes, bench.why) == (Status.DELIVERED, None, "")
    assert edition_in(turns.store).by_number[3].status is Status.WINNER
    with turns.store.reading() as tx:
        assert [event.change.status for event in events.timeline(tx, bench.id)] == [Status.DELIVERED]
    assert tell(turns.store, turns.hear, clock.now()) == 1


def test_what_is_left_out_is_listed_with_the_ballots_that_name_it(turns: Turns) -> None:
    all_vote(turns, ["3 12", "12", "3"])
    set_status(turns.store, Status.WITHDRAWN, 12)
    set_status(turns.store, Status.DELIVERED, 5)
    set_status(turns.store, Status.UNFEASIBLE, 7)

    count = counted(turns.store)

    listed = {project["number"]: (project["status"], project["ballots"]) for project in count["left_out"]}  # type: ignore[attr-defined]
    assert listed == {12: ("withdrawn", 2), 5: ("delivered", 0), 7: ("unfeasible", 0)}
    assert not {5, 7, 12} & {project["number"] for project in count["projects"]}  # type: ignore[attr-defined]


def test_what_was_built_since_the_result_stays_in_the_count_and_stays_built(turns: Turns, clock: HandClock) -> None:
    all_vote(turns, ["3 12", "12", "3"])
    published(turns, clock)
    before = counted(turns.store)
    set_status(turns.store, Status.WORKS, 3)
    set_status(turns.store, Status.ABANDONED, 12)

    published(turns, clock)

    assert counted(turns.store) == before
    after = edition_in(turns.store).by_number
    assert (after[3].status, after[12].status) == (Status.WORKS, Status.ABANDONED)


def test_the_exported_election_agrees_with_itself_whatever_was_withdrawn_or_lowered(turns: Turns) -> None:
    all_vote(turns, ["3 12 18", "12", "3 18"])
    set_status(turns.store, Status.WITHDRAWN, 18)
    with turns.store.reading() as tx:
        edition = edition_in(turns.store)
        edition = replace(edition, ballot=BallotRules(least=2, most=1, max_cost=min(edition.costs.values())))
        written = StringIO(newline="")
        pabulib.write(written, as_instance(tx, turns.store, edition, count_edition(tx, turns.store, edition)))

    written.seek(0)
    instance = pabulib.read(written)
    lengths = [len(vote.refs) for vote in instance.votes]
    costs = {project.ref: project.cost for project in instance.projects}
    dearest = max(sum(costs[ref] for ref in vote.refs) for vote in instance.votes)
    assert sorted(lengths) == [1, 1, 2]
    assert (int(instance.meta["min_length"]), int(instance.meta["max_length"])) == (1, 2)
    assert "max_sum_cost" not in instance.meta or dearest <= int(instance.meta["max_sum_cost"])
    assert disagreements(instance, count_instance(instance)) == ()


def test_what_the_season_before_built_is_no_result_of_this_vote(turns: Turns, clock: HandClock) -> None:
    set_status(turns.store, Status.DELIVERED, 12)
    [phone] = all_vote(turns, ["3"])
    clock.at = IN_THE_COUNT

    phone.sees(turns.hear([phone.writes("resultats")])[0].replies)
    before = phone.heard
    published(turns, clock)
    phone.sees(turns.hear([phone.writes("resultats")])[0].replies)

    assert "retenus" not in before
    titles = {number: edition_in(turns.store).by_number[number].short for number in (3, 12)}
    assert titles[3] in phone.heard
    assert titles[12] not in phone.heard


def test_a_result_that_is_taken_back_opens_again_what_it_decided_and_nothing_else(
    turns: Turns, clock: HandClock
) -> None:
    set_status(turns.store, Status.DELIVERED, 12)
    all_vote(turns, ["3"])
    published(turns, clock)

    with turns.store.writing() as tx:
        editions.unpublish(tx, edition_in(turns.store))

    after = edition_in(turns.store).by_number
    assert (after[3].status, after[3].votes, after[3].why) == (Status.ON_BALLOT, None, "")
    assert after[12].status is Status.DELIVERED
