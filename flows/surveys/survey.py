"""Surveys and consultations: what each asks, and the answers sent once their author says so.

The draft is the conversation itself. One survey is answered at a time: since a conversation's memory goes when it ends,
another one waits until this one is sent or cancelled, and so no answer to either is lost.
"""

from __future__ import annotations

from flows.hotline.own_words import in_parts
from flows.people.deeds import Declare
from flows.people.profile import age_band, district_of, is_known, keep_declared, old_enough
from flows.surveys.deeds import AnswerSurvey, HowSurveysStand, SurveyAnswer, SurveyStanding
from flows.surveys.questions import Answers, Send, answer_of, asked_of, is_asked, question_of
from flows.surveys.rules import Respondent, for_ages, for_districts, not_for, obstacle
from flows.surveys.which_survey import NEW, declared, offered, which_survey
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.questions import OLDEST, OfAge, YesNo
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.town.questionnaire import QuestionKind, Survey
from flows.words import Day, Joined, Say, Verbatim, _, n_

LONGEST_INTRO = 120
"""Letters of the town's introduction that an SMS has room for, with the title and the first question."""


def survey(chat: Chat, scene: Scene) -> None:
    """Guide one person through one survey, if it is open to them."""
    standings = chat.look(HowSurveysStand())
    chosen = which_survey(chat, scene, standings)
    if chosen is None:
        return chat.say(NOTHING)
    standing = standings.get(chosen.id, NEW)
    if standing.answered_on and not is_known(chat, scene):
        return None
    if _is_closed(chat, scene, chosen, standing, declared(scene)):
        return None
    if standing.answered_on and not _again(chat, standing):
        return chat.say(_("Vos réponses restent comme elles sont. Merci !"))

    chat.say(_intro(chosen), _intro_by_sms(chosen))
    who = _who(chat, scene, chosen)
    if who is None or _is_closed(chat, scene, chosen, standing, who):
        return None
    answers = _answers(chat, scene, chosen, who)
    chat.ask("send", _send(answers))

    return _sent(chat, scene, chosen, who, answers)


NOTHING = _("Il n'y a pas d'enquête pour vous en ce moment. Pour tout le reste : MENU.")


# Whether it is open to the person


def _is_closed(chat: Chat, scene: Scene, chosen: Survey, standing: SurveyStanding, who: Respondent) -> bool:
    """Whether *chosen* cannot be answered by who they are, as far as is known; if so they are told why."""
    why = obstacle(chosen, scene.edition, scene.now, standing, who)
    if why is None:
        return False
    begun = any(name.startswith("s.") for name, _answer in chat.thread.answers)
    chat.say(Joined((_LOST, why), " ") if begun else why)
    return True


_LOST = _("Vos réponses n'ont pas pu être envoyées.")


def _who(chat: Chat, scene: Scene, chosen: Survey) -> Respondent | None:
    """Who the person is, as far as *chosen* has to know; None if it is for others, and they were told so."""
    least = max(chosen.least_age, scene.edition.ages.survey)
    if not old_enough(chat, scene, least):
        return None
    band = age_band(chat, scene) if chosen.most_age else _band_said(chat, scene, least)
    if chosen.most_age and not band and not chat.ask("young_enough", _young_enough(chosen)):
        _for_others(chat, scene, for_ages(chosen))
        return None
    why = not_for(chosen, scene.edition, Respondent(band=band))
    if why:
        _for_others(chat, scene, why)
        return None
    who = Respondent(_district(chat, scene, chosen), band)
    if who.district is None or not_for(chosen, scene.edition, who):
        _for_others(chat, scene, for_districts(chosen, scene.edition))
        return None
    return who


def _for_others(chat: Chat, scene: Scene, why: Say) -> None:
    """The survey is for others: it is said, and what they told of themselves is not asked again."""
    keep_declared(chat, scene)
    chat.say(why)


def _band_said(chat: Chat, scene: Scene, least: int) -> str:
    """The age band, without a question more: known, or asked for the minimum age."""
    return age_band(chat, scene) if least else scene.me.band


def _district(chat: Chat, scene: Scene, chosen: Survey) -> str | None:
    """The person's district, asked if the survey is for some only or counts them; None if they live elsewhere."""
    if not _asks_where(chosen):
        return scene.me.district
    district = district_of(chat, scene)
    if district or not chosen.districts:
        return district
    lives_there = chat.ask("lives_there", _lives_there(chosen, scene.edition))
    return (chosen.districts[0] if len(chosen.districts) == 1 else "") if lives_there else None


def _young_enough(chosen: Survey) -> OfAge:
    asked = _("Avez-vous {most} ans ou moins ?", most=chosen.most_age)
    return OfAge(asked, topic=_("Mon âge"), most=chosen.most_age or OLDEST)


def _lives_there(chosen: Survey, edition: Edition) -> YesNo:
    names = ", ".join(edition.district_names.get(id, id) for id in chosen.districts)
    return YesNo(
        _("Cette enquête est pour un seul endroit : {names}. Y habitez-vous ?", names=names), topic=_("Mon quartier")
    )


