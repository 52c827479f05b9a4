"""Ambassadors: their words, who came through them, and what is relayed to their groups: once, seldom, at good hours."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from sqlalchemy import insert, select, update

from bot.channels import BY_NAME as CHANNELS
from bot.channels.gsm import segments_of
from bot.languages.words import voice
from bot.practice.phone import Phone
from bot.practice.sample import SAMPLE
from bot.relays import relays
from bot.relays.relays import AmbassadorError, post, relays_due
from bot.relays.telling import tell_decisions
from bot.turn.house import house
from bot.turn.ticker import Room
from bot.turn.turns import Turns
from bot.web.app import app_of
from flows.relays.deeds import RelayState
from flows.relays.forward import forwardable_by_sms
from flows.talk.chat import Said
from flows.talk.memory import Memory
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned
from flows.town.edition import Phase, Status
from storage.database.ids import new_id
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.outbox import CAMPAIGN, OUTBOX, State
from storage.messages.own_names import TELEGRAM, call_us
from storage.people import people, speakers
from storage.people.people import ADDRESSES, GROUP
from storage.relays.holders import GROUPS, HOLDERS
from storage.relays.newcomers import RELAYS, Through
from storage.relays.post_rows import PostState
from storage.reminders.campaigns import CAMPAIGNS
from storage.town import editions, events, proposals, publications
from storage.town.events import ProjectChange
from storage.town.proposals import Proposal
from tests.conftest import IN_THE_VOTE, PARIS, HandClock, load_sample
from tests.support.processes import portevoix
from tests.support.relaying import Town, all_said, decides, found, relayed, ties
from tests.support.voted_town import set_status

OPENS = "Le vote est ouvert."
BY_SMS = "\n\nPar SMS : écrivez AVEC ADA au 09 38 12 34 56."
"""What stands below all that is relayed."""
SECRET = "a secret key for these tests"


@pytest.fixture
def town(store: Store, clock: HandClock) -> Town:
    """The town, on each database."""
    load_sample(store)
    made = Town(Room(store, clock, Turns(store, clock)), clock)
    with store.writing() as tx:
        call_us(tx, TELEGRAM, "montreval_bot")
    made.asks("1", "Ada")
    decides(made.room, "approves", 1)
    return made


def send(town: Town, address: str = "1") -> None:
    """Ada sends what waits for her word."""
    assert "C'est parti" in town.says(address, "relayer", "envoyer")


# Words


@pytest.mark.parametrize(
    ("name", "wanted", "word"),
    [
        pytest.param("Nadia Benali", "", "NADIA", id="of the name"),
        pytest.param("Chloé", "", "CHLOE", id="without accents"),
        pytest.param("Ada", "", "ADA2", id="taken"),
        pytest.param("Marc", "Foot du Nord", "FOOTDUNORD", id="as wanted"),
        pytest.param("Oui-Oui", "", "OUI2", id="a word that means something"),
        pytest.param("王小明", "", None, id="no letters of ours"),
        pytest.param("Marc", "vote", None, id="wanted means something"),
        pytest.param("Marc", "ada", None, id="wanted is taken"),
        pytest.param("Marc", "12", None, id="wanted is a number"),
        pytest.param("Marc", "x" * 13, None, id="too long"),
    ],
)
def test_a_word_is_short_plain_and_nobody_elses(name: str, wanted: str, word: str | None, town: Town) -> None:
    town.asks("2", name)
    if word is None:
        with pytest.raises(AmbassadorError):
            decides(town.room, "approves", 2, wanted)
        return

    decides(town.room, "approves", 2, wanted)

    assert found(town.room, 2).word == word


def test_who_was_ended_keeps_their_word_when_they_come_back(town: Town) -> None:
    town.says("9", "avec ada")
    decides(town.room, "ends", 1)
    assert "Je ne connais pas le mot" in town.says("10", "avec ada")

    town.says("1", "ambassadeur", "Ada Lovelace", "le quartier", "oui")
    decides(town.room, "approves", 1)

    assert found(town.room, 1).word == "ADA"
    assert town.through().came == 1
    with pytest.raises(AmbassadorError):
        decides(town.room, "refuses", 1, reason="non")


def test_what_the_team_decides_is_told_once_whoever_tells_it(town: Town) -> None:
    town.asks("2", "Nadia")
    decides(town.room, "approves", 2)
    other = Room(town.room.store, town.clock, Turns(town.room.store, town.clock))

    again = tell_decisions(town.room) + tell_decisions(other)

    assert again == 0
    told = [text for text in all_said(town) if "vous voilà ambassadeur" in text and "NADIA" in text]
    assert len(told) == 1
    assert "https://t.me/montreval_bot?start=avec_NADIA" in told[0]


def test_one_who_cannot_be_reached_is_told_when_they_can(town: Town) -> None:
    town.asks("2", "Nadia")
    town.says("2", "stop")
    decides(town.room, "approves", 2)
    assert found(town.room, 2).told_at is None

    town.says("2", "start")
    relays_due(town.room)

    assert found(town.room, 2).told_at is not None


# Who came through whom


def test_the_first_ambassador_counts_and_each_person_once(town: Town) -> None:
    town.asks("2", "Nadia")
    decides(town.room, "approves", 2)

    town.says("9", "/start avec_ADA", "avec nadia", "avec ada")
    town.says("+33639980009", "avec ada", channel="sms")
    town.says("1", "avec ada")

    assert (town.through(1).came, town.through(2).came) == (2, 0)
    with town.room.store.reading() as tx:
        assert len(tx.execute(select(RELAYS)).all()) == 2, "an ambassador does not come through themselves"


def test_what_people_do_after_they_came_is_counted_and_what_they_did_before_is_not(town: Town) -> None:
    votes_before, votes_after = "11", "12"
    vote(town, votes_before)
    town.clock.pass_(days=1)
    town.says(votes_before, "avec ada")
    town.says(votes_after, "avec ada")
    vote(town, votes_after)

    assert town.through() == Through(came=2, proposed=0, voted=1)


def test_an_idea_is_counted_for_who_came_before_they_had_it(town: Town) -> None:
    town.clock.at = datetime(2026, 2, 2, 10, tzinfo=PARIS)
    town.says("11", "avec ada")
    idea_from(town, "11")
    idea_from(town, "12")
    town.says("12", "avec ada")

    assert town.through() == Through(came=2, proposed=1)


def test_numbers_under_five_are_told_to_nobody(town: Town) -> None:
    nobody = town.says("1", "mesrelais")
    for address in range(20, 24):
        town.says(str(address), "avec ada")
    few = town.says("1", "mesrelais")
    town.says("24", "avec ada")
    enough = town.says("1", "mesrelais")

    assert "Venues par vous : 0" in nobody
    assert "Venues par vous : moins de 5" in few
    assert "Ont voté" not in nobody + few
    assert "Venues par vous : 5" in enough
    assert "Ont voté : 0" in enough, "of five people it says something of nobody in particular"


# The text to forward


@pytest.mark.parametrize("language", ["fr", "fr-simple", "en", "es", "pt", "tr"])
@pytest.mark.parametrize("phase", [*Phase])
def test_the_text_to_forward_is_one_segment_in_every_phase(phase: Phase, language: str, sqlite: Store) -> None:
    load_sample(sqlite)
    with sqlite.reading() as tx:
        edition = editions.find(tx)
    span = edition.span_of(phase)
    assert span is not None
    scene = Scene(edition, span.opens + timedelta(hours=1), Me(1, language))

    text = forwardable_by_sms(scene, "NADIA2", "")

    [shown] = CHANNELS["sms"].show(Turned(Memory(), (Said(text),)), voice(language), 0, "").messages
    assert segments_of(shown.text) == 1, shown.text
    assert "NADIA2" in shown.text
    assert shown.text.startswith("Montreval, "), "what is forwarded as it is says itself whose it is"


# Relaying


def test_what_is_relayed_reaches_each_group_once_with_the_link(town: Town) -> None:
    ties(town.room, chat="-1")
    ties(town.room, chat="-2", language="en")

    shown = relayed(town.room, OPENS, "opens")
    again = relayed(town.room, OPENS, "opens")
    send(town)
    for _tick in range(3):
        relays_due(town.room)

    assert (shown, again) == (1, 0)
    link = "https://t.me/montreval_bot?start=avec_ADA"
    assert town.posted() == [
        ("-1", OPENS + BY_SMS, link),
        ("-2", "Le vote est ouvert.\n\nBy SMS: write WITH ADA to 09 38 12 34 56.", link),
    ]
    assert town.states() == [PostState.POSTED]
    with town.room.store.reading() as tx:
        kinds = tx.execute(
            select(OUTBOX.c.kind, OUTBOX.c.rank, OUTBOX.c.channel).where(OUTBOX.c.key.is_not(None))
        ).all()
    assert {tuple(row) for row in kinds} == {("campaign", CAMPAIGN, "telegram")}


def test_several_workers_at_once_show_it_once_and_send_it_once(town: Town) -> None:
    for chat in ("-1", "-2", "-3"):
        ties(town.room, chat=chat)
    rooms = [replace(town.room, turns=Turns(town.room.store, town.clock)) for _worker in range(4)]

    with ThreadPoolExecutor() as workers:
        shown = sum(workers.map(lambda room: relayed(room, OPENS, "opens"), rooms))
        send(town)
        posted = sum(workers.map(relays.post, rooms))

    assert (shown, posted) == (1, 3)
    assert len(town.posted()) == 3
    assert len([text for text in all_said(town) if "À relayer dans" in text]) == 2, "once first, once at RELAYER"


def test_nothing_goes_without_the_ambassadors_word(town: Town) -> None:
    ties(town.room)
    relayed(town.room, OPENS, "opens")
    town.clock.pass_(days=3)

    relays_due(town.room)

    assert town.posted() == []
    assert town.states() == [PostState.PREVIEWED]


def test_it_goes_by_itself_after_the_hours_they_named(town: Town) -> None:
    ties(town.room)
    town.says("1", "ambassadeur", "envoi automatique", "après 2 heures")
    relayed(town.room, OPENS, "opens")

    relays_due(town.room)
    before = town.posted()
    town.clock.pass_(hours=2, minutes=1)
    relays_due(town.room)

    assert before == []
    assert len(town.posted()) == 1


def test_what_they_pass_over_does_not_go(town: Town) -> None:
    ties(town.room)
    town.says("1", "ambassadeur", "envoi automatique", "après 2 heures")
    relayed(town.room, OPENS, "opens")

    assert "ne recevront pas" in town.says("1", "relayer", "passer")
    town.clock.pass_(hours=3)
    relays_due(town.room)

    assert town.posted() == []


def test_their_greeting_stays_for_the_next_time(town: Town) -> None:
    ties(town.room)
    relayed(town.room, OPENS, "opens")
    town.says("1", "relayer", "modifier accueil", "Bonjour les voisins !", "envoyer")
    relays_due(town.room)
    town.clock.pass_(days=2)
    relayed(town.room, "Le vote ferme bientôt.", "closes")
    send(town)
    relays_due(town.room)

    assert [text for _chat, text, _link in town.posted()] == [
        f"Bonjour les voisins !\n\nLe vote est ouvert.{BY_SMS}",
        f"Bonjour les voisins !\n\nLe vote ferme bientôt.{BY_SMS}",
    ]


def test_a_forged_sms_puts_no_strangers_words_in_a_group(town: Town) -> None:
    town.says("1", "bonjour")
    with town.room.store.writing() as tx:
        person = found(town.room, 1).person_id
        people.add_address(tx, town.room.store, "sms", "+33639980077", person)
    ties(town.room)
    relayed(town.room, OPENS, "opens")

    shown = town.says("+33639980077", "relayer", channel="sms")
    town.says("+33639980077", "modifier accueil", "Achetez mes montres", "envoyer", channel="sms")
    relays_due(town.room)

    assert "accueil" not in shown
    assert all("montres" not in text for _chat, text, _link in town.posted())


@pytest.mark.parametrize(
    ("at", "posted"),
    [
        pytest.param(datetime(2026, 11, 5, 8, 59, tzinfo=PARIS), 0, id="too early"),
        pytest.param(datetime(2026, 11, 5, 9, 0, tzinfo=PARIS), 1, id="the first good minute"),
        pytest.param(datetime(2026, 11, 5, 20, 0, tzinfo=PARIS), 0, id="too late"),
        pytest.param(datetime(2026, 11, 8, 11, 0, tzinfo=PARIS), 0, id="a Sunday"),
        pytest.param(datetime(2026, 11, 11, 11, 0, tzinfo=PARIS), 0, id="the eleventh of November"),
    ],
)
def test_groups_are_left_in_peace_when_people_are(at: datetime, posted: int, town: Town) -> None:
    town.clock.at = datetime(2026, 11, 4, 10, tzinfo=PARIS)
    ties(town.room)
    relayed(town.room, OPENS, "opens")
    send(town)

    town.clock.at = at
    relays_due(town.room)

    assert len(town.posted()) == posted


def test_a_group_gets_three_messages_a_week_a_day_apart_at_most(town: Town) -> None:
    """Five are approved at once on Monday: they go on Monday, Tuesday and, the eleventh being quiet, Thursday."""
    town.clock.at = datetime(2026, 11, 9, 10, tzinfo=PARIS)
    ties(town.room)
    for number in range(5):
        relayed(town.room, f"Message {number}.", f"m{number}")
        send(town)

    days = []
    for hour in range(24 * 6):
        if relays.post(town.room):
            days.append(town.clock.at.day)
        town.clock.pass_(hours=1)
        assert hour >= 0

    assert days == [9, 10, 12]
    assert [text for _chat, text, _link in town.posted()] == [f"Message {number}.{BY_SMS}" for number in range(3)]


def test_what_is_no_longer_true_is_dropped(town: Town) -> None:
    ties(town.room)
    relayed(town.room, OPENS, "one", campaign(town, until=IN_THE_VOTE + timedelta(hours=5)))
    stopped = campaign(town, until=IN_THE_VOTE + timedelta(days=5))
    relayed(town.room, OPENS, "two", stopped)
    send(town)
    send(town)
    with town.room.store.writing() as tx:
        tx.execute(update(CAMPAIGNS).where(CAMPAIGNS.c.id == stopped).values(state="stopped"))

    town.clock.pass_(hours=6)
    relays_due(town.room)
    lapsed = town.states()
    relays_due(town.room)

    assert town.posted() == []
    assert lapsed == [PostState.LAPSED, PostState.LAPSED]
    assert town.states() == [PostState.PASSED, PostState.PASSED]
    assert sum("n'est plus d'actualité : il n'ira pas dans vos groupes" in text for text in all_said(town)) == 2
    assert "rien à relayer" in town.says("1", "relayer")


def test_who_has_not_said_yet_is_reminded_once_the_day_before_it_is_over(town: Town) -> None:
    ties(town.room)
    relayed(town.room, OPENS, "one", campaign(town, until=IN_THE_VOTE + timedelta(days=2, hours=3)))
    relays_due(town.room)

    def reminded() -> int:
        relays_due(town.room)
        return sum("attend votre accord pour aller dans vos groupes" in text for text in all_said(town))

    assert reminded() == 0
    town.clock.pass_(hours=24)
    assert reminded() == 0
    town.clock.pass_(hours=4)
    assert (reminded(), reminded()) == (1, 1)
    assert town.states() == [PostState.REMINDED]
    assert "C'est parti" in town.says("1", "relayer", "envoyer")


def test_ambassadors_are_thanked_once_a_day_after_the_result_with_figures_that_tell_nobody(town: Town) -> None:
    for number in range(6):
        town.says(f"{20 + number}", "avec ada")
    town.clock.at = datetime(2026, 12, 9, 10, tzinfo=PARIS)

    def thanked() -> list[str]:
        relays_due(town.room)
        return [text for text in all_said(town) if "aussi grâce à vous" in text]

    assert thanked() == [], "nothing is published"
    set_status(town.room.store, Status.WINNER, 5, 12)
    assert thanked() == thanked()
    [thanks] = thanked()
    assert "Venues par vous : 6" in thanks
    assert "voté" not in thanks


def test_a_result_that_is_published_late_is_thanked_for_a_day_after_it_really_was(town: Town) -> None:
    town.clock.at = datetime(2026, 12, 16, 10, tzinfo=PARIS)
    with town.room.store.writing() as tx:
        edition = editions.find(tx)
        events.prepare(tx, ProjectChange(edition.by_number[5].id, Status.WINNER), "Awa", town.clock.now())
        publications.publish(tx, edition.id, "Awa", town.clock.now())

    def thanked() -> int:
        relays_due(town.room)
        return len([text for text in all_said(town) if "aussi grâce à vous" in text])

    assert thanked() == 0, "people read it first"
    town.clock.at = datetime(2026, 12, 17, 10, tzinfo=PARIS)
    assert thanked() == 1


def test_previews_wait_for_a_good_hour(town: Town) -> None:
    ties(town.room)
    town.clock.at = datetime(2026, 11, 5, 22, tzinfo=PARIS)
    relayed(town.room, OPENS, "opens")
    at_night = town.states()

    town.clock.at = datetime(2026, 11, 6, 9, tzinfo=PARIS)
    relays_due(town.room)

    assert at_night == [PostState.PREPARED]
    assert town.states() == [PostState.PREVIEWED]


def test_when_an_ambassador_ends_what_waits_for_their_groups_is_not_sent(town: Town) -> None:
    ties(town.room)
    relayed(town.room, OPENS, "opens")
    send(town)
    post(town.room)

    decides(town.room, "ends", 1)

    with town.room.store.reading() as tx:
        states = tx.execute(select(OUTBOX.c.state).where(OUTBOX.c.key.is_not(None))).scalars().all()
        open_groups = tx.execute(select(HOLDERS.c.id).where(HOLDERS.c.ended_at.is_(None))).all()
    assert (states, open_groups) == ([State.STOPPED], [])


def test_without_the_bots_name_a_group_reads_the_word_instead(town: Town) -> None:
    with town.room.store.writing() as tx:
        call_us(tx, TELEGRAM, "")
    ties(town.room)
    relayed(town.room, OPENS, "opens")
    send(town)
    relays_due(town.room)

    assert town.posted() == [("-1001", OPENS + BY_SMS, "")]


def test_a_group_is_nobody_who_could_be_reminded(town: Town) -> None:
    ties(town.room)

    with town.room.store.reading() as tx:
        [channel] = tx.execute(
            select(ADDRESSES.c.channel).join(GROUPS, GROUPS.c.address_id == ADDRESSES.c.id)
        ).scalars()
        person = tx.execute(select(ADDRESSES.c.person_id).where(ADDRESSES.c.channel == GROUP)).scalar_one()
        ambassador = found(town.room, 1).person_id
    assert channel not in CHANNELS
    assert person != ambassador


# The QR code, and the command line


async def test_the_qr_code_of_a_word_is_a_picture(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)
    with house(sqlite, clock) as opened:
        made = Town(Room(sqlite, clock, opened.turns), clock)
        made.asks("1", "Ada")
        decides(made.room, "approves", 1)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app_of(opened)), base_url="https://x") as client:
            unnamed = await client.get("/qr/ADA.png")
            with sqlite.writing() as tx:
                call_us(tx, TELEGRAM, "montreval_bot")
            named, unknown = await client.get("/qr/ADA.png"), await client.get("/qr/ZORGLUB.png")

    assert (unnamed.status_code, unknown.status_code) == (404, 404)
    assert named.headers["content-type"] == "image/png"
    assert named.content.startswith(b"\x89PNG")


@dataclass
class Desk:
    """A folder with the sample edition, where Nadia asked by SMS to become an ambassador."""

    folder: Path
    town: Town

    def run(self, *words: str) -> str:
        """What the command prints; it succeeds."""
        done = portevoix(*words, folder=self.folder, SECRET_KEY=SECRET)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *words: str) -> str:
        """What the command complains of."""
        done = portevoix(*words, folder=self.folder, SECRET_KEY=SECRET)
        assert done.returncode == 2, done.stdout
        assert "Traceback" not in done.stderr
        return " ".join(done.stderr.replace("│", " ").split())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Request 1 waits."""
    for words in (("migrate",), ("edition", "load", str(SAMPLE)), ("edition", "open", "montreval-2026")):
        done = portevoix(*words, folder=tmp_path, SECRET_KEY=SECRET)
        assert done.returncode == 0, done.stderr
    with Store(f"sqlite:///{tmp_path / 'var' / 'portevoix.db'}", Vault(SECRET)) as store:
        clock = HandClock(datetime.now(UTC))
        town = Town(Room(store, clock, Turns(store, clock)), clock)
        town.says("+33639980012", "ambassadeur", "40", "proches", "Nadia", "le hall 12", "oui", channel="sms")
        yield Desk(tmp_path, town)


