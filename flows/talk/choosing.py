"""Ballots in a message that answers no question: numbers alone, in a sentence, or the names of projects.

What they choose is always read back, and what they refuse is never in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from flows.talk.going import Going
from flows.talk.keywords import VOTE, Calling, To
from flows.town.edition import Phase, Project
from flows.understanding.ballot_words import in_digits, numbers_chosen, refuses, told_plainly
from flows.understanding.corrections import corrections_in, with_numbers
from flows.understanding.counted_numbers import uncounted
from flows.understanding.features import features_in
from flows.understanding.for_another import chooses_for_another
from flows.understanding.interrogative import begins_asking, looks_asked
from flows.understanding.lexicon import numbers_in
from flows.understanding.naming import PLACES, projects_in
from flows.understanding.others_choice import without_others
from flows.understanding.phrases import holds
from flows.understanding.points_given import pairs_in
from flows.understanding.readings import ReadAs, WayToRead
from flows.understanding.reasons import without_reasons
from flows.understanding.telling import TellingWords, telling_of

CHOOSES = 0.9
"""How sure it is that numbers alone, or names after «je vote», are a ballot."""


ASKED_OF_ONE = frozenset({"cost", "where", "when", "free", "whom"})
"""What is said of a project by who asks of it: «je veux le prix du kiosque»."""

A_NAME = 4
"""Words that name a project and nothing else, at most."""

CHOSEN_BY = ("support", "browse", "me")
"""The conversations whose keywords are said of what is voted for: «le kiosque, c'est celui que je veux soutenir»."""


