"""Ranking projects: in order of preference, each rank worth the points that the town published."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from flows.ballots import ballot_of
from flows.ballots.ballot import Wish
from flows.ballots.points import points_of_ranks
from flows.projects.catalogue import SNAPSHOTS, ballot_paper, problem_with_vote
from flows.projects.off_ballot import off_the_ballot
from flows.talk.memory import View
from flows.talk.questions import Changed, Corrected, Ear, Question, Reopened, Reply
from flows.talk.questions.confirm import Corrections
from flows.talk.questions.pick_some import EMPTY_CHOICE
from flows.talk.questions.rank_some import IN_ORDER, RankSome, order_in
from flows.town.edition import Edition
from flows.understanding.corrections import corrections_in
from flows.understanding.places import moved, names_places
from flows.vote.asked_of_choice import told_of_choice
from flows.vote.corrections import by_numbers, full, not_in
from flows.vote.deeds import CastVote
from flows.words import Joined, Say, Verbatim, _, n_

OUTCOME = Changed | Corrected | Reopened


@dataclass(frozen=True, slots=True)
class RankProjects:
    """Some projects, the preferred first."""

    def question(self, edition: Edition) -> Question[tuple[str, ...]]:
        """Which projects, in which order."""
        return in_which_order(edition)

    def corrections(self, name: str, choice: tuple[str, ...], edition: Edition) -> Corrections:
        """All numbers anew, one more, or one less."""

        def hear(reply: Reply, view: View, ear: Ear) -> OUTCOME | None:
            asked = told_of_choice(reply.text, choice, edition, ear.lexicon)
            if asked:
                return Changed(view, asked)
            text = by_numbers(reply.text, edition, ear) or reply.text
            before = tuple(edition.by_id[int(id)].number for id in choice)
            numbers = moved(text, before)
            if numbers is None and names_places(text):
                return Changed(view, IN_ORDER)
            if numbers is None and len(more := order_in(text, ear.lexicon)) > 0:
                numbers = more if len(more) > 1 else tuple(dict.fromkeys((*before, *more)))
            if numbers is None:
                return _in_words(name, choice, edition, view, corrections_in(text, before, ear.lexicon))
            known = in_which_order(edition).own_numbers
            unknown = [number for number in numbers if number not in known]
            if unknown:
                return Changed(view, off_the_ballot(unknown, edition))
            return _becomes(name, choice, tuple(known[number] for number in numbers), edition, view)

        return hear

    def read_back(self, choice: tuple[str, ...], edition: Edition) -> tuple[Say, ...]:
        """Each with its rank and its points."""
        points = points_of_ranks(len(choice), edition.ballot)
        projects = (edition.by_id[int(id)] for id in choice)
        return tuple(
            _(
                "{rank}. {number} {title} ({points})",
                rank=str(rank),
                number=project.number,
                title=project.named,
                points=ballot_of(edition.ballot.kind).spoken(worth),
            )
            for rank, (project, worth) in enumerate(zip(projects, points, strict=True), 1)
        )

    def otherwise(self, choice: tuple[str, ...], edition: Edition) -> Say:
        """All numbers anew."""
        return _("Pour changer : tous vos numéros, le préféré d'abord.")

    def help(self) -> Say:
        """What numbers do."""
        return _(
            "Rien n'est envoyé pour l'instant. Plusieurs numéros refont tout le classement, un seul s'ajoute à la fin, "
            "SANS et un numéro l'enlève. NON : ne pas voter."
        )

    def named(self, choice: tuple[str, ...]) -> str:
        """The projects, in their order."""
        return ",".join(choice)

    def avoid(self, edition: Edition) -> frozenset[int]:
        """The numbers of the projects."""
        return edition.numbers

    def vote(self, choice: tuple[str, ...], edition: Edition) -> CastVote:
        """The projects, each with the points of its rank."""
        return CastVote(tuple(map(int, choice)), points_of_ranks(len(choice), edition.ballot))


@lru_cache(maxsize=SNAPSHOTS)
def in_which_order(edition: Edition) -> RankSome:
    """The question: the same projects as on any ballot, the preferred first."""
    paper = ballot_paper(edition)
    same = {field.name: getattr(paper, field.name) for field in fields(paper)}
    most = n_(
        "Classez {n} projet au plus : envoyez son numéro.",
        "Classez {n} projets au plus : leurs numéros, le préféré d'abord.",
        paper.most,
    )
    worth = _("Points : {points}.", points=Verbatim(", ".join(map(str, points_of_ranks(paper.most, edition.ballot)))))
    told = {"prompt": Joined((most, worth), " "), "short": Joined((most, worth), " ")}
    return RankSome(**{**same, **told, "problem": lambda choice: _problem(choice, edition)})


def _problem(choice: tuple[str, ...], edition: Edition) -> Say | None:
    return problem_with_vote(edition, [int(id) for id in choice], points_of_ranks(len(choice), edition.ballot))


def _in_words(
    name: str, choice: tuple[str, ...], edition: Edition, view: View, wish: Wish[int] | None
) -> OUTCOME | None:
    """The order after «sans 5» or «9 plutôt que 5»: the others keep theirs. None of words that say neither."""
    numbers = {edition.by_id[int(id)].number: id for id in choice}
    known = in_which_order(edition).own_numbers
    if wish is None or not wish.out or len(wish.into) not in (0, len(wish.out)):
        return None
    unknown = [number for number in (*wish.out, *wish.into) if number not in known]
    if unknown:
        return Changed(view, off_the_ballot(unknown, edition))
    absent = [number for number in wish.out if number not in numbers]
    if absent:
        return Changed(view, not_in(absent))
    if len(choice) > 1 and not wish.into and {*wish.out} >= {*numbers}:
        return Changed(view, IN_ORDER)  # «non, le 3 et le 5» of 5 and 3 may as well be their order
    into = [known[number] for number in wish.into] or [""] * len(wish.out)
    instead = dict(zip((numbers[number] for number in wish.out), into, strict=True))
    new = tuple(dict.fromkeys(id for id in (instead.get(id, id) for id in choice) if id))
    return _becomes(name, choice, new, edition, view)


def _becomes(name: str, choice: tuple[str, ...], new: tuple[str, ...], edition: Edition, view: View) -> OUTCOME:
    question = in_which_order(edition)
    if len(new) < question.least:
        return Reopened(name, new, None if new else EMPTY_CHOICE)
    more = [edition.by_id[int(id)].number for id in new if id not in choice]
    if len(new) > question.most and len(new) == len(choice) + len(more):
        return Changed(view, full(more, choice, choice, edition))
    complaint = question.complaint(new)
    return Changed(view, complaint) if complaint or new == choice else Corrected(name, new)