def test_the_team_says_yes_no_and_no_more(desk: Desk) -> None:
    waiting = desk.run("ambassadors")
    assert "Nadia" in waiting
    assert "asked" in waiting
    assert "friends" in waiting
    assert "Nadia" in desk.run("ambassadors", "--for", "friends")
    assert "Leave --for out" in desk.run("ambassadors", "--for", "class")

    assert "other" in desk.refused("ambassadors", "approve", "1", "--edition", "other")
    assert "no word yet" in desk.refused("ambassadors", "qr", "1", "nadia.png")
    told = desk.run("ambassadors", "approve", "1", "--word", "hall12", "--by", "Awa")
    assert told == "Ambassador 1 relays: people write AVEC HALL12. They are told.\n"
    assert "HALL12" in desk.run("ambassadors")
    assert "approved already" in desk.refused("ambassadors", "approve", "1")
    assert "there is no ambassador 9" in desk.refused("ambassadors", "end", "9")
    assert "not known yet" in desk.refused("ambassadors", "qr", "1", "nadia.png")

    with desk.town.room.store.writing() as tx:
        call_us(tx, TELEGRAM, "montreval_bot")
    assert "start=avec_HALL12" in desk.run("ambassadors", "qr", "1", "nadia.png")
    assert (desk.folder / "nadia.png").read_bytes().startswith(b"\x89PNG")
    assert "relays no more" in desk.run(
        "ambassadors", "end", "1", "--edition", "montreval-2026", "--reason", "Elle déménage."
    )
    assert found(desk.town.room, 1).state is RelayState.ENDED


