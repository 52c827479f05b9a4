"""Receipts come in any order, twice, or for nothing we know: the outbox only goes forward."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest
from sqlalchemy import select, update

from bot.networks.sms.intake import PROOF
from bot.networks.twilio.status import Report, report_of
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.messages.outbox import OUTBOX, State
from storage.people.people import ADDRESSES
from storage.people.silences import SILENCES
from storage.sending.receipts import receipt
from tests.conftest import HandClock
from tests.fakes.twilio import ACCOUNT_SID, NUMBER
from tests.support.twilio_town import ADA, Town, sid, town

FINAL = (State.DELIVERED, State.FAILED, State.STOPPED)


@pytest.fixture
def paris(sqlite: Store, clock: HandClock) -> Iterator[Town]:
    with town(sqlite, clock) as here:
        yield here


def one_to_send(turns: Turns, words: str = "menu") -> int:
    """A message of ours that waits; its id."""
    turns.hear([Incoming("test", words, "sms", ADA, words)])
    with turns.store.reading() as tx:
        return int(list(tx.execute(select(OUTBOX.c.id).order_by(OUTBOX.c.id)).scalars())[-1])


def put(store: Store, id: int, state: State) -> None:
    with store.writing() as tx:
        tx.execute(update(OUTBOX).where(OUTBOX.c.id == id).values(state=state))


def found(store: Store, id: int) -> tuple[str, str | None]:
    """The state of a message, and why."""
    with store.reading() as tx:
        row = tx.execute(select(OUTBOX.c.state, OUTBOX.c.reason).where(OUTBOX.c.id == id)).one()
    return row.state, row.reason


def told(paris: Town, id: object, status: str, error: str = "", **more: str) -> int:
    """Twilio posts a receipt; the status of our answer."""
    form = {"MessageSid": sid("9"), "AccountSid": ACCOUNT_SID, "MessageStatus": status, "From": NUMBER, "To": ADA}
    error_code = {"ErrorCode": error} if error else {}
    return paris.signed_post(form | error_code | more, f"/twilio/status?id={id}").status_code


@pytest.mark.parametrize("before", list(State), ids=str)
@pytest.mark.parametrize("state", [State.SENT, *FINAL], ids=str)
def test_a_receipt_only_goes_forward(before: State, state: State, turns: Turns) -> None:
    id = one_to_send(turns)
    put(turns.store, id, before)
    forward = before not in (*FINAL, State.BACK) and (state in FINAL or before is not State.SENT)

    with turns.store.writing() as tx:
        assert receipt(tx, id, state, "why") is forward

    assert found(turns.store, id)[0] == (state if forward else before)


def test_a_receipt_for_no_message_of_ours_is_ignored(turns: Turns) -> None:
    with turns.store.writing() as tx:
        assert receipt(tx, 12, State.DELIVERED) is False


@pytest.mark.parametrize("order", list(permutations(("queued", "sent", "delivered"))), ids=" ".join)
def test_in_whatever_order_they_come_the_message_ends_delivered(order: tuple[str, ...], paris: Town) -> None:
    id = one_to_send(paris.house.turns)
    put(paris.house.store, id, State.SENDING)

    assert [told(paris, id, status) for status in order] == [204] * 3
    assert found(paris.house.store, id) == (State.DELIVERED, None)


def test_what_failed_says_why_and_stays_failed(paris: Town) -> None:
    id = one_to_send(paris.house.turns)
    told(paris, id, "undelivered", "30005")
    told(paris, id, "delivered")

    state, reason = found(paris.house.store, id)
    assert (state, reason) == (
        State.FAILED,
        "the number is not in use (Twilio 30005, https://www.twilio.com/docs/api/errors/30005)",
    )


@pytest.mark.parametrize(
    ("id", "status"),
    [
        pytest.param("", "delivered", id="no id"),
        pytest.param("12", "delivered", id="an id of nothing"),
        pytest.param("-1", "delivered", id="a negative id"),
        pytest.param("x" * 50, "delivered", id="no number"),
        pytest.param("9" * 19, "delivered", id="a number too great"),
        pytest.param("12", "partially_delivered", id="a status of tomorrow"),
        pytest.param("12", "received", id="a status of incoming texts"),
    ],
)
def test_what_we_do_not_know_is_ignored(id: str, status: str, paris: Town) -> None:
    mine = one_to_send(paris.house.turns)

    assert told(paris, id, status) == 204
    assert found(paris.house.store, mine) == (State.WAITING, None)


def test_stop_said_to_the_operator_silences_the_address_once_with_its_proof(store: Store, clock: HandClock) -> None:
    with town(store, clock) as paris:
        id, waiting = one_to_send(paris.house.turns), one_to_send(paris.house.turns, "aide")
        put(store, id, State.SENT)

        assert [told(paris, id, "failed", "21610") for _again in range(2)] == [204, 204]

        assert found(store, id)[0] == State.STOPPED
        assert found(store, waiting) == (State.STOPPED, PROOF)
        with store.reading() as tx:
            [proof] = list(tx.execute(select(SILENCES)))
            assert tx.execute(select(ADDRESSES.c.stopped_at)).scalar_one() == clock.now()
            assert store.vault.open(proof.words).decode() == PROOF


def test_a_start_that_is_newer_than_the_message_stands(paris: Town, clock: HandClock) -> None:
    id = one_to_send(paris.house.turns)
    clock.pass_(minutes=1)
    one_to_send(paris.house.turns, "stop")
    one_to_send(paris.house.turns, "start")
    told(paris, id, "failed", "21610")

    with paris.house.store.reading() as tx:
        assert tx.execute(select(ADDRESSES.c.stopped_at)).scalar_one() is None


@pytest.mark.parametrize(
    ("form", "report"),
    [
        pytest.param({"MessageStatus": "read"}, Report(State.DELIVERED), id="read"),
        pytest.param({"SmsStatus": "sent"}, Report(State.SENT), id="the name of old"),
        pytest.param({"MessageStatus": "sent", "ErrorCode": "30008"}, Report(State.SENT), id="sent whatever the error"),
        pytest.param(
            {"MessageStatus": "canceled"}, Report(State.FAILED, "Twilio reports «canceled» without a reason"), id="none"
        ),
        pytest.param(
            {"MessageStatus": "failed", "ErrorCode": "x"},
            Report(State.FAILED, "Twilio reports «failed» without a reason"),
            id="an error that is no number",
        ),
        pytest.param({}, Report(None), id="nothing"),
    ],
)
def test_receipts_are_read(form: dict[str, str], report: Report) -> None:
    assert report_of(list(form.items())) == report


def test_an_error_we_never_heard_of_has_a_page_to_read() -> None:
    report = report_of([("MessageStatus", "failed"), ("ErrorCode", "39999")])

    assert report == Report(
        State.FAILED,
        "see Twilio's page on this error (Twilio 39999, https://www.twilio.com/docs/api/errors/39999)",
    )
