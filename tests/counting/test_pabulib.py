"""Pabulib files: read as towns publish them, written so that they read the same, refused with the line to correct."""

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from bot.counting.pabulib import Instance, PabulibError, PbProject, PbVote, read, rules_of, write
from flows.town.rules import BallotRules

SMALL = """META
key;value
description;A small town; and its comment
num_projects;2
num_votes;3
budget;1000
vote_type;cumulative
rule;greedy-threshold
max_length;2
max_sum_cost;900.50
min_project_score_threshold;2
PROJECTS
project_id;cost;votes;score;name;category;district;public_id;proposer;selected
a1;400;3;6;"Park ""Oasis""; with benches";green,play;North;12;Perrine;1
b2;600.50;1;1;Bikes, more bikes;;South;;;0
VOTES
voter_id;vote;points;sex
v9;a1;3;F
v1;a1, b2;2,1;
v5;a1;1;M
"""


def the_small_one() -> Instance:
    return Instance(
        meta={
            "description": "A small town; and its comment",
            "budget": "1000",
            "vote_type": "cumulative",
            "rule": "greedy-threshold",
            "max_length": "2",
            "max_sum_cost": "900.50",
            "min_project_score_threshold": "2",
        },
        projects=(
            PbProject(
                "a1",
                Decimal(400),
                'Park "Oasis"; with benches',
                votes=3,
                score=Decimal(6),
                selected=1,
                category="green,play",
                district="North",
                public_id="12",
                extra={"proposer": "Perrine"},
            ),
            PbProject(
                "b2", Decimal("600.50"), "Bikes, more bikes", votes=1, score=Decimal(1), selected=0, district="South"
            ),
        ),
        votes=(
            PbVote("v1", ("a1", "b2"), (Decimal(2), Decimal(1))),
            PbVote("v5", ("a1",), (Decimal(1),), {"sex": "M"}),
            PbVote("v9", ("a1",), (Decimal(3),), {"sex": "F"}),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SMALL, id="as published"),
        pytest.param("\ufeff" + SMALL, id="with a byte order mark"),
        pytest.param(SMALL.replace("\n", "\r\n"), id="with the line ends of Windows"),
        pytest.param(SMALL.replace("VOTES\n", "\n  \nVOTES\n"), id="with blank lines"),
        pytest.param(
            SMALL.replace("META\n", "META;;;\n").replace("budget;1000", "budget;1000;;"), id="from a spreadsheet"
        ),
        pytest.param(SMALL.replace("key;value", "key; value").replace("a1;400", " a1 ; 400"), id="with spaces"),
        pytest.param(SMALL.replace("max_length;2", "max_length;2\nmin_length;"), id="with a line of META left blank"),
    ],
)
def test_a_file_is_read_whoever_saved_it(text: str) -> None:
    assert read(StringIO(text, newline="")) == the_small_one()


def test_a_project_knows_its_place_and_its_number_on_the_leaflet() -> None:
    park, bikes = the_small_one().projects

    assert (park.place, park.number) == ("North", 12)
    assert (bikes.place, bikes.number) == ("South", None)


def test_the_rules_of_a_file_are_those_of_an_edition() -> None:
    assert rules_of(the_small_one()) == BallotRules(
        kind="cumulative", least=1, most=2, max_cost=Decimal("900.50"), threshold=2
    )


def test_votes_are_kept_in_an_order_that_does_not_say_who_came_first(tmp_path: Path) -> None:
    path = tmp_path / "small.pb"

    write(path, Instance(the_small_one().meta, the_small_one().projects, the_small_one().votes[::-1]))

    voters = [line.split(";")[0] for line in path.read_text(encoding="utf-8").split("VOTES\n")[1].splitlines()]
    assert voters == ["voter_id", "v1", "v5", "v9"]


def test_a_file_is_written_with_its_sizes_votes_and_winners() -> None:
    stream = StringIO(newline="")

    write(stream, the_small_one())

    lines = stream.getvalue().split("\r\n")
    assert {"num_projects;2", "num_votes;3"} <= set(lines)
    assert "project_id;cost;votes;score;name;category;selected;district;proposer;public_id" in lines
    assert "b2;600.50;1;1;Bikes, more bikes;;0;South;;" in lines


NO_VOTES = ": no section VOTES; a file has META, PROJECTS, VOTES, each opened by its name."


