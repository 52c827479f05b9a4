"""Where words lead that open, change or leave a conversation: each is a change of what is remembered, and a new run.

These are the ways that every conversation has without knowing it: back, modify, cancel, menu, help, a language, an end.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import Any

from flows.talk.chat import Asking, Chat, Said
from flows.talk.deeds import AskedOf, BeSilent, SpeakAgain, SpeakLanguage
from flows.talk.keywords import VOTE
from flows.talk.late_codes import has_voted, nothing_to_cancel
from flows.talk.memory import Asked, Thread, View
from flows.talk.pleas import PLEAS
from flows.talk.questions import Answered, Option, Pick
from flows.talk.questions.options import Listing
from flows.talk.running import Running
from flows.talk.silenced import is_about_rights
from flows.talk.speech import contact_of, how_to_stop, who_we_are
from flows.talk.subject import asked_of, subject_of
from flows.talk.turned import Turned
from flows.talk.undone import UNWANTED
from flows.understanding.asking import Candidate
from flows.understanding.topics import asks_of_us
from flows.words import Say, Verbatim, _

MODIFYING = "_modify"
"""The name of the engine's own question: which answer to change."""

HELPS = "helps"
"""How the question begins that asks whether an answer helped."""

THEN = "then"
"""The name that conversations give to the question what to do next, once they have told what they were asked."""

MENUS = ("menu", "more")
"""The conversations that only ask what to do."""


NOTHING_SENT = _("C'est annulé, rien n'a été envoyé. Pour la suite : MENU.")


class Going(Running):
    """One message being heard, as far as it goes somewhere else than into the question shown."""

    @abstractmethod
    def answer(self) -> Turned:
        """What the message comes to, where it goes nowhere else."""

    @abstractmethod
    def missed(self, turned: Turned) -> Turned:
        """What is said to words that answer nothing."""

    @property
    def bare(self) -> str:
        """What the message says between its courtesies."""
        return self.world.ear.lexicon.bare(self.reply.text)

    def first_asked(self, words: str = "") -> Candidate | None:
        """What *words*, else the whole message, ask most probably; None if nothing that is known."""
        found: tuple[Candidate, ...] = self.world.act(AskedOf(words or self.reply.text))
        return found[0] if found else None

    # Doors

    def open(self, flow: str, opening: str) -> Turned:
        """Another conversation: begun anew with an opening, else taken up where it was left. No draft is wiped."""
        if flow == UNWANTED:
            return self.nothing_done()
        aside = opening.isdigit() or (opening and self.world.flows[flow].gives_back)
        beside = self.beside(flow, opening) if aside and self.flow_open() == VOTE else None
        if beside:
            return beside
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

    def nothing_done(self) -> Turned:
        """That what is not wanted is not done; the question on the screen stays open."""
        if self.memory.open:
            return self.run(Said(_("D'accord, rien n'est fait.")))
        return Turned(self.memory, (Said(_("D'accord, rien n'est fait. Pour la suite : MENU.")),))

    def beside(self, flow: str, opening: str) -> Turned | None:
        """What *flow* tells beside the vote on the screen, which goes on with its code; None if it tells nothing so."""
        tell = self.world.flows[flow].beside
        if tell is None:
            return None
        chat = Chat(Thread(flow, opening), None, self.world.ear, self.act, self.recalled)
        tell(chat, self.scene)
        return self.run(*chat.said)

    def is_under_way(self, flow: str, opening: str) -> bool:
        """Whether *opening* is meant for what *flow* waits for already, and no new beginning: «VOTE» and its code."""
        goes_on = self.world.flows[flow].goes_on
        thread = next((thread for thread in self.memory.threads if thread.flow == flow), None)
        if goes_on is None or thread is None or thread.asked is None or thread.asked.name == MODIFYING:
            return False
        begun = bool(thread.answers or thread.asked.view.ticked)
        return begun and goes_on(opening, self.scene.edition, self.world.ear.lexicon)

    def flow_open(self) -> str:
        """The name of the conversation that is open; "" if none."""
        return self.memory.open.flow if self.memory.open else ""

    def speak(self, language: str, *, asked: bool = False, first: str = "") -> Turned:
        """The same question, in another language; one the edition does not speak is answered by the choice there is.

        Whether it is spoken may have been *asked*: then it is said so. What was told last is told again, else *first*.
        """
        if language not in self.scene.edition.languages:
            return self.begin("language")
        self.act(SpeakLanguage(language))
        if self.memory.open and self.memory.open.flow == "language":
            self.memory = self.memory.go_on()
        said = (Said(_("Oui, nous vous écrivons en français.")),) if asked else ()
        if self.memory.open:
            return self.run(*said)
        self.told = self.before.told if is_an_answer(self.before.told) else first
        return self.begin("go_on", *said, opening=self.told) if self.told else self.begin("menu", *said)

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

    def over(self, chat: Chat, said: tuple[Said, ...]) -> Turned:
        """The same; what was asked amid one that has told all and asks what to do next does not tell it again."""
        flow, before = self.world.flows[chat.thread.flow], self.memory.aside[:1]
        goes_back = flow.gives_back and before and before[0].flow not in MENUS and has_said_all(before[0])
        if not goes_back or not (said or chat.said):
            return super().over(chat, said)
        self.memory = self.memory.ended(flow.name).go_on()
        return Turned(self.memory, (*said, *chat.said), secret=flow.secret)

    def thanks(self) -> Turned:
        """A polite word back; the question on the screen is asked again, unless it was whether an answer helped.

        One that only asks what to do next stays as it is.
        """
        asked = self.memory.open.asked if self.memory.open else None
        if asked and asked.name.startswith(HELPS):
            self.memory = self.memory.ended(self.flow_open()).go_on()
        if self.memory.open and has_said_all(self.memory.open) and self.memory.open.flow not in MENUS:
            return Turned(self.memory, (Said(_("Avec plaisir !")),))
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
            return self.begin("menu", Said(nothing_to_cancel(self.scene)))
        self.memory = replace(self.memory, open=None, misses=0)
        return Turned(self.memory, (Said(NOTHING_SENT),))

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


def is_an_answer(topic: str) -> bool:
    """Whether what was told of *topic* is worth telling again in another language."""
    return bool(topic) and asks_of_us(topic) and topic not in PLEAS


def has_said_all(thread: Thread) -> bool:
    """Whether the open question only asks what to do next: a question to the town interrupts nothing there."""
    return thread.flow in MENUS or (thread.asked is not None and thread.asked.name.partition(".")[0] == THEN)
