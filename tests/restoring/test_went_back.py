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


@dataclass(frozen=True)
class Text:
    """What Ada writes, so many minutes from now, as Twilio lists it."""

    words: str
    minutes: int
    sid: str = "SM2"
    media: str = "0"


@dataclass(frozen=True)
class Numbered:
    """An update of Telegram's by its number, so many days from now; *noted* is how far they came, as we know."""

    number: int
    days: int = 0
    noted: int = 0


def exchange(clock: HandClock, said: Text) -> list[Listed]:
    """A text, and the answer that went out in its request."""
    at = clock.now().astimezone(UTC) + timedelta(minutes=said.minutes)
    text = Listed(said.sid, "inbound", ADA, US, said.words, at, said.media)
    return [Listed("SM3", "outbound-reply", US, ADA, "Bonjour", at + timedelta(seconds=1)), text]


def test_texts_of_one_second_are_told_apart_by_the_order_of_the_list(town: House, clock: HandClock) -> None:
    """Twilio lists the newest first, and drops the fractions: the last of them is one that this store never heard."""
    at = clock.now().astimezone(UTC) + timedelta(minutes=20)
    texts = [Listed("SM2", "inbound", ADA, US, "vote 3", at), Listed("SM1", "inbound", ADA, US, "aide", at)]
    answers = [Listed(sid, "outbound-reply", US, ADA, "Bonjour", at) for sid in ("SM4", "SM3")]

    went_back.by_answers(town, PROVIDER, [*texts, *answers], clock.now(), at + timedelta(minutes=1))

    assert [restore.noticed_by for restore in noticed(town)] == [PROVIDER]


@pytest.mark.parametrize(
    ("said", "back"),
    [
        pytest.param(Text("vote 3", 30), True, id="we answered what we do not know"),
        pytest.param(Text("vote 3", 30, "SM1"), False, id="we answered what we know"),
        pytest.param(Text("STOP", 30), False, id="Twilio itself answers STOP"),
        pytest.param(Text("Unstop", 30), False, id="and other words of its own"),
        pytest.param(Text("regardez", 30, media="1"), False, id="a picture is answered, and not kept"),
        pytest.param(Text("vote 3", 5), False, id="it may have been on its way"),
        pytest.param(Text("vote 3", 90), False, id="we were here when it came"),
    ],
)
def test_twilio_tells_by_our_answers(town: House, clock: HandClock, said: Text, back: bool) -> None:
    listed, started = exchange(clock, said), clock.now() + timedelta(hours=1)
    for _look in range(2):
        went_back.by_answers(town, PROVIDER, listed, clock.now(), started)

    assert [restore.noticed_by for restore in noticed(town)] == ([PROVIDER] if back else [])
    until = went_back.heard_before(town)
    assert until == (listed[1].date_sent if back else None)


def test_a_text_without_an_answer_is_only_missed(town: House, clock: HandClock) -> None:
    [_answer, text] = exchange(clock, Text("vote 3", 30))
    went_back.by_answers(town, PROVIDER, [text], clock.now(), clock.now() + timedelta(hours=1))

    assert noticed(town) == []


@pytest.mark.parametrize(
    ("update", "back"),
    [
        pytest.param(Numbered(1001), False, id="the next one"),
        pytest.param(Numbered(1000 + GAP), False, id="a few that were no messages"),
        pytest.param(Numbered(1001 + GAP), True, id="too many are missing"),
        pytest.param(Numbered(5000, noted=4990), False, id="we had noted how far they came"),
        pytest.param(Numbered(900), False, id="delivered again"),
        pytest.param(Numbered(9_000_000, days=7), False, id="after a quiet week numbers begin anew, at random"),
    ],
)
def test_telegram_tells_by_the_numbers_of_its_updates(
    town: House, clock: HandClock, update: Numbered, back: bool
) -> None:
    if update.noted:
        went_back.note_update(town, "telegram", update.noted)
    started = new_id()
    clock.pass_(days=update.days)
    town.turns.hear([Incoming("telegram", str(update.number), "telegram", "8", "aide")])
    went_back.by_update(town, "telegram", update.number, started)

    seen = [(restore.noticed_by, restore.outbox_id) for restore in noticed(town)]
    assert seen == ([("telegram", started)] if back else [])