@pytest.mark.parametrize(
    ("correct", "broken", "error"),
    [
        pytest.param("META\n", "", "line 1: no section is open; a file opens with the line META.", id="no META"),
        pytest.param(
            "PROJECTS\n",
            "",
            "line 15: VOTES where PROJECTS must be; the order is META, PROJECTS, VOTES.",
            id="no PROJECTS",
        ),
        pytest.param("\nVOTES\n", "\n", NO_VOTES, id="no VOTES"),
        pytest.param(
            SMALL[SMALL.index("VOTES") :],
            "",
            NO_VOTES,
            id="cut before VOTES",
        ),
        pytest.param("budget;1000\n", "", ": META has no 'budget'; add a line «budget;…».", id="no budget"),
        pytest.param(
            "budget;1000",
            "budget;a lot",
            "line 6: 'value' is 'a lot'; write a number such as 1500 or 1500.50.",
            id="a budget that is no number",
        ),
        pytest.param(
            "max_length;2",
            "max_length;2.5",
            "line 9: 'value' is 2.5; write a whole number.",
            id="a limit that is no whole number",
        ),
        pytest.param(
            "rule;greedy-threshold",
            "rule;greedy\nrule;greedy-threshold",
            "line 9: 'key' 'rule' was already used (the file, line 8); keep one, or rename it.",
            id="a line of META twice",
        ),
        pytest.param(
            "project_id;cost",
            "project_id;price",
            "line 13: PROJECTS has no column 'cost'; add it to the line of column names.",
            id="no column cost",
        ),
        pytest.param(
            "b2;600.50",
            "b2;600,50",
            "line 15: 'cost' is '600,50'; write a number such as 1500 or 1500.50.",
            id="a cost that is no number",
        ),
        pytest.param(
            "b2;600.50",
            "b2;NaN",
            "line 15: 'cost' is 'NaN'; write a number such as 1500 or 1500.50.",
            id="a cost that is «not a number»",
        ),
        pytest.param(
            "b2;600.50", "b2;-1", "line 15: 'cost' is -1; write an amount of zero or more.", id="a cost below zero"
        ),
        pytest.param("b2;600.50", "b2;", "line 15: 'cost' is blank; write an amount of zero or more.", id="no cost"),
        pytest.param(
            "b2;600.50",
            "b,2;600.50",
            "line 15: 'project_id' is 'b,2'; give it an id without commas or spaces around it.",
            id="an id that a vote cannot name",
        ),
        pytest.param(
            "b2;600.50",
            "a1;600.50",
            "line 15: 'project_id' 'a1' was already used (the file, line 14); keep one, or rename it.",
            id="two projects of one id",
        ),
        pytest.param(
            "Bikes, more bikes",
            "Bikes; more; bikes",
            "line 15: 12 cells for the 10 columns of PROJECTS; "
            "put a cell that holds a semicolon between quotation marks.",
            id="a bare semicolon in a name",
        ),
        pytest.param(
            "v5;a1",
            "v9;a1",
            "line 20: 'voter_id' 'v9' was already used (the file, line 18); keep one, or rename it.",
            id="a voter twice",
        ),
        pytest.param(
            "v5;a1", ";a1", "line 20: 'voter_id' is blank; give the line its own.", id="a vote without a voter's id"
        ),
        pytest.param(
            "v5;a1",
            "v5;c3",
            "line 20: 'vote' names 'c3', which is not in PROJECTS; correct the vote or add the project.",
            id="a vote for an unknown project",
        ),
        pytest.param(
            "v5;a1;1",
            "v5;a1,a1;1,1",
            "line 20: 'vote' names a project twice (a1,a1); keep it once.",
            id="twice the same",
        ),
        pytest.param(
            "v5;a1;1",
            "v5;a1;1,2",
            "line 20: 'points' has 2 numbers for 1 project; write one for each, in order.",
            id="more points than projects",
        ),
        pytest.param(
            "v5;a1;1",
            "v5;a1;one",
            "line 20: 'points' is 'one'; write a number such as 1500 or 1500.50.",
            id="points that are no numbers",
        ),
        pytest.param(
            "num_votes;3",
            "num_votes;2",
            "line 5: 'num_votes' says 2 but the file has 3; restore the missing lines or correct the number.",
            id="a vote too many",
        ),
        pytest.param(
            "num_projects;2",
            "num_projects;1",
            "line 4: 'num_projects' says 1 but the file has 2; restore the missing lines or correct the number.",
            id="a project too many",
        ),
        pytest.param(
            '"Park ""Oasis""; with benches"',
            '"Park "Oasis"; with benches"',
            "line 14: ';' expected after '\"'; close the quotation mark that opens a cell, and double those inside it.",
            id="quotation marks that are not doubled",
        ),
    ],
)
def test_a_broken_file_names_its_line_and_the_remedy(correct: str, broken: str, error: str) -> None:
    assert correct in SMALL

    with pytest.raises(PabulibError) as raised:
        read(StringIO(SMALL.replace(correct, broken, 1), newline=""))

    assert str(raised.value) == f"the file{'' if error.startswith(':') else ', '}{error}"


def test_a_file_in_another_encoding_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "latin.pb"
    path.write_text(SMALL.replace("small town", "petite cité"), encoding="latin-1")

    with pytest.raises(PabulibError, match=r"latin\.pb: not UTF-8 text; save the file as UTF-8\."):
        read(path)
