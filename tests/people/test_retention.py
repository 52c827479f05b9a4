"""What has been kept long enough goes by itself: words after days, numbers after the edition, and no ballot ever."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.counting.tally import count_edition, publish
from bot.practice.sample import SAMPLE
from bot.team.retention import renew, sweep
from bot.turn.message import Push
from bot.turn.turns import Turns
from flows.talk.opening import Opening
from storage.database.store import Store
from storage.leaving import sweeps
from storage.leaving.sweeps import RECEIPTS_KEPT, Why
from storage.messages import inbox
from storage.messages.conversations import CONVERSATIONS
from storage.messages.inbox import INBOX
from storage.messages.outbox import OUTBOX
from storage.people.people import ADDRESSES, PEOPLE
from storage.town import editions
from storage.votes import slots, votes
from tests.conftest import HandClock, load_sample
from tests.people.test_rights import AHMED, HERS, LUCIE, everything, says, town, votes_for
from tests.support.processes import portevoix
from tests.support.stores import Databases

__all__ = ["town"]


def count(store: Store, table: object) -> int:
    with store.reading() as tx:
        return int(tx.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def words_kept(store: Store) -> tuple[int, int]:
    """How many messages heard, and sent, are kept in words."""
    with store.reading() as tx:
        return tuple(  # type: ignore[return-value]
            tx.execute(select(func.count()).where(table.c.words.is_not(None))).scalar_one() for table in (INBOX, OUTBOX)
        )


def sent(store: Store) -> None:
    """Everything that waited has left."""
    with store.writing() as tx:
        tx.execute(OUTBOX.update().values(state="sent"))


@pytest.mark.parametrize(
    ("last", "days", "kept"),
    [
        ("résultats", 6, True),
        ("résultats", 8, False),
        ("menu", 8, False),
    ],
    ids=["not long ago", "a week after the conversation ended", "a menu left open is no conversation"],
)
def test_words_go_days_after_their_conversation(
    turns: Turns, clock: HandClock, last: str, days: int, kept: bool
) -> None:
    says(turns, LUCIE, last)
    sent(turns.store)
    clock.pass_(days=days)
    sweep(turns.store, clock)

    assert words_kept(turns.store) == ((1, 1) if kept else (0, 0))
    assert count(turns.store, INBOX) == 1  # that it came is still known: it may be delivered again


def test_words_of_a_conversation_under_way_stay_and_its_answers_longer(turns: Turns, clock: HandClock) -> None:
    says(turns, LUCIE, "projets")
    clock.pass_(days=6)
    says(turns, LUCIE, "skatepark")
    clock.pass_(days=6)
    sweep(turns.store, clock)
    under_way = words_kept(turns.store)[0]
    clock.pass_(days=8)
    sweep(turns.store, clock)

    assert under_way == 2
    assert words_kept(turns.store)[0] == 0


def test_what_still_waits_to_be_sent_keeps_its_words(turns: Turns, clock: HandClock) -> None:
    says(turns, LUCIE, "résultats")
    with turns.store.writing() as tx:
        tx.execute(OUTBOX.update().values(state="waiting"))
    clock.pass_(days=40)
    sweep(turns.store, clock)

    assert words_kept(turns.store) == (0, 1)


def test_a_message_is_known_again_for_a_month_and_the_newest_for_ever(turns: Turns, clock: HandClock) -> None:
    """After a long outage Twilio's list is gone through from the newest message heard: it must still be known."""
    says(turns, LUCIE, "menu")
    clock.pass_(days=31)
    says(turns, AHMED, "menu")
    newest = clock.now()
    sweep(turns.store, clock)
    after_a_month = count(turns.store, INBOX)
    clock.at += RECEIPTS_KEPT * 3
    sweep(turns.store, clock)

    assert after_a_month == 1
    assert count(turns.store, INBOX) == 1
    with turns.store.reading() as tx:
        assert inbox.last_heard(tx, "test") == newest


