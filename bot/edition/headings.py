"""The headings that towns put over their columns, and which field of a project each of them means."""

from __future__ import annotations

from flows.understanding.folding import fold

COLUMNS = {
    "number": "numéro",
    "title": "titre",
    "short": "court",
    "summary": "résumé",
    "cost": "coût",
    "district": "quartier",
    "theme": "thème",
    "status": "statut",
    "photo": "photo",
}
"""Each field of a project and its column in French; both names are read, with or without accents and capitals."""

_USUAL = {
    "number": ("n", "no", "num", "id", "identifiant", "reference", "ref"),
    "title": ("intitule", "nom", "libelle", "name"),
    "short": ("titre court", "nom court"),
    "summary": ("description", "descriptif", "presentation", "resume"),
    "cost": ("montant", "budget", "prix", "estimation", "chiffrage", "amount"),
    "district": ("secteur", "quartiers", "zone"),
    "theme": ("thematique", "categorie", "category", "themes"),
    "status": ("etat", "avancement"),
    "photo": ("image", "illustration"),
}
"""What towns write instead."""

_NOISE = frozenset(
    fold("du de des d le la les l un projet projets idée en euros euro eur ttc estimé estimée prévisionnel").split()
)
"""Words that say nothing more: «Intitulé du projet», «Montant estimé (€ TTC)»."""

NAMES = tuple(dict.fromkeys([*(fold(name) for name in COLUMNS.values()), *COLUMNS]))
"""The names of the columns, as we propose them."""

_FIELDS = {fold(name): field for field, name in COLUMNS.items()} | {field: field for field in COLUMNS}
_OTHERS = {word: field for field, words in _USUAL.items() for word in words}


def field_of(heading: str) -> str | None:
    """The field of a project that *heading* stands over; None if that is not sure."""
    folded = fold(heading)
    if folded in _FIELDS:
        return _FIELDS[folded]
    said = " ".join(word for word in folded.split() if word not in _NOISE)
    if not said and "projet" in folded.split():
        return "title"
    return _FIELDS.get(said) or _OTHERS.get(said)
