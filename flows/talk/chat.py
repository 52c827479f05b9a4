"""The one thing a flow talks to: it speaks, asks and does through its Chat.

At each message the flow is run again from its first line. An answer already given is returned at once; the first one
missing ends the run there. So a flow reads like a plain function, and nothing of it needs to be kept but its answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, NoReturn, TypeVar, cast

from flows.talk.deed import Deed, Look
from flows.talk.endings import Again, Dropped, Gone, TooLong, Waiting
from flows.talk.memory import Asked, Stored, Thread, View
from flows.talk.questions.base import Answered, Changed, Corrected, Declined, Ear, Missed, Question, Reopened, Reply
from flows.talk.questions.confirm import Confirm
from flows.talk.recalled import Recalled
from flows.talk.way_out import WayOut
from flows.understanding.interrogative import looks_asked
from flows.understanding.lexicon import Lexicon
from flows.words import Say, _

A = TypeVar("A")
O = TypeVar("O")  # noqa: E741  # an outcome

MOST_ANSWERS = 60
"""Answers one conversation may hold: twice the longest survey we know of, and a bound on what we keep of one person."""


class AskedAfterDeed(RuntimeError):
    """A flow asked a question after a deed. Ask first, then do, then say goodbye: so that no deed is ever replayed."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something said, and the same for an SMS if it should be shorter there.

    *photo* is the address of a picture that goes with it, for channels that can show one; so are *ways* to other apps.
    What is *to_forward* is a message apart where messages cost nothing, and says itself whose it is.
    """

    text: Say
    short: Say | None = None
    photo: str = ""
    ways: tuple[WayOut, ...] = ()
    to_forward: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to be shown. *same* is true when it was on the screen already and only its look changed.

    *repeated*: it was read a moment ago, and the reply did not answer it. *missed*: the reply was none at all.
    *guessed*: it was a wrong code.
    """

    name: str
    question: Question[Any]
    view: View
    same: bool = False
    repeated: bool = False
    missed: bool = False
    guessed: bool = False


