"""What somebody would like the town to do, said as a wish: it is proposed, while ideas are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.talk.choosing import Choosing
from flows.talk.subject import read_as
from flows.town.edition import Phase
from flows.understanding.asking import TOPIC, Candidate
from flows.understanding.interrogative import looks_asked
from flows.understanding.readings import ReadAs, WayToRead

ASK, PROPOSE = "ask", "propose"
"""The conversations that a wish leads to."""

AN_IDEA = "said_idea"
"""The topic of who says what they would like: it is proposed, while ideas are taken."""

WISHES = 0.9
"""How sure it is that «il faudrait …» is an idea."""

RULES = ("spending_kinds", "private_land", "idea_place", "idea_time")
"""The topics that say what an idea may be."""

OF_A_RULE = 0.45
"""How sure it is that a wish is one of which the rules say something."""

A_WISH = range(1, 5)
"""Words that a wish begins with."""


class Wishing(Choosing):
    """One message, and the wish that it may be."""

    def wished(self, candidates: tuple[Candidate, ...]) -> Iterator[WayToRead]:
        """What somebody would like the town to do: «il faudrait un banc». It is proposed while ideas are taken.

        If the rules say something of just that («mon idée c'est de payer un animateur»), those are told instead.
        """
        first = candidates[0] if candidates else None
        if first and first.score >= OF_A_RULE and first.subject in RULES:
            return
        first_of_all = re.split(r"[,.;!\n]", self.bare)[0]  # «il faudrait un banc, vous notez ?»
        if looks_asked(first_of_all, self.world.ear.lexicon) or not self.begins_wishing():
            return
        if self.scene.phase is Phase.IDEAS:
            yield WayToRead(ReadAs.DOOR, WISHES, "wishes for something", PROPOSE, self.bare)
        else:
            opening = read_as(TOPIC + AN_IDEA, self.reply.text)
            yield WayToRead(ReadAs.SUBJECT, WISHES, "wishes for something", ASK, opening, TOPIC + AN_IDEA)

    def begins_wishing(self) -> bool:
        """Whether the message begins like a wish: «il faudrait …», «mon idée c'est …»."""
        words = self.world.ear.lexicon.spell(self.bare).split()
        return any(
            " ".join(words[:length]) in self.world.ear.lexicon.wishes for length in A_WISH if length < len(words)
        )
