"""The questions of a survey, as a conversation asks them: what each kind looks like, and which come after which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, TypeAlias

from flows.surveys.deeds import SurveyAnswer
from flows.surveys.said import marked_in, most_said_in, said_in
from flows.talk.memory import View
from flows.talk.questions import (
    Answered,
    Changed,
    Ear,
    Heard,
    Missed,
    Number,
    Option,
    Pick,
    PickSome,
    Question,
    Reply,
    Words,
    YesNo,
)
from flows.talk.questions.pick import ONLY_ONE
from flows.talk.questions.pick_some import too_many
from flows.town.edition import Edition
from flows.town.questionnaire import QuestionKind, Survey, SurveyChoice, SurveyQuestion
from flows.understanding.folding import fold
from flows.words import Joined, Say, Text, Title, Verbatim, _, n_

MOST_LETTERS = 600
"""Letters of an answer in free words: four SMS."""

A_MENU = 5
"""Choices without numbers of their own that an SMS reads out at once."""

READ_OUT = 240
"""Letters of a question and its choices that are read out by SMS: two segments, with what is said before them."""

LINE = 30
"""Letters of a choice in an SMS, as in every list."""

Answers: TypeAlias = Mapping[str, SurveyAnswer | None]
"""The answers given so far, by the id of their question; None where it was skipped."""


def asked_of(survey: Survey, answers: Answers) -> list[SurveyQuestion]:
    """The questions that someone who gave *answers* is asked, or still may be: none whose condition is not met."""
    asked: dict[str, SurveyQuestion] = {}
    for question in survey.questions:
        if question.when is None or (question.when.question in asked and _may_be_met(question, answers)):
            asked[question.id] = question
    return list(asked.values())


def is_asked(question: SurveyQuestion, answers: Answers) -> bool:
    """Whether *question* is to be asked of someone who has answered all questions before it with *answers*."""
    if question.when is None:
        return True
    return not _given(answers.get(question.when.question)).isdisjoint(question.when.answers)


def question_of(question: SurveyQuestion, edition: Edition, place: str) -> Question[Any]:
    """*question* as it is asked; *place* tells how far one is («3/6»), if anything."""
    match question.kind:
        case QuestionKind.NUMBER:
            return Number(**_told(question, place), least=question.least, most=question.most)
        case QuestionKind.WORDS:
            return Words(**_told(question, place), most=MOST_LETTERS)
        case QuestionKind.SCALE:
            return _scale(question, place)
        case QuestionKind.SEVERAL:
            listed = _listed(question, question.choices, place, numbered=True)
            return Several(**listed, least=question.least, most=question.most)
        case QuestionKind.DISTRICT:
            districts = tuple(SurveyChoice(district.id, district.name) for district in edition.districts)
            return OneOf(**_listed(question, districts, place))
    return OneOf(**_listed(question, question.choices, place))


def answer_of(question: SurveyQuestion, given: Any) -> SurveyAnswer | None:
    """What the person *given* as an answer means: a mark is a number; None where they skipped the question."""
    if given in (None, "", ()):
        return None
    answer: SurveyAnswer = int(given) if question.kind is QuestionKind.SCALE else given
    return answer


@dataclass(frozen=True)
class OneOf(Pick):
    """One of the choices; a sentence that says one of them only will do: «j'ai vu l'affiche»."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The option meant."""
        heard = super().hear(reply, view, ear)
        if reply.tap or not isinstance(heard, Missed):
            return heard
        said = most_said_in(reply.text, self.options, ear)
        if len(said) > 1:
            return Missed(ONLY_ONE)
        return Answered(said[0]) if said else heard


@dataclass(frozen=True)
class MarkOf(Pick):
    """A mark of *most*; a sentence that gives one will do: «bof, 3 sur 5»."""

    most: int = 5

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The mark given."""
        heard = super().hear(reply, view, ear)
        if reply.tap or not isinstance(heard, Missed):
            return heard
        mark = str(marked_in(reply.text, self.most, ear.lexicon))
        return Answered(mark) if mark in self.by_id else heard


@dataclass(frozen=True)
class Several(PickSome):
    """Some of the choices: by taps, by their numbers, or by words of their labels («vélo et bus»)."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[tuple[str, ...]]:
        """The choice, or the choice so far."""
        heard = super().hear(reply, view, ear)
        if reply.tap or not isinstance(heard, Missed):
            return heard
        said = self._named_one_by_one(reply.text, view, ear) or said_in(reply.text, self.options, ear)
        return self._whole(tuple(dict.fromkeys((*view.ticked, *said)))) if said else heard

    def _named_one_by_one(self, text: str, view: View, ear: Ear) -> tuple[str, ...]:
        """The choices that *text* names one after the other, where it says nothing else."""
        parts = _parts(text, ear) if len(text) <= MOST_LETTERS else []
        if len(parts) > 2 * len(self.options):
            return ()
        named = list(takewhile(bool, (self.named(part, view, ear) for part in parts)))
        return tuple(id for id in named if id) if len(named) == len(parts) else ()

    def complaint(self, choice: tuple[str, ...]) -> Say | None:
        """Why *choice* cannot be the answer, None if it can."""
        if len(choice) < self.least:
            return n_("Choisissez au moins {n} réponse.", "Choisissez au moins {n} réponses.", self.least)
        return too_many(len(choice), self.most) if len(choice) > self.most else None


