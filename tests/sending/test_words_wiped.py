"""The words of a vote in the outbox: given again for a while, then wiped from every file."""

from __future__ import annotations

from sqlalchemy import select

from bot.sending.sender import Sender
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.messages import outbox
from storage.messages.outbox import KEPT_WORDS, OUTBOX, SECRETS_KEPT, WITH_WORDS
from storage.messages.secret_words import SECRET_WORDS
from storage.people.people import ADDRESSES
from tests.attacks.files import stolen
from tests.conftest import HandClock
from tests.support.posting import Post, write


async def test_the_words_of_a_vote_are_wiped_once_they_were_sent(turns: Turns, clock: HandClock) -> None:
    write(turns, "vote 3 12 18")
    write(turns, "projets 5", address="+33639980002")
    await Sender(turns.store, clock, [Post()]).send_due()
    clock.pass_(seconds=SECRETS_KEPT.total_seconds() + 1)

    with turns.store.writing() as tx:
        assert outbox.forget_secrets(tx, clock.now()) == 1
        kept = list(tx.execute(select(KEPT_WORDS.is_(None), OUTBOX.c.secret).select_from(WITH_WORDS)))
    assert sorted((bool(wiped), bool(secret)) for wiped, secret in kept) == [(False, False), (True, True)]


def handed_over(turns: Turns) -> list[bytes]:
    """Votes whose replies went out in the provider's request; pieces of all that is kept of them."""
    for number in range(20):
        turns.hear([Incoming("test", str(number), "sms", f"+336399800{number:02}", "vote 3 12 18", carries=9)])
    with turns.store.reading() as tx:
        return [
            bytes(words)[at : at + 12]
            for words in tx.execute(select(SECRET_WORDS.c.words)).scalars()
            for at in (0, 500)
        ]


def held(store: Store, pieces: list[bytes]) -> int:
    """How many of the *pieces* a file of the database holds; the log of PostgreSQL's server is not one."""
    files = [file for name, file in stolen(store).items() if not name.startswith("wal/")]
    return sum(any(piece in file for file in files) for piece in pieces)


def test_no_file_holds_the_words_of_a_vote_once_they_were_wiped(turns: Turns, clock: HandClock) -> None:
    pieces = handed_over(turns)
    sender = Sender(turns.store, clock, [])
    sender._sweep()
    within = held(turns.store, pieces)
    clock.pass_(seconds=SECRETS_KEPT.total_seconds() + 1)
    sender._sweep()

    assert within == len(pieces) == 40
    assert held(turns.store, pieces) == 0
    if turns.store.is_sqlite:
        assert stolen(turns.store)["wal"] == b""


def test_who_was_reading_while_they_were_wiped_keeps_them_a_minute_longer(turns: Turns, clock: HandClock) -> None:
    pieces = handed_over(turns)
    sender = Sender(turns.store, clock, [])
    clock.pass_(seconds=SECRETS_KEPT.total_seconds() + 1)
    with turns.store.reading() as reader:
        if not turns.store.is_sqlite:
            reader.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        assert reader.execute(select(ADDRESSES.c.id)).first()
        sender._sweep()
        within = held(turns.store, pieces)
    sender._sweep()

    assert within > 0
    assert held(turns.store, pieces) == 0


def test_a_sender_that_died_before_the_file_was_new_leaves_it_to_the_next(turns: Turns, clock: HandClock) -> None:
    pieces = handed_over(turns)
    clock.pass_(seconds=SECRETS_KEPT.total_seconds() + 1)
    with turns.store.writing() as tx:
        outbox.forget_secrets(tx, clock.now())
    Sender(turns.store, clock, [])._sweep()

    assert held(turns.store, pieces) == 0


def test_the_words_of_a_vote_are_given_again_as_long_as_they_are_kept(turns: Turns, clock: HandClock) -> None:
    message = Incoming("test", "1", "sms", "+33639980001", "vote 3 12 18", carries=9)
    [first] = turns.hear([message])
    Sender(turns.store, clock, [])._sweep()
    [again] = turns.hear([message])
    clock.pass_(seconds=SECRETS_KEPT.total_seconds() + 1)
    Sender(turns.store, clock, [])._sweep()
    [late] = turns.hear([message])

    assert again.replies == first.replies != ()
    assert again.again
    assert late.replies == ()


def test_the_words_of_a_vote_that_still_waits_are_not_wiped(turns: Turns, clock: HandClock) -> None:
    write(turns, "vote 3 12 18")
    clock.pass_(days=1)

    with turns.store.writing() as tx:
        assert outbox.forget_secrets(tx, clock.now()) == 0
