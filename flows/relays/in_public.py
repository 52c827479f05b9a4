"""What is said where anybody may read it, to who asked there: facts and projects, and never anything of a person."""

from __future__ import annotations

from flows.facts import fact
from flows.facts.in_words import InWords
from flows.projects.browse import card
from flows.projects.states import about, next_of, now_of, reason_of
from flows.talk.scene import Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Project
from flows.words import Joined, Say, Verbatim, _

TOPICS = frozenset(
    {
        *("vote_dates", "idea_dates", "result_dates", "list_dates", "today", "what_next", "next_edition", "works_when"),
        *("who_votes", "who_votes_age", "who_votes_residence", "who_proposes", "organisations", "who_decides"),
        *("how_to_vote", "vote_paper", "propose_how", "how_many", "how_many_ideas", "how_it_works", "what_is_this"),
        *("budget", "cost_limit", "count_projects", "spending_kinds", "by_district", "meetings", "results", "turnout"),
        *("who_runs", "who_builds", "secrecy", "sms_cost", "languages_spoken", "last_year"),
    }
)
"""The topics whose facts are the same for everybody. Of one's own vote, receipt, idea or data nothing is said here."""


def of_project(project: Project, scene: Scene) -> Say:
    """A project as everybody may read it, and how far it is."""
    told = about(now_of(project, scene), reason_of(project), next_of(project, scene))
    return Joined((card(project, scene), _("Aujourd'hui : {told}", told=told)))


def of_topic(topic: str, scene: Scene, asked: InWords) -> Say | None:
    """What is true now of *topic*, whose words to write («VOTE») are for the private chat.

    None if that is for nobody else's eyes, or the edition does not say.
    """
    said = fact(topic, scene, asked) if topic in TOPICS else None
    return Joined((said.text, _("Écrivez-moi en privé, pas ici : personne d'autre ne vous lira."))) if said else None


def of_the_budget(scene: Scene) -> Say:
    """Where the budget stands, to who asked something else: the rest is for the private chat."""
    where = Joined((_("{name} :", name=Verbatim(scene.edition.name)), now_and_next(scene.edition, scene.now)), " ")
    return Joined((where, _("Pour toute autre question, écrivez-moi en privé.")), "\n")
