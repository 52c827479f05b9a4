"""What a sentence votes for by numbers: polite words around them say nothing, and what is refused is not chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from flows.understanding.counted_numbers import uncounted
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon, numbers_in, together
from flows.understanding.phrases import without
from flows.understanding.said_of_numbers import Mark, is_signed, items
from flows.understanding.senses import Hint

_REFUSING = frozenset({Hint.WITHOUT, Hint.INSTEAD, Mark.REFUSAL})
"""What says no to a number, or to one of two."""


def numbers_chosen(text: str, lexicon: Lexicon) -> tuple[int, ...]:
    """The numbers of *text* where nothing else is said than that they are chosen; () if anything else is."""
    text = uncounted(text, lexicon)
    numbers, rest = numbers_in(unranked(text, lexicon), lexicon)
    if not numbers or says_more(rest, lexicon) or is_signed(text):
        return ()
    return () if refuses(text, lexicon) or counts_projects(text, lexicon) else numbers


def unranked(text: str, lexicon: Lexicon) -> str:
    """*text*, without what only ranks the numbers in it: «le 5 en premier» is no 1."""
    words = lexicon.spell(text).split()
    kept = without(words, lexicon.ranking, lexicon.ranking_begun)
    return text if len(kept) == len(words) else " ".join(kept)


def counts_projects(text: str, lexicon: Lexicon) -> bool:
    """Whether a number of *text* says how many projects: «je vote pour 3 projets», «… pour un projet»."""
    words = lexicon.spell(text).split()
    numbers = [word.isdigit() or word in lexicon.numbers for word in (*words[2:], "")]
    return any(
        (word.isdigit() or word in lexicon.numbers) and after in lexicon.things and not numbered  # «3 والمشروع 7»
        for word, after, numbered in zip(words, words[1:], numbers, strict=False)
    )


def says_more(rest: str, lexicon: Lexicon) -> bool:
    """Whether *rest*, what a text holds beside its numbers, is more than what people put around a choice."""
    return not lexicon.around_ballot.issuperset(rest.split())


def refuses(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* says no to something: «pas le 5 mais le 12», «no voto al 5», «5 değil»."""
    words = lexicon.spell(text).split()
    return refused_after(words, lexicon) or not _REFUSING.isdisjoint(items(text, lexicon))


def refused_after(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether one of the *words* refuses what stands before it, which is then never told for sure: «5 değil 12»."""
    return not lexicon.refused_after.isdisjoint(words)


def told_plainly(text: str, lexicon: Lexicon) -> str:
    """*text* without the words that people put around a choice, and that say nothing of its numbers."""
    return " ".join(word for word in text.split() if not _is_padding(fold(word), lexicon))


def _is_padding(word: str, lexicon: Lexicon) -> bool:
    padding = word in lexicon.around_ballot and word not in lexicon.fillers
    return padding and word not in _of_corrections(lexicon)


@lru_cache(maxsize=2)
def _of_corrections(lexicon: Lexicon) -> frozenset[str]:
    """Every word of what is said of numbers, whichever words it stands among: «no al 19»."""
    return frozenset(word for phrase in lexicon.corrections for word in phrase.split())


def in_digits(text: str, lexicon: Lexicon) -> str:
    """*text* as it is looked up, with its numbers in digits: «le cinq et la pétanque»."""
    words = together(lexicon.spell(text).split(), lexicon)
    return " ".join(str(lexicon.number(word) or word) for word in words)
