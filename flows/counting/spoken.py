"""How a town decides, as people say it: one sentence for each rule that an edition may name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flows.words import Joined, Say, _

_SHARES = _("Chaque votant a la même part du budget, et ceux qui ont choisi un projet le paient ensemble.")

HOW: Mapping[str, Say] = MappingProxyType(
    {
        "greedy": _("Les projets qui ont le plus de voix sont réalisés, tant qu'il reste de l'argent."),
        "greedy-no-skip": _("Les projets sont réalisés du plus de voix au moins, jusqu'au premier trop cher."),
        "equalshares/add1": _SHARES,
        "equalshares/add1-comparison": Joined(
            (_SHARES, _("Si plus de votants y gagnent, on suit plutôt le nombre de voix.")), " "
        ),
    }
)
"""By the names in `OFFERED`."""