@dataclass(frozen=True)
class Send(YesNo):
    """The last question: a no sends nothing, and leaves the answers as they are."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[bool]:
        """Whether to send."""
        heard = super().hear(reply, view, ear)
        return Changed(view, NOT_SENT) if heard == Answered(False) else heard

    def accept(self, stored: object) -> bool | None:
        """Nothing but a yes is kept."""
        return True if stored is True else None


NOT_SENT: Text = _("D'accord, rien n'est envoyé. MODIFIER : changer une réponse. ANNULER : tout laisser.")


def _may_be_met(question: SurveyQuestion, answers: Answers) -> bool:
    """Whether the condition of *question* is met, or hangs on a question that is not answered yet."""
    return question.when is None or question.when.question not in answers or is_asked(question, answers)


def _given(answer: SurveyAnswer | None) -> set[str]:
    """The answer as conditions name it."""
    match answer:
        case None:
            return set()
        case tuple() | list():  # as JSON gives it back
            return set(answer)
    return {str(answer)}


def _told(question: SurveyQuestion, place: str) -> dict[str, Any]:
    """How far one is, the question, and whether it can be passed over."""
    return {
        "prompt": _after(place, question.text, " · "),
        "short": _by_sms(question, place),
        "help": _HELP[question.kind],
        "topic": Verbatim(question.short or question.text),
        "skippable": question.optional,
    }


def _by_sms(question: SurveyQuestion, place: str) -> Say:
    return _after(place, question.short or question.text, " ")


def _after(place: str, text: str, between: str) -> Say:
    return Joined((Verbatim(place), Verbatim(text)), between) if place else Verbatim(text)


def _listed(
    question: SurveyQuestion, choices: tuple[SurveyChoice, ...], place: str, *, numbered: bool = False
) -> dict[str, Any]:
    """The question with its *choices*; those that an SMS would not read out by itself are read out in the question."""
    numbered = numbered or len(choices) > A_MENU
    options = tuple(_option(choice, number if numbered else None) for number, choice in enumerate(choices, 1))
    told = _told(question, place)
    if numbered:
        told["short"] = _read_out(question, choices, place)
    return {**told, "options": options}


def _option(choice: SurveyChoice, number: int | None) -> Option:
    return Option(choice.id, _named(choice), number=number)


def _read_out(question: SurveyQuestion, choices: tuple[SurveyChoice, ...], place: str) -> Say:
    """The question and its numbered choices, a line each, if they fit; else how to have them listed."""
    asked = _by_sms(question, place)
    letters = sum(len(f"{number} ") + _letters(choice) + 1 for number, choice in enumerate(choices, 1))
    if letters + len(question.short or question.text) > READ_OUT:
        return Joined((asked, _("Un mot, ou SUITE : la liste.")), " ")
    lines = (_("{number} {title}", number=number, title=_named(choice)) for number, choice in enumerate(choices, 1))
    end = (Verbatim(""),) if question.optional else ()  # so that «(ou PASSER)» stands on a line of its own
    return Joined((asked, *_how_many(question), *lines, *end))


def _letters(choice: SurveyChoice) -> int:
    """The letters that a choice takes at least."""
    return min(len(choice.short or choice.label), LINE)


def _named(choice: SurveyChoice) -> Title:
    return Title(choice.label, choice.short)


def _how_many(question: SurveyQuestion) -> tuple[Say, ...]:
    """By SMS nobody sees that several can be chosen: it is said."""
    if question.kind is not QuestionKind.SEVERAL:
        return ()
    return (n_("Un numéro :", "Vos numéros, {n} au plus :", question.most),)


def _scale(question: SurveyQuestion, place: str) -> Pick:
    """A mark: buttons on Telegram, a digit by SMS, where both ends are told what they mean."""
    meanings = {choice.id: choice for choice in question.choices}
    marks = range(question.least, question.most + 1)
    options = tuple(_mark(mark, meanings.get(str(mark)), question.most) for mark in marks)
    ends = [meanings.get(str(mark)) for mark in (question.least, question.most)]
    told = _told(question, place)
    told["short"] = Joined((_by_sms(question, place), *_from_to(question, *ends)), " ")
    return MarkOf(**told, options=options, most=question.most)


def _mark(mark: int, meaning: SurveyChoice | None, most: int) -> Option:
    label: Say = Verbatim(meaning.label) if meaning else _("sur {most}", most=most)
    return Option(str(mark), label, number=mark)


def _from_to(question: SurveyQuestion, first: SurveyChoice | None, last: SurveyChoice | None) -> tuple[Say, ...]:
    """From which mark to which, and what both mean; nothing, if the town's own words say so."""
    if first and last:
        ends = {"low": Verbatim(first.short or first.label), "high": Verbatim(last.short or last.label)}
        return (_("De {least} ({low}) à {most} ({high}).", least=question.least, most=question.most, **ends),)
    if str(question.most) in (question.short or question.text):
        return ()
    return (_("Un chiffre de {least} à {most}.", least=question.least, most=question.most),)


def _parts(text: str, ear: Ear) -> list[str]:
    """The choices that a reply names one after the other: «à pied, le bus et le vélo»."""
    parts: list[list[str]] = [[]]
    for piece in text.replace(";", ",").replace("\n", ",").split(","):
        for word in piece.split():
            if fold(word) in ear.lexicon.joins or word in "+&/":
                parts.append([])
            else:
                parts[-1].append(word)
        parts.append([])
    return [" ".join(part) for part in parts if part]


_HELP: dict[QuestionKind, Say] = {
    QuestionKind.ONE: _("Répondez par le numéro d'une ligne, ou par un de ses mots."),
    QuestionKind.SEVERAL: _("Répondez par un ou plusieurs numéros, avec un espace entre eux : 1 3."),
    QuestionKind.SCALE: _("Répondez par un seul chiffre : votre note."),
    QuestionKind.NUMBER: _("Répondez par un nombre, en chiffres."),
    QuestionKind.WORDS: _("Répondez avec vos mots, comme cela vient."),
    QuestionKind.DISTRICT: _("Répondez par le numéro d'un quartier, ou par son nom."),
}
