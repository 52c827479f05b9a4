"""A turn loses nothing, does nothing twice, and keeps everyone's order."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text, update

from bot.practice.phone import Phone
from bot.turn.message import Push
from bot.turn.turns import Turns
from flows.registry import BY_NAME
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.opening import Opening
from flows.talk.scene import Scene
from storage.database.store import Store
from storage.messages.conversations import CONVERSATIONS
from storage.messages.inbox import INBOX
from storage.messages.outbox import OUTBOX
from storage.people.people import ADDRESSES, PEOPLE
from storage.people.silences import SILENCES
from storage.town.editions import NoEdition, find
from storage.votes import votes
from tests.conftest import HandClock
from tests.support.texting import AHMED, LUCIE, rows, said, sms, vote


def test_where_nothing_is_said_nothing_is_heard(turns: Turns) -> None:
    assert turns.hear([]) == []
    assert rows(turns.store, INBOX) == 0


def test_a_message_delivered_twice_is_answered_twice_and_heard_once(turns: Turns) -> None:
    first, second = turns.hear([sms("1", "vote 3 12 18")]) + turns.hear([sms("1", "vote 3 12 18")])

    assert second.again
    assert not first.again
    assert second.replies == first.replies
    assert rows(turns.store, INBOX) == 1


def test_a_message_delivered_twice_in_one_batch_is_heard_once(turns: Turns) -> None:
    first, second = turns.hear([sms("1", "bonjour"), sms("1", "bonjour")])

    assert (first.again, second.again) == (False, True)
    assert first.replies == second.replies
    assert rows(turns.store, OUTBOX) == 1


def test_the_confirmation_delivered_twice_casts_one_ballot_with_one_receipt(turns: Turns) -> None:
    phone = Phone("sms", LUCIE)
    phone.sees(turns.hear([phone.writes("vote 3")])[0].replies)
    confirmation = phone.confirms()
    answers = [turns.hear([confirmation])[0].replies for _delivery in range(3)]

    assert answers[0] == answers[1] == answers[2]
    with turns.store.reading() as tx:
        assert sum(votes.choices(tx, turns.store, find(tx).id).values()) == 1


def test_messages_of_one_person_in_one_batch_are_heard_in_their_order(turns: Turns) -> None:
    first, second, third = turns.hear([sms("1", "projets"), sms("2", "5"), sms("3", "menu")])

    assert "Quel projet" in first.replies[0].text
    assert "skatepark" in second.replies[0].text
    assert "Voir les projets" in third.replies[0].text


def test_a_batch_is_one_conversation_each(turns: Turns) -> None:
    answers = turns.hear([sms(str(n), f"projets {n + 1}", f"+3363998{n:04}") for n in range(20)])

    for number, heard in enumerate(answers, 1):
        assert f"\n{number} " in heard.replies[0].text
    assert rows(turns.store, PEOPLE) == rows(turns.store, ADDRESSES) == 20


def test_a_reply_written_before_the_question_was_shown_is_not_heard(turns: Turns, clock: HandClock) -> None:
    shown_at = clock.now().timestamp()
    turns.hear([sms("1", "menu")])

    late = said(turns, sms("2", "1", at=shown_at - 30))
    in_time = said(turns, sms("3", "1", at=shown_at + 30))

    assert "avant ma question" in late
    assert "Votez pour" in in_time


def test_no_address_and_no_word_is_written_in_clear(turns: Turns) -> None:
    turns.hear([sms("1", "projets skatepark")])
    vote(turns, AHMED)

    with turns.store.reading() as tx:
        everything = [
            str(value)
            for table in (PEOPLE, ADDRESSES, CONVERSATIONS, INBOX, OUTBOX, SILENCES)
            for row in tx.execute(table.select())
            for value in row
        ]
    in_clear = " ".join(everything)
    assert "39980001" not in in_clear
    assert "39980002" not in in_clear
    assert "skatepark" not in in_clear.lower()


def test_the_words_of_a_vote_are_not_kept_in_the_inbox(turns: Turns) -> None:
    vote(turns)
    turns.hear([sms("9", "aide")])

    with turns.store.reading() as tx:
        kept = [row.words for row in tx.execute(INBOX.select().order_by(INBOX.c.id))]
    assert kept[:2] == [None, None]
    assert kept[2] is not None


def test_the_conversation_is_deleted_when_it_ends(turns: Turns) -> None:
    phone = Phone("sms", LUCIE)
    phone.sees(turns.hear([phone.writes("vote 3 12")])[0].replies)
    assert rows(turns.store, CONVERSATIONS) == 1

    phone.sees(turns.hear([phone.confirms()])[0].replies)

    assert rows(turns.store, CONVERSATIONS) == 0


def test_a_changed_vote_replaces_the_earlier_one(turns: Turns) -> None:
    vote(turns, numbers="3 12 18")
    phone = Phone("sms", LUCIE, run="again-")
    for words in ("vote 5", "oui"):
        phone.sees(turns.hear([phone.writes(words)])[0].replies)
    phone.sees(turns.hear([phone.confirms()])[0].replies)

    assert "remplace l'ancien" in phone.last
    with turns.store.reading() as tx:
        edition = find(tx)
        [(choice, count)] = votes.choices(tx, turns.store, edition.id).items()
        assert votes.voters(tx, edition.id) == count == 1
    assert choice == (edition.by_number[5].id,)


def test_the_roll_and_the_urn_share_no_value_that_links_them(turns: Turns) -> None:
    vote(turns)

    with turns.store.reading() as tx:
        [roll] = tx.execute(votes.ROLL.select()).mappings()
        [ballot] = tx.execute(votes.BALLOTS.select()).mappings()
    shared = {str(v) for v in roll.values()} & {str(v) for v in ballot.values()}
    assert shared == {str(roll["edition_id"])}
    assert set(ballot) == {"slot", "edition_id", "choice"}


class TestSpeakingFirst:
    """What we say first reaches whom it is for, or nobody, and costs nobody anything."""

    def test_wakes_no_stranger(self, turns: Turns) -> None:
        [heard] = turns.hear([push("p1")])

        assert heard.replies == ()
        assert rows(turns.store, PEOPLE) == rows(turns.store, ADDRESSES) == 0

    def test_does_not_count_as_a_sign_of_life(self, turns: Turns) -> None:
        said(turns, sms("1", "bonjour"))
        with turns.store.writing() as tx:
            tx.execute(update(ADDRESSES).values(gone_at=turns.clock.now()))
        turns.hear([push("p1")])

        with turns.store.reading() as tx:
            assert tx.execute(select(ADDRESSES.c.gone_at)).scalar_one() is not None

    def test_can_be_said_after_a_silence_that_came_in_between(self, turns: Turns) -> None:
        said(turns, sms("1", "bonjour"))
        said(turns, sms("2", "stop"))
        assert turns.hear([push("p1")])[0].replies == ()
        said(turns, sms("3", "start"))

        [heard] = turns.hear([push("p1")])

        assert not heard.again
        assert heard.replies

    def test_that_fails_is_set_aside_without_an_apology_to_who_wrote_nothing(
        self, turns: Turns, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(chat: Chat, scene: Scene) -> None:
            raise ZeroDivisionError("a fault of ours")

        said(turns, sms("1", "bonjour"))
        monkeypatch.setitem(BY_NAME, "help", Flow("help", broken))
        fine, failing = turns.hear([sms("2", "contact"), push("p1")])

        assert fine.replies
        assert failing.replies == ()
        with turns.store.reading() as tx:
            [row] = tx.execute(INBOX.select().where(INBOX.c.provider == "push"))
        assert row.error == "ZeroDivisionError: a fault of ours"


def push(id: str, what: str = "help", address: str = LUCIE) -> Push:
    """The wish that we speak first."""
    return Push(id, "sms", address, Opening.read(what))


def test_without_an_edition_nothing_is_heard_and_the_error_says_what_to_do(store: Store, clock: HandClock) -> None:
    with pytest.raises(NoEdition, match="portevoix edition load"):
        Turns(store, clock).hear([sms("1", "bonjour")])
    assert rows(store, INBOX) == 0


def test_a_change_of_the_edition_is_seen_at_the_next_turn(turns: Turns) -> None:
    turns.hear([sms("1", "projets")])
    with turns.store.writing() as tx:
        tx.execute(text("UPDATE projects SET title = 'Une roseraie', short = '' WHERE number = 5"))
        tx.execute(text("UPDATE editions SET version = version + 1"))

    assert "Une roseraie" in said(turns, sms("2", "5"))


def test_silence_is_kept_with_its_words_and_its_end(turns: Turns) -> None:
    said(turns, sms("1", "bonjour"))
    assert "nous ne vous écrirons plus" in said(turns, sms("2", "Stop"))
    assert "START" in said(turns, sms("3", "vote"))
    assert said(turns, sms("3b", "vote")) == ""
    assert "de nouveau" in said(turns, sms("4", "START"))

    with turns.store.reading() as tx:
        kept = [(row.silent, turns.store.vault.open(row.words).decode()) for row in tx.execute(SILENCES.select())]
    assert kept == [(True, "Stop"), (False, "START")]
