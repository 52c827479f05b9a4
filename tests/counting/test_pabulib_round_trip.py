"""Any election written as a Pabulib file is read again the same."""

from collections.abc import Mapping
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from bot.counting.pabulib import Instance, PbProject, PbVote, read, write

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), max_size=12).map(str.strip)
SOME_WORDS = WORDS.filter(bool)
IDS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=5)
AMOUNTS = st.decimals(0, 10**9, places=2)
MAYBE_COUNT = st.none() | st.integers(0, 10**6)


def extras(*columns: str) -> st.SearchStrategy[Mapping[str, str]]:
    return st.dictionaries(st.sampled_from(columns), SOME_WORDS, max_size=2)


PROJECTS = st.builds(
    PbProject,
    ref=IDS,
    cost=AMOUNTS,
    name=WORDS,
    votes=MAYBE_COUNT,
    score=st.none() | AMOUNTS,
    selected=st.none() | st.integers(0, 3),
    category=WORDS,
    district=WORDS,
    subunit=WORDS,
    public_id=WORDS,
    extra=extras("proposer", "latitude"),
)


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    """Elections with any words, ids in any order, with or without points; a voter may be called «META»."""
    projects = draw(st.lists(PROJECTS, max_size=4, unique_by=lambda project: project.ref))
    with_points = draw(st.booleans())
    votes = []
    for voter in draw(st.lists(IDS | st.just("META"), max_size=4, unique=True)):
        refs = tuple(project.ref for project in projects if draw(st.booleans()))
        points = tuple(draw(AMOUNTS) for _ in refs) if with_points else ()
        votes.append(PbVote(voter, refs, points, draw(extras("age", "voting_method"))))
    meta = {"vote_type": "approval", "rule": "greedy", "budget": str(draw(AMOUNTS)), **draw(extras("comment", "unit"))}
    return Instance(meta, tuple(projects), tuple(votes))


@given(instances())
def test_what_is_written_is_read_again_the_same(instance: Instance) -> None:
    stream = StringIO(newline="")

    write(stream, instance)

    stream.seek(0)
    assert read(stream) == instance
