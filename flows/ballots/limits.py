"""What the rules of an edition allow in one choice, whatever the way of voting."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from flows.ballots.ballot import Choice, Ref
from flows.town.rules import BallotRules
from flows.words import Money, Text, _, n_


def problem_with(
    choice: Choice[Ref], rules: BallotRules, costs: Mapping[Ref, Decimal], currency: str = "EUR"
) -> Text | None:
    """The first reason why *choice* breaks *rules*, with what to send instead; None if it breaks none."""
    chosen = len(choice.projects)
    if not costs.keys() >= set(choice.projects):
        return _("Un projet de votre choix n'est pas soumis au vote : renvoyez seulement des projets de la liste.")
    if len(set(choice.projects)) < chosen:
        return _("Un projet figure deux fois dans votre choix : envoyez chaque projet une seule fois.")
    if chosen < rules.least:
        return _too_few(chosen, rules.least)
    if chosen > rules.most:
        return _too_many(chosen, rules.most)
    if rules.max_cost is None:
        return None
    return _too_dear(sum((costs[project] for project in choice.projects), Decimal(0)), rules.max_cost, currency)


def _too_few(chosen: int, least: int) -> Text:
    return n_(
        "{n} projet reçu, {least} au minimum : renvoyez tous ceux que vous choisissez.",
        "{n} projets reçus, {least} au minimum : renvoyez tous ceux que vous choisissez.",
        chosen,
        least=least,
    )


def _too_many(chosen: int, most: int) -> Text:
    return n_(
        "{n} projet reçu, {most} au maximum : renvoyez seulement ceux que vous gardez.",
        "{n} projets reçus, {most} au maximum : renvoyez seulement ceux que vous gardez.",
        chosen,
        most=most,
    )


def _too_dear(total: Decimal, most: Decimal, currency: str) -> Text | None:
    if total <= most:
        return None
    return _(
        "Vos choix coûtent {total} ensemble, {most} au maximum : renvoyez seulement ceux que vous gardez.",
        total=Money(total, currency),
        most=Money(most, currency),
    )
