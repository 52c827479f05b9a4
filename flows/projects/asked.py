"""The sentence of a project's own text that speaks of what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise

from flows.town.edition import Project
from flows.understanding.features import asking_words, features_in
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.telling import HOLLOW, SHORTEST, TIMES, based
from flows.understanding.town_nouns import in_french

ALIKE = 5
"""Letters with which two words of one family begin: «éclairer», «éclairage»."""

TOLD_ANYWAY = frozenset({"cost", "where", "when", "whom"})
"""What the sheet says beside its summary."""

_SENTENCES = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True, slots=True)
class FromText:
    """What the text of a project says: the sentence *found*, else all of it; whether anything was *asked* of it."""

    text: str
    found: bool
    asked: bool


def says(project: Project, words: str, lexicon: Lexicon) -> FromText:
    """What the summary of *project* says of what is asked in *words*."""
    words = _that_ask(words)
    sentences = [sentence for sentence in _SENTENCES.split(project.summary.strip()) if sentence]
    wanted = set(_asked(project, words, lexicon))
    features = features_in(_beside_its_name(project, words, lexicon), lexicon).keys()
    scores = [_score(sentence, wanted, features - TOLD_ANYWAY, lexicon) for sentence in sentences]
    best = max(scores, default=0)
    if "picture" in features:
        return FromText(project.summary, bool(project.photo), True)
    spelled = frozenset(lexicon.spell(words).split())
    why = not lexicon.why.isdisjoint(spelled)
    if why and ("cost" in features or str(project.cost) in spelled):  # of what it costs, the sheet gives no reason
        return FromText(project.summary, False, True)
    if why:
        return FromText(" ".join(sentences[1:]) or project.summary, True, True)
    if best:
        return FromText(sentences[scores.index(best)], True, True)
    asked = bool(wanted or features - TOLD_ANYWAY)
    return FromText(project.summary if asked else "".join(sentences[:1]), False, asked)


def _that_ask(words: str) -> str:
    """The sentences of *words* that ask, if they are told apart: «… fermé la nuit ? Nous habitons derrière.»."""
    return " ".join(sentence for sentence in _SENTENCES.split(words) if "?" in sentence) or words


def _beside_its_name(project: Project, words: str, lexicon: Lexicon) -> str:
    """*words* without those of the project's title: «l'aire de jeux» asks nothing of games."""
    title = {based(word) for word in fold(f"{project.title} {project.short}").split() if len(word) >= SHORTEST}
    return " ".join(word for word in lexicon.spell(words).split() if based(word) not in title)


def _score(sentence: str, wanted: Set[str], features: Set[str], lexicon: Lexicon) -> int:
    """How much of what is asked the sentence speaks of; a feature says more than a word."""
    told = [based(word) for word in fold(sentence).split()]
    answered = features & features_in(sentence, lexicon).keys()
    return 2 * len(answered) + sum(any(_alike(word, one) for one in told) for word in wanted)


def _asked(project: Project, words: str, lexicon: Lexicon) -> Iterator[str]:
    """The words that ask for something, beside those that name the project."""
    title = {based(word) for word in fold(f"{project.title} {project.short}").split()}
    asking = asking_words(words, lexicon)
    hollow = (HOLLOW - TIMES).union(
        lexicon.fillers, lexicon.asking, lexicon.speaking, lexicon.pointing, lexicon.again, asking
    )
    told = title | {based(word) for word in fold(project.summary).split()}
    spelled = in_french(lexicon.spell(words).split(), lambda word: based(word) in told, lexicon)
    apart = {word for pair in pairwise(spelled) if based("".join(pair)) in title for word in pair}  # «skate park»
    for word in spelled:
        if word in hollow or word in apart or word.isdigit() or len(word) < SHORTEST:
            continue
        if not any(_alike(based(word), one) for one in title):
            yield based(word)


def _alike(one: str, other: str) -> bool:
    """Whether two words are of one family: by how they begin, or as one stands within the other («replanter»)."""
    if one == other:
        return True
    begins = len(one) >= ALIKE and len(other) >= ALIKE and one[:ALIKE] == other[:ALIKE]
    return begins or (len(other) > ALIKE and one.endswith(other))
