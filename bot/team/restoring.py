"""Going on with a store that went back in time, once an operator says so."""

from __future__ import annotations

from pathlib import Path

from bot.clock import Clock
from storage.database.store import Store
from storage.restoring import logbook, marks, restores
from storage.restoring.restores import Restore
from storage.votes import lost_votes


def go_on(store: Store, folder: Path, by: str, clock: Clock) -> list[str]:
    """End what is under way, also what only the keepsakes in *folder* tell, and say what was done, a sentence each.

    It is in the logbook, too. Nothing if the store did not go back.
    """
    marks.look_at_all(store, folder, clock.now())
    with store.writing() as tx:
        under_way = restores.under_way(tx)
        if not under_way:
            return []
        stopped = restores.end(tx, clock.now())
        lines = [_in_words(restore) for restore in under_way]
        lines.append(f"Votes that are lost and not cast again: {lost_votes.how_many(tx)}.")
        if stopped:
            lines.append(f"Messages that waited in the backup and are not sent, as they were, most likely: {stopped}.")
        logbook.note(tx, by, " ".join(["store restored.", *lines]), clock.now())
    return lines


def ended_before(store: Store) -> str:
    """When the last time that the store went back was ended, in a sentence; "" if it never did, as far as is known."""
    with store.reading() as tx:
        last = restores.newest(tx)
    if last is None or last.done_at is None:
        return ""
    noticed, ended = (f"{moment:%Y-%m-%d %H:%M} UTC" for moment in (last.noticed_at, last.done_at))
    what = f"The store went back in time, as was noticed {noticed}; that was ended already, {ended}"
    return f"{what}: nothing is left to do."


def _in_words(restore: Restore) -> str:
    noticed, back = (f"{moment:%Y-%m-%d %H:%M} UTC" for moment in (restore.noticed_at, restore.back_to))
    what = f"Noticed {noticed} by {restore.noticed_by}: back to about {back}."
    if restore.blind:
        return (
            f"{what} No keepsake tells who voted, was erased or said STOP since: say in public that votes after that "
            "hour are lost, and look for requests to be erased."
        )
    return f"{what} Erased again: {restore.erased}. Silences said again: {restore.silenced}."
