"""How conversations look on Telegram: one message and its buttons, edited in place while a choice is being made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.channels.base import Shown, tap_data
from bot.channels.telegram_text import messages_of
from bot.channels.titles import line
from bot.languages.words import Voice
from flows.talk.chat import Asking, Said
from flows.talk.doors import MENU_TAP
from flows.talk.memory import View
from flows.talk.questions import Confirm, Listing, Option, OwnNumber, PickSome, Place, YesNo
from flows.talk.questions.base import SKIP
from flows.talk.questions.confirm import CONFIRM, MODIFY
from flows.talk.questions.give_points import GivePoints, given_in, numbers_ticked
from flows.talk.questions.options import ALL, BEFORE, DONE, GROUPS, LISTING, NEXT, UNTICK
from flows.talk.questions.rank_some import RankSome
from flows.talk.turned import Turned
from flows.words import Say, _, n_
from storage.messages.outgoing import Button, Outgoing

PAGE = 8
"""Options a page: what a phone shows above the keyboard without scrolling."""

RANKS = "①②③④⑤⑥⑦⑧⑨⑩"
"""Signs of the first ranks, in the place of a box that is ticked."""

LABEL = 44
"""Letters of a button's label that a narrow phone shows on one line."""

_YES, _MODIFY, _MENU = _("✅ Oui, je confirme"), _("✏️ Modifier"), _("☰ Menu")
_SHARE = _("📱 Partager mon numéro")
_SKIP, _OR_POSITION = _("Passer"), _("📎 Vous pouvez aussi envoyer une position.")
_BY_DISTRICT, _ALL_OF_THEM = _("🔎 Par quartier ou thème"), _("↩ Tous les projets")


OURS = "telegram:"
"""Before the id of a picture that someone sent us by Telegram: Telegram shows it again, nothing else can."""


class Telegram:
    """Buttons, pages, ticked boxes."""

    name = "telegram"
    vouched = True
    can = frozenset({"taps", "photo", "place", "contact"})

    def weigh(self, message: Outgoing) -> int:
        """One message."""
        return 1

    def show(self, turned: Turned, voice: Voice, token: int, on: str) -> Shown:
        """One message: what is said, then the question with its buttons; a last word has a button to the menu.

        What is too long for one comes in as many as it takes; what is to be forwarded is one of its own, before it.
        """
        apart, rest = _apart(turned.said)
        before = tuple(message for some in apart for message in messages_of(_spoken(some, voice)))
        told = _spoken(rest, voice)
        if turned.asking is None:
            return Shown((*before, *self._last_word(told, voice)))
        text = "\n\n".join(filter(None, (told.text, _prompt(turned.asking, voice))))
        buttons = (*told.buttons, *_buttons(turned.asking, voice, token))
        contact = voice.say(_SHARE) if isinstance(turned.asking.question, OwnNumber) else ""
        in_place = turned.in_place and not before and not told.photo and not contact
        message = Outgoing(text, buttons, on if in_place else "", told.photo, contact)
        return Shown((*before, *messages_of(message)), _keys(turned.asking))

    def _last_word(self, told: Outgoing, voice: Voice) -> tuple[Outgoing, ...]:
        if not told.text:
            return ()
        menu = Button(voice.say(_MENU), MENU_TAP)
        return messages_of(replace(told, buttons=(*told.buttons, (menu,))))


def _apart(said: Sequence[Said]) -> tuple[list[Sequence[Said]], Sequence[Said]]:
    """The messages up to the last to be forwarded, which is one of its own; and the rest, which ends the turn."""
    messages: list[Sequence[Said]] = []
    begins = 0
    for place, one in enumerate(said):
        if one.to_forward:
            messages += [some for some in (said[begins:place], (one,)) if some]
            begins = place + 1
    return messages, said[begins:]


def _spoken(said: Sequence[Said], voice: Voice) -> Outgoing:
    """What is said as one message, with its picture and the buttons that lead away, two a row."""
    text = "\n\n".join(voice.say(one.text) for one in said)
    ways = [Button(voice.say(way.label), way.address) for one in said for way in one.ways]
    rows = tuple(tuple(ways[place : place + 2]) for place in range(0, len(ways), 2))
    photo = next((one.photo for one in said if one.photo), "").removeprefix(OURS)
    return Outgoing(text, rows, photo=photo)


def _prompt(asking: Asking, voice: Voice) -> str:
    """The question, and where a list of several pages or a half-made choice stands."""
    question, view = asking.question, asking.view
    lines = [voice.say(question.prompt)]
    if isinstance(question, PickSome) and view.ticked:
        lines.append(voice.say(_ticked(question, view)))
        so_far = question.so_far(view.ticked) if question.so_far else None
        lines += [voice.say(so_far)] if so_far else []
    if isinstance(question, Place):
        return "\n".join((*lines, voice.say(_OR_POSITION)))
    if isinstance(question, Listing) and (view.find or view.group):
        lines.append(voice.say(_narrowed(question, view)))
    return "\n".join(lines)


