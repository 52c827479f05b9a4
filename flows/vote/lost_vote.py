"""What people are told whose vote was lost: that it was, that nobody knows what it said, and how to vote again."""

from __future__ import annotations

from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.town.edition import Phase
from flows.vote.deeds import WhatWasLost
from flows.words import Day, Joined, Say, _


def lost_vote(chat: Chat, scene: Scene) -> None:
    """Tell whoever has not voted again meanwhile; nothing is said to who has."""
    said = told_of_loss(chat, scene)
    if said:
        chat.say(*said)


def told_of_loss(chat: Chat, scene: Scene) -> tuple[Say, Say] | None:
    """That the person's vote is lost, which older one counts again, and what to do; None if none is lost."""
    lost = chat.look(WhatWasLost()).day
    if lost is None or scene.me.doubtful:
        return None
    why = _("Après une panne, nous avons perdu votre vote du {day}. Pardon !", day=Day(lost))
    brief = _("Panne : nous avons perdu votre vote du {day}.", day=Day(lost))
    older = scene.me.voted_on
    kept = (_("Celui du {day} est de nouveau dans l'urne.", day=Day(older)),) if older else ()
    short = (_("Celui du {day} compte à nouveau.", day=Day(older)),) if older else ()
    is_open = scene.edition.phase_at(scene.now) is Phase.VOTE
    then = _("Revotez : écrivez VOTE.") if is_open else _("Le vote est clos : écrivez CONTACT.")
    return Joined((why, *kept, then), " "), Joined((brief, *short, then), " ")


LOST_VOTE = Flow("lost_vote", lost_vote)
