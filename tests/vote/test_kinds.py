"""The ways of voting that can be held: what an edition says of them, and that each is counted as it was cast."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from bot.channels.sms import Sms
from bot.counting import pabulib
from bot.counting.count import count_instance, disagreements, scores_of
from bot.counting.pabulib import Instance, PbProject, PbVote
from bot.counting.pb_edition import edition_of
from bot.counting.pb_export import as_instance
from bot.counting.pb_rules import held_in, not_followed
from bot.counting.tally import count_edition
from bot.edition.file import EditionFileError, read_edition
from bot.languages.words import languages, lexicon, voice
from bot.practice.phone import Phone
from bot.practice.sample import SAMPLE
from bot.turn.turns import Turns
from flows.ballots import BALLOTS
from flows.talk.chat import Asking, Said
from flows.talk.memory import Memory, View
from flows.talk.questions import Answered, Confirm, Ear, Reply
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned
from flows.town.edition import Edition
from flows.town.rules import BallotRules
from flows.understanding.points_given import pairs_in
from flows.vote.papers import PAPERS
from flows.vote.vote import read_back, thanks_by_sms
from flows.words import _
from storage.town import editions
from storage.votes import urn, votes
from tests.conftest import IN_THE_VOTE
from tests.support.ears import with_ids
from tests.support.french import french
from tests.support.texting import vote


def sample_with(folder: Path, rules: str) -> Path:
    """The sample edition with these rules of the ballot."""
    before, ballot, after = SAMPLE.read_text("utf-8").partition("[ballot]\n")
    file, rest = folder / "edition.toml", after[after.index("\n[") :]
    file.write_text(f"{before}{ballot}{rules}\n{rest}", "utf-8")
    return file


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        pytest.param('kind = "choose-1"\nmost = 3', "write most = 1", id="one project, but three may be chosen"),
        pytest.param("scale = [3, 2, 1]", "take it out", id="points of ranks, where nothing is ranked"),
        pytest.param('kind = "ordinal"\nscale = [3, 2]', "as many numbers as ranks", id="two ranks of three"),
        pytest.param('kind = "ordinal"\nscale = [3, 3, 1]', "the most points first", id="two ranks worth the same"),
        pytest.param("points = 10", "take it out", id="points to give, where none are given"),
        pytest.param('kind = "cumulative"', "like points = 10", id="no points to give"),
        pytest.param('kind = "cumulative"\npoints = 5\nmost_points = 6', "5 or less", id="more for one than in all"),
        pytest.param('kind = "cumulative"\npoints = 2\nleast = 3', "3 or more", id="fewer points than projects"),
        pytest.param(
            'kind = "cumulative"\npoints = 10\nmost_points = 3\nall_points = true\nmost = 3',
            "too low to give all",
            id="all points, and no room for them",
        ),
    ],
)
def test_rules_that_nobody_could_vote_by_are_refused(rules: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(EditionFileError, match=problem):
        read_edition(sample_with(tmp_path, rules))


def test_every_way_that_is_held_is_counted() -> None:
    assert set(PAPERS) <= {ballot.kind for ballot in BALLOTS}


@pytest.mark.parametrize(
    ("kind", "chosen", "held"),
    [("choose-1", ("a",), "choose-1"), ("choose-1", ("a", "b"), "approval"), ("scoring", ("a",), "approval")],
)
def test_a_file_is_voted_in_as_it_was_where_that_can_be(kind: str, chosen: tuple[str, ...], held: str) -> None:
    meta = {"budget": "100", "vote_type": kind, "rule": "greedy", "max_length": str(len(chosen))}
    projects = tuple(PbProject(ref, Decimal(10), ref) for ref in "ab")

    edition = edition_of(Instance(meta, projects, (PbVote("1", chosen),)), Path("file.pb"))

    assert edition.ballot.kind == held


def test_ranks_are_counted_by_the_scale_of_the_town_and_come_back_from_a_file(turns: Turns, tmp_path: Path) -> None:
    edition = voted_by(turns, BallotRules(kind="ordinal", most=3, scale=(5, 3, 1)))
    orders = {"+33639980001": "12 5 3", "+33639980002": "5 puis 12", "+33639980003": "3, 18, 12"}
    for phone, order in orders.items():
        vote(turns, phone, order)

    with turns.store.reading() as tx:
        count = count_edition(tx, turns.store, edition)
        pabulib.write(tmp_path / "out.pb", as_instance(tx, turns.store, edition, count))
    again = pabulib.read(tmp_path / "out.pb")

    scores = {decision.contender.ref: decision.contender.score for decision in count.result.decisions}
    assert {ref: score for ref, score in scores.items() if score} == {"12": 9, "5": 8, "3": 6, "18": 3}
    assert french(count.result.of("12").why) == "Financé : 9 points, rang 1."
    assert scores_of(again) == scores
    assert disagreements(again, count_instance(again)) == ()
    assert edition_of(again, tmp_path / "out.pb").ballot == edition.ballot


@pytest.mark.parametrize("every", [False, True])
def test_points_are_counted_as_they_were_given_and_come_back_from_a_file(
    every: bool, turns: Turns, tmp_path: Path
) -> None:
    edition = voted_by(turns, BallotRules(kind="cumulative", most=3, points=6, most_points=4, all_points=every))
    given = {"+33639980001": "12 4, 5 2", "+33639980002": "5:3 12:3", "+33639980003": "4 points au 3, 2 au 18"}
    for phone, points in given.items():
        vote(turns, phone, points)

    with turns.store.reading() as tx:
        count = count_edition(tx, turns.store, edition)
        pabulib.write(tmp_path / "out.pb", as_instance(tx, turns.store, edition, count))
    again = pabulib.read(tmp_path / "out.pb")

    scores = {decision.contender.ref: decision.contender.score for decision in count.result.decisions}
    assert {ref: score for ref, score in scores.items() if score} == {"12": 7, "5": 5, "3": 4, "18": 2}
    assert (again.meta["max_points"], again.meta["max_sum_points"]) == ("4", "6")
    assert {*not_followed(again).bounding} <= held_in(edition.ballot)
    assert again.meta.get("min_sum_points") == ("6" if every else None)
    assert scores_of(again) == scores
    assert disagreements(again, count_instance(again)) == ()
    assert edition_of(again, tmp_path / "out.pb").ballot == edition.ballot


def test_a_file_whose_points_no_edition_may_have_is_voted_in_by_approval() -> None:
    meta = {"budget": "100", "vote_type": "cumulative", "rule": "greedy", "max_length": "2", "max_sum_points": "3"}
    projects = tuple(PbProject(ref, Decimal(10), ref) for ref in "ab")
    halves = PbVote("1", ("a", "b"), (Decimal("1.5"), Decimal("1.5")))

    edition = edition_of(Instance(meta, projects, (halves,)), Path("file.pb"))

    assert edition.ballot == BallotRules(kind="approval", most=2)


def test_what_is_read_back_is_what_is_stored(turns: Turns) -> None:
    edition = voted_by(turns, BallotRules(kind="ordinal", most=5))
    chance, cast = Random(7), []
    for voter in range(8):
        order = chance.sample(sorted(edition.by_number), chance.randint(1, 5))
        phone = Phone("sms", f"+3363998{voter:04}")
        replies = turns.hear([phone.writes(f"VOTE {' '.join(map(str, order))}")])[0].replies
        phone.sees(replies)
        told = "\n".join(reply.text for reply in replies)
        assert [int(number) for number in re.findall(r"^\d\. (\d+) ", told, re.MULTILINE)] == order
        turns.hear([phone.confirms()])
        cast.append(tuple(edition.by_number[number].id for number in order))

    with turns.store.reading() as tx:
        stored = votes.ballots(tx, turns.store, edition.id)
    assert sorted(choice.projects for choice in stored) == sorted(cast)
    assert all(choice.points == tuple(range(5, 5 - len(choice.points), -1)) for choice in stored)


def test_points_read_back_are_the_points_stored(turns: Turns) -> None:
    edition = voted_by(turns, BallotRules(kind="cumulative", most=5, points=40))
    chance, cast = Random(7), []
    for voter in range(8):
        given = {number: chance.randint(1, 8) for number in chance.sample(sorted(edition.by_number), 4)}
        phone = Phone("sms", f"+3363998{voter:04}")
        pairs = ", ".join(f"{number} {points}" for number, points in given.items())
        phone.sees(turns.hear([phone.writes(f"VOTE {pairs}")])[0].replies)
        told = re.findall(r"^(\d+) .* \((\d+) points?\)", phone.heard, re.MULTILINE)
        assert {int(number): int(points) for number, points in told} == given
        turns.hear([phone.confirms()])
        cast.append({edition.by_number[number].id: points for number, points in given.items()})

    with turns.store.reading() as tx:
        stored = votes.ballots(tx, turns.store, edition.id)
    kept = [dict(zip(choice.projects, map(int, choice.points), strict=True)) for choice in stored]
    assert sorted(map(sorted, map(dict.items, kept))) == sorted(map(sorted, map(dict.items, cast)))


@pytest.mark.parametrize("points", [5, 10, 100])
def test_no_code_is_ever_a_project_and_its_points(points: int) -> None:
    """In one piece or two, whichever is written first: «4 7», «47», «7 points au 4»."""
    edition = replace(with_ids(read_edition(SAMPLE)), ballot=BallotRules(kind="cumulative", points=points))
    paper = PAPERS["cumulative"]
    confirm = Confirm(_("Sûr ?"), of="", avoid=paper.avoid(edition))
    typed = {
        f"{one}{other}"
        for number in edition.numbers
        for given in range(points + 1)
        for one, other in both(number, given)
    }

    codes = {confirm.code(chance, numbers=edition.numbers) for chance in range(2000)}

    assert len(codes) > 60
    assert not codes & (typed | {str(given) for given in range(points + 1)})


def both(number: int, points: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """A project and its points, either first."""
    return (number, points), (points, number)


def test_points_that_spell_an_old_code_are_points(turns: Turns) -> None:
    """Rules may become others while a code is on the screen: then it confirms nothing any more."""
    edition = replace(with_ids(read_edition(SAMPLE)), ballot=BallotRules(kind="cumulative", points=10))
    paper, choice = PAPERS["cumulative"], (f"{edition.by_number[12].id}=5",)
    confirm = Confirm(
        _("Sûr ?"), of="", avoid=paper.avoid(edition), corrects=paper.corrections("choice", choice, edition)
    )
    ear = Ear(lexicon(), voice("fr").say)

    for typed in ("47", "4 7", "4:7"):
        assert not isinstance(confirm.heard(Reply(typed), View(code="47"), ear), Answered)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("12 5", ((12, 5),)),
        ("12 5, 3 2", ((12, 5), (3, 2))),
        ("12 5 ; 3 2.", ((12, 5), (3, 2))),
        ("12 5\n3 2", ((12, 5), (3, 2))),
        ("12 5 et 3 2", ((12, 5), (3, 2))),
        ("12:5 3:2", ((12, 5), (3, 2))),
        ("12 : 5, 3 : 2", ((12, 5), (3, 2))),
        ("12=5", ((12, 5),)),
        ("n° 12 : 5 points, le 3 : 2 pts", ((12, 5), (3, 2))),
        ("5 points au 12, 2 au 3", ((12, 5), (3, 2))),
        ("5 points pour le 12 et 2 points pour le 3", ((12, 5), (3, 2))),
        ("5 points to 12", ((12, 5),)),
        ("5 puntos al 12", ((12, 5),)),
        ("12 5 puan", ((12, 5),)),
        ("١٢ ٥، ٣ ٢", ((12, 5), (3, 2))),
        ("12 5 3 2", ()),
        ("12, 5", ()),
        ("12,5", ()),
        ("12.5", ()),
        ("12-5", ()),
        ("5 au 12", ()),
        ("5 pour 12", ()),
        ("5 points 12", ()),
        ("12 5, 3", ()),
        ("12 5, 12 3", ()),
        ("12 5, 2 points au 3", ()),
        ("12:5 3", ()),
        ("12 5 quoi", ()),
        ("12:05:30", ()),
        ("12² 5", ()),
        ("12 5" + ", 3 2" * 100, ()),
    ],
)
def test_points_are_read_where_they_can_be_read_in_one_way_only(text: str, pairs: tuple[tuple[int, int], ...]) -> None:
    assert pairs_in(text) == pairs


def test_a_ballot_with_points_is_as_long_as_one_without() -> None:
    """As long as the projects are few; with more, as long as any other of its edition."""
    ids = tuple(range(2**63 - 7, 2**63))

    assert urn.room_for(3) == urn.room_for(3, points=True) == urn.room_for(7, points=True) == 256
    assert len(urn.text_of(ids, (1000,) * 7)) < 256
    assert urn.paper_in(urn.text_of((3, 12, 5), (1, 5, 3))) == ((12, 5, 3), (5, 3, 1))


def voted_by(turns: Turns, rules: BallotRules) -> Edition:
    """The sample edition, its vote open and by these rules."""
    with turns.store.writing() as tx:
        editions.save(tx, replace(editions.find(tx), ballot=rules))
        return editions.find(tx)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", PAPERS)
def test_a_vote_of_each_kind_takes_five_segments_at_most(kind: str, language: str) -> None:
    """What is read back of three choices (one, where it is one), and the thanks; eight where letters are wide."""
    most = 1 if kind == "choose-1" else 3
    edition = replace(with_ids(read_edition(SAMPLE)), ballot=BallotRules(kind=kind, most=most, points=40))
    choice = ("3=10", "12=10", "18=10") if kind == "cumulative" else ("3", "12", "18")[:most]
    confirm = Confirm(_("Sûr ?"), of="", otherwise=PAPERS[kind].otherwise(choice, edition))
    thanks = Said(thanks_by_sms("K7M-4PX2", False, Scene(edition, IN_THE_VOTE, Me(1))))
    turns = (
        Turned(Memory(), (Said(read_back(choice, edition)),), Asking("sure", confirm, View(code="42"))),
        Turned(Memory(), (thanks,)),
    )

    texts = [text for turn in turns for text in Sms().show(turn, voice(language), 1, "").messages]

    assert sum(map(Sms().weigh, texts)) <= (8 if language == "ar" else 5)
