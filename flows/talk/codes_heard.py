"""Codes that answer no question on the screen: too early, too late, or of what was put aside; and votes that are in."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from flows.talk.going import has_said_all
from flows.talk.hearing import Hearing
from flows.talk.late_codes import is_late_code, vote_is_in
from flows.talk.late_corrections import cast_anew, corrects_it, regrets_it
from flows.talk.memory import Thread
from flows.talk.questions import Number, OfAge
from flows.talk.questions.confirm import SHORTEST_CODE, typed_digits
from flows.talk.turned import Turned


class CodesHeard(Hearing):
    """One message being heard: the code that it may be, of this conversation or another."""

    @abstractmethod
    def answer(self) -> Turned:
        """What comes of the message as the answer to the question shown."""

    def is_code_too_early(self, thread: Thread) -> bool:
        """Whether it is a code shown in this conversation, at a question that would take it for an age or an amount."""
        if self.reply.vouched or not any(code.flow == thread.flow for code in self.memory.codes):
            return False
        if thread.asked and thread.asked.view.code:  # it is what asks for one
            return False
        typed = "".join(typed_digits(self.reply.text, self.world.ear.lexicon))
        shown = any(code.flow == thread.flow and code.digits == typed for code in self.memory.codes)
        return shown and isinstance(self.on_screen(thread), Number | OfAge)

    def is_late_code(self) -> bool:
        """Whether it is the code of a vote that is in the urn already. Where taps confirm, none was ever shown."""
        return not self.reply.vouched and is_late_code(self.bare, self.scene, self.world.ear.lexicon)

    def vote_is_in(self) -> Turned:
        """That it arrived; what is on the screen stays open."""
        return Turned(self.memory, (vote_is_in(),), secret=True)

    def of_a_vote_cast(self) -> Turned | None:
        """What comes of words that would correct a vote that is in the urn; None of any others."""
        lexicon = self.world.ear.lexicon
        if corrects_it(self.bare, self.scene, lexicon):
            return self.begin("vote", *cast_anew(self.scene))
        return self.begin("unvote") if regrets_it(self.bare, self.scene, lexicon) else None

    def code_of_what_waits(self, thread: Thread | None) -> Turned | None:
        """What comes of a code for what was put aside: a look at something else is no reason to lose it.

        A wrong one goes there too, so that it counts as a guess.
        """
        waits = next((thread for thread in self.memory.aside if thread.asked and thread.asked.view.code), None)
        if self.reply.vouched or waits is None or not self.is_at_rest(thread):
            return None
        typed = typed_digits(self.reply.text, self.world.ear.lexicon)
        names_projects = any(int(digits) in self.scene.edition.by_number for digits in typed)
        if len("".join(typed)) < SHORTEST_CODE or names_projects:
            return None
        self.memory = replace(self.memory, open=None).take_up(waits.flow)
        return self.answer()

    def is_at_rest(self, thread: Thread | None) -> bool:
        """Whether nothing that is open would be lost: only what to do next, or what hands back what it interrupted."""
        return thread is None or has_said_all(thread) or self.world.flows[thread.flow].gives_back