def _again(chat: Chat, standing: SurveyStanding) -> bool:
    """Whether who has answered already wants to answer anew."""
    assert standing.answered_on is not None, "only who has answered is asked"
    question = YesNo(
        _("Vous avez déjà répondu, le {day}. Voulez-vous remplacer vos réponses ?", day=Day(standing.answered_on)),
        help=_("OUI : vous répondez de nouveau ; l'ancienne réponse reste jusqu'à l'envoi. NON : rien ne change."),
        topic=_("Remplacer mes réponses"),
    )
    return chat.ask("again", question)


# The questions


def _intro(chosen: Survey) -> Say:
    """What it is about, how many questions it has, and whether anyone will know who answered."""
    promise = Verbatim(chosen.intro) if chosen.intro else _ANONYMOUS if chosen.anonymous else _NAMED
    return Joined((Verbatim(chosen.title), promise, _how_many(chosen)))


def _intro_by_sms(chosen: Survey) -> Say:
    """The same in a few lines; of the town's introduction, the sentences that leave room for the first question."""
    title = Verbatim(f"{chosen.title} :" if chosen.title[-1:].isalnum() else chosen.title)
    told = next(iter(in_parts(chosen.intro, LONGEST_INTRO)), "")
    return Joined((title, _how_many(chosen), *((Verbatim(told),) if told else ())), " ")


_ANONYMOUS = _("Vos réponses sont gardées sans votre nom ni votre numéro.")
_NAMED = _("Vos réponses restent liées à vous.")


def _how_many(chosen: Survey) -> Say:
    count = len(chosen.questions)
    kept = _("anonyme") if chosen.anonymous else _("non anonyme")
    if any(question.when for question in chosen.questions):
        return n_("{n} question au plus, {kept}.", "{n} questions au plus, {kept}.", count, kept=kept)
    return n_("{n} question, {kept}.", "{n} questions, {kept}.", count, kept=kept)


def _answers(chat: Chat, scene: Scene, chosen: Survey, who: Respondent) -> Answers:
    """The person's answers; the questions that their answers make needless are not asked."""
    answers: dict[str, SurveyAnswer | None] = {}
    for question in chosen.questions:
        if not is_asked(question, answers):
            continue
        if question.kind is QuestionKind.DISTRICT and who.district and _asks_where(chosen):
            answers[question.id] = who.district
            continue
        total = len(asked_of(chosen, answers))
        place = f"{len(answers) + 1}/{total}" if total > 1 else ""
        given = chat.ask(f"s.{chosen.id}.{question.id}", question_of(question, scene.edition, place))
        answers[question.id] = answer_of(question, given)
    return answers


def _asks_where(chosen: Survey) -> bool:
    """Whether the survey has to know the district in any case: then no question asks for it a second time."""
    return bool(chosen.districts or chosen.quota_by_district)


def _send(answers: Answers) -> Send:
    count = len([answer for answer in answers.values() if answer is not None])
    return Send(
        n_("C'est tout. Envoyer votre réponse ?", "C'est tout. Envoyer vos {n} réponses ?", count),
        help=_("OUI : c'est envoyé. MODIFIER : changer une réponse. ANNULER : tout laisser."),
    )


# At the end


def _sent(chat: Chat, scene: Scene, chosen: Survey, who: Respondent, answers: Answers) -> None:
    """The answers are sent, and what the person declared of themselves is kept."""
    keep_declared(chat, scene)
    where = _district_given(chosen, answers)
    if where and not chosen.anonymous and where != scene.me.district:
        chat.do(Declare(district=where))
    kept = tuple((id, answer) for id, answer in answers.items() if answer is not None)
    match chat.do(AnswerSurvey(chosen.id, kept, where or who.district or "", who.band)):
        case Refused(why):
            return chat.say(why)
    chat.say(_thanks(chosen))
    return _mention_others(chat, scene, chosen)


def _district_given(chosen: Survey, answers: Answers) -> str:
    """The district that the person named in an answer."""
    asked = (question.id for question in chosen.questions if question.kind is QuestionKind.DISTRICT)
    return next((str(answers[id]) for id in asked if answers.get(id)), "")


def _thanks(chosen: Survey) -> Say:
    return Verbatim(chosen.thanks) if chosen.thanks else _("Merci ! Vos réponses sont bien arrivées.")


def _mention_others(chat: Chat, scene: Scene, chosen: Survey) -> None:
    """One more survey that is open to the person, and what to write for it."""
    standings = chat.look(HowSurveysStand())
    others = [survey for survey in offered(scene, standings) if survey != chosen and survey.word]
    for other in [survey for survey in others if not standings.get(survey.id, NEW).answered_on][:1]:
        title, word = Verbatim(other.title), other.word.upper()
        chat.say(_("Une autre enquête est ouverte, « {title} » : écrivez ENQUETE {word}.", title=title, word=word))


SURVEY = Flow("survey", survey, secret=True, keeps=True, word="ENQUETE")