def _ticked(question: PickSome, view: View) -> Say:
    """How many are chosen, and which, since they may be on other pages."""
    return n_(
        "✔ {n} choix sur {most} : {numbers}",
        "✔ {n} choix sur {most} : {numbers}",
        len(view.ticked),
        most=question.most,
        numbers=numbers_ticked(question, view.ticked),
    )


def _narrowed(question: Listing[Any], view: View) -> Say:
    if view.group == LISTING:
        return _("Choisissez un quartier ou un thème :")
    if isinstance(question, GivePoints) and (id := question.asked_of(view)):
        return question.how_many(id, view)
    if view.group:
        return _("🔎 {name}", name=dict(question.groups).get(view.group, ""))
    return _("🔎 « {words} »", words=view.find)


def _buttons(asking: Asking, voice: Voice, token: int) -> tuple[tuple[Button, ...], ...]:
    """The buttons of the question, and below them the one that skips it, if that may be."""
    skip = ((_button(_SKIP, SKIP, voice, token),),) if asking.question.skippable else ()
    return (*_answers(asking, voice, token), *skip)


def _keys(asking: Asking) -> tuple[tuple[str, str], ...]:
    """A digit typed stands for the button that it counts, where there are few and they have no numbers of their own."""
    question = asking.question
    if not isinstance(question, Listing) or question.own_numbers or len(question.options) > PAGE:
        return ()
    return tuple((str(place), option.id) for place, option in enumerate(question.options, 1))


def _answers(asking: Asking, voice: Voice, token: int) -> tuple[tuple[Button, ...], ...]:
    match asking.question:
        case YesNo(yes=yes, no=no):
            return ((_button(yes, "yes", voice, token), _button(no, "no", voice, token)),)
        case Confirm(modifiable=modifiable):
            other = _button(_MODIFY, MODIFY, voice, token) if modifiable else Button(voice.say(_MENU), MENU_TAP)
            return ((_button(_YES, CONFIRM, voice, token),), (other,))
        case Listing() as listing:
            return _list(listing, asking.view, voice, token)
    return ()


def _list(question: Listing[Any], view: View, voice: Voice, token: int) -> tuple[tuple[Button, ...], ...]:
    """A page of options, the ways to other pages, and the end of a choice of several."""
    listed = question.listed(view)
    pages = max(1, -(-len(listed) // PAGE))
    page = view.page % pages
    rows = [(_option(option, question, view, voice, token),) for option in listed[page * PAGE : (page + 1) * PAGE]]
    ways = (*_pages(page, pages, token), *_narrowings(question, view, pages, voice, token))
    return tuple(row for row in (*rows, *ways, *_done(question, view, voice, token)) if row)


def _pages(page: int, pages: int, token: int) -> tuple[tuple[Button, ...], ...]:
    """The ways to the page before and the page after, each named by its number: «◀ 1/3», «3/3 ▶»."""
    back = (Button(f"◀ {page}/{pages}", tap_data(token, BEFORE)),) if page else ()
    ahead = (Button(f"{page + 2}/{pages} ▶", tap_data(token, NEXT)),) if page + 1 < pages else ()
    return ((*back, *ahead),)


def _narrowings(
    question: Listing[Any], view: View, pages: int, voice: Voice, token: int
) -> tuple[tuple[Button, ...], ...]:
    """The ways from a long list to its districts, and from a part of it back to the whole."""
    if isinstance(question, Place):
        return ()
    if view.find or view.group:
        return ((_button(_ALL_OF_THEM, ALL, voice, token),),)
    return ((_button(_BY_DISTRICT, GROUPS, voice, token),),) if question.groups and pages > 1 else ()


def _done(question: Listing[Any], view: View, voice: Voice, token: int) -> tuple[tuple[Button, ...], ...]:
    """The end of a choice of several, once there are enough."""
    if not isinstance(question, PickSome) or len(view.ticked) < question.least:
        return ()
    label = n_("✅ Valider mon choix", "✅ Valider mes {n} choix", len(view.ticked))
    return ((_button(label, DONE, voice, token),),)


def _option(option: Option, question: Listing[Any], view: View, voice: Voice, token: int) -> Button:
    before, tap = "" if option.number is None else f"{option.number} · ", option.id
    if isinstance(question, PickSome) and view.group != LISTING:
        ticked = option.id in view.ticked and not isinstance(question, GivePoints)
        before, tap = _box(option.id, question, view) + before, UNTICK + tap if ticked else tap
    return Button(before + line(option.label, voice, LABEL - len(before)), tap_data(token, tap))


def _box(id: str, question: PickSome, view: View) -> str:
    """The box of an option, ticked or not; where the order counts, its rank."""
    if isinstance(question, GivePoints):
        return _points(id, question, view)
    if id not in view.ticked:
        return "☐ "
    place = view.ticked.index(id)
    return f"{RANKS[place]} " if isinstance(question, RankSome) and place < len(RANKS) else "☑ "


def _points(id: str, question: GivePoints, view: View) -> str:
    """The points of an option in the place of its box; none beside points to choose."""
    if question.asked_of(view):
        return ""
    points = given_in(view.ticked).get(id)
    return f"{points} ▸ " if points else "☐ "


def _button(label: Say, option: str, voice: Voice, token: int) -> Button:
    return Button(voice.say(label), tap_data(token, option))
