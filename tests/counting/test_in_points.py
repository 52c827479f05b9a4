"""Where people rank projects, a score is said in points, never in votes: wherever the result is read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import httpx
import orjson
import pytest

from bot.commands.count_file import FileCount, count_file
from bot.commands.count_table import print_count
from bot.counting.republish import differences
from bot.counting.tally import Count, TieLeftOpen, as_json, count_edition, publish
from bot.kit.wording import frame_of
from bot.turn.house import House
from bot.turn.turns import Turns
from bot.turn.writer import Writer
from bot.web.app import app_of
from flows.facts.about import who_decides
from flows.facts.voting import how_many
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition, Status
from flows.town.rules import BallotRules
from flows.vote.ballot_changed import what_changed
from flows.vote.deeds import BallotChange
from storage.database.store import Store
from storage.town import editions
from tests.conftest import IN_THE_VOTE, HandClock, load_sample
from tests.support.french import french
from tests.support.voted_town import IN_THE_COUNT, all_vote, edition_in, set_status


@pytest.fixture
def turns(sqlite: Store, clock: HandClock) -> Turns:
    """The sample town: what is reckoned does not hang on the database."""
    load_sample(sqlite)
    return Turns(sqlite, clock)


RANKED = BallotRules(kind="ordinal", most=3, scale=(5, 3, 1))
CHOSEN = BallotRules(most=3)


def voted(turns: Turns, rules: BallotRules = RANKED, budget: int = 0) -> Edition:
    """A town that has voted by these rules: 12 and 3 come out equal, at 8 points or two votes."""
    with turns.store.writing() as tx:
        edition = editions.find(tx)
        editions.save(tx, replace(edition, ballot=rules, budget=Decimal(budget) or edition.budget))
    all_vote(turns, ["12 3", "3 12 5"])
    return edition_in(turns.store)


def counted(turns: Turns, edition: Edition) -> Count:
    with turns.store.reading() as tx:
        return count_edition(tx, turns.store, edition)


@pytest.mark.parametrize(("rules", "unit", "score"), [(RANKED, "point", 8), (CHOSEN, "vote", 2)])
def test_the_count_is_said_in_what_people_gave(
    rules: BallotRules, unit: str, score: int, turns: Turns, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = voted(turns, rules, budget=180_001)
    count = counted(turns, edition)
    told = as_json(count)

    print_count(told, machine=False, currency="EUR")
    with pytest.raises(TieLeftOpen) as open_tie, turns.store.writing() as tx:
        publish(tx, count, IN_THE_COUNT)

    table = " ".join(capsys.readouterr().out.split())
    assert told["unit"] == unit
    assert f"Tie at {score} {unit}s between" in table
    assert f"{unit}s" in table.partition("cost")[0]
    assert {"vote": "points", "point": "votes"}[unit] not in table
    assert f"are tied at {score} {unit}s" in str(open_tie.value)
    less = {**told, "projects": [{**project, "score": 1} for project in told["projects"]]}
    assert any(f"had 1 {unit}, would have {score}" in line for line in differences(orjson.dumps(less).decode(), told))


def test_a_project_that_is_left_out_is_told_by_its_ballots_not_its_points(turns: Turns) -> None:
    edition = voted(turns)
    set_status(turns.store, Status.WITHDRAWN, 12)

    [gone] = [other for other in counted(turns, edition_in(turns.store)).left_out if other.number == 12]

    assert gone.ballots == 2
    assert counted(turns, edition).choices == 5


async def test_the_page_says_points_and_no_share_of_voters(turns: Turns, clock: HandClock) -> None:
    edition = voted(turns, replace(RANKED, threshold=1))
    clock.at = IN_THE_COUNT
    with turns.store.writing() as tx:
        publish(tx, count_edition(tx, turns.store, edition), IN_THE_COUNT)
    writer = Writer(turns.hear)
    transport = httpx.ASGITransport(
        app_of(House(turns.store, clock, turns, writer), public_url="https://ville.example")
    )

    async with httpx.AsyncClient(transport=transport, base_url="https://ville.example") as client:
        pages = [(await client.get("/results/montreval-2026", params={"lang": lang})).text for lang in ("fr", "en")]
        data = (await client.get("/api/editions/montreval-2026")).json()
    writer.close()

    assert "<strong>8</strong> points</p>" in pages[0]
    assert "<strong>1</strong> point</p>" in pages[0]
    assert "Financé : 8 points" in pages[0]
    assert not [words for words in ("> voix", "des votants") if words in pages[0]]
    assert "<strong>8</strong> points</p>" in pages[1]
    assert data["unit"] == "point"


PB = """META
key;value
description;Trois rangs
country;France
unit;Montreval
instance;2026
num_projects;2
num_votes;2
budget;100
vote_type;{kind}
rule;greedy
PROJECTS
project_id;cost;name
1;80;Un parc, avec bancs
2;80;Un four
VOTES
voter_id;vote;points
1;1;{points}
2;2;{points}
"""


@pytest.mark.parametrize(
    ("kind", "points", "told"),
    [
        ("ordinal", "2.5", "Tie at 2.5 points between 1, 2"),
        ("cumulative", "1", "Tie at 1 point between 1, 2"),
        ("approval", "", "Tie at 1 vote between 1, 2"),
    ],
)
def test_a_file_is_counted_in_what_its_ballots_give(
    kind: str, points: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.pb").write_text(PB.format(kind=kind, points=points), "utf-8")

    count_file(tmp_path / "a.pb", FileCount())

    table = " ".join(capsys.readouterr().out.split())
    assert told in table
    assert "2 of 2 voters chose nothing of what is funded so far: a draw is awaited." in table


@pytest.mark.parametrize(
    ("rules", "says", "not_"),
    [
        (RANKED, ("L'ordre compte : mettez votre préféré d'abord. Points : 5, 3, 1.", "plus de points"), "voix"),
        (CHOSEN, ("L'ordre ne compte pas : chacun reçoit une voix.", "plus de voix", "ses voix ne"), "points"),
        (BallotRules(kind="choose-1", most=1), ("plus de voix",), "ordre"),
    ],
)
def test_what_people_ask_of_the_rules_is_answered_as_they_vote(
    rules: BallotRules, says: tuple[str, ...], not_: str, turns: Turns
) -> None:
    edition = replace(edition_in(turns.store), ballot=rules)
    scene = Scene(edition, IN_THE_VOTE, Me(1))
    change = BallotChange(IN_THE_VOTE.date(), withdrawn=(12,))

    facts = [fact(scene) for fact in (how_many, who_decides)]
    changed = what_changed([change], scene)
    assert changed is not None
    told = " ".join(french(said) for said in (*(fact.text for fact in facts if fact), changed))

    assert [words for words in says if words not in told] == []
    assert not_ not in told


def test_the_leaflet_says_that_the_order_counts(turns: Turns) -> None:
    edition = edition_in(turns.store)

    ranked, chosen = (frame_of(replace(edition, ballot=rules), "fr", "").rules for rules in (RANKED, CHOSEN))

    assert "L'ordre compte" in ranked.replace("’", "'")
    assert "ordre" not in chosen