class Chat:
    """One run of a flow: what it says, the question it stops at, and the answers it used."""

    def __init__(
        self,
        thread: Thread,
        reply: Reply | None,
        ear: Ear,
        act: Callable[[Deed[Any] | Look[Any]], Any],
        recall: Callable[[Thread], Recalled] = lambda _thread: (),
    ) -> None:
        """*reply* is heard by the question that *thread* has asked, or by none; *act* does the deeds, and looks.

        *recall* runs another conversation of the person only to see its questions and answers.
        """
        self.thread = thread
        self.said: list[Said] = []
        self.asking: Asking | None = None
        self.interrupts = False  # whether it was begun amid a form, which comes back once it is over
        self.subject = 0  # the number of the project that was spoken of
        self.listed: tuple[int, ...] = ()  # the numbers of those that were told side by side
        self.trail: list[tuple[str, Question[Any]]] = []
        self._kept = dict(thread.answers)
        self._reply = reply
        self._lost: Reply | None = None  # the reply to an answer that is none any more
        self._ear = ear
        self._act = act
        self.recall = recall
        self._counts: dict[str, int] = {}
        self._answers: dict[str, Any] = {}
        self._acted = False

    @property
    def opening(self) -> str:
        """The words that came with the flow's keyword and were not used yet."""
        return self.thread.opening

    @property
    def lexicon(self) -> Lexicon:
        """Everyone's words, by which the opening is read."""
        return self._ear.lexicon

    def asks(self, words: str) -> bool:
        """Whether *words* look like a question."""
        return looks_asked(words, self.lexicon)

    def spoken(self, text: Say) -> str:
        """*text* as the person reads it: what is cut where a sentence ends must be known in their words."""
        return self._ear.say(text)

    @property
    def has_reply(self) -> bool:
        """Whether the reply was heard by no question yet: the one that it answers is no longer asked."""
        return self._reply is not None or self._lost is not None

    @property
    def begun(self) -> bool:
        """Whether answers were given in this conversation before this turn."""
        return bool(self._kept)

    def say(self, text: Say, short: Say | None = None, *, photo: str = "") -> None:
        """Speak; *short* is said instead where each letter costs. *photo* is the address of a picture to go with it."""
        self.said.append(Said(text, short, photo))

    def hand_over(self, *said: Said) -> None:
        """Say what is to be forwarded, and over which buttons that may be done."""
        self.said += said

    def spoke_of(self, number: int) -> None:
        """Note the project that was spoken of: what the person asks next may be about it (`flows.talk.subject`)."""
        self.subject = number

    def listed_all(self, numbers: Iterable[int]) -> None:
        """Note the projects that were told side by side, in their order: «le premier» is one of them."""
        self.listed = tuple(numbers)

    def ask(self, name: str, question: Question[A], *, opening: bool = False) -> A:
        """The answer to *question*, once the person has given it; until then the turn ends here.

        With *opening*, words that came with the keyword («VOTE 12 34») are heard as a first reply. In a loop the same
        *name* counts itself: `choice`, `choice.2` … Raises AskedAfterDeed when a deed was done before.
        """
        if self._acted:
            raise AskedAfterDeed(name)
        name = self._counted(name)
        if opening and self.thread.opening:
            return self._opened(name, question)
        if name in self._kept:
            known = question.known(self._kept[name])
            if known is not None:
                return self._known(name, question, known.answer)
            return self._forget(name, question)
        if self.thread.asked and self.thread.asked.name == name:
            return self._asked(name, question)
        raise self._wait(name, question, View())

    def do(self, deed: Deed[O]) -> O:
        """Have the world do *deed*, and return what came of it. Nothing can be asked afterwards."""
        self._acted = True
        return cast(O, self._act(deed))

    def look(self, wish: Look[O]) -> O:
        """What the world tells just now. It is asked again at each turn, so nothing of it needs to be kept."""
        return cast(O, self._act(wish))

    def noted(self, name: str, find: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """What *find* found when it was asked first in this conversation; it is kept, as an answer is.

        For what may not be found again: what a text meant to an encoder, when a later turn has but its words.
        """
        name = self._counted(name)
        if name in self._kept:
            return cast(tuple[str, ...], self._kept[name])
        found = find()
        self.thread = replace(self.thread, answers=(*self.thread.answers, (name, found)))
        return found

    def go(self, flow: str, opening: str = "", *, keep: str = "") -> NoReturn:
        """Leave this conversation for another, which begins at once.

        With *keep*, the name of an answer, this one is kept for later, and that answer asked again then.
        """
        raise Gone(flow, opening, self.thread.without(keep) if keep else None)

    def given(self, name: str) -> Stored:
        """What is kept of an answer given in this conversation, whether or not it was asked in this run; "" if none."""
        return dict(self.thread.answers).get(name, "")

    def answer(self, name: str) -> Any:
        """The answer *name*, as `ask` returned it in this run. Raises KeyError if it was not asked."""
        return self._answers[name]

    def _counted(self, name: str) -> str:
        count = self._counts[name] = self._counts.get(name, 0) + 1
        return name if count == 1 else f"{name}.{count}"

    def _known(self, name: str, question: Question[A], answer: A) -> A:
        """An answer of an earlier turn: what was said before it has been said."""
        self.said.clear()
        self.trail.append((name, question))
        self._answers[name] = answer
        return answer

    def _asked(self, name: str, question: Question[A]) -> A:
        """The question on the person's screen: the reply, if there is one, is heard by it."""
        asked = cast(Asked, self.thread.asked)
        if self._reply is None:
            raise self._wait(name, question, asked.view, same=True)
        heard = question.heard(self._reply, asked.view, self._ear)
        self.said.clear()
        if isinstance(heard, Corrected | Reopened):
            raise Again(self._corrected(heard, self._reply), heard.remark)
        if isinstance(heard, Declined):
            raise Dropped(heard.remark)
        self._reply = None
        return self._settled(name, question, heard, asked.view)

    def _corrected(self, heard: Corrected | Reopened, reply: Reply) -> Thread:
        """The conversation with an earlier answer in the place of the one before, or asked again."""
        if isinstance(heard, Corrected):
            corrected = {**dict(self.thread.answers), heard.name: heard.stored}
            return replace(self.thread, answers=tuple(corrected.items()), asked=None)
        asked = Asked(heard.name, reply.serial, reply.at, View(ticked=heard.ticked)) if heard.ticked else None
        return replace(self.thread.without(heard.name), asked=asked)

    def _opened(self, name: str, question: Question[A]) -> A:
        """The words that came with the keyword may answer the question, or add to the choice made before."""
        view, words = self._view_before(name), self.thread.opening
        self.thread = replace(self.thread.without(name), opening="")
        heard = question.heard(Reply(text=words), view, self._ear)
        return self._settled(name, question, heard, view, new=True)

    def _view_before(self, name: str) -> View:
        """What was ticked when the conversation was left, whether it had been sent as the answer or not."""
        kept = self._kept.get(name)
        if isinstance(kept, tuple):
            return View(ticked=kept)
        asked = self.thread.asked
        return View(ticked=asked.view.ticked) if asked and asked.name == name else View()

    def _settled(self, name: str, question: Question[A], heard: object, view: View, *, new: bool = False) -> A:
        match heard:
            case Answered(answer, remark):
                self._keep(name, question, answer)
                self._remark(remark)
                return cast(A, answer)
            case Changed(changed, remark):
                self._remark(remark)
                raise self._wait(name, question, changed, same=not new, repeated=not new)
            case Missed(remark, guessed, changed_view):
                self._remark(remark)
                known, seen = not new, changed_view or view
                raise self._wait(name, question, seen, same=known, repeated=known, missed=known, guessed=guessed)
        raise TypeError(f"{type(question).__name__}.hear returned {heard!r}")

    def _remark(self, remark: Say | None) -> None:
        if remark is not None:
            self.say(remark)

    def _wait(self, name: str, question: Question[Any], view: View, **how: bool) -> Waiting:
        self.asking = Asking(name, question, view, **how)
        return Waiting()

    def _keep(self, name: str, question: Question[A], answer: A) -> None:
        if len(self.thread.answers) >= MOST_ANSWERS:
            raise TooLong
        stored: Stored = question.stored(answer)
        answers = (*self.thread.answers, (name, stored))
        self.thread = Thread(self.thread.flow, self.thread.opening, answers)
        self.trail.append((name, question))
        self._answers[name] = answer

    def _forget(self, name: str, question: Question[A]) -> A:
        """What is left of an answer that is none any more (its project was withdrawn) is the answer, if it can be one.

        Else it is asked again. The reply is not heard.
        """
        kept = self._kept.pop(name)
        self._reply, self._lost = None, self._reply
        outlived = question.outlived(kept)
        known = question.known(outlived.stored) if outlived else None
        if outlived and known is not None:
            answers = {**dict(self.thread.answers), name: outlived.stored}
            self.thread = replace(self.thread, answers=tuple(answers.items()), asked=None)
            answer = self._known(name, question, known.answer)
            self.say(outlived.remark)
            return answer
        self.thread = self.thread.without(name)
        if outlived:
            self.say(outlived.remark)
        elif not isinstance(question, Confirm):
            self.say(_("Ce que vous aviez choisi n'est plus possible. Choisissez de nouveau."))
        raise self._wait(name, question, View(ticked=outlived.stored if outlived else ()))
