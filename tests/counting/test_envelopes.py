"""Each place counts its own envelope, then the town its own; what places leave is lost, or goes to the town."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest

from bot.counting import pabulib
from bot.counting.count import CountError, count_instance
from flows.counting import RULES
from flows.counting.envelopes import by_envelope
from flows.counting.poll import Contest
from tests.support.polls import poll, signs

BUDGETS = {"N": Decimal(60), "S": Decimal(50), "": Decimal(40)}


def contest(ballots: str, draw: str | None = None) -> Contest:
    """A and B are in the North, C in the South, D is for the whole town."""
    places = {"A": "N", "B": "N", "C": "S", "D": ""}
    shared = poll("A 50, B 40, C 60, D 40", ballots, draw=draw)
    return replace(shared, contenders=tuple(replace(each, envelope=places[each.ref]) for each in shared.contenders))


@pytest.mark.parametrize(
    ("rule", "ballots", "remainders", "expected"),
    [
        pytest.param("greedy", "3 A, 2 B, 2 C, 1 D", False, "A+ B- C- D+", id="each pays for its own"),
        pytest.param("greedy", "3 A, 3 C, 2 B, 1 D", True, "A+ B+ C+ D-", id="40 + 10 + 50 pay for C, then B"),
        pytest.param("greedy", "3 A, 2 B, 1 C, 4 D", True, "A+ B+ C- D+", id="the best of what is left first"),
        pytest.param("greedy", "3 A, 3 B, 1 C, 1 D", True, "A? B? C? D?", id="what a place leaves is to be drawn"),
        pytest.param("greedy", "3 A, 3 B, 1 C, 1 D", False, "A? B? C- D+", id="a tie in one place holds up no other"),
        pytest.param("equalshares", "3 A, 2 B, 2 C, 1 D", False, "A- B- C- D+", id="shares are of one's own envelope"),
        pytest.param("equalshares/add1", "3 A, 2 B, 2 C, 1 D", False, "A+ B- C- D+", id="and grow within it"),
    ],
)
def test_envelopes_counted_by_hand(rule: str, ballots: str, remainders: bool, expected: str) -> None:
    assert signs(by_envelope(contest(ballots), BUDGETS, RULES[rule], remainders=remainders)) == expected


def test_a_draw_settles_a_place_and_what_the_town_has() -> None:
    result = by_envelope(contest("3 A, 3 B, 1 C, 1 D", "x"), BUDGETS, RULES["greedy"], remainders=True)

    assert not result.undecided
    assert sum(purse.spent for purse in result.envelopes) <= sum(BUDGETS.values())


FILE = '''META
key;value
num_projects;2
num_votes;2
budget;100
vote_type;approval
rule;greedy
district_budgets;"{""North"": ""60"", """": ""40""}"
{leftover}
PROJECTS
project_id;cost;district
p;70;North
q;30;
VOTES
voter_id;vote
v1;p,q
v2;p
'''


@pytest.mark.parametrize(
    ("leftover", "funded"),
    [
        pytest.param("edition;1", {"q"}, id="what is left is lost"),
        pytest.param("leftover_budget;town", {"p", "q"}, id="what is left goes to the town"),
        pytest.param("leftover_budget;Fund more projects", {"q"}, id="words that say something else"),
    ],
)
def test_a_file_says_what_becomes_of_what_is_left(leftover: str, funded: set[str]) -> None:
    instance = pabulib.read(StringIO(FILE.replace("{leftover}", leftover)))

    assert set(count_instance(instance).funded) == funded


def test_envelopes_that_cannot_be_read_are_named() -> None:
    with pytest.raises(CountError, match="'district_budgets' is no JSON like"):
        count_instance(pabulib.read(StringIO(FILE.replace("{leftover}", "edition;1").replace('""60""', "sixty"))))
