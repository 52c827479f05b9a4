"""The surveys that a town writes in its edition file, and what it is told of one that could not be asked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from flows.town.questionnaire import QuestionKind, Survey, SurveyChoice, SurveyQuestion, When
from tests.support.bourg import TOWN, read_text, wrong_with

SURVEY = """
[[surveys]]
id = "avis"
title = "Votre avis"
word = "ÉCOUTE"
opens = 2026-10-01
closes = 2026-10-31
intro = "Trois minutes."
thanks = "Merci."
anonymous = false
districts = ["nord"]
least_age = 11
most_age = 25
quota = 200
quota_by_district = 100
[[surveys.questions]]
id = "venue"
text = "Êtes-vous déjà venu ?"
kind = "one"
choices = ["Oui, à pied", "Non"]
[[surveys.questions]]
id = "aime"
text = "Qu’aimez-vous ?"
kind = "several"
short = "Vous aimez ?"
optional = true
when = { question = "venue", answers = ["Oui, à pied"] }
[[surveys.questions.choices]]
id = "a"
label = "Les arbres"
[[surveys.questions.choices]]
id = "b"
label = "Les bancs publics"
short = "Bancs"
[[surveys.questions]]
id = "note"
text = "Une note ?"
kind = "scale"
most = 3
choices = ["Bof", "Bien", "Super"]
[[surveys.questions]]
id = "fois"
text = "Combien de fois ?"
kind = "number"
when = { question = "note", answers = [2, "Super"] }
[[surveys.questions]]
id = "ou"
text = "Où habitez-vous ?"
kind = "district"
when = { question = "aime", answers = ["b", "Les arbres"] }
[[surveys.questions]]
id = "mot"
text = "Un mot ?"
kind = "words"
when = { question = "ou", answers = ["sud"] }
"""


def test_a_survey_is_read_with_its_questions_their_choices_and_conditions(tmp_path: Path) -> None:
    edition = read_text(tmp_path, TOWN + SURVEY)

    assert edition.surveys == (
        Survey(
            "avis",
            "Votre avis",
            opens=datetime(2026, 10, 1, tzinfo=edition.zone),
            closes=datetime(2026, 11, 1, tzinfo=edition.zone),
            questions=(
                SurveyQuestion(
                    "venue",
                    "Êtes-vous déjà venu ?",
                    QuestionKind.ONE,
                    choices=(SurveyChoice("oui-a-pied", "Oui, à pied"), SurveyChoice("non", "Non")),
                    most=1,
                ),
                SurveyQuestion(
                    "aime",
                    "Qu’aimez-vous ?",
                    QuestionKind.SEVERAL,
                    short="Vous aimez ?",
                    choices=(SurveyChoice("a", "Les arbres"), SurveyChoice("b", "Les bancs publics", "Bancs")),
                    most=2,
                    optional=True,
                    when=When("venue", ("oui-a-pied",)),
                ),
                SurveyQuestion(
                    "note",
                    "Une note ?",
                    QuestionKind.SCALE,
                    choices=(SurveyChoice("1", "Bof"), SurveyChoice("2", "Bien"), SurveyChoice("3", "Super")),
                    most=3,
                ),
                SurveyQuestion(
                    "fois",
                    "Combien de fois ?",
                    QuestionKind.NUMBER,
                    least=0,
                    most=1_000_000,
                    when=When("note", ("2", "3")),
                ),
                SurveyQuestion("ou", "Où habitez-vous ?", QuestionKind.DISTRICT, most=1, when=When("aime", ("b", "a"))),
                SurveyQuestion("mot", "Un mot ?", QuestionKind.WORDS, most=1, when=When("ou", ("sud",))),
            ),
            word="ecoute",
            intro="Trois minutes.",
            thanks="Merci.",
            anonymous=False,
            districts=("nord",),
            least_age=11,
            most_age=25,
            quota=200,
            quota_by_district=100,
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param(
            'id = "avis"',
            'id = "avis_2"',
            ".id: is 'avis_2': write lower-case letters without accents, digits and single hyphens",
            id="id",
        ),
        pytest.param(
            "closes = 2026-10-31",
            "closes = 2026-09-30",
            ".closes: is not after opens: write a time after 2026-10-01T00:00:00",
            id="closes before it opens",
        ),
        pytest.param(
            "opens = 2026-10-01",
            "opens = 2026-03-29T02:30:00",
            ".opens: is an hour that the clocks skip that day: write 2026-03-29T03:30:00",
            id="hour skipped in spring",
        ),
        pytest.param(
            '"ÉCOUTE"',
            '"Résultats"',
            ".word: is 'resultats', a word that the bot knows already: write another",
            id="word",
        ),
        pytest.param(
            '"ÉCOUTE"', '"stop"', ".word: is 'stop', a word that the bot knows already: write another", id="STOP"
        ),
        pytest.param(
            '"ÉCOUTE"',
            '"mon avis"',
            ".word: is 'mon avis': write one word of three letters or more, without spaces",
            id="two words",
        ),
        pytest.param(
            '"ÉCOUTE"', '"12"', ".word: is '12': write one word of three letters or more, without spaces", id="a number"
        ),
        pytest.param(
            '["nord"]',
            '["nord", "norf"]',
            ".districts[1]: has 'norf', the id of no [[districts]]: did you mean 'nord'?",
            id="unknown district",
        ),
        pytest.param(
            "least_age = 11",
            "least_age = 12",
            ".least_age: is 12, within a band of ages: write one of 0, 11, 15, 18, 26, 41, 66",
            id="least age within a band",
        ),
        pytest.param(
            "most_age = 25",
            "most_age = 30",
            ".most_age: is 30, within a band of ages: write one of 10, 14, 17, 25, 40, 65",
            id="highest age within a band",
        ),
        pytest.param(
            "most_age = 25", "most_age = 10", ".most_age: is less than least_age: write 11 or more", id="ages crossed"
        ),
        pytest.param(
            'title = "Votre avis"',
            'titel = "Votre avis"\ntitle = "Votre avis"',
            ".titel: is not a key we know here: did you mean 'title'?",
            id="unknown key",
        ),
        pytest.param(
            'choices = ["Oui, à pied", "Non"]',
            'choice = ["Oui, à pied", "Non"]\nchoices = ["Oui, à pied", "Non"]',
            ".questions[0].choice: is not a key we know here: did you mean 'choices'?",
            id="unknown key of a question",
        ),
        pytest.param(
            'id = "mot"',
            'id = "venue"',
            ".questions[5].id: is venue, as in surveys[0].questions[0]: each needs its own",
            id="question twice",
        ),
        pytest.param(
            'kind = "scale"', 'kind = "scales"', ".questions[2].kind: is 'scales': did you mean 'scale'?", id="kind"
        ),
        pytest.param(
            'choices = ["Oui, à pied", "Non"]',
            'choices = ["Oui, à pied"]',
            ".questions[0].choices: has 1 for the kind one: write two or more",
            id="nothing to choose between",
        ),
        pytest.param(
            'choices = ["Oui, à pied", "Non"]',
            'choices = "Oui, à pied"',
            '.questions[0].choices: is not a list: write it in brackets, like ["Oui", "Non"]',
            id="choices that are no list",
        ),
        pytest.param(
            'choices = ["Oui, à pied", "Non"]',
            'choices = ["Oui, à pied", "Non", "NON !"]',
            ".questions[0].choices[2].id: is non, as in surveys[0].questions[0].choices[1]: each needs its own",
            id="choice twice",
        ),
        pytest.param(
            'choices = ["Oui, à pied", "Non"]',
            f"choices = {['Oui, à pied', *(f'Choix {number}' for number in range(26))]}",
            ".questions[0].choices: has 27: offer 26 at most",
            id="too many choices",
        ),
        pytest.param(
            'short = "Bancs"',
            'sort = "Bancs"',
            ".questions[1].choices[1].sort: is not a key we know here: did you mean 'short'?",
            id="unknown key of a choice",
        ),
        pytest.param(
            'kind = "words"',
            'kind = "words"\nchoices = ["Oui", "Non"]',
            '.questions[5].choices: has no place in the kind words: remove it, or write kind = "one"',
            id="choices of free words",
        ),
        pytest.param(
            'kind = "words"',
            'kind = "words"\nmost = 3',
            ".questions[5].most: has no place in the kind words: remove it",
            id="bounds of free words",
        ),
        pytest.param(
            'kind = "several"',
            'kind = "several"\nmost = 3',
            ".questions[1].most: is 3, more than its 2 choices: write 2 or less",
            id="more than there are choices",
        ),
        pytest.param(
            'kind = "number"',
            'kind = "number"\nleast = 9\nmost = 3',
            ".questions[3].most: is 3, while least is 9: write 9 or more",
            id="bounds crossed",
        ),
        pytest.param(
            'choices = ["Bof", "Bien", "Super"]',
            'choices = ["Bof", "Super"]',
            ".questions[2].choices: has 2, while the scale goes from 1 to 3: write a label for each, or none",
            id="a number without its label",
        ),
        pytest.param(
            '"venue", answers',
            '"venu", answers',
            ".questions[1].when.question: is 'venu', the id of no question before this one: did you mean 'venue'?",
            id="condition on no question",
        ),
        pytest.param(
            '"venue", answers',
            '"mot", answers',
            ".questions[1].when.question: is 'mot', which is not asked before: move that question up",
            id="condition on a later question",
        ),
        pytest.param(
            'answers = ["Oui, à pied"]',
            'answers = ["Oui"]',
            ".questions[1].when.answers[0]: has 'Oui', which is no answer to 'venue': write one of non, oui-a-pied",
            id="condition on no answer",
        ),
        pytest.param(
            'answers = [2, "Super"]',
            "answers = [4]",
            ".questions[3].when.answers[0]: has '4', which is no answer to 'note': write a number from 1 to 3",
            id="condition beyond the scale",
        ),
        pytest.param(
            'answers = ["sud"]',
            'answers = ["nords"]',
            ".questions[5].when.answers[0]: has 'nords', which is no answer to 'ou': did you mean 'nord'?",
            id="condition on no district",
        ),
        pytest.param(
            'answers = ["sud"]', "answers = []", ".questions[5].when.answers: is empty: fill it in", id="no answer"
        ),
    ],
)
def test_a_slip_in_a_survey_is_named_with_its_key_and_the_remedy(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert old in SURVEY

    assert [line.partition("surveys[0]")[2] for line in wrong_with(tmp_path, TOWN + SURVEY.replace(old, new, 1))] == [
        complaint
    ]


SHORT = """
[[surveys]]
id = "court"
title = "Court"
opens = 2026-10-01
closes = 2026-10-31
"""
ASKED = """
[[surveys.questions]]
id = "q{number}"
text = "Quoi ?"
kind = "{kind}"
"""


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(SHORT, "questions: is missing: add [[surveys.questions]] under it", id="no question"),
        pytest.param(
            SHORT + "".join(ASKED.format(number=number, kind="words") for number in range(41)),
            "has 41 questions: ask 40 at most",
            id="too many questions",
        ),
        pytest.param(
            SHORT + ASKED.format(number=1, kind="scale") + "most = 11",
            'most: is 11: write 10 or less, or kind = "number"',
            id="scale of more than ten",
        ),
        pytest.param(
            SHORT + ASKED.format(number=1, kind="scale") + "least = 5",
            "most: is 5, while least is 5: write 6 or more",
            id="scale of one",
        ),
        pytest.param(
            SHORT
            + ASKED.format(number=1, kind="words")
            + ASKED.format(number=2, kind="words")
            + 'when = { question = "q1", answers = ["oui"] }',
            "is 'q1', answered in free words: a condition needs choices, a scale, a number or a district",
            id="condition on free words",
        ),
        pytest.param(
            SHORT
            + 'word = "écoute"'
            + ASKED.format(number=1, kind="words")
            + SHORT.replace('"court"', '"autre"')
            + 'word = "Ecoute"'
            + ASKED.format(number=1, kind="words"),
            "surveys[1].word: is ecoute, as in surveys[0]: each needs its own",
            id="word twice",
        ),
        pytest.param(
            "[[surveys.questions]]\n", "is not a list: write [[surveys]], with two brackets", id="question of no survey"
        ),
        pytest.param(
            SHORT + "questions = 3", "is not a list: write [[surveys.questions]]", id="questions that are no list"
        ),
    ],
)
def test_a_survey_that_cannot_be_asked_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    assert complaint in wrong_with(tmp_path, TOWN + text)[0]


def test_a_choice_with_a_slip_does_not_make_the_conditions_on_it_wrong(tmp_path: Path) -> None:
    text = SURVEY.replace('id = "b"', 'id = "B"')

    assert len(wrong_with(tmp_path, TOWN + text)) == 1


def test_a_scale_is_named_by_its_numbers_alone(tmp_path: Path) -> None:
    text = SHORT + ASKED.format(number=1, kind="scale") + 'most = 2\nchoices = ["Non", { id = "oui", label = "Oui" }]'

    [complaint] = wrong_with(tmp_path, TOWN + text)

    assert complaint.endswith("choices[1].id: has no place on a scale, where a number is its own: remove it")


def test_only_districts_can_have_a_quota_each(tmp_path: Path) -> None:
    text = TOWN[: TOWN.index("[[districts]]")] + SHORT + "quota_by_district = 5" + ASKED.format(number=1, kind="words")

    [complaint] = wrong_with(tmp_path, text)

    assert "quota_by_district: is 5, but there is no district: add [[districts]], or write quota" in complaint


def test_an_age_with_a_slip_does_not_make_the_surveys_wrong(tmp_path: Path) -> None:
    text = TOWN + '[ages]\nvote = "16"\n' + SHORT + "least_age = 16" + ASKED.format(number=1, kind="words")

    assert len(wrong_with(tmp_path, text)) == 1


def test_a_minimum_age_of_the_edition_is_one_that_a_survey_can_have(tmp_path: Path) -> None:
    text = TOWN + "[ages]\nvote = 16\n" + SHORT + "least_age = 16" + ASKED.format(number=1, kind="words")

    assert read_text(tmp_path, text).surveys[0].least_age == 16
