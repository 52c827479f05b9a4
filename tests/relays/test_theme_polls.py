"""/sondage IDEES asks a group once which theme matters, before the vote; it is no vote, and nobody takes it for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.edition.file import read_edition
from bot.practice.sample import SAMPLE
from bot.relays.group_polls import Poll
from bot.relays.theme_polls import is_of_themes, theme_poll
from flows.relays.theme_question import why_not
from flows.town.edition import Phase, Theme
from storage.database.store import Store
from storage.relays.groups import Group, Holder
from storage.relays.polls import OF_THEMES, POLLS, Polled, polls_of
from storage.town import editions
from tests.conftest import PARIS
from tests.support.hall import Hall
from tests.support.telegram_bot import VoteClock, eventually

EDITION = read_edition(SAMPLE)
VOTE = EDITION.span_of(Phase.VOTE)
IN_THE_IDEAS = datetime(2026, 2, 10, 10, tzinfo=PARIS)


@pytest.fixture
def vote_clock() -> VoteClock:
    """Ideas are proposed now."""
    clock = VoteClock()
    clock.ahead += IN_THE_IDEAS - clock.now()
    return clock


async def asked(hall: Hall, words: str = "/sondage IDEES") -> None:
    """Nadia has the group asked."""
    hall.nadia.writes(words, to=hall.crowd)
    await eventually(lambda: hall.bot.rows(POLLS) == 1)


def totals(hall: Hall) -> list[Polled]:
    """What the groups answered."""
    with hall.bot.house.store.reading() as tx:
        return polls_of(tx, editions.find(tx).id, OF_THEMES)


async def test_a_group_is_asked_which_theme_matters_and_told_that_it_is_no_vote(hall: Hall) -> None:
    await hall.tie()

    await asked(hall)

    [shown] = [message for message in hall.crowd.chat if "poll" in message.raw]
    poll = shown.raw["poll"]
    assert "quel thème compte le plus pour vous ?" in poll["question"]
    assert "Ce n'est pas le vote." in poll["question"]
    assert "Pour proposer une idée, écrivez-moi en privé." in poll["question"]
    assert [option["text"] for option in poll["options"]] == [theme.name for theme in EDITION.themes]
    assert poll["is_anonymous"] is True
    assert [button["url"] for button in shown.buttons] == ["https://t.me/portevoix_test_bot?start=avec_NADIA_idee"]


async def test_its_totals_come_back_and_are_kept_beside_all_others(hall: Hall) -> None:
    await hall.tie()
    await asked(hall)

    for choice in ("Nature en ville", "Se déplacer", "Nature en ville"):
        hall.crowd.votes(choice)

    await eventually(lambda: totals(hall)[0].voters == 3)
    [counted] = totals(hall)
    assert {theme: votes for theme, votes in counted.votes.items() if votes} == {"nature": 2, "deplacements": 1}
    with hall.bot.house.store.reading() as tx:
        assert polls_of(tx, editions.find(tx).id, "bilan-2026") == []


async def test_a_group_is_asked_once(hall: Hall) -> None:
    await hall.tie()
    await asked(hall)

    assert "déjà demandé ici" in (await hall.hears(hall.nadia, "/sondage themes")).text
    assert hall.bot.rows(POLLS) == 1


async def test_it_is_asked_by_the_ambassador_or_who_runs_the_group_alone(hall: Hall) -> None:
    await hall.tie()

    refused = await hall.hears(hall.telegram.person(9, first_name="Léa"), "/sondage IDEES")

    assert "Seuls l'ambassadeur" in refused.text
    assert hall.bot.rows(POLLS) == 0


async def test_it_closes_by_itself_within_the_longest_time_that_telegram_allows(hall: Hall) -> None:
    await hall.tie()

    await asked(hall)

    [call] = hall.telegram.calls_of("sendPoll")
    assert int(call.values["close_date"]) - hall.clock.now().timestamp() == pytest.approx(2_628_000, abs=120)


def test_it_closes_when_the_vote_opens_if_that_comes_first(store: Store) -> None:
    assert VOTE is not None
    group = Group(1, 1, "fr", (Holder(1, 1, 1, 1, "NADIA"),))

    with store.reading() as tx:
        poll = theme_poll(tx, group, EDITION, VOTE.opens - timedelta(days=8), "idees")

    assert isinstance(poll, Poll)
    assert (poll.ends, poll.leads_to) == (VOTE.opens, "")


@pytest.mark.parametrize(
    ("before", "told"),
    [
        pytest.param(timedelta(days=8), None, id="a week and a day before the vote"),
        pytest.param(timedelta(days=7), "Le vote ouvre le {day}", id="a week before"),
        pytest.param(timedelta(0), "Le vote est ouvert", id="the vote is open"),
        pytest.param(timedelta(days=-40), "ne se pose qu'avant le vote", id="after the vote"),
    ],
)
def test_it_is_not_asked_when_it_could_be_taken_for_the_vote(before: timedelta, told: str | None) -> None:
    assert VOTE is not None

    why = why_not(EDITION, VOTE.opens - before)

    assert (why is None) if told is None else (told in str(why))


@pytest.mark.parametrize(
    ("count", "told"), [(0, "pas plusieurs"), (1, "pas plusieurs"), (2, ""), (10, ""), (11, "plus de dix")]
)
def test_it_takes_two_to_ten_themes(count: int, told: str) -> None:
    themes = tuple(Theme(f"t{number}", f"Thème {number}") for number in range(count))

    why = why_not(replace(EDITION, themes=themes), IN_THE_IDEAS)

    assert (why is None) if not told else (told in str(why))


@pytest.mark.parametrize(
    ("words", "meant"), [("IDEES", True), ("idées", True), ("Thèmes", True), ("", False), ("BILAN", False)]
)
def test_what_asks_for_it(words: str, meant: bool) -> None:
    assert is_of_themes(words) is meant
