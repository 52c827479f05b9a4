"""What changed in the ballot after people had voted, as everyone on the roll is told: once, and by RECU again."""

from __future__ import annotations

from collections.abc import Sequence

from flows.ballots import ballot_of
from flows.projects.states import ended, reason_of
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.opening import Opening
from flows.talk.scene import Scene
from flows.town.edition import Edition, Phase, Project, Status
from flows.vote.deeds import BallotChange, BallotChangeCalled
from flows.words import Joined, Say, Text, Verbatim, _, n_

FEW = 2
"""Projects that are told with their titles; of more, the numbers: it has to fit two SMS."""

BY_SMS = 100
"""Letters of a reason that two SMS have room for beside the rest."""


def change_told(change_id: int) -> Opening:
    """What has that change told."""
    return Opening("ballot_changed", (str(change_id),))


def ballot_changed(chat: Chat, scene: Scene) -> None:
    """Tell the change whose id is the opening: to who has voted, and not on a number that may be someone else's."""
    change = chat.look(BallotChangeCalled(int(chat.opening)))
    if change is None or scene.me.doubtful or not scene.me.voted_on:
        return None
    told, why = what_changed([change], scene), _reason(change, scene.edition)
    if told is None or not why:
        return chat.say(told) if told else None
    whole = what_changed([change], scene, why)
    return chat.say(whole or told, whole if len(why) <= BY_SMS else told)


def what_changed(changes: Sequence[BallotChange], scene: Scene, why: str = "") -> Say | None:
    """What became of the ballot, *why*, and whether one may vote again; the same for everyone, whatever they voted."""
    if not changes:
        return None
    withdrawn, added, corrected = (
        list(dict.fromkeys(number for change in changes for number in getattr(change, name)))
        for name in ("withdrawn", "added", "corrected")
    )
    back = {number for number in added if number in {project.number for project in scene.edition.on_ballot}}
    gone = [number for number in withdrawn if number not in back]
    parts = [
        _withdrawn(gone, scene.edition),
        _added([number for number in added if number in back], scene.edition),
        _corrected([number for number in corrected if number not in gone], scene.edition),
        _("Les règles du vote ont changé.") if any(change.rules for change in changes) else None,
    ]
    told = [part for part in parts if part is not None]
    reason = (_("Pourquoi : {why}", why=Verbatim(ended(why))),) if why else ()
    return Joined((*told, *reason, _then(scene)), " ") if told else None


def _reason(change: BallotChange, edition: Edition) -> str:
    """Why the project that was withdrawn alone was, as residents may read; of more than that, SUIVI tells it."""
    alone = len(change.withdrawn) == 1 and not (change.added or change.corrected or change.rules)
    project = edition.by_number.get(change.withdrawn[0]) if alone else None
    return reason_of(project) if project and project.status is Status.WITHDRAWN else ""


def _withdrawn(numbers: Sequence[int], edition: Edition) -> Text | None:
    if not numbers:
        return None
    if ballot_of(edition.ballot.kind).unit == "point":
        return n_(
            "Le projet {projects} a été retiré du vote : ses points ne comptent plus.",
            "Les projets {projects} ont été retirés du vote : leurs points ne comptent plus.",
            len(numbers),
            projects=_named(numbers, edition),
        )
    return n_(
        "Le projet {projects} a été retiré du vote : ses voix ne comptent plus.",
        "Les projets {projects} ont été retirés du vote : leurs voix ne comptent plus.",
        len(numbers),
        projects=_named(numbers, edition),
    )


def _added(numbers: Sequence[int], edition: Edition) -> Text | None:
    if not numbers:
        return None
    return n_(
        "Le projet {projects} a été ajouté au vote.",
        "Les projets {projects} ont été ajoutés au vote.",
        len(numbers),
        projects=_named(numbers, edition),
    )


def _corrected(numbers: Sequence[int], edition: Edition) -> Text | None:
    if not numbers:
        return None
    return n_(
        "Le projet {projects} a été corrigé.",
        "Les projets {projects} ont été corrigés.",
        len(numbers),
        projects=_named(numbers, edition),
    )


def _named(numbers: Sequence[int], edition: Edition) -> Say:
    """The projects by number, and by title if they are few."""
    known = edition.by_number if len(numbers) <= FEW else {}
    return Joined(tuple(_called(number, known.get(number)) for number in numbers), ", ")


def _called(number: int, project: Project | None) -> Say:
    if project is None:
        return Verbatim(str(number))
    return _("{number} {title}", number=number, title=project.named)


def _then(scene: Scene) -> Say:
    """That the vote is kept, and how to change it if that is still possible."""
    if scene.phase is Phase.VOTE and scene.edition.ballot.may_change:
        return _("Votre vote reste dans l'urne. Vous pouvez revoter : VOTE.")
    return _("Votre vote reste dans l'urne.")


BALLOT_CHANGED = Flow("ballot_changed", ballot_changed)
