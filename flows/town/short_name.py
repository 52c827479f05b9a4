"""How a town is called where each letter counts: at the beginning of all that it says first."""

from __future__ import annotations

import re

from flows.town.edition import Edition

LONGEST = 20
"""Letters of a short name, at most."""

_BETWEEN = re.compile(r"[-\s]+(?:sur|sous|en|les|lès|le|la|de|du|des|d['’]|l['’]|aux?|et)(?=[-\s]|['’])|[-\s]", re.I)
"""Where a long name may be cut: before a little word, or between two."""


def short_name(edition: Edition) -> str:
    """The short name that the edition gives itself, else as much of the town's as is short: «Montreval»."""
    if edition.short or len(edition.town) <= LONGEST - 4:
        return edition.short or edition.town
    cuts = [cut.start() for cut in _BETWEEN.finditer(edition.town) if 0 < cut.start() <= LONGEST]
    cuts = [at for at in cuts if not _ends_in_little(edition.town[:at])]
    return edition.town[: cuts[-1]] if cuts else edition.town[:LONGEST]


def _ends_in_little(name: str) -> bool:
    return bool(re.search(r"[-\s](?:sur|sous|en|les|lès|le|la|de|du|des|aux?|et|saint|sainte)$", name, re.I))
