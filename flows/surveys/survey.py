"""Surveys and consultations: which one, what it asks, and the answers sent once their author says so.

The draft is the conversation itself. One survey is answered at a time: since a conversation's memory goes when it ends,
another one waits until this one is sent or cancelled, and so no answer to either is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from flows.hotline.own_words import in_parts
from flows.people.deeds import Declare
from flows.people.profile import age_band, district_of, is_known, keep_declared, old_enough
from flows.surveys.deeds import AnswerSurvey, HowSurveysStand, SurveyAnswer, SurveyStanding
from flows.surveys.questions import Answers, Send, answer_of, asked_of, is_asked, question_of
from flows.surveys.rules import Respondent, for_ages, for_districts, not_for, obstacle
from flows.talk.chat import Chat
from flows.talk.deed import Refused
from flows.talk.flow import Flow
from flows.talk.questions import OLDEST, OfAge, Option, Pick, YesNo
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.town.questionnaire import QuestionKind, Survey
from flows.understanding.survey_names import called
from flows.words import Day, Joined, Say, Verbatim, _, n_

LONGEST_INTRO = 120
"""Letters of the town's introduction that an SMS has room for, with the title and the first question."""

LISTED = 5
"""Surveys that are offered at once; the others are found by their word."""

Standings: TypeAlias = Mapping[str, SurveyStanding]


def survey(chat: Chat, scene: Scene) -> None:
    """Guide one person through one survey, if it is open to them."""
    standings = chat.look(HowSurveysStand())
    chosen = _chosen(chat, scene, standings)
    if chosen is None:
        return chat.say(NOTHING)
    standing = standings.get(chosen.id, NEW)
    if standing.answered_on and not is_known(chat, scene):
        return None
    if _is_closed(chat, scene, chosen, standing, _declared(scene)):
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


NEW = SurveyStanding()
"""How a survey stands that nobody has answered."""

NOTHING = _("Il n'y a pas d'enquête pour vous en ce moment. Pour tout le reste : MENU.")


# Which survey


def _chosen(chat: Chat, scene: Scene, standings: Standings) -> Survey | None:
    """The survey under way, the one named, the only one there is, or the one picked; None if there never was one.

    It may be one that cannot be answered: then there is a reason to tell.
    """
    known = _under_way(chat, scene.edition) or called(chat.opening, scene.edition)
    if known:
        return known
    offered = _offered(scene, standings)
    if not offered:
        return _to_tell_of(scene, standings)
    if len(offered) == 1 and "which" not in dict(chat.thread.answers):
        return offered[0]
    return scene.edition.survey_by_id[chat.ask("which", _which(offered))]


def _under_way(chat: Chat, edition: Edition) -> Survey | None:
    """The survey whose answers this conversation holds, if the edition still has it."""
    ids = (name.split(".")[1] for name, _answer in chat.thread.answers if name.startswith("s."))
    return next((edition.survey_by_id[id] for id in ids if id in edition.survey_by_id), None)


def _offered(scene: Scene, standings: Standings) -> list[Survey]:
    """The surveys that the person can answer just now, as far as is known; first those not answered yet."""
    who, ranked = _declared(scene), []
    for survey in scene.edition.surveys:
        standing = standings.get(survey.id, NEW)
        if obstacle(survey, scene.edition, scene.now, standing, who) is None:
            ranked.append((standing.answered_on is not None, survey))
    return [survey for _answered, survey in sorted(ranked, key=lambda pair: pair[0])]


def _to_tell_of(scene: Scene, standings: Standings) -> Survey | None:
    """Of surveys that cannot be answered, the one people ask about: open, else opening soonest, else closed last."""
    surveys = scene.edition.surveys
    under_way = [survey for survey in surveys if survey.is_open(scene.now)]
    answered = [survey for survey in under_way if standings.get(survey.id, NEW).answered_on]
    coming = sorted((survey for survey in surveys if survey.opens > scene.now), key=lambda survey: survey.opens)
    past = sorted(surveys, key=lambda survey: survey.closes, reverse=True)
    return next(iter((*answered, *under_way, *coming, *past)), None)


def _which(offered: Sequence[Survey]) -> Pick:
    shown, hidden = offered[:LISTED], [survey.word.upper() for survey in offered[LISTED:] if survey.word]
    more = (_("Ou écrivez ENQUETE et un de ces mots : {words}.", words=", ".join(hidden)),) if hidden else ()
    return Pick(
        Joined((_("À quelle enquête voulez-vous répondre ?"), *more)),
        short=Joined((_("Quelle enquête ?"), *more), " "),
        help=_("Répondez par le chiffre d'une ligne, ou par un mot du titre."),
        topic=_("L'enquête choisie"),
        options=tuple(Option(survey.id, Verbatim(survey.title), words=survey.word) for survey in shown),
    )


# Whether it is open to the person


def _declared(scene: Scene) -> Respondent:
    return Respondent(scene.me.district or None, scene.me.band)


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
    others = [survey for survey in _offered(scene, standings) if survey != chosen and survey.word]
    for other in [survey for survey in others if not standings.get(survey.id, NEW).answered_on][:1]:
        title, word = Verbatim(other.title), other.word.upper()
        chat.say(_("Une autre enquête est ouverte, « {title} » : écrivez ENQUETE {word}.", title=title, word=word))


SURVEY = Flow("survey", survey, secret=True, keeps=True, word="ENQUETE")
