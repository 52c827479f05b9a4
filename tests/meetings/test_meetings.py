"""Meetings: places that are never given twice, who is near, what is understood of guests, and the file to keep."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import icalendar
import pytest

from bot.channels.gsm import segments_of
from bot.clock import Clock
from bot.languages.words import lexicon
from bot.practice.phone import Phone
from bot.practice.sample import SAMPLE
from bot.turn.house import house
from bot.turn.turns import Turns
from bot.web.app import app_of
from bot.web.ics import file_of
from flows.meetings.which_meeting import UNTOLD, guests_in, upcoming
from flows.talk.scene import Me, Scene
from flows.town.edition import Edition
from flows.town.meeting import Meeting
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.own_names import WEB, call_us
from storage.town import editions, meetings
from storage.town.meetings import Turnout
from tests.conftest import IN_THE_VOTE, PARIS, HandClock, load_sample
from tests.support.ears import big_edition
from tests.support.processes import portevoix
from tests.support.stores import SECRET

WALK = "promenade-des-projets"


def meeting(number: int, **what: object) -> Meeting:
    """A meeting one more day away for each number, of two hours."""
    starts = IN_THE_VOTE + timedelta(days=number)
    made = Meeting(f"m{number}", number, f"Réunion {number}", starts, starts + timedelta(hours=2), "la mairie")
    return replace(made, **what)  # type: ignore[arg-type]  # fields of many types


def town(*listed: Meeting) -> Edition:
    return replace(big_edition(1), meetings=listed)


def load(store: Store, *listed: Meeting) -> None:
    """Put the sample edition into *store*, with these meetings."""
    load_sample(store)
    with store.writing() as tx:
        editions.save(tx, replace(editions.find(tx), meetings=listed))


def turnout(store: Store, id: str) -> Turnout:
    with store.reading() as tx:
        return meetings.turnouts(tx, editions.find(tx).id).get(id, Turnout())


def texts(turns: Turns, phone: Phone, *words: str) -> list[str]:
    """What a phone hears at each of its messages."""
    heard = []
    for written in words:
        [answer] = turns.hear([phone.writes(written)])
        phone.sees(answer.replies)
        heard.append("\n".join(reply.text for reply in answer.replies))
    return heard


# Places


@pytest.mark.parametrize("together", [False, True], ids=["each in a transaction", "in one batch"])
def test_places_are_never_given_twice(store: Store, clock: HandClock, together: bool) -> None:
    load(store, meeting(1, capacity=10))
    phones = [Phone("sms", f"+336399800{number:02}") for number in range(12)]

    if together:
        Turns(store, clock).hear([phone.writes("venir 1 avec 1") for phone in phones])
    else:
        with ThreadPoolExecutor(8) as workers:
            list(workers.map(lambda phone: Turns(store, clock).hear([phone.writes("venir 1 avec 1")]), phones))

    assert turnout(store, "m1") == Turnout(people=5, places=10)


def test_who_brings_fewer_frees_places_for_others(turns: Turns, store: Store) -> None:
    first, second = Phone("sms", "+33639980001"), Phone("sms", "+33639980002")

    texts(turns, first, "venir 2 avec 9", "venir 2 avec 0")
    [told] = texts(turns, second, "venir 2 avec 9")

    assert "10 places" in told
    assert turnout(store, WALK) == Turnout(people=2, places=11)


def test_who_comes_twice_is_counted_once(turns: Turns, store: Store) -> None:
    texts(turns, Phone("telegram", "1001"), "venir 2", "venir 2", "venir 2 avec 1", "venir 2 avec 1")

    assert turnout(store, WALK) == Turnout(people=1, places=2)


def test_a_meeting_made_smaller_than_its_guests_takes_nobody_more(store: Store, clock: HandClock) -> None:
    load(store, meeting(1, capacity=10), meeting(2))
    turns = Turns(store, clock)
    first, second = Phone("sms", "+33639980001"), Phone("sms", "+33639980002")
    texts(turns, first, "venir 1 avec 7")
    with store.writing() as tx:
        editions.save(tx, replace(editions.find(tx), meetings=(meeting(1, capacity=4), meeting(2))))

    [told] = texts(turns, second, "venir 1")

    assert "complete" in told.replace("è", "e")
    assert "VENIR 2" in told
    assert turnout(store, "m1") == Turnout(people=1, places=8)


# Which meetings


@pytest.mark.parametrize(
    ("district", "order"),
    [
        pytest.param("", [1, 2, 3, 4], id="nothing declared: the soonest"),
        pytest.param("q2", [3, 1, 2, 4], id="their own district first"),
        pytest.param("q3", [1, 2, 3, 4], id="nothing in their district"),
    ],
)
def test_the_next_meetings_come_first_those_nearby_before_them(district: str, order: list[int]) -> None:
    listed = (meeting(4), meeting(2, district="q1"), meeting(3, district="q2"), meeting(1), meeting(-1))
    scene = Scene(town(*listed), IN_THE_VOTE, Me(1, district=district))

    assert [meeting.number for meeting in upcoming(scene).values()] == order


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        pytest.param(-1, True, id="an hour before it starts"),
        pytest.param(1, True, id="while it takes place"),
        pytest.param(2, False, id="when it is over"),
    ],
)
def test_a_meeting_is_shown_until_it_is_over(hours: int, shown: bool) -> None:
    coming = meeting(1)
    scene = Scene(town(coming), coming.starts + timedelta(hours=hours), Me(1))

    assert bool(upcoming(scene)) is shown


def test_many_meetings_are_read_out_page_by_page_each_in_one_segment(sqlite: Store, clock: HandClock) -> None:
    load(sqlite, *(meeting(number, title=f"Atelier citoyen de quartier {number}") for number in range(1, 13)))
    phone = Phone("sms", "+33639980001")

    heard = texts(Turns(sqlite, clock), phone, "bonjour", "reunions", "suite", "suite", "suite", "11")

    pages = heard[1:5]
    assert all(segments_of(page) == 1 for page in pages), pages
    assert "SUITE" in pages[0]
    assert "Atelier citoyen de quartier 11" in heard[5]


LONGEST = meeting(
    12,
    title="Rencontre avec les habitants du quartier de la gare, au café",
    place="maison de quartier des Tanneurs et de la Gare, 12 avenue du Four-à-Chaux, salle 3",
    capacity=11,
)


def test_what_is_said_of_the_longest_meeting_fits_two_segments(sqlite: Store, clock: HandClock) -> None:
    load(sqlite, LONGEST, replace(LONGEST, id="other", number=13))
    first, second = Phone("sms", "+33639980001"), Phone("sms", "+33639980002")
    turns = Turns(sqlite, clock)
    texts(turns, first, "bonjour")
    texts(turns, second, "bonjour")

    heard = [
        *texts(turns, first, "reunions 12", "1", "venir 12", "venir 12 avec 9", "reunions 12", "menu"),
        *texts(turns, second, "venir 12 avec 4", "venir 12", "venir 12 avec 3"),
        *texts(turns, first, "absent 12", "absent"),
    ]

    assert {text: segments_of(text) for text in heard if segments_of(text) > 2} == {}


# Guests


@pytest.mark.parametrize(
    ("text", "which", "guests"),
    [
        pytest.param("2", "2", None, id="nobody spoken of"),
        pytest.param("2 avec 3", "2", 3, id="a figure"),
        pytest.param("2 avec deux amis", "2", 2, id="in letters"),
        pytest.param("la 2 avec mon mari", "la 2", 1, id="someone"),
        pytest.param("la 2, avec ma femme et 2 enfants", "la 2,", UNTOLD, id="three, if they are reckoned"),
        pytest.param("1 avec deux ou trois", "1", UNTOLD, id="one number or the other"),
        pytest.param("1 avec moi et 2 amis", "1", UNTOLD, id="oneself counted in, or not"),
        pytest.param("1 avec moi", "1", UNTOLD, id="oneself alone"),
        pytest.param("1 avec mon mari et ma fille", "1", UNTOLD, id="two, if they are reckoned"),
        pytest.param("1 avec mon mari + 2 enfants", "1", UNTOLD, id="three, by a plus"),
        pytest.param("1 avec Paul, Marie", "1", UNTOLD, id="names"),
        pytest.param("1 avec 2 adultes 3 enfants", "1", UNTOLD, id="two numbers"),
        pytest.param("1 avec mon fils de 3 ans", "1", UNTOLD, id="the age of a guest"),
        pytest.param("1 with me and 2 friends", "1", UNTOLD, id="oneself counted in, or not, in English"),
        pytest.param("1 avec un ami", "1", 1, id="one"),
        pytest.param("1 avec 3, à 18h", "1", 3, id="how many, and when"),
        pytest.param("2+1", "2", 1, id="plus one"),
        pytest.param("2 tout seul", "2", 0, id="alone"),
        pytest.param("2 seule", "2", 0, id="alone, a woman"),
        pytest.param("2 avec une dizaine d'amis", "2", UNTOLD, id="about ten"),
        pytest.param("2 avec plus de 3", "2", UNTOLD, id="more than three"),
        pytest.param("2 avec des amis", "2", UNTOLD, id="several"),
        pytest.param("2 avec mes enfants", "2", UNTOLD, id="one's own, how many"),
        pytest.param("2 avec mes 2 enfants", "2", 2, id="one's own, counted"),
        pytest.param("2 avec personne", "2", 0, id="with nobody"),
        pytest.param("2 avec 0", "2", 0, id="with none"),
        pytest.param("la 2 à 4", "la 2", 3, id="four of them in all"),
        pytest.param("la 2 on sera trois", "la 2", 2, id="there will be three of us"),
        pytest.param("à 4", "à 4", None, id="four is the meeting's number"),
        pytest.param("2 with 3", "2", 3, id="in English"),
        pytest.param("promenade", "promenade", None, id="a word of the title"),
    ],
)
def test_guests_are_understood_as_people_speak_of_them(text: str, which: str, guests: int | None) -> None:
    rest, count = guests_in(text, lexicon())

    assert (rest.strip(), count) == (which, guests)


# The file for one's own calendar


def entries(content: bytes | str) -> list[Any]:
    """What a calendar takes up from a file."""
    events: list[Any] = icalendar.Calendar.from_ical(content).events
    return events


def test_the_file_holds_what_one_needs_to_be_there_on_time() -> None:
    starts = datetime(2026, 11, 14, 10, tzinfo=PARIS)
    coming = meeting(
        2, starts=starts, ends=starts + timedelta(hours=2), title="La promenade; à pied", about="Deux, trois."
    )
    edition = town(coming)

    [event] = entries(file_of(coming, edition, IN_THE_VOTE))

    assert event["summary"] == "La promenade; à pied"
    assert event["location"] == "la mairie, Grande-Ville"
    assert event["description"].startswith("Deux, trois.\n")
    assert (event.start, event.end) == (starts, starts + timedelta(hours=2))
    assert event.start.tzinfo is not None
    assert event["uid"] == "m2@grande-ville.porte-voix"
    assert event["dtstamp"].dt == IN_THE_VOTE.astimezone(UTC)
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [timedelta(hours=-2)]


def test_a_file_taken_up_again_replaces_the_entry_made_before() -> None:
    before, after = town(meeting(2)), replace(town(meeting(2)), version=7)

    [first], [second] = (entries(file_of(meeting(2), edition, IN_THE_VOTE)) for edition in (before, after))

    assert first["uid"] == second["uid"]
    assert first["sequence"] < second["sequence"]


@pytest.fixture
def web(sqlite: Store, clock: Clock) -> Iterator[httpx.AsyncClient]:
    """Our pages, over the sample edition."""
    load_sample(sqlite)
    with house(sqlite, clock) as town:
        transport = httpx.ASGITransport(app=app_of(town))
        yield httpx.AsyncClient(transport=transport, base_url="https://bp.example")


async def test_the_link_given_on_telegram_opens_the_file(
    web: httpx.AsyncClient, sqlite: Store, clock: HandClock
) -> None:
    with sqlite.writing() as tx:
        call_us(tx, WEB, "https://bp.example")
    [told] = texts(Turns(sqlite, clock), Phone("telegram", "1001"), "venir 2")
    [by_sms] = texts(Turns(sqlite, clock), Phone("sms", "+33639980001"), "venir 2")
    link = "https://bp.example/meetings/montreval-2026/2.ics"

    answer = await web.get(link)

    assert link in told
    assert "https" not in by_sms
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="reunion-2.ics"'
    assert "SUMMARY:La promenade des projets" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/meetings/montreval-2026/99.ics", id="no such meeting"),
        pytest.param("/meetings/autre/2.ics", id="no such edition"),
        pytest.param("/meetings/montreval-2026/deux.ics", id="no number"),
    ],
)
async def test_what_there_is_no_meeting_for_is_not_found(web: httpx.AsyncClient, path: str) -> None:
    assert (await web.get(path)).status_code == 404


def test_where_the_internet_does_not_reach_us_no_link_is_given(turns: Turns) -> None:
    [told] = texts(turns, Phone("telegram", "1001"), "venir 2")

    assert "http" not in told


# The team


def test_the_team_sees_how_many_come_and_nobodys_name(tmp_path: Path, clock: HandClock) -> None:
    key = {"SECRET_KEY": SECRET}
    portevoix("migrate", folder=tmp_path, **key)
    portevoix("edition", "load", str(SAMPLE), folder=tmp_path, **key)
    portevoix("edition", "open", "montreval-2026", folder=tmp_path, **key)
    [file] = list(tmp_path.rglob("*.db"))
    with Store(f"sqlite:///{file}", Vault(SECRET)) as store:
        turns = Turns(store, clock)
        texts(turns, Phone("sms", "+33639980001"), "venir 2 avec 3")
        texts(turns, Phone("sms", "+33639980002"), "venir 2")
        texts(turns, Phone("sms", "+33639980003"), "venir 3")
        with store.writing() as tx:
            sample = editions.find(tx)
            editions.save(tx, replace(sample, meetings=sample.meetings[:2]))

    told = portevoix("meetings", folder=tmp_path, **key).stdout

    [walk] = [line for line in told.splitlines() if "La promenade" in line]
    assert [cell.strip() for cell in walk.strip("│ ").split("│")][4:] == ["2", "5/12", "7"]
    assert "1 signed up for «soiree-des-resultats», which the edition file no longer has" in told
    assert "+336" not in told
