"""Keeping what a person wants to be told."""

from __future__ import annotations

from bot.hands.base import Hands
from flows.deeds import Done
from flows.deeds.consents import Want, Wants
from storage import consents


def wants(hands: Hands, look: Wants) -> bool:
    """Whether the person said no."""
    return consents.wants(hands.tx, hands.known.person_id, look.kind)


def want(hands: Hands, deed: Want) -> Done:
    """The newest word counts."""
    consents.say(hands.tx, hands.store, hands.known.person_id, deed.kind, deed.wanted, hands.now)
    return Done()
