"""Real elections, counted again: our scores and winners against what their towns published."""

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from bot.counting.count import CountError, count_instance, disagreements, result_as_json, scores_of
from bot.counting.pabulib import Instance, read, write
from flows.counting import RULES
from tests.support.french import french
from tests.support.shared_data import SHARED_DATA, needs_shared_data

FILES = sorted((SHARED_DATA / "pb").glob("*.pb"))
ANIN, BIALOLEKA, BIENCZYCE = (
    "Poland_Warszawa_2018_Anin",
    "Poland_Warszawa_2018_Bialoleka",
    "Poland_Krakow_2022_Bienczyce",
)
SWIECIE, MERCED = (
    "Poland_Swiecie_2023",
    "US_Stanford_Dataset_Merced_Peoples_Budget_Ballot_2019_vote_rankings",
)
CAMBRIDGE = "US_Stanford_Dataset_PB_Cambridge_2015_vote_knapsacks"
TOULOUSE_2019, TOULOUSE_2022 = "France_Toulouse_2019", "France_Toulouse_2022"
APPROVALS = [path for path in FILES if path.stem not in (TOULOUSE_2019, BIENCZYCE, MERCED)]
"""All but those where people gave points or ranks."""

pytestmark = needs_shared_data


def election(name: str) -> Instance:
    return read(SHARED_DATA / "pb" / f"{name}.pb")


def official_winners(instance: Instance) -> set[str]:
    return {project.ref for project in instance.projects if project.selected == 1}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_read_and_written_again_the_same(path: Path) -> None:
    instance, stream = read(path), StringIO(newline="")

    write(stream, instance)

    stream.seek(0)
    assert read(stream) == instance


@pytest.mark.parametrize("path", APPROVALS, ids=lambda path: path.stem)
def test_approvals_come_to_the_official_votes(path: Path) -> None:
    instance = read(path)

    assert instance.vote_type == "approval"
    assert scores_of(instance) == {project.ref: project.votes for project in instance.projects}


@pytest.mark.parametrize("name", [TOULOUSE_2019, BIENCZYCE])
def test_points_come_to_the_official_scores(name: str) -> None:
    instance = election(name)

    assert scores_of(instance) == {project.ref: project.score for project in instance.projects}


@pytest.mark.parametrize(
    ("name", "winners"),
    [
        pytest.param(ANIN, 8, id=ANIN),
        pytest.param(BIALOLEKA, 1, id=BIALOLEKA),
        pytest.param(BIENCZYCE, 10, id=BIENCZYCE),
        pytest.param(SWIECIE, 17, id=SWIECIE),
    ],
)
def test_the_winners_are_the_official_ones(name: str, winners: int) -> None:
    instance = election(name)

    result = count_instance(instance)

    assert result.funded == official_winners(instance)
    assert len(result.funded) == winners
    assert not result.undecided
    assert disagreements(instance, result) == ()


def test_a_district_counted_alone_or_within_the_town_has_the_same_winners() -> None:
    """Toulouse 2022: twenty districts of 400,000 € each; twelve of them have a file of their own."""
    town = election(TOULOUSE_2022)
    result = count_instance(town, envelopes=dict.fromkeys(town.places, Decimal(400_000)))
    districts = [read(path) for path in FILES if path.stem.startswith(f"{TOULOUSE_2022}_")]

    assert len(town.places) == 20
    assert len(districts) == 12
    for district in districts:
        refs = {project.ref for project in district.projects}
        assert count_instance(district).funded == result.funded & refs


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_whose_rule_is_followed_is_counted_as_its_town_did(path: Path) -> None:
    instance = read(path)
    if instance.rule not in RULES:
        pytest.skip(f"The rule of {path.name} is {instance.rule!r}: nobody can count it.")

    result = count_instance(instance)

    assert [claim for claim in disagreements(instance, result) if claim.column == "selected"] == []
    assert result.envelopes[0].spent <= instance.budget


@pytest.mark.parametrize("name", [MERCED, CAMBRIDGE])
def test_a_rule_that_is_not_followed_is_named_and_no_other_proposed(name: str) -> None:
    with pytest.raises(CountError, match="the rule 'unknown' is not followed here") as raised:
        count_instance(election(name))

    assert f"{name}.pb" in str(raised.value)
    assert not any(rule in str(raised.value) for rule in RULES)


def test_ranks_without_points_are_not_guessed_at() -> None:
    with pytest.raises(CountError, match=r"Merced.*'ordinal' is counted by its points.*column 'points'"):
        scores_of(election(MERCED))


def test_the_result_for_machines_says_who_won_and_why() -> None:
    result = result_as_json(count_instance(election(TOULOUSE_2019)), french)

    assert result["envelopes"] == [{"key": "", "budget": "1000000", "spent": "1000000", "left": "0"}]
    assert result["ties"] == []
    assert result["draw"] is None
    projects = result["projects"]
    assert isinstance(projects, list)
    assert projects[0] == {
        "ref": "4",
        "number": 23,
        "name": "Tous à la Ramée à vélo ! A pied, en trottinette et rollers !",
        "envelope": "",
        "cost": "390000",
        "score": 1090,
        "rank": 1,
        "verdict": "funded",
        "why": "Financé : 1090 points, rang 1.",
    }
