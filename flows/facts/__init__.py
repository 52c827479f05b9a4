"""What is true now of everything people ask, told from the edition and the clock: nobody types a date twice.

1. A fact is said only if the edition has it: else None, and the town's own answers or a person speak.
2. The same topic asked on another day is answered by that day.
3. Each is one SMS, and says what to write next where there is something to do.
"""

from __future__ import annotations

from flows.facts import (
    about,
    dates,
    doubts,
    elsewhere,
    forms,
    ideas,
    money,
    outcome,
    person,
    safety,
    small_talk,
    soon,
    surveys,
    taking_part,
    trust,
    voting,
    who,
)
from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact
from flows.talk.chat import Said
from flows.talk.scene import Scene

FACTS: dict[str, Fact] = {
    **dates.FACTS,
    **soon.FACTS,
    **who.FACTS,
    **voting.FACTS,
    **money.FACTS,
    **about.FACTS,
    **trust.FACTS,
    **doubts.FACTS,
    **safety.FACTS,
    **outcome.FACTS,
    **taking_part.FACTS,
    **person.FACTS,
    **surveys.FACTS,
    **ideas.FACTS,
    **forms.FACTS,
    **elsewhere.FACTS,
    **small_talk.FACTS,
}
"""Every topic that is answered here, by its id."""


def fact(topic: str, scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """What is true now of *topic*, *asked* in these words; None if the edition does not say."""
    told = FACTS.get(topic)
    return told(scene, asked) if told else None
