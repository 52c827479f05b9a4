"""Options to choose among, and the long lists of them that are searched, paged and narrowed, not read out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from flows.talk.memory import View
from flows.talk.questions.base import A, Changed, Ear, Missed, Question
from flows.understanding.contesting import only_contests
from flows.understanding.folding import fold, one_typo
from flows.understanding.senses import Sense
from flows.words import Say, Text, Title, Verbatim, _

NEXT, BEFORE, GROUPS, ALL, DONE = ">", "<", "#", "*", "!"
"""What the buttons that move through a list send; ids of options never look like these."""

UNTICK = "-"
"""Before an id, takes the tick away: a tap does what its button showed, however old the keyboard, and once for all."""

LISTING = "*"
"""`View.group` while the groups themselves are listed."""

MOST_SEARCHED = 40
"""Letters of a message that a list is searched by: a few words, and no more to show and to keep."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the id that is kept, how it is shown, what people call it, its number if it has one.

    *words* are what people call it, several ways between commas; as a text, also those of their language.
    """

    id: str
    label: Say
    short: Say | None = None  # for SMS
    words: str | Text = ""
    number: int | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing(Question[A]):
    """A question with options. Options with numbers of their own may be many: found by number, by words, by group.

    *search* gives ids of options that match some words, best first; without it, only labels are compared. *groups* are
    names (of districts, of themes) by id, in order; each option names those it is in.
    """

    options: tuple[Option, ...] = field(default=(), kw_only=True)
    search: Callable[[str], Sequence[str]] | None = field(default=None, kw_only=True)
    groups: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    read_out: bool = field(default=False, kw_only=True)  # listed from the start, page by page, however long
    whole: bool = field(default=False, kw_only=True)  # listed from the start on one page: each finds their own in it

    @cached_property
    def by_id(self) -> dict[str, Option]:
        """Each option by its id."""
        return {option.id: option for option in self.options}

    @cached_property
    def own_numbers(self) -> dict[int, str]:
        """The ids of the options that are known by a number of their own."""
        return {option.number: option.id for option in self.options if option.number is not None}

    def listed(self, view: View) -> tuple[Option, ...]:
        """The options that *view* leaves, over all its pages: the districts, one district's, those found, or all."""
        if view.group == LISTING:
            return tuple(Option(GROUPS + id, Verbatim(name)) for id, name in self.groups)
        if view.group:
            return tuple(option for option in self.options if view.group in option.groups)
        if view.find:
            return tuple(self.by_id[id] for id in self.found(view.find))
        return self.options

    def found(self, words: str) -> list[str]:
        """The ids of the options that match *words*, best first."""
        return [id for id in self.search(words) if id in self.by_id] if self.search else []

    def typed(self, number: int, view: View) -> str | None:
        """The id of the option that *number* means: the one shown with it, else the one known by it."""
        return dict(view.keys).get(str(number)) or self.own_numbers.get(number)

    def named(self, phrase: str, view: View, ear: Ear, *, exact: bool = False) -> str | None:
        """The one option called *phrase* (a word of its label, or of the words people use).

        One typo is forgiven, unless it has to be *exact*.
        """
        wanted = ear.lexicon.spell(phrase)
        if not wanted:
            return None
        words = frozenset(wanted.split())
        calls = {option.id: _calls(option, ear) for option in self.listed(view)}
        for agrees in (_same, _has_words) if exact else (_same, _has_words, _has_words_but_for_a_typo):
            agreed = [id for id, call in calls.items() if agrees(wanted, words, call)]
            if agreed:
                return agreed[0] if len(agreed) == 1 else None
        return None

    def moved(self, tap: str, view: View) -> Changed | None:
        """The view after a tap on one of the buttons that move through the list; None for any other tap."""
        match tap[:1]:
            case ">" | "<":
                return Changed(replace(view, page=max(0, view.page + (1 if tap == NEXT else -1))))
            case "*":
                return Changed(View(ticked=view.ticked))
            case "#" if tap == GROUPS:
                return Changed(View(ticked=view.ticked, group=LISTING))
            case "#" if tap[1:] in dict(self.groups):
                return Changed(View(ticked=view.ticked, group=tap[1:]))
        return None

    def told_to_move(self, phrase: str, view: View, sense: Sense | None) -> Changed | None:
        """The view after words that move through the list («suite», «quartiers», a letter of the list of districts)."""
        key = dict(view.keys).get(phrase.strip().upper())
        if key and key.startswith(GROUPS):
            return self.moved(key, view)
        moves = {Sense.MORE: NEXT, Sense.LESS: BEFORE}
        if self.groups or self.search:
            moves[Sense.DISTRICTS] = GROUPS if self.groups else ALL
        return self.moved(moves[sense], view) if sense in moves else None

    def searched(self, words: str, view: View, ear: Ear) -> Changed | Missed:
        """The view narrowed to what matches *words*, or a sentence that nothing does."""
        words = words.strip()[:MOST_SEARCHED]
        if not fold(words):
            return Missed()
        group = self._group_named(words)
        if group:
            return Changed(View(ticked=view.ticked, group=group))
        if not self._is_said_of_something_else(words, ear) and self.found(words):
            return Changed(View(ticked=view.ticked, find=words))
        return Missed(_("Rien trouvé pour « {words} ». Essayez un autre mot, ou un numéro.", words=words))

    def _is_said_of_something_else(self, phrase: str, ear: Ear) -> bool:
        """Whether *phrase* calls something else, and stands in no label: RECU does not search for «récupérateur»."""
        wanted = ear.lexicon.spell(phrase)
        if only_contests(phrase, ear.lexicon):
            return True
        if wanted not in ear.lexicon.flows and ear.lexicon.means(wanted) not in _NO_SEARCH:
            return False
        words = frozenset(wanted.split())
        return not any(_has_words(wanted, words, _calls(option, ear)) for option in self.options)

    def _group_named(self, words: str) -> str | None:
        wanted = fold(words)
        return next((id for id, name in self.groups if fold(name) == wanted), None)


_NO_SEARCH = (Sense.UNKNOWN, Sense.BLANK)


def _calls(option: Option, ear: Ear) -> tuple[str, ...]:
    """What the option is called by: its label, the short one, and words beside them."""
    short = Verbatim(option.label.short) if isinstance(option.label, Title) else option.short
    shown = (ear.say(label) for label in (option.label, short) if label)
    words = option.words
    said = words if isinstance(words, str) else f"{words.source},{ear.say(words)}"
    return tuple(call for call in map(fold, (*shown, *said.split(","))) if call)


def _same(wanted: str, words: frozenset[str], calls: tuple[str, ...]) -> bool:
    return wanted in calls


def _has_words(wanted: str, words: frozenset[str], calls: tuple[str, ...]) -> bool:
    return len(wanted) >= 3 and any(words <= set(call.split()) for call in calls)


def _has_words_but_for_a_typo(wanted: str, words: frozenset[str], calls: tuple[str, ...]) -> bool:
    return any(one_typo(wanted, word) for call in calls for word in (call, *call.split()))
