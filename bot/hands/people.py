"""Doing the deeds that change what we know of a person."""

from __future__ import annotations

from collections.abc import Collection

from bot.hands.base import Hands, does
from flows.people.deeds import Confirmed, Declare, IsDoubtful, StartAfresh
from flows.talk.deed import Done, Refused
from flows.talk.deeds import BeSilent, SpeakAgain, SpeakLanguage
from flows.town.edition import Phase
from flows.words import _
from storage.leaving import merging
from storage.leaving.keeping import is_settled
from storage.people import joins, people, speakers
from storage.sending import unasked
from storage.votes import votes


@does(SpeakLanguage)
def speak(hands: Hands, deed: SpeakLanguage) -> Done:
    """The person's language from now on."""
    hands.known.language = deed.language
    hands.writes.languages[hands.known.person_id] = deed.language
    return Done()


@does(BeSilent)
def be_silent(hands: Hands, deed: BeSilent) -> Done:
    """Silence on this address."""
    hands.known.stopped = True
    hands.writes.silences.append((hands.known.address_id, True, deed.words))
    return Done()


@does(SpeakAgain)
def speak_again(hands: Hands, deed: SpeakAgain) -> Done:
    """The end of silence on this address."""
    hands.known.stopped = False
    hands.writes.silences.append((hands.known.address_id, False, deed.words))
    return Done()


@does(Declare)
def declare(hands: Hands, deed: Declare) -> Done:
    """What the person says of themselves, kept at once; the next question of this very turn knows it."""
    known = hands.known
    known.district = known.district if deed.district is None else deed.district
    known.band = known.band if deed.band is None else deed.band
    people.declare(hands.tx, known.person_id, known.district, known.band)
    return Done()


@does(IsDoubtful)
def is_doubtful(hands: Hands, look: IsDoubtful) -> bool:
    """Whether nobody has confirmed the number since its long silence."""
    return hands.known.doubtful


@does(Confirmed)
def confirmed(hands: Hands, deed: Confirmed) -> Done:
    """It is still the same person's."""
    people.doubt(hands.tx, [hands.known.address_id], False)
    hands.known.doubtful = False
    return Done()


@does(StartAfresh)
def start_afresh(hands: Hands, deed: StartAfresh) -> Done | Refused:
    """A new person at this address, which the one before leaves: with its names, and with what waited to be sent there.

    Until the result is out, a number that has voted stays whose it is: or it could vote again.
    """
    here, known = people.sharers(hands.tx, hands.store, hands.known.address_id), hands.known
    if has_voted(hands, [speaker.person_id for speaker in here]):
        return Refused(_("Ce numéro a voté : il ne change pas de main avant le résultat. CONTACT : une personne."))
    new = people.new_person(hands.tx, known.language, hands.now)
    unasked.stop(hands.tx, hands.store, known.address_id, "the number is someone else's now", hands.now)
    merging.answer_elsewhere(hands.tx, known.address_id, None)
    joins.forget(hands.tx, known.address_id)
    people.nameless(hands.tx, known.address_id)
    hands.hand_over(new)
    people.doubt(hands.tx, [known.address_id], False)
    speakers.reload(hands.tx, hands.store, known)
    return Done()


def has_voted(hands: Hands, person_ids: Collection[int]) -> bool:
    """Whether one of these people has voted, in this very batch or before, and could vote again.

    A vote that has ended may be prolonged, until its result is out.
    """
    if hands.edition.phase_at(hands.now) is not Phase.VOTE and is_settled(hands.tx, hands.edition.id, hands.now):
        return False
    noted = {vote.person_id for vote in hands.writes.votes}
    return bool(noted.intersection(person_ids) or votes.voted(hands.tx, hands.edition.id, person_ids))
