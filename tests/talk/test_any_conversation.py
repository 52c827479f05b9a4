"""Whatever people write or tap, in whatever order: nothing breaks, all are answered, and one person has one vote."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels import CHANNELS
from bot.practice.phone import NoSuchButton, Phone
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.town import editions
from storage.votes import votes
from tests.conftest import HandClock, load_sample
from tests.support.stores import Databases

DOORS = [
    *("menu", "aide", "retour", "annuler", "modifier", "modifier 1", "modifier 2", "contact", "bonjour", "merci"),
    *("english", "français", "stop", "start", "/start", "/start vote_3", "/modifier", "/vote", "/x", "?"),
]
FLOWS = ["vote", "vote 3 12", "projets", "projet 12", "projets parc", "reçu", "reçu K7M-4PX2", "résultats", "langue"]
REPLIES = [
    *("oui", "non", "ok", "suite", "précédent", "quartiers", "A", "G", "gare et tanneurs", "parc", "mare", "jeunesse"),
    *("1", "2", "3", "4", "5", "12", "24", "25", "3 12 18", "1 2 3 4", "3 99", "+7", "99", "1er et 2e", "{code}"),
]
JUNK = [
    "",
    " ",
    "👍",
    "🌳🌳",
    "…",
    "stop aux voitures",
    "x" * 5000,
    "é" * 200,
    "'; DROP TABLE",
    "{n}",
    "<b>",
    "\u202e12",
    "0",
]

written = st.sampled_from([*DOORS, *FLOWS, *REPLIES, *JUNK]) | st.sampled_from(REPLIES) | st.text(max_size=20)
messages = st.lists(written | st.integers(0, 11), min_size=1, max_size=14)
"""What people send: words, or the place of a button to tap."""


@dataclass
class Someone:
    """A person who holds a phone, and whether they asked for silence."""

    phone: Phone
    stopped: bool = False

    def sends(self, what: str | int) -> Incoming:
        """The message: words, the code shown, or a tap on one of the buttons of one of the messages."""
        if what == "{code}":
            return self._code()
        if isinstance(what, str):
            return self.phone.writes(what)
        buttons = [(id, button) for id, shown in self.phone.screen.items() for row in shown.buttons for button in row]
        if not buttons:
            return self.phone.writes(str(what))
        on, button = buttons[-1 - what % len(buttons)]
        return replace(self.phone.writes(""), tap=button.data, on=on)

    def _code(self) -> Incoming:
        try:
            return self.phone.confirms()
        except NoSuchButton:
            return self.phone.writes("42")


@pytest.mark.parametrize("channel", [channel.name for channel in CHANNELS])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(conversation=st.lists(st.tuples(st.booleans(), messages), min_size=1, max_size=3))
def test_any_conversation(databases: Databases, channel: str, conversation: list[tuple[bool, list[str | int]]]) -> None:
    with databases.fresh("sqlite") as store:
        load_sample(store)
        clock = HandClock()
        turns = Turns(store, clock)
        people = [Someone(Phone(channel, address, run=address)) for address in ("+33639981", "+33639982")]
        for second, said in conversation:
            for what in said:
                hears(turns, people[second], what)
                clock.pass_(minutes=1)  # the same text again within half a minute is a copy, which is not answered

        assert ballots(store) == voters(store) <= len(people)


def hears(turns: Turns, someone: Someone, what: str | int) -> None:
    """One message heard; it is answered, unless the person asked for silence."""
    [heard] = turns.hear([someone.sends(what)])
    someone.phone.sees(heard.replies)
    text = "\n".join(reply.text for reply in heard.replies)

    assert heard.replies or someone.stopped, f"no reply to {what!r}"
    assert all(reply.text.strip() for reply in heard.replies)
    assert "Pardon, nous n'avons pas pu" not in text
    assert "Sorry, we could not" not in text
    someone.stopped = _stopped(text, before=someone.stopped)


def _stopped(text: str, *, before: bool) -> bool:
    if "nous ne vous écrirons plus" in text or "we will not write to you again" in text:
        return True
    resumed = "Vous recevrez de nouveau" in text or "You will hear from us again" in text
    return before and not resumed


def ballots(store: Store) -> int:
    """The ballots in the urn."""
    with store.writing() as tx:
        return sum(votes.choices(tx, store, editions.find(tx).id).values())


def voters(store: Store) -> int:
    """The people on the roll."""
    with store.writing() as tx:
        return votes.voters(tx, editions.find(tx).id)
