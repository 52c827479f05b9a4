"""The town moves a date after people were told: who hears what, what is lost, and what a group reads."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.edition import phases
from bot.relays import relays
from bot.relays.group_holders import left
from bot.team import calendar
from bot.team.calendar import MoveReason
from bot.turn.ticker import Room
from flows.facts.dates import vote_dates
from flows.talk.scene import Me, Scene
from flows.town.calendar import now_and_next
from flows.town.edition import Phase
from flows.town.prolonged import prolonged
from storage.database.store import Store
from storage.relays.post_rows import PostState
from storage.reminders.out_of_date import told_of
from storage.town import editions
from tests.conftest import PARIS, HandClock
from tests.support.relaying import Town, all_said, decides, ties
from tests.support.reminding import (
    FRIDAY,
    crowd,
    goes_to,
    one,
    passes,
    planned,
    room_of,
    sent,
    someone,
    states,
    texts,
    ticks,
    votes,
)

NOT_VOTED = ("not_voted_yet",)
LATER = datetime(2026, 12, 6, 20, tzinfo=PARIS)
"""The vote, which ends on Sunday 29 November, is prolonged by a week."""


def prolongs(room: Room, closes: datetime = LATER, why: str = "") -> None:
    """The team gives the vote another end; what comes after it follows."""
    with room.store.writing() as tx:
        edition, now = editions.find(tx), room.clock.now()
        old = phases.local(edition.spans, edition.zone)
        new = phases.moved(old, Phase.VOTE, None, closes, and_after=closes > now)
        calendar.move(tx, edition, new, MoveReason("Awa", why), now)


def test_a_reminder_that_told_people_ends_and_its_new_date_has_one_of_its_own(store: Store) -> None:
    room = room_of(store, FRIDAY, rules=NOT_VOTED, per_week=9)
    crowd(store, 3)
    assert ticks(room) == 3
    sent(store)
    old = one(store, "not_voted_yet", "3 days")

    prolongs(room)
    assert ticks(room, 3) == 3, "they are told the new date, as armed campaigns do by themselves here"
    goes_to(room, datetime(2026, 12, 4, 9, tzinfo=PARIS))
    sent(store)
    told = ticks(room, 3)

    assert told == 3
    new = one(store, "not_voted_yet", "3 days")
    assert (new.number > old.number, new.due_at.day, new.due_at.month) == (True, 4, 12)
    assert [text.count("6 décembre") for text in texts(store)] == [0, 0, 0, 1, 1, 1, 1, 1, 1]


def test_one_of_which_nobody_was_told_moves_with_its_date_and_stays_armed(store: Store) -> None:
    room = room_of(store, FRIDAY - timedelta(days=2), rules=NOT_VOTED)
    someone(store)
    ticks(room)
    before = one(store, "not_voted_yet")

    prolongs(room)
    ticks(room)

    after = one(store, "not_voted_yet")
    assert (after.id, after.due_at - before.due_at) == (before.id, timedelta(days=7))
    assert len(planned(store, "not_voted_yet")) == 1


def test_who_still_waited_is_told_at_the_new_date_and_not_days_ahead(store: Store) -> None:
    """Written down at night for the morning; before it comes, the vote is prolonged."""
    room = room_of(store, FRIDAY.replace(hour=21, minute=0), rules=NOT_VOTED)
    crowd(store, 2)
    assert ticks(room) == 0
    assert states(store) == {("waiting", ""): 2}

    prolongs(room)
    goes_to(room, datetime(2026, 11, 28, 10, tzinfo=PARIS))
    assert ticks(room, 2) == 0
    goes_to(room, datetime(2026, 12, 4, 9, tzinfo=PARIS))

    assert ticks(room) == 2
    assert all("6 décembre" in text for text in texts(store))


def test_only_who_was_told_the_old_date_and_has_not_voted_hears_the_new_one(store: Store) -> None:
    room = room_of(store, FRIDAY, rules=NOT_VOTED)
    told, voter = someone(store, 1), someone(store, 2)
    ticks(room)
    sent(store)
    votes(store, voter)
    someone(store, 3)

    passes(room, hours=1)
    prolongs(room, why="le site a été en panne deux jours")
    ticks(room, 2)

    assert [text for text in texts(store) if "prolongé" in text] == [
        "Montreval : Le vote est prolongé jusqu'au 6 décembre à 20 h, au lieu du 29 novembre à 20 h. Pour voter : VOTE."
    ]
    with store.reading() as tx:
        assert [(one.rule, one.people) for one in told_of(tx, editions.find(tx).id, "vote")] == [
            ("not_voted_yet", 2),
            ("phase_prolonged", 1),
        ]
    assert told


def test_what_waits_in_the_outbox_with_the_old_date_never_leaves(store: Store) -> None:
    room = room_of(store, FRIDAY, rules=NOT_VOTED)
    crowd(store, 2)
    ticks(room)
    assert all("29 novembre" in text for text in texts(store, "waiting"))

    prolongs(room)
    passes(room, hours=2)
    ticks(room, 2)

    assert all("29 novembre à 20 h." not in text for text in texts(store, "waiting") if "prolongé" not in text)


def test_a_vote_that_is_closed_early_reminds_nobody_any_more(store: Store) -> None:
    room = room_of(store, FRIDAY, rules=NOT_VOTED, closing_days=(3, 1))
    crowd(store, 2)
    ticks(room)
    sent(store)
    someone(store, 9)

    passes(room, hours=1)
    prolongs(room, room.clock.now())
    passes(room, hours=26)

    assert ticks(room, 3) == 0
    assert one(store, "not_voted_yet", "3 days").until <= room.clock.now()


def test_that_it_lasts_longer_is_said_wherever_a_date_is_said(store: Store) -> None:
    room = room_of(store, FRIDAY)
    prolongs(room, why="le site a été en panne deux jours")
    with store.reading() as tx:
        edition = editions.find(tx)

    scene = Scene(edition, room.clock.now().astimezone(edition.zone), Me(1))
    told = vote_dates(scene)

    assert told is not None
    known = prolonged(edition, "vote")
    assert known is not None
    assert (known.was.astimezone(PARIS).day, known.why) == (29, "le site a été en panne deux jours")
    assert "prolongé" in str(told)
    assert "Prolongé" in str(now_and_next(edition, scene.now))


def test_a_date_that_is_taken_back_was_not_prolonged(store: Store) -> None:
    room = room_of(store, FRIDAY)
    prolongs(room)
    prolongs(room, datetime(2026, 11, 29, 20, tzinfo=PARIS))

    with store.reading() as tx:
        assert prolonged(editions.find(tx), "vote") is None


# In groups


@pytest.fixture
def town(store: Store) -> Town:
    """A town in its vote, with an ambassador, Ada, who has a group."""
    room = room_of(store, FRIDAY - timedelta(days=1), rules=NOT_VOTED)
    assert isinstance(room.clock, HandClock)
    made = Town(room, room.clock)
    made.asks("1", "Ada")
    decides(room, "approves", 1)
    ties(room)
    goes_to(room, FRIDAY)
    ticks(room)
    relays.relays_due(room)
    return made


def happens_later(town: Town, **how_long: float) -> None:
    """Time passes, and the clock's jobs are done: the calendar's, and those for groups."""
    passes(town.room, **how_long)
    ticks(town.room)
    relays.relays_due(town.room)


def read(town: Town) -> list[str]:
    """What the groups read."""
    return [text for _chat, text, _link in town.posted()]


def test_a_group_reads_whose_vote_it_is_until_when_and_how_to_come_by_sms(town: Town) -> None:
    town.says("1", "relayer", "envoyer")
    happens_later(town, minutes=1)

    assert read(town) == [
        "Budget participatif de Montreval-sur-Lisse\n"
        "Derniers jours pour voter : jusqu'au 29 novembre à 20 h.\n\n"
        "Par SMS : écrivez AVEC ADA au 09 38 12 34 56."
    ]


def test_what_was_shown_with_the_old_date_is_shown_again_and_not_sent(town: Town) -> None:
    prolongs(town.room)

    assert "C'est parti" in town.says("1", "relayer", "envoyer"), "it is sent as it was shown, a moment too late"
    happens_later(town, minutes=1)

    assert read(town) == []
    shown = [text for text in all_said(town) if "Les dates ont changé" in text]
    assert len(shown) == 1
    assert "6 décembre" in shown[0]


def test_what_went_with_an_old_date_is_relayed_again_at_the_new_one(store: Store) -> None:
    """The campaign itself moves, since nobody was told yet: the one who would have been is in a conversation."""
    room = room_of(store, FRIDAY - timedelta(days=1), rules=NOT_VOTED)
    assert isinstance(room.clock, HandClock)
    town = Town(room, room.clock)
    town.asks("1", "Ada")
    decides(room, "approves", 1)
    ties(room)
    goes_to(room, FRIDAY)
    town.says("2", "question")
    ticks(room)
    relays.relays_due(room)
    town.says("1", "relayer", "envoyer")
    happens_later(town, minutes=1)
    before = one(store, "not_voted_yet", "3 days")

    prolongs(room)
    happens_later(town, minutes=1)
    goes_to(room, datetime(2026, 12, 4, 9, 30, tzinfo=PARIS))
    happens_later(town, minutes=1)
    town.says("1", "relayer", "envoyer")
    happens_later(town, minutes=1)
    happens_later(town, minutes=1)

    assert one(store, "not_voted_yet", "3 days").id == before.id
    assert ["6 décembre" in text for text in read(town)] == [False, True]


def test_at_the_new_date_it_goes_once_to_a_group_that_somebody_holds_too_since(store: Store) -> None:
    """Who relays since the date moved was never shown the old one: it is the same moment for them."""
    room = room_of(store, FRIDAY - timedelta(days=1), rules=NOT_VOTED)
    assert isinstance(room.clock, HandClock)
    town = Town(room, room.clock)
    town.asks("1", "Ada")
    decides(room, "approves", 1)
    ties(room)
    goes_to(room, FRIDAY)
    town.says("2", "question")
    ticks(room)
    relays.relays_due(room)
    town.says("1", "relayer", "passer")
    prolongs(room)
    goes_to(room, datetime(2026, 12, 4, 9, 30, tzinfo=PARIS))
    happens_later(town, minutes=1)
    town.says("1", "relayer", "envoyer")
    happens_later(town, minutes=1)
    town.asks("3", "Bob")
    decides(room, "approves", 2)
    ties(room, 2)
    happens_later(town, minutes=1)

    assert len([text for text in all_said(town) if "déjà envoyé dans votre groupe" in text]) == 1
    assert len(read(town)) == 1


def test_what_goes_by_itself_does_not_go_with_the_old_date(town: Town) -> None:
    town.says("1", "ambassadeur", "envoi automatique", "après 2 heures")
    happens_later(town, hours=1)
    prolongs(town.room)

    happens_later(town, hours=2)

    assert read(town) == []
    assert PostState.APPROVED not in town.states()


def test_a_vote_that_is_closed_is_posted_to_no_group_and_its_ambassador_hears_so(town: Town) -> None:
    town.says("1", "relayer", "envoyer")
    passes(town.room, minutes=1)
    prolongs(town.room, town.room.clock.now())

    happens_later(town, minutes=1)
    happens_later(town, minutes=1)

    assert read(town) == []
    assert town.states() == [PostState.PASSED]
    assert len([text for text in all_said(town) if "n'est plus d'actualité : il n'ira pas" in text]) == 1


def test_a_clock_that_is_slow_closes_nothing_of_what_is_not_true_yet_by_it(town: Town) -> None:
    town.says("1", "relayer", "envoyer")
    right = town.clock.now()
    goes_to(town.room, datetime(2026, 10, 30, 10, tzinfo=PARIS))  # before the vote
    happens_later(town, minutes=1)

    goes_to(town.room, right)
    happens_later(town, minutes=1)

    assert len(read(town)) == 1
    assert not [text for text in all_said(town) if "il n'ira pas" in text]


def test_a_preview_that_lapses_in_its_own_time_is_no_news(town: Town) -> None:
    goes_to(town.room, datetime(2026, 11, 30, 10, tzinfo=PARIS))
    happens_later(town, minutes=1)

    assert town.states() == [PostState.PASSED]
    assert not [text for text in all_said(town) if "il n'ira pas" in text]


def test_who_ties_a_group_in_the_middle_has_the_running_moment_to_relay(town: Town) -> None:
    town.says("1", "relayer", "envoyer")
    happens_later(town, minutes=1)

    ties(town.room, chat="-2002")
    happens_later(town, minutes=1)
    town.says("1", "relayer", "envoyer")
    happens_later(town, minutes=1)

    assert [chat for chat, _text, _link in town.posted()] == ["-1001", "-2002"]


def test_who_becomes_an_ambassador_in_the_middle_has_the_running_moment_to_relay(town: Town) -> None:
    town.asks("2", "Nadia")
    decides(town.room, "approves", 2)

    happens_later(town, minutes=1)

    assert len(town.states()) == 2


def test_an_ambassador_is_shown_it_and_not_told_it_too(town: Town) -> None:
    passes(town.room, hours=1)
    ticks(town.room)

    mine = [text for text in all_said(town) if "Vous pouvez encore voter" in text or "À relayer" in text]
    assert len(mine) == 1
    assert states(town.room.store)["passed", "shown it as an ambassador"] == 1


def test_an_ambassador_hears_that_we_were_thrown_out_of_their_group(town: Town) -> None:
    with town.room.store.writing() as tx:
        assert left(tx, town.room.store, "-1001", "", town.clock.now())

    happens_later(town, minutes=1)
    happens_later(town, minutes=1)

    assert len([text for text in all_said(town) if "Un de vos groupes n'est plus relié" in text]) == 1


def test_whoever_leaves_their_own_group_knows_it(town: Town) -> None:
    with town.room.store.writing() as tx:
        assert left(tx, town.room.store, "-1001", "1", town.clock.now())

    happens_later(town, minutes=1)

    assert not [text for text in all_said(town) if "Un de vos groupes" in text]
