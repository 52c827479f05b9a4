"""A group that several ambassadors hold: each moment goes there once, and it stays tied while one of them is left."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.practice.phone import Phone
from bot.relays.relays import post, relays_due
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from storage import migrate, revision
from storage.database.store import Store
from storage.messages.outbox import OUTBOX, State
from storage.messages.own_names import TELEGRAM, call_us
from storage.relays import groups
from storage.relays.holders import GROUPS, HOLDERS
from storage.relays.polls import POLLS
from storage.relays.post_rows import PostState
from storage.relays.reached import relayed_so_far
from storage.town import editions
from tests.conftest import HandClock, load_sample
from tests.database.test_migrations import _go_back as go_back
from tests.relays.test_ambassadors import campaign
from tests.support.hall import Hall
from tests.support.relaying import Town, all_said, decides, found, relayed, ties
from tests.support.telegram_bot import eventually

ALREADY = "déjà envoyé dans votre groupe"


@pytest.fixture
def town(store: Store, clock: HandClock) -> Town:
    """A town whose two ambassadors, Ada and Bob, hold the same group, on each database."""
    load_sample(store)
    made = Town(Room(store, clock, Turns(store, clock)), clock)
    with store.writing() as tx:
        call_us(tx, TELEGRAM, "montreval_bot")
    for number, name in enumerate(("Ada", "Bob"), 1):
        made.asks(str(number), name)
        decides(made.room, "approves", number)
        ties(made.room, number)
    return made


def send(town: Town, address: str) -> None:
    """The ambassador sends what waits for their word."""
    assert "C'est parti" in town.says(address, "relayer", "envoyer")


def leaves(town: Town) -> None:
    """What waits in the outbox is sent."""
    with town.room.store.writing() as tx:
        tx.execute(update(OUTBOX).where(OUTBOX.c.state == State.WAITING).values(state=State.SENT))


def words_of(town: Town) -> list[tuple[str, str]]:
    """The groups that got something, and through whom their buttons lead."""
    return [(chat, link.rpartition("avec_")[2]) for chat, _text, link in town.posted()]


def test_what_both_approve_goes_once_in_the_name_of_the_first(town: Town) -> None:
    relayed(town.room, "Le vote est ouvert.", "opens")
    send(town, "2")
    send(town, "1")

    for _day in range(3):
        relays_due(town.room)
        town.clock.pass_(days=1)

    assert words_of(town) == [("-1001", "BOB")]
    assert town.states() == [PostState.POSTED, PostState.POSTED]


def test_several_workers_at_once_post_it_once_though_both_approved(town: Town) -> None:
    relayed(town.room, "Le vote est ouvert.", "opens")
    send(town, "1")
    send(town, "2")

    with ThreadPoolExecutor(6) as workers:
        posted = sum(workers.map(lambda _: post(town.room), range(12)))

    assert (posted, words_of(town)) == (1, [("-1001", "ADA")])


def test_it_still_goes_to_the_other_groups_of_who_was_second(town: Town) -> None:
    ties(town.room, 2, "-1002")
    relayed(town.room, "Le vote est ouvert.", "opens")
    send(town, "1")
    relays_due(town.room)

    shown = town.says("2", "relayer")
    assert "déjà envoyé dans un de vos groupes" in shown
    assert "À relayer dans votre groupe" in shown
    assert "C'est parti pour 1 groupe," in town.says("2", "relayer", "envoyer")
    relays_due(town.room)

    assert words_of(town) == [("-1001", "ADA"), ("-1002", "BOB")]


def test_who_has_nothing_left_to_send_hears_that_it_went_already(town: Town) -> None:
    relayed(town.room, "Le vote est ouvert.", "opens")
    assert "Que faisons-nous" in town.says("2", "relayer")
    send(town, "1")
    relays_due(town.room)

    assert ALREADY in town.says("2", "envoyer")
    assert "Il n'y a rien à relayer" in town.says("2", "relayer")
    assert town.states() == [PostState.POSTED, PostState.POSTED]


def test_a_new_holder_is_not_shown_what_the_group_has(town: Town) -> None:
    relayed(town.room, "Le vote est ouvert.", "opens")
    send(town, "1")
    relays_due(town.room)
    leaves(town)
    said = len(all_said(town))

    with town.room.store.writing() as tx:
        groups.untie(tx, town.clock.now(), HOLDERS.c.ambassador_id == found(town.room, 2).id)
    town.clock.pass_(hours=1)
    ties(town.room, 2)
    relays_due(town.room)

    assert len(all_said(town)) == said
    assert len(words_of(town)) == 1


def test_when_the_first_ends_what_waits_goes_in_the_name_of_who_is_left(town: Town) -> None:
    relayed(town.room, "Le vote est ouvert.", "opens")
    send(town, "1")
    send(town, "2")
    relays_due(town.room)
    assert words_of(town) == [("-1001", "ADA")]

    decides(town.room, "ends", 1)
    relays_due(town.room)

    assert words_of(town) == [("-1001", "BOB")]


def test_who_erases_themselves_leaves_the_group_and_what_it_had_to_the_other(town: Town) -> None:
    relayed(town.room, "Le vote est ouvert.", "opens")
    send(town, "1")
    relays_due(town.room)
    leaves(town)

    town.says("1", "effacer", "oui")
    town.says("2", "relayer", "envoyer")
    town.clock.pass_(days=2)
    relays_due(town.room)

    assert len(words_of(town)) == 1
    with town.room.store.reading() as tx:
        group = groups.find(tx, town.room.store, "-1001")
    assert group
    assert [holder.word for holder in group.holders] == ["BOB"]


def test_a_group_is_counted_once(town: Town) -> None:
    people = [found(town.room, number).person_id for number in (1, 2)]
    with town.room.store.writing() as tx:
        edition = editions.find(tx).id
        assert groups.held_by(tx, people, edition) == 1
    opens = campaign(town, town.clock.now() + timedelta(days=20))
    relayed(town.room, "Le vote est ouvert.", f"campaign:{opens}", opens)
    send(town, "1")
    relays_due(town.room)
    leaves(town)

    with town.room.store.reading() as tx:
        reached = relayed_so_far(tx, edition)[opens]
    assert (reached.ambassadors, reached.groups) == (2, 1)


def test_when_we_are_thrown_out_all_who_hold_it_hear_so_once(town: Town) -> None:
    with town.room.store.writing() as tx:
        group = groups.find(tx, town.room.store, "-1001")
        assert group
        groups.lose(tx, town.clock.now(), group.id)

    for _again in range(2):
        relays_due(town.room)

    assert len([text for text in all_said(town) if "n'est plus relié" in text]) == 2


def test_a_group_of_before_has_its_one_holder_its_polls_and_what_it_got(town: Town) -> None:
    """A database in which each group had one ambassador is brought to the present one."""
    with town.room.store.writing() as tx:
        groups.untie(tx, town.clock.now(), HOLDERS.c.ambassador_id == found(town.room, 2).id)
    relayed(town.room, "Le vote est ouvert.", "opens")
    send(town, "1")
    post(town.room)
    with town.room.store.writing() as tx:
        group = tx.execute(select(GROUPS.c.id)).scalar_one()
        poll = {"id": "9", "edition_id": editions.find(tx).id, "group_id": group, "survey": "s", "question": "q"}
        tx.execute(insert(POLLS), {**poll, "totals": "{}", "closed": False})
    go_back(town.room.store, "0018")

    migrate.migrate(town.room.store)

    revision.check(town.room.store)
    assert migrate.drift(town.room.store) == []
    with town.room.store.reading() as tx:
        known = groups.find(tx, town.room.store, "-1001")
        assert tx.execute(select(POLLS.c.group_id)).scalar_one() == group
    assert known
    assert [holder.word for holder in known.holders] == ["ADA"]
    town.clock.pass_(days=2)
    ties(town.room, 2)
    relays_due(town.room)
    assert words_of(town) == [("-1001", "ADA")]


# In the group itself


async def ties_too(hall: Hall) -> str:
    """Karim, who is an ambassador too, ties the group that Nadia holds; what the bot says."""
    turns, phone = Turns(hall.bot.house.store, hall.bot.house.clock), Phone("telegram", "8")
    for words in ("ambassadeur", "40", "proches", "Karim", "le hall 12", "oui"):
        turns.hear([phone.writes(words)])
    decides(hall.room, "approves", 2, "KARIM")
    hall.karim.writes("MONGROUPE")
    told = await hall.karim.hears("/relier")
    code = re.search(r"/relier (\d{6})", told.text)
    assert code
    hall.telegram_waits()
    return (await hall.hears(hall.karim, f"/relier {code[1]}")).text


def holding(hall: Hall) -> list[str]:
    """The words of those who hold the group."""
    return [holder.word for holder in hall.group.holders] if hall.group else []


async def test_another_ambassador_ties_it_too_and_ends_their_own_tie_alone(hall: Hall) -> None:
    await hall.tie()

    assert "a maintenant 2 ambassadeurs" in await ties_too(hall)
    assert holding(hall) == ["NADIA", "KARIM"]
    hall.telegram_waits()
    assert "Je ne lis que les commandes" in (await hall.hears(hall.karim, "/relier")).text
    assert "n'est plus relié à vous" in (await hall.hears(hall.nadia, "/delier")).text
    assert holding(hall) == ["KARIM"]
    assert "n'est plus relié, je n'y" in (await hall.hears(hall.karim, "/delier")).text
    assert hall.group is None


async def test_who_runs_the_group_ends_it_for_all(hall: Hall) -> None:
    await hall.tie()
    await ties_too(hall)
    lea = hall.telegram.person(9, first_name="Léa")
    hall.crowd.is_run_by(lea)

    assert "je n'y posterai plus rien" in (await hall.hears(lea, "/delier")).text
    assert hall.group is None


async def test_when_one_holder_leaves_the_group_the_other_goes_on(hall: Hall) -> None:
    await hall.tie()
    await ties_too(hall)

    hall.crowd.loses(hall.nadia)
    await hall.settles()

    await eventually(lambda: holding(hall) == ["KARIM"])


async def test_the_button_of_a_poll_leads_through_who_asked_for_it(hall: Hall) -> None:
    await hall.tie()
    await ties_too(hall)

    hall.karim.writes("/sondage", to=hall.crowd)
    await eventually(lambda: hall.bot.rows(POLLS) == 1)

    [link] = hall.crowd.chat[-1].buttons
    assert link["url"].endswith("?start=avec_KARIM_enquete")
