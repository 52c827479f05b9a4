"""What is understood before any conversation hears a message: silence, help, the way back, languages, conversations."""

from __future__ import annotations

from dataclasses import dataclass

from flows.lexicon import SHORTEST, Lexicon, Sense, fold, nearest, numbers_in
from flows.memory import Memory
from flows.questions.base import Reply
from flows.questions.confirm import MODIFY

NAVIGATION = frozenset(
    {
        Sense.STOP,
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
class To:
    """A door to a conversation, with the words that came after its keyword."""

    flow: str
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Speak:
    """A door to another language."""

    language: str


@dataclass(frozen=True, slots=True)
class Change:
    """The wish to change an answer: the *number*-th one, or 0 if it was not said which."""

    number: int = 0


Door = Sense | To | Speak | Change


def door(reply: Reply, memory: Memory, lexicon: Lexicon) -> Door | None:
    """The door that *reply* knocks at, whatever is open; None when the message is for the question, or for nobody."""
    if reply.tap:
        return _tapped(reply, memory)
    if reply.text.startswith("/") and len(reply.text) > 1:
        return command(reply.text, lexicon)
    phrase = lexicon.spell(reply.text)
    if phrase in lexicon.languages:
        return Speak(lexicon.languages[phrase])
    return _opened_by(lexicon.senses.get(phrase)) or _change(phrase, lexicon) or _with_numbers(phrase, memory, lexicon)


def slip(text: str, lexicon: Lexicon) -> Sense | Change | None:
    """The door that *text* knocks at but for a typo: for words that the open question does not understand."""
    word = lexicon.spell(text)
    return None if " " in word or word in lexicon.flows else _opened_by(lexicon.sense(text))


def _opened_by(sense: Sense | None) -> Sense | Change | None:
    """The door that *sense* is by itself, whatever is open."""
    if sense is Sense.MODIFY:
        return Change()
    return sense if sense in NAVIGATION else None


def _tapped(reply: Reply, memory: Memory) -> Door | None:
    """The menu button under a last word, or «modify» under the question that is on the screen."""
    if reply.tap == MENU_TAP and not reply.token:
        return Sense.MENU
    asked = memory.open.asked if memory.open else None
    return Change() if reply.tap == MODIFY and asked and asked.token == reply.token else None


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
    return To(flow, rest.replace("_", " ")) if flow else Sense.START


def keyword(text: str, lexicon: Lexicon) -> To | None:
    """The conversation whose keyword begins *text*, or stands alone in it; what follows the keyword is its opening.

    A typo in the keyword is forgiven where nothing but numbers follows: «votre 12» is a vote, «votre avis» is none.
    """
    phrase = lexicon.spell(text)
    if phrase in lexicon.flows:
        return To(lexicon.flows[phrase])
    first, _space, rest = phrase.partition(" ")
    if first in lexicon.flows:
        return To(lexicon.flows[first], rest)
    near = nearest(first, lexicon.keywords) if numbers_in(rest, lexicon)[1] == "" else None
    return To(near, rest) if near else _mentioned(phrase, lexicon)


def _mentioned(phrase: str, lexicon: Lexicon) -> To | None:
    """The one conversation whose keyword stands somewhere in a sentence, with its numbers: «je vote pour le 12»."""
    words = [word for word in phrase.split() if len(word) >= SHORTEST and word in lexicon.flows]
    if len({lexicon.flows[word] for word in words}) != 1:
        return None
    rest = phrase.partition(words[0])[2].strip()
    return To(lexicon.flows[words[0]], rest if numbers_in(rest, lexicon)[0] else "")


def _change(phrase: str, lexicon: Lexicon) -> Change | None:
    """«modifier», «modifier 3»."""
    word, _space, rest = phrase.partition(" ")
    if lexicon.senses.get(word) is not Sense.MODIFY or not (rest == "" or rest.isdigit()):
        return None
    return Change(int(rest) if rest else 0)


def _with_numbers(phrase: str, memory: Memory, lexicon: Lexicon) -> To | None:
    """A keyword followed by numbers («vote 12 34»): so plain that it is heard even in the middle of something else.

    But «projet 12» answers the question which project, if that is the one open.
    """
    word, _space, rest = phrase.partition(" ")
    if memory.open and word in lexicon.things:
        return None
    if word in lexicon.flows and rest and all(part.isdigit() for part in rest.split()):
        return To(lexicon.flows[word], rest)
    return None
