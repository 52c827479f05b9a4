"""What goes with a count: who has nothing in it, what another rule would give, and what each project lacked."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import orjson
import pytest

from bot.counting import pabulib
from bot.counting.count import CountError, count_instance
from bot.counting.pb_poll import exclusive_in
from flows.counting import RULES
from flows.counting.beside import Beside, beside, without_winner
from flows.counting.lacking import lacking
from flows.counting.poll import Contest
from tests.support.french import french
from tests.support.polls import poll
from tests.support.processes import portevoix

PLAIN = poll("A 100, B 40, C 40", "4 A, 3 BC, 3 C")


def test_who_chose_nothing_that_is_funded_is_counted() -> None:
    assert without_winner(PLAIN, RULES["greedy"](PLAIN)) == 4
    assert without_winner(poll("A 10", "2 A, 3 -"), RULES["greedy"](poll("A 10", "2 A, 3 -"))) == 3


def test_another_rule_is_put_beside() -> None:
    shared = poll("A 100, B 40, C 40", "5 A, 4 BC")

    found = beside(shared, RULES["greedy"](shared), RULES["equalshares"](shared))

    assert found == Beside(gained=(), lost=("A",), undecided=("B", "C"), without_winner=(4, 9))


@pytest.mark.parametrize(
    ("rule", "shared", "told"),
    [
        pytest.param("greedy", poll("A 60, B 50", "5 A, 2 B"), "4 voix", id="to pass the winner"),
        pytest.param("greedy", poll("A 60, B 30, C 50", "5 A, 4 B, 2 C"), "4 voix", id="to pass who took its room"),
        pytest.param("greedy", poll("A 60, B 30", "5 A, 2 B", threshold=3), "1 voix", id="to reach the threshold"),
        pytest.param("greedy-no-skip", poll("A 60, B 50, C 10", "5 A, 4 B, 2 C"), "3 voix", id="to precede the end"),
        pytest.param("equalshares", poll("A 60, B 40", "3 A, 1 B"), "15 EUR", id="money behind it"),
    ],
)
def test_the_last_project_is_told_what_it_lacked(rule: str, shared: Contest, told: str) -> None:
    result = RULES[rule](shared)

    lacked = lacking(rule, shared, result, result.of(shared.contenders[-1].ref))

    assert lacked is not None
    assert french(lacked) == f"Il lui manquait {told}."


def test_what_is_funded_or_dearer_than_the_budget_lacked_nothing_that_votes_give() -> None:
    shared = poll("A 60, B 101", "2 A, 3 B")
    result = RULES["greedy"](shared)

    assert [lacking("greedy", shared, result, result.of(ref)) for ref in "AB"] == [None, None]


FILE = """META
key;value
num_projects;3
num_votes;4
budget;100
vote_type;approval
rule;{rule}
comment;#1: Projects 12 and 26 were treated by the city as mutually exclusive. #2: Project 7 was moved.
PROJECTS
project_id;cost;votes
12;30;2
26;30;2
7;30;1
VOTES
voter_id;vote
v1;12
v2;12,26
v3;26,7
v4;12
"""


def test_what_excludes_what_is_read_in_the_comment() -> None:
    instance = pabulib.read(StringIO(FILE.format(rule="greedy-exclusive")))

    assert exclusive_in(instance) == {frozenset({"12", "26"})}
    assert count_instance(instance).funded == {"12", "7"}


def test_projects_at_the_same_point_of_the_map_exclude_each_other() -> None:
    text = FILE.format(rule="greedy-exclusive").replace("comment;#1: Projects 12 and 26", "comment;#1: Nothing")
    text = text.replace("project_id;cost;votes", "project_id;cost;votes;latitude;longitude")
    text = text.replace("12;30;2", "12;30;2;52.1;21.0").replace("7;30;1", "7;30;1;52.1;21.0")

    assert exclusive_in(pabulib.read(StringIO(text))) == {frozenset({"12", "7"})}


def test_exclusive_projects_that_are_not_said_are_asked_for() -> None:
    text = FILE.format(rule="greedy-exclusive").replace("mutually exclusive", "alike")

    with pytest.raises(CountError, match="'greedy-exclusive' needs to know which projects exclude each other"):
        count_instance(pabulib.read(StringIO(text)))


def test_the_command_puts_another_rule_beside(tmp_path: Path) -> None:
    (tmp_path / "town.pb").write_text(FILE.format(rule="greedy"), "utf-8")

    counted = portevoix("count", "town.pb", "--beside", "greedy-exclusive", "--json", folder=tmp_path)
    wrong = portevoix("count", "town.pb", "--beside", "lottery", folder=tmp_path)

    told = orjson.loads(counted.stdout)
    assert told["without_winner"] == 0
    assert told["beside"] == {
        "rule": "greedy-exclusive",
        "without_winner": 0,
        "gained": [],
        "lost": ["26"],
        "undecided": [],
    }
    assert "write one of: greedy" in wrong.stderr


@pytest.mark.parametrize(
    ("taken_out", "error"),
    [
        pytest.param(("rule;{rule}\n",), "META has no 'rule'; ask the town how it decided", id="a rule"),
        pytest.param(("budget;100\n", "vote_type;approval\n"), "META has no 'budget', 'vote_type'", id="several keys"),
    ],
)
def test_what_an_export_leaves_out_is_asked_for_all_at_once(taken_out: tuple[str, ...], error: str) -> None:
    text = FILE
    for line in taken_out:
        text = text.replace(line, "")

    with pytest.raises((CountError, pabulib.PabulibError), match=error):
        count_instance(pabulib.read(StringIO(text.format(rule="greedy"))))


def test_voters_without_a_line_are_read_and_matter_where_each_has_a_share() -> None:
    more = FILE.replace("num_votes;4", "num_votes;6")
    plain = pabulib.read(StringIO(more.format(rule="greedy")))

    assert plain.absent == 2
    assert count_instance(plain).funded == {"12", "26", "7"}
    with pytest.raises(CountError, match="'num_votes' says 2 more than there are ballots"):
        count_instance(pabulib.read(StringIO(more.format(rule="equalshares/add1"))))


def test_an_export_of_decidim_is_read_as_it_is() -> None:
    text = FILE.format(rule="greedy").replace("project_id;cost;votes", "project_id;name;cost;votes;selected")
    text = (
        text.replace("12;30;2", "12;Park;30;3;1")
        .replace("26;30;2", "26;Bikes;30;2;1")
        .replace("7;30;1", "7;Trees;30;1;1")
    )
    dated = text.replace("rule;greedy", "rule;greedy\ndate_begin;01.10.2025\ndate_end;31.10.2025")

    instance = pabulib.read(StringIO(dated))

    assert [project.name for project in instance.projects] == ["Park", "Bikes", "Trees"]
    assert count_instance(instance).funded == {"12", "26", "7"}
