"""`portevoix restored`: the store that went back in time is the one to go on with; what can be made good is."""

from __future__ import annotations

from pathlib import Path

from bot.channels import BY_NAME as CHANNELS
from bot.clock import Clock
from bot.commands.project import By, name_of
from bot.commands.shared import tell
from bot.settings import settings
from bot.team.restoring import ended_before, go_on
from bot.telling import lost_votes as telling
from bot.turn.house import open_store
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from flows.town.edition import Phase
from storage.database.store import Store
from storage.town import editions
from storage.votes import lost_votes

NEVER = "The store did not go back in time, as far as is known: there was nothing to do."


def restored(by: By = "") -> None:
    """Go on after a backup was restored: replay who was erased and who said STOP since, and tell whose vote is lost.

    Give it on every machine that has a KEEPSAKE folder. It says what was done, and the logbook keeps it.
    """
    clock = Clock()
    with open_store() as store:
        lines = go_on(store, Path(settings().keepsake), name_of(by), clock)
        for line in lines or [ended_before(store) or NEVER]:
            tell(line)
        if lines:
            told = telling.tell(Room(store, clock, Turns(store, clock)))
            tell(f"{told} told that their vote is lost, and how to vote again; the messages wait in the outbox.")
            _say_what_is_left(store, clock)


def _say_what_is_left(store: Store, clock: Clock) -> None:
    with store.reading() as tx:
        edition, nowhere = editions.find(tx), lost_votes.out_of_reach(tx)
        left = len(lost_votes.untold(tx, store, CHANNELS))
    if left:
        tell(f"{left} will be told at the next good hour (no nights, Sundays or holidays).")
    if nowhere:
        tell(f"{nowhere} cannot be told: their address is not in this store, or wants silence. RECU tells them.")
    if edition.phase_at(clock.now()) is not Phase.VOTE and (left or nowhere):
        tell("The vote is not open: `portevoix phase` prolongs it.")
