"""How conversations look by plain SMS: short lines and digits, within a budget of segments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from bot.channels.base import Shown
from bot.channels.gsm import Encoding, encoding_of, segments_of
from bot.channels.sms_text import split, wash, without_accents
from bot.channels.titles import Narrow, widest
from bot.languages.words import Voice, voice
from flows.talk.chat import Asking
from flows.talk.memory import View
from flows.talk.questions import Confirm, Listing, Option, Photo, PickSome, Place, Question, YesNo
from flows.talk.questions.give_points import GivePoints, numbers_ticked
from flows.talk.questions.options import GROUPS, LISTING
from flows.talk.turned import Turned
from flows.words import Joined, Say, Text, _, n_
from storage.messages.outgoing import Outgoing

READ_OUT = 5
"""Options that are read out at once; a longer ballot is found by numbers and words."""

TOGETHER = 2
"""Segments that what is said and the question may take in one text; what is beyond is a text of its own."""

PAGE = 1
"""Segments that a page of a list may take."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Keys of districts and themes: digits already mean projects."""


class Sms:
    """Digits and words."""

    name = "sms"
    vouched = False  # anyone can forge the sender of an SMS
    can: frozenset[str] = frozenset()  # words and digits

    def weigh(self, message: Outgoing) -> int:
        """Its segments."""
        return segments_of(message.text)

    def show(self, turned: Turned, voice: Voice, token: int, on: str) -> Shown:
        """One text: what is said, then the question and what to write next; a long one in texts of two segments."""
        parts, keys = [_saying(said.short or said.text) for said in turned.said], _NOTHING
        if turned.asking:
            question, keys = _question(turned.asking, voice)
            parts.append(question)
        texts = _texts(parts, Narrow(voice), asks=turned.asking is not None)
        return Shown(tuple([Outgoing(part) for text in texts for part in split(text)]), keys)


def _texts(parts: Sequence[Part], narrow: Narrow, *, asks: bool) -> list[str]:
    """What is said, washed: one text, or with the question that it *asks* in as few as it takes."""
    told = [part(narrow) for part in parts]
    whole = wash("\n".join(told))
    at_once = not asks or _holds(whole, TOGETHER, narrow.voice)
    if at_once and not narrow.cut:
        return [whole]
    groups = [slice(None)] if at_once else _together(told, narrow.voice)
    return [wash(_text(parts[group], told[group], narrow)) for group in groups]


def _text(parts: Sequence[Part], told: Sequence[str], narrow: Narrow) -> str:
    """The *parts* as one text, the titles in it as wide as the segments hold that it takes as *told*."""
    narrowest = "\n".join(told)
    return widest(lambda wide: "\n".join(part(wide) for part in parts), narrowest, narrow)


def _together(told: Sequence[str], voice: Voice) -> list[slice]:
    """What is said and the question, in as few texts of TOGETHER segments as hold them."""
    groups = [slice(0, 1)]
    for place in range(1, len(told)):
        joined = slice(groups[-1].start, place + 1)
        if not _holds(wash("\n".join(told[joined])), TOGETHER, voice):
            groups.append(slice(place, place + 1))
        else:
            groups[-1] = joined
    return groups


def _holds(text: str, most: int, voice: Voice) -> bool:
    """Whether *text* takes so many segments at most: twice as many in a language whose letters take twice the room."""
    segments = segments_of(text)
    return segments <= most or (segments <= 2 * most and _is_wide(voice.language))


@lru_cache
def _is_wide(language: str) -> bool:
    """Whether the letters of *language* travel as UCS-2 whatever we do: 70 of them a segment instead of 160."""
    return encoding_of(without_accents(voice(language).say(_YES))) is Encoding.UCS_2


_YES = _("Oui")
_YES_OR_NO, _MORE = _("Répondez OUI ou NON."), _("SUITE pour la suite")
_SKIP, _OR_SKIP, _DISTRICTS = _("PASSER pour ne pas répondre."), _("(ou PASSER)"), _("QUARTIERS : la liste.")
_NO_PHOTO = _("Un SMS ne porte pas de photo : répondez PASSER, ou continuez sur Telegram.")

