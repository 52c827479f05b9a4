"""A choice that was not sent, given up in any words: it is dropped, and nothing is lost that was."""

from __future__ import annotations

from flows.talk.chat import Said
from flows.talk.following import Following
from flows.talk.going import NOTHING_SENT
from flows.talk.keywords import VOTE, keyword
from flows.talk.memory import Thread
from flows.talk.questions import Confirm
from flows.talk.turned import Turned
from flows.understanding.calling_off import calls_off
from flows.understanding.naming import projects_in

OF_A_CHOICE = ("choice", "sure")
"""How the questions of the vote are called at which a choice can be given up."""

UNVOTE = "unvote"
"""The conversation of who wants no vote any more."""


class Unsent(Following):
    """One message, and whether it gives up the choice that is under way."""

    def of_a_choice_given_up(self, thread: Thread) -> Turned | None:
        """What comes of words that want no vote any more, amid one that was not sent: it is dropped, or made anew.

        Nothing is dropped by words that name a project or a number: they correct the choice.
        """
        amid = thread.flow == VOTE and thread.asked is not None and thread.asked.name in OF_A_CHOICE
        if not amid or self.reply.tap or self.names_numbers():
            return None
        lexicon = self.world.ear.lexicon
        if lexicon.spell(self.bare) in lexicon.mistaken:
            question = self.on_screen(thread)
            return self.run(Said(question.ways)) if isinstance(question, Confirm) else None
        if not self.gives_up() or projects_in(self.bare, self.scene.edition, lexicon):
            return None
        question = self.on_screen(thread)
        return self.dropped(thread, Said(question.declined if isinstance(question, Confirm) else NOTHING_SENT))

    def gives_up(self) -> bool:
        """Whether the words want no vote any more. Who has voted already may well mean the vote that is in the urn."""
        lexicon = self.world.ear.lexicon
        to = None if self.scene.me.voted_on or self.asks_anywhere() else keyword(self.bare, lexicon, amid=True)
        return (to is not None and to.flow == UNVOTE) or calls_off(self.bare, lexicon)
