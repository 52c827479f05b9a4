"""Keeping what a person wants to be told."""

from __future__ import annotations

from bot.hands.base import Hands, does
from flows.reminders.consent_deeds import Want, Wants
from flows.talk.deed import Done
from storage.messages.outbox import OUTBOX
from storage.people import consents, traces
from storage.sending import unasked
from storage.sending.unasked import Recall


@does(Wants)
def wants(hands: Hands, look: Wants) -> bool:
    """Whether the person said no."""
    return consents.wants(hands.tx, hands.known.person_id, look.kind)


@does(Want)
def want(hands: Hands, deed: Want) -> Done:
    """The newest word counts, also for what waits to be sent."""
    person = hands.known.person_id
    consents.say(hands.tx, person, deed.kind, deed.wanted, hands.now)
    hands.store.leave(hands.tx, traces.of_consent(hands.tx, hands.store, person, deed.kind, deed.wanted))
    if not deed.wanted:
        unasked.take_back(hands.tx, hands.store, Recall("wants none", hands.now), OUTBOX.c.person_id == person)
    return Done()
