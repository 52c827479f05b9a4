"""Telling how surveys stand, and keeping answers to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.hands.base import Hands, does
from flows.surveys.deeds import AnswerSurvey, HowSurveysStand, SurveyStanding
from flows.surveys.rules import Respondent, obstacle
from flows.talk.deed import Done, Refused
from flows.town.questionnaire import Survey
from flows.words import _
from storage.town import surveys
from storage.town.surveys import SurveyEntry


@does(HowSurveysStand)
def how_they_stand(hands: Hands, wish: HowSurveysStand) -> Mapping[str, SurveyStanding]:
    """Each survey of the edition; those without a quota are not counted."""
    answered = surveys.answered(hands.tx, hands.edition.id, hands.known.person_id)
    return {survey.id: _standing(hands, survey, answered.get(survey.id)) for survey in hands.edition.surveys}


@does(AnswerSurvey)
def answer(hands: Hands, deed: AnswerSurvey) -> Done | Refused:
    """The answers kept, if the survey is open at this very moment, to this person, and not full."""
    survey = hands.edition.survey_by_id.get(deed.survey)
    if survey is None:
        return Refused(_("Cette enquête n'existe plus : vos réponses n'ont pas pu être envoyées."))
    if _has_quota(survey):
        surveys.hold(hands.tx, hands.store, hands.edition.id)
    person = hands.known.person_id
    day = surveys.answered(hands.tx, hands.edition.id, person).get(survey.id)
    standing = _standing(hands, survey, day)
    why = obstacle(survey, hands.edition, hands.now, standing, Respondent(deed.district, deed.band))
    if why:
        return Refused(why)
    signed = None if survey.anonymous else person
    paper = surveys.Paper(dict(deed.answers), hands.channel, deed.district, deed.band, signed)
    entry = SurveyEntry(hands.edition.id, survey.id, person, hands.now.date())
    surveys.put(hands.tx, hands.store, entry, paper)
    return Done()


def _standing(hands: Hands, survey: Survey, answered_on: date | None) -> SurveyStanding:
    if not _has_quota(survey):
        return SurveyStanding(answered_on)
    taken = surveys.taken(hands.tx, hands.edition.id, survey.id, but=hands.known.person_id)
    return SurveyStanding(answered_on, taken.total(), taken)


def _has_quota(survey: Survey) -> bool:
    return bool(survey.quota or survey.quota_by_district)
