"""What is asked of the town, and of which project: the one that is named, one's own, or the one just spoken of.

A project that nobody named is a guess: «#12? le terrain est à la commune». It is told, and can be left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.hotline.deeds import OwnProject
from flows.hotline.own_words import OwnWords
from flows.talk.memory import View
from flows.talk.questions import Answered, Ear, Heard, Missed, Reply
from flows.talk.subject import About, about_of
from flows.understanding.contesting import contests, only_contests
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.senses import Sense
from flows.words import Text, _

A_TITLE_WORD = 4
"""Letters from which on a word of a title says what it is about."""

WITH_YOUR_WORDS: Text = _("Écrivez-le avec vos mots, s'il vous plaît.")
SAY_WHY: Text = _("Dites-nous pourquoi, en une phrase : l'équipe la lira.")

_OF_PROJECT = re.compile(r"\bprojet (?:n |no |numero )?(\d{1,9})\b")
_NUMBER_FIRST = re.compile(r"(?:(?:le|n°|no|projet)\s*)*(\d{1,9})(?!\w)[\s:,.]*(.*)", re.DOTALL | re.IGNORECASE)

_BARE = frozenset({Sense.YES, Sense.NO, Sense.DONE})
"""What answers no question: «oui» to «quelle est votre question ?»."""


def project_named_in(words: str) -> int:
    """The number of the project that the words name, or 0."""
    named = _OF_PROJECT.search(fold(words))
    return int(named[1]) if named else 0


@dataclass(frozen=True)
class WhatAbout(OwnWords):
    """The question itself, in words: an objection alone, a yes or a no is none yet."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The words."""
        words = reply.text.strip()
        if only_contests(words, ear.lexicon):
            return Missed(SAY_WHY)
        return Missed(WITH_YOUR_WORDS) if ear.lexicon.meant(words) in _BARE else super().hear(reply, view, ear)


@dataclass(frozen=True)
class WhatToAsk(WhatAbout):
    """The question, which may name a project: one of the person's *own*, above all."""

    own: tuple[OwnProject, ...] = ()

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The words with the project they are about; that alone is enough, since the words are then asked for."""
        given = about_of(reply.text.strip())
        if given.number and not given.guessed:
            return Answered(given.told) if not given.words else super().hear(reply, view, ear)
        about = self._recognised(given, ear.lexicon)
        if about.number and (not about.words or only_contests(about.words, ear.lexicon)):
            return Answered(replace(about, words="").told)
        heard = super().hear(replace(reply, text=about.words), view, ear)
        return Answered(replace(about, words=heard.answer).told, heard.remark) if isinstance(heard, Answered) else heard

    def _recognised(self, given: About, lexicon: Lexicon) -> About:
        """The question with the project that it names, else with the one it is likely about."""
        first = _NUMBER_FIRST.fullmatch(given.words)
        number = int(first[1]) if first else 0
        theirs = {project.number for project in self.own} | {given.number}
        if first and number in theirs:
            return About(first[2].strip(), number)
        likely = project_named_in(given.words) or self._own_in(given.words, lexicon) or given.number
        likely = likely or self._refused(given.words, lexicon)
        return About(given.words, likely, guessed=bool(likely))

    def _own_in(self, words: str, lexicon: Lexicon) -> int:
        """The number of the one of their own that the *words* speak of: by its title, or as the only one there is."""
        spelled = lexicon.spell(lexicon.bare(words))
        entitled = [project.number for project in self.own if _speaks_of(spelled.split(), project.title, lexicon)]
        if len(entitled) == 1:
            return entitled[0]
        mine = any(f" {phrase} " in f" {spelled} " for phrase in lexicon.mine)
        return self.own[0].number if mine and len(self.own) == 1 else 0

    def _refused(self, words: str, lexicon: Lexicon) -> int:
        """The number of the one of theirs that was refused, for who objects and names none."""
        refused = [project.number for project in self.own if project.refused]
        return refused[0] if len(refused) == 1 and contests(words, lexicon) else 0


def _speaks_of(words: list[str], title: str, lexicon: Lexicon) -> bool:
    """Whether half of what the *title* tells is among the *words*, or one word of it as their own: «ma serre»."""
    telling = {word for word in fold(title).split() if len(word) >= A_TITLE_WORD} - lexicon.fillers - lexicon.things
    named = telling.intersection(words)
    possessed = any(word in telling for before, word in pairwise(words) if before in lexicon.my)
    return possessed or (bool(named) and 2 * len(named) >= len(telling))


def what(own: tuple[OwnProject, ...] = ()) -> WhatToAsk:
    """What the person asks."""
    return WhatToAsk(
        _("Quelle est votre question ? Écrivez-la en une phrase."),
        help=_("Par exemple : qui peut voter ? Je cherche dans le règlement ; sinon, l'équipe vous répond."),
        topic=_("Votre question"),
        own=own,
    )


def what_about(number: int) -> WhatAbout:
    """What they ask of a project."""
    return WhatAbout(
        _("Quelle est votre question sur le projet n° {number} ?", number=number),
        help=_("Écrivez-la en une phrase : l'équipe la lira et vous répondra ici."),
        topic=_("Votre question"),
    )
