"""Doing the deeds by which two addresses become one person's, and one leaves again."""

from __future__ import annotations

from datetime import timedelta

from bot.channels import BY_NAME as CHANNELS
from bot.hands import codes
from bot.hands.base import Hands, Merged, does
from bot.hands.people import has_voted
from bot.languages.words import voice
from flows.people.join import STILL_VOTING
from flows.people.join_deeds import (
    AddressesJoined,
    BeginJoin,
    FinishJoin,
    JoinCode,
    Leave,
    MyPlaces,
    Reached,
    SayBack,
    SayCode,
    ShareNumber,
    WrongCode,
)
from flows.talk.chat import Said
from flows.talk.deed import Done, Refused
from flows.talk.memory import Memory
from flows.talk.turned import Turned
from flows.words import Say, Text, _
from storage.database.ids import new_id
from storage.leaving import merging
from storage.leaving.merging import Conflict
from storage.messages import conversations, to_send
from storage.people import joins, people, speakers
from storage.people.joins import SaidCode, Unfit
from storage.people.speakers import Known
from storage.sending import unasked
from storage.town import surveys
from storage.votes import votes

SHARED_ENDING = 4
"""Digits of a telephone that are shown: enough to know one's own by."""

BUSY: Text = _("L'autre téléphone nous écrit en ce moment même. Réessayez dans une minute : RELIER.")
ALREADY: Text = _("Vous êtes déjà relié ici et ailleurs. Pour changer, séparez d'abord : DELIER.")
OWN: Text = _("Ce code se tape sur l'autre téléphone, pas sur celui qui l'a reçu.")
SHARED: Text = _("Plusieurs personnes partagent ce numéro. Par SMS : PRENOM et votre prénom, puis RELIER.")
GONE: Text = _("Ce numéro vient d'être effacé du service. Il pourra être relié quand le résultat sera publié.")
VOTED: Text = _("Ce numéro a déjà voté. Il pourra être relié quand le résultat sera publié.")

WHY: dict[Conflict, Say] = {
    Conflict.TAKEN: _("L'un des deux est déjà relié ailleurs. Écrivez-y d'abord DELIER, puis RELIER de nouveau."),
    Conflict.BOTH_VOTED: _("Les deux ont déjà voté : ils ne pourront être reliés qu'une fois le résultat publié."),
    Conflict.BOTH_ANSWERED: _("Les deux ont répondu à la même enquête. Pour les relier quand même : CONTACT."),
}
"""Why two people cannot be made one, and the way out."""

TOLD: Text = _("Ce numéro vient d'être relié à un compte Telegram. Ce n'est pas vous ? Répondez DELIER.")


@does(MyPlaces)
def places(hands: Hands, look: MyPlaces) -> tuple[Reached, ...]:
    """Where the person is reached; of a telephone only its last digits."""
    reached = people.places_of(hands.tx, hands.store, hands.known.person_id)
    return tuple(
        Reached(place.channel, _ending(place), place.address_id == hands.known.address_id) for place in reached
    )


@does(BeginJoin)
def begin(hands: Hands, deed: BeginJoin) -> JoinCode | Refused:
    """A code to say on the other telephone; none for who is reached on every channel already."""
    mine = {place.channel for place in people.places_of(hands.tx, hands.store, hands.known.person_id)}
    if len(mine) == len(CHANNELS):
        return Refused(ALREADY)
    return JoinCode(joins.begin(hands.tx, hands.store, hands.known.address_id, hands.now))


@does(SayCode)
def say(hands: Hands, deed: SayCode) -> SayBack | AddressesJoined | WrongCode | Refused:
    """What to say back; nothing is joined, since whoever wrote this may not read what is sent here.

    A right code counts as a wrong one until the other side has finished: who forges a number could else have it be
    sent replies without end, each as short as the first, and have ever more accounts guess at them.
    """
    said = SaidCode(hands.known.address_id, deed.code, hands.now)
    done = joins.finish(hands.tx, hands.store, said)
    if not isinstance(done, Unfit):  # after much guessing, what is said back is as long as a code
        return _join(hands, done)

    def digits(asker: int) -> int:
        return max(_digits(hands, known) for known in (hands.known, speakers.standing(hands.tx, hands.store, asker)))

    reply = joins.answer(hands.tx, hands.store, said, digits)
    if isinstance(reply, Unfit):
        return _unfit(hands, reply)
    codes.count(hands)
    return SayBack(reply)


@does(FinishJoin)
def finish(hands: Hands, deed: FinishJoin) -> AddressesJoined | WrongCode | Refused:
    """Both addresses are one person's, if what was said is what the other one was shown."""
    other = joins.finish(hands.tx, hands.store, SaidCode(hands.known.address_id, deed.reply, hands.now))
    return _unfit(hands, other) if isinstance(other, Unfit) else _join(hands, other)


@does(ShareNumber)
def share(hands: Hands, deed: ShareNumber) -> AddressesJoined | Refused:
    """The telephone is the person's: new, or joined with who writes from it, who is told so."""
    mine = people.places_of(hands.tx, hands.store, hands.known.person_id)
    if any(place.channel == "sms" for place in mine):
        return AddressesJoined() if any(place.address == deed.number for place in mine) else Refused(ALREADY)
    if people.add_address(hands.tx, hands.store, "sms", deed.number, hands.known.person_id):
        return AddressesJoined()
    other = speakers.found(hands.tx, hands.store, "sms", deed.number)
    assert other is not None, "an address that cannot be added is there"
    if other.erased:
        return Refused(GONE)
    if len(people.sharers(hands.tx, hands.store, other.address_id)) > 1:
        return Refused(SHARED)
    return _take_over(hands, other) if _is_stale(hands, other) else _join_and_tell(hands, other)


