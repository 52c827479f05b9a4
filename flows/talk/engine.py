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

from flows.talk import doors
from flows.talk.answering import Answering
from flows.talk.chat import Said
from flows.talk.copies import NOTED, is_copy, marked, may_be_meant, was_answered
from flows.talk.deeds import SpeakLanguage
from flows.talk.memory import MOST_ASIDE, Memory, Thread
from flows.talk.opening import Opening
from flows.talk.questions import Reply
from flows.talk.scene import Scene
from flows.talk.silenced import ANSWERED, is_about_rights, may_answer, right_asked, silenced
from flows.talk.speech import named, notice, unknown_words
from flows.talk.subject import speaking_of
from flows.talk.tongues import as_chosen, is_strange, line_in, tongue_of, with_line_said
from flows.talk.turned import Turned, World
from flows.understanding.as_typed import as_typed, is_reaction
from flows.understanding.senses import Sense
from flows.words import Verbatim, _

MOST_LETTERS = 4_000
"""Letters of one message that are heard; Telegram's own limit is 4,096."""

IDLE = 7_200
"""Seconds after which a question that got no answer has been put down, and we may speak of something else."""

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
    tongue = tongue_of(scene, memory, reply, door, lexicon)
    if tongue in scene.edition.languages and tongue != scene.me.language:
        world.act(SpeakLanguage(tongue))
        scene = replace(scene, me=replace(scene.me, language=tongue))
    heard = _Turn(scene, memory, reply, world)
    turned = heard.in_another_tongue(tongue) if is_strange(tongue, door, scene) else heard.through(door)
    if heard.chose:
        turned = replace(turned, memory=as_chosen(turned.memory))
    if scene.me.stopped:
        turned = _hinted_as(memory, turned)
    spoken_of = speaking_of(turned.memory, now, heard.subject, heard.told, heard.listed)
    memory = marked(spoken_of, NO_REPLY if turned.secret else reply, now)
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
        turned = replace(turned, memory=speaking_of(turned.memory, scene.now, said.subject))
    called = (Said(_("Pour {name} :", name=Verbatim(whom))),) if whom and whom != scene.me.name else ()
    if scene.me.new and turned.said:  # the notice says whose this is
        return replace(turned, said=(notice(scene.edition), *called, *turned.said))
    return replace(turned, said=named(scene.edition, (*called, *turned.said)))


class _Turn(Answering):
    """One message being heard, or what we say first."""

    def in_another_tongue(self, tongue: str) -> Turned:
        """What comes of words in a language that the edition does not speak: one line in it, then the menu.

        Amid something else they may be an answer, as a name or an idea is; nothing else is done with them.
        """
        line = line_in(tongue, self.scene, self.memory, self.world.ear.lexicon)
        if self.is_at_rest(self.memory.open):
            turned = self.begin("menu", *(line or unknown_words(1, self.scene.edition)))
            return replace(turned, memory=with_line_said(turned.memory, self.scene))
        turned = self.answer()
        if not (line and turned.asking and turned.asking.missed):
            return turned
        return replace(turned, said=(*line, *turned.said), memory=with_line_said(turned.memory, self.scene))

    def pushed(self, flow: str, opening: str) -> Turned:
        """What *flow* says; its question is put at once if nothing else waits for an answer."""
        before = self.memory
        free = self.floor_is_free() and not any(thread.flow == flow and thread.answers for thread in before.threads)
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


def _with_kept(memory: Memory, begun: Thread) -> Memory:
    """*memory* with what we began put aside; it takes the place of nothing that the person wrote."""
    others = tuple(thread for thread in memory.aside if thread.flow != begun.flow)
    theirs = any(thread.flow == begun.flow and (thread.answers or thread is memory.open) for thread in memory.threads)
    if theirs or len(others) >= MOST_ASIDE:
        return memory
    return replace(memory, aside=(replace(begun, asked=None), *others))
