"""A choice that was not sent, given up in any words: it is dropped, and nothing is lost that was."""

from __future__ import annotations

from dataclasses import replace

from flows.talk.chat import Said
from flows.talk.choosing import by_number
from flows.talk.following import Following
from flows.talk.going import NOTHING_SENT
from flows.talk.keywords import VOTE, keyword
from flows.talk.memory import Thread
from flows.talk.questions import Confirm
from flows.talk.turned import Turned
from flows.town.edition import Project
from flows.understanding.ballot_words import in_digits, refuses
from flows.understanding.calling_off import calls_off
from flows.understanding.counted_numbers import uncounted
from flows.understanding.lexicon import numbers_in
from flows.understanding.naming import projects_in
from flows.understanding.phrases import holds
from flows.understanding.senses import Sense
from flows.words import _

OF_A_CHOICE = ("choice", "sure")
"""How the questions of the vote are called at which a choice can be given up."""

AGAIN = "again"
"""How the question of the vote is called whether one that is in the urn is to be replaced."""

A_FEW = 10
"""Words of a message that wants to begin anew, at most."""

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
        if self.begins_anew():
            self.memory = self.memory.ended(VOTE)
            return self.begin(VOTE, Said(_("D'accord, on recommence : rien n'est choisi.")))
        if not self.gives_up() or projects_in(self.bare, self.scene.edition, lexicon):
            return None
        question = self.on_screen(thread)
        return self.dropped(thread, Said(question.declined if isinstance(question, Confirm) else NOTHING_SENT))

    def named_amid(self, thread: Thread) -> Turned | None:
        """What comes of projects that are chosen by their names while the vote waits: «moi ce sera la mare»."""
        amid = thread.flow == VOTE and thread.asked is not None and thread.asked.name in OF_A_CHOICE
        if not amid or self.reply.tap or self.names_numbers():
            return None
        named = projects_in(self.bare, self.scene.edition, self.world.ear.lexicon)
        chosen = next(self.chosen(None, named), None) if named else None
        return self.run(reply=replace(self.reply, text=chosen.opening)) if chosen else None

    def chosen_at_once(self, thread: Thread) -> Turned | None:
        """What comes of projects that are chosen where it is asked whether a vote is to be replaced.

        They are read back: «le 9 seulement» says yes. Who asks something, or begins with a no, answers the question.
        """
        if thread.flow != VOTE or thread.asked is None or thread.asked.name != AGAIN or self.reply.tap:
            return None
        lexicon = self.world.ear.lexicon
        if self.asks_anywhere() or lexicon.senses.get(lexicon.spell(self.bare).partition(" ")[0]) is Sense.NO:
            return None
        told = in_digits(uncounted(self.bare, lexicon), lexicon)
        named = (*projects_in(told, self.scene.edition, lexicon), *self.numbered_among(told))
        if not named or self.bare in dict(thread.asked.view.keys):
            return None
        opening = self.refusing() if refuses(self.bare, lexicon) else by_number(tuple(dict.fromkeys(named)))
        return self.rerun(replace(thread, opening=opening, answers=((AGAIN, True),), asked=None))

    def numbered_among(self, told: str) -> tuple[Project, ...]:
        """The projects on the ballot whose numbers stand in *told*."""
        numbers = numbers_in(told, self.world.ear.lexicon)[0]
        return tuple(one for one in self.scene.edition.on_ballot if one.number in numbers)

    def begins_anew(self) -> bool:
        """Whether the words want to choose all anew, and ask nothing: «tout faux, on recommence»."""
        lexicon = self.world.ear.lexicon
        words = lexicon.spell(self.bare).split()
        return (
            len(words) <= A_FEW
            and not self.asks_anywhere()
            and holds(words, lexicon.anew, lexicon.anew_begun)
            and not projects_in(self.bare, self.scene.edition, lexicon)
        )

    def gives_up(self) -> bool:
        """Whether the words want no vote any more. Who has voted already may well mean the vote that is in the urn."""
        lexicon = self.world.ear.lexicon
        to = None if self.scene.me.voted_on or self.asks_anywhere() else keyword(self.bare, lexicon, amid=True)
        return (to is not None and to.flow == UNVOTE) or calls_off(self.bare, lexicon)
