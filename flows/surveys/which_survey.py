"""Which survey a person means, of those that are open to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from flows.surveys.deeds import SurveyStanding
from flows.surveys.rules import Respondent, obstacle
from flows.talk.chat import Chat
from flows.talk.questions import Option, Pick
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.town.questionnaire import Survey
from flows.understanding.survey_names import called
from flows.words import Joined, Verbatim, _

LISTED = 5
"""Surveys that are offered at once; the others are found by their word."""

Standings: TypeAlias = Mapping[str, SurveyStanding]

NEW = SurveyStanding()
"""How a survey stands that nobody has answered."""


def which_survey(chat: Chat, scene: Scene, standings: Standings) -> Survey | None:
    """The survey under way, the one named, the only one there is, or the one picked; None if there never was one.

    It may be one that cannot be answered: then there is a reason to tell.
    """
    known = _under_way(chat, scene.edition) or called(chat.opening, scene.edition)
    if known:
        return known
    those = offered(scene, standings)
    if not those:
        return _to_tell_of(scene, standings)
    if len(those) == 1 and "which" not in dict(chat.thread.answers):
        return those[0]
    return scene.edition.survey_by_id[chat.ask("which", _which(those))]


def _under_way(chat: Chat, edition: Edition) -> Survey | None:
    """The survey whose answers this conversation holds, if the edition still has it."""
    ids = (name.split(".")[1] for name, _answer in chat.thread.answers if name.startswith("s."))
    return next((edition.survey_by_id[id] for id in ids if id in edition.survey_by_id), None)


def offered(scene: Scene, standings: Standings) -> list[Survey]:
    """The surveys that the person can answer just now, as far as is known; first those not answered yet."""
    who, ranked = declared(scene), []
    for survey in scene.edition.surveys:
        standing = standings.get(survey.id, NEW)
        if obstacle(survey, scene.edition, scene.now, standing, who) is None:
            ranked.append((standing.answered_on is not None, survey))
    return [survey for _answered, survey in sorted(ranked, key=lambda pair: pair[0])]


def declared(scene: Scene) -> Respondent:
    """What a person has declared of themselves already."""
    return Respondent(scene.me.district or None, scene.me.band)


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
