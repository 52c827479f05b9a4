"""What groups read of a moment, and whether it still is what their ambassadors were shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.languages.words import voice
from flows.reminders import BY_NAME
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition
from storage.relays import postings, posts
from storage.relays.posts import RelayedCampaign


def in_groups(edition: Edition, moment: RelayedCampaign, now: datetime) -> dict[str, str]:
    """What groups read of *moment*, by language; empty if there is nothing to tell them, or not any more.

    It counts from when the moment begins, so that it says the same until the calendar changes.
    """
    rule = BY_NAME[moment.rule]
    is_true = rule.is_true(_nobodys(edition, now), moment.about)
    if rule.to_group is None or not (is_true and rule.is_ready(edition)):
        return {}
    words = rule.to_group(_nobodys(edition, moment.due_at), moment.about)
    return {language: voice(language).say(words) for language in edition.languages}


def revise(tx: Connection, edition: Edition, now: datetime) -> int:
    """Have all that may still go to groups say what is true now; how much changed or is over.

    Who was shown other words is shown these. What is over is closed, and its ambassador hears so.
    """
    count = 0
    for moment in posts.relayed(tx, edition.id, now):
        words = in_groups(edition, moment, now)
        if words:
            count += posts.reword(tx, moment.id, words, now)
        else:
            count += postings.close(tx, now, posts.of_campaign(moment.id))
    return count


def _nobodys(edition: Edition, at: datetime) -> Scene:
    """The scene of nobody in particular, as everybody in a group is."""
    return Scene(edition, at.astimezone(edition.zone), Me(0))
