"""Works that begin, and projects that are delivered, are offered to ambassadors once a week, for their groups alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.channels import CHANNELS
from bot.channels.gsm import segments_of
from bot.languages.words import languages, voice
from bot.relays import relays
from bot.sends.cards import in_words
from bot.sends.gather import gather
from bot.sends.words import EN
from flows.reminders.works import MOST, WORKS, due
from flows.talk.memory import Memory
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned
from flows.town.edition import Edition, News, Project, Stage, Status
from storage.database.store import Store
from storage.messages.own_names import TELEGRAM, call_us
from storage.reminders.campaigns import REMINDERS, Campaign, listed
from storage.reminders.states import CampaignState
from storage.town import editions, events, publications
from storage.town.events import ProjectChange
from tests.conftest import PARIS, HandClock
from tests.reminders.test_reminder_rules import SAMPLE_EDITION
from tests.support.budgets import segments_in
from tests.support.relaying import Town, decides, ties
from tests.support.reminding import goes_to, passes, room_of, ticks

TUESDAY = datetime(2027, 3, 9, 10, tzinfo=PARIS)
MONDAY = datetime(2027, 3, 15, 9, 30, tzinfo=PARIS)
LINK = "https://t.me/portevoix_test_bot?start="


@pytest.fixture
def town(store: Store) -> Town:
    """A town whose projects are being built, with an ambassador, Ada, who has a group."""
    room = room_of(store, TUESDAY, rules=("works",))
    assert isinstance(room.clock, HandClock)
    made = Town(room, room.clock)
    made.asks("1", "Ada")
    decides(room, "approves", 1)
    ties(room)
    with store.writing() as tx:
        call_us(tx, TELEGRAM, "portevoix_test_bot")
    return made


def publishes(town: Town, status: Status, *numbers: int, stage: Stage | None = None) -> None:
    """The team publishes where these projects stand from now on."""
    store = town.room.store
    with store.writing() as tx:
        edition = editions.find(tx)
        for number in numbers:
            events.prepare(tx, ProjectChange(edition.by_number[number].id, status, stage), "Awa", town.clock.now())
        publications.publish(tx, edition.id, "Awa", town.clock.now())


def goes_on(town: Town, at: datetime) -> list[tuple[str, str]]:
    """Ada sends what she is shown by then, if she is shown anything; what groups have read so far, and its link."""
    goes_to(town.room, at)
    ticks(town.room)
    relays.relays_due(town.room)
    town.says("1", "relayer", "envoyer")
    passes(town.room, minutes=1)
    relays.relays_due(town.room)
    return [(text.partition("\n\n")[0].partition("\n")[2], link) for _chat, text, link in town.posted()]


def test_one_project_is_told_by_its_name_with_a_way_to_it(town: Town) -> None:
    publishes(town, Status.WORKS, 5, stage=Stage.WORKS)

    assert goes_on(town, MONDAY - timedelta(days=3)) == [], "the week is not over"
    read = goes_on(town, MONDAY)

    assert read == [("Projet n° 5, Skatepark sous le viaduc : les travaux commencent.", f"{LINK}avec_ADA_suivi_5")]


def test_several_projects_are_told_in_one_message(town: Town) -> None:
    publishes(town, Status.WORKS, 5, 12)
    passes(town.room, days=1)
    publishes(town, Status.DELIVERED, 7)

    assert goes_on(town, MONDAY) == [
        ("3 projets avancent. En travaux : n° 5, 12. Livrés : n° 7.", f"{LINK}avec_ADA"),
    ]


def test_each_step_is_told_once_in_the_week_after_it(town: Town) -> None:
    publishes(town, Status.WORKS, 5)
    goes_on(town, MONDAY)
    publishes(town, Status.DELIVERED, 5)

    assert len(goes_on(town, MONDAY + timedelta(days=6))) == 1
    read = goes_on(town, MONDAY + timedelta(days=7))

    assert [words for words, _link in read] == [
        "Projet n° 5, Skatepark sous le viaduc : les travaux commencent.",
        "Projet n° 5, Skatepark sous le viaduc : c'est livré !",
    ]


@pytest.mark.parametrize(
    ("status", "stage"),
    [(Status.WORKS, Stage.STUDY), (Status.WORKS, Stage.PROCUREMENT), (Status.WINNER, None), (Status.ABANDONED, None)],
)
def test_what_is_neither_begun_nor_delivered_is_not_told(status: Status, stage: Stage | None, town: Town) -> None:
    publishes(town, status, 5, stage=stage)

    assert goes_on(town, MONDAY) == []


def test_what_is_given_up_before_it_went_is_not_told(town: Town) -> None:
    publishes(town, Status.WORKS, 5)
    goes_to(town.room, MONDAY)
    ticks(town.room)
    relays.relays_due(town.room)

    publishes(town, Status.ABANDONED, 5)

    assert goes_on(town, MONDAY + timedelta(hours=1)) == []


def test_nobody_but_ambassadors_hears_of_it(town: Town) -> None:
    town.says("2", "bonjour")
    publishes(town, Status.WORKS, 5)
    goes_on(town, MONDAY)

    with town.room.store.reading() as tx:
        heard = tx.execute(select(REMINDERS.c.person_id)).all()

    assert heard == []
    assert [campaign.state for campaign in of_works(town)] == [CampaignState.DONE]


def test_the_page_of_sends_has_it_with_its_ambassadors_and_nobody_else(town: Town) -> None:
    publishes(town, Status.WORKS, 5)
    goes_to(town.room, MONDAY - timedelta(days=2))
    ticks(town.room)
    with town.room.store.reading() as tx:
        page = gather(tx, town.room.store, editions.find(tx), town.clock.now(), Decimal("0.07"))

    [moment] = [moment for moment in page.moments if moment.rule == WORKS.name]

    assert (moment.total, moment.ambassadors, moment.groups) == (0, 1, 1)
    assert moment.at == datetime(2027, 3, 15, 9, tzinfo=PARIS)
    assert any(card.title.startswith("Works and deliveries (15 March)") for card in in_words(page, EN).ahead)


def of_works(town: Town) -> list[Campaign]:
    """The campaigns that the works made."""
    with town.room.store.reading() as tx:
        return [campaign for campaign in listed(tx, editions.find(tx).id) if campaign.rule == WORKS.name]


def built(count: int) -> Edition:
    """So many projects of the sample are being built, since the same Tuesday."""
    news = (News(TUESDAY, Status.WORKS),)
    projects = [
        Project(n, n, f"Projet {n}", SAMPLE_EDITION.projects[0].cost, Status.WORKS, news=news)
        for n in range(90, 90 + count)
    ]
    return replace(SAMPLE_EDITION, projects=tuple(projects))


@pytest.mark.parametrize("count", [1, 2, MOST, MOST + 5])
@pytest.mark.parametrize("language", languages())
def test_it_fits_one_sms(count: int, language: str) -> None:
    edition = built(count)
    [moment] = due(edition)

    sms = next(channel for channel in CHANNELS if channel.name == "sms")
    said = WORKS.says(Scene(edition, moment.at, Me(0, language=language)), moment.about)
    [message] = sms.show(Turned(Memory(), (said,)), voice(language), 0, "").messages

    assert segments_of(message.text) <= segments_in(language, 1), message.text
