"""Taking an idea in."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from bot.channels.telegram import OURS
from bot.hands.base import Hands, does
from bot.languages.vocabulary import vocabulary
from flows.ideas.akin import GONE, MOST
from flows.ideas.deeds import HowManyIdeas, Propose, Proposed, Resembling
from flows.ideas.questions import most_ideas
from flows.projects.catalogue import SNAPSHOTS
from flows.talk.deed import Refused
from flows.town.edition import Edition, Phase
from flows.understanding.likeness import Document, Likeness
from flows.words import _
from storage.town import proposals
from storage.town.proposals import Proposal


@does(HowManyIdeas)
def how_many(hands: Hands, look: HowManyIdeas) -> int:
    """The ideas the person has sent."""
    return proposals.sent_by(hands.tx, hands.edition.id, hands.known.person_id)


@does(Resembling)
def resembling(hands: Hands, look: Resembling) -> tuple[int, ...]:
    """The ideas that resemble a text, among those that can still be supported or joined."""
    return tuple(int(match.id) for match in _likeness(hands.edition).alike(look.text, most=MOST))


@lru_cache(maxsize=SNAPSHOTS)
def _likeness(edition: Edition) -> Likeness:
    alive = (project for project in edition.projects if project.status not in GONE)
    return Likeness([Document(str(project.id), project.title, project.summary) for project in alive], vocabulary())


@does(Propose)
def propose(hands: Hands, deed: Propose) -> Proposed | Refused:
    """The idea written down, if ideas are open at this very moment and the person may still send one."""
    if hands.edition.phase_at(hands.now) is not Phase.IDEAS:
        return Refused(_("La période des idées vient de se terminer. Votre idée n'a pas pu être envoyée."))
    if most_ideas(proposals.sent_by(hands.tx, hands.edition.id, hands.known.person_id), hands.edition):
        return Refused(_("Vous avez déjà envoyé le nombre d'idées permis. Celle-ci n'a pas été envoyée."))
    number = proposals.send(hands.tx, hands.store, hands.edition, _proposal(hands, deed), hands.now)
    return Proposed(number)


def _proposal(hands: Hands, deed: Propose) -> Proposal:
    idea, author = deed.idea, deed.author
    at = "{:.5f}, {:.5f}".format(*idea.where.at) if idea.where.at else ""
    return Proposal(
        person_id=hands.known.person_id,
        title=idea.title,
        summary=idea.why,
        district=idea.where.district,
        place=" · ".join(part for part in (idea.where.words, at) if part),
        whom=idea.whom,
        cost=Decimal(idea.cost or 0),
        photo=f"{OURS}{idea.photo}" if idea.photo else "",
        akin=idea.akin,
        kind=author.kind,
        name=author.name,
        contact=author.contact,
        adult=author.adult,
    )
