"""Who wants to know if there is still time, and hardly says for what: «elle sort le 20, ce sera trop tard ?»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.talk.pleas import PLEAS
from flows.talk.staging import Staging
from flows.town.edition import Project
from flows.understanding.as_read import questions_in
from flows.understanding.asking import SURE, TOPIC, Candidate
from flows.understanding.by_words import clauses, sentences
from flows.understanding.interrogative import looks_asked
from flows.understanding.naming import projects_in
from flows.understanding.phrases import holds
from flows.understanding.readings import ReadAs, WayToRead
from flows.understanding.sides import ALL_DATES, DATES, Side, side_of
from flows.understanding.topics import asks_of_us

GO_ON = "go_on"
"""The conversation that tells what is true now of a topic."""

HOW_FAR = "how_far"
"""What that is opened with by who asks how far it is, and names nothing: «ça avance ?»."""

IN_TIME = 0.5
"""How sure it is that words for being in time ask for the date of what is open: less than anything plainly asked."""

AFTER_A_STORY = 1.0
"""The same of a clause that asks nothing else, after others that nobody here answers."""

SOON = "today"
"""The topic of what is open now, or comes next."""

HARDLY_ABLE = ("cannot_come", "talk_lost")
"""What people tell of themselves beside what they ask, as a plea is."""

DATED = (*DATES, ALL_DATES, "result_dates", "list_dates")
"""The topics of when something is."""

_DATES = {Side.VOTES: "vote_dates", Side.IDEAS: "idea_dates", None: SOON}


class InTime(Staging):
    """One message, and whether it asks if there is still time."""

    def named(self) -> tuple[Project, ...]:
        """The projects that are named; «le 20» is a day where being in time is spoken of."""
        edition, lexicon = self.scene.edition, self.world.ear.lexicon
        named = projects_in(self.bare, edition, lexicon)
        if not named or self.is_numbers_alone() or not self.speaks_of_time():
            return named
        if not self.spelled.isdisjoint(lexicon.things):
            return named
        return projects_in("".join(sign for sign in self.bare if not sign.isdigit()), edition, lexicon)

    def speaks_of_time(self, words: str = "") -> bool:
        """Whether some words are of being in time: «trop tard», «encore le temps»."""
        lexicon = self.world.ear.lexicon
        return holds(lexicon.spell(words or self.bare).split(), lexicon.in_time, lexicon.in_time_begun)

    def timed(self, candidates: tuple[Candidate, ...]) -> Iterator[WayToRead]:
        """The date of what is open, or of what they say; surely, where one clause asks it after a story."""
        if not self.speaks_of_time() or self.asks_another():
            return
        topic = _DATES[side_of(self.bare, self.world.ear.lexicon)]
        sure = sum(one.score for one in candidates if TOPIC + topic in (one.id, one.topic))
        score = AFTER_A_STORY if self.asks_it_after_a_story() else IN_TIME + sure
        yield WayToRead(ReadAs.SUBJECT, min(score, 1.0), "asks if there is time", GO_ON, topic, TOPIC + topic)

    def asked_beside_a_plea(self, candidates: tuple[Candidate, ...]) -> Candidate | None:
        """The date that one sentence of a letter surely asks, whose others tell of who can hardly read or walk."""
        if not candidates or candidates[0].subject not in (*PLEAS, *HARDLY_ABLE):
            return None
        lexicon = self.world.ear.lexicon
        parts = [part for part in sentences(self.bare) if looks_asked(part, lexicon) or self.speaks_of_time(part)]
        firsts = (first for part in parts if (first := self.first_asked(part)))
        dated = (one for one in firsts if one.subject in DATED and one.score >= SURE)
        return next((replace(one, score=AFTER_A_STORY) for one in dated), None)

    def asks_another(self) -> bool:
        """Whether another part of the message surely asks something else: «qui peut voter, et jusqu'à quand»."""
        others = [part for part in questions_in(self.bare) if not self.speaks_of_time(part)]
        firsts = [first for part in others if (first := self.first_asked(part))]
        return any(one.score >= SURE and asks_of_us(one.subject) for one in firsts)

    def asks_it_after_a_story(self) -> bool:
        """Whether the last clause is of being in time, and nothing elsewhere: «à l'hôpital, sera-t-il temps ?»."""
        parts = clauses(self.bare)[-1:]
        if not parts or not self.speaks_of_time(parts[0]):
            return False
        first = self.first_asked(parts[0])
        return first is not None and first.subject in (*_DATES.values(), ALL_DATES)
