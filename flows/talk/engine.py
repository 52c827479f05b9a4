"""One turn of a conversation, values in, values out: sends nothing and saves nothing.

The laws that every flow lives by, held here and in `flows.talk.chat`:

1. A flow touches nothing but its Chat and its Scene.
2. A flow asks, then does, then says goodbye: no question follows a deed, so no deed is ever replayed.
3. A reply answers the question the person was shown, or none: a tap on an old keyboard, a message written before the
   question was shown, or a reply to a question that is no longer the one to ask, is not heard.

*Back*, *modify*, *cancel*, *menu*, *help*, a change of language and coming back after days work in every flow, without
the flow knowing: each is a change of the answers kept, after which the flow is simply run again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flows.talk import doors
from flows.talk.chat import Asking, Said
from flows.talk.copies import NOTED, is_copy, marked, may_be_meant, was_answered
from flows.talk.deeds import BeSilent, SpeakAgain, SpeakLanguage
from flows.talk.late_codes import has_voted, is_late_code, is_late_tap, vote_is_in
from flows.talk.late_corrections import cast_anew, corrects_it, regrets_it
from flows.talk.memory import MOST_ASIDE, Asked, Memory, Thread, View
from flows.talk.opening import Opening
from flows.talk.questions import Answered, Confirm, Number, OfAge, Option, Pick, PickSome, Question, Reply, unread
from flows.talk.questions.confirm import typed_digits
from flows.talk.questions.options import Listing
from flows.talk.running import Running
from flows.talk.scene import Scene
from flows.talk.silenced import ANSWERED, is_about_rights, may_answer, right_asked, silenced
from flows.talk.speech import contact_of, how_to_stop, notice, out_of_date, person_instead, unknown_words, who_we_are
from flows.talk.subject import SEVERAL, asked_of, asks_why, speaking_of, subject_of
from flows.talk.turned import Turned, World
from flows.understanding.as_typed import as_typed, is_reaction
from flows.understanding.contesting import contested_in, contests, only_contests
from flows.understanding.lexicon import Sense, fold, near_silence
from flows.words import Say, Verbatim, _

MOST_LETTERS = 4_000
"""Letters of one message that are heard; Telegram's own limit is 4,096."""

IDLE = 7_200
"""Seconds after which a question that got no answer has been put down, and we may speak of something else."""

A_QUESTION = 2
"""Words that a question has at least, amid something that is to be confirmed."""

A_SENTENCE = 3
"""Words from which on a message that opens nothing is taken for a question to the town."""

MENUS = ("menu", "more")
"""The conversations that only ask what to do."""

THEN = "then"
"""The name that conversations give to the question what to do next, once they have told what they were asked."""

MODIFYING = "_modify"
"""The name of the engine's own question: which answer to change."""

NO_REPLY = Reply()
"""Of what is secret no mark is kept."""


def turn(scene: Scene, memory: Memory, reply: Reply, world: World) -> Turned:
    """What the person hears, and what is remembered, after *reply*."""
    if len(reply.text) > MOST_LETTERS:
        reply = replace(reply, text=reply.text[:MOST_LETTERS])
    now, lexicon = scene.now, world.ear.lexicon
    typed = as_typed(reply.text, lexicon)
    if typed != reply.text:
        reply = replace(reply, text=typed)
    if is_reaction(reply.text, lexicon):
        return Turned(memory, secret=True, silent=True)
    secret = memory.open is not None and world.flows[memory.open.flow].secret
    if is_copy(reply, memory, now, lexicon, secret=secret):
        return _copied(scene, memory, reply, world)
    door = doors.door(reply, memory, lexicon)
    if scene.me.stopped and reply.text.startswith("/start"):  # on Telegram, the only way back is a link or its button
        door = Sense.START
    if scene.me.stopped and door not in ANSWERED:
        return _in_silence(scene, memory, reply, door, world)
    heard = _Turn(scene, memory, reply, world)
    turned = heard.through(door)
    if scene.me.stopped:
        turned = _hinted_as(memory, turned)
    turned = replace(turned, memory=speaking_of(turned.memory, heard.subject, now))
    memory = marked(turned.memory, NO_REPLY if turned.secret else reply, now)
    if memory is not turned.memory:
        turned = replace(turned, memory=memory)
    if not scene.me.new or turned.silent:
        return turned
    return replace(turned, said=(notice(scene.edition), *turned.said))