def test_nobody_can_tell_by_the_order_of_writing_which_ballot_is_whose(town: Turns, clock: HandClock) -> None:
    """PostgreSQL marks each row with the transaction that wrote it: whoever may ask a query may ask for that too."""
    store = town.store
    for number in range(8):
        votes_for(town, f"+3363998100{number}", str(number + 1))
    with store.reading() as tx:
        edition = editions.find(tx)
        before = votes.digest(tx, store, edition.id), votes.choices(tx, store, edition.id)
    sweep(store, clock)

    with store.reading() as tx:
        assert (votes.digest(tx, store, edition.id), votes.choices(tx, store, edition.id)) == before
        if not store.is_sqlite:
            marks = [set(tx.execute(text(f"SELECT xmin::text FROM {name}")).scalars()) for name in ("roll", "ballots")]
            lie = list(tx.execute(text("SELECT slot FROM ballots ORDER BY ctid")).scalars())
            assert not marks[0] & marks[1]
            assert len(marks[1]) == 1
            assert lie == sorted(lie)
    votes_for(town, "+33639981009", "7 8")
    sweep(store, clock)
    with store.reading() as tx:
        assert votes.choices(tx, store, edition.id).total() == 11


def test_what_lies_in_slots_is_written_anew_only_when_something_came(town: Turns, clock: HandClock) -> None:
    store = town.store
    first, second = slots.rewrite_in_order(store, votes.BALLOTS), slots.rewrite_in_order(store, votes.BALLOTS)
    votes_for(town, "+33639981009", "7 8")
    third = slots.rewrite_in_order(store, votes.BALLOTS)

    assert (first, second, third) == (2, 0, 3)


def test_who_reads_the_urn_meanwhile_keeps_nobody_from_voting_and_it_is_stirred_later(
    databases: Databases, clock: HandClock
) -> None:
    """A backup that began before sees the urn as it was: with TRUNCATE it would have found it empty."""
    with databases.fresh("postgresql") as store:
        load_sample(store)
        turns = Turns(store, clock)
        votes_for(turns, LUCIE, "3")
        backup = store.engine.connect().execution_options(isolation_level="REPEATABLE READ")
        with backup:
            seen = len(backup.execute(votes.ROLL.select()).all())
            began = time.monotonic()
            stirring = threading.Thread(target=slots.rewrite_in_order, args=(store, votes.BALLOTS), daemon=True)
            stirring.start()
            stirring.join(timeout=30)
            votes_for(turns, AHMED, "5")
            waited = time.monotonic() - began
            dumped = len(backup.execute(votes.BALLOTS.select()).all())
        again = slots.rewrite_in_order(store, votes.BALLOTS)

        assert seen == dumped == 1
        assert waited < 10
        assert again == 2


@pytest.mark.parametrize(
    ("hour", "rested", "due"),
    [
        (3, 13, True),
        (3, 1, False),
        (11, 13, False),
        (11, 25, True),
    ],
    ids=["at night", "done already this night", "by day it waits for the night", "but not for longer than a day"],
)
def test_once_a_day_no_file_of_postgresql_holds_what_was_erased(
    databases: Databases, clock: HandClock, hour: int, rested: int, due: bool
) -> None:
    with databases.fresh("postgresql") as store:
        load_sample(store)
        clock.at = clock.at.replace(hour=hour)
        with store.writing() as tx:
            sweeps.log(tx, Why.FILES, {"tables": 1}, clock.now() - timedelta(hours=rested))

        assert bool(renew(store, clock)) == due
        assert not renew(store, clock)


def test_who_is_being_heard_is_not_swept_and_keeps_nobody_waiting(databases: Databases, clock: HandClock) -> None:
    """A turn holds the address, then the person: a sweep that goes the other way round must not wait for it."""
    with databases.fresh("postgresql") as store:
        load_sample(store)
        turns = Turns(store, clock)
        says(turns, LUCIE, "menu")
        with store.writing() as tx:
            last = editions.find(tx).spans[-1].closes
            tx.execute(OUTBOX.update().values(state="sent"))
            tx.execute(PEOPLE.update().values(created_at=clock.now() - timedelta(days=1)))
        clock.at = last + timedelta(days=200)
        with store.writing() as tx:
            tx.execute(select(ADDRESSES.c.id).with_for_update())
            sweeping = threading.Thread(target=sweep, args=(store, clock), daemon=True)
            sweeping.start()
            sweeping.join(timeout=5)
            done, kept = not sweeping.is_alive(), count(store, PEOPLE)
        sweeping.join()

        assert done
        assert kept == 1
        sweep(store, clock)
        assert count(store, PEOPLE) == 0


