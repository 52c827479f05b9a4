"""An edition that is prepared is a draft: people go on with the one that is open, until someone opens another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.commands.edition import open_instead
from bot.edition.file import read_edition
from bot.practice.sample import SAMPLE
from bot.team.anyway import TouchesPeopleError, Wanted
from bot.team.calendar import close, note_phases
from bot.team.stamp import Stamp
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from storage.database.store import Store
from storage.leaving.keeping import keepings
from storage.town import calendar, editions
from storage.town.calendar import CALENDAR_LOG
from tests.conftest import HandClock
from tests.support.voted_town import IN_THE_COUNT, all_vote, edition_in

NEXT = replace(read_edition(SAMPLE), slug="montreval-2027", name="Budget participatif 2027")


def loaded_next(store: Store) -> int:
    with store.writing() as tx:
        return editions.save(tx, NEXT)


def log_of(store: Store, id: int) -> list[str]:
    with store.reading() as tx:
        return [entry.what for entry in calendar.logged(tx, id, 9)]


def test_preparing_next_years_edition_in_mid_vote_changes_nothing_for_people(turns: Turns) -> None:
    [phone] = all_vote(turns, ["3"])
    before = edition_in(turns.store)

    loaded_next(turns.store)

    assert edition_in(turns.store).slug == before.slug
    phone.sees(turns.hear([phone.writes("recu")])[0].replies)
    assert "dans l'urne" in phone.heard


def test_another_version_of_the_open_edition_stays_open_and_of_a_draft_a_draft(turns: Turns) -> None:
    loaded_next(turns.store)
    with turns.store.writing() as tx:
        editions.save(tx, replace(editions.find(tx), name="Budget 2026"))
        editions.save(tx, replace(editions.find(tx, NEXT.slug), name="Budget 2027"))
        states = {edition.slug: (edition.name, edition.current, edition.draft) for edition in editions.listed(tx)}

    assert states == {
        "montreval-2026": ("Budget 2026", True, False),
        "montreval-2027": ("Budget 2027", False, True),
    }


def test_a_draft_is_on_no_page_has_no_phases_written_down_and_erases_nobody(turns: Turns, clock: HandClock) -> None:
    draft = loaded_next(turns.store)

    note_phases(Room(turns.store, clock, turns))

    with turns.store.reading() as tx:
        with pytest.raises(editions.NoEdition):
            editions.find_public(tx, NEXT.slug)
        assert draft not in set(tx.execute(select(CALENDAR_LOG.c.edition_id)).scalars())
        assert [edition.id for edition in keepings(tx)] == [editions.find(tx).id]


def test_an_edition_that_was_closed_by_hand_is_listed_so(turns: Turns) -> None:
    loaded_next(turns.store)
    with turns.store.writing() as tx:
        edition = editions.find(tx)
        close(tx, edition, "Awa", IN_THE_COUNT + timedelta(days=900))

    with turns.store.reading() as tx:
        states = {edition.slug: (edition.current, edition.closed) for edition in editions.listed(tx)}
    assert states == {edition.slug: (True, True), NEXT.slug: (False, False)}


def test_opening_another_in_mid_vote_is_refused_with_the_figures_unless_meant_and_why(
    turns: Turns, clock: HandClock
) -> None:
    all_vote(turns, ["3", "5 7"])
    draft, before = loaded_next(turns.store), edition_in(turns.store)
    wanted = Wanted(Stamp("Awa", clock.now()))

    with pytest.raises(TouchesPeopleError, match="2 have voted in it"):
        open_instead(turns.store, NEXT.slug, wanted)
    with pytest.raises(TouchesPeopleError, match="--reason"):
        open_instead(turns.store, NEXT.slug, replace(wanted, anyway=True))
    assert edition_in(turns.store).slug == before.slug
    open_instead(turns.store, NEXT.slug, replace(wanted, anyway=True, reason="Vote annulé"))

    assert edition_in(turns.store).slug == NEXT.slug
    assert log_of(turns.store, draft) == ["opened to people instead of montreval-2026"]
    assert "Reason: Vote annulé" in log_of(turns.store, before.id)[-1]


def test_a_result_that_is_not_published_is_not_left_behind_by_mistake(turns: Turns, clock: HandClock) -> None:
    all_vote(turns, ["3"])
    loaded_next(turns.store)

    with pytest.raises(TouchesPeopleError, match="is not published: 1 has voted"):
        open_instead(turns.store, NEXT.slug, Wanted(Stamp("Awa", IN_THE_COUNT)))


def test_once_all_is_done_the_next_one_is_simply_opened(turns: Turns, clock: HandClock) -> None:
    loaded_next(turns.store)

    opened = open_instead(turns.store, NEXT.slug, Wanted(Stamp("Awa", clock.now() + timedelta(days=400))))

    assert opened is not None
    assert edition_in(turns.store).slug == NEXT.slug
