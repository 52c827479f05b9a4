"""What a group is asked to sound opinion: which theme of the edition matters most. It is no vote, and says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.town.edition import Edition, Phase
from flows.words import Day, Joined, Say, Verbatim, _

THEMES = range(2, 11)
"""How many themes a question can offer."""

BEFORE = timedelta(days=7)
"""How long before the vote opens nobody is asked any more: nobody is to take the answer for their vote."""


def theme_question(edition: Edition, now: datetime) -> Say:
    """Which theme matters most, that it is no vote, and where ideas are proposed while they are."""
    asked = _("{town} : quel thème compte le plus pour vous ?", town=Verbatim(edition.town))
    no_vote = _("Ce n'est pas le vote.")
    if edition.phase_at(now) is not Phase.IDEAS:
        return Joined((asked, no_vote), " ")
    return Joined((asked, no_vote, _("Pour proposer une idée, écrivez-moi en privé.")), " ")


def why_not(edition: Edition, now: datetime) -> Say | None:
    """Why no group is asked now; None if it may be."""
    if len(edition.themes) < min(THEMES):
        return _("Ce budget n'a pas plusieurs thèmes : il n'y a rien à comparer.")
    if len(edition.themes) > max(THEMES):
        return _("Ce budget a plus de dix thèmes : un sondage ne peut pas les montrer tous.")
    vote = edition.span_of(Phase.VOTE)
    if edition.phase_at(now) in (Phase.COUNT, Phase.RESULTS, Phase.WORKS, Phase.CLOSED) or (
        vote and now >= vote.closes
    ):
        return _("Cette question ne se pose qu'avant le vote.")
    if vote and now >= vote.opens:
        return _("Le vote est ouvert : je ne pose plus cette question, pour que personne ne la prenne pour le vote.")
    if vote and now >= vote.opens - BEFORE:
        opens = Day(vote.opens.astimezone(edition.zone).date())
        return _(
            "Le vote ouvre le {day} : je ne pose plus cette question, pour qu'on ne la prenne pas pour le vote.",
            day=opens,
        )
    return None