def _copied(scene: Scene, memory: Memory, reply: Reply, world: World) -> Turned:
    """What a copy is answered: nothing, but where the question on the screen may be answered so, that one again."""
    turn, thread = _Turn(scene, memory, reply, world), memory.open
    answered = was_answered(reply.text.strip(), memory, scene.now) and not scene.me.stopped
    if not (answered and thread and may_be_meant(memory, scene.now, turn.on_screen(thread))):
        return Turned(memory, secret=True, silent=True)
    again = turn.run(Said(NOTED))
    return replace(again, memory=replace(again.memory, last=memory.last), secret=True)


def _in_silence(scene: Scene, memory: Memory, reply: Reply, door: doors.Door | None, world: World) -> Turned:
    """What someone hears who asked for silence: their rights, whole, and nothing else."""
    lexicon = world.ear.lexicon
    right = right_asked(reply, door, lexicon)
    if right:
        turned = _Turn(scene, memory, reply, world).open(right.flow, right.opening)
    elif is_about_rights(memory, scene.now) and may_answer(reply, door, lexicon):
        turned = _Turn(scene, memory, reply, world).of_rights(door)
    else:
        return silenced(scene, memory, reply, door, lexicon)
    return replace(_hinted_as(memory, turned), secret=True)


def _hinted_as(memory: Memory, turned: Turned) -> Turned:
    """*turned*, with the hint given once a day kept as *memory* has it."""
    return replace(turned, memory=replace(turned.memory, hinted=memory.hinted))


def push(scene: Scene, memory: Memory, opening: Opening, whom: str, world: World) -> Turned:
    """What we say first, by beginning the conversation that *opening* names; *whom* it is for.

    It never takes the floor from a conversation under way: what it would ask is then kept for later, and the question
    on the person's screen stays the one that their next words answer.
    """
    if scene.me.stopped:
        return Turned(memory, silent=True)
    said = _Turn(scene, memory, Reply(), world)
    turned = said.pushed(opening.flow, opening.text)
    if turned.said or turned.asking:
        turned = replace(turned, memory=speaking_of(turned.memory, said.subject, scene.now))
    called = (Said(_("Pour {name} :", name=Verbatim(whom))),) if whom and whom != scene.me.name else ()
    told = (notice(scene.edition),) if scene.me.new and turned.said else ()
    return replace(turned, said=(*told, *called, *turned.said))


