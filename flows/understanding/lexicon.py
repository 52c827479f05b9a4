"""The words people use, by what they mean: read from each language's folder, so that a new language edits no code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from flows.understanding.courtesies import Courtesies
from flows.understanding.folding import SHORTEST, fold, nearest
from flows.understanding.number_words import NumberWords, joined_in_digits
from flows.understanding.optout import OptOut
from flows.understanding.phrases import begun_by
from flows.understanding.senses import AROUND_SILENCE, EXACT, Hint, Sense
from flows.understanding.sounding import Rules
from flows.understanding.tongue import Tongues


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Every language's words at once, folded: people mix languages, and STOP must work in all of them."""

    senses: Mapping[str, Sense] = field(default_factory=dict)  # phrase → what it means
    alone: Mapping[str, Sense] = field(default_factory=dict)  # words that mean it as whole answers only: «la»
    flows: Mapping[str, str] = field(default_factory=dict)  # phrase → name of the flow it opens
    languages: Mapping[str, str] = field(default_factory=dict)  # phrase → code of the language it names
    numbers: Mapping[str, int] = field(default_factory=dict)  # «deux» → 2
    figures: Mapping[str, int] = field(default_factory=dict)  # the same and those that make larger ones: «mille» → 1000
    figures_after: Mapping[str, int] = field(default_factory=dict)  # numbers only after one of those: «trinta e três»
    things: frozenset[str] = frozenset()  # words for what numbers number: «projet»
    several_things: frozenset[str] = frozenset()  # the same for several: «projets»
    joins: frozenset[str] = frozenset()  # words within a number in letters: «vingt et un»
    fillers: frozenset[str] = frozenset()  # words that add nothing to a list of numbers: «le», «projet», «et»
    corrections: Mapping[str, Hint] = field(default_factory=dict)  # «pas le» → what it says of the number after it
    asking: frozenset[str] = frozenset()  # words that begin a question: «comment», «combien»
    asking_last: frozenset[str] = frozenset()  # words that make a question of what they end: «parali mi»
    interrogatives: frozenset[str] = frozenset()  # phrases that ask wherever they stand: «combien», «est ce»
    of_votes: tuple[str, ...] = ()  # how words begin that are about voting: «scrutin»
    of_ideas: tuple[str, ...] = ()  # the same, about proposing: «depos»
    of_mail: tuple[str, ...] = ()  # the same, about writing to us: «courriel»
    of_a_visit: tuple[str, ...] = ()  # the same, about coming in person: «guichet»
    determiners: frozenset[str] = frozenset()  # words before the name of a thing: «le skate», «les haies»
    doers: frozenset[str] = frozenset()  # words before a verb, and no name of a thing: «ça marche»
    pointing: frozenset[str] = frozenset()  # words before a project that is described: «le truc des vélos»
    wishes: frozenset[str] = frozenset()  # how people begin who would like something done: «il faudrait»
    not_asking: frozenset[str] = frozenset()  # phrases that hold such a word and ask nothing: «quand meme»
    spellings: Mapping[str, str] = field(default_factory=dict)  # «kan» → «quand»
    glued: frozenset[str] = frozenset()  # words that numbers are written onto: «no12»; keywords are too: «vote12»
    contesting: frozenset[str] = frozenset()  # phrases by which people object to what was decided: «contester»
    around_contest: frozenset[str] = frozenset()  # words that say no more than that: «je veux … ce refus»
    mine: frozenset[str] = frozenset()  # phrases for what one proposed oneself: «mon projet»
    no_more: frozenset[str] = frozenset()  # words that deny what stands beside them: «plus», «pas»
    undoing: frozenset[str] = frozenset()  # words that take back what comes after them: «annuler»
    links: frozenset[str] = frozenset()  # words that may stand between those and what is meant: «pas envie de voter»
    subjects: frozenset[str] = frozenset()  # words that begin a new sentence there: «de plus, je vote»
    unable: frozenset[str] = frozenset()  # before «pas», of who cannot, and may want to: «je ne peux pas»
    past: frozenset[str] = frozenset()  # the same, of what has not been done: «je n'ai pas»
    places: frozenset[str] = frozenset()  # words for a place that is kept at a meeting: «annuler ma place»
    how_to_vote: frozenset[str] = frozenset()  # whole messages that ask how to vote: the vote says so itself
    nameless: frozenset[str] = frozenset()  # words of an idea that say nothing of it: «un projet pour la ville»
    my: frozenset[str] = frozenset()  # words before what is one's own: «ma serre»
    why: frozenset[str] = frozenset()  # whole messages that ask for the reason of what was told: «pourquoi ?»
    mistaken: frozenset[str] = frozenset()  # phrases by which people regret what they sent: «je me suis trompe»
    around_language: frozenset[str] = frozenset()  # words beside the language one asks for: «parlez vous … svp»
    unspoken: frozenset[str] = frozenset()  # before a language that one does not speak: «pas», «don»
    around_ballot: frozenset[str] = frozenset()  # beside the numbers one votes for: «je souhaiterais», «ma voix au»
    choosing: frozenset[str] = (
        frozenset()
    )  # phrases that choose what is named beside them: «je retiens», «ma voix va a»
    ranking: frozenset[str] = (
        frozenset()
    )  # which of several is liked best, and no number: «en premier», «premier choix»
    sending: frozenset[str] = frozenset()  # what is done with a choice that was read back: «envoie», «valide»
    waiting: frozenset[str] = frozenset()  # whole messages that ask for a moment: «attends», «une minute»
    around_off: frozenset[str] = frozenset()  # beside a no that calls it off: «non c'est une erreur»
    refused_after: frozenset[str] = frozenset()  # words that refuse the number before them: «degil»
    around_code: frozenset[str] = frozenset()  # words that go with a code: «avec le 59», «voici le code»
    amounts: frozenset[str] = frozenset()  # what may follow an amount of money: «euros», «environ»
    ages: frozenset[str] = frozenset()  # what may follow an age: «ans», «demi»
    vague: frozenset[str] = frozenset()  # about how many, and no number: «une dizaine», «fois sur»
    bounds: frozenset[str] = frozenset()  # before a number that something is only below or above: «moins de»
    several: frozenset[str] = frozenset()  # more than one, nobody knows how many: «mes», «quelques»
    francs: frozenset[str] = frozenset()
    other_money: frozenset[str] = frozenset()  # that no budget here is in: «dollars»
    every: frozenset[str] = frozenset()  # before a number of things that are taken at once: «les», «tous les»
    alternatives: frozenset[str] = frozenset()  # between numbers of which one is meant: «ou»
    reckoned: frozenset[str] = frozenset()  # of guests: their count would have to be worked out, «moi et 2 amis»
    definite: frozenset[str] = frozenset()  # before the number of one project: «le 12», «du 12»
    months: frozenset[str] = frozenset()  # what says that a number is a day: «le 29 novembre»
    features: Mapping[str, str] = field(default_factory=dict)  # «fauteuil» → what is asked of a project by it
    followed: Mapping[str, str] = field(default_factory=dict)  # whole messages that ask on: «a quelle heure» → when
    going_on: frozenset[str] = frozenset()  # words around those: «et», «ok», «alors»
    distress: frozenset[str] = frozenset()  # phrases of who may harm themselves: «envie de mourir»
    no_distress: frozenset[str] = frozenset()  # what makes of such a phrase another: «mourir de rire»
    upset: frozenset[str] = frozenset()  # phrases of who is angry: «vous vous foutez»
    nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # «kopru» → «passerelle», «pont»
    units: frozenset[str] = frozenset()  # what says that a number is an age, a sum or a house: «rue»
    reactions: frozenset[str] = frozenset()  # how phones tell of a reaction to a message of ours: «a aime»
    reacted_to: frozenset[str] = frozenset()  # the same, after a picture: «👍 to»
    speaking: frozenset[str] = frozenset()  # words by which a person speaks, and no phone: «je», «pas», «quoi»
    ours: frozenset[str] = frozenset()  # how our own texts begin, see `flows.understanding.as_typed.beginning_of`
    signatures: frozenset[str] = frozenset()  # what mail programs put below: «envoye de mon iphone»
    devices: frozenset[str] = frozenset()  # how a line begins that a phone puts below: «envoye de mon»
    optout: OptOut = field(default_factory=OptOut)  # the words around silence
    courtesies: Courtesies = field(default_factory=Courtesies)  # the words around anything else
    number_words: NumberWords = field(default_factory=NumberWords)  # the words around numbers
    rules: Rules = ()  # how the source language sounds
    tongues: Tongues = field(default_factory=Tongues)  # what tells which language a message is in

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
        apart = [part for word in words for part in (self._apart(word) if word[-1:].isdigit() else (word,))]
        return " ".join([self.spellings.get(word, word) for word in apart]).split()

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

    def number(self, word: str) -> int | None:
        """The number that *word* (folded) is, in digits or in letters; None if it is none."""
        number = number_of(word)
        return self.numbers.get(word) if number is None else number

    @cached_property
    def numbered(self) -> Callable[[str], tuple[tuple[int, ...], str]]:
        """What `numbers_in` says of a phrase: each message is looked through several times within its turn."""
        return lru_cache(maxsize=8)(lambda phrase: numbers_among(self.spell(phrase.replace("+", " ")).split(), self))

    @cached_property
    def denying(self) -> frozenset[str]:
        """The words of which one stands in each message that denies something."""
        return self.no_more | self.undoing

    @cached_property
    def beside_undone(self) -> frozenset[str]:
        """The words that may stand between what takes something back and its name: «annuler mon vote»."""
        return self.links | self.my | self.fillers

    @cached_property
    def languages_begun(self) -> frozenset[str]:
        """How the names of languages begin."""
        return begun_by(self.languages)

    @cached_property
    def interrogatives_begun(self) -> frozenset[str]:
        """How the phrases begin that ask wherever they stand."""
        return begun_by(self.interrogatives)

    @cached_property
    def choosing_begun(self) -> frozenset[str]:
        """How the phrases begin that choose what is named beside them."""
        return begun_by(self.choosing)

    @cached_property
    def ranking_begun(self) -> frozenset[str]:
        """How those begin that rank what is chosen."""
        return begun_by(self.ranking)

    @cached_property
    def not_asking_begun(self) -> frozenset[str]:
        """How those begin that look like it."""
        return begun_by(self.not_asking)

    @cached_property
    def begun(self) -> frozenset[str]:
        """How the phrases begin that open a conversation."""
        return begun_by(self.flows)

    @cached_property
    def longest(self) -> int:
        """Words in the longest phrase that opens a conversation."""
        return max((len(phrase.split()) for phrase in self.flows), default=1)

    @cached_property
    def corrections_begun(self) -> frozenset[str]:
        """How the phrases begin that say what is to become of a number."""
        return begun_by(self.corrections)

    @cached_property
    def keywords(self) -> dict[str, str]:
        """The single words that open a conversation, and still do with one typo in them, with that conversation."""
        return {phrase: flow for phrase, flow in self.flows.items() if " " not in phrase and len(phrase) >= SHORTEST}


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
_DIGITS_AND_ORDINALS = re.compile(r"(\d+)(?:ers?|eres?|nds?|ndes?|emes?|e|st|nd|rd|th)?")


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
    return joined_in_digits(list(words), lexicon.numbers, lexicon.figures, lexicon.joins)


def number_of(word: str) -> int | None:
    """The number that *word* is in digits: «12», «3e»."""
    digits = _DIGITS_AND_ORDINALS.fullmatch(word)
    return int(digits[1]) if digits and len(digits[1]) <= 9 else None
