"""What networks know that a restored store does not; and what looks like it, and is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.networks import went_back
from bot.networks.twilio.form import PROVIDER
from bot.networks.went_back import GAP
from bot.turn.house import House, house
from bot.turn.message import Incoming
from storage.database.ids import new_id
from storage.database.store import Store
from storage.restoring import restores
from storage.restoring.restores import Restore
from tests.conftest import HandClock, load_sample

ADA, US = "+33639980001", "+33937000001"


@dataclass(frozen=True)
class Listed:
    """A message as Twilio lists it."""

    sid: str
    direction: str
    from_: str
    to: str
    body: str
    date_sent: datetime | None
    num_media: str = "0"
    date_created: datetime | None = None


@pytest.fixture
def town(store: Store, clock: HandClock) -> Iterator[House]:
    """A town that heard one text, and one update of Telegram's."""
    load_sample(store)
    with house(store, clock) as town:
        town.turns.hear(
            [Incoming(PROVIDER, "SM1", "sms", ADA, "aide"), Incoming("telegram", "1000", "telegram", "7", "aide")]
        )
        yield town


def noticed(town: House) -> list[Restore]:
    with town.store.reading() as tx:
        return restores.under_way(tx)


def exchange(clock: HandClock, words: str, minutes: int, sid: str = "SM2", media: str = "0") -> list[Listed]:
    """A text, so many minutes from now, and the answer that went out in its request."""
    at = clock.now().astimezone(UTC) + timedelta(minutes=minutes)
    text = Listed(sid, "inbound", ADA, US, words, at, media)
    return [Listed("SM3", "outbound-reply", US, ADA, "Bonjour", at + timedelta(seconds=1)), text]


def test_texts_of_one_second_are_told_apart_by_the_order_of_the_list(town: House, clock: HandClock) -> None:
    """Twilio lists the newest first, and drops the fractions: the last of them is one that this store never heard."""
    at = clock.now().astimezone(UTC) + timedelta(minutes=20)
    texts = [Listed("SM2", "inbound", ADA, US, "vote 3", at), Listed("SM1", "inbound", ADA, US, "aide", at)]
    answers = [Listed(sid, "outbound-reply", US, ADA, "Bonjour", at) for sid in ("SM4", "SM3")]

    went_back.by_answers(town, PROVIDER, [*texts, *answers], clock.now(), at + timedelta(minutes=1))

    assert [restore.noticed_by for restore in noticed(town)] == [PROVIDER]


@pytest.mark.parametrize(
    ("words", "minutes", "sid", "media", "back"),
    [
        pytest.param("vote 3", 30, "SM2", "0", True, id="we answered what we do not know"),
        pytest.param("vote 3", 30, "SM1", "0", False, id="we answered what we know"),
        pytest.param("STOP", 30, "SM2", "0", False, id="Twilio itself answers STOP"),
        pytest.param("Unstop", 30, "SM2", "0", False, id="and other words of its own"),
        pytest.param("regardez", 30, "SM2", "1", False, id="a picture is answered, and not kept"),
        pytest.param("vote 3", 5, "SM2", "0", False, id="it may have been on its way"),
        pytest.param("vote 3", 90, "SM2", "0", False, id="we were here when it came"),
    ],
)
def test_twilio_tells_by_our_answers(
    town: House, clock: HandClock, words: str, minutes: int, sid: str, media: str, back: bool
) -> None:
    listed, started = exchange(clock, words, minutes, sid, media), clock.now() + timedelta(hours=1)
    for _look in range(2):
        went_back.by_answers(town, PROVIDER, listed, clock.now(), started)

    assert [restore.noticed_by for restore in noticed(town)] == ([PROVIDER] if back else [])
    until = went_back.heard_before(town)
    assert until == (listed[1].date_sent if back else None)


def test_a_text_without_an_answer_is_only_missed(town: House, clock: HandClock) -> None:
    [_answer, text] = exchange(clock, "vote 3", 30)
    went_back.by_answers(town, PROVIDER, [text], clock.now(), clock.now() + timedelta(hours=1))

    assert noticed(town) == []


@pytest.mark.parametrize(
    ("number", "days", "noted", "back"),
    [
        pytest.param(1001, 0, 0, False, id="the next one"),
        pytest.param(1000 + GAP, 0, 0, False, id="a few that were no messages"),
        pytest.param(1001 + GAP, 0, 0, True, id="too many are missing"),
        pytest.param(5000, 0, 4990, False, id="we had noted how far they came"),
        pytest.param(900, 0, 0, False, id="delivered again"),
        pytest.param(9_000_000, 7, 0, False, id="after a quiet week numbers begin anew, at random"),
    ],
)
def test_telegram_tells_by_the_numbers_of_its_updates(
    town: House, clock: HandClock, number: int, days: int, noted: int, back: bool
) -> None:
    if noted:
        went_back.note_update(town, "telegram", noted)
    started = new_id()
    clock.pass_(days=days)
    town.turns.hear([Incoming("telegram", str(number), "telegram", "8", "aide")])
    went_back.by_update(town, "telegram", number, started)

    seen = [(restore.noticed_by, restore.outbox_id) for restore in noticed(town)]
    assert seen == ([("telegram", started)] if back else [])
