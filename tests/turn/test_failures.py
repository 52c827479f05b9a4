"""A turn that fails costs nobody else anything, and tells the team no more than it may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import structlog
from psycopg.errors import DeadlockDetected
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from bot import logs
from bot.practice.phone import Phone
from bot.turn.message import Incoming
from bot.turn.turns import Turns
from flows.registry import BY_NAME
from flows.talk.chat import Chat
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from storage.messages import conversations
from storage.messages.conversations import CONVERSATIONS
from storage.messages.inbox import INBOX
from storage.people.people import PEOPLE
from tests.support.texting import AHMED, rows, said, sms


class TestAFailingTurn:
    """One bad turn costs nobody else anything."""

    @pytest.fixture(autouse=True)
    def _broken_conversation(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(chat: Chat, scene: Scene) -> None:
            raise ZeroDivisionError("a fault of ours")

        monkeypatch.setitem(BY_NAME, "help", Flow("help", broken))

    def test_is_set_aside_alone_and_the_others_are_heard(self, turns: Turns) -> None:
        fine, failing, fine_too = turns.hear([sms("1", "projets 5"), sms("2", "aide", AHMED), sms("3", "1")])

        assert "skatepark" in fine.replies[0].text
        assert "Pardon" in failing.replies[0].text
        assert "Choisi : 5" in fine_too.replies[0].text

    def test_keeps_the_message_and_the_error_for_the_team(self, turns: Turns) -> None:
        turns.hear([sms("2", "aide", AHMED)])

        with turns.store.reading() as tx:
            [row] = tx.execute(INBOX.select())
        assert row.error == "ZeroDivisionError: a fault of ours"
        assert turns.store.vault.open(row.words).decode() == "aide"

    def test_of_a_vote_is_set_aside_without_what_the_error_says(
        self, turns: Turns, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def broken(*_what: object) -> None:
            raise LookupError(f"no project {4_700 + 11}")

        monkeypatch.setattr("bot.turn.batch.act", broken)
        phone = Phone("sms", AHMED, provider="test")
        phone.sees(turns.hear([phone.writes("vote 3 12")])[0].replies)
        phone.sees(turns.hear([phone.confirms()])[0].replies)

        with turns.store.reading() as tx:
            [why] = tx.execute(select(INBOX.c.error).where(INBOX.c.error.is_not(None))).scalars()
        assert "Pardon" in phone.last
        assert why == "LookupError"
        assert "4711" not in capsys.readouterr().out

    def test_leaves_the_conversation_as_it_was(self, turns: Turns) -> None:
        turns.hear([sms("1", "aide"), sms("2", "vote"), sms("3", "3 12")])
        with turns.store.writing() as tx:
            before = tx.execute(select(CONVERSATIONS.c.flow)).scalar_one()

        assert before == "vote"
        assert "Pour valider" in said(turns, sms("4", "3 12"))

    def test_delivered_again_gets_the_same_sentence_and_is_not_tried_again(self, turns: Turns) -> None:
        first, second = said(turns, sms("2", "aide")), said(turns, sms("2", "aide"))

        assert first == second
        assert rows(turns.store, INBOX) == 1


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(OperationalError("UPDATE", {}, DeadlockDetected()), id="two processes waited for each other"),
        pytest.param(IntegrityError("DELETE", {}, Exception("is still referenced")), id="a row came in between"),
    ],
)
def test_who_collides_with_another_process_tries_again(
    turns: Turns, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    remember, errors = conversations.remember, [error]

    def collides(*what: Any) -> None:
        if errors:
            raise errors.pop()
        remember(*what)

    monkeypatch.setattr(conversations, "remember", collides)
    [heard] = turns.hear([sms("1", "projets 5")])

    assert "skatepark" in heard.replies[0].text
    assert rows(turns.store, PEOPLE) == rows(turns.store, INBOX) == 1


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_a_fault_is_logged_without_what_people_wrote_or_their_number(
    turns: Turns, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], log_format: str
) -> None:
    def broken(chat: Chat, scene: Scene) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setitem(BY_NAME, "help", Flow("help", broken))
    before = structlog.get_config()
    try:
        logs.set_up(log_format)
        monkeypatch.setattr("bot.turn.turns.log", structlog.get_logger())
        said(turns, sms("1", "aide"))
    finally:
        structlog.configure(**before)

    logged = capsys.readouterr().err
    assert "set_aside" in logged
    assert "ZeroDivisionError" in logged
    assert "39980001" not in logged
    assert "'aide'" not in logged


def test_a_store_that_cannot_write_is_told_to_the_provider_not_to_the_person(
    turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(messages: Sequence[Incoming]) -> None:
        raise OperationalError("COMMIT", {}, Exception("database is locked"))

    monkeypatch.setattr(turns, "_together", busy)

    with pytest.raises(OperationalError):
        turns.hear([sms("1", "bonjour")])
    monkeypatch.undo()
    assert "Vote ouvert" in said(turns, sms("1", "bonjour"))
