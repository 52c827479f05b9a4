"""Giving points to projects: so many in all, as the town says, and to each as many as the person likes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache

from flows.ballots import ballot_of
from flows.projects.catalogue import SNAPSHOTS, ballot_paper, problem_with_vote
from flows.talk.memory import View
from flows.talk.questions import Changed, Corrected, Ear, Question, Reopened, Reply
from flows.talk.questions.confirm import LONGEST_CODE, Corrections
from flows.talk.questions.give_points import UNCLEAR, GivePoints, given_in
from flows.talk.questions.pick_some import EMPTY_CHOICE
from flows.town.edition import Edition
from flows.understanding.ballot_words import numbers_chosen
from flows.understanding.corrections import asks_what_is_left
from flows.understanding.points_given import speaks_of_points
from flows.vote.asked_of_choice import told_of_choice
from flows.vote.deeds import CastVote
from flows.words import Joined, Say, _, n_

OUTCOME = Changed | Corrected | Reopened


@dataclass(frozen=True, slots=True)
class SharePoints:
    """Some projects, each with its points."""

    def question(self, edition: Edition) -> Question[tuple[str, ...]]:
        """Which projects, and how many points to each."""
        return how_many_points(edition)

    def corrections(self, name: str, choice: tuple[str, ...], edition: Edition) -> Corrections:
        """Other points for some, points for one more, or one less."""

        def hear(reply: Reply, view: View, ear: Ear) -> OUTCOME | None:
            if asks_what_is_left(reply.text, ear.lexicon):
                return Changed(view, points_left(choice, edition))
            asked = told_of_choice(reply.text, tuple(given_in(choice)), edition, ear.lexicon)
            if asked:
                return Changed(view, asked)
            new = how_many_points(edition).after(reply.text, choice, ear)
            if isinstance(new, tuple):
                return _becomes(name, choice, new, edition, view)
            if new is None and not any(map(str.isdigit, reply.text)):
                return None
            return Changed(view, new or _with_points(reply.text, ear))

        return hear

    def read_back(self, choice: tuple[str, ...], edition: Edition) -> tuple[Say, ...]:
        """Each with its points, and how many are left."""
        given = ((edition.by_id[int(id)], points) for id, points in given_in(choice).items())
        told = (
            _(
                "{number} {title} ({points})",
                number=project.number,
                title=project.named,
                points=ballot_of(edition.ballot.kind).spoken(points),
            )
            for project, points in given
        )
        return (*told, points_left(choice, edition))

    def otherwise(self, choice: tuple[str, ...], edition: Edition) -> Say:
        """A number and its points, or a number less."""
        number = edition.by_id[int(next(iter(given_in(choice))))].number
        return _("Pour changer : un numéro et ses points. Pour enlever : SANS {number}.", number=number)

    def help(self) -> Say:
        """What numbers do."""
        return _(
            "Rien n'est envoyé pour l'instant. Un numéro, un espace et des points : ce projet reçoit ces points. SANS "
            "et un numéro l'enlève. NON : ne pas voter."
        )

    def named(self, choice: tuple[str, ...]) -> str:
        """The projects with their points, in whatever order."""
        return ",".join(sorted(choice))

    def avoid(self, edition: Edition) -> frozenset[int]:
        """The numbers of the projects, points, and the ones written beside the others."""
        return _typed(edition)

    def vote(self, choice: tuple[str, ...], edition: Edition) -> CastVote:
        """The projects, each with its points."""
        given = given_in(choice)
        return CastVote(tuple(map(int, given)), tuple(given.values()))


@lru_cache(maxsize=SNAPSHOTS)
def how_many_points(edition: Edition) -> GivePoints:
    """The question: the same projects as on any ballot, with points for each."""
    paper, rules = ballot_paper(edition), edition.ballot
    same = {field.name: getattr(paper, field.name) for field in fields(paper)}
    asked = Joined((*_rules(edition, paper.most), HOW_TO_WRITE), " ")
    told = {"prompt": asked, "short": asked, "help": HELP, "so_far": lambda choice: points_left(choice, edition)}
    bounds = {"points": rules.points, "highest": rules.most_points or rules.points}
    return GivePoints(**{**same, **told, **bounds, "problem": lambda choice: _problem(choice, edition)})


def points_left(choice: tuple[str, ...], edition: Edition) -> Say:
    """How many points are left; those that have to be given too are called so."""
    left = how_many_points(edition).left(choice)
    if not left:
        return _("Tous vos points sont donnés.")
    if edition.ballot.all_points:
        return n_("Il reste {n} point à donner.", "Il reste {n} points à donner.", left)
    return n_("Reste {n} point.", "Reste {n} points.", left)


def _rules(edition: Edition, most: int) -> Iterator[Say]:
    """How many points there are, to how many projects, and how many to one."""
    rules = edition.ballot
    if rules.all_points:
        yield n_("Donnez {n} point.", "Donnez {n} points, tous.", rules.points)
    else:
        yield n_("Donnez {n} point au plus.", "Donnez {n} points au plus.", rules.points)
    yield n_("{n} projet au plus.", "{n} projets au plus.", most)
    if rules.most_points and rules.most_points < rules.points:
        yield n_("{n} point par projet au plus.", "{n} points par projet au plus.", rules.most_points)


def _problem(choice: tuple[str, ...], edition: Edition) -> Say | None:
    given = given_in(choice)
    return problem_with_vote(edition, [int(id) for id in given], list(given.values()))


def _with_points(text: str, ear: Ear) -> Say:
    """That a number wants its points; how to write them, to who wrote anything else."""
    numbers = numbers_chosen(text, ear.lexicon)
    if len(numbers) != 1 or speaks_of_points(text):
        return Joined((UNCLEAR, HOW_TO_WRITE), " ")
    return _("Combien de points ? Écrivez {number}, un espace, ses points.", number=numbers[0])


def _becomes(name: str, choice: tuple[str, ...], new: tuple[str, ...], edition: Edition, view: View) -> OUTCOME:
    question = how_many_points(edition)
    complaint = question.complaint(new)
    if question.is_over(new) or set(new) == set(choice):
        return Changed(view, complaint)
    if complaint:
        return Reopened(name, new, None if new else EMPTY_CHOICE)
    return Corrected(name, new)


@lru_cache(maxsize=SNAPSHOTS)
def _typed(edition: Edition) -> frozenset[int]:
    """All that a project and its points make, whichever is first: «4 7», «47», «7 points au 4». None is ever a code."""
    points = [str(number) for number in range(max(edition.ballot.points, 9) + 1)]
    pairs = [(str(number), one) for number in edition.numbers for one in points]
    written = (text for number, one in pairs for text in (number + one, one + number))
    return frozenset(
        (*edition.numbers, *map(int, points), *(int(text) for text in written if len(text) <= LONGEST_CODE))
    )


HOW_TO_WRITE = _("Écrivez un numéro, un espace, ses points ; une virgule entre deux projets.")
HELP = _(
    "Un numéro, un espace et des points : ce projet reçoit ces points. Plusieurs projets : avec des virgules. Les "
    "numéros sont sur le dépliant ; sinon, un mot (parc, vélo) ou SUITE pour la liste."
)
