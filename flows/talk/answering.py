"""What a message comes to that knocks at no door: an answer, a miss, or words that mean something all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flows.talk import doors
from flows.talk.chat import Said
from flows.talk.codes_heard import CodesHeard
from flows.talk.going import MENUS, MODIFYING, has_said_all
from flows.talk.keywords import ANSWERS, VOTE, To, keyword
from flows.talk.late_codes import is_late_tap
from flows.talk.leads import RECEIPT
from flows.talk.memory import Thread
from flows.talk.questions import Confirm, PickSome, Question, unread
from flows.talk.questions.options import Listing
from flows.talk.speech import comforted, out_of_date, person_instead, unknown_words
from flows.talk.subject import SEVERAL, About, about_of, asked_of, asks_why, subject_of
from flows.talk.told_first import GRIEF
from flows.talk.turned import Turned
from flows.understanding.contesting import contests, only_contests
from flows.understanding.distress import in_distress
from flows.understanding.folding import fold
from flows.understanding.lexicon import near_silence
from flows.understanding.senses import Sense
from flows.understanding.waiting import only_waits
from flows.words import _

A_QUESTION = 2
"""Words that a question has at least, amid something that is to be confirmed."""

A_SENTENCE = 3
"""Words from which on a message that opens nothing is taken for a question to the town."""


class Answering(CodesHeard):
    """One message being heard: what it means, given the question shown."""

    def through(self, door: doors.Door | None) -> Turned:
        """What comes of the message, given the door it knocks at."""
        match door:
            case None:
                return self.answer()
            case To(flow, opening):
                return (self.chooses_it() if flow == VOTE else None) or self.open(flow, opening)
            case doors.Speak(language) if "-" in language and language not in self.scene.edition.languages:
                return self.answer()  # «plus simple» may well be an answer, where no plainer language is offered
            case doors.Speak(language, asked):
                return self.speak(language, asked=asked)
            case doors.ChangeAnswer(number):
                return self.change(number)
        return {
            Sense.STOP: self.stop,
            Sense.START: self.start,
            Sense.CONTACT: self.contact,
            Sense.WHO: self.help if self.regrets_a_number() else self.who,
            Sense.LEAVE: self.leave,
            Sense.HELP: self.help,
            Sense.MENU: self.menu,
            Sense.BACK: self.back,
            Sense.CANCEL: self.cancel,
            Sense.HELLO: self.hello,
            Sense.THANKS: self.thanks,
        }[door]()

    def regrets_a_number(self) -> bool:
        """Whether «mauvais numéro» is said of a project's, amid a ballot: nobody asks there who we are."""
        lexicon, thread = self.world.ear.lexicon, self.memory.open
        if thread is None or thread.flow != VOTE or thread.asked is None or self.asks_anywhere():
            return False
        return not lexicon.glued.isdisjoint(lexicon.spell(self.bare).split())

    def answer(self) -> Turned:
        """The message is for the question shown, if it can answer it; else it may name another conversation."""
        if in_distress(self.bare, self.world.ear.lexicon):
            self.told = GRIEF  # a yes to it is none to whatever there is to do
            return Turned(self.memory, (comforted(),), secret=True)
        thread = self.memory.open
        if thread is None or thread.asked is None:
            return self.unasked()
        if self.reply.tap and self.reply.token != thread.asked.token:
            if thread.flow in MENUS and is_late_tap(self.reply.tap, self.scene):
                return self.vote_is_in()
            return self.run(Said(out_of_date()))
        if self.reply.at and self.reply.at < thread.asked.at:
            return self.elsewhere() or self.run(Said(_("Votre message est arrivé avant ma question. La voici :")))
        if thread.asked.name == MODIFYING:
            return self.chosen_to_modify(thread)
        return self.heard(thread)

    def of_rights(self, door: doors.Door | None) -> Turned:
        """The same in silence, in a conversation about people's own data: no word leads out of it."""
        if door is not None:
            return self.through(door) if door is Sense.CANCEL or self.trail() else self.run()
        thread = self.memory.open
        if self.reply.tap and thread and thread.asked and self.reply.token != thread.asked.token:
            return self.run(Said(out_of_date()))
        turned = self.run(reply=self.reply)
        return self.missed(turned) if turned.asking and turned.asking.missed else turned

    def unasked(self) -> Turned:
        """Nothing is under way: a keyword opens a conversation, a first message says hello, the rest is a miss."""
        if self.reply.tap:
            late = is_late_tap(self.reply.tap, self.scene)
            return self.vote_is_in() if late else self.begin("menu", Said(out_of_date()))
        uncalled = unread(self.reply)
        if uncalled and not self.reply.only_words().text.strip():
            return self.begin("welcome" if self.scene.me.new else "menu", Said(uncalled))
        turned = self.words_to_nobody()
        return replace(turned, said=(Said(uncalled), *turned.said)) if uncalled else turned

    def words_to_nobody(self) -> Turned:
        """Words that no question waits for."""
        elsewhere = self.chooses_it() or self.elsewhere() or self.code_of_what_waits(None)
        if elsewhere:
            return elsewhere
        if self.is_near_stop():
            return self.leave()
        if why := self.told_why() or self.followed():
            return why
        cast = self.of_a_vote_cast()
        if cast:
            return cast
        if self.world.ear.lexicon.meant(self.bare) is Sense.DONE and not self.scene.me.new:
            return self.thanks()  # «ok» after a goodbye is only polite
        if self.is_late_code():
            return self.vote_is_in()
        if contests(self.bare, self.world.ear.lexicon):
            return self.asked()
        read = self.read(keyword(self.reply.text, self.world.ear.lexicon))
        if read:
            return read
        if self.sounds_like_a_question():
            return self.asked()
        if self.scene.me.new or not self.reply.text.strip():
            return self.hello()
        self.memory = replace(self.memory, misses=self.memory.misses + 1)
        return self.begin("menu", *unknown_words(self.memory.misses, self.scene.edition))

    def heard(self, thread: Thread) -> Turned:
        """The reply given to the flow; if it was no answer, it may name another conversation; else it is a miss."""
        why = None if self.is_secret(thread) else self.told_why()
        if why:
            return why
        if self.is_code_too_early(thread):
            return self.run(Said(_("{code} est votre code : il sert une fois que tout est juste.", code=self.bare)))
        if self.bare[:1].isalpha() and not has_said_all(thread):
            if only_waits(self.bare, self.world.ear.lexicon):
                return self.run(Said(_("Prenez votre temps.")))
            if self.world.ear.lexicon.spell(self.bare) in self.world.ear.lexicon.resuming:
                return self.run()
        elsewhere = (
            self.of_a_choice_given_up(thread)
            or self.chosen_at_once(thread)
            or self.named_amid(thread)
            or self.meant_for_another(thread)
        )
        if elsewhere:
            return elsewhere
        chosen = self.chooses_it() if has_said_all(thread) else None
        if chosen:
            return chosen
        turned = self.run(reply=self.reply)
        if self.unheard:
            return self.instead(turned, thread.flow)
        if turned.asking is None or not turned.asking.missed:
            return replace(turned, memory=replace(turned.memory, misses=0)) if turned.memory.misses else turned
        question = turned.asking.question
        searched = isinstance(question, Listing) and question.search is not None
        elsewhere = self.elsewhere(searched=searched) or (self.leave() if self.is_near_stop() else None)
        elsewhere = elsewhere or self.code_of_what_waits(thread)
        if elsewhere is None and self.asks_amid(question):
            return self.read_amid(None) or self.begin("ask", opening=self.reply.text)
        if elsewhere is None and has_said_all(thread):
            elsewhere = self.of_a_vote_cast()
        if elsewhere is None and thread.flow in MENUS and self.is_late_code():
            return self.vote_is_in()
        return elsewhere or self.read_beside(thread) or self.missed(turned)

    def read_beside(self, thread: Thread) -> Turned | None:
        """What else words may be that do not answer the question shown: anything, if it only asks what to do next."""
        if not has_said_all(thread):
            to = keyword(self.reply.text, self.world.ear.lexicon, amid=True)
            amid = self.read_amid(None if to and to.flow in ANSWERS and thread.flow == "survey" else to)
            return amid or (self.read_instead(to) if thread.flow == RECEIPT else None)
        if thread.asked and self.bare in dict(thread.asked.view.keys):  # a line that was shown, and is no more
            return None
        followed = self.followed()
        if followed:
            return followed
        if contests(self.bare, self.world.ear.lexicon):
            return self.asked()
        read = self.read(keyword(self.reply.text, self.world.ear.lexicon))
        return read or (self.asked() if self.sounds_like_a_question() else None)

    def asks_amid(self, question: Question[Any]) -> bool:
        """Whether words are a question to the town, asked before something is confirmed, which then comes back.

        Not if it names numbers: what is said of them beside a ballot stays there.
        """
        words = self.world.ear.lexicon.spell(self.bare).split()
        confirms = isinstance(question, Confirm) or (isinstance(question, PickSome) and question.amends is not None)
        if not confirms or len(words) < A_QUESTION or any(map(str.isdigit, self.bare)):
            return False
        return "?" in self.bare or (self.asks_anywhere() and len(words) >= A_SENTENCE)

    def is_near_stop(self) -> bool:
        """Whether words that open nothing come near to asking for silence, were it by a slip of the thumb."""
        return near_silence(self.bare, self.world.ear.lexicon)

    def instead(self, turned: Turned, flow: str) -> Turned:
        """What is true instead of a question of *flow* that is over, and the conversation that the reply calls.

        While the flow has another question, that is told when it is taken up again, and not before something else.
        """
        to = keyword(self.reply.text, self.world.ear.lexicon)
        if to is not None and to.flow == flow:
            return turned
        goes_on = turned.asking is not None
        if not goes_on:
            self.memory = turned.memory
        elsewhere = self.elsewhere()
        if elsewhere is None:
            return turned
        return elsewhere if goes_on else replace(elsewhere, said=(*turned.said, *elsewhere.said))

    def sounds_like_a_question(self) -> bool:
        """Whether words that open nothing are worth looking up among the town's answers."""
        words = self.world.ear.lexicon.spell(self.bare).split()
        asks = len(words) > 1 and "?" in self.bare
        return len(words) >= A_SENTENCE or asks or contests(self.bare, self.world.ear.lexicon)

    def asked(self) -> Turned:
        """The words are a question to the town, on the project spoken of last if there is one."""
        return self.begin("ask", opening=asked_of(self.before, self.reply.text, self.scene.now))

    def told_why(self) -> Turned | None:
        """The reason once more, for who asks nothing but why of the projects that were just spoken of."""
        number = subject_of(self.before, self.scene.now)
        if not (number and asks_why(self.reply.text, self.world.ear.lexicon)):
            return None
        return self.begin("follow", opening="" if number == SEVERAL else str(number))

    def elsewhere(self, *, searched: bool = False) -> Turned | None:
        """What comes of words that are no answer here, but a door with a typo or the keyword of a conversation."""
        if self.world.ear.lexicon.optout.begins(fold(self.bare)):
            return self.leave()
        slip = doors.slip(self.reply.text, self.world.ear.lexicon)
        if slip:
            return self.through(slip)
        thread = self.memory.open
        amid = thread is not None and thread.asked is not None and not has_said_all(thread)
        to = self.numbered(keyword(self.reply.text, self.world.ear.lexicon, amid=amid))
        under_way = thread.flow if thread else ""
        if to and amid and to.flow in ANSWERS and under_way == "survey":
            return None
        objects = thread and amid and not _asks_what(thread) and only_contests(self.reply.text, self.world.ear.lexicon)
        if to is None and thread and objects:
            return self.begin("ask", opening=_contested(thread))
        if to is None and self.names_a_survey():
            return self.open("survey", self.bare)
        if to and searched and to.opening and to.flow == under_way:  # its words were searched for already
            return None
        return self.open(to.flow, to.opening) if to and self.is_plain(to) else None

    def names_a_survey(self) -> bool:
        """Whether the whole message is the word by which the town calls one of its surveys."""
        word = fold(self.bare)
        return any(fold(survey.word) == word for survey in self.scene.edition.surveys if survey.word)

    def missed(self, turned: Turned) -> Turned:
        """A reply that was no answer: the second in a row gets help in other words, the third a person to call."""
        assert turned.asking is not None, "only a question can be missed"
        misses = self.memory.misses + 1
        said = turned.said or (Said(_("Je n'ai pas compris."), _("Pas compris.")),)
        if misses == 2 and turned.asking.question.help:
            said = (*said, Said(turned.asking.question.help))
        if misses >= 3:
            said = (*said, person_instead(self.scene.edition))
        return replace(turned, memory=replace(turned.memory, misses=misses), said=said)


def _asks_what(thread: Thread) -> bool:
    """Whether the open question is what to ask the town: it says itself what it wants of who only objects."""
    return thread.flow == "ask" and thread.asked is not None and thread.asked.name.startswith(("question", "about-"))


def _contested(thread: Thread) -> str:
    """The project that the question under way is about, as its conversation opens: «#26»; "" if none."""
    question = str(dict(thread.answers).get("question", "")) if thread.flow == "ask" else ""
    return About("", about_of(question).number).told
