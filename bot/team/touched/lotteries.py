"""What a change touches of the lotteries of reminders: a share held out, or a wording, that would become another.

A lottery measures only as long as it is drawn in one way. So a change is refused while one runs; if it is wanted
anyway, a new measure begins, and the reports count from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from bot.languages.plurals import so_many
from bot.team.stamp import Stamp
from flows.town.edition import Edition
from storage.reminders import measures
from storage.reminders.measures import HalfTold


def of_lotteries(tx: Connection, was: Edition, now: Edition, at: datetime) -> Iterator[str]:
    """A clause for the share held out, and for each wording that is being told, if it becomes another."""
    before, after = was.campaigns.hold_out, now.campaigns.hold_out
    drawn = measures.drawn_so_far(tx, was.id) if before and before != after else None
    if drawn and drawn.people:
        people, held = so_many(drawn.people, "person is", "people are"), f"{drawn.held} held out"
        yield (
            f"reminders.hold_out becomes {after}, it was {before}: {people} drawn already, {held}. To go on measuring, "
            f"put back hold_out = {before}; else a new measure begins, and counts only who had no reminder before"
        )
    for half in _reworded(tx, was, now, at):
        told = so_many(half.told, "person has read it", "people have read it")
        yield (
            f"the other wording of reminder {half.number} changes while it goes out: {told}, {half.waiting} would read "
            f"the new one. To go on comparing, put it back until it is out; else its wordings are not compared"
        )


def note_lotteries(tx: Connection, was: Edition, now: Edition, stamp: Stamp) -> None:
    """Write down what is measured in another way from now on, so that no report mixes the two."""
    before, after = was.campaigns.hold_out, now.campaigns.hold_out
    if before != after and measures.drawn_so_far(tx, was.id).people:
        what = f"hold_out became {after}, it was {before}: a new measure of reminders began"
        measures.begin(tx, was.id, stamp.by, stamp.at, what)
    for half in _reworded(tx, was, now, stamp.at):
        measures.reword(tx, was.id, half, stamp.by, stamp.at)


def _reworded(tx: Connection, was: Edition, now: Edition, at: datetime) -> Iterator[HalfTold]:
    """The campaigns that tell a wording which is another now."""
    texts = {wording.rule: wording.text for wording in now.campaigns.wordings}
    for wording in was.campaigns.wordings:
        if texts.get(wording.rule) != wording.text:
            yield from measures.half_told(tx, was.id, wording.rule, at)
