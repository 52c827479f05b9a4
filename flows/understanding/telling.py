"""The words that tell the projects of an edition apart, and how much each says of which: made once for a snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.town.edition import Edition, Project
from flows.understanding.folding import fold
from flows.understanding.sounding import Rules, sounded

SHORTEST = 4
"""Letters from which on a word of a title says what a project is."""

FORGIVEN = 5
"""Letters from which on a typo in it is forgiven, and a word of the text says something too."""

ALIKE = 4
"""Letters with which a word with two slips must begin like the one that is meant."""

HEAD, ENTITLED, RARE, SHARED = 2.0, 1.0, 1.0, 0.5
"""How much a word says: one that a title begins with; in a title; in the text of one project alone; of a few."""

A_FEW = 3
"""Projects that may share a word of their text before it says nothing any more."""


SNAPSHOTS = 8
"""How many editions' words are kept at once."""


@dataclass(frozen=True, slots=True)
class TellingWords:
    """For each telling word, how much it says of which project, by the project's id; *entitled* are those of titles."""

    words: Mapping[str, Mapping[int, float]]
    entitled: Mapping[str, frozenset[int]]
    forgiven: tuple[str, ...]  # those of titles in which a typo is forgiven

    def meant(self, word: str) -> str:
        """The known word that *word* is, in another number or, of a title, but for a typo; "" if none, or several."""
        word = based(word)
        if word in self.words or len(word) < FORGIVEN:
            return word if word in self.words else ""
        close = process.extract(word, self.forgiven, scorer=OSA.distance, score_cutoff=2, limit=None)
        near = [known for known, slips, _place in close if slips == 1 or _is_long(word, known)]
        return near[0] if near and all(self.words[one].keys() == self.words[near[0]].keys() for one in near) else ""

    def begun(self, word: str) -> str:
        """The word of a title that *word* begins, if it is of one project's alone: «le skate»; "" if of none."""
        if len(word) < FORGIVEN:
            return ""
        longer = [known for known in self.forgiven if known.startswith(word)]
        return longer[0] if longer and len({*chain.from_iterable(self.words[one] for one in longer)}) == 1 else ""


def _is_long(word: str, known: str) -> bool:
    """Whether two slips in the end of a long word still leave it what it is: «petanke»."""
    return len(known) > ALIKE + 2 and abs(len(word) - len(known)) <= 1 and word[:ALIKE] == known[:ALIKE]


def based(word: str) -> str:
    """*word* as it is looked up, the same for one and for several."""
    return word[:-1] if word[-1:] in ("s", "x") and len(word) > SHORTEST else word


@lru_cache(maxsize=SNAPSHOTS)
def telling_of(edition: Edition) -> TellingWords:
    """The telling words of *edition*; those of a district's or a theme's name say little by themselves."""
    titles = {project.id: _title(project) for project in edition.projects}
    texts = {project.id: _text(project) for project in edition.projects}
    having = Counter(word for id in titles for word in titles[id].keys() | texts[id])
    names = (*edition.district_names.values(), *edition.theme_names.values())
    common = {word for name in names for word in _words(name, SHORTEST)}
    words: dict[str, dict[int, float]] = {}
    entitled: dict[str, set[int]] = {}
    for id, title in titles.items():
        weights = {word: RARE if having[word] == 1 else SHARED for word in texts[id] if having[word] <= A_FEW} | title
        for word, weight in weights.items():
            words.setdefault(word, {})[id] = min(weight, SHARED) if word in common else weight
        for word in title:
            entitled.setdefault(word, set()).add(id)
    forgiven = tuple(word for word in entitled if len(word) >= FORGIVEN)
    return TellingWords(words, {word: frozenset(ids) for word, ids in entitled.items()}, forgiven)


@lru_cache(maxsize=SNAPSHOTS)
def by_sound(edition: Edition, rules: Rules) -> Mapping[str, str]:
    """The words of titles by how they sound; what two projects' words sound like says nothing."""
    telling = telling_of(edition)
    sounds: dict[str, list[str]] = {}
    for word in telling.forgiven:
        sounds.setdefault(sounded(word, rules), []).append(word)
    return {sound: words[0] for sound, words in sounds.items() if len(words) == 1}


def _title(project: Project) -> dict[str, float]:
    """The words of its title; the one that it begins with says most."""
    weights = dict.fromkeys(_words(f"{project.title} {project.short}", SHORTEST), ENTITLED)
    return weights | dict.fromkeys(_words(project.short or project.title, SHORTEST)[:1], HEAD)


def _text(project: Project) -> set[str]:
    return set(_words(f"{project.summary} {project.place} {project.whom}", FORGIVEN))


def told_words(name: str) -> frozenset[str]:
    """The words of the name of a district or a theme, as they are looked up."""
    return frozenset(_words(name, SHORTEST))


def _words(text: str, least: int) -> list[str]:
    return [based(word) for word in fold(text).split() if len(word) >= least and word not in HOLLOW]


TIMES = frozenset(
    (
        *("soir", "soirs", "matin", "matins", "midi", "jour", "jours", "semaine", "semaines", "mois", "fois", "demain"),
        *("heure", "heures", "minute", "minutes", "temps"),
        *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    )
)
"""Words of time: they name no project, and may well be what is asked of one."""

HOLLOW = frozenset(
    (
        *("deux", "trois", "quatre", "cinq", "sept", "huit", "neuf", "douze", "vers", "pour", "dans", "avec", "sans"),
        *("tous", "tout", "toute", "toutes", "leur", "leurs", "ceux", "elle", "elles", "plus", "tres", "bien", "etre"),
        *(
            "sont",
            "sera",
            "aussi",
            "dont",
            "chez",
            "entre",
            "depuis",
            "jusqu",
            "quand",
            "comme",
            "cette",
            "cours",
            "devant",
        ),
        *("mairie", "grand", "grande"),
        *TIMES,
    )
)
"""Words with which a town's own texts, in its language, say nothing of what a project is about."""
