"""Reading before hearing: who waits for it, and who does not."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from bot.turn.message import Heard, Incoming
from bot.turn.reading import AheadReader, needs_reading
from bot.turn.writer import Writer


def written(text: str, address: str = "+33639980001", id: str = "", tap: str = "") -> Incoming:
    return Incoming("test", id or f"{address}{text}", "sms", address, text, tap)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        pytest.param("quand ferme le vote ?", True, id="a question"),
        pytest.param("vote comment faire", True, id="a keyword among words"),
        pytest.param("VOTE", False, id="a keyword"),
        pytest.param("vote 12 5", False, id="a keyword and numbers"),
        pytest.param("5 12 7", False, id="numbers"),
        pytest.param("oui", False, id="a yes"),
        pytest.param("STOP", False, id="a stop"),
        pytest.param("", False, id="nothing"),
        pytest.param("?!", False, id="no word"),
    ],
)
def test_what_is_read_before_it_is_heard(text: str, reads: bool) -> None:
    assert needs_reading(written(text)) is reads
    assert not needs_reading(written(text, tap="1:x"))


class Slow:
    """Reads when it is let, and remembers what it read; hears at once, and remembers in which order."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.read: list[str] = []
        self.heard: list[str] = []

    def reads(self, texts: Sequence[str]) -> None:
        self.go.wait(10)
        self.read += texts

    def hears(self, messages: Sequence[Incoming]) -> list[Heard]:
        self.heard += [message.text for message in messages]
        return [Heard() for _message in messages]

    def writer(self) -> Writer:
        return Writer(self.hears, reader=AheadReader(self.reads))


def test_others_pass_while_a_message_is_read_but_none_of_the_same_address() -> None:
    slow = Slow()
    writer = slow.writer()

    question = writer.submit(written("quand ferme le vote"))
    behind = writer.submit(written("5 12"))
    writer.submit(written("3 12", "+33639980002")).result(5)
    assert slow.heard == ["3 12"]

    slow.go.set()
    question.result(5)
    behind.result(5)
    writer.close()
    assert slow.heard == ["3 12", "quand ferme le vote", "5 12"]
    assert slow.read == ["quand ferme le vote"]


def test_a_writer_that_closes_hears_what_is_still_being_read() -> None:
    slow = Slow()
    writer = slow.writer()
    question = writer.submit(written("quand ferme le vote"))
    threading.Timer(0.05, slow.go.set).start()

    writer.close()

    assert question.done()
    assert slow.heard == ["quand ferme le vote"]


def test_what_cannot_be_read_is_heard_all_the_same() -> None:
    slow = Slow()

    def fails(_texts: Sequence[str]) -> None:
        raise RuntimeError

    writer = Writer(slow.hears, reader=AheadReader(fails))
    writer.submit(written("quand ferme le vote")).result(5)
    writer.close()

    assert slow.heard == ["quand ferme le vote"]


def test_nothing_waits_to_be_read_where_there_is_nothing_to_read_with() -> None:
    slow = Slow()
    writer = Writer(slow.hears, reader=AheadReader(slow.reads, lambda: False))

    writer.submit(written("quand ferme le vote")).result(5)
    writer.close()

    assert slow.read == []


def test_each_address_is_heard_in_its_order_whoever_is_read() -> None:
    slow = Slow()
    slow.go.set()
    writer = slow.writer()
    texts = [f"{place} une question" if place % 3 else str(place) for place in range(60)]

    waiting = [writer.submit(written(text, f"+3363998000{place % 4}", str(place))) for place, text in enumerate(texts)]
    for one in waiting:
        one.result(10)
    writer.close()

    for address in range(4):
        sent = [text for place, text in enumerate(texts) if place % 4 == address]
        assert [text for text in slow.heard if text in sent] == sent
