"""What changed in the ballot after people had voted, as everyone on the roll is told: once, and by RECU again."""

from __future__ import annotations

from collections.abc import Sequence

from flows.chat import Chat
from flows.deeds import BallotChange, BallotChangeCalled
from flows.edition import Edition, Phase, Project
from flows.flow import Flow
from flows.scene import Scene
from flows.words import Joined, Say, Text, Verbatim, _, n_

FEW = 2
"""Projects that are told with their titles; of more, the numbers: it has to fit two SMS."""


def ballot_changed(chat: Chat, scene: Scene) -> None:
    """Tell the change whose id is the opening: to who has voted, and not on a number that may be someone else's."""
    change = chat.look(BallotChangeCalled(int(chat.opening)))
    if change is None or scene.me.doubtful or not scene.me.voted_on:
        return None
    told = what_changed([change], scene)
    return chat.say(told) if told else None


def what_changed(changes: Sequence[BallotChange], scene: Scene) -> Say | None:
    """What became of the ballot, and whether one may vote again; the same words for everyone, whatever they voted."""
    if not changes:
        return None
    withdrawn, added, corrected = (
        list(dict.fromkeys(number for change in changes for number in getattr(change, name)))
        for name in ("withdrawn", "added", "corrected")
    )
    back = {number for number in added if number in {one.number for one in scene.edition.on_ballot}}
    gone = [number for number in withdrawn if number not in back]
    parts = [
        _withdrawn(gone, scene.edition),
        _added([number for number in added if number in back], scene.edition),
        _corrected([number for number in corrected if number not in gone], scene.edition),
        _("Les règles du vote ont changé.") if any(change.rules for change in changes) else None,
    ]
    told = [part for part in parts if part is not None]
    return Joined((*told, _then(scene)), " ") if told else None


def _withdrawn(numbers: Sequence[int], edition: Edition) -> Text | None:
    if not numbers:
        return None
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
