"""How conversations look by plain SMS: short lines and digits, within a budget of segments."""

from __future__ import annotations

from collections.abc import Iterator

from bot.channels.base import Outgoing, Shown
from bot.channels.gsm import segments_of
from bot.channels.sms_text import shorten, split, wash
from bot.words import Voice
from flows.chat import Asking
from flows.engine import Turned
from flows.questions import Confirm, Listing, Option, PickSome, YesNo
from flows.questions.options import GROUPS, LISTING
from flows.words import Say, _, n_

TITLE = 30
"""Letters of a title in a list: five lines of them fit a segment with room for the question."""

READ_OUT = 5
"""Options that are read out at once; a longer ballot is found by numbers and words."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Keys of districts and themes: digits already mean projects."""


class Sms:
    """Digits and words."""

    name = "sms"
    vouched = False  # anyone can forge the sender of an SMS

    def show(self, turned: Turned, voice: Voice, token: int, on: str) -> Shown:
        """One text: what is said, then the question and what to write next."""
        said = [voice.say(said.short or said.text) for said in turned.said]
        keys: tuple[tuple[str, str], ...] = ()
        if turned.asking is not None:
            question, keys = _question(turned.asking, voice)
            said.append(question)
        text = wash("\n".join(said))
        return Shown(tuple(Outgoing(part) for part in split(text)) if text else (), keys)


_YES_OR_NO = _("Répondez OUI ou NON.")
_CODE = _("Pour valider, répondez {code}. Pour changer : MODIFIER.")


def _question(asking: Asking, voice: Voice) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The question as text, and what can be typed."""
    question = asking.question
    match question:
        case YesNo():
            text = f"{voice.say(question.short or question.prompt)} {voice.say(_YES_OR_NO)}"
            return text, (("1", "yes"), ("2", "no"))
        case Confirm():
            return voice.say(_(_CODE.source, code=asking.view.code)), ()
        case Listing():
            return _list(asking, voice)
    return voice.say(question.short or question.prompt), ()


def _list(asking: Asking, voice: Voice) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A list that fits its segment, page by page; a long one that nobody narrowed yet is not read out, only asked."""
    question, view = asking.question, asking.view
    if not (view.find or view.group or view.ticked) and len(question.options) > READ_OUT:
        if view.page == 0:
            return voice.say(question.short or question.prompt), ()
    heading = voice.say(_heading(asking))
    if isinstance(question, PickSome) and view.ticked and not (view.find or view.group):
        return heading, ()
    lines = list(_lines(question.listed(view), asking, voice))
    if len(lines) <= READ_OUT and not any(option.number for option in question.options):
        return "\n".join((heading, *(line for line, _key, _id in lines))), tuple((key, id) for _line, key, id in lines)
    page, more = _page(heading, lines, view.page, voice.say(_("SUITE pour la suite")))
    text = "\n".join(
        (heading, *(line for line, _key, _id in page), *((voice.say(_("SUITE pour la suite")),) if more else ()))
    )
    return text, tuple((key, id) for _line, key, id in page)


def _heading(asking: Asking) -> Say:
    """What the list is: what was found, a district, what is chosen so far and how many are left; else the question itself."""
    question, view = asking.question, asking.view
    if view.group == LISTING:
        return _("Quel quartier ou thème ? Sa lettre :")
    if isinstance(question, PickSome) and view.ticked and not (view.find or view.group):
        numbers = ", ".join(str(question.by_id[id].number or id) for id in view.ticked if id in question.by_id)
        left = question.most - len(view.ticked)
        return n_(
            "Choisi : {numbers}. Encore {n} possible : un numéro, un mot, ou OK pour finir.",
            "Choisi : {numbers}. Encore {n} possibles : un numéro, un mot, ou OK pour finir.",
            left,
            numbers=numbers,
        )
    if view.find or view.group:
        return _("Répondez par un numéro :")
    return question.short or question.prompt


def _lines(options: tuple[Option, ...], asking: Asking, voice: Voice) -> Iterator[tuple[str, str, str]]:
    """Each option as a line, with what to type for it and its id."""
    for place, option in enumerate(options):
        key = _key(option, place)
        label = voice.say(option.short or option.label)
        ticked = "* " if option.id in asking.view.ticked else ""
        yield f"{key} {ticked}{shorten(label, TITLE)}", key, option.id


def _key(option: Option, place: int) -> str:
    if option.id.startswith(GROUPS):
        tens, ones = divmod(place, len(LETTERS))
        return (LETTERS[tens - 1] if tens else "") + LETTERS[ones]
    return str(option.number if option.number is not None else place + 1)


def _page(
    heading: str, lines: list[tuple[str, str, str]], wanted: int, more: str
) -> tuple[list[tuple[str, str, str]], bool]:
    """The *wanted*-th page of lines that fit one segment under *heading* (again from the first after the last), and if more follow."""
    pages: list[list[tuple[str, str, str]]] = [[]]
    for line in lines:
        text = "\n".join((heading, *(shown for shown, _key, _id in pages[-1]), line[0], more))
        if pages[-1] and segments_of(wash(text)) > 1:
            pages.append([])
        pages[-1].append(line)
    page = wanted % len(pages)
    return pages[page], len(pages) > 1
