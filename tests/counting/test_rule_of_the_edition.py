"""An edition names its rule: the urn is counted by it, and what is exported is recounted alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from bot.counting import pabulib
from bot.counting.count import count_instance, disagreements
from bot.counting.pb_export import as_instance
from bot.counting.tally import as_json, count_edition
from bot.edition.file import EditionFileError, read_edition
from bot.practice.sample import SAMPLE
from bot.team.touched.ballots import of_ballots
from bot.turn.turns import Turns
from flows.counting import INCOMPLETE, OFFERED, RULES
from flows.counting.spoken import how
from flows.facts.about import who_decides
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition
from storage.database.store import Store
from storage.town import editions
from storage.votes.votes import Vote, cast
from tests.conftest import IN_THE_VOTE, HandClock, load_sample
from tests.support.french import french
from tests.vote.test_kinds import sample_with


@pytest.fixture
def turns(sqlite: Store, clock: HandClock) -> Turns:
    """The sample town: what is reckoned does not hang on the database."""
    load_sample(sqlite)
    return Turns(sqlite, clock)


POPULAR, OF_A_FEW = {3: Decimal(60_000), 5: Decimal(60_000), 12: Decimal(60_000)}, {18: Decimal(40_000)}


def split_town(turns: Turns, rule: str) -> Edition:
    """A town of which most chose three projects that use up the budget, and a third another one; counted by *rule*."""
    costs = POPULAR | OF_A_FEW
    with turns.store.writing() as tx:
        sample = editions.find(tx)
        projects = tuple(replace(one, cost=costs.get(one.number, one.cost)) for one in sample.projects)
        ballot = replace(sample.ballot, rule=rule, envelopes="town")
        editions.save(tx, replace(sample, projects=projects, ballot=ballot, budget=Decimal(180_000)))
        edition = editions.find(tx)
    put_in(turns, edition, [tuple(POPULAR)] * 20 + [tuple(OF_A_FEW)] * 10)
    return edition


def put_in(turns: Turns, edition: Edition, chosen: list[tuple[int, ...]]) -> None:
    """Ballots for projects by their numbers, straight into the urn."""
    ids = {number: project.id for number, project in edition.by_number.items()}
    ballots = [
        Vote(edition.id, voter, IN_THE_VOTE.date(), f"R{voter}", tuple(ids[number] for number in numbers), most=3)
        for voter, numbers in enumerate(chosen, 1)
    ]
    with turns.store.writing() as tx:
        cast(tx, turns.store, ballots)


def test_by_most_votes_the_third_has_nothing(turns: Turns) -> None:
    edition = split_town(turns, "greedy")

    with turns.store.reading() as tx:
        count = count_edition(tx, turns.store, edition)

    assert count.result.funded == {"3", "5", "12"}
    assert (as_json(count)["rule"], as_json(count)["without_winner"]) == ("greedy", 10)


def test_by_equal_shares_everybody_has_something_and_two_of_three_equals_are_drawn(turns: Turns) -> None:
    edition = split_town(turns, "equalshares/add1")

    with turns.store.reading() as tx:
        waiting = count_edition(tx, turns.store, edition)
        drawn = count_edition(tx, turns.store, edition, draw="4 8 15")

    assert waiting.result.funded == {"18"}
    assert waiting.result.undecided == {"3", "5", "12"}
    assert "18" in drawn.result.funded
    assert len(drawn.result.funded) == 3
    assert (as_json(drawn)["rule"], as_json(drawn)["without_winner"]) == ("equalshares/add1", 0)


@pytest.mark.parametrize("rule", OFFERED)
@pytest.mark.parametrize("envelopes", ["town", "district"])
def test_what_is_exported_is_recounted_alike(rule: str, envelopes: str, turns: Turns, tmp_path: Path) -> None:
    chance = Random(11)
    with turns.store.writing() as tx:
        sample = editions.find(tx)
        editions.save(tx, replace(sample, ballot=replace(sample.ballot, rule=rule, envelopes=envelopes)))
        edition = editions.find(tx)
    numbers = sorted(edition.by_number)
    put_in(turns, edition, [tuple(chance.sample(numbers, chance.randint(1, 3))) for _voter in range(60)])

    with turns.store.reading() as tx:
        count = count_edition(tx, turns.store, edition, draw="4 8 15")
        pabulib.write(tmp_path / "out.pb", as_instance(tx, turns.store, edition, count))
    again = pabulib.read(tmp_path / "out.pb")

    recounted = count_instance(again, draw="4 8 15")
    assert recounted.funded == count.result.funded
    assert disagreements(again, recounted) == ()


@pytest.mark.parametrize("rule", sorted(INCOMPLETE | (RULES.keys() - set(OFFERED)) | {"lottery"}))
def test_a_rule_that_is_not_offered_is_refused_in_the_file(rule: str, tmp_path: Path) -> None:
    with pytest.raises(EditionFileError, match="rule"):
        read_edition(sample_with(tmp_path, f'rule = "{rule}"'))


@pytest.mark.parametrize("rule", OFFERED)
def test_who_asks_how_it_is_decided_hears_the_rule(rule: str) -> None:
    edition = read_edition_with(rule)

    told = who_decides(Scene(edition, IN_THE_VOTE + timedelta(hours=1), Me(1)))

    assert told is not None
    assert french(how(rule, "vote")) in french(told.text)


def read_edition_with(rule: str) -> Edition:
    """The sample edition, decided by *rule*."""
    sample = read_edition(SAMPLE)
    return replace(sample, ballot=replace(sample.ballot, rule=rule))


def test_another_rule_once_people_have_voted_touches_all_of_them(turns: Turns) -> None:
    edition = split_town(turns, "greedy")
    other = replace(edition, ballot=replace(edition.ballot, rule="equalshares/add1"))

    with turns.store.reading() as tx:
        clauses, told = of_ballots(tx, turns.store, edition, other)

    assert any("ballot.rule becomes" in clause and "equalshares/add1" in clause for clause in clauses)
    assert told is not None
    assert told.rules
