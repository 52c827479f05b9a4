"""Which language a message is in: told only where it is sure, since people are answered in it.

Letters tell Arabic from one word, and the scripts that we do not speak. Of languages in Latin letters a guess counts
from A_SENTENCE words on, and only when two guessers agree: the commonest words, and how letters follow each other. Two
or three words count where that language knows each of them and one is none of French («bu gizli mi»). A number, a name,
a keyword or «oui» is no language; and what may be French, as people text it, is never another.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

A_SENTENCE = 4
"""Words in Latin letters from which on a guess counts."""

A_CLAUSE = 5
"""Words up to which they do, where they are no sentence by which two guessers tell."""

A_FEW = 2
"""Words from which on a message counts that has nothing but words of one language: a single one never does."""

MOST_READ = 40
"""Words that are looked at."""

A_WORD = 3
"""Letters of a word that tells a script: fewer may be a sign or an initial."""

SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ar", "\u0620-\u064a\u0671-\u06d3\ufb50-\ufdfb\ufe70-\ufefc"),
    ("uk", "\u0400-\u052f"),
    ("ja", "\u3041-\u30ff"),
    ("zh", "\u3400-\u4dbf\u4e00-\u9fff"),
    ("ko", "\uac00-\ud7a3\u1100-\u11ff"),
    ("el", "\u0370-\u03ff"),
    ("hy", "\u0530-\u058f"),
    ("he", "\u05d0-\u05ea"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("ta", "\u0b80-\u0bff"),
    ("th", "\u0e00-\u0e7f"),
    ("ka", "\u10a0-\u10ff"),
    ("am", "\u1200-\u139f"),
)
"""The letters of each script, and the language that is read in it; of Cyrillic see `RUSSIAN`."""

WITHOUT_SPACES = frozenset({"zh", "ja", "th"})
"""What is written without spaces: two signs may be a word, and a whole question is one run of them."""

RUSSIAN = frozenset("ыэёъЫЭЁЪ")
"""Letters that Ukrainian does without."""

_LETTERS = re.compile(r"[^\W\d_]")
_SCRIPTS = tuple((code, re.compile(f"[{letters}]"), re.compile(f"[{letters}]+")) for code, letters in SCRIPTS)
_WORD = re.compile(r"[^\W_]+")

_FEW = 2
"""Words of a language, and of no other that is in question, that a message in it has at least."""

_PART = 0.4
"""What part of a message's words its language knows at least."""

_AHEAD = 1.25
"""How many times more words it has than French, for which too much would be taken otherwise."""

_CLEARLY = 0.7
"""How much likelier, by a letter and as a logarithm, letters follow each other in a language that they alone tell."""

_A_LONG_WORD = 5
"""Letters of a word that tells with its letters alone, where there are but two or three words: «oylama gizlimi»."""

