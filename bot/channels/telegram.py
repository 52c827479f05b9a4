"""How conversations look on Telegram: one message with buttons under it, edited in place while a choice is being made."""

from __future__ import annotations

from bot.channels.base import Button, Outgoing, Shown, tap_data
from bot.channels.sms_text import shorten
from bot.words import Voice
from flows.chat import Asking
from flows.doors import MENU_TAP
from flows.engine import Turned
from flows.questions import Confirm, Listing, Option, PickSome, YesNo
from flows.questions.confirm import CONFIRM, MODIFY
from flows.questions.options import ALL, BEFORE, DONE, GROUPS, LISTING, NEXT, UNTICK
from flows.words import Say, _, n_

PAGE = 8
"""Options a page: what a phone shows above the keyboard without scrolling."""

LABEL = 44
"""Letters of a button's label that a narrow phone shows on one line."""

LETTERS = 4_096
"""Telegram's limit on a message's text."""

_YES, _MODIFY, _MENU = _("✅ Oui, je confirme"), _("✏️ Modifier"), _("☰ Menu")
_BY_DISTRICT, _ALL_OF_THEM = _("🔎 Par quartier ou thème"), _("↩ Tous les projets")


class Telegram:
    """Buttons, pages, ticked boxes."""

    name = "telegram"
    vouched = True

    def show(self, turned: Turned, voice: Voice, token: int, on: str) -> Shown:
        """One message: what is said, then the question with its buttons; a last word has a button to the menu."""
        said = [voice.say(said.text) for said in turned.said]
        if turned.asking is None:
            return Shown(self._last_word(said, voice))
        text = "\n\n".join((*said, _prompt(turned.asking, voice)))[:LETTERS]
        buttons = _buttons(turned.asking, voice, token)
        return Shown((Outgoing(text, buttons, edits=on if turned.in_place else ""),))

    def _last_word(self, said: list[str], voice: Voice) -> tuple[Outgoing, ...]:
        if not said:
            return ()
        return (Outgoing("\n\n".join(said)[:LETTERS], ((Button(voice.say(_MENU), MENU_TAP),),)),)


def _prompt(asking: Asking, voice: Voice) -> str:
    """The question, and where a list of several pages or a half-made choice stands."""
    lines = [voice.say(asking.question.prompt)]
    if isinstance(asking.question, PickSome) and asking.view.ticked:
        lines.append(voice.say(_ticked(asking)))
    if isinstance(asking.question, Listing) and (asking.view.find or asking.view.group):
        lines.append(voice.say(_narrowed(asking)))
    return "\n".join(lines)


def _ticked(asking: Asking) -> Say:
    """How many are chosen, and which, since they may be on other pages."""
    question, view = asking.question, asking.view
    numbers = ", ".join(str(question.by_id[id].number or id) for id in view.ticked if id in question.by_id)
    return n_(
        "✔ {n} choix sur {most} : {numbers}",
        "✔ {n} choix sur {most} : {numbers}",
        len(view.ticked),
        most=question.most,
        numbers=numbers,
    )


def _narrowed(asking: Asking) -> Say:
    question, view = asking.question, asking.view
    if view.group == LISTING:
        return _("Choisissez un quartier ou un thème :")
    if view.group:
        return _("🔎 {name}", name=dict(question.groups).get(view.group, ""))
    return _("🔎 « {words} »", words=view.find)


def _buttons(asking: Asking, voice: Voice, token: int) -> tuple[tuple[Button, ...], ...]:
    match asking.question:
        case YesNo(yes=yes, no=no):
            return ((_button(yes, "yes", voice, token), _button(no, "no", voice, token)),)
        case Confirm():
            return ((_button(_YES, CONFIRM, voice, token),), (_button(_MODIFY, MODIFY, voice, token),))
        case Listing():
            return _list(asking, voice, token)
    return ()


def _list(asking: Asking, voice: Voice, token: int) -> tuple[tuple[Button, ...], ...]:
    """A page of options, the ways to other pages, and the end of a choice of several."""
    question, view = asking.question, asking.view
    listed = question.listed(view)
    pages = max(1, -(-len(listed) // PAGE))
    page = view.page % pages
    rows = [(_option(option, asking, voice, token),) for option in listed[page * PAGE : (page + 1) * PAGE]]
    return (*rows, *_ways(asking, voice, token, page, pages), *_done(asking, voice, token))


def _ways(asking: Asking, voice: Voice, token: int, page: int, pages: int) -> list[tuple[Button, ...]]:
    question, view = asking.question, asking.view
    ways: list[tuple[Button, ...]] = []
    if pages > 1:
        back = Button("◀", tap_data(token, BEFORE)) if page else Button("·", tap_data(token, BEFORE))
        ahead = Button(f"{page + 1}/{pages} ▶", tap_data(token, NEXT if page + 1 < pages else ALL + "first"))
        ways.append((back, ahead))
    if view.find or view.group:
        ways.append((_button(_ALL_OF_THEM, ALL, voice, token),))
    elif question.groups and pages > 1:
        ways.append((_button(_BY_DISTRICT, GROUPS, voice, token),))
    return ways


def _done(asking: Asking, voice: Voice, token: int) -> list[tuple[Button, ...]]:
    """The end of a choice of several, once there are enough."""
    question, view = asking.question, asking.view
    if not isinstance(question, PickSome) or len(view.ticked) < question.least:
        return []
    return [(_button(n_("✅ Valider mon choix", "✅ Valider mes {n} choix", len(view.ticked)), DONE, voice, token),)]


def _option(option: Option, asking: Asking, voice: Voice, token: int) -> Button:
    label = voice.say(option.label)
    if option.number is not None:
        label = f"{option.number} · {label}"
    tap = option.id
    if isinstance(asking.question, PickSome) and asking.view.group != LISTING:
        ticked = option.id in asking.view.ticked
        label, tap = ("☑ " if ticked else "☐ ") + label, UNTICK + tap if ticked else tap
    return Button(shorten(label, LABEL) if len(label) > LABEL else label, tap_data(token, tap))


def _button(label: Say, option: str, voice: Voice, token: int) -> Button:
    return Button(voice.say(label), tap_data(token, option))
