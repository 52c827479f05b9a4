"""Telling people what is kept of them, and erasing it."""

from __future__ import annotations

from bot.hands.base import Hands, does
from flows.people.rights_deeds import Erase, Kept, WhatIsKept
from flows.talk.deed import Done
from storage.leaving import personal


@does(WhatIsKept)
def what_is_kept(hands: Hands, look: WhatIsKept) -> Kept:
    """All that is kept of who asks."""
    return personal.kept_of(hands.tx, hands.store, hands.known.person_id, hands.edition.zone)


@does(Erase)
def erase(hands: Hands, deed: Erase) -> Done:
    """The person is erased once all that this turn says and keeps is written: it goes with the rest."""
    hands.writes.erased.add(hands.known.person_id)
    return Done()