class _Turn(Running):
    """One message being heard: what it means, given the question shown and the doors there are."""

    @property
    def bare(self) -> str:
        """What the message says between its courtesies."""
        return self.world.ear.lexicon.bare(self.reply.text)

    def through(self, door: doors.Door | None) -> Turned:
        """What comes of the message, given the door it knocks at."""
        match door:
            case None:
                return self.answer()
            case doors.To(flow, opening):
                return self.open(flow, opening)
            case doors.Speak(language):
                return self.speak(language)
            case doors.ChangeAnswer(number):
                return self.change(number)
        return {
            Sense.STOP: self.stop,
            Sense.START: self.start,
            Sense.CONTACT: self.contact,
            Sense.WHO: self.who,
            Sense.LEAVE: self.leave,
            Sense.HELP: self.help,
            Sense.MENU: self.menu,
            Sense.BACK: self.back,
            Sense.CANCEL: self.cancel,
            Sense.HELLO: self.hello,
            Sense.THANKS: self.thanks,
        }[door]()

    def pushed(self, flow: str, opening: str) -> Turned:
        """What *flow* says; its question is put at once if nothing else waits for an answer."""
        before = self.memory
        free = self.floor_is_free() and not any(thread.flow == flow and thread.answers for thread in _threads(before))
        self.memory = before.begin(flow, opening) if free else Memory(Thread(flow, opening))
        turned = self.run()
        begun = turned.memory.open
        if turned.asking is None or begun is None:
            return replace(turned, memory=before)
        if free and not self.breaks_into_a_secret(before, begun):
            return turned
        word = self.world.flows[begun.flow].word
        if not word or (before.open and before.open.flow == begun.flow):
            return Turned(before, turned.said)
        later = Said(_("Pour y répondre : {word}.", word=word))
        return Turned(_with_kept(before, begun), (*turned.said, later))

    def breaks_into_a_secret(self, before: Memory, begun: Thread) -> bool:
        """Whether digits meant for a vote, or a code, would be heard by *begun*: however long ago it was asked for.

        The SMS that puts the new question may still be on its way when they are typed.
        """
        thread = before.open
        return thread is not None and thread.flow != begun.flow and self.is_secret(thread)

    def floor_is_free(self) -> bool:
        """Whether nothing waits for an answer that the person may be about to give."""
        thread = self.memory.open
        if thread is None or thread.asked is None or thread.flow == "menu":
            return True
        return self.scene.now.timestamp() - thread.asked.at > IDLE

    # Answers

    def answer(self) -> Turned:
        """The message is for the question shown, if it can answer it; else it may name another conversation."""
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
        elsewhere = self.elsewhere()
        if elsewhere:
            return elsewhere
        if self.is_near_stop():
            return self.leave()
        if why := self.told_why():
            return why
        cast = self.of_a_vote_cast()
        if cast:
            return cast
        if self.sounds_like_a_question():
            return self.asked()
        if self.scene.me.new or not self.reply.text.strip():
            return self.hello()
        if self.world.ear.lexicon.meant(self.bare) is Sense.DONE:  # «ok» after a goodbye is only polite
            return self.thanks()
        if self.is_late_code():
            return self.vote_is_in()
        self.memory = replace(self.memory, misses=self.memory.misses + 1)
        return self.begin("menu", *unknown_words(self.memory.misses, self.scene.edition))

    def heard(self, thread: Thread) -> Turned:
        """The reply given to the flow; if it was no answer, it may name another conversation; else it is a miss."""
        why = None if self.is_secret(thread) else self.told_why()
        if why:
            return why
        if self.is_code_too_early(thread):
            return self.run(Said(_("{code} est votre code : il sert une fois que tout est juste.", code=self.bare)))
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
            return self.begin("ask", opening=self.reply.text)
        if elsewhere is None and _has_said_all(thread):
            elsewhere = self.of_a_vote_cast()
        if elsewhere is None and _has_said_all(thread) and self.sounds_like_a_question():
            return self.asked()
        if elsewhere is None and thread.flow in MENUS and self.is_late_code():
            return self.vote_is_in()
        return elsewhere or self.missed(turned)

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

    def asks_amid(self, question: Question[Any]) -> bool:
        """Whether words are a question to the town, asked before something is confirmed, which then comes back.

        Not if it names numbers: what is said of them beside a ballot stays there.
        """
        words = self.world.ear.lexicon.spell(self.bare).split()
        confirms = isinstance(question, Confirm) or (isinstance(question, PickSome) and question.amends is not None)
        if not confirms or len(words) < A_QUESTION or any(map(str.isdigit, self.bare)):
            return False
        return "?" in self.bare or (words[0] in self.world.ear.lexicon.asking and len(words) >= A_SENTENCE)

    def code_of_what_waits(self, thread: Thread) -> Turned | None:
        """What comes of the code of what this conversation interrupted: «Cela répond-il ?» is no reason to lose it."""
        before = next(iter(self.memory.aside), None)
        if self.reply.vouched or not self.world.flows[thread.flow].gives_back or not before or not before.asked:
            return None
        code = before.asked.view.code
        if not code or "".join(typed_digits(self.reply.text, self.world.ear.lexicon)) != code:
            return None
        self.memory = self.memory.go_on()
        return self.answer()

    def is_near_stop(self) -> bool:
        """Whether words that open nothing come near to asking for silence, were it by a slip of the thumb."""
        return near_silence(self.bare, self.world.ear.lexicon)

    def instead(self, turned: Turned, flow: str) -> Turned:
        """What is true instead of a question of *flow* that is over, and the conversation that the reply calls.

        While the flow has another question, that is told when it is taken up again, and not before something else.
        """
        to = doors.keyword(self.reply.text, self.world.ear.lexicon)
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
        amid = thread is not None and thread.asked is not None and not _has_said_all(thread)
        to = doors.keyword(self.reply.text, self.world.ear.lexicon, amid=amid)
        under_way = thread.flow if thread else ""
        if to and amid and to.flow in doors.ANSWERS and under_way == "survey":
            return None
        objects = thread and amid and not _asks_what(thread) and only_contests(self.reply.text, self.world.ear.lexicon)
        if to is None and thread and objects:
            return self.begin("ask", opening=contested_in(_question_asked(thread)))
        if to is None and self.names_a_survey():
            return self.open("survey", self.bare)
        if to is None or (searched and to.opening and to.flow == under_way):  # its words were searched for already
            return None
        return self.open(to.flow, to.opening)

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

    # Doors

    def open(self, flow: str, opening: str) -> Turned:
        """Another conversation: begun anew with an opening, else taken up where it was left. No draft is wiped."""
        if flow == "ask":
            opening = asked_of(self.before, opening, self.scene.now)
        if opening and self.is_under_way(flow, opening):
            self.memory = self.memory if self.flow_open() == flow else self.memory.take_up(flow)
            self.reply = replace(self.reply, text=opening)
            return self.answer()
        if opening and flow in self.scene.me.drafts:
            self.memory = self.memory.take_up(flow)
            return self.run(Said(_("Vous en aviez commencé une : la voici. Pour repartir de zéro : ANNULER.")))
        if opening or self.world.flows[flow].anew:
            return self.begin(flow, opening=opening)
        if self.memory.open is None or self.memory.open.flow != flow:
            self.memory = self.memory.take_up(flow)
        return self.run()

    def is_under_way(self, flow: str, opening: str) -> bool:
        """Whether *opening* is meant for what *flow* waits for already, and no new beginning: «VOTE» and its code."""
        goes_on = self.world.flows[flow].goes_on
        thread = next((one for one in _threads(self.memory) if one.flow == flow), None)
        if goes_on is None or thread is None or thread.asked is None or thread.asked.name == MODIFYING:
            return False
        begun = bool(thread.answers or thread.asked.view.ticked)
        return begun and goes_on(opening, self.scene.edition, self.world.ear.lexicon)

    def flow_open(self) -> str:
        """The name of the conversation that is open; "" if none."""
        return self.memory.open.flow if self.memory.open else ""

    def speak(self, language: str) -> Turned:
        """The same question, in another language; one the edition does not speak is answered by the choice there is."""
        if language not in self.scene.edition.languages:
            return self.begin("language")
        self.world.act(SpeakLanguage(language))
        if self.memory.open and self.memory.open.flow == "language":
            self.memory = self.memory.go_on()
        return self.run() if self.memory.open else self.begin("menu")

    def stop(self) -> Turned:
        """Silence, confirmed once."""
        self.world.act(BeSilent(self.reply.text))
        told = _("C'est noté, nous ne vous écrirons plus. Pour reprendre : START. Pour nous joindre : CONTACT.")
        return Turned(self.memory, (Said(told),))

    def start(self) -> Turned:
        """The end of silence."""
        if not self.scene.me.stopped:
            return self.hello()
        self.world.act(SpeakAgain(self.reply.text))
        return self.resume(Said(_("Vous recevrez de nouveau nos messages.")))

    def contact(self) -> Turned:
        """Who runs the service; the question on the screen stays open."""
        self.subject = subject_of(self.before, self.scene.now)
        return Turned(self.memory, (contact_of(self.scene.edition),))

    def who(self) -> Turned:
        """Who we are and how to stop, for whom we are strangers; the question on the screen stays open."""
        return Turned(self.memory, (who_we_are(self.scene.edition),))

    def leave(self) -> Turned:
        """How to stop, for words that come near to it: nobody is silenced by a guess."""
        under_way = self.memory.open is not None and self.memory.open.flow != "menu"
        return Turned(self.memory, (how_to_stop(under_way=under_way),))

    def help(self) -> Turned:
        """The open question in other words; the general help when there is none."""
        if self.scene.me.stopped and not is_about_rights(self.memory, self.scene.now):
            return Turned(
                self.memory,
                (Said(_("Vous avez demandé le silence. Pour reprendre : START. Pour nous joindre : CONTACT.")),),
            )
        if self.memory.open is None or self.memory.open.asked is None:
            return self.begin("help")
        turned = self.run()
        words = turned.asking.question.help if turned.asking else None
        ways = Said(
            _("RETOUR : question d'avant. ANNULER : arrêter. MENU : tout le reste. CONTACT : une personne."),
            _("RETOUR, ANNULER, MENU ou CONTACT à tout moment."),
        )
        return replace(turned, said=((Said(words),) if words else ()) + (ways, *turned.said))

    def menu(self) -> Turned:
        """The menu; what was under way is kept for later."""
        return self.begin("menu")

    def hello(self) -> Turned:
        """A greeting takes up what was under way, or opens with a welcome."""
        if self.memory.open and self.memory.open.flow != "menu":
            return self.resume(Said(_("Rebonjour ! On reprend là où nous en étions.")))
        return self.begin("welcome")

    def thanks(self) -> Turned:
        """A polite word back; the question on the screen is asked again."""
        if self.memory.open:
            return self.run(Said(_("Avec plaisir !")))
        self.subject = subject_of(self.before, self.scene.now)
        return Turned(self.memory, (Said(_("Avec plaisir ! Pour la suite : MENU.")),))

    def resume(self, said: Said) -> Turned:
        """What was under way goes on after *said*, or the menu."""
        return self.run(said) if self.memory.open else self.begin("menu", said)

    def cancel(self) -> Turned:
        """The open conversation is dropped; nothing of it is sent."""
        if self.memory.open is None or self.memory.open.flow == "menu":
            return self.begin("menu", Said(_("Rien n'est en cours.")))
        self.memory = replace(self.memory, open=None, misses=0)
        return Turned(self.memory, (Said(_("C'est annulé, rien n'a été envoyé. Pour la suite : MENU.")),))

    def back(self) -> Turned:
        """The question before: a search is closed first, then the last answer is forgotten; before all, the menu."""
        thread = self.memory.open
        if thread is None:
            return self.begin("menu")
        if thread.asked and thread.asked.name == MODIFYING:
            return self.rerun(replace(thread, asked=None))
        if thread.asked and (thread.asked.view.find or thread.asked.view.group or thread.asked.view.page):
            cleared = replace(thread.asked, view=View(ticked=thread.asked.view.ticked))
            return self.rerun(replace(thread, asked=cleared))
        if not thread.answers:
            self.memory = replace(self.memory, open=None)
            return self.begin("menu")
        before = self.trail()  # the last answer given may come after the question shown, if that one is modified
        return self.rerun(thread.without(before[-1][0])) if before else self.begin("menu")

    def change(self, number: int) -> Turned:
        """One answer is asked again: the one numbered, the only one there is, or the one picked from a list."""
        thread = self.memory.open
        trail = self.by_number()
        if (thread is None or thread.flow in MENUS) and has_voted(self.scene):
            return self.begin("unvote")
        if thread is None or not trail:
            nothing = Said(_("Il n'y a rien à modifier pour l'instant."))
            return self.run(nothing) if thread else self.begin("menu", nothing)
        if number > len(trail):
            return self.run(Said(_("Il n'y a pas de réponse n° {number}.", number=number)))
        if number or len(trail) == 1:
            return self.reask(thread, trail[(number or 1) - 1][0])
        self.memory = replace(self.memory, open=replace(thread, asked=None))
        which = Asking(MODIFYING, _which_answer(trail), View())
        return Turned(self.memory, asking=which, secret=self.is_secret(thread))

    def chosen_to_modify(self, thread: Thread) -> Turned:
        """The reply to the engine's own question, which answer to change."""
        asked, question = thread.asked, _which_answer(self.by_number())
        view = asked.view if asked else View()
        heard = question.heard(self.reply, view, self.world.ear)
        if isinstance(heard, Answered):
            return self.reask(thread, heard.answer)
        said = (Said(heard.remark),) if heard.remark else ()
        again = Asking(MODIFYING, question, view, same=True, missed=True)
        return self.missed(Turned(self.memory, said, again, secret=self.is_secret(thread)))

    def reask(self, thread: Thread, name: str) -> Turned:
        """One answer asked again. To who taps, a choice of several comes back with its boxes ticked."""
        kept, thread = dict(thread.answers).get(name), thread.without(name)
        if not (self.reply.tap and isinstance(kept, tuple)):
            return self.rerun(thread)
        asked = Asked(name, self.reply.serial, self.reply.at, View(ticked=kept))
        return self.rerun(replace(thread, asked=asked))