def test_a_push_is_known_for_as_long_as_the_person(turns: Turns, clock: HandClock) -> None:
    says(turns, LUCIE, "menu")
    news = Push("news:1", "sms", LUCIE, Opening("results"))
    turns.hear([news])
    sent(turns.store)
    clock.pass_(days=90)
    says(turns, AHMED, "menu")
    sweep(turns.store, clock)

    assert turns.hear([news])[0].again


def test_two_months_after_the_edition_nobody_can_be_reached_and_the_urn_is_as_it_was(
    town: Turns, clock: HandClock
) -> None:
    store = town.store
    with store.reading() as tx:
        edition = editions.find(tx)
        before = votes.voters(tx, edition.id), votes.digest(tx, store, edition.id), votes.choices(tx, store, edition.id)
    sent(store)
    with store.writing() as tx:
        publish(tx, count_edition(tx, store, edition), edition.spans[-1].closes)
    clock.at = edition.spans[-1].closes + timedelta(days=59)
    sweep(store, clock)
    people_before = count(store, PEOPLE)
    clock.pass_(days=2)
    sweep(store, clock)

    left = everything(store)
    assert people_before == 2
    assert count(store, PEOPLE) == count(store, ADDRESSES) == count(store, CONVERSATIONS) == 0
    assert LUCIE not in left
    assert AHMED not in left
    assert left.count(HERS) == 2  # a comment that everybody could read, and an answer to a survey: as nobody's
    with store.reading() as tx:
        assert (
            votes.voters(tx, edition.id),
            votes.digest(tx, store, edition.id),
            votes.choices(tx, store, edition.id),
        ) == before


def test_who_writes_after_the_end_is_kept_for_a_while(turns: Turns, clock: HandClock) -> None:
    with turns.store.reading() as tx:
        edition = editions.find(tx)
    clock.at = edition.spans[-1].closes + timedelta(days=100)
    says(turns, LUCIE, "bonjour")
    clock.pass_(days=30)
    sweep(turns.store, clock)
    after_a_month = count(turns.store, PEOPLE)
    clock.pass_(days=31)
    sweep(turns.store, clock)

    assert after_a_month == 1
    assert count(turns.store, PEOPLE) == 0


def test_sweeping_again_finds_nothing_and_a_rehearsal_erases_nothing(town: Turns, clock: HandClock) -> None:
    sent(town.store)
    with town.store.reading() as tx:
        edition = editions.find(tx)
    clock.at = edition.spans[-1].closes + timedelta(days=61)
    before = everything(town.store)
    rehearsed = sweep(town.store, clock, dry_run=True)
    untouched = everything(town.store)
    done = sweep(town.store, clock)

    assert untouched == before
    assert rehearsed == done
    assert done[Why.NUMBERS]["addresses"] == 4
    assert not any(sweep(town.store, clock).values())


def test_each_sweep_is_logged_with_its_reason(turns: Turns, clock: HandClock) -> None:
    votes_for(turns, LUCIE)
    says(turns, LUCIE, "résultats")
    sent(turns.store)
    clock.pass_(days=8)
    done = sweep(turns.store, clock)

    with turns.store.reading() as tx:
        logged = {(line.why, line.what): line.rows for line in sweeps.logged(tx, 10)}
    assert logged == {(why, what): rows for why, counts in done.items() for what, rows in counts.items()}
    assert logged[Why.WORDS, "words heard"] == 1


def test_the_command_rehearses_sweeps_and_shows_its_log(tmp_path: Path) -> None:
    key = {"SECRET_KEY": "a secret key for these tests"}
    portevoix("migrate", folder=tmp_path, **key)
    portevoix("edition", "load", str(SAMPLE), folder=tmp_path, **key)
    portevoix("edition", "open", "montreval-2026", folder=tmp_path, **key)
    rehearsed, swept, logged = (
        portevoix("retention", *words, folder=tmp_path, **key) for words in (["--dry-run"], [], ["--log"])
    )

    assert "Nothing has been kept for too long." in rehearsed.stdout, rehearsed.stderr
    assert "Nothing has been kept for too long." in swept.stdout
    assert "Nothing was erased yet." in logged.stdout
