"""How a town decides, as people say it: in a sentence or two for each rule that an edition may name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flows.ballots.ballot import Unit
from flows.words import Joined, Say, _

_SHARES = _("Chaque votant a la même part du budget, et ceux qui ont choisi un projet le paient ensemble.")

BY_VOTES: Mapping[str, Say] = MappingProxyType(
    {
        "greedy": _("Les projets qui ont le plus de voix sont réalisés, tant qu'il reste de l'argent."),
        "greedy-no-skip": _("Les projets sont réalisés du plus de voix au moins, jusqu'au premier trop cher."),
        "equalshares/add1": _SHARES,
        "equalshares/add1-comparison": Joined(
            (_SHARES, _("Si plus de votants y gagnent, on suit plutôt le nombre de voix.")), " "
        ),
    }
)
"""By the names in `OFFERED`, where scores are votes."""

BY_POINTS: Mapping[str, Say] = MappingProxyType(
    {
        "greedy": _("Les projets qui ont le plus de points sont réalisés, tant qu'il reste de l'argent."),
        "greedy-no-skip": _("Les projets sont réalisés du plus de points au moins, jusqu'au premier trop cher."),
        "equalshares/add1": _SHARES,
        "equalshares/add1-comparison": Joined(
            (_SHARES, _("Si plus de votants y gagnent, on suit plutôt le nombre de points.")), " "
        ),
    }
)
"""The same, where they are points."""


def how(rule: str, unit: Unit) -> Say:
    """How votes become winners by *rule*, one of `OFFERED`."""
    return (BY_POINTS if unit == "point" else BY_VOTES)[rule]
