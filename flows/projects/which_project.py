"""«Which project?», as people answer it: a number, some words of its title, one of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

from flows.projects.catalogue import SNAPSHOTS, catalogue
from flows.talk.keywords import To, keyword
from flows.talk.memory import Stored, View
from flows.talk.questions import Answered, Changed, Ear, Missed, Option, Pick, Reply
from flows.talk.questions.base import Heard
from flows.talk.questions.counted import counted_in
from flows.town.edition import Edition, Project
from flows.understanding.folding import fold, one_typo
from flows.understanding.lexicon import numbers_in
from flows.words import Text, _, one_line

A_WORD = 3
"""Letters from which on a word says something of a project."""

TO_READ = "browse"
"""The conversation that «projet 12» opens: here, it only names the project."""


@dataclass(frozen=True)
class WhichProject(Pick):
    """One project of those in *options*, asked by *flow*; of the person's *own* ones, a word of the title will do.

    Words that only one project has are an answer, and so is a number among words that none has.
    """

    flow: str = ""
    own: tuple[Option, ...] = ()

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The project meant, or the list narrowed to those that may be."""
        to = None if reply.tap else keyword(reply.text, ear.lexicon)
        if to and to.flow == self.flow and to.opening:  # «suivi four» is heard as «four»
            reply = replace(reply, text=to.opening)
            to = keyword(reply.text, ear.lexicon)
        numbers, rest = numbers_in(reply.text, ear.lexicon)
        named = self.own_numbers.get(numbers[0]) if len(numbers) == 1 else None
        if named and rest:
            return self._among_words(named, to, reply, view, ear)
        telling = _telling(reply.text, ear) if self.own else frozenset()
        if self.own and not (numbers or reply.tap or telling):  # «mon projet il en est où»
            return Answered(self.own[0].id) if len(self.own) == 1 else Missed()
        mine = [option.id for option in self.own if not numbers and _speaks_of(telling, option, ear)]
        if len(mine) == 1:
            return Answered(mine[0])
        heard = super().hear(reply, view, ear)
        ids = self.found(heard.view.find) if isinstance(heard, Changed) and heard.view.find else []
        return Answered(ids[0]) if len(ids) == 1 else heard

    def _among_words(self, named: str, to: To | None, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """A number among words: the answer, unless it counts years or euros, they open another conversation (*to*) or
        are found themselves.
        """
        if to is not None and to.flow not in (self.flow, TO_READ):
            return Missed()
        _numbers, rest = numbers_in(reply.text, ear.lexicon)
        if all(len(word) < A_WORD for word in rest.split()) or _NUMBERED.search(fold(reply.text)):  # «du 12»
            return Answered(named)
        heard = super().hear(reply, view, ear)
        counts = not ear.lexicon.units.isdisjoint(counted_in(reply.text, ear.lexicon))  # «6 rue des Lilas»
        return Answered(named) if isinstance(heard, Missed) and not counts else heard


@dataclass(frozen=True)
class WhichAndWords(WhichProject):
    """A project, and perhaps what is said of it: «12 très belle idée». The answer is the id, a blank, the words."""

    half_free: ClassVar[bool] = True

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The project meant, with the words after its number."""
        both = _NUMBER_AND_WORDS.fullmatch(reply.text.strip())
        if both and int(both[1]) in self.own_numbers:
            return Answered(f"{self.own_numbers[int(both[1])]} {one_line(both[2])}")
        return super().hear(reply, view, ear)

    def accept(self, stored: Stored) -> str | None:
        """The answer kept, while its project is still one."""
        return stored if isinstance(stored, str) and stored.partition(" ")[0] in self.by_id else None


def _speaks_of(words: frozenset[str], option: Option, ear: Ear) -> bool:
    """Whether each of *words* is in the option's label, a typo forgiven; no label has twice as many as it has words."""
    known = fold(ear.say(option.label)).split()
    return 0 < len(words) <= 2 * len(known) and all(any(one_typo(word, term) for term in known) for word in words)


def _telling(text: str, ear: Ear) -> frozenset[str]:
    """The words of *text* that say something of a project, and do not only ask for one."""
    words = ear.lexicon.spell(text).split()
    return frozenset(word for word in words if len(word) >= A_WORD) - ear.lexicon.fillers - ear.lexicon.things


_NUMBERED = re.compile(r"\b(?:projet|idee|project|idea) (?:n |no |numero |number )?\d")
"""What says outright that the number is a project's: «toujours rien pour le projet 5»."""

_NUMBER_AND_WORDS = re.compile(r"(?:le |n°? ?|no |projet )*(\d{1,5})[\s:,.]+(\S.*)", re.DOTALL | re.IGNORECASE)


PROMPTS: dict[str, tuple[Text, Text]] = {
    "follow": (
        _("De quel projet voulez-vous des nouvelles ? Écrivez son numéro, ou un mot de son titre."),
        _("Des nouvelles de quel projet ? Son numéro, ou un mot du titre."),
    ),
    "watch": (
        _("Quel projet voulez-vous suivre ? Écrivez son numéro, ou un mot de son titre."),
        _("Suivre quel projet ? Son numéro, ou un mot du titre."),
    ),
    "unwatch": (
        _("Quel projet ne voulez-vous plus suivre ? Écrivez son numéro, ou un mot de son titre."),
        _("Ne plus suivre quel projet ? Son numéro, ou un mot du titre."),
    ),
    "support": (
        _("Quel projet voulez-vous soutenir ? Écrivez son numéro, ou un mot de son titre."),
        _("Soutenir quel projet ? Son numéro, ou un mot du titre."),
    ),
    "unsupport": (
        _("Quel projet ne voulez-vous plus soutenir ? Écrivez son numéro, ou un mot de son titre."),
        _("Ne plus soutenir quel projet ? Son numéro, ou un mot du titre."),
    ),
    "comment": (
        _("Quel projet voulez-vous commenter ? Écrivez son numéro, ou un mot de son titre."),
        _("Commenter quel projet ? Son numéro, ou un mot du titre."),
    ),
    "kit": (
        _("Le kit de quel projet ? Écrivez son numéro, ou un mot de son titre."),
        _("Le kit de quel projet ? Son numéro, ou un mot."),
    ),
    "comments": (
        _("De quel projet voulez-vous lire les commentaires ? Écrivez son numéro, ou un mot de son titre."),
        _("Les commentaires de quel projet ? Son numéro, ou un mot du titre."),
    ),
}
"""What each conversation asks, and the same by SMS."""


def which_project(edition: Edition, purpose: str, own: tuple[Project, ...] = ()) -> WhichProject:
    """The question of a conversation (*purpose*): one of the projects that everyone sees, or of the person's *own*."""
    question = _which(edition, purpose)
    if not own:
        return question
    hidden = tuple(_option(project) for project in own if project.id not in edition.by_id)
    return replace(question, options=(*hidden, *question.options), own=tuple(map(_option, own)))


@lru_cache(maxsize=SNAPSHOTS)
def which_and_words(edition: Edition) -> WhichAndWords:
    """The question of who comments: a project that everyone sees, and perhaps the words at once."""
    seen = catalogue(edition)
    prompt, short = PROMPTS["comment"]
    return WhichAndWords(
        prompt,
        short=short,
        help=seen.help,
        options=seen.options,
        search=seen.search,
        groups=seen.groups,
        flow="comment",
    )


@lru_cache(maxsize=SNAPSHOTS * len(PROMPTS))
def _which(edition: Edition, purpose: str) -> WhichProject:
    seen = catalogue(edition)
    prompt, short = PROMPTS[purpose]
    return WhichProject(
        prompt, short=short, help=seen.help, options=seen.options, search=seen.search, groups=seen.groups, flow=purpose
    )


def _option(project: Project) -> Option:
    return Option(str(project.id), project.named, number=project.number)
