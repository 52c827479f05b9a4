"""What is understood before any conversation hears a message: silence, help, the way back, languages, conversations."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.talk.keywords import ALONE, VOTE, To, as_written, voted
from flows.talk.memory import Memory
from flows.talk.questions.base import Reply
from flows.talk.questions.confirm import MODIFY
from flows.understanding.folding import fold
from flows.understanding.giving_up import gives_up
from flows.understanding.lexicon import Lexicon
from flows.understanding.points_given import pairs_in
from flows.understanding.said_of_numbers import is_signed
from flows.understanding.senses import Sense
from flows.understanding.tongue_named import tongue_named

NAVIGATION = frozenset(
    {
        Sense.STOP,
        Sense.LEAVE,
        Sense.WHO,
        Sense.START,
        Sense.CONTACT,
        Sense.HELP,
        Sense.MENU,
        Sense.BACK,
        Sense.CANCEL,
        Sense.HELLO,
        Sense.THANKS,
    }
)
"""The senses that are doors by themselves; the others are answers."""

MENU_TAP = "menu"
"""The data of a button that opens the menu whatever is under way."""


@dataclass(frozen=True, slots=True)
class Speak:
    """A door to another language; *asked* for in a sentence, it is said to be spoken."""

    language: str
    asked: bool = False


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """The wish to change an answer: the *number*-th one, or 0 if it was not said which."""

    number: int = 0


Door = Sense | To | Speak | ChangeAnswer


def door(reply: Reply, memory: Memory, lexicon: Lexicon) -> Door | None:
    """The door that *reply* knocks at, whatever is open; None when the message is for the question, or for nobody."""
    if reply.tap:
        return _tapped(reply, memory)
    if reply.text.startswith("/") and len(reply.text) > 1:
        return command(reply.text, lexicon)
    if reply.text.replace(" ", "").isdigit():  # a code, a choice: numbers alone open nothing
        return None
    bare = lexicon.bare(reply.text)
    opened = _in_words(lexicon.spell(reply.text), memory, lexicon)
    opened = opened if opened or bare == reply.text else _in_words(lexicon.spell(bare), memory, lexicon)
    if opened is None and " " in bare:
        opened = _in_several(bare, memory, lexicon)
    return _with_signs(opened, bare, lexicon) if isinstance(opened, To) else opened


def _in_several(text: str, memory: Memory, lexicon: Lexicon) -> Door | None:
    """The door that is asked for in more words than its own: «do you speak English», «non laisse tomber»."""
    if memory.open and gives_up(lexicon.spell(text), lexicon):
        return Sense.CANCEL
    tongue = tongue_named(text, lexicon)
    return Speak(tongue, asked=True) if tongue else None


def _in_words(phrase: str, memory: Memory, lexicon: Lexicon) -> Door | None:
    """The door that *phrase* is, to the letter."""
    if phrase in lexicon.languages:
        return Speak(lexicon.languages[phrase])
    return _opened_by(lexicon.means(phrase)) or _change(phrase, lexicon) or _with_numbers(phrase, memory, lexicon)


def _with_signs(to: To, text: str, lexicon: Lexicon) -> To:
    """The same door, with the signs beside its numbers: «VOTE 5 -12» is no 12, and «VOTE 12 5, 3 2» gives points.

    Two numbers of a sentence stay two: «je vote 12 et 5» gives no points.
    """
    written = as_written(text, 1, lexicon)
    if is_signed(text) or "+" in text or pairs_in(written):
        return replace(to, opening=written)
    return replace(to, opening=to.opening.replace(" ", ", ")) if pairs_in(to.opening) else to


def slip(text: str, lexicon: Lexicon) -> Sense | ChangeAnswer | None:
    """The door that *text* knocks at but for a typo: for words that the open question does not understand."""
    text = lexicon.bare(text)
    word = lexicon.spell(text)
    return None if " " in word or word in lexicon.flows else _opened_by(lexicon.sense(text))


def _opened_by(sense: Sense | None) -> Sense | ChangeAnswer | None:
    """The door that *sense* is by itself, whatever is open."""
    if sense is Sense.MODIFY:
        return ChangeAnswer()
    return sense if sense in NAVIGATION else None


def _tapped(reply: Reply, memory: Memory) -> Door | None:
    """The menu button under a last word, or «modify» under the question that is on the screen."""
    if reply.tap == MENU_TAP and not reply.token:
        return Sense.MENU
    asked = memory.open.asked if memory.open else None
    return ChangeAnswer() if reply.tap == MODIFY and asked and asked.token == reply.token else None


def command(text: str, lexicon: Lexicon) -> Door:
    """The door a Telegram command opens: «/vote», «/start v12», «/aide@bot»; an unknown command opens the menu."""
    name, _space, rest = text[1:].partition(" ")
    word = fold(name.partition("@")[0])
    if word == "start":
        return from_payload(rest.strip(), lexicon)
    if word in lexicon.languages:
        return Speak(lexicon.languages[word])
    if word in lexicon.flows:
        return To(lexicon.flows[word], rest.strip())
    return _opened_by(lexicon.senses.get(word)) or Sense.MENU


def from_payload(payload: str, lexicon: Lexicon) -> Door:
    """The door of a deep link: «vote_12_34» or «vote-12» opens the vote with those words; anything else just starts."""
    word, _dash, rest = payload.replace("-", "_").partition("_")
    flow = lexicon.flows.get(fold(word))
    between = ", " if flow == VOTE else " "  # none of two numbers is the points of the other
    return To(flow, rest.replace("_", between)) if flow else Sense.START


def _change(phrase: str, lexicon: Lexicon) -> ChangeAnswer | None:
    """«modifier», «modifier 3»."""
    word, _space, rest = phrase.partition(" ")
    if lexicon.senses.get(word) is not Sense.MODIFY or not (rest == "" or rest.isdigit()):
        return None
    return ChangeAnswer(int(rest) if rest else 0)


def _with_numbers(phrase: str, memory: Memory, lexicon: Lexicon) -> To | None:
    """A keyword followed by numbers («vote 12 34»): so plain that it is heard even in the middle of something else.

    But «projet 12» answers the question which project, if that is the one open. Amid a vote it asks to read of one:
    several («projets 5 12») are a choice.
    """
    word, _space, rest = phrase.partition(" ")
    if memory.open and word in lexicon.things:
        number = rest.removeprefix("n ").removeprefix("numero ")
        reads = memory.open.flow == VOTE and number.isdigit() and word in lexicon.flows
        return To(lexicon.flows[word], number) if reads else None
    flow = lexicon.flows.get(word, "")
    if flow and flow not in ALONE and rest and all(part.isdigit() for part in rest.split()):
        return To(flow, rest)
    return voted(phrase.split(), lexicon)
