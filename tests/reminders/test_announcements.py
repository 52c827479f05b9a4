"""What the town announces in its own words: to whom, in which language, once, and never to who must not be told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from typer.testing import CliRunner

from bot.channels.gsm import segments_of
from bot.commands.announce import announce
from bot.commands.campaign_trial import try_at
from bot.languages.words import languages
from bot.reminders import announcing, campaigns
from bot.reminders.announcing import MOST_SEGMENTS, read_audience
from bot.sending.sender import Sender
from bot.team.decisions import InstructionError
from bot.turn.ticker import Room
from flows.reminders.announcement import ANNOUNCEMENT
from flows.reminders.audiences import Audience
from flows.town.edition import Status
from flows.town.rules import Ages
from storage.database.ids import new_id
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.outbox import KEPT_WORDS, WITH_WORDS
from storage.messages.outgoing import Parcel
from storage.people import consents
from storage.relays.ambassadors import AMBASSADORS
from storage.reminders import announcements, audience
from storage.reminders import campaigns as kept
from storage.reminders.announcements import ANNOUNCEMENTS, Announced
from storage.reminders.campaigns import Campaign
from storage.town import editions, follows
from storage.town import meetings as sign_ups
from storage.town.authors import AUTHORS
from storage.town.meetings import Party
from tests.conftest import PARIS, load_sample
from tests.support.processes import portevoix
from tests.support.reminding import MONDAY, crowd, one, passes, room_of, sets, someone, states, texts, ticks, votes
from tests.support.stores import SECRET, Databases

FRENCH = "La halle est fermée samedi. Le vote va jusqu'au {vote.closes}."


def announced(room: Room, to: str = "all", *, words: Mapping[str, str] | None = None, arm: bool = True) -> Campaign:
    """An announcement that begins now, armed by Nadia."""
    now = room.clock.now()
    with room.store.writing() as tx:
        edition = editions.find(tx)
        wish = Announced(read_audience(to, edition), words or {"fr": FRENCH}, now, now + timedelta(days=7))
        number = announcing.announce(tx, room.store, edition, wish, now)
        campaign = kept.numbered(tx, edition.id, number)
        assert campaign is not None
        if arm:
            kept.arm(tx, campaign.id, "Nadia", now)
    return campaign


def published(store: Store) -> None:
    """The result of the vote is public."""
    with store.writing() as tx:
        edition = editions.find(tx)
        won = [replace(project, status=Status.WINNER, votes=9) for project in edition.projects[:2]]
        editions.publish(tx, edition, "{}", won)


# To whom


def _author(store: Store, person: int) -> None:
    with store.writing() as tx:
        project = editions.find(tx).by_number[12].id
        row = {"project_id": project, "person_id": person, "kind": "alone", "guardian": False, "at": MONDAY}
        tx.execute(insert(AUTHORS), row)


def _follower(store: Store, person: int) -> None:
    with store.writing() as tx:
        follows.follow(tx, [(person, editions.find(tx).by_number[5].id)], 0)


def _guest(store: Store, person: int) -> None:
    with store.writing() as tx:
        sign_ups.sign_up(tx, editions.find(tx).id, "promenade-des-projets", Party(person, 0), MONDAY)


def _ambassador(store: Store, person: int, state: str = "approved") -> None:
    with store.writing() as tx:
        row = {"id": new_id(), "edition_id": editions.find(tx).id, "person_id": person, "number": 1, "name": b""}
        row |= {"about": b"", "state": state, "greeting": "", "auto_hours": 0, "asked_at": MONDAY}
        tx.execute(insert(AMBASSADORS), row | {"decided_by": "", "reason": b""})


AUDIENCES = {
    "all": {1, 2, 3, 4, 5, 6, 7, 8},
    "district:gare": {1},
    "ages:15-17": {2},
    "authors": {3},
    "followers:5": {4},
    "meeting:promenade-des-projets": {5},
    "voters": {6},
    "ambassadors": {7},
}


def test_each_audience_is_whom_it_names(store: Store) -> None:
    room_of(store)
    marks: Mapping[int, dict[str, str]] = {1: {"district": "gare"}, 2: {"age_band": "15-17"}}
    persons = {someone(store, number, **marks.get(number, {})): number for number in range(1, 9)}
    by_number = {number: person for person, number in persons.items()}
    _author(store, by_number[3])
    _follower(store, by_number[4])
    _guest(store, by_number[5])
    votes(store, by_number[6])
    _ambassador(store, by_number[7])
    _ambassador(store, by_number[8], "refused")
    with store.reading() as tx:
        edition = editions.find(tx)
        found = {
            to: {persons[row.person_id] for row in tx.execute(audience.recipients(edition, ANNOUNCEMENT, to))}
            for to in AUDIENCES
        }

    assert found == AUDIENCES


def test_every_audience_is_in_that_table() -> None:
    assert {to.partition(":")[0] for to in AUDIENCES} == set(Audience)


REFUSED = {
    "no such audience": ("everybody", "write one of ages, all"),
    "a district without a name": ("district", "write --to district:gare"),
    "a name where none belongs": ("voters:all", "write --to voters."),
    "no such district": ("district:garre", "did you mean 'gare'?"),
    "no such project": ("followers:99", "there is no project «99»"),
    "no such meeting": ("meeting:bal", "there is no meeting «bal»"),
    "no such age band": ("ages:15-18", "did you mean '15-17'?"),
    "voters before the result": ("voters", "only once the result is public"),
    "fewer than five": ("district:gare", "fewer than 5 people"),
    "no ambassador": ("ambassadors", "Nobody relays"),
}


@pytest.mark.parametrize(("to", "why"), REFUSED.values(), ids=REFUSED)
def test_whom_nobody_may_write_to_is_told_with_the_remedy(sqlite: Store, to: str, why: str) -> None:
    room = room_of(sqlite)
    for number in range(6):
        votes(sqlite, someone(sqlite, number, district="gare" if number < 4 else ""))

    with pytest.raises(InstructionError, match=why):
        announced(room, to)


def test_nobody_is_written_to_by_an_age_that_nobody_was_asked(sqlite: Store) -> None:
    room = room_of(sqlite)
    for number in range(6):
        someone(sqlite, number, age_band="15-17")
    announced(room, "ages:15-17")
    with sqlite.writing() as tx:
        editions.save(tx, replace(editions.find(tx), ages=Ages()))

    with pytest.raises(InstructionError, match="asks nobody's age"):
        announced(room, "ages:15-17")


def test_voters_are_written_to_once_the_result_is_public_and_no_longer_if_it_is_taken_back(store: Store) -> None:
    room = room_of(store, datetime(2026, 12, 8, 10, tzinfo=PARIS), rules=("closes_soon",))
    votes(store, *(someone(store, number) for number in range(5)))
    someone(store, 9)
    published(store)
    announced(room, "voters", words={"fr": "Merci d'avoir voté."})
    assert ticks(room) == 5

    announced(room, "voters", words={"fr": "Merci encore."})
    campaigns.fill(room)
    with store.writing() as tx:
        editions.unpublish(tx, editions.find(tx))
    ticks(room)

    assert [text for text in texts(store) if "encore" in text] == []
    assert states(store)["passed", "no longer true"] == 5


# In which words, and when


def test_each_hears_it_once_in_their_language_from_the_town_with_the_dates_filled_in(store: Store) -> None:
    room = room_of(store, rules=("closes_soon",))
    for number, language in enumerate(("fr", "en", "tr", "fr-simple", "fr")):
        someone(store, number, language=language)
    announced(room, words={"fr": FRENCH, "en": "The hall is closed."})

    assert ticks(room, 2) == 5
    said = texts(store)
    assert sum("La halle est fermée samedi. Le vote va jusqu'au 29 novembre à 20 h." in text for text in said) == 3
    assert sum("The hall is closed." in text for text in said) == 1
    assert all(text.startswith("Montreval") for text in said)
    assert all("RAPPELS NON" in text or "REMINDERS NO" in text for text in said), "the first of the season"


def test_the_words_are_sealed_at_rest(store: Store) -> None:
    room = room_of(store)
    crowd(store, 5)
    announced(room)
    with store.reading() as tx:
        words = tx.execute(select(ANNOUNCEMENTS.c.words)).scalar_one()

    assert b"halle" not in words
    assert store.vault.open(words).decode() == FRENCH


def test_only_a_person_arms_it_also_where_reminders_arm_themselves(store: Store) -> None:
    room = room_of(store, auto=True, rules=("closes_soon",))
    crowd(store, 5)
    campaign = announced(room, arm=False)

    assert ticks(room, 3) == 0
    assert one(store, "announcement").state == "prepared"  # the calendar does not drop what it did not make
    with store.writing() as tx:
        kept.arm(tx, campaign.id, "Nadia", room.clock.now())
    assert ticks(room) == 5


def test_who_wants_no_news_hears_none(store: Store) -> None:
    room = room_of(store, rules=("closes_soon",))
    crowd(store, 5)
    person = someone(store, 500)
    with store.writing() as tx:
        consents.say(tx, person, "news", False, MONDAY)
    announced(room)

    assert ticks(room) == 5


def test_it_keeps_to_the_cap_of_the_week(store: Store) -> None:
    room = room_of(store, per_week=1, rules=("closes_soon",))
    crowd(store, 5)
    announced(room)
    ticks(room)
    announced(room, words={"fr": "Encore une nouvelle."})
    passes(room, days=1)
    ticks(room)

    assert len(texts(store)) == 5


def test_once_stopped_nothing_of_it_is_left_to_send(store: Store) -> None:
    room = room_of(store, rules=("closes_soon",))
    crowd(store, 5)
    campaign = announced(room)
    assert ticks(room) == 5

    assert campaigns.stop(store, campaign, "Nadia", room.clock.now()) == 5
    passes(room, hours=1)
    assert ticks(room) == 0
    assert not texts(store, "waiting", "sending")


class Handed:
    """A network that notes what it was handed."""

    channels = ("sms",)

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def send(self, parcel: Parcel) -> str:
        """It takes everything."""
        self.texts.append(parcel.message.text)
        return str(parcel.id)


def test_in_the_middle_of_sending_a_stop_is_the_end_of_it(store: Store) -> None:
    room = room_of(store, rules=("closes_soon",))
    crowd(store, 40)
    campaign = announced(room)
    ticks(room)
    network = Handed()
    sender = Sender(store, room.clock, [network])
    asyncio.run(sender.send_due())
    handed = len(network.texts)
    campaigns.stop(store, campaign, "Nadia", room.clock.now())
    for _second in range(3):
        passes(room, seconds=1)
        asyncio.run(sender.send_due())

    assert 0 < handed < 40
    assert len(network.texts) == handed
    assert states(store)["told", ""] == handed


TEXTS = {
    "without the first language": ({"en": "Closed."}, "first language is missing: write --fr"),
    "in a language not spoken": ({"fr": "Fermé.", "it": "Chiuso."}, "the edition does not speak it"),
    "with a blank that nothing fills": ({"fr": "Fermé le {vote.close}."}, "did you mean '{vote.closes}'"),
    "too long": ({"fr": "Fermé. " * 90}, "segments: shorten it to 4"),
}


@pytest.mark.parametrize(("written", "why"), TEXTS.values(), ids=TEXTS)
def test_words_that_nobody_could_read_are_refused(sqlite: Store, written: dict[str, str], why: str) -> None:
    room = room_of(sqlite)
    crowd(sqlite, 5)

    with pytest.raises(InstructionError, match=why):
        announced(room, words=written)


# The commands


@dataclass
class Announcer:
    """The team of an installation with six people in it, one of them in English, and no quiet hours."""

    folder: Path
    url: str
    store: Store

    def run(self, *words: str) -> str:
        """What the command prints; it succeeds."""
        done = portevoix("announce", *words, folder=self.folder, DATABASE_URL=self.url, SECRET_KEY=SECRET)
        assert done.returncode == 0, done.stderr
        return " ".join(done.stdout.replace("│", " ").split())


@pytest.fixture
def team(databases: Databases, tmp_path: Path) -> Iterator[Announcer]:
    """It has announced nothing yet."""
    url = databases.url("sqlite")
    with Store(url, Vault(SECRET)) as store:
        load_sample(store)
        sets(store, sundays=True, holidays="", from_hour=0, to_hour=24)
        crowd(store, 5)
        someone(store, 1, language="en")
        yield Announcer(tmp_path, url, store)


def test_the_team_prepares_tries_arms_and_reads_what_became_of_it(team: Announcer) -> None:
    shown = team.run("new", "--to", "all", "--fr", "La halle est fermée samedi.", "--en", "The hall is closed.")
    number = str(one(team.store, "announcement").number)

    assert "sms, fr, 1 segment" in shown
    assert "telegram, en" in shown
    assert "sms, tr" not in shown  # who has no words of their own reads the first language's
    assert f"portevoix announce arm {number} --by NAME" in shown

    assert "6 people will be told" in team.run("arm", number, "--by", "Nadia", "--yes")
    assert "armed by Nadia" in team.run("list")
    campaigns.stop(team.store, one(team.store, "announcement"), "Ali", datetime.now(UTC))
    told = team.run("report", number)
    assert "stopped by Ali" in told
    assert "6 people: waiting." in told


def test_it_is_tried_at_one_address_in_its_own_words(store: Store) -> None:
    room = room_of(store)
    crowd(store, 5)
    someone(store, 1, language="en")
    campaign = announced(room, words={"fr": FRENCH, "en": "The hall is closed."}, arm=False)
    with store.reading() as tx:
        edition, campaign = editions.find(tx), announcements.with_texts(tx, store, campaign)
    try_at(store, edition, campaign, "+33639980001", room.clock.now())

    with store.reading() as tx:
        [words] = tx.execute(select(KEPT_WORDS).select_from(WITH_WORDS)).scalars()
    assert "[essai] Montreval: The hall is closed." in store.vault.open(words).decode()


def test_the_help_teaches_every_audience_and_every_language() -> None:
    shown = CliRunner().invoke(announce, ["new", "--help"], env={"COLUMNS": "200"}).stdout

    assert [to for to in Audience if to not in shown] == []
    assert [language for language in languages() if f"--{language}" not in shown] == []


def test_no_more_than_one_long_announcement_goes_over_a_ceiling(sqlite: Store) -> None:
    room = room_of(sqlite, day_ceiling=Decimal("1.40"))  # twenty segments
    crowd(sqlite, 12)
    announced(room, words={"fr": "Nous serons là, sous la halle, avec les plans de chacun. " * 10})
    ticks(room, 9)

    weights = [segments_of(text) for text in texts(sqlite)]
    assert min(weights) >= MOST_SEGMENTS
    assert sum(weights) - max(weights) < 20 <= sum(weights)
