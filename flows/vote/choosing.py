"""Choosing projects, each simply chosen or not: by approval, or one only."""

from __future__ import annotations

from dataclasses import dataclass

from flows.projects.catalogue import left_of_the_sum
from flows.talk.questions import Question
from flows.talk.questions.confirm import Corrections
from flows.town.edition import Edition
from flows.vote.corrections import corrections_of, which_projects
from flows.vote.deeds import CastVote
from flows.words import Say, _


@dataclass(frozen=True, slots=True)
class ChooseSome:
    """Some projects, in whatever order they were named."""

    def question(self, edition: Edition) -> Question[tuple[str, ...]]:
        """Which projects."""
        return which_projects(edition)

    def corrections(self, name: str, choice: tuple[str, ...], edition: Edition) -> Corrections:
        """Numbers and titles, in words: «sans 5», «9 plutôt que 5»."""
        return corrections_of(name, choice, edition)

    def read_back(self, choice: tuple[str, ...], edition: Edition) -> tuple[Say, ...]:
        """Each by number and title, and the sum that is left where the rule is money."""
        left = left_of_the_sum(choice, edition)
        return (*titles(choice, edition), *((left,) if left else ()))

    def otherwise(self, choice: tuple[str, ...], edition: Edition) -> Say:
        """How to correct the choice: whoever gave one number may not know that they can give more."""
        number = edition.by_id[int(choice[-1])].number
        if len(choice) >= min(edition.ballot.most, len(edition.on_ballot)):
            return _("Pour enlever : SANS {number}.", number=number)
        return _("Pour ajouter : un autre numéro. Pour enlever : SANS {number}.", number=number)

    def help(self) -> Say:
        """What numbers do."""
        return _(
            "Rien n'est envoyé pour l'instant. Un numéro ajoute un projet, SANS et un numéro l'enlève. "
            "NON : ne pas voter."
        )

    def named(self, choice: tuple[str, ...]) -> str:
        """The projects, in whatever order."""
        return ",".join(sorted(choice))

    def avoid(self, edition: Edition) -> frozenset[int]:
        """The numbers of the projects."""
        return edition.numbers

    def vote(self, choice: tuple[str, ...], edition: Edition) -> CastVote:
        """The projects."""
        return CastVote(tuple(map(int, choice)))


@dataclass(frozen=True, slots=True)
class ChooseOne(ChooseSome):
    """One project: another takes its place."""

    def otherwise(self, choice: tuple[str, ...], edition: Edition) -> Say:
        """Another number changes it."""
        return _("Pour changer : un autre numéro.")

    def help(self) -> Say:
        """What a number does."""
        return _("Rien n'est envoyé pour l'instant. Un autre numéro change votre choix. NON : ne pas voter.")


def titles(choice: tuple[str, ...], edition: Edition) -> tuple[Say, ...]:
    """The projects of *choice*, each by number and title."""
    projects = (edition.by_id[int(id)] for id in choice)
    return tuple(_("{number} {title}", number=project.number, title=project.named) for project in projects)