class Choosing(Going):
    """One message, and the ballot that it may be."""

    def names_numbers(self) -> bool:
        """Whether there are digits that may be projects': beside a ballot, what is said of them stays there."""
        return self.is_numbers_alone() or any(map(str.isdigit, uncounted(self.bare, self.world.ear.lexicon)))

    def is_numbers_alone(self) -> bool:
        """Whether the message holds figures and nothing else, as most ballots do."""
        return self.bare.replace(" ", "").isdigit()

    def asks(self) -> bool:
        """Whether the words look like a question at their beginning, or have a question mark."""
        return begins_asking(self.bare, self.world.ear.lexicon)

    def asks_anywhere(self) -> bool:
        """Whether some word of theirs asks: «j'ai 15 ans, est-ce que je peux voter»."""
        return looks_asked(self.bare, self.world.ear.lexicon)

    def voted_for(self, to: To, named: tuple[Project, ...]) -> str | None:
        """What the vote is opened with, whose words name or number projects; None if they do not, or only ask.

        Words that refuse one are left to the ballot itself, which asks if they are not clear.
        """
        lexicon = self.world.ear.lexicon
        if to.flow != VOTE or self.scene.phase is not Phase.VOTE:
            return None
        if self.asks_anywhere() and not numbers_chosen(self.bare, lexicon):  # «je peux voter 5 ?» chooses
            return None
        if self.gives_points(to.opening):
            return to.opening
        own = without_others(self.bare, lexicon)
        if own != self.bare:
            return by_number(projects_in(in_digits(own, lexicon), self.scene.edition, lexicon)) or None
        opening = to.opening if self.names_numbers() else _NUMBER.sub(" ", to.opening)  # «en choisir 5» counts them
        numbers = numbers_chosen(self.bare, lexicon) or numbers_chosen(opening, lexicon)
        among = projects_in(in_digits(opening, lexicon), self.scene.edition, lexicon)
        if not (numbers or named or among):
            return None
        if not (numbers or among) and self.asks_if_one_may():
            return None
        if refuses(self.bare, lexicon):
            return self.refusing()
        return listed(numbers) if numbers else by_number(tuple(dict.fromkeys((*among, *named))))

    def gives_points(self, text: str) -> bool:
        """Whether *text* gives points, where people give some: it is left to the ballot as it is written."""
        return bool(self.scene.edition.ballot.points and pairs_in(text))

    def asks_if_one_may(self) -> bool:
        """Whether one can vote, by the words right before it: «j'étudie au lycée Vautrin, je peux voter»."""
        lexicon = self.world.ear.lexicon
        words = lexicon.spell(self.bare).split()
        pairs = pairwise(words)
        return any(first in lexicon.unable and lexicon.flows.get(second) == VOTE for first, second in pairs)

    def chosen(self, to: To | None, named: tuple[Project, ...]) -> Iterator[WayToRead]:
        """Numbers alone, several of them, while there is a vote; one against another: «pas le 5 mais le 12»; or
        projects that are *named* beside a word that chooses: «c'est le kiosque que je veux soutenir».
        """
        if (to is not None and to.flow not in CHOSEN_BY) or self.scene.phase is not Phase.VOTE:
            return
        lexicon = self.world.ear.lexicon
        on_ballot = {project.number for project in self.scene.edition.on_ballot}
        if self.gives_points(self.bare) and not self.asks_anywhere():
            yield WayToRead(ReadAs.BALLOT, CHOOSES, "points for projects", VOTE, self.bare)
            return
        numbers = numbers_chosen(self.bare, lexicon)
        own = without_others(self.bare, lexicon) if named else self.bare
        if own != self.bare:
            named = projects_in(own, self.scene.edition, lexicon)
        if (len(numbers) > 1 or (numbers and self.chooses_plainly())) and on_ballot & {*numbers}:
            yield WayToRead(ReadAs.BALLOT, CHOOSES, "several numbers of the ballot", VOTE, listed(numbers))
        elif named and not on_ballot.isdisjoint(project.number for project in named) and self.chooses_plainly():
            yield WayToRead(ReadAs.BALLOT, CHOOSES, "chooses what it names", VOTE, by_number(named))
        elif len(told := self.numbered_names()) > 1 and on_ballot & {*told}:
            yield WayToRead(ReadAs.BALLOT, CHOOSES, "numbers what it names", VOTE, listed(told))
        elif not numbers and on_ballot.intersection(numbers_in(self.refusing(), lexicon)[0]) and self.refuses_plainly():
            yield WayToRead(ReadAs.BALLOT, CHOOSES, "refuses numbers of the ballot", VOTE, self.refusing())

    def chooses_plainly(self) -> bool:
        """Whether a word of the message chooses, and it neither asks nor refuses anything."""
        lexicon = self.world.ear.lexicon
        words = lexicon.spell(self.bare).split()
        said = holds(words, lexicon.choosing, lexicon.choosing_begun)
        reads = ASKED_OF_ONE.intersection(features_in(self.bare, lexicon))
        return said and not reads and not self.asks_anywhere() and not refuses(self.bare, lexicon)

    def numbered_names(self) -> tuple[int, ...]:
        """The numbers of the message, if all it says beside them is what those projects are called: «skate n°5»."""
        lexicon = self.world.ear.lexicon
        numbers, rest = numbers_in(uncounted(self.bare, lexicon), lexicon)
        projects = [self.scene.edition.by_number.get(number) for number in numbers]
        telling = telling_of(self.scene.edition)
        ids = {project.id for project in projects if project}
        plain = rest and None not in projects and not refuses(self.bare, lexicon) and not self.asks_anywhere()
        return (
            numbers
            if plain and all(ids & telling.words.get(_told(word, telling), {}).keys() for word in rest.split())
            else ()
        )

    def calls_by_place(self, named: tuple[Project, ...]) -> bool:
        """Whether projects are called by nothing but their place, while there is a vote: «les deux premiers»."""
        lexicon = self.world.ear.lexicon
        words = lexicon.spell(self.bare).split()
        places = [word for word in words if lexicon.corrections.get(word) in PLACES]
        others = (word for word in words if word not in places and not word.isdigit())
        if not places or len(words) > A_NAME or named or self.scene.phase is not Phase.VOTE:
            return False
        return all(word in lexicon.determiners or word in lexicon.numbers for word in others)

    def votes_out_of_season(self, to: To, named: tuple[Project, ...]) -> bool:
        """Whether projects are voted for by their names while there is no vote: it is told when there is."""
        votes = to.flow == VOTE and to.calling >= Calling.WITHIN and self.scene.phase is not Phase.VOTE
        return votes and bool(named) and not self.asks_anywhere()

    def chooses_for_two(self, to: To | None) -> bool:
        """Whether two people choose in one message, while there is a vote: «3 pour moi et 7 pour ma fille»."""
        votes = (to is None or to.flow == VOTE) and self.scene.phase is Phase.VOTE
        return votes and not self.asks_anywhere() and chooses_for_another(self.bare, self.world.ear.lexicon)

    def refuses_plainly(self) -> bool:
        """Whether the message asks nothing, and says for sure what is not wanted, and what is instead."""
        lexicon = self.world.ear.lexicon
        if self.asks_anywhere() or not refuses(self.bare, lexicon):
            return False
        return corrections_in(self.refusing(), (), lexicon) is not None

    def called(self, words: str) -> int | None:
        """The number of the one project that *words* name."""
        named = projects_in(words, self.scene.edition, self.world.ear.lexicon)
        return named[0].number if len(named) == 1 else None

    def refusing(self) -> str:
        """What is refused, and what is wanted instead; without the words around it, where it is clearer so."""
        lexicon = self.world.ear.lexicon
        if corrections_in(self.bare, (), lexicon) is not None:
            return self.bare
        if not self.names_numbers():
            parts = [with_numbers(part, lexicon, self.called) for part in re.split(r"[,;.\n]", self.bare)]
            called = ", ".join(part or "" for part in parts)
            return called if all(parts) and corrections_in(called, (), lexicon) is not None else self.bare
        plainer = (told_plainly(self.bare, lexicon), without_reasons(self.bare, lexicon))
        return next((plain for plain in plainer if plain and corrections_in(plain, (), lexicon) is not None), self.bare)


_NUMBER = re.compile(r"\d+")


def _told(word: str, telling: TellingWords) -> str:
    return telling.meant(word) or telling.begun(word)


def by_number(projects: tuple[Project, ...]) -> str:
    """The numbers of *projects*, as a choice is opened with them."""
    return listed(project.number for project in projects)


def listed(numbers: Iterable[int]) -> str:
    """The *numbers* with commas, so that none of two is taken for the points of the other."""
    return ", ".join(map(str, numbers))
