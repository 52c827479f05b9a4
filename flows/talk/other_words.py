"""What is asked for in other words than ours: a language that is not spoken here, or plainer French."""

from __future__ import annotations

from flows.talk.pleas import HARD
from flows.talk.tongues import line_in, plainer_than
from flows.talk.turned import Turned
from flows.talk.unsent import Unsent
from flows.town.edition import Phase
from flows.understanding.readings import WayToRead
from flows.understanding.tongue_named import strange_named

LANGUAGES, OTHER = "languages_spoken", "languages_other"
"""The topics of the languages that are spoken here, and of one that is not."""

FEW = 8
"""Words of a message that names a language and asks for it, at most, whatever else it may be."""

FIRST = {Phase.VOTE: "how_to_vote", Phase.IDEAS: "propose_how"}
"""What is told in plainer words where nothing was told before, by the phase."""

SURE = 0.4
"""From which score on something else is meant."""


class OtherWords(Unsent):
    """One message, and whether it wants to be answered in other words."""

    def in_other_words(self, topic: str) -> Turned | None:
        """What comes of who asks *topic* of a language that is not spoken here, or finds us hard and wants it plainer.

        What was told last is told again, where there was something.
        """
        lexicon = self.world.ear.lexicon
        if topic == LANGUAGES:
            return self.of_a_strange_language()
        plainer = plainer_than(self.scene)
        if not plainer or topic not in HARD or lexicon.plainer.isdisjoint(lexicon.spell(self.bare).split()):
            return None
        return self.speak(plainer, asked=True, first=FIRST.get(self.scene.phase, "what_next"))

    def named_alone(self, won: WayToRead | None) -> Turned | None:
        """What comes of a few words that name such a language, where nothing else is sure: «ukrainien possible ?»."""
        unsure = won is None or won.score < SURE
        few = len(self.world.ear.lexicon.spell(self.bare).split()) <= FEW
        return self.of_a_strange_language() if unsure and few else None

    def of_a_strange_language(self) -> Turned | None:
        """The one line that we have in it, the languages that are spoken, and a person; None if none is named."""
        lexicon = self.world.ear.lexicon
        code = strange_named(self.bare, lexicon)
        if not code:
            return None
        line = line_in(code, self.scene, self.memory, lexicon) if code in lexicon.tongues.greetings else ()
        return self.tell(OTHER, *line)
