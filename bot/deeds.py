"""Doing what conversations ask.

Each deed is settled at once on what the turn knows, and written with all the others at its end.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from flows.ballot_paper import problem_with_vote
from flows.deeds import (
    BeSilent,
    Cast,
    CastVote,
    Deed,
    Done,
    FindReceipt,
    ReceiptFound,
    ReceiptUnknown,
    Refused,
    SpeakAgain,
    SpeakLanguage,
)
from flows.edition import Edition, Phase
from flows.lexicon import fold
from flows.words import _
from storage import people, votes
from storage.people import Known
from storage.store import Store

SIGNS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
"""Signs of a receipt: none that is mistaken for another when read out or written down (0/O, 1/I/L, 5/S)."""

RECEIPT = 7
"""Signs in a receipt: 17 thousand million receipts, so that guessing one finds nothing."""


@dataclass
class Writes:
    """What a batch of turns will write besides conversations and messages."""

    votes: list[votes.Vote] = field(default_factory=list)
    languages: dict[int, str] = field(default_factory=dict)
    silences: list[tuple[int, bool, str]] = field(default_factory=list)

    def write(self, tx: Connection, store: Store, now: datetime) -> None:
        """One statement a table, however many turns there were."""
        if self.votes:
            votes.cast(tx, store, self.votes)
        if self.languages:
            people.speak(tx, self.languages)
        for address_id, silent, words in self.silences:
            people.silence(tx, store, address_id, silent, words, now)


@dataclass
class Hands:
    """The hands of one turn: they know the person, the edition and the time, and note what is to be written."""

    tx: Connection
    store: Store
    edition: Edition
    now: datetime  # in the edition's time zone
    known: Known
    voted_on: dict[int, date]
    writes: Writes

    def act(self, deed: Deed[Any]) -> Any:
        """Do *deed* and say what came of it."""
        match deed:
            case CastVote(choice):
                return self.cast(choice)
            case FindReceipt(code):
                return self.find(code)
            case SpeakLanguage(language):
                return self.speak(language)
            case BeSilent(words):
                return self.silence(True, words)
            case SpeakAgain(words):
                return self.silence(False, words)
        raise TypeError(f"nobody knows how to do {deed!r}")

    def cast(self, choice: tuple[int, ...]) -> Cast | Refused:
        """The vote noted for the urn, if the vote is open at this very moment, to this person, for these projects."""
        before = self.voted_on.get(self.known.person_id)
        if self.edition.phase_at(self.now) is not Phase.VOTE:
            return Refused(_("Le vote vient de se terminer. Votre vote n'a pas pu être enregistré."))
        if before and not self.edition.ballot.may_change:
            return Refused(_("Vous avez déjà voté : votre premier vote reste dans l'urne."))
        problem = problem_with_vote(self.edition, choice)
        if problem:
            return Refused(problem)
        receipt = "".join(secrets.choice(SIGNS) for _sign in range(RECEIPT))
        today = self.now.date()
        self.writes.votes.append(votes.Vote(self.edition.id, self.known.person_id, today, receipt, choice))
        self.voted_on[self.known.person_id] = today
        return Cast(f"{receipt[:3]}-{receipt[3:]}", changed=before is not None)

    def find(self, code: str) -> ReceiptFound | ReceiptUnknown:
        """The day of the vote with that receipt, among those written and those of this very batch."""
        receipt = fold(code).replace(" ", "").upper()
        noted = next((vote.voted_on for vote in self.writes.votes if vote.receipt == receipt), None)
        day = noted or votes.receipt_day(self.tx, self.store, self.edition.id, receipt)
        return ReceiptFound(day) if day else ReceiptUnknown()

    def speak(self, language: str) -> Done:
        """The person's language from now on."""
        self.known.language = language
        self.writes.languages[self.known.person_id] = language
        return Done()

    def silence(self, silent: bool, words: str) -> Done:
        """Silence on this address, or its end."""
        self.known.stopped = silent
        self.writes.silences.append((self.known.address_id, silent, words))
        return Done()
