"""How conversations look by plain SMS: short lines and digits, within a budget of segments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from bot.channels.base import Outgoing, Shown
from bot.channels.gsm import measure, segments_of
from bot.channels.sms_text import shorten, split, wash
from bot.words import Voice
from flows.chat import Asking
from flows.memory import View
from flows.questions import Confirm, Listing, Option, Photo, PickSome, Place, Question, YesNo
from flows.questions.options import GROUPS, LISTING
from flows.turned import Turned
from flows.words import Say, Text, _, n_

TITLE = 30
"""Letters of a title in a list: five lines of them fit a segment with room for the question."""

WHOLE = 100
"""Letters of the longest title that people may give."""

CUT = "..."
"""How a title that was cut ends."""

READ_OUT = 5
"""Options that are read out at once; a longer ballot is found by numbers and words."""

TOGETHER = 2
"""Segments that what is said and the question may take in one text; what is beyond is a text of its own."""

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
        parts = [voice.say(said.short or said.text) for said in turned.said]
        keys: Keys = ()
        if turned.asking is not None:
            question, keys = _widest(parts, turned.asking, voice)
            parts.append(question)
        texts = _together(parts) if turned.asking is not None else [wash("\n".join(parts))]
        return Shown(tuple([Outgoing(part) for text in texts if text for part in split(text)]), keys)


def _widest(parts: list[str], asking: Asking, voice: Voice) -> tuple[str, Keys]:
    """The question, its titles cut where the segment ends that they reach anyway, not before."""
    question, keys = _question(asking, voice, TITLE)
    if CUT not in question:
        return question, keys
    narrow = wash("\n".join((*parts, question)))
    taken = segments_of(narrow)
    titles = [line.partition(" ")[2] for line in question.splitlines() if line.endswith(CUT)]
    fits = (sum(map(len, titles)) + measure(narrow).left) // max(len(titles), 1)
    for width in (WHOLE, max(fits, TITLE)):
        wider, keys_then = _question(asking, voice, width)
        if segments_of(wash("\n".join((*parts, wider)))) <= taken:
            return wider, keys_then
    return question, keys


def _together(parts: list[str]) -> list[str]:
    """What is said and the question, washed, in as few texts of TOGETHER segments as hold them."""
    whole = wash("\n".join(parts))
    if segments_of(whole) <= TOGETHER:
        return [whole]
    texts = [parts[0]]
    for part in parts[1:]:
        joined = f"{texts[-1]}\n{part}"
        if segments_of(wash(joined)) > TOGETHER:
            texts.append(part)
        else:
            texts[-1] = joined
    return [wash(text) for text in texts]


_YES_OR_NO, _MORE = _("Répondez OUI ou NON."), _("SUITE pour la suite")
_SKIP, _OR_SKIP, _DISTRICTS = _("PASSER pour ne pas répondre."), _("(ou PASSER)"), _("QUARTIERS : la liste.")
_NO_PHOTO = _("Un SMS ne porte pas de photo : répondez PASSER, ou continuez sur Telegram.")

Line: TypeAlias = tuple[str, str, str]
"""A line of a list, what to type for it, and the id of its option."""

Keys: TypeAlias = tuple[tuple[str, str], ...]
"""What can be typed, and the id of the option that it means."""


def _question(asking: Asking, voice: Voice, width: int) -> tuple[str, Keys]:
    """The question as text, the titles in it cut at *width*, and what can be typed."""
    question = asking.question
    prompt = voice.say(question.short or question.prompt)
    match question:
        case Photo():
            return voice.say(_NO_PHOTO), ()
        case Place() as place:
            return _place(place, asking.view, voice, width)
        case YesNo():
            return f"{prompt} {voice.say(_YES_OR_NO)}", (("1", "yes"), ("2", "no"))
        case Confirm():
            how = (type_back(asking.view.code), *(() if asking.repeated else (question.otherwise,)))
            return " ".join(map(voice.say, how)), ()
        case Listing() as listing:
            return _list(listing, asking.view, voice, width)
    return _skippable(question, prompt, voice), ()


def _skippable(question: Question[Any], prompt: str, voice: Voice) -> str:
    """The prompt, and how to skip the question if that may be: in a sentence if that takes no segment more."""
    if not question.skippable:
        return prompt
    long, short = (f"{prompt} {voice.say(skip)}" for skip in (_SKIP, _OR_SKIP))
    return long if segments_of(wash(long)) <= segments_of(wash(short)) else short


def _place(question: Place, view: View, voice: Voice, width: int) -> tuple[str, Keys]:
    """Districts by letters, since digits may be those of a street; many of them only to who asks, page by page.

    A digit alone is no street: it means the line that it counts.
    """
    asked = voice.say(question.short or question.prompt)
    heading = f"{asked} {voice.say(_OR_SKIP)}" if question.skippable else asked
    lines = list(_lettered(question, voice, TITLE if view.group else width))
    if not lines:
        return _skippable(question, asked, voice), ()
    if len(lines) > READ_OUT and not view.group:
        return f"{heading} {voice.say(_DISTRICTS)}", ()
    pages = _pages(heading, lines, voice.say(_MORE)) if view.group else [lines]
    more = (voice.say(_MORE),) if len(pages) > 1 else ()
    page = pages[view.page % len(pages)]
    keys = ((key, id) for place, (_line, letter, id) in enumerate(lines, 1) for key in (letter, str(place)))
    return "\n".join((heading, *(line for line, _key, _id in page), *more)), tuple(keys)


def _lettered(question: Place, voice: Voice, width: int) -> Iterator[Line]:
    for place, option in enumerate(question.options):
        key = _letter(place)
        yield f"{key} {shorten(voice.say(option.short or option.label), width)}", key, option.id


def type_back(code: str) -> Text:
    """The one thing to do to confirm."""
    return _("Pour valider, renvoyez {code}.", code=code)


def _list(question: Listing[Any], view: View, voice: Voice, width: int) -> tuple[str, Keys]:
    """A list that fits its segment, page by page; a long one that nobody narrowed yet is not read out, only asked."""
    heading = voice.say(_heading(question, view))
    if question.skippable:
        heading = f"{heading} {voice.say(_OR_SKIP)}"
    if _is_only_asked(question, view):
        return heading, ()
    lines = list(_lines(question.listed(view), view, voice, TITLE))
    pages = [lines] if _is_a_menu(question) else _pages(heading, lines, voice.say(_MORE))
    # The first page of a list that was only asked comes with the first SUITE.
    page = pages[(view.page - _begins_unlisted(question, view)) % len(pages)]
    if width > TITLE:
        wide = {key: line for line, key, _id in _lines(question.listed(view), view, voice, width)}
        page = [(wide[key], key, id) for _line, key, id in page]
    more = (voice.say(_MORE),) if len(pages) > 1 else ()
    # Letters mean one district each, and places one answer each, whatever the page.
    known = lines if view.group == LISTING or question.read_out else page
    return "\n".join((heading, *(line for line, _key, _id in page), *more)), tuple((key, id) for _l, key, id in known)


def _is_narrowed(view: View) -> bool:
    return bool(view.find or view.group)


def _is_a_menu(question: Listing[Any]) -> bool:
    """Whether the options are few, and known by the place they are shown at."""
    return len(question.options) <= READ_OUT and not question.own_numbers


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
        return _chosen(question, view)
    return question.short or question.prompt


def _chosen(question: PickSome, view: View) -> Say:
    """What is chosen so far, how many more may be, and how to end."""
    numbers = ", ".join(str(question.by_id[id].number or id) for id in view.ticked if id in question.by_id)
    left = question.most - len(view.ticked)
    if left <= 0:
        return _("Choisi : {numbers}. OK pour finir, ou renvoyez tous vos numéros.", numbers=numbers)
    return n_(
        "Choisi : {numbers}. Encore {n} possible : un numéro, un mot, ou OK pour finir.",
        "Choisi : {numbers}. Encore {n} possibles : un numéro, un mot, ou OK pour finir.",
        left,
        numbers=numbers,
    )


def _lines(options: tuple[Option, ...], view: View, voice: Voice, width: int) -> Iterator[Line]:
    """Each option as a line, its title cut at *width*, with what to type for it and its id."""
    for place, option in enumerate(options):
        key = _key(option, place)
        label = voice.say(option.short or option.label)
        if width > TITLE and label.endswith(CUT):  # where the town gave no short title, the whole one says more
            label = voice.say(option.label)
        ticked = "* " if option.id in view.ticked else ""
        yield f"{key} {ticked}{shorten(label, width)}", key, option.id


def _key(option: Option, place: int) -> str:
    if option.id.startswith(GROUPS):
        return _letter(place)
    return str(option.number if option.number is not None else place + 1)


def _letter(place: int) -> str:
    """A, B … Z, AA, AB …"""
    tens, ones = divmod(place, len(LETTERS))
    return (LETTERS[tens - 1] if tens else "") + LETTERS[ones]


def _pages(heading: str, lines: list[Line], more: str) -> list[list[Line]]:
    """The *lines* in pages that each fit one segment under *heading*."""
    pages: list[list[Line]] = [[]]
    for line in lines:
        text = "\n".join((heading, *(shown for shown, _key, _id in pages[-1]), line[0], more))
        if pages[-1] and segments_of(wash(text)) > 1:
            pages.append([])
        pages[-1].append(line)
    return pages
