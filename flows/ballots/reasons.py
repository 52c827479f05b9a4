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


def excluded(other: str) -> Text:
    """Only one of the two can be built, and the other came first."""
    return _("Un seul des deux peut se faire : «{other}» est passé avant.", other=Verbatim(other))


def stopped(first: str) -> Text:
    """The count stops at the first project that has no room, and it comes after."""
    return _("Le compte s'arrête au premier projet qui ne tient pas : «{first}».", first=Verbatim(first))


def stopped_within(tied: Iterable[str]) -> Text:
    """The count stops among those, which have no room together, and it comes after."""
    return _("Le compte s'arrête parmi ces projets à égalité, qui ne tiennent pas tous : {others}.", others=_all(tied))


def paid_together(score: Text, part: Money) -> Text:
    """Those who chose it could pay it together."""
    return _("Financé : {score}. Chaque personne qui l'a choisi y met {part} au plus.", score=score, part=part)


def too_little_together(score: Text, left: Money, cost: Money) -> Text:
    """Those who chose it had not enough left."""
    return _(
        "{score}. Il restait {left} à celles et ceux qui l'ont choisi, le projet coûte {cost}.",
        score=score,
        left=left,
        cost=cost,
    )


def chosen_by_nobody() -> Text:
    """No ballot names it."""
    return _("Personne ne l'a choisi.")


def compared_after_the_draw() -> Text:
    """Two ways of counting differ on it, and which of the two stands is known after a draw."""
    return _("Un tirage au sort dira lequel de deux comptes est retenu, et celui-ci en dépend.")


def beyond_the_end(left: Money, first: str) -> Text:
    """The next project cost more than what was left, and the count ended there."""
    return _(
        "Le compte s'arrête quand le suivant ne tient plus : il restait {left}, et c'était le tour de «{first}».",
        left=left,
        first=Verbatim(first),
    )


def by_draw(why: Text) -> Text:
    """What *why* says, after a draw that it took part in."""
    return _("{why} Un tirage au sort a départagé une égalité.", why=why)


def missing(what: Text | Money) -> Text:
    """What it would have taken for it to be funded, all else being the same."""
    return _("Il lui manquait {what}.", what=what)


def _all(names: Iterable[str]) -> Joined:
    return Joined(tuple(Verbatim(f"«{name}»") for name in names), ", ")
