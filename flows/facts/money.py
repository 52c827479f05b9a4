"""What there is to spend, what an idea may cost, and what a message costs."""

from __future__ import annotations

from flows.facts.contacts import by_sms
from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import District
from flows.words import Joined, Money, Say, Verbatim, _

SHORT_CODE = 5
"""Digits of a number that may cost more than an ordinary one."""

LISTED = 3
"""Districts whose share is told in an SMS."""


def budget(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """The whole budget, and how it is shared out."""
    total = Money(scene.edition.budget, scene.edition.currency)
    shares = [district for district in scene.edition.districts if district.envelope]
    if scene.edition.ballot.envelopes == "district" and shares:
        told = _("Le budget est de {total}, et chaque quartier a sa part.", total=total)
        listed = [_share(district, scene) for district in shares]
        return Said(
            Joined((told, Joined(tuple(listed), ", "), *_at_most(scene)), " "),
            Joined((told, Joined(tuple(listed[:LISTED]), ", ")), " "),
        )
    told = _("Le budget est de {total} pour toute la ville, sans part réservée à un quartier.", total=total)
    return Said(Joined((told, *_at_most(scene)), " "))


def by_district(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How the budget is shared out between districts, and how to see the projects of one."""
    told = budget(scene, asked)
    if told is None or not scene.edition.districts or not scene.edition.projects:
        return told
    there = _("Les projets d'un quartier : QUARTIERS.")
    total = _("Le budget est de {total} pour toute la ville, sans part réservée à un quartier.", total=_money(scene))
    shared = told.short or told.text if scene.edition.ballot.envelopes == "district" else total
    return Said(Joined((shared, there), " "))


def cost_limit(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """What an idea may cost, and that nobody has to know."""
    limit = _at_most(scene) or (_("Pas de plafond par idée, mais le budget est de {total}.", total=_money(scene)),)
    guess = (_("Pas besoin de devis : la ville calcule le prix de chaque idée."),)
    return Said(Joined((*limit, *(guess if "cost" in scene.edition.proposals.optional else ())), " "))


def sms_cost(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """What it costs to write here; of a short code, the edition does not say."""
    if not by_sms(scene):
        return Said(_("Rien : Telegram passe par votre connexion internet, et nous ne vous demandons jamais d'argent."))
    if len([sign for sign in scene.edition.sms_number if sign.isdigit()]) <= SHORT_CODE:
        return None
    return Said(
        _(
            "Un SMS envoyé ici coûte un SMS ordinaire, le plus souvent compris dans votre forfait. "
            "Recevoir nos messages est gratuit."
        )
    )


def _share(district: District, scene: Scene) -> Say:
    share = Money(district.envelope or scene.edition.budget, scene.edition.currency)
    return _("{name} : {share}", name=Verbatim(district.name), share=share)


def _at_most(scene: Scene) -> tuple[Say, ...]:
    most = scene.edition.proposals.max_cost
    return (_("Une idée coûte {most} au plus.", most=Money(most, scene.edition.currency)),) if most else ()


def _money(scene: Scene) -> Money:
    return Money(scene.edition.budget, scene.edition.currency)


FACTS: dict[str, Fact] = {"budget": budget, "by_district": by_district, "cost_limit": cost_limit, "sms_cost": sms_cost}
