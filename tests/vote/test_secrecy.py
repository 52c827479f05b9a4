"""Who has a copy of the database's files and no key reads no choice, and links no ballot to a voter."""

from __future__ import annotations

import orjson
import pytest
from sqlalchemy import func, select

from bot.counting.pb_export import as_instance
from bot.counting.tally import count_edition
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.messages.outbox import KEPT_WORDS, OUTBOX, WITH_WORDS
from storage.town import editions
from storage.votes import urn, votes
from tests.attacks.lengths import lengths
from tests.attacks.secrecy import attacked, counts
from tests.support.stores import Databases
from tests.support.texting import vote


def test_the_files_tell_no_choice_and_after_the_hour_no_place_in_the_urn(store: Store) -> None:
    guesses = attacked(store, voters=14, people=4)

    told = {guess.attack: guess.made for guess in guesses if counts(guess)}
    assert len(told) >= 5
    assert not any(told.values()), told


def test_the_thief_knows_how_to_steal(store: Store) -> None:
    """Within the hour who voted can be found in the urn, as the documents say: only the choice is sealed."""
    guesses = {guess.attack: guess.right for guess in attacked(store, voters=14, people=4)}

    assert max(right for attack, right in guesses.items() if attack.startswith("ballots linked")) >= 10
    assert max(right for attack, right in guesses.items() if attack.startswith("papers linked")) == 4


def test_no_length_tells_a_choice(databases: Databases) -> None:
    with databases.fresh("sqlite") as store, databases.fresh("sqlite") as own:
        guesses = lengths(store, own, victims=60, most=2)

    assert [guess.made for guess in guesses] == [0, 0]


def test_every_ballot_is_as_long_as_any_other_and_sealed_anew_each_time(turns: Turns) -> None:
    for number, chosen in enumerate(("3", "5 12", "3 12 18", "3")):
        vote(turns, f"+3363998000{number}", chosen)

    with turns.store.reading() as tx:
        rows = [bytes(choice) for choice in tx.execute(select(votes.BALLOTS.c.choice)).scalars()]
        weights = set(
            tx.execute(
                select(OUTBOX.c.weight, func.length(KEPT_WORDS)).select_from(WITH_WORDS).where(OUTBOX.c.secret)
            ).all()
        )
    assert len(set(rows)) == 4
    assert len({len(row) for row in rows}) == 1
    assert len(weights) == 1


@pytest.mark.parametrize(("most", "room"), [(1, 256), (3, 256), (11, 256), (12, 512), (24, 1024)])
def test_the_room_of_a_ballot_holds_as_many_projects_as_one_may_choose(most: int, room: int) -> None:
    longest = tuple(range(2**63 - most, 2**63))

    assert len(urn.text_of(longest)) < urn.room_for(most) == room
    assert urn.choice_in(urn.text_of(longest)) == longest


def test_a_ballot_of_before_there_were_salts_is_read(sqlite: Store) -> None:
    assert urn.choice_in(orjson.dumps([3, 12])) == (3, 12)


def test_the_public_file_lists_ballots_in_an_order_that_their_slots_do_not_tell(turns: Turns) -> None:
    """Whoever knows a voter's slot would else find its line in the file, and the choice, without any key."""
    for number in range(20):
        vote(turns, f"+336399801{number:02}", str(number % 7 + 1))

    with turns.store.reading() as tx:
        edition = editions.find(tx)
        count = count_edition(tx, turns.store, edition)
        listed = [vote.refs for vote in as_instance(tx, turns.store, edition, count).votes]
    assert len(listed) == 20
    assert [int(ref) for [ref] in listed] == sorted(int(ref) for [ref] in listed)


def test_the_seal_of_the_urn_cannot_be_tried_out(turns: Turns) -> None:
    """Where one person has voted, two dozen tries would else give the seal, and with it the choice."""
    seals = set()
    with turns.store.writing() as tx:
        edition = editions.find(tx)
        same = votes.Vote(edition.id, 7, turns.clock.now().date(), "K7M4PX2", (edition.by_number[5].id,), 3)
        for _time in range(3):
            votes.cast(tx, turns.store, [same])
            seals |= {votes.digest(tx, turns.store, edition.id), votes.digest(tx, turns.store, edition.id)}

    assert len(seals) == 3  # of the same choice in the same slot, salted anew; read twice, each is the same
