"""Whether words that a question waits for are worth leaving it: something else is plainly asked, or said in anger."""

from __future__ import annotations

from flows.talk.keywords import VOTE
from flows.talk.other_words import OtherWords
from flows.talk.pleas import A_PLEA, PLEAS, UPSET
from flows.talk.running import LONG_OPEN
from flows.talk.timing import GO_ON
from flows.understanding.asking import TOPIC
from flows.understanding.features import features_in
from flows.understanding.readings import ReadAs, WayToRead
from flows.understanding.sides import OF_THE_QUESTIONS
from flows.understanding.topics import ELSEWHERE, asks_of_us

PLAINLY = 0.35
"""The least score of what is asked amid a question that is open."""

ASKED_FOR_SURE = 0.25
"""The same where a question mark stands there."""

SURELY = 0.6
"""The least score of what is asked there by words that do not look like a question: «je ne comprends pas le code»."""

A_SENTENCE = 4
"""Words from which on they may."""

OF_ITSELF = 0.85
"""The least score of what is said of the question shown by words that it would keep as its answer."""


class Leaving(OtherWords):
    """One message amid a question that is open, and whether it leads away from there."""

    def leads_away(self, reading: WayToRead) -> bool:
        """Whether *reading* is worth leaving a question for, that is open."""
        if reading.kind is ReadAs.SUBJECT:
            return self.is_worth_leaving_for(reading)
        if reading.kind is ReadAs.PROJECT:
            beside = self.flow_open() == VOTE and features_in(self.bare, self.world.ear.lexicon)
            return self.asks_anywhere() or bool(beside)
        return reading.kind is ReadAs.DOOR

    def is_worth_leaving_for(self, asked: WayToRead) -> bool:
        """Whether something is plainly asked of us, or so surely that it needs no question mark.

        What is said of numbers beside a ballot stays there.
        """
        if self.flow_open() == VOTE and self.names_numbers() and not self.asks_anywhere():
            return False
        if asked.flow == GO_ON:  # anger that is said in so many words
            return True
        topic = asked.about.removeprefix(TOPIC)
        pleads = topic in PLEAS and len(self.bare.split()) >= A_PLEA
        least = ASKED_FOR_SURE if "?" in self.bare else PLAINLY
        if (pleads or (self.asks_anywhere() and asks_of_us(topic))) and asked.score >= least:
            return True
        said = len(self.bare.split()) >= A_SENTENCE and asked.score >= SURELY
        return said and (asks_of_us(topic) or topic in UPSET or topic.startswith(ELSEWHERE))

    def speaks_of_the_form(self) -> bool:
        """Whether it is surely of the question itself, though it asks nothing: «mince, une faute dans mon titre»."""
        first = self.first_asked()
        return first is not None and first.score >= OF_ITSELF and first.id.startswith(TOPIC + OF_THE_QUESTIONS)

    def may_ask(self, asked_at: float) -> bool:
        """Whether the words look like a question, or the one on the screen has been open for long."""
        return self.asks() or self.scene.now.timestamp() - asked_at > LONG_OPEN
