"""Counting the wrong codes that are said in conversations."""

from __future__ import annotations

from bot.hands import wrong_codes
from bot.hands.base import Hands, does
from flows.talk.deeds import CodeLength, SayWrongCode
from storage.people import people, speakers


@does(SayWrongCode)
def say_wrong(hands: Hands, deed: SayWrongCode) -> CodeLength:
    """One more: the next message of this very batch counts from there."""
    count(hands)
    return CodeLength(hands.known.guesses.digits_at(hands.edition, hands.now))


def count(hands: Hands) -> bool:
    """One wrong code more from this address; whether what was guessed at has to be replaced by now."""
    return wrong_codes.count(hands.tx, hands.edition, hands.known, hands.now)


def take_back(hands: Hands, address_id: int) -> None:
    """A code said from that address today had counted as wrong, and was right."""
    other = speakers.standing(hands.tx, hands.store, address_id)
    people.guessed(hands.tx, address_id, other.guesses.one_less(hands.now.date()))
