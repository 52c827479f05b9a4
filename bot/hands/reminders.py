"""Whether a person is still to be reminded, and what came of it: decided where nobody else can decide it too."""

from __future__ import annotations

from bot.hands.base import Hands, does
from flows.reminders import BY_NAME, Whom
from flows.reminders.deeds import AnnouncedWords, NotReminded, Reminded, Timing, WhenToRemind
from flows.reminders.unfinished_survey import is_about
from flows.talk.deed import Done
from storage.messages import conversations
from storage.reminders import announcements, reminders


@does(WhenToRemind)
def when(hands: Hands, look: WhenToRemind) -> Timing:
    """Asked while the person is locked: the week's cap, a consent taken back and a campaign stopped are all seen."""
    standing = reminders.standing(hands.tx, hands.edition, look.id, hands.known.address_id, hands.now)
    if standing is None or standing.rest:
        return Timing.LATER
    if standing.why or not _is_about(hands, standing):
        return Timing.NEVER
    return Timing.NOW if reminders.was_reminded(hands.tx, hands.edition.id, hands.known.person_id) else Timing.FIRST


@does(AnnouncedWords)
def announced_words(hands: Hands, look: AnnouncedWords) -> dict[str, str]:
    """As they were written: the blanks are filled in when they are said."""
    return announcements.said_by(hands.tx, hands.store, look.id)


@does(Reminded)
def reminded(hands: Hands, deed: Reminded) -> Done:
    """In the transaction that puts the message into the outbox: no crash comes between the two."""
    reminders.told(hands.tx, deed.id, hands.now)
    return Done()


@does(NotReminded)
def not_reminded(hands: Hands, deed: NotReminded) -> Done:
    """Nobody is asked again."""
    reminders.passed(hands.tx, {deed.id: deed.why})
    return Done()


def _is_about(hands: Hands, standing: reminders.ReminderStanding) -> bool:
    """Which survey a person began is sealed: only now is it read."""
    if BY_NAME[standing.rule].whom is not Whom.SURVEY_BEGUN:
        return True
    memory = conversations.memories(hands.tx, hands.store, [standing.person_id]).get(standing.person_id)
    threads = [thread for thread in (memory.open, *memory.aside) if thread] if memory else []
    return is_about(threads, standing.about)
