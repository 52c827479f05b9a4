"""Ideas that resemble the one being written: to support, to join with, or to leave aside."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.questions import Option, Pick
from flows.town.edition import Project, Status
from flows.words import Joined, Say, _, n_

MOST = 3
"""Ideas shown: with the two other ways on, a menu of five."""

GONE = frozenset({Status.WITHDRAWN, Status.ABANDONED, Status.INELIGIBLE, Status.UNFEASIBLE, Status.MERGED})
"""Statuses of projects that nobody can support or join any more."""


@dataclass(frozen=True, slots=True)
class AkinTo:
    """What the person wants: to *support* that project (its number), to *join* theirs with one (its id), or neither."""

    support: int = 0
    join: int = 0

    @classmethod
    def read(cls, answer: str) -> AkinTo:
        """What the id of the option means."""
        wish, _colon, id = answer.partition(":")
        return {"support": cls(support=int(id or 0)), "join": cls(join=int(id or 0))}.get(wish, cls())


def akin_question(alike: tuple[Project, ...]) -> Pick:
    """What to do with ideas that resemble one's own."""
    first = alike[0]
    told = [_("{number} {title}", number=project.number, title=project.named) for project in alike]
    return Pick(
        Joined((_heading(len(alike)), *told, _("Que voulez-vous faire ?"))),
        short=n_("Une idée y ressemble. La soutenir ?", "Des idées y ressemblent. En soutenir une ?", len(alike)),
        help=_("Soutenir une idée qui existe lui donne du poids. Vous pouvez aussi continuer la vôtre."),
        topic=_("Idées proches"),
        options=(
            *(_support(project) for project in alike),
            Option(
                "go_on",
                _("Continuer mon idée"),
                short=_("Continuer la mienne"),
                words="continuer, quand meme, proposer quand meme, non, non merci, passer, je passe, sauter, skip",
            ),
            Option(
                f"join:{first.id}",
                _("Réunir la mienne avec la n° {number}", number=first.number),
                short=_("Réunir les deux"),
                words="reunir, les reunir, fusionner, ensemble",
            ),
        ),
    )


def _heading(count: int) -> Say:
    return n_("Une idée y ressemble :", "Des idées y ressemblent :", count)


def _support(project: Project) -> Option:
    return Option(
        f"support:{project.number}",
        _("Soutenir la n° {number}", number=project.number),
        short=project.named,
        words=f"soutenir, soutenir {project.number}, {project.number}, {project.title.replace(',', ' ')}",
    )
