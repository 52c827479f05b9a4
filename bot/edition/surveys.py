"""The surveys of an edition file: read, and checked against each other and against the words that the bot knows.

The short form `choices = ["Oui", "Non"]` gives each choice an id made from its label; on a scale, labels are in the
order of its numbers, which are their ids.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from bot.edition.reading import Reading
from bot.edition.remedies import which
from bot.edition.survey_forms import ChoiceForm, ConditionForm, QuestionForm, SurveyForm
from bot.languages.plurals import so_many
from flows.town.questionnaire import QuestionKind, Survey, SurveyChoice, SurveyQuestion, When
from flows.town.rules import CUTS, Ages, minimums
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon

MOST_QUESTIONS = 40
MOST_CHOICES = 26  # a letter each, at most
BOUNDS = {
    QuestionKind.ONE: (1, 1),
    QuestionKind.SCALE: (1, 5),
    QuestionKind.NUMBER: (0, 1_000_000),
}
"""Where a number lies if the file does not say; the choice of several lies between one and all."""
TOP_OF_SCALE = 10
WITH_CHOICES = (QuestionKind.ONE, QuestionKind.SEVERAL)
WITH_BOUNDS = (QuestionKind.SCALE, QuestionKind.NUMBER, QuestionKind.SEVERAL)


def read_surveys(reading: Reading, zone: tzinfo, ages: Ages | None, lexicon: Lexicon) -> tuple[Survey, ...]:
    """The surveys that the file describes, their hours in *zone*; all that is wrong with them is noted in *reading*.

    None of their words may be one of *lexicon*, nor their ages lie within a band that *ages* make, if those are known.
    """
    forms = reading.entries(SurveyForm, "surveys", apart=("questions",))
    words = {index: form.word for index, form in forms.items() if form.word}
    reading.each_once(words, "surveys", name="word")
    for index, word in words.items():
        if _is_known(word, lexicon):
            reading.complain(f"is '{word}', a word that the bot knows already: write another", "surveys", index, "word")
    surveys = [_survey(reading, index, form, zone, ages) for index, form in forms.items()]
    return tuple(survey for survey in surveys if survey)


def _is_known(word: str, lexicon: Lexicon) -> bool:
    """Whether *word* says something already: on its own, or with numbers after it."""
    known = (lexicon.senses, lexicon.flows, lexicon.languages, lexicon.numbers, lexicon.spellings)
    return any(word in words for words in (*known, lexicon.things, lexicon.fillers))


def _survey(reading: Reading, index: int, form: SurveyForm, zone: tzinfo, ages: Ages | None) -> Survey | None:
    """The survey at *index*, unless its dates are back to front."""
    hours = reading.hours(form, zone, "surveys", index)
    _check_districts(reading, index, form)
    if ages:
        _check_ages(reading, index, form, ages)
    questions = _questions(reading, index)
    if hours is None:
        return None
    opens, closes = hours
    return Survey(**form.model_dump(exclude={"opens", "closes"}), opens=opens, closes=closes, questions=questions)


def _check_districts(reading: Reading, index: int, form: SurveyForm) -> None:
    known = _district_ids(reading)
    for place, district in enumerate(form.districts):
        if district not in known:
            what = f"has '{district}', the id of no [[districts]]: {which(district, known)}"
            reading.complain(what, "surveys", index, "districts", place)
    if form.quota_by_district and not known:
        what = f"is {form.quota_by_district}, but there is no district: add [[districts]], or write quota"
        reading.complain(what, "surveys", index, "quota_by_district")


def _check_ages(reading: Reading, index: int, form: SurveyForm, ages: Ages) -> None:
    """Report ages that no answer could be held against: of a person's age, only the band is known."""
    cuts = sorted({*CUTS, *minimums(ages)})
    lasts = [cut - 1 for cut in cuts if cut]
    if form.least_age not in cuts:
        what = f"is {form.least_age}, within a band of ages: write one of {_few(cuts)}"
        reading.complain(what, "surveys", index, "least_age")
    if form.most_age and form.most_age not in lasts:
        what = f"is {form.most_age}, within a band of ages: write one of {_few(lasts)}"
        reading.complain(what, "surveys", index, "most_age")
    elif form.most_age and form.most_age < form.least_age:
        reading.complain(f"is less than least_age: write {form.least_age} or more", "surveys", index, "most_age")


