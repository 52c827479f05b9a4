"""What a reminder says, if it is still true; then its question is open, and any reply goes straight there."""

from __future__ import annotations

from dataclasses import dataclass

from flows.reminders import BY_HAND, BY_NAME, ConsentKind, Rule
from flows.reminders.announcement import announced
from flows.reminders.deeds import AnnouncedWords, NotReminded, Reminded, Timing, WhenToRemind
from flows.talk.chat import Chat, Said
from flows.talk.flow import Flow
from flows.talk.opening import Opening
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.town.reminder_rules import Wording
from flows.words import Joined, Verbatim, _

OTHER = "other"
"""The other wording, which the edition compares with ours."""

OVER = "no longer true"
"""Why a reminder was not told to somebody who had done it already, or when it was too late for it."""


@dataclass(frozen=True, slots=True)
class ToRemind:
    """One reminder: by which rule, what it is about, in which wording, and its id."""

    rule: str
    about: str
    wording: str
    id: int

    @property
    def opening(self) -> Opening:
        """What has it said."""
        return Opening("remind", (self.rule, self.about, self.wording, str(self.id)))

    @classmethod
    def heard(cls, opening: str) -> ToRemind:
        """The reminder that an opening is about."""
        rule, about, wording, id = opening.split(" ")
        return cls(rule, about, wording, int(id))


def remind(chat: Chat, scene: Scene) -> None:
    """Remind of the one thing that the opening names."""
    wanted = ToRemind.heard(chat.opening)
    rule = BY_NAME[wanted.rule]
    timing = chat.look(WhenToRemind(wanted.id))
    if timing is Timing.LATER:
        return
    if timing is Timing.NEVER or not rule.is_true(scene, wanted.about):
        chat.do(NotReminded(wanted.id, OVER))
        return
    said = _words(chat, scene, wanted)
    said = with_fewer(said) if timing is Timing.FIRST and rule.kind is not ConsentKind.OWED else said
    chat.say(said.text, said.short)
    chat.do(Reminded(wanted.id))
    if rule.then:
        chat.go(rule.then)


def _words(chat: Chat, scene: Scene, wanted: ToRemind) -> Said:
    """The town's own words, if it is an announcement; else those of the rule."""
    if wanted.rule in BY_HAND:
        return announced(chat.look(AnnouncedWords(wanted.id)), scene)
    return words_of(BY_NAME[wanted.rule], scene, wanted.about, other=wanted.wording == OTHER)


def with_fewer(said: Said) -> Said:
    """*said*, as the first of a season: with how to get fewer of these."""
    fewer = _("Moins de messages : RAPPELS NON.")
    return Said(Joined((said.text, fewer), " "), Joined((said.short, fewer), " ") if said.short else None, said.photo)


def words_of(rule: Rule, scene: Scene, about: str, *, other: bool = False) -> Said:
    """What *rule* says about *about*; with *other*, in the edition's own words if it has some for this rule."""
    text = wording_for(rule.name, scene.edition).text if other else ""
    return Said(Verbatim(text)) if text else rule.says(scene, about)


def wording_for(rule: str, edition: Edition) -> Wording:
    """The edition's other wording for *rule*; an empty one if there is none."""
    return next((wording for wording in edition.campaigns.wordings if wording.rule == rule), Wording(rule, ""))


REMIND = Flow("remind", remind)
