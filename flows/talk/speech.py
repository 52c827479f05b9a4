"""What the bot says of itself in any conversation: who runs it, what it keeps, how to stop it, where a person is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.talk.chat import Said
from flows.town.edition import Edition
from flows.town.short_name import short_name
from flows.words import Joined, Say, Text, Verbatim, _


def named(edition: Edition, said: Sequence[Said]) -> tuple[Said, ...]:
    """*said*, which nobody asked for: it begins with who writes. What is to be forwarded says so in its own words."""
    own = next((place for place, one in enumerate(said) if not one.to_forward), None)
    if own is None:
        return tuple(said)
    first = said[own]
    short = _whose(edition, first.short) if first.short else None
    return (*said[:own], replace(first, text=_whose(edition, first.text), short=short), *said[own + 1 :])


def _whose(edition: Edition, told: Say) -> Say:
    return _("{town} : {told}", town=Verbatim(short_name(edition)), told=told)


def notice(edition: Edition) -> Said:
    """The notice that everyone gets once, with the first reply: who runs this, what is kept, how to stop."""
    town, who = Verbatim(edition.town), Verbatim(edition.contact.who)
    return Said(
        _(
            "Bonjour ! Ici le budget participatif de {town}, un service de : {who}. "
            "Nous gardons votre identifiant et vos réponses le temps du budget participatif ; "
            "votre vote, lui, va dans l'urne sans votre nom. "
            "STOP pour ne plus rien recevoir, CONTACT pour nous joindre, INFOS pour vos droits.",
            town=town,
            who=who,
        ),
        _(
            "{who}. Numéro et réponses gardés le temps du budget participatif. STOP : silence. CONTACT, INFOS : aide.",
            who=who,
        ),
    )


def contact_of(edition: Edition) -> Said:
    """Who runs the service, and every way to reach them."""
    ways: list[Say] = [
        Verbatim(way) for way in (edition.contact.phone, edition.contact.email, edition.contact.address) if way
    ]
    whole: tuple[Say, ...] = (_("Ce service est tenu par : {who}.", who=Verbatim(edition.contact.who)), *ways)
    page: tuple[Say, ...] = (
        (_("Vos données : {page}", page=Verbatim(edition.contact.privacy)),) if edition.contact.privacy else ()
    )
    return Said(Joined((*whole, *page)), Joined((Verbatim(edition.contact.who), *ways[:2], *page)))


def who_we_are(edition: Edition) -> Said:
    """Who runs the service and how to stop it, for whom we are strangers: a wrong number, or one that changed hands."""
    town, who = Verbatim(edition.town), Verbatim(edition.contact.who)
    return Said(
        _(
            "Ici le budget participatif de {town}, un service de : {who}. Si ce n'est pas pour vous : "
            "STOP et nous ne vous écrirons plus. Pour nous joindre : CONTACT.",
            town=town,
            who=who,
        ),
        _(
            "Budget participatif de {town}. Pas pour vous ? STOP : plus rien de nous. CONTACT : nous joindre.",
            town=town,
        ),
    )


def how_to_stop(*, under_way: bool) -> Said:
    """How to be left in peace: by all of us, or by the question that is *under way* only."""
    told = _("Pour ne plus rien recevoir de nous : STOP. Pour effacer ce que nous gardons de vous : EFFACER.")
    if not under_way:
        return Said(told)
    only_this = _("Pour laisser seulement ce qui est en cours : ANNULER.")
    return Said(Joined((told, only_this), " "))


def person_instead(edition: Edition) -> Said:
    """Where to find a person, when the bot does not understand."""
    reach = edition.contact.phone or edition.contact.email
    if not reach:
        return Said(_("Une personne peut vous aider : CONTACT."))
    return Said(_("Une personne peut vous aider : {reach}.", reach=Verbatim(reach)))


def unknown_words(misses: int, edition: Edition) -> tuple[Said, ...]:
    """What to say of a message that nothing understands: in other words the second time, with a person the third."""
    said = (Said(_("Je n'ai pas compris."), _("Pas compris.")),)
    if misses == 1:
        return said
    other = Said(_("Répondez par le chiffre ou le mot d'une ligne ci-dessous."), _("Répondez par un chiffre :"))
    return (*said, other) if misses == 2 else (*said, other, person_instead(edition))


def out_of_date() -> Text:
    """The remark for a tap on a keyboard that is no longer the one shown."""
    return _("Ce bouton n'est plus d'actualité.")


def comforted() -> Said:
    """What is said to somebody who wants to die: who listens, day and night, and whom to call at once."""
    return Said(
        _(
            "Ce que vous vivez compte, et vous n'êtes pas seul. Appelez le 3114 : quelqu'un vous écoute, jour et nuit, "
            "gratuitement. En danger tout de suite : 15 ou 112."
        ),
        _(
            "Vous n'êtes pas seul. Appelez le 3114 : quelqu'un vous écoute, jour et nuit, gratuitement. "
            "En danger tout de suite : 15 ou 112."
        ),
    )
