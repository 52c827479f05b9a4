"""Doing the deeds of the vote."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from bot.hands.base import Hands, does
from bot.hands.people import has_voted
from flows.projects.catalogue import problem_with_vote
from flows.talk.deed import Refused
from flows.town.edition import Phase
from flows.understanding.folding import fold
from flows.vote.deeds import (
    BallotChange,
    BallotChangeCalled,
    BallotChangesSince,
    Cast,
    CastVote,
    FindReceipt,
    Loss,
    NumberHasVoted,
    ReceiptFound,
    ReceiptUnknown,
    WhatWasLost,
)
from flows.vote.vote import NUMBER_HAS_VOTED
from flows.words import Say, _
from storage.people import people, speakers
from storage.restoring import restores
from storage.votes import ballot_changes, lost_votes, votes

SIGNS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
"""Signs of a receipt: none that is mistaken for another when read out or written down (0/O, 1/I/L, 5/S)."""

RECEIPT = 7
"""Signs in a receipt: 17 thousand million receipts, so that guessing one finds nothing."""

RECEIPTS = len(SIGNS) ** RECEIPT
"""How many there are: one is drawn among them, each as likely as any other."""


@does(CastVote)
def cast(hands: Hands, deed: CastVote) -> Cast | Refused:
    """The vote noted for the urn, if the vote is open at this very moment, to this person, for these projects."""
    before = hands.voted_on.get(hands.known.person_id)
    if hands.edition.phase_at(hands.now) is not Phase.VOTE:
        return Refused(_("Le vote vient de se terminer. Votre vote n'a pas pu être enregistré."))
    trouble = _trouble_with_number(hands)
    if trouble:
        return Refused(trouble)
    if before and not hands.edition.ballot.may_change:
        return Refused(_("Vous avez déjà voté : votre premier vote reste dans l'urne."))
    problem = problem_with_vote(hands.edition, deed.choice, deed.points)
    if problem:
        return Refused(problem)
    receipt = receipt_of(secrets.randbelow(RECEIPTS))
    today = hands.now.date()
    edition, person = hands.edition, hands.known.person_id
    most = edition.ballot.most
    hands.writes.votes.append(votes.Vote(edition.id, person, today, receipt, deed.choice, most, deed.points))
    hands.writes.voted_from.append((hands.known.hash, edition.id, today))
    hands.voted_on[hands.known.person_id] = today
    return Cast(f"{receipt[:3]}-{receipt[3:]}", changed=before is not None)


@does(FindReceipt)
def find(hands: Hands, deed: FindReceipt) -> ReceiptFound | ReceiptUnknown:
    """The day of the vote with that receipt, among those written and those of this very batch."""
    receipt = fold(deed.code).replace(" ", "").upper()
    noted = next((vote.voted_on for vote in hands.writes.votes if vote.receipt == receipt), None)
    day = noted or votes.receipt_day(hands.tx, hands.store, hands.edition.id, receipt)
    return ReceiptFound(day) if day else ReceiptUnknown()


@does(BallotChangeCalled)
def change_called(hands: Hands, look: BallotChangeCalled) -> BallotChange | None:
    """What changed in the ballot, by its id."""
    return ballot_changes.find(hands.tx, look.id)


@does(BallotChangesSince)
def changes_since(hands: Hands, look: BallotChangesSince) -> tuple[BallotChange, ...]:
    """What changed in the ballot on that day and later."""
    every = hands.writes.once("changes", lambda: ballot_changes.since(hands.tx, hands.edition.id, date.min))
    return tuple(change for change in every if change.day >= look.day)


@does(WhatWasLost)
def what_was_lost(hands: Hands, look: WhatWasLost) -> Loss:
    """What the last time that the store went back in this vote took from this person, or may have taken."""
    last = hands.writes.once("restore", lambda: restores.newest(hands.tx))
    if last is None or not _concerns(hands, last.noticed_at):
        return Loss()
    day = lost_votes.lost_on(hands.tx, hands.edition.id, hands.known.person_id)
    since = last.back_to.astimezone(hands.edition.zone).date()
    return Loss(day, since, blind=last.blind or last.done_at is None)  # another machine may still tell of votes


@does(NumberHasVoted)
def number_has_voted(hands: Hands, look: NumberHasVoted) -> bool:
    """Whether someone else has, with a telephone of this person's, where one number has one vote."""
    if hands.edition.ballot.identity != "phone":
        return False
    return any(_voted_with(hands, phone) for phone in _phones(hands))


def _trouble_with_number(hands: Hands) -> Say | None:
    """Why this person cannot vote where one telephone number has one vote; its rows are held until the vote is written.

    Several people may share the number, and write from it and from elsewhere at the same moment.
    """
    if hands.edition.ballot.identity != "phone":
        return None
    phones = _phones(hands)
    if not phones:
        return _("Ici, un numéro de téléphone vaut une voix. Pour voter, donnez d'abord le vôtre : RELIER.")
    for phone in phones:
        if not speakers.hold(hands.tx, hands.store, address_id=phone):
            return _("Quelqu'un vote avec ce téléphone en ce moment même. Réessayez dans une minute : VOTE.")
        if _voted_with(hands, phone):
            return NUMBER_HAS_VOTED
    return None


def receipt_of(number: int) -> str:
    """The receipt with that *number*, from 0 to RECEIPTS - 1: each has one of its own."""
    signs = ""
    for _sign in range(RECEIPT):
        number, sign = divmod(number, len(SIGNS))
        signs += SIGNS[sign]
    return signs


def _concerns(hands: Hands, noticed_at: datetime) -> bool:
    """Whether this edition's vote had begun when the store went back."""
    span = hands.edition.span_of(Phase.VOTE)
    return span is not None and span.opens <= noticed_at


def _phones(hands: Hands) -> list[int]:
    places = people.places_of(hands.tx, hands.store, hands.known.person_id)
    return [place.address_id for place in places if place.channel == "sms"]


def _voted_with(hands: Hands, phone: int) -> bool:
    """Whether one of those who share the telephone has voted, besides the person who writes."""
    others = {speaker.person_id for speaker in people.sharers(hands.tx, hands.store, phone)}
    return has_voted(hands, others - {hands.known.person_id})