def vote(town: Town, address: str) -> None:
    """Someone votes."""
    phone = Phone("telegram", address, run=f"{town.clock.now()}-")
    for confirms in (False, True):
        town.clock.pass_(seconds=5)
        [heard] = town.room.turns.hear([phone.confirms() if confirms else phone.writes("vote 12")])
        phone.sees(heard.replies)
    assert "dans l'urne" in phone.heard


def idea_from(town: Town, address: str) -> None:
    """An idea of someone's, as the conversation that proposes sends it."""
    town.says(address, "bonjour")
    store = town.room.store
    with store.writing() as tx:
        known = speakers.found(tx, store, "telegram", address)
        assert known is not None
        idea = Proposal(known.person_id, "Un banc", "", "", "", "", Decimal(0), "", 0, "alone", "", "", False)
        proposals.send(tx, store, editions.find(tx), idea, town.clock.now())


def campaign(town: Town, until: datetime) -> int:
    """A campaign of the town's that is under way; its id."""
    store, id = town.room.store, new_id()
    with store.writing() as tx:
        row = {"id": id, "edition_id": editions.find(tx).id, "number": id % 1000, "key": str(id), "rule": "phase_opens"}
        row |= {"about": "vote", "state": "armed", "due_at": town.clock.now(), "until": until}
        tx.execute(insert(CAMPAIGNS), row | {"armed_by": "clerk", "cursor": 0, "note": ""})
    return id
