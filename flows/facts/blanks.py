"""What a town leaves blank in its own answers, «{vote.closes}», and is filled in as they are said.

1. A blank is named like the key of the edition file that says it: «ballot.most»; of a phase, it says when.
2. It is filled in when the answer is said: a phase that moves moves in every answer.
3. A name that nothing fills is an error of the file, never a hole in an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from flows.facts.moments import day_of, end_of, last_day, start_of
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition, Phase, Span
from flows.words import Day, Joined, Moment, Money, Say, Text, Title, Value, Verbatim, _

Filling: TypeAlias = Callable[[Scene], Value | None]
"""What goes into a blank now; None where the edition does not say it."""

_BLANK = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Blank:
    """What a blank says, in the words of docs/town/fichier-edition.md, and what fills it."""

    says: str
    filling: Filling


def blanks_in(text: str) -> tuple[str, ...]:
    """The names of the blanks in *text*, known or not."""
    return tuple(_BLANK.findall(text))


def is_filled(name: str, edition: Edition) -> bool:
    """Whether *edition* says what goes into the blank called *name*, at whatever time."""
    phase = name.partition(".")[0]
    if phase in tuple(Phase):
        return edition.span_of(Phase(phase)) is not None
    at = datetime.min.replace(tzinfo=UTC)  # what is not of a phase is the same at any time
    return BLANKS[name].filling(Scene(edition, at, Me(0))) is not None


def filled(text: str, scene: Scene) -> Say:
    """*text* with its blanks filled in; one that cannot be filled stays as it is written."""
    parts: list[Say] = []
    for place, part in enumerate(_BLANK.split(text)):
        value = BLANKS[part].filling(scene) if place % 2 and part in BLANKS else None
        written = f"{{{part}}}" if place % 2 else part
        parts.append(Verbatim(written) if value is None else Text("{value}", {"value": value}))
    return Joined(tuple(parts), "")


def _phase(name: str, says: Callable[[Span, Scene], Day | Moment]) -> Filling:
    def filling(scene: Scene) -> Value | None:
        span = scene.edition.span_of(Phase(name))
        return says(span, scene) if span else None

    return filling


def _first_day(span: Span, scene: Scene) -> Day:
    return day_of(span.opens, scene)


PHASES: dict[str, Blank] = {
    blank: Blank(says, _phase(phase, of))
    for phase in Phase
    for blank, says, of in (
        (f"{phase}.opens", "quand la phase ouvre, avec l’heure : « 2 novembre à 9 h »", start_of),
        (f"{phase}.closes", "quand elle ferme, avec l’heure : « 29 novembre à 20 h »", end_of),
        (f"{phase}.first_day", "son premier jour : « 2 novembre »", _first_day),
        (f"{phase}.last_day", "son dernier jour : « 29 novembre »", last_day),
    )
}


def _text(of: Callable[[Edition], str]) -> Filling:
    return lambda scene: Verbatim(of(scene.edition)) if of(scene.edition) else None


def _count(of: Callable[[Edition], int]) -> Filling:
    return lambda scene: of(scene.edition)


def _max_cost(scene: Scene) -> Value | None:
    most = scene.edition.proposals.max_cost
    return Money(most, scene.edition.currency) if most else None


def _ballot_max_cost(scene: Scene) -> Value | None:
    most = scene.edition.ballot.max_cost
    return Money(most, scene.edition.currency) if most else None


def _next_meeting(scene: Scene) -> Value:
    coming = sorted((one for one in scene.edition.meetings if scene.now < one.ends), key=lambda one: one.starts)
    if not coming:
        return _("aucune réunion annoncée")
    starts, title = coming[0].starts.astimezone(scene.edition.zone), Title(coming[0].title)
    return _("{title}, le {when}, {place}", title=title, when=Moment(starts), place=Verbatim(coming[0].place))


BLANKS: dict[str, Blank] = {
    **PHASES,
    "town": Blank("la ville", _text(lambda edition: edition.town)),
    "name": Blank("le nom du budget participatif", _text(lambda edition: edition.name)),
    "budget": Blank("le budget", lambda scene: Money(scene.edition.budget, scene.edition.currency)),
    "ballot.least": Blank("projets à choisir, au moins", _count(lambda edition: edition.ballot.least)),
    "ballot.most": Blank("projets à choisir, au plus", _count(lambda edition: edition.ballot.most)),
    "ballot.max_cost": Blank("ce que les projets choisis coûtent ensemble, au plus", _ballot_max_cost),
    "ballot.who": Blank("qui peut voter", _text(lambda edition: edition.ballot.who)),
    "ballot.paper": Blank("où l’on vote sur papier", _text(lambda edition: edition.ballot.paper)),
    "proposals.most": Blank("idées par personne, au plus", _count(lambda edition: edition.proposals.most)),
    "proposals.max_cost": Blank("ce qu’une idée coûte, au plus", _max_cost),
    "proposals.who": Blank("qui peut proposer", _text(lambda edition: edition.proposals.who)),
    "ages.vote": Blank("l’âge pour voter", _count(lambda edition: edition.ages.vote)),
    "ages.propose": Blank("l’âge pour proposer", _count(lambda edition: edition.ages.propose)),
    "ages.guardian": Blank("l’âge avant lequel un adulte est d’accord", _count(lambda edition: edition.ages.guardian)),
    "contact.who": Blank("qui répond de ce service", _text(lambda edition: edition.contact.who)),
    "contact.phone": Blank("son téléphone", _text(lambda edition: edition.contact.phone)),
    "contact.email": Blank("son adresse électronique", _text(lambda edition: edition.contact.email)),
    "contact.address": Blank("son adresse", _text(lambda edition: edition.contact.address)),
    "sms.number": Blank("le numéro auquel on écrit", _text(lambda edition: edition.sms_number)),
    "service.answer_days": Blank("jours ouvrés pour répondre", _count(lambda edition: edition.service.answer_days)),
    "service.people_per_phone": Blank(
        "personnes par téléphone, au plus", _count(lambda edition: edition.service.people_per_phone)
    ),
    "retention.words_days": Blank(
        "jours pendant lesquels un message est gardé", _count(lambda edition: edition.retention.words_days)
    ),
    "retention.numbers_days": Blank(
        "jours pendant lesquels un numéro est gardé après la fin",
        _count(lambda edition: edition.retention.numbers_days),
    ),
    "meeting.next": Blank("la prochaine réunion : son titre, quand, où", _next_meeting),
}
"""Every blank, by its name, with what docs/town/fichier-edition.md says of it."""
