"""The tables of words that people use, of all languages together: what a lexicon reads with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flows.understanding.courtesies import Courtesies
from flows.understanding.folding import SHORTEST
from flows.understanding.number_words import TEN, NumberWords
from flows.understanding.optout import OptOut
from flows.understanding.phrases import begun_by
from flows.understanding.senses import Hint, Sense
from flows.understanding.sounding import Rules
from flows.understanding.tongue import Tongues

OF_PLACES = (Hint.FIRST, Hint.SECOND, Hint.THIRD, Hint.LAST, Hint.ALL, Hint.BOTH, Hint.ALL_THREE)
"""What is said of things by their place among others."""


@dataclass(frozen=True, eq=False)
class LexiconTables:
    """Every language's words at once, folded, each table by what its words mean; and how its phrases begin."""

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
    of_an_end: tuple[str, ...] = ()  # the same, about when something is over: «ça finit quand»
    of_deafness: tuple[str, ...] = ()  # the same, of who cannot hear: «malentendante»
    of_people: tuple[str, ...] = ()  # the same, of who may be seen on a photo: «mon enfant», «visage»
    may_i: tuple[str, ...] = ()  # how words end that ask if one may, and do not say what: «… j'ai le droit»
    of_erasing: tuple[str, ...] = ()  # the same, one of which is in each wish to be erased: «effacez», «plus»
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
    plainer: frozenset[str] = frozenset()  # words of who wants plainer ones: «simple», «facile»
    unspoken: frozenset[str] = frozenset()  # before a language that one does not speak: «pas», «don»
    around_ballot: frozenset[str] = frozenset()  # beside the numbers one votes for: «je souhaiterais», «ma voix au»
    choosing: frozenset[str] = (
        frozenset()
    )  # phrases that choose what is named beside them: «je retiens», «ma voix va a»
    ranking: frozenset[str] = (
        frozenset()
    )  # which of several is liked best, and no number: «en premier», «premier choix»
    kin: frozenset[str] = frozenset()  # who is somebody's, and chooses for themselves: «mon pote», «mes voisins»
    others_choose: frozenset[str] = frozenset()  # how they do: «prennent», «vote»
    apart: frozenset[str] = frozenset()  # words between what others choose and what one does oneself: «mais», «moi»
    reasons: frozenset[str] = frozenset()  # how a reason begins: «car», «y a trop de bruit»
    around_yes: frozenset[str] = frozenset()  # beside a yes, no more than that: «oui c'est bien ça»
    anew: frozenset[str] = frozenset()  # phrases of who wants to choose anew: «on recommence»
    sending: frozenset[str] = frozenset()  # what is done with a choice that was read back: «envoie», «valide»
    waiting: frozenset[str] = frozenset()  # whole messages that ask for a moment: «attends», «une minute»
    resuming: frozenset[str] = frozenset()  # whole messages that go on with what was left: «on en était où»
    again: frozenset[str] = frozenset()  # words that ask nothing beside a question: «c'est quoi déjà»
    mostly: frozenset[str] = frozenset()  # before what counts most of several: «les deux, mais surtout»
    undecided: frozenset[str] = frozenset()  # phrases of who has not made up their mind: «ça dépend», «on verra»
    summed: frozenset[str] = frozenset()  # phrases that ask what several cost together: «en tout»
    remaining: frozenset[str] = frozenset()  # those that ask how many more may be chosen: «il m'en reste combien»
    around_off: frozenset[str] = frozenset()  # beside a no that calls it off: «non c'est une erreur»
    refused_after: frozenset[str] = frozenset()  # words that refuse the number before them: «degil»
    around_code: frozenset[str] = frozenset()  # words that go with a code: «avec le 59», «voici le code»
    amounts: frozenset[str] = frozenset()  # what may follow an amount of money: «euros», «environ»
    ages: frozenset[str] = frozenset()  # what may follow an age: «ans», «demi»
    tomorrow: frozenset[str] = frozenset()  # words for the next day, beside an hour: «demain»
    around_hour: frozenset[str] = frozenset()  # words beside an hour that is chosen: «la mienne a», «ce soir»
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
    alike: Mapping[str, str] = field(default_factory=dict)  # words for one kind of thing: «insta» → «internet»
    strange: Mapping[str, str] = field(default_factory=dict)  # languages not spoken here: «italien» → «it»
    stages: frozenset[str] = frozenset()  # phrases by which one asks how far something is: «en est ou», «a gagne»
    in_time: frozenset[str] = frozenset()  # phrases of being in time for something: «trop tard», «encore le temps»
    nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # «kopru» → «passerelle», «pont»
    units: frozenset[str] = frozenset()  # what says that a number is an age, a sum or a house: «rue»
    counted: frozenset[str] = frozenset()  # what a number counts, so that it is no project's: «2 voisins», «3 voix»
    of_us: frozenset[str] = frozenset()  # before how many people they are: «on est 4»
    wanted_after: frozenset[str] = frozenset()  # words that want the number before them: «5i istiyorum»
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
    def anew_begun(self) -> frozenset[str]:
        """How those begin of who wants to choose anew."""
        return begun_by(self.anew)

    @cached_property
    def reasons_begun(self) -> frozenset[str]:
        """How the beginnings of a reason begin."""
        return begun_by(self.reasons)

    @cached_property
    def others_choose_begun(self) -> frozenset[str]:
        """How the phrases begin by which others choose."""
        return begun_by(self.others_choose)

    @cached_property
    def waiting_begun(self) -> frozenset[str]:
        """How those begin of who asks for a moment."""
        return begun_by(self.waiting)

    @cached_property
    def mostly_begun(self) -> frozenset[str]:
        """How those begin that stand before what counts most."""
        return begun_by(self.mostly)

    @cached_property
    def undecided_begun(self) -> frozenset[str]:
        """How the phrases begin of who has not made up their mind."""
        return begun_by(self.undecided)

    @cached_property
    def summed_begun(self) -> frozenset[str]:
        """How those begin that ask what several cost together."""
        return begun_by(self.summed)

    @cached_property
    def remaining_begun(self) -> frozenset[str]:
        """How those begin that ask how many more may be chosen."""
        return begun_by(self.remaining)

    @cached_property
    def larger_numbers(self) -> frozenset[str]:
        """The numbers that may be one with the next word: «vingt un»."""
        return frozenset(word for word, number in self.numbers.items() if number >= TEN)

    @cached_property
    def said_to_be_counted(self) -> frozenset[str]:
        """All that says of the number before it that it is no project's."""
        kinds = (kind for kind in self.number_words.kinds if len(kind) > 1)
        return frozenset((*self.counted, *self.units, *self.months, *kinds))

    @cached_property
    def of_places(self) -> frozenset[str]:
        """The words of what calls a thing by its place among others, or all of them."""
        phrases = (phrase for phrase, hint in self.corrections.items() if hint in OF_PLACES)
        return frozenset(word for phrase in phrases for word in phrase.split())

    @cached_property
    def of_us_begun(self) -> frozenset[str]:
        """How those end that stand before how many people they are."""
        return begun_by(self.of_us, from_end=True)

    @cached_property
    def ranking_begun(self) -> frozenset[str]:
        """How those begin that rank what is chosen."""
        return begun_by(self.ranking)

    @cached_property
    def unwanted(self) -> dict[str, Sense]:
        """The phrases that say of something that it is not wanted, and what they mean."""
        return {phrase: sense for phrase, sense in self.senses.items() if sense in (Sense.CANCEL, Sense.NO)}

    @cached_property
    def unwanted_begun(self) -> frozenset[str]:
        """How these begin."""
        return begun_by(self.unwanted)

    @cached_property
    def distress_begun(self) -> frozenset[str]:
        """How those begin of who may harm themselves."""
        return begun_by(self.distress)

    @cached_property
    def no_distress_begun(self) -> frozenset[str]:
        """How those begin that hold one of these, and say something else."""
        return begun_by(self.no_distress)

    @cached_property
    def upset_begun(self) -> frozenset[str]:
        """How the phrases of who is angry begin."""
        return begun_by(self.upset)

    @cached_property
    def stages_begun(self) -> frozenset[str]:
        """How the phrases begin by which one asks how far something is."""
        return begun_by(self.stages)

    @cached_property
    def in_time_begun(self) -> frozenset[str]:
        """How the phrases of being in time begin."""
        return begun_by(self.in_time)

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