Part: TypeAlias = Callable[[Narrow], str]
"""A part of a text, as it is with titles of some width."""

Keys: TypeAlias = tuple[tuple[str, str], ...]
"""What can be typed, and the id of the option that it means."""

_NOTHING: Keys = ()


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of a list: what to type for it, the option, and whether it is chosen already."""

    key: str
    option: Option
    ticked: bool = False

    def __call__(self, narrow: Narrow) -> str:
        """The line, as a part of the text."""
        return f"{self.key} {'* ' if self.ticked else ''}{narrow.line(self.option.short or self.option.label)}"


def _saying(*said: Say) -> Part:
    return lambda narrow: " ".join(map(narrow.say, said))


def _listing(heading: Part, lines: Sequence[ListLine], *more: Say) -> Part:
    return lambda narrow: "\n".join((heading(narrow), *(line(narrow) for line in lines), *map(narrow.say, more)))


def _question(asking: Asking, voice: Voice) -> tuple[Part, Keys]:
    """The question, and what can be typed."""
    question = asking.question
    prompt = question.short or question.prompt
    match question:
        case Photo():
            return _saying(_NO_PHOTO), ()
        case Place() as place:
            return _place(place, asking.view, voice)
        case YesNo():
            return _saying(prompt, _YES_OR_NO), (("1", "yes"), ("2", "no"))
        case Confirm():
            return _saying(type_back(asking.view.code), *(() if asking.repeated else (question.otherwise,))), ()
        case Listing() as listing:
            return _list(listing, asking.view, voice)
    return _skippable(question), ()


def _skippable(question: Question[Any]) -> Part:
    """The prompt, and how to skip the question if that may be: in a sentence if that takes no segment more."""
    prompt = question.short or question.prompt
    if not question.skippable:
        return _saying(prompt)

    def told(narrow: Narrow) -> str:
        long, short = (_saying(prompt, skip)(narrow) for skip in (_SKIP, _OR_SKIP))
        return long if segments_of(wash(long)) <= segments_of(wash(short)) else short

    return told


def _place(question: Place, view: View, voice: Voice) -> tuple[Part, Keys]:
    """Districts by letters, since digits may be those of a street; many of them only to who asks, page by page.

    A digit alone is no street: it means the line that it counts.
    """
    asked = question.short or question.prompt
    heading = _saying(asked, *((_OR_SKIP,) if question.skippable else ()))
    lines = [ListLine(_letter(place), option) for place, option in enumerate(question.options)]
    if not lines:
        return _skippable(question), ()
    if len(lines) > READ_OUT and not view.group:
        return _saying(asked, *((_OR_SKIP,) if question.skippable else ()), _DISTRICTS), ()
    pages = _pages(heading, lines, voice) if view.group else [lines]
    page = pages[view.page % len(pages)]
    keys = ((key, line.option.id) for place, line in enumerate(lines, 1) for key in (line.key, str(place)))
    return _listing(heading, page, *_more(pages)), tuple(keys)


def type_back(code: str) -> Text:
    """The one thing to do to confirm."""
    return _("Pour valider, renvoyez {code}.", code=code)


def _list(question: Listing[Any], view: View, voice: Voice) -> tuple[Part, Keys]:
    """A list that fits its segment, page by page; a long one that nobody narrowed yet is not read out, only asked."""
    if isinstance(question, GivePoints) and (id := question.asked_of(view)):
        return _saying(question.how_many(id, view)), ()
    heading = _saying(_heading(question, view), *((_OR_SKIP,) if question.skippable else ()))
    if _is_only_asked(question, view):
        return heading, ()
    lines = _lines(question.listed(view), view)
    pages = [lines] if _is_a_menu(question) else _pages(heading, lines, voice)
    # The first page of a list that was only asked comes with the first SUITE.
    page = pages[(view.page - _begins_unlisted(question, view)) % len(pages)]
    # Letters mean one district each, and places one answer each, whatever the page.
    known = lines if view.group == LISTING or question.read_out else page
    return _listing(heading, page, *_more(pages)), tuple((line.key, line.option.id) for line in known)


def _is_narrowed(view: View) -> bool:
    return bool(view.find or view.group)


def _is_a_menu(question: Listing[Any]) -> bool:
    """Whether the options are few, and known by the place they are shown at."""
    return question.whole or (len(question.options) <= READ_OUT and not question.own_numbers)


def _is_only_asked(question: Listing[Any], view: View) -> bool:
    """Whether nothing is read out: the options have numbers, and nobody has asked for a list of them."""
    return _begins_unlisted(question, view) and view.page == 0


def _begins_unlisted(question: Listing[Any], view: View) -> bool:
    return not (_is_narrowed(view) or _is_a_menu(question) or question.read_out)


def _heading(question: Listing[Any], view: View) -> Say:
    """What the list is: districts, projects to pick, what is chosen so far; else the question itself."""
    if view.group == LISTING:
        return _("Quel quartier ou thème ? Sa lettre :")
    if _is_narrowed(view) or view.page:
        return _("Répondez par un numéro :")
    if isinstance(question, PickSome) and view.ticked:
        so_far = question.so_far(view.ticked) if question.so_far else None
        return Joined((_chosen(question, view), so_far), " ") if so_far else _chosen(question, view)
    return question.short or question.prompt


def _chosen(question: PickSome, view: View) -> Say:
    """What is chosen so far, how many more may be, and how to end."""
    numbers = numbers_ticked(question, view.ticked)
    if isinstance(question, GivePoints):
        more = _("Donné : {numbers}.", numbers=numbers)
        return more if question.complaint(view.ticked) else Joined((more, _("OK pour finir.")), " ")
    left = question.most - len(view.ticked)
    if question.amends and question.is_refused(view.ticked):
        return _("Choisi : {numbers}. Pour enlever : SANS {last}.", numbers=numbers, last=numbers.rpartition(" ")[2])
    if left <= 0:
        return _("Choisi : {numbers}. OK pour finir, ou renvoyez tous vos numéros.", numbers=numbers)
    return n_(
        "Choisi : {numbers}. Encore {n} possible : un numéro, un mot, ou OK pour finir.",
        "Choisi : {numbers}. Encore {n} possibles : un numéro, un mot, ou OK pour finir.",
        left,
        numbers=numbers,
    )


def _lines(options: tuple[Option, ...], view: View) -> list[ListLine]:
    return [ListLine(_key(option, place), option, option.id in view.ticked) for place, option in enumerate(options)]


def _key(option: Option, place: int) -> str:
    if option.id.startswith(GROUPS):
        return _letter(place)
    return str(option.number if option.number is not None else place + 1)


def _letter(place: int) -> str:
    """A, B … Z, AA, AB …"""
    tens, ones = divmod(place, len(LETTERS))
    return (LETTERS[tens - 1] if tens else "") + LETTERS[ones]


def _pages(heading: Part, lines: list[ListLine], voice: Voice) -> list[list[ListLine]]:
    """The *lines* in pages that each fit a PAGE under *heading*, their titles as narrow as they may be."""
    narrow = Narrow(voice)
    above, more = heading(narrow), narrow.say(_MORE)
    pages: list[list[ListLine]] = [[]]
    told: list[str] = []
    for line in lines:
        shown = line(narrow)
        if told and not _holds(wash("\n".join((above, *told, shown, more))), PAGE, voice):
            pages.append([])
            told = []
        pages[-1].append(line)
        told.append(shown)
    return pages


def _more(pages: Sequence[object]) -> tuple[Say, ...]:
    return (_MORE,) if len(pages) > 1 else ()
