"""Ideas in the store: their numbers, their author, their limits, and where they come from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.practice.phone import Phone
from bot.turn.turns import Turns
from flows.town.edition import Status
from flows.town.rules import ProposalRules
from storage.database.store import Store
from storage.town import editions
from storage.town.authors import AUTHORS
from storage.town.follows import FOLLOWS
from storage.town.projects import PROJECTS
from tests.conftest import PARIS, HandClock, load_sample

IN_THE_IDEAS = datetime(2026, 2, 10, 18, tzinfo=PARIS)
SHORT = ("proposer", "34", "{title}", "passer", "passer", "passer", "passer", "seul", "{code}")
"""The shortest way through the questions by SMS: a title, and the rest skipped."""


@pytest.fixture
def ideas(store: Store, clock: HandClock) -> Turns:
    """Turns in the ideas phase of the sample edition."""
    load_sample(store)
    clock.at = IN_THE_IDEAS
    return Turns(store, clock)


def change(store: Store, **rules: object) -> None:
    """The edition with other rules for ideas."""
    with store.writing() as tx:
        edition = editions.find(tx)
        editions.save(tx, replace(edition, proposals=replace(edition.proposals, **rules)))  # type: ignore[arg-type]  # the names of ProposalRules


def says(turns: Turns, phone: Phone, *words: str) -> str:
    """The last reply after *phone* wrote *words*, one after the other."""
    for word in words:
        message = phone.confirms() if word == "{code}" else phone.writes(word)
        [heard] = turns.hear([message])
        phone.sees(heard.replies)
    return phone.heard


def sends(turns: Turns, phone: Phone, title: str, *, first: bool = True) -> str:
    """An idea sent by the shortest way."""
    way = [word.format(title=title) if word != "{code}" else word for word in SHORT if first or word != "34"]
    return says(turns, phone, *way)


def test_an_idea_is_a_project_with_an_author_and_a_follower(ideas: Turns) -> None:
    told = sends(ideas, Phone("sms", "+33639980001"), "Des ruches sur la médiathèque")

    with ideas.store.reading() as tx:
        row = tx.execute(select(PROJECTS).where(PROJECTS.c.origin == "person")).one()
        author = tx.execute(select(AUTHORS)).one()
        follower = tx.execute(select(FOLLOWS)).one()
    assert (row.number, row.title, row.status, row.cost) == (25, "Des ruches sur la médiathèque", Status.SUBMITTED, 0)
    assert (author.project_id, author.kind, author.name) == (row.id, "alone", None)
    assert (follower.project_id, follower.person_id) == (row.id, author.person_id)
    assert "25" in told


@pytest.mark.parametrize(("shown", "seen"), [("checked", False), ("at_once", True)])
def test_others_see_an_idea_when_the_town_says_so(ideas: Turns, shown: str, seen: bool) -> None:
    change(ideas.store, shown=shown)

    sends(ideas, Phone("sms", "+33639980001"), "Des ruches sur la médiathèque")

    with ideas.store.reading() as tx:
        assert (25 in editions.find(tx).by_number) is seen


def test_who_has_sent_as_many_as_one_may_is_told_before_any_effort(ideas: Turns) -> None:
    change(ideas.store, most=2)
    phone = Phone("sms", "+33639980001")
    sends(ideas, phone, "Des ruches sur la médiathèque")
    sends(ideas, phone, "Une piste de luge en été", first=False)

    assert "c'est le maximum" in says(ideas, phone, "proposer")


def test_the_limit_counts_at_the_very_end_too(ideas: Turns) -> None:
    """The team lowers the limit while someone is writing: the deed says no, and nothing is half written."""
    phone = Phone("sms", "+33639980001")
    sends(ideas, phone, "Des ruches sur la médiathèque")
    says(ideas, phone, "proposer", "Une piste de luge en été", "passer", "passer", "passer", "passer", "seul")
    code = phone.confirms()
    change(ideas.store, most=1)

    [heard] = ideas.hear([code])

    assert "maximum" in heard.replies[0].text or "permis" in heard.replies[0].text
    with ideas.store.reading() as tx:
        assert len(tx.execute(select(AUTHORS)).all()) == 1


def test_ideas_sent_at_the_same_time_have_different_numbers(store: Store, clock: HandClock) -> None:
    load_sample(store)
    clock.at = IN_THE_IDEAS
    people = [Phone("sms", f"+3363998{place:04}") for place in range(8)]

    def send(phone: Phone) -> str:
        return sends(Turns(store, clock), phone, f"Une cabane numéro {phone.address[-2:]} pour lire")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, people))

    with store.reading() as tx:
        numbers = tx.execute(select(PROJECTS.c.number).where(PROJECTS.c.origin == "person")).scalars().all()
    assert sorted(numbers) == list(range(25, 33))


def test_a_file_that_does_not_know_them_withdraws_no_idea_of_a_person(ideas: Turns) -> None:
    sends(ideas, Phone("sms", "+33639980001"), "Des ruches sur la médiathèque")

    load_sample(ideas.store)

    with ideas.store.reading() as tx:
        assert tx.execute(select(PROJECTS.c.status).where(PROJECTS.c.number == 25)).scalar_one() == Status.SUBMITTED


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        pytest.param(ProposalRules(), "", id="no ceiling"),
        pytest.param(ProposalRules(most=0), "", id="as many as they like"),
    ],
)
def test_rules_that_say_nothing_ask_nothing(ideas: Turns, rules: ProposalRules, told: str) -> None:
    with ideas.store.writing() as tx:
        editions.save(tx, replace(editions.find(tx), proposals=rules))

    assert told in sends(ideas, Phone("sms", "+33639980001"), "Des ruches sur la médiathèque")


def test_on_telegram_an_idea_has_its_place_and_its_picture(ideas: Turns) -> None:
    phone = Phone("telegram", "1001")
    says(ideas, phone, "proposer", "34", "Des ruches sur la médiathèque", "passer")
    for message in (
        phone.shares_place(45.78, 3.08),
        phone.writes("passer"),
        phone.writes("passer"),
        phone.sends_photo(),
    ):
        [heard] = ideas.hear([message])
        phone.sees(heard.replies)
    says(ideas, phone, "seul")
    [heard] = ideas.hear([phone.confirms()])

    assert "25" in heard.replies[0].text
    with ideas.store.reading() as tx:
        row = tx.execute(select(PROJECTS).where(PROJECTS.c.number == 25)).one()
    assert row.place == "45.78000, 3.08000"
    assert row.photo.startswith("telegram:")
