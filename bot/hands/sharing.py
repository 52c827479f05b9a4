"""Doing the deeds of people who share a telephone."""

from __future__ import annotations

from bot.hands.base import Hands, does
from flows.people.name_deeds import CallMe, SpeakAs, SpeakAsNew, Speaker, WhoIsHere
from flows.talk.deed import Done, Refused
from flows.understanding.folding import fold
from flows.words import Text, Verbatim, _, n_
from storage.people import joins, people, speakers

BUSY: Text = _("Cette personne nous écrit d'un autre téléphone en ce moment même. Réessayez dans une minute.")


@does(WhoIsHere)
def who_is_here(hands: Hands, look: WhoIsHere) -> tuple[Speaker, ...]:
    """The people who share the telephone."""
    sharers = people.sharers(hands.tx, hands.store, hands.known.address_id)
    return tuple(Speaker(sharer.person_id, sharer.name, sharer.here) for sharer in sharers)


@does(SpeakAs)
def speak_as(hands: Hands, deed: SpeakAs) -> Done | Refused:
    """That speaker, if they share this telephone, writes from now on."""
    here = {speaker.id for speaker in who_is_here(hands, WhoIsHere())}
    if deed.speaker not in here:
        return Refused(_("Cette personne n'est plus sur ce téléphone. PRENOM : qui y est."))
    if deed.speaker == hands.known.person_id:
        return Done()
    if not speakers.hold(hands.tx, hands.store, person_id=deed.speaker):
        return Refused(BUSY)
    _give_over(hands, deed.speaker)
    return Done()


@does(SpeakAsNew)
def speak_as_new(hands: Hands, deed: SpeakAsNew) -> Done | Refused:
    """Someone new writes from now on, if the telephone is not shared by too many; someone of that name, if there is."""
    here, most = who_is_here(hands, WhoIsHere()), hands.edition.service.people_per_phone
    known = next((speaker.id for speaker in here if fold(speaker.name) == fold(deed.name)), None)
    if known is not None:
        return speak_as(hands, SpeakAs(known))
    erased = people.called(hands.tx, hands.store, hands.known.address_id, deed.name)
    if erased is not None:  # a newcomer to us; but the roll knows whether they have voted
        people.name_at(hands.tx, hands.store, hands.known.address_id, erased, deed.name)
        return speak_as(hands, SpeakAs(erased))
    if len(here) >= most:
        return Refused(
            n_(
                "{n} personne seulement par téléphone. Quelqu'un d'autre peut écrire d'un autre téléphone.",
                "{n} personnes au plus par téléphone. Quelqu'un d'autre peut écrire d'un autre téléphone.",
                most,
            )
        )
    new = people.new_person(hands.tx, hands.known.language, hands.now)
    people.name_at(hands.tx, hands.store, hands.known.address_id, new, deed.name)
    _give_over(hands, new)
    return Done()


@does(CallMe)
def call_me(hands: Hands, deed: CallMe) -> Done | Refused:
    """The name of who writes; with an empty one, whoever shares the telephone with nobody needs no row at all."""
    known = hands.known
    if not deed.name and len(who_is_here(hands, WhoIsHere())) == 1:
        people.nameless(hands.tx, known.address_id, known.person_id)
    elif not people.name_at(hands.tx, hands.store, known.address_id, known.person_id, deed.name):
        return Refused(_("Quelqu'un s'appelle déjà {name} sur ce téléphone.", name=Verbatim(deed.name)))
    speakers.reload(hands.tx, hands.store, known)
    return Done()


def _give_over(hands: Hands, speaker: int) -> None:
    """Another person writes from now on; the one before can be found again, name or no name."""
    known = hands.known
    if not known.name and not people.is_named(hands.tx, known.address_id, known.person_id):
        people.name_at(hands.tx, hands.store, known.address_id, known.person_id, "")
    joins.forget(hands.tx, known.address_id)
    hands.hand_over(speaker)
    speakers.reload(hands.tx, hands.store, known)
