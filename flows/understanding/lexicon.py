"""The words people use, by what they mean: read from each language's folder, so that a new language edits no code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from flows.understanding.folding import SHORTEST, fold, nearest
from flows.understanding.lexicon_tables import LexiconTables
from flows.understanding.number_words import joined_in_digits
from flows.understanding.senses import AROUND_SILENCE, EXACT, Sense


@dataclass(frozen=True, eq=False)
class Lexicon(LexiconTables):
    """Every language's words at once, and how they are read: people mix them, and STOP works in all."""

    def meant(self, phrase: str) -> Sense | None:
        """What *phrase* means to the letter: no typo forgiven."""
        return self.means(self.spell(phrase))

    def means(self, spelled: str) -> Sense | None:
        """What *spelled* (as `spell` writes it) means to the letter; silence is heard in all the forms people use."""
        return self.senses.get(spelled) or self._of_silence(spelled)

    def sense(self, phrase: str) -> Sense | None:
        """What *phrase* (as people typed it) means by itself, one typo forgiven where that is safe; None if nothing."""
        folded = self.spell(phrase)
        return self.means(folded) or self.alone.get(folded) or self._nearly(folded)

    def spell(self, phrase: str) -> str:
        """The phrase folded, with texting spellings written out: «Kan ?» → «quand»; of a long one, its first words."""
        return self._spelt(phrase)

    def written_out(self, words: Iterable[str]) -> list[str]:
        """The folded *words*, with texting spellings written out: one may make several."""
        return [part for word in words for part in self._written(word)]

    @cached_property
    def _written(self) -> Callable[[str], tuple[str, ...]]:
        return lru_cache(maxsize=WORDS_KEPT)(self._write_out)

    def _write_out(self, word: str) -> tuple[str, ...]:
        apart = self._apart(word) if word[-1:].isdigit() else (word,)
        return tuple(" ".join([self.spellings.get(part, part) for part in apart]).split())

    def _apart(self, word: str) -> Sequence[str]:
        """*word*, with the numbers taken off that were written onto it: «vote12» → «vote», «12»; «3et12» too."""
        if word.isdigit() or len(word) > _A_GLUED_WORD:
            return (word,)
        first, *more = parts = _PART.findall(word)
        numbers, between = (parts[::2], parts[1::2]) if first.isdigit() else (more[::2], more[1::2])
        apart = all(part.isdigit() and len(part) <= _A_NUMBER for part in numbers) and self.joins.issuperset(between)
        known = first.isdigit() or self._takes_numbers(first)
        return [part for part in parts if part not in between] if apart and known else (word,)

    def _takes_numbers(self, word: str) -> bool:
        return word in self.glued or (len(word) >= SHORTEST and (word in self.flows or word in self.things))

    @cached_property
    def _spelt(self) -> Callable[[str], str]:
        return lru_cache(maxsize=8)(self._spell)  # one message is looked up many times within its turn

    def bare(self, text: str) -> str:
        """What *text* says between its courtesies («Bonjour», «merci», «Cordialement ⏎ Jean»)."""
        return self._between(text)

    def is_bare(self, text: str) -> bool:
        """Whether *text* is one word, numbers alone or a phrase that means something: it may answer by itself."""
        return " " not in self.spell(text) or self.meant(text) is not None or not numbers_in(text, self)[1]

    @cached_property
    def _between(self) -> Callable[[str], str]:
        return lru_cache(maxsize=8)(lambda text: self.courtesies.between(text, fold, self.senses))

    def _spell(self, phrase: str) -> str:
        folded = fold(phrase) or phrase.strip()[:1]  # «?» and «👍» say something too
        if folded in self.senses:
            return folded
        return " ".join(self.written_out(folded.split(" ", MOST_WORDS)[:MOST_WORDS]))

    def is_a_call(self, phrase: str) -> bool:
        """Whether *phrase*, given as an answer in free words, is plainly the way to another conversation instead.

        «où en est mon projet», «EFFACER», «PRENOM Lucie» are; a word that people also answer with («moi», «rappel»)
        is not, nor is any sentence that merely holds a keyword.
        """
        folded = self.spell(self.bare(phrase))
        words = folded.split()
        flow = self.flows.get(folded, "")
        by_name = 1 < len(words) <= A_FULL_NAME and self.flows.get(words[0]) == PERSON_NAMED
        return flow in PERSONAL or (bool(flow) and len(words) >= A_PHRASE) or by_name

    @cached_property
    def _of_silence(self) -> Callable[[str], Sense | None]:
        """What a phrase means of silence: each message asks several times within its turn."""
        return lru_cache(maxsize=8)(self._read_for_silence)

    def _read_for_silence(self, folded: str) -> Sense | None:
        """STOP and what is near to it, with courtesies or a number around them; «stop contact» is CONTACT."""
        optout = self.optout
        if not optout.is_worth_reading(folded):
            return None
        core = self.senses.get(optout.core(folded))
        if core in AROUND_SILENCE:
            return core
        if optout.asked(folded) or self.senses.get(optout.before(folded)) in AROUND_SILENCE:
            return Sense.STOP
        after = self.senses.get(optout.after(folded))
        return after if after in (Sense.CONTACT, Sense.WHO, Sense.HELP) else None

    def _nearly(self, folded: str) -> Sense | None:
        return nearest(folded, self.forgiven)

    @cached_property
    def forgiven(self) -> dict[str, Sense]:
        """The phrases that are still understood with one typo in them, and what they mean."""
        return {
            phrase: sense for phrase, sense in self.senses.items() if sense not in EXACT and len(phrase) >= SHORTEST
        }

    @cached_property
    def number(self) -> Callable[[str], int | None]:
        """The number that a word (folded) is, in digits or in letters; None if it is none."""
        return lru_cache(maxsize=WORDS_KEPT)(self._number)

    def _number(self, word: str) -> int | None:
        number = number_of(word)
        if number is None and word[:1] == AND:  # «خمسة وسبعة»
            return self.numbers.get(word, self.numbers.get(word[1:]))
        return self.numbers.get(word) if number is None else number

    @cached_property
    def numbered(self) -> Callable[[str], tuple[tuple[int, ...], str]]:
        """What `numbers_in` says of a phrase: each message is looked through several times within its turn."""
        return lru_cache(maxsize=8)(lambda phrase: numbers_among(self.spell(phrase.replace("+", " ")).split(), self))


