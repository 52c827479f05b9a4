"""Who may answer a survey when: said before anyone makes an effort, and held at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flows.surveys.deeds import SurveyStanding
from flows.town.calendar import closing
from flows.town.edition import Edition, Phase, Span
from flows.town.questionnaire import Survey
from flows.town.rules import is_old_enough
from flows.words import Day, Joined, Moment, Say, Verbatim, _


@dataclass(frozen=True, slots=True)
class Respondent:
    """What a survey needs to know of a person: their district (None: not known yet), and their age band."""

    district: str | None = None
    band: str = ""


def obstacle(survey: Survey, edition: Edition, now: datetime, standing: SurveyStanding, who: Respondent) -> Say | None:
    """Why *who* cannot answer *survey* at *now*, None if they can; what is not known of them is no reason."""
    if not survey.is_open(now):
        return not_open(survey, edition, now, standing)
    if standing.answered_on and survey.anonymous:
        return _answered(survey, standing)
    return not_for(survey, edition, who) or _full(survey, edition, standing, who.district)


def not_open(survey: Survey, edition: Edition, now: datetime, standing: SurveyStanding) -> Say:
    """When it opens; or that it is over, with what was heard for those who answered it."""
    title = Verbatim(survey.title)
    if now < survey.opens:
        day = Day(survey.opens.astimezone(edition.zone).date())
        return _("L'enquête « {title} » ouvre le {day}.", title=title, day=day)
    over = _(
        "L'enquête « {title} » est terminée : elle allait jusqu'au {day}.", title=title, day=until(survey, edition)
    )
    return Joined((over, Verbatim(survey.thanks)), " ") if standing.answered_on and survey.thanks else over


def until(survey: Survey, edition: Edition) -> Day | Moment:
    """The last moment of *survey*, as people say it."""
    return closing(Span(Phase.CLOSED, survey.opens, survey.closes), edition)


def not_for(survey: Survey, edition: Edition, who: Respondent) -> Say | None:
    """Why *survey* is for others than *who*, as far as is known of them; None if it is not."""
    if who.district and survey.districts and who.district not in survey.districts:
        return for_districts(survey, edition)
    if who.band and not (is_old_enough(who.band, survey.least_age) and is_young_enough(who.band, survey.most_age)):
        return for_ages(survey)
    return None


def for_districts(survey: Survey, edition: Edition) -> Say:
    """That *survey* is for people of its districts."""
    names = ", ".join(edition.district_names.get(id, id) for id in survey.districts)
    return _("Cette enquête s'adresse à ceux qui habitent : {names}. Merci d'avoir voulu y répondre !", names=names)


def for_ages(survey: Survey) -> Say:
    """That *survey* is for people of its ages."""
    return _("Cette enquête s'adresse aux {ages}. Merci d'avoir voulu y répondre !", ages=_ages(survey))


def is_young_enough(band: str, most: int) -> bool:
    """Whether everyone in *band* is at most *most* years old; 0 is no limit."""
    _least, _dash, last = band.partition("-")
    return not most or (last != "" and int(last) <= most)


def _ages(survey: Survey) -> Say:
    if survey.least_age and survey.most_age:
        return _("{least}-{most} ans", least=survey.least_age, most=survey.most_age)
    if survey.most_age:
        return _("{most} ans et moins", most=survey.most_age)
    return _("{least} ans et plus", least=survey.least_age)


def _answered(survey: Survey, standing: SurveyStanding) -> Say:
    assert standing.answered_on is not None, "only who has answered is told so"
    return _(
        "Vous avez déjà répondu à « {title} », le {day}. Merci ! "
        "Vos réponses sont anonymes : personne ne peut les retrouver, même pour les changer.",
        title=Verbatim(survey.title),
        day=Day(standing.answered_on),
    )


def _full(survey: Survey, edition: Edition, standing: SurveyStanding, district: str | None) -> Say | None:
    """That there are answers enough, in all or from *district*; None while there is room.

    Those who would rather not say where they live have a quota of their own, like a district's.
    """
    if survey.quota and standing.taken >= survey.quota:
        return _("Merci ! Cette enquête a déjà reçu toutes les réponses prévues : elle est complète.")
    if district is None or not survey.quota_by_district:
        return None
    if (standing.taken_in or {}).get(district, 0) < survey.quota_by_district:
        return None
    name = Verbatim(edition.district_names.get(district, "?"))
    return _("Merci ! Cette enquête a déjà reçu assez de réponses de votre quartier ({name}).", name=name)