@does(Leave)
def leave(hands: Hands, deed: Leave) -> Done | Refused:
    """A new person at this address; all else stays with the other one."""
    known = hands.known
    others = [
        place.address_id
        for place in people.places_of(hands.tx, hands.store, known.person_id)
        if place.address_id != known.address_id
    ]
    if not others:
        return Refused(_("Ce téléphone n'est relié à rien d'autre. Pour le relier : RELIER."))
    if has_voted(hands, [known.person_id]):
        return Refused(STILL_VOTING)
    new = people.new_person(hands.tx, known.language, hands.now)
    people.noticed(hands.tx, [new], hands.now)
    surveys.sign_too(hands.tx, hands.edition, known.person_id, new)
    merging.answer_elsewhere(hands.tx, known.address_id, others[0], known.person_id)
    joins.forget(hands.tx, known.address_id)
    hands.hand_over(new)
    if people.nameless(hands.tx, known.address_id, known.person_id):  # it is shared: here, the name goes with them
        people.name_at(hands.tx, hands.store, known.address_id, new, known.name)
    speakers.reload(hands.tx, hands.store, known)
    return Done()


def _ending(place: people.PersonAddress) -> str:
    if place.channel != "sms":
        return ""
    digits = place.address[-SHARED_ENDING:]
    return f"{digits[:2]} {digits[2:]}"


def _unfit(hands: Hands, why: Unfit) -> WrongCode | Refused:
    """A wrong code counts; what was guessed at here too often is worth nothing any more."""
    if why is Unfit.OWN:
        return Refused(OWN)
    if codes.count(hands):
        joins.forget(hands.tx, hands.known.address_id)
    return WrongCode()


def _digits(hands: Hands, known: Known) -> int:
    return known.guesses.digits_at(hands.edition, hands.now)


def _join(hands: Hands, address_id: int) -> AddressesJoined | Refused:
    """Who writes, and who writes from that address, are one person from now on."""
    mine = hands.known.person_id
    other = speakers.standing(hands.tx, hands.store, address_id).person_id
    if other == mine:
        return AddressesJoined()
    if not _hold(hands, other):
        return Refused(BUSY)
    if speakers.standing(hands.tx, hands.store, address_id).person_id != other:
        return Refused(BUSY)
    _write_votes(hands)
    conflict = merging.conflict(hands.tx, hands.edition.id, mine, other, hands.now)
    if conflict:
        return Refused(WHY[conflict])
    _make_one(hands, mine, other)
    codes.take_back(hands, address_id)
    joins.forget(hands.tx, hands.known.address_id, address_id)
    return AddressesJoined()


def _hold(hands: Hands, person: int) -> bool:
    """Whether nobody else changes this person, or hears them at any place, until we are done.

    Nor may they have asked, a moment ago, to be erased: what became theirs would go with them.
    """
    if person in hands.writes.erased:
        return False
    places = [place.address_id for place in people.places_of(hands.tx, hands.store, person)]
    holds = (speakers.hold(hands.tx, hands.store, address_id=place) for place in places)
    return all(holds) and speakers.hold(hands.tx, hands.store, person_id=person)


def _make_one(hands: Hands, mine: int, other: int) -> None:
    """One of the two goes. The language stays the one that is being spoken."""
    language = hands.known.language
    stays = merging.survivor(hands.tx, hands.edition.id, mine, other)
    gone = mine + other - stays
    memories = conversations.memories(hands.tx, hands.store, (mine, other))
    merging.merge(hands.tx, hands.store, gone, stays, hands.now)
    people.set_language(hands.tx, {stays: language})
    hands.writes.merged.append(Merged(gone, stays, memories))
    hands.writes.languages.pop(gone, None)
    hands.voted_on.pop(gone, None)
    hands.voted_on.update(votes.voted(hands.tx, hands.edition.id, (stays,)))
    speakers.reload(hands.tx, hands.store, hands.known)


def _write_votes(hands: Hands) -> None:
    """Votes of this batch that are only noted yet count too when it is asked who has voted."""
    if hands.writes.votes:
        hands.writes.cast(hands.tx, hands.store, hands.now)


def _is_stale(hands: Hands, other: Known) -> bool:
    """Whether who used to write from there may have lost the number since."""
    silent = timedelta(days=hands.edition.service.silent_days)
    return other.doubtful or (other.heard_on is not None and other.heard_on < hands.now.date() - silent)


def _take_over(hands: Hands, other: Known) -> AddressesJoined | Refused:
    """The number alone: nothing of who had it before."""
    if not _hold(hands, other.person_id):
        return Refused(BUSY)
    if has_voted(hands, [other.person_id]):
        return Refused(VOTED)
    unasked.stop(hands.tx, hands.store, other.address_id, "the number is someone else's now", hands.now)
    merging.answer_elsewhere(hands.tx, other.address_id, None)
    joins.forget(hands.tx, other.address_id)
    people.nameless(hands.tx, other.address_id)
    people.hand_over(hands.tx, other.address_id, hands.known.person_id)
    people.doubt(hands.tx, [other.address_id], False)
    return AddressesJoined()


def _join_and_tell(hands: Hands, other: Known) -> AddressesJoined | Refused:
    """Never silently: the telephone hears of it, unless it wants silence."""
    outcome = _join(hands, other.address_id)
    if isinstance(outcome, AddressesJoined) and not other.stopped:
        channel = CHANNELS["sms"]
        shown = channel.show(Turned(Memory(), (Said(TOLD),)), voice(other.language), 0, "")
        told = [
            to_send.ToSend(
                new_id(), None, other.address_id, "sms", message.as_json(), False, False, channel.weigh(message)
            )
            for message in shown.messages
        ]
        to_send.put(hands.tx, hands.store, told, hands.now)
    return outcome
