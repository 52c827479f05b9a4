"""Words that give up a choice which was read back, and want nothing instead: «non c'est une erreur»."""

from __future__ import annotations

import re

from flows.understanding.interrogative import looks_asked
from flows.understanding.lexicon import Lexicon
from flows.understanding.senses import Hint, Sense

LONGEST = 24
"""Words of a message that gives something up, at most."""

NEAR = 2
"""Words between a no and what is not to be done, at most: «ne le validez pas»."""


def calls_off(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* wants nothing of a choice sent: «nan j'envoie pas», «ne validez pas»; a doubt is no such wish."""
    words = lexicon.spell(text).split()
    if not 1 < len(words) <= LONGEST or any(map(str.isdigit, text)) or looks_asked(text, lexicon):
        return False
    if not lexicon.unable.isdisjoint(words) or lexicon.senses.get(" ".join(words)) is Sense.DONE:
        return False
    if any(
        lexicon.senses.get(word) is Sense.MORE and word not in lexicon.no_more for word in words
    ):  # «ne validez pas encore»
        return False
    clauses = (lexicon.spell(clause).split() for clause in re.split(r"[,.;!]", text))
    return _only_refuses(words, lexicon) or any(_denies_sending(clause, lexicon) for clause in clauses)


def _only_refuses(words: list[str], lexicon: Lexicon) -> bool:
    """Whether it begins by a no, and says nothing but why: «non non c'est une erreur»."""
    begins = any(lexicon.senses.get(word) is Sense.NO for word in words[:NEAR])
    around = lexicon.around_off | lexicon.sending
    return begins and all(word in around or lexicon.senses.get(word) is Sense.NO for word in words)


def _denies_sending(words: list[str], lexicon: Lexicon) -> bool:
    """Whether what is done with a choice is denied: «je ne vote plus», «ne pas enregistrer»."""
    for place, word in enumerate(words):
        if word not in lexicon.sending:
            continue
        before, after = words[max(place - NEAR, 0) : place], words[place + 1 : place + 1 + NEAR]
        if lexicon.past.intersection(words[:place]) or not _is_done(before[-1:], lexicon):
            continue  # «je n'ai pas voté», «ça ne valide pas»
        if not lexicon.no_more.isdisjoint(after) or not lexicon.no_more.isdisjoint(before):
            return _only_speaks(words, lexicon)
    return False


def _is_done(before: list[str], lexicon: Lexicon) -> bool:
    """Whether what stands *before* a word of sending has it done by us, or by whoever speaks."""
    return all(
        word in lexicon.subjects or word in lexicon.no_more or lexicon.corrections.get(word) is Hint.NE
        for word in before
    )


def _only_speaks(words: list[str], lexicon: Lexicon) -> bool:
    """Whether nothing else is spoken of than that: «je ne vote plus pour le skate» speaks of a project."""
    known = lexicon.around_off | lexicon.sending | lexicon.no_more | lexicon.fillers | lexicon.speaking
    others = [word for word in words if word not in known and lexicon.senses.get(word) is not Sense.NO]
    return len(others) <= 1