def _few(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def _questions(reading: Reading, survey: int) -> tuple[SurveyQuestion, ...]:
    """The questions of the survey at *survey* that are right, in their order."""
    key = ("surveys", survey, "questions")
    forms = reading.entries(QuestionForm, *key, apart=("choices", "when"))
    listed = reading.listed(*key)
    if not listed:
        reading.complain("is missing: add [[surveys.questions]] under it", *key)
    if len(listed) > MOST_QUESTIONS:
        reading.complain(f"has {so_many(len(listed), 'question')}: ask {MOST_QUESTIONS} at most", "surveys", survey)
    asked: dict[int, SurveyQuestion] = {}
    for place, form in forms.items():
        question = _question(reading, form, listed[place], *key, place)
        condition = _condition(reading, asked, listed, *key, place)
        if question:
            asked[place] = replace(question, when=condition)
    return tuple(asked.values())


def _question(reading: Reading, form: QuestionForm, given: Mapping[str, Any], *key: str | int) -> SurveyQuestion | None:
    """The question at *key*, which the file gives as *given*, without its condition; None if its choices are wrong."""
    choices = _choices(reading, form, given.get("choices", []), *key)
    if choices is None:
        return None
    lowest, highest = BOUNDS.get(form.kind, (1, max(1, len(choices))))
    least = lowest if form.least is None else form.least
    most = highest if form.most is None else form.most
    _check_bounds(reading, form, least, most, len(choices), *key)
    if form.kind is QuestionKind.SCALE:
        choices = _numbered(reading, choices, least, most, *key)
    return SurveyQuestion(form.id, form.text, form.kind, form.short, choices, least, most, form.optional)


def _choices(reading: Reading, form: QuestionForm, given: object, *key: str | int) -> tuple[SurveyChoice, ...] | None:
    """The choices at *key*, which the file gives as *given*; None if something is wrong with them."""
    wrong = _wrong_with(given, form.kind)
    if wrong or not isinstance(given, list):
        reading.complain(wrong, *key, "choices")
        return None
    right = reading.entries(ChoiceForm, *key, "choices")
    return tuple(form.choice() for form in right.values()) if len(right) == len(given) else None


def _wrong_with(choices: object, kind: QuestionKind) -> str:
    """Why a question of *kind* cannot have *choices*; nothing if it can."""
    if not isinstance(choices, list):
        return 'is not a list: write it in brackets, like ["Oui", "Non"]'
    if kind in WITH_CHOICES and len(choices) < 2:
        return f"has {len(choices)} for the kind {kind}: write two or more"
    if choices and kind not in (*WITH_CHOICES, QuestionKind.SCALE):
        return f'has no place in the kind {kind}: remove it, or write kind = "one"'
    if len(choices) > MOST_CHOICES:
        return f"has {len(choices)}: offer {MOST_CHOICES} at most"
    return ""


def _numbered(
    reading: Reading, labels: tuple[SurveyChoice, ...], least: int, most: int, *key: str | int
) -> tuple[SurveyChoice, ...]:
    """What each number of a scale means, by *labels* in their order, if it has any; its number is its id."""
    if labels and len(labels) != most - least + 1:
        what = f"has {len(labels)}, while the scale goes from {least} to {most}: write a label for each, or none"
        reading.complain(what, *key, "choices")
    for place, given in enumerate(reading.listed(*key, "choices")):
        if isinstance(given, dict) and "id" in given:
            reading.complain(
                "has no place on a scale, where a number is its own: remove it", *key, "choices", place, "id"
            )
    return tuple(replace(label, id=str(number)) for number, label in enumerate(labels, start=least))


def _check_bounds(reading: Reading, form: QuestionForm, least: int, most: int, choices: int, *key: str | int) -> None:
    """Report bounds that the kind has no use for, or that no answer would lie between."""
    for name in ("least", "most"):
        if form.kind not in WITH_BOUNDS and getattr(form, name) is not None:
            reading.complain(f"has no place in the kind {form.kind}: remove it", *key, name)
    if form.kind not in WITH_BOUNDS:
        return
    lowest = least + (form.kind is QuestionKind.SCALE)  # a scale of one number says nothing
    if most < lowest:
        reading.complain(f"is {most}, while least is {least}: write {lowest} or more", *key, "most")
    elif form.kind is QuestionKind.SCALE and most > TOP_OF_SCALE:
        reading.complain(f'is {most}: write {TOP_OF_SCALE} or less, or kind = "number"', *key, "most")
    elif form.kind is QuestionKind.SEVERAL and most > max(choices, 1):
        listed = so_many(choices, "choice")
        reading.complain(f"is {most}, more than its {listed}: write {choices} or less", *key, "most")


def _condition(
    reading: Reading, asked: Mapping[int, SurveyQuestion], listed: list[Any], *key: str | int
) -> When | None:
    """When the question at *key* is asked, given those *asked* before it; None: always."""
    place = key[-1]
    assert isinstance(place, int), "a question has a place in its list"
    if "when" not in listed[place]:
        return None
    form = reading.filled(ConditionForm, listed[place]["when"], *key, "when")
    if form is None:
        return None
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in listed]
    if form.question not in ids[:place]:
        _complain_of_question(reading, form.question, ids, place, *key, "when", "question")
        return None
    question = asked.get(ids.index(form.question))
    return When(question.id, _answers(reading, form, question, *key)) if question else None