def _threads(memory: Memory) -> tuple[Thread, ...]:
    return (*((memory.open,) if memory.open else ()), *memory.aside)


def _with_kept(memory: Memory, begun: Thread) -> Memory:
    """*memory* with what we began put aside; it takes the place of nothing that the person wrote."""
    others = tuple(thread for thread in memory.aside if thread.flow != begun.flow)
    theirs = any(thread.flow == begun.flow and (thread.answers or thread is memory.open) for thread in _threads(memory))
    if theirs or len(others) >= MOST_ASIDE:
        return memory
    return replace(memory, aside=(replace(begun, asked=None), *others))


def _has_said_all(thread: Thread) -> bool:
    """Whether the open question only asks what to do next: a question to the town interrupts nothing there."""
    return thread.flow in MENUS or (thread.asked is not None and thread.asked.name.partition(".")[0] == THEN)


def _which_answer(trail: list[tuple[str, Any]]) -> Pick:
    options = tuple(Option(name, _topic(question)) for name, question in trail)
    return Pick(
        _("Quelle réponse voulez-vous modifier ?"),
        short=_("Modifier quoi ?"),
        help=_("Répondez par le chiffre de la réponse à changer. RETOUR : ne rien changer."),
        options=options,
        read_out=True,
    )


def _topic(question: Listing[Any]) -> Say:
    return question.topic or question.short or question.prompt or Verbatim("?")


def _asks_what(thread: Thread) -> bool:
    """Whether the open question is what to ask the town: it says itself what it wants of who only objects."""
    return thread.flow == "ask" and thread.asked is not None and thread.asked.name.startswith(("question", "about-"))


def _question_asked(thread: Thread) -> str:
    """The question to the town that is under way; "" if none."""
    return str(dict(thread.answers).get("question", "")) if thread.flow == "ask" else ""
