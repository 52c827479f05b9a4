"""Texts that are dear to understand, and all that has to understand them: every door, question and search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from bot.languages.topics import topics
from bot.languages.words import voice
from flows.home.menu import menu_of
from flows.hotline.own_words import OwnWords, Reaction, is_elsewhere, yes_or_no
from flows.hotline.what import what, what_about
from flows.ideas.questions import cost, photo, title, where
from flows.meetings.which_meeting import COME_TO, upcoming, which_meeting, which_with_guests
from flows.people.join import digits_in
from flows.people.name import which_name
from flows.people.profile import age_question
from flows.projects.catalogue import ballot_paper, catalogue
from flows.projects.follow import _Next
from flows.projects.which_project import which_and_words, which_project
from flows.relays.hours import SendOrWhen, which_hour
from flows.surveys.questions import MarkOf, OneOf, Send, Several
from flows.talk import doors
from flows.talk.keywords import keyword
from flows.talk.memory import Asked, Memory, Thread, View
from flows.talk.questions import Confirm, Ear, Number, Option, OwnNumber, Question, Reply, Words, YesNo
from flows.talk.questions.of_age import OfAge
from flows.talk.questions.options import LISTING
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition
from flows.town.rules import BallotRules
from flows.understanding.asking import HearingIndex
from flows.understanding.courtesies import Courtesies
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.likeness import Document, Likeness
from flows.understanding.meaning import NoMeaning
from flows.understanding.number_words import NumberWords
from flows.understanding.search import Index
from flows.understanding.survey_names import called
from flows.understanding.vocabulary import Vocabulary
from flows.vote.corrections import which_projects
from flows.vote.giving_points import how_many_points
from flows.vote.ranking import in_which_order
from flows.words import Verbatim
from storage.database.store import Store
from storage.town import editions
from tests.conftest import IN_THE_VOTE, load_sample

SIGNS = 4_000
"""The longest text that is heard."""

Hearing = Callable[[str], object]


class Counted(dict[Any, Any]):
    """A mapping that counts how often something is looked up in it; its copies do too."""

    def __init__(self, of: Any, count: Counter[str]) -> None:
        """The same as *of*."""
        super().__init__(of)
        self._count = count

    def __getitem__(self, key: Any) -> Any:
        self._count["look-ups"] += 1
        return super().__getitem__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        """Counted."""
        self._count["look-ups"] += 1
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self._count["look-ups"] += 1
        return super().__contains__(key)


class CountedSet(frozenset[str]):
    """The same for a set of words."""

    count: Counter[str]

    def __contains__(self, key: object) -> bool:
        self.count["look-ups"] += 1
        return super().__contains__(key)


def counting(known: Any, count: Counter[str]) -> Any:
    """*known* (a lexicon, a vocabulary, an index) with all that is looked up in it counted."""
    if isinstance(known, Lexicon | Vocabulary | Courtesies | NumberWords):
        return replace(known, **{field.name: _counted(getattr(known, field.name), count) for field in fields(known)})
    for name, value in vars(known).items():
        setattr(known, name, _counted(value, count))
    return known


def _counted(value: Any, count: Counter[str]) -> Any:
    if isinstance(value, dict):
        return Counted(value, count)
    if isinstance(value, Courtesies | NumberWords):
        return counting(value, count)
    if isinstance(value, frozenset):
        words = CountedSet(value)
        words.count = count
        return words
    return value


def doors_of(words: Lexicon) -> dict[str, Hearing]:
    """Each way in which a text may be a door."""
    open_ = Memory(Thread("vote", asked=Asked("choice", 1, 0.0, View())))
    return {
        "door": lambda text: doors.door(Reply(text), Memory(), words),
        "door amid a conversation": lambda text: doors.door(Reply(text), open_, words),
        "command": lambda text: doors.command(f"/{text}", words),
        "slip": lambda text: doors.slip(text, words),
        "keyword": lambda text: keyword(text, words),
        "keyword amid a conversation": lambda text: keyword(text, words, amid=True),
        "meant elsewhere": lambda text: is_elsewhere(text, words),
        "a call": words.is_a_call,
        "between courtesies": words.bare,
    }


def questions_of(edition: Edition, words: Lexicon) -> dict[str, Hearing]:
    """Each kind of question, as it hears a text."""
    ear = Ear(words, voice("fr").say)
    return {
        f"{type(question).__name__} {place}": _hears(question, view, ear)
        for place, (question, view) in enumerate(asked_of(edition))
    }


def _hears(question: Question[Any], view: View, ear: Ear) -> Hearing:
    return lambda text: question.heard(Reply(text), view, ear)


def asked_of(edition: Edition) -> list[tuple[Question[Any], View]]:
    """Every kind of question, with the views in which it listens differently."""
    options = tuple(Option(name, Verbatim(name), words=f"{name}, le {name}") for name in ("vélo", "bus", "tram"))
    own = which_project(edition, "follow", edition.projects[:3])
    scene = Scene(edition, IN_THE_VOTE, Me(1))
    meetings = upcoming(scene)
    said = Verbatim("?")
    asked: list[Question[Any]] = [
        YesNo(said), Send(said), Confirm(said, of="1"), Words(said), OwnWords(said), title(young=False), what(),
        what_about(1), which_name(), OfAge(said, least=11), _Next(said, options=yes_or_no()),
        Reaction(said, options=yes_or_no()), SendOrWhen(said, options=yes_or_no()), which_hour(),
        photo(), Number(said), cost(edition), OwnNumber(said, also=digits_in), where(edition), menu_of(scene),
        catalogue(edition), ballot_paper(edition), Several(said, options=options), own, which_project(edition, "watch"),
        which_projects(edition), age_question(), OneOf(said, options=options), MarkOf(said, options=options),
        in_which_order(replace(edition, ballot=BallotRules(kind="ordinal"))), which_and_words(edition),
        how_many_points(replace(edition, ballot=BallotRules(kind="cumulative", points=10))),
        which_meeting(meetings, scene, COME_TO), which_with_guests(meetings, scene, COME_TO),
    ]  # fmt: skip
    narrowed: list[tuple[Question[Any], View]] = [
        (ballot_paper(edition), View(find="vélo")),
        (which_projects(edition), View(ticked=tuple(str(project.id) for project in edition.on_ballot[:3]))),
        (catalogue(edition), View(group=LISTING)),
    ]
    plain: list[tuple[Question[Any], View]] = [(question, View()) for question in asked]
    return [*plain, *narrowed]


def searches_of(edition: Edition, words: Vocabulary, counted: Callable[[Any], Any]) -> dict[str, Hearing]:
    """Each search; *counted* has what is looked up in its indexes counted."""
    ideas = [Document(str(project.id), project.title, project.summary) for project in edition.projects]
    index = Index({idea.id: f"{idea.title} {idea.text}" for idea in ideas}, {idea.id: idea.title for idea in ideas})
    likeness, faq = Likeness(ideas, words), HearingIndex(edition.faq, topics(), words)
    for shelf in (likeness._shelf, faq._words.shelf):
        counted(shelf)
        shelf._known = lru_cache(maxsize=0)(shelf._meeting)  # nothing is remembered from one text to the next
    return {
        "projects": counted(index).find,
        "similar ideas": likeness.alike,
        "answers": lambda text: faq.answers(text, NoMeaning()),
        "surveys": lambda text: called(text, edition),
    }


def sample_of(store: Store) -> Edition:
    """The sample edition, by way of *store*: its projects have ids."""
    load_sample(store)
    with store.reading() as tx:
        return editions.snapshot(tx, editions.find(tx).id)


def filled(*pieces: str, between: str = " ", signs: int = SIGNS) -> str:
    """*pieces*, over and over, to a text of so many *signs*."""
    once = between.join(pieces) + between
    return (once * (signs // len(once) + 1))[:signs]


def words_in(text: str) -> int:
    """How many words *text* has."""
    return len(fold(text).split())


TEXTS: dict[str, str] = {
    "a keyword, then letters": "question " + filled(*"éàùabc"),
    "a keyword, then numbers": "vote " + filled(*map(str, range(1, 30))),
    "keywords": filled("vote", "suivi", "question", "où en est mon projet", "je veux"),
    "beginnings of phrases": filled("mon", "où en est", "je"),
    "spellings": filled("kan", "jveu", "c", "koi"),
    "clauses": filled("qui peut voter", "quand est le vote", "où voter ici", between=", "),
    "courtesies": filled("bonjour", "madame", signs=400),
    "courtesies at the end": filled("5", "merci", "beaucoup", "s'il vous", signs=400),
    "signatures": filled("cordialement", "merci", "je vous", between="\n", signs=400),
    "thanks": filled("thx", signs=400),
    "thanks that may be a name": filled("Sağolun", signs=400),
    "denials": filled("plus soutenir"),
    "denials that begin like a keyword": filled("won't be coming"),
    "pleas": filled("no more texts please"),
    "slips": filled("véloz", "bibliotèque", "ombrre", "écolle", "jardinn"),
    "one word": filled("anticonstitutionnellement", between=""),
    "numbers in letters": filled("deux", "mille", "cinq", "cents", "et"),
    "spaced figures": filled("111", "222"),
    "punctuation": filled("—", "?", "+", "«", "»"),
    "accents on one letter": "a" + filled("\u0316\u0301", between=""),
    "wide signs": filled("\ufdfa", "½", "ﬃ", between=""),
    "blanks": "vote" + filled("\u00a0", "\n", between="") + "x",
}
"""What was found to be dear, or may be."""