def _complain_of_question(reading: Reading, given: str, ids: list[Any], place: int, *key: str | int) -> None:
    if given in ids:
        reading.complain(f"is '{given}', which is not asked before: move that question up", *key)
        return
    earlier = [str(id) for id in ids[:place] if id]
    reading.complain(f"is '{given}', the id of no question before this one: {which(given, earlier)}", *key)


def _answers(reading: Reading, form: ConditionForm, question: SurveyQuestion, *key: str | int) -> tuple[str, ...]:
    """The ids of the answers to *question* that the condition names by their id, their label or their number."""
    if question.kind is QuestionKind.WORDS:
        what = f"is '{question.id}', answered in free words: a condition needs choices, a scale, a number or a district"
        reading.complain(what, *key, "when", "question")
        return ()
    ids: list[str] = []
    for place, answer in enumerate(form.answers):
        id = _answer(reading, answer, question)
        if id is None:
            what = f"has '{answer}', which is no answer to '{question.id}': {_possible(reading, answer, question)}"
            reading.complain(what, *key, "when", "answers", place)
        else:
            ids.append(id)
    return tuple(ids)


def _answer(reading: Reading, answer: str, question: SurveyQuestion) -> str | None:
    if question.kind in (QuestionKind.SCALE, QuestionKind.NUMBER) and answer.isdecimal():
        return str(int(answer)) if question.least <= int(answer) <= question.most else None
    if question.kind is QuestionKind.DISTRICT:
        return answer if answer in _district_ids(reading) else None
    return _calls(question).get(fold(answer))


def _possible(reading: Reading, answer: str, question: SurveyQuestion) -> str:
    if question.kind is QuestionKind.DISTRICT:
        return which(answer, _district_ids(reading))
    if question.kind in WITH_CHOICES:
        return which(answer, [choice.id for choice in question.choices])
    return f"write a number from {question.least} to {question.most}"


def _calls(question: SurveyQuestion) -> dict[str, str]:
    """The id of each choice, by all that it is called, folded."""
    names = ("short", "label", "id")  # an id is the last to be overwritten by another choice's label
    return {fold(getattr(choice, name)): choice.id for name in names for choice in question.choices}


def _district_ids(reading: Reading) -> Collection[str]:
    return {str(entry.get("id")) for entry in reading.listed("districts") if isinstance(entry, dict)}
