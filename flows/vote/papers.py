"""How each way of voting is put to people: what is asked, how it is read back and corrected, what goes into the urn.

What a way of voting counts is in `flows/ballots`; a new one is a line in `PAPERS` too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from flows.talk.questions import Question
from flows.talk.questions.confirm import Corrections
from flows.town.edition import Edition
from flows.vote.choosing import ChooseOne, ChooseSome
from flows.vote.deeds import CastVote
from flows.vote.giving_points import SharePoints
from flows.vote.ranking import RankProjects
from flows.words import Say


class VotePaper(Protocol):
    """A way of voting, in conversation. A choice is what is kept of it between two messages."""

    def question(self, edition: Edition) -> Question[tuple[str, ...]]:
        """What is asked."""

    def corrections(self, name: str, choice: tuple[str, ...], edition: Edition) -> Corrections:
        """Hears corrections of *choice*, the answer called *name*, once it is read back."""

    def read_back(self, choice: tuple[str, ...], edition: Edition) -> tuple[Say, ...]:
        """The choice, line by line."""

    def otherwise(self, choice: tuple[str, ...], edition: Edition) -> Say:
        """How to correct the choice by SMS, in a sentence."""

    def help(self) -> Say:
        """The same, to who asks for help."""

    def named(self, choice: tuple[str, ...]) -> str:
        """What is confirmed: the same for two choices that count alike."""

    def avoid(self, edition: Edition) -> frozenset[int]:
        """What people may type to correct the choice, so that no code is ever one of it."""

    def vote(self, choice: tuple[str, ...], edition: Edition) -> CastVote:
        """The choice as it goes into the urn."""


PAPERS: Mapping[str, VotePaper] = {
    "approval": ChooseSome(),
    "choose-1": ChooseOne(),
    "ordinal": RankProjects(),
    "cumulative": SharePoints(),
}
"""The ways of voting that can be held as a conversation, by the `kind` that an edition's rules give them."""


def paper_of(edition: Edition) -> VotePaper:
    """How people vote in *edition*."""
    return PAPERS[edition.ballot.kind]