WORDS_KEPT = 512
"""Words of which what they say is kept: one message is read several times within its turn, as written and in part."""

AND = "و"
"""The letter by which Arabic joins a word to the one before."""

MOST_WORDS = 250
"""Words of one message that are looked up, some ten SMS: what says where a message goes stands among them.

Whoever hears it still gets all that was written.
"""

PERSON_NAMED = "profile"
"""The conversation whose keyword comes before a first name: on a shared phone, it says who writes from here on."""

PERSONAL = frozenset({PERSON_NAMED, "drafts", "join", "unjoin", "mydata", "erase"})
"""Conversations whose keyword, written alone, is an answer to no question: what it calls must work at any time."""

A_PHRASE = 3
"""Words from which on a keyword is too long to be an answer by chance: «mon quartier» may be one."""

A_FULL_NAME = 3
"""Words of «PRENOM Mamie Josette»."""

_PART = re.compile(r"\d+|\D+")
_A_NUMBER = 4  # digits of a number that is written onto a word
_A_GLUED_WORD = 40  # signs of the longest such word
_DIGITS_AND_ORDINALS = re.compile(r"(\d+)(?:ers?|eres?|nds?|ndes?|emes?|e|st|nd|rd|th|y?[iu]|y[ae]|[iu]?nc[iu])?")


def near_silence(text: str, lexicon: Lexicon) -> bool:
    """Whether *text*, which nothing else understood, comes near to asking for silence: «stopp», «desabonez moi»."""
    phrase = lexicon.spell(text)
    slip = " " not in phrase and nearest(phrase, dict.fromkeys(lexicon.optout.stops, Sense.STOP)) is not None
    return slip or lexicon.optout.is_near(phrase)


def numbers_in(phrase: str, lexicon: Lexicon) -> tuple[tuple[int, ...], str]:
    """The numbers of *phrase* in their order, each once, and the other words: «1,3 et n°7 parc» → (1, 3, 7), «parc»."""
    return lexicon.numbered(phrase)


def numbers_among(words: Iterable[str], lexicon: Lexicon) -> tuple[tuple[int, ...], str]:
    """The same of *words* that are spelled already."""
    numbers: dict[int, None] = {}
    rest: list[str] = []
    for word in together(words, lexicon):
        number = lexicon.number(word)
        if number is not None:
            numbers[number] = None
        elif word not in lexicon.fillers:
            rest.append(word)
    return tuple(numbers), " ".join(rest)


def together(words: Iterable[str], lexicon: Lexicon) -> list[str]:
    """The *words*, with a number in several of them as one, in digits: «vingt et un» → «21»."""
    words = list(words)
    if lexicon.larger_numbers.isdisjoint(words):
        return words
    return joined_in_digits(words, lexicon.numbers, lexicon.figures, lexicon.joins)


def number_of(word: str) -> int | None:
    """The number that *word* is in digits: «12», «3e»."""
    digits = _DIGITS_AND_ORDINALS.fullmatch(word)
    return int(digits[1]) if digits and len(digits[1]) <= 9 else None
