"""Counting a file: from its votes to its winners, and to what machines read; small files made for it."""

from decimal import Decimal
from io import StringIO

import pytest

from bot.counting.count import CountError, Disagreement, count_instance, disagreements, result_as_json, scores_of
from bot.counting.pabulib import Instance, read
from tests.support.french import french

TIED = """META
key;value
num_projects;3
num_votes;3
budget;100
currency;EUR
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;votes;name;district;public_id;selected
p;60.00;2;Park;North;7;1
q;60;2;Bikes;South;;0
r;101;1;Castle;South;;0
VOTES
voter_id;vote
v1;p,q
v2;q,p
v3;r
"""


def election(text: str = TIED) -> Instance:
    return read(StringIO(text))


def test_a_tie_is_left_open_until_there_is_a_seed() -> None:
    assert count_instance(election()).undecided == {"p", "q"}
    assert not count_instance(election(), draw="4 8 15").undecided


def test_each_place_may_have_an_envelope_of_its_own() -> None:
    result = count_instance(election(), envelopes={"North": Decimal(60), "South": Decimal(59)})

    assert result.funded == {"p"}
    assert not result.undecided


def test_a_place_without_an_envelope_is_named() -> None:
    with pytest.raises(CountError, match=r"the file: project 'q' .* envelope 'South', which has no budget"):
        count_instance(election(), envelopes={"North": Decimal(60)})


def test_a_project_nobody_chose_has_no_votes() -> None:
    text = TIED.replace("v3;r", "v3;p").replace("p;60.00;2", "p;60.00;3").replace("r;101;1", "r;101;0")

    assert scores_of(election(text)) == {"p": 3, "q": 2, "r": 0}


@pytest.mark.parametrize(
    ("correct", "other", "expected"),
    [
        pytest.param("p;60.00;2", "p;60.00;2", [], id="the votes agree, the winners are still to be drawn"),
        pytest.param("q;60;2", "q;60;5", [Disagreement("q", "votes", 5, 2)], id="other votes"),
        pytest.param("Castle;South;;0", "Castle;South;;1", [Disagreement("r", "selected", 1, 0)], id="another winner"),
        pytest.param("Castle;South;;0", "Castle;South;;2", [], id="a figure that only its town explains"),
        pytest.param("Castle;South;;0", "Castle;South;;", [], id="nothing published"),
    ],
)
def test_what_a_town_published_is_compared_with_the_count(
    correct: str, other: str, expected: list[Disagreement]
) -> None:
    instance = election(TIED.replace(correct, other))

    assert list(disagreements(instance, count_instance(instance))) == expected


@pytest.mark.parametrize(
    ("correct", "other", "error"),
    [
        pytest.param("rule;greedy", "rule;lottery", "the rule 'lottery' is not followed here", id="rule"),
        pytest.param("type;approval", "type;lottery", "'vote_type': 'lottery' is not a way of voting", id="ballot"),
        pytest.param("type;approval", "type;ordinal", "'vote_type': .*'ordinal' is counted by its points", id="ranks"),
        pytest.param("currency;EUR", "default_score;1", "'default_score' is not counted yet", id="default score"),
    ],
)
def test_what_cannot_be_counted_is_named_with_its_file(correct: str, other: str, error: str) -> None:
    with pytest.raises(CountError, match=f"^the file: {error}"):
        count_instance(election(TIED.replace(correct, other)))


def test_machines_read_the_tie_its_lots_and_each_verdict() -> None:
    result = result_as_json(count_instance(election(), draw="4 8 15"), french)

    park = {"ref": "p", "lot": "2a5310d498ea8671c8cdff85cbc25338d06e3475e5590be967ccd5bc2f42be85"}
    bikes = {"ref": "q", "lot": "e150f45599fe6b88c1412b299b383766ce9743a1991bf79796cc436b52daee85"}
    assert result["draw"] == "4 8 15"
    assert result["ties"] == [{"envelope": "", "score": 2, "refs": ["p", "q"], "drawn": [park, bikes]}]
    assert result["envelopes"] == [{"key": "", "budget": "100", "spent": "60.00", "left": "40.00"}]
    assert result["projects"] == [
        {
            "ref": "p",
            "number": 7,
            "name": "Park",
            "envelope": "",
            "cost": "60.00",
            "score": 2,
            "rank": 1,
            "verdict": "funded",
            "why": "Financé : 2 voix, à égalité avec «Bikes», départagés par tirage au sort.",
        },
        {
            "ref": "q",
            "number": None,
            "name": "Bikes",
            "envelope": "",
            "cost": "60",
            "score": 2,
            "rank": 1,
            "verdict": "not_funded",
            "why": "À égalité avec «Park», départagés par tirage au sort : "
            "il restait 40.00 EUR, le projet coûte 60 EUR.",
        },
        {
            "ref": "r",
            "number": None,
            "name": "Castle",
            "envelope": "",
            "cost": "101",
            "score": 1,
            "rank": 3,
            "verdict": "not_funded",
            "why": "Il restait 40.00 EUR dans l'enveloppe, le projet coûte 101 EUR.",
        },
    ]
