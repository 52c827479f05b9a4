"""Running conversations within a turn.

The open one from its first line, and those it hands over to, until one asks or ends.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from flows.talk.chat import Asking, Chat, Said
from flows.talk.codes import Codes, CodeSource, code_for, longer, missed
from flows.talk.deed import Deed, Look
from flows.talk.deeds import SayWrongCode, SpeakLanguage
from flows.talk.endings import Again, Dropped, Gone, TooLong, Waiting
from flows.talk.memory import Memory, Thread, View
from flows.talk.questions import Confirm, Question, Reply
from flows.talk.recalled import Recalled
from flows.talk.scene import Scene
from flows.talk.subject import asked_of
from flows.talk.turned import Turned, World
from flows.words import _

_HANDOVERS = 5
"""Flows that may hand over to one another within one turn; more is a loop."""

FORMS = ("vote", "propose", "survey")
"""The conversations of several questions, amid which people ask others."""

LONG_OPEN = 86_400
"""Seconds after which what is written seldom answers a question that was left open."""


class Running:
    """One message being heard: the person's memory as it changes, and the conversations that run on it."""

    def __init__(self, scene: Scene, memory: Memory, reply: Reply, world: World) -> None:
        self.scene = scene
        self.memory = memory
        self.reply = reply
        self.world = world
        self.unheard = False  # whether the last run came to no question that heard the reply
        self.before = memory  # as it was when the message came
        self.subject = 0  # the number of the project that was spoken of in this turn
        self.listed: tuple[int, ...] = ()  # the numbers of those that were told side by side
        self.told = ""  # the topic that was answered in this turn
        self.digits = scene.me.code_digits
        self.interrupts = False  # whether what runs now was asked amid a form, which then comes back
        self.chose = False  # whether the person chose a language in this turn

    def act(self, wish: Deed[Any] | Look[Any]) -> Any:
        """What the world does, or tells; a language that is spoken by a deed of a conversation was chosen."""
        self.chose = self.chose or isinstance(wish, SpeakLanguage)
        return self.world.act(wish)

    def begin(self, flow: str, *said: Said, opening: str = "") -> Turned:
        """*flow* from its start, after *said*; a form that it only interrupts comes back after it."""
        self.interrupts = self.world.flows[flow].gives_back and self.is_amid_a_form()
        self.memory = self.memory.begin(flow, opening, beside=self.interrupts)
        return self.run(*said)

    def is_amid_a_form(self) -> bool:
        """Whether a form waits for its answer: whoever asks something amid it is asked the same again after that."""
        thread = self.memory.open
        if thread is None or thread.asked is None or thread.flow not in FORMS:
            return False
        return self.scene.now.timestamp() - thread.asked.at <= LONG_OPEN

    def rerun(self, thread: Thread) -> Turned:
        """The open flow again, with other answers kept."""
        self.memory = replace(self.memory, open=thread)
        return self.run()

    def run(self, *said: Said, reply: Reply | None = None) -> Turned:
        """The open flow, and those it hands over to, until one asks or ends."""
        for _again in range(_HANDOVERS):
            thread = self.memory.open
            assert thread is not None, "run is called with a conversation open"
            chat = Chat(thread, reply, self.world.ear, self.act, self.recalled)
            chat.interrupts = self.interrupts
            try:
                self.world.flows[thread.flow].run(chat, self.scene)
            except Gone as gone:
                said, reply = (*said, *chat.said), None
                self.memory = replace(self.memory, open=gone.kept).put_aside()
                anew = self.world.flows[gone.flow].anew
                opening = asked_of(self.before, "", self.scene.now) if gone.flow == "ask" else ""
                self.memory = (self.memory.begin if anew else self.memory.take_up)(gone.flow, gone.opening or opening)
                continue
            except Again as again:
                said, reply = (*said, *((Said(again.remark),) if again.remark else ())), None
                self.memory = replace(self.memory, open=again.thread, misses=0)
                continue
            except Dropped as dropped:
                return self.dropped(thread, Said(dropped.remark))
            except Waiting:
                self.unheard, self.subject, self.listed = chat.has_reply, chat.subject, chat.listed
                return self.waiting(chat, said)
            except TooLong:
                return self.too_long(thread)
            self.unheard, self.subject, self.listed = chat.has_reply, chat.subject, chat.listed
            return self.over(chat, said)
        raise RuntimeError("flows hand over to each other without end")

    def waiting(self, chat: Chat, said: tuple[Said, ...]) -> Turned:
        """The flow asked: its question gets a code if it needs one, and is shown in place if a tap changed its look."""
        asking, said = chat.asking, (*said, *chat.said)
        assert asking is not None, "a flow that waits has asked"
        codes = self.memory.codes
        if isinstance(asking.question, Confirm) and not self.reply.vouched:
            said += self.guessed(asking, chat.thread.flow)
            asking, codes = self.with_code(asking, asking.question, chat.thread.flow)
        return Turned(
            memory=Memory(chat.thread, self.memory.aside, self.memory.misses, codes, tongue=self.memory.tongue),
            said=said,
            asking=asking,
            secret=self.world.flows[chat.thread.flow].secret,
            in_place=bool(self.reply.tap) and asking.same and not asking.missed and not said,
        )

    def guessed(self, asking: Asking, flow: str) -> tuple[Said, ...]:
        """A wrong code counts for its address and for the code that was shown; what to say if codes are longer now."""
        if not asking.guessed:
            return ()
        before, self.digits = self.digits, self.world.act(SayWrongCode()).digits
        self.memory = replace(self.memory, codes=missed(self.memory.codes, asking.question, flow))
        return (Said(longer(self.digits)),) if self.digits > before else ()

    def with_code(self, asking: Asking, question: Confirm, flow: str) -> tuple[Asking, Codes]:
        """The question with the code that confirms exactly what it asks, and all codes there are then."""
        source = CodeSource(self.world.chance, self.digits, self.scene.edition.numbers)
        code, others = code_for(question, flow, self.memory.codes, source)
        view = View(asking.view.keys, code=code.digits, outdated=tuple(other.digits for other in others))
        return replace(asking, view=view), (code, *others)

    def dropped(self, thread: Thread, said: Said) -> Turned:
        """What was to be confirmed is not done. What flows keep for later stays a draft, the rest goes."""
        shelved = replace(self.memory, open=thread).put_aside() if self.world.flows[thread.flow].keeps else self.memory
        self.memory = replace(shelved, open=None, misses=0)
        return Turned(self.memory, (said,), secret=self.is_secret(thread))

    def over(self, chat: Chat, said: tuple[Said, ...]) -> Turned:
        """The flow ended: its memory is deleted, which also keeps the ballot secret. What it interrupted may go on."""
        flow, said = self.world.flows[chat.thread.flow], (*said, *chat.said)
        self.memory = self.memory.ended(flow.name)
        if flow.gives_back and self.memory.aside:
            self.memory = self.memory.go_on()
            return self.run(*said)
        return Turned(self.memory, said, secret=flow.secret)

    def too_long(self, thread: Thread) -> Turned:
        """The conversation holds too many answers: it stays as it is, and the person is told the ways out."""
        told = _(
            "Cette conversation est trop longue. RETOUR pour revenir, ANNULER pour recommencer, MENU pour le reste."
        )
        return Turned(replace(self.memory, open=thread), (Said(told),), secret=self.is_secret(thread))

    def is_secret(self, thread: Thread) -> bool:
        """Whether what is said in that conversation must not be kept."""
        return self.world.flows[thread.flow].secret

    def trail(self) -> list[tuple[str, Any]]:
        """The answers of the open flow with their questions, in the order of the flow."""
        thread = self.memory.open
        if thread is None or not thread.answers:
            return []
        recalled = self.recalled(thread)
        return [(name, question) for name, question, _answer in recalled if not isinstance(question, Confirm)]

    def by_number(self) -> list[tuple[str, Any]]:
        """The same answers as «modifier 3» counts them: those read back with a number first, then all others."""
        trail = self.trail()
        question = self.on_screen(self.memory.open) if self.memory.open else None
        shown = question.numbered if isinstance(question, Confirm) else ()
        return sorted(trail, key=lambda pair: shown.index(pair[0]) if pair[0] in shown else len(shown))

    def on_screen(self, thread: Thread) -> Question[Any] | None:
        """The question at which *thread* waits."""
        chat = Chat(thread, None, self.world.ear, self._look)
        with suppress(Waiting, TooLong, Gone, Again, Dropped):
            self.world.flows[thread.flow].run(chat, self.scene)
        return chat.asking.question if chat.asking else None

    def recalled(self, thread: Thread) -> Recalled:
        """The questions of *thread* with the answers given to them, in the order of its flow: nothing is done."""
        chat = Chat(replace(thread, asked=None), None, self.world.ear, self._look)
        with suppress(Waiting, TooLong, Gone, Again, Dropped):
            self.world.flows[thread.flow].run(chat, self.scene)
        return tuple((name, question, chat.answer(name)) for name, question in chat.trail)

    def _look(self, wish: Deed[Any] | Look[Any]) -> Any:
        """What the world tells a conversation of which nothing is done: at its first deed it has asked all it asks."""
        if isinstance(wish, Deed):
            raise Waiting
        return self.world.act(wish)