_FLOOR = 2e-5
"""How often three letters follow each other that a language never showed us."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """What is said in a language that an edition does not speak: what can be done, and whom to call at *reach*."""

    line: str
    call: str

    def with_reach(self, reach: str) -> str:
        """The one line, with where a person is if the town says so."""
        return f"{self.line} {self.call.format(reach=reach)}" if reach else self.line


@dataclass(frozen=True)
class Tongues:
    """What tells languages apart: common words, and how often three letters follow each other."""

    codes: tuple[str, ...] = ()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)  # word, folded → the languages it is common in
    trigrams: Mapping[str, tuple[float, ...]] = field(default_factory=dict)  # → how likely, in the order of the codes
    greetings: Mapping[str, Greeting] = field(default_factory=dict)
    texted: Mapping[str, frozenset[str]] = field(default_factory=dict)  # the same of all words that we know it by
    borrowed: frozenset[str] = frozenset()  # words of theirs that French people say too: «hola», «skate park»
    everybodys: frozenset[str] = frozenset()  # what is called by its French name in every language: «mairie»
    source: str = "fr"  # the language of the town: what may be it is never taken for another

    def sure(self, text: str, folded: str, likely: str = "", spoken: Container[str] = ()) -> str:
        """The code of the language that *text* is surely in; "" if that is not sure. Of the *likely* one words do.

        *folded* is the same text as `flows.understanding.lexicon.fold` writes it. Of languages that are alike, the one
        is meant that is *spoken* here.
        """
        script = "" if text.isascii() else script_of(text)
        if script:
            return script
        words = [word for word in folded.split()[:MOST_READ] if not word.isdigit()]
        if len(words) < A_SENTENCE:
            few = self.of_a_few(words, spoken) or self.of_its_letters(words)
            return few or self.beside_names(words, spoken)
        guess = self.by_words(words)
        if guess and (guess == likely or guess == self.by_letters(words)):
            return guess
        few = self.of_a_few(words, spoken) if len(words) <= A_CLAUSE else ""
        return few or self.of_its_letters(words) or self.beside_names(words, spoken)

    def beside_names(self, words: list[str], spoken: Container[str] = ()) -> str:
        """The language of the few *words* beside what everybody calls by its French name: «where is the mairie»."""
        rest = [word for word in words if word not in self.everybodys]
        return self.of_a_few(rest, spoken) if len(rest) < len(words) and len(rest) <= A_CLAUSE else ""

    def of_its_letters(self, words: list[str]) -> str:
        """The language in which letters follow each other far more as in *words* than in French, if some are its own.

        Where words take many endings, most of a sentence is in no list: «yetkili biriyle görüşmem lazım».
        """
        likely = self.likelihoods(words)
        best = max(likely, key=likely.__getitem__, default="")
        if best in ("", self.source) or likely[best] - likely[self.source] < _CLEARLY * sum(map(len, words)):
            return ""
        known = [self.texted.get(word, frozenset()) for word in words]
        own = [
            word for word, codes in zip(words, known, strict=True) if best in codes and self._is_foreign(word, codes)
        ]
        french = sum(self.source in codes and best not in codes for codes in known)
        plain = len(words) >= A_SENTENCE or (len(words) >= A_FEW and any(len(word) >= _A_LONG_WORD for word in own))
        return best if plain and len(own) > french * _AHEAD else ""

    def of_a_few(self, words: list[str], spoken: Container[str] = ()) -> str:
        """The language that knows each of a few *words*, if one of them tells it from all French; else ""."""
        if len(words) < A_FEW:
            return ""
        known = [self.texted.get(word, frozenset()) for word in words]
        alone = [word for word, codes in zip(words, known, strict=True) if self._is_foreign(word, codes)]
        if len(alone) < A_FEW and not any(len(word) >= A_WORD for word in alone):
            return ""
        common = frozenset.intersection(*known) - {self.source}
        likely = self.likelihoods(words)
        counts = Counter(code for word in words for code in self.words.get(word, ()))
        ranked = sorted(
            (code in spoken, counts[code], likely[code], code)
            for code in common
            if likely[code] > likely.get(self.source, -math.inf)
        )
        return ranked[-1][-1] if ranked else ""

    def of_a_call(self, words: Iterable[str], spoken: Container[str]) -> str:
        """The one language *spoken* here of thanks, a greeting or the like, without a word of French: «bom dia»."""
        known = [self.texted.get(word, frozenset()) for word in words if len(word) >= _FEW]
        if not known or any(self.source in codes for codes in known):
            return ""
        common = [code for code in frozenset.intersection(*known) if code in spoken]
        return common[0] if len(common) == 1 else ""

    def _is_foreign(self, word: str, codes: frozenset[str]) -> bool:
        """Whether *word*, common in *codes*, is none of French, nor one that French people borrow."""
        return bool(codes) and self.source not in codes and word not in self.borrowed

    def by_words(self, words: list[str]) -> str:
        """The language whose common words these *words* are; "" if there is none clearly ahead."""
        known = [self.words[word] for word in words if word in self.words]
        counts = Counter(code for codes in known for code in codes)
        if not counts:
            return ""
        more = Counter(code for word in words for code in self.texted.get(word, ()))
        ranked = sorted(((count, more[code], code) for code, count in counts.items()), reverse=True)
        most, _more, best = ranked[0]
        is_tied = len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]
        if is_tied or most < _PART * len(words):
            return ""
        alone = {word for word in words if best in self.words.get(word, ()) and self._sets_apart(word, best)}
        ahead = best == self.source or most >= _AHEAD * counts[self.source]
        return best if ahead and len(alone) >= _FEW else ""

    def _sets_apart(self, word: str, code: str) -> bool:
        """Whether *word* tells *code* from the language of the town; of that one itself, from most others."""
        codes = self.words[word]
        return len(codes) <= _FEW if code == self.source else self.source not in codes

    def by_letters(self, words: list[str]) -> str:
        """The language in which letters follow each other as in these *words*."""
        likely = self.likelihoods(words)
        return max(likely, key=likely.__getitem__, default="")

    def likelihoods(self, words: list[str]) -> dict[str, float]:
        """How likely it is in each language (a logarithm) that letters follow each other as in these *words*."""
        sums = [0.0] * len(self.codes)
        nothing = (math.log(_FLOOR),) * len(self.codes)
        for three in trigrams_of(words):
            sums = [one + more for one, more in zip(sums, self.trigrams.get(three, nothing), strict=True)]
        return dict(zip(self.codes, sums, strict=True))


def script_of(text: str) -> str:
    """The language whose script most letters of *text* are in; "" if it is the Latin one, or hardly a word."""
    most = len(_LETTERS.findall(text)) / 2
    for code, letter, run in _SCRIPTS:
        if len(letter.findall(text)) > most:
            longest = max(map(len, run.findall(text)))
            enough = longest >= (2 if code in WITHOUT_SPACES else A_WORD)
            return ("ru" if code == "uk" and not RUSSIAN.isdisjoint(text) else code) if enough else ""
    return ""


def trigrams_of(words: Iterable[str]) -> list[str]:
    """Every three letters that follow each other, with the spaces around words."""
    text = f" {' '.join(words)} "
    return [text[place : place + 3] for place in range(len(text) - 2)]


def profile(samples: Mapping[str, str]) -> dict[str, tuple[float, ...]]:
    """How likely three letters are in each language (a logarithm), learnt from what people write in it, folded."""
    counts = {code: Counter(trigrams_of(text.split())) for code, text in samples.items()}
    totals = {code: sum(count.values()) for code, count in counts.items()}
    seen = set().union(*counts.values()) if counts else set()
    same: dict[tuple[float, ...], tuple[float, ...]] = {}  # most are seen once, in one language: kept once for all
    rows = {three: tuple(_likely(counts[code][three], totals[code]) for code in samples) for three in seen}
    return {three: same.setdefault(row, row) for three, row in rows.items()}


@lru_cache(maxsize=1024)
def _likely(count: int, total: int) -> float:
    """The logarithm of how often that is; one number in memory, however many letters are seen so often."""
    return math.log(max(count / total, _FLOOR))
