"""Why a project is funded or not, in words a resident understands."""

from __future__ import annotations

from collections.abc import Iterable

from flows.words import Joined, Money, Text, Verbatim, _


def funded(score: Text, rank: int) -> Text:
    """There was room for it."""
    return _("Financé : {score}, rang {rank}.", score=score, rank=rank)


def funded_by_draw(score: Text, others: Iterable[str]) -> Text:
    """There was room for it because the draw put it before another."""
    return _(
        "Financé : {score}, à égalité avec {others}, départagés par tirage au sort.",
        score=score,
        others=_all(others),
    )


def no_room(left: Money, cost: Money) -> Text:
    """It costs more than what was left."""
    return _("Il restait {left} dans l'enveloppe, le projet coûte {cost}.", left=left, cost=cost)


def no_room_at_best(left: Money, cost: Money) -> Text:
    """It costs more than what can be left, however the tie above it is drawn."""
    return _("Il reste au mieux {left} dans l'enveloppe, le projet coûte {cost}.", left=left, cost=cost)


def no_room_after_draw(left: Money, cost: Money, others: Iterable[str]) -> Text:
    """It costs more than what was left once the draw had put others before it."""
    return _(
        "À égalité avec {others}, départagés par tirage au sort : il restait {left}, le projet coûte {cost}.",
        others=_all(others),
        left=left,
        cost=cost,
    )


def below_threshold(score: Text, threshold: Text) -> Text:
    """Too few people chose it for it to be funded at all."""
    return _("Il fallait au moins {threshold}, le projet a reçu {score}.", threshold=threshold, score=score)


def tied(others: Iterable[str]) -> Text:
    """A draw between it and *others* will say."""
    return _("À égalité avec {others} : un tirage au sort décidera.", others=_all(others))


def waiting(tied_above: Iterable[str]) -> Text:
    """What is left for it is known once the draw between others is made."""
    return _("En attente du tirage au sort entre {others} : on saura alors ce qui reste.", others=_all(tied_above))


def _all(names: Iterable[str]) -> Joined:
    return Joined(tuple(Verbatim(f"«{name}»") for name in names), ", ")
