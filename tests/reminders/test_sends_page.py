"""One page of all that is sent: what is to come, what was sent or missed, to whom, for how much, until when."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.reminders.relay_reach import relay_reach
from bot.sends import news_price
from bot.sends.as_html import as_html
from bot.sends.as_json import as_json
from bot.sends.as_text import NARROWEST, as_text
from bot.sends.cards import Cards, in_words
from bot.sends.gather import SendsPage, gather
from bot.sends.moments import SendMoment, Tense
from bot.sends.words import EN, FR, WORDS
from bot.telling import news
from bot.turn.ticker import Room
from flows.reminders import BY_NAME, ConsentKind
from flows.town.edition import Edition, Phase, Span, Status
from storage.database.store import Store
from storage.database.vault import Vault
from storage.messages.outbox import OUTBOX
from storage.messages.outgoing import Outgoing
from storage.people import consents
from storage.reminders import spending
from storage.reminders.campaigns import REMINDERS as REMINDERS_ROWS
from storage.town import editions, events, follows, publications
from storage.town.events import ProjectChange
from tests.conftest import PARIS, HandClock, load_sample
from tests.support.processes import portevoix
from tests.support.relaying import Town, decides, ties
from tests.support.reminding import MONDAY, crowd, one, passes, room_of, sent, sets, someone, ticks
from tests.support.stores import SECRET, Databases

PRICE = Decimal("0.07")


def page_of(room: Room) -> SendsPage:
    """The page as things stand."""
    with room.store.reading() as tx:
        return gather(tx, room.store, editions.find(tx), room.clock.now(), PRICE)


def moment(page: SendsPage, rule: str) -> SendMoment:
    """The first moment of that rule."""
    return next(moment for moment in page.moments if moment.rule == rule)


def lines(cards: Cards, width: int = 100) -> str:
    """The page as plain text."""
    return "\n".join(line.text for line in as_text(cards, width))


def relayed(room: Room) -> None:
    """Ada relays on Telegram, in a group; Bob by SMS, to the people around him."""
    town = Town(room, _hand(room))
    town.asks("4000", "Ada")
    decides(room, "approves", 1, "ADA")
    ties(room)
    someone(room.store, 40)
    town.says("+33639980040", "ambassadeur", "40", "proches", "Bob", "le quartier", "oui", channel="sms")
    decides(room, "approves", 2, "BOB")


def _hand(room: Room) -> HandClock:
    assert isinstance(room.clock, HandClock), "the clock of a test is moved by hand"
    return room.clock


def test_what_is_to_come_says_to_whom_how_much_and_until_when(store: Store) -> None:
    room = room_of(store, MONDAY, auto=False, hold_out=10)
    crowd(store, 30)
    crowd(store, 5, "telegram", first=700)
    someone(store, 1, language="en")
    someone(store, 2, stopped_at=MONDAY)
    someone(store, 3, gone_at=MONDAY)
    person = someone(store, 4)
    with store.writing() as tx:
        consents.say(tx, person, "reminders", False, MONDAY)
    ticks(room)
    page = page_of(room)
    last = moment(page, "not_voted_yet")

    assert (last.when, last.state) == (Tense.AHEAD, "prepared")
    assert last.at == datetime(2026, 11, 27, 9, tzinfo=PARIS)
    held = last.left_out.get("held out", 0)
    assert last.total + held == 36
    assert {why: last.left_out[why] for why in ("asked for silence", "cannot be reached", "wants none")} == {
        "asked for silence": 1,
        "cannot be reached": 1,
        "wants none": 1,
    }
    sms = sum(count for (channel, _language), count in last.people.items() if channel == "sms")
    assert last.cost == last.segments * PRICE
    assert last.segments >= sms
    assert [gone.channel for gone in last.leaves] == ["sms", "telegram"]
    assert all(gone.at >= last.at for gone in last.leaves)


def test_the_excluded_and_the_told_are_everybody(store: Store) -> None:
    room = room_of(store, MONDAY, auto=False, hold_out=20)
    crowd(store, 20)
    someone(store, 2, stopped_at=MONDAY)
    relayed(room)
    ticks(room)
    page = page_of(room)

    for one_ in page.ahead:  # a group is nobody
        assert one_.total + sum(one_.left_out.values()) == 23, one_.rule
    assert moment(page, "result_announced").left_out["shown it as an ambassador"] == 2


def test_what_was_sent_is_past_and_shows_what_it_took(store: Store) -> None:
    room = room_of(store, MONDAY)
    crowd(store, 7)
    ticks(room)
    under_way = moment(page_of(room), "phase_opens")
    sent(store)
    ticks(room)
    over = moment(page_of(room), "phase_opens")

    assert under_way.total == 7
    assert (over.when, over.state, over.total, over.last) == (Tense.PAST, "done", 7, MONDAY)
    assert over.cost == over.segments * PRICE == page_of(room).money.all
    assert not over.leaves


def test_what_nobody_armed_is_said_to_be_missed(store: Store) -> None:
    room = room_of(store, MONDAY, auto=False)
    crowd(store, 2)
    ticks(room)
    assert "portevoix reminders arm" in lines(in_words(page_of(room), FR))

    passes(room, days=20)
    missed = moment(page_of(room), "phase_opens")
    assert (missed.when, missed.state, missed.total) == (Tense.PAST, "missed", 0)
    assert "manqué, personne ne l'a lancé" in lines(in_words(page_of(room), FR))


def test_ambassadors_and_groups_are_reached_and_paid_for(store: Store) -> None:
    room = room_of(store, MONDAY, auto=False)
    relayed(room)
    ticks(room)
    last = moment(page_of(room), "not_voted_yet")
    with store.reading() as tx:
        edition = editions.find(tx)
        reach = relay_reach(tx, store, edition, one(store, "not_voted_yet"), MONDAY)

    assert (last.ambassadors, last.groups) == (2, 1)
    assert reach.ambassadors == Counter({"telegram": 1, "sms": 1})
    assert reach.segments == 1  # Bob's text to forward, by SMS
    assert "Relais : 2 ambassadeurs, 1 groupe" in lines(in_words(page_of(room), FR))


def test_what_is_not_relayed_reaches_no_group(sqlite: Store) -> None:
    room = room_of(sqlite, MONDAY, auto=False)
    relayed(room)
    ticks(room)

    assert (moment(page_of(room), "ballot_begun").ambassadors, moment(page_of(room), "ballot_begun").groups) == (0, 0)


def test_news_are_on_the_page_before_and_after_they_are_published(store: Store) -> None:
    room = room_of(store, MONDAY)
    someone(store, 1)
    reader = someone(store, 2, "telegram")
    with store.writing() as tx:
        edition = editions.find(tx)
        project = edition.projects[0].id
        follows.follow(tx, [(reader, project)], 0)
        events.prepare(tx, ProjectChange(project, Status.ON_BALLOT, why="le chantier est prévu"), "clerk", MONDAY)
    [waiting] = [one_ for one_ in page_of(room).moments if one_.at is None]
    assert (waiting.people, waiting.number) == (Counter({("telegram", "fr"): 1}), 1)
    assert "à publier" in lines(in_words(page_of(room), FR))

    passes(room, days=1)
    with store.writing() as tx:
        publications.publish(tx, edition.id, "clerk", room.clock.now())
    news.tell(store, room.turns.hear, room.clock.now())
    [told] = [one_ for one_ in page_of(room).moments if one_.kind == "news"]
    assert (told.when, told.people) == (Tense.PAST, Counter({("telegram", "fr"): 1}))


def test_news_that_wait_have_the_price_that_they_turn_out_to_have(store: Store) -> None:
    room = room_of(store, MONDAY)
    readers = [someone(store, 1), someone(store, 2), someone(store, 3, "telegram")]
    with store.writing() as tx:
        edition = editions.find(tx)
        first, second, third = (edition.projects[place].id for place in range(3))
        follows.follow(tx, [(reader, first) for reader in readers], 0)
        follows.follow(tx, [(readers[1], third)], 0)
        follows.follow(tx, [(readers[0], second)], 0)
        for project in (first, second):
            events.prepare(tx, ProjectChange(project, Status.WORKS, why="le chantier est " * 12), "clerk", MONDAY)
        events.prepare(
            tx, ProjectChange(third, Status.MERGED, why="c'est la même idée", merged_into=second), "Awa", MONDAY
        )
    [waiting] = [one_ for one_ in page_of(room).moments if one_.at is None]
    said = lines(in_words(page_of(room), EN))

    with store.writing() as tx:
        publications.publish(tx, edition.id, "clerk", room.clock.now())
    news.tell(store, room.turns.hear, room.clock.now())
    [told] = [one_ for one_ in page_of(room).moments if one_.kind == "news"]

    assert waiting.segments == told.segments > 2
    assert waiting.cost == told.cost
    assert "as of today, and no ceiling counts it" in said


def test_news_of_too_many_different_texts_have_no_price_and_the_page_says_why(
    sqlite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news_price, "MOST", 1)
    room = room_of(sqlite, MONDAY)
    one_, other = someone(sqlite, 1), someone(sqlite, 2)
    with sqlite.writing() as tx:
        edition = editions.find(tx)
        for reader, project in ((one_, edition.projects[0].id), (other, edition.projects[1].id)):
            follows.follow(tx, [(reader, project)], 0)
            events.prepare(tx, ProjectChange(project, Status.WORKS), "clerk", MONDAY)

    assert "2 different texts: too many for the price to be known" in lines(in_words(page_of(room), EN))
    [waiting] = [moment for moment in as_json(page_of(room))["moments"] if moment["at"] is None]
    assert waiting["cost"] is None


def test_what_takes_too_long_or_costs_too_much_is_said(store: Store) -> None:
    room = room_of(store, MONDAY, auto=False, ceiling=Decimal("0.20"), day_ceiling=Decimal("0.10"))
    crowd(store, 4)
    ticks(room)
    page = page_of(room)
    said = lines(in_words(page, EN))

    assert page.left_after is not None
    assert page.left_after < 0
    assert "will be missing" in said
    assert "The ceiling of a day is too low for it" in said
    last = moment(page, "not_voted_yet")
    assert not last.is_too_late
    assert replace(last, until=last.leaves[0].at - timedelta(seconds=1)).is_too_late


def test_what_waits_at_a_ceiling_says_so(sqlite: Store) -> None:
    room = room_of(sqlite, MONDAY, day_ceiling=Decimal("0.28"))
    crowd(sqlite, 9)
    ticks(room, 4)
    under_way = moment(page_of(room), "phase_opens")

    assert (under_way.when, under_way.total, under_way.waiting) == (Tense.NOW, 4, 5)
    said = lines(in_words(page_of(room), FR))
    assert "4 personnes prévenues : SMS 4 (fr 4) ; 5 attendent encore" in said
    assert "Un plafond est atteint" in said


def test_no_line_is_wider_than_the_terminal(sqlite: Store) -> None:
    room = room_of(sqlite, MONDAY, auto=False, ceiling=Decimal(100))
    crowd(sqlite, 4)
    relayed(room)
    ticks(room)

    for words in WORDS.values():
        cards = in_words(page_of(room), words)
        assert max(len(line.text) for line in as_text(cards, 60)) <= 60
        assert max(len(line.text) for line in as_text(cards, 1)) <= NARROWEST


def test_every_rule_and_reason_has_words_in_both_languages() -> None:
    for words in WORDS.values():
        assert words.rules.keys() == BY_NAME.keys()
        assert words.kinds.keys() == set(ConsentKind)
    assert FR.reasons.keys() == EN.reasons.keys()
    assert FR.states.keys() == EN.states.keys()


def test_the_printed_page_is_whole_by_itself_and_escapes_what_it_is_given(sqlite: Store) -> None:
    room = room_of(sqlite, MONDAY, auto=False)
    with sqlite.writing() as tx:
        edition = editions.find(tx)
        editions.save(tx, replace(edition, name="Budget <b>2026</b>"))
    ticks(room)
    page = as_html(in_words(page_of(room), FR))

    assert not re.search(r"(src|href)=", page)
    assert "Budget &lt;b&gt;2026&lt;/b&gt;" in page
    assert page.count('<li class="card') == len(page_of(room).moments)
    assert '<html lang="fr">' in page


# The command


@pytest.fixture
def folder(databases: Databases, tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """An installation whose vote opened yesterday, whenever that is."""
    url = databases.url("sqlite")
    with Store(url, Vault(SECRET)) as store:
        load_sample(store)
        edition: Edition = sets(store, rules=("phase_opens", "not_voted_yet"))
        now = datetime.now(UTC)
        spans = (Span(Phase.VOTE, now - timedelta(days=1), now + timedelta(days=20)),)
        with store.writing() as tx:
            editions.save(tx, replace(edition, spans=spans))
        crowd(store, 3)
    return tmp_path, {"DATABASE_URL": url, "SECRET_KEY": SECRET}


def test_the_command_writes_the_page_for_people_for_printers_and_for_machines(
    folder: tuple[Path, dict[str, str]],
) -> None:
    at, settings = folder
    shown = portevoix("sends", "--language", "en", folder=at, **settings)
    written = portevoix("sends", "--html", "page.html", folder=at, **settings)
    data = json.loads(portevoix("sends", "--json", folder=at, **settings).stdout)

    assert "TO COME" in shown.stdout
    assert "3 people: SMS 3 (fr 3)" in shown.stdout
    assert "page.html" in written.stdout
    assert "Pas encore voté" in (at / "page.html").read_text("utf-8")
    assert {one_["rule"] for one_ in data["moments"]} == {"phase_opens", "not_voted_yet"}
    assert data["moments"][0]["people"] == {"sms": {"fr": 3}}
    both = portevoix("sends", "--json", "--html", "page.html", folder=at, **settings)
    assert both.returncode == 2


def test_the_season_is_tried_at_one_known_address_and_nothing_else_changes(
    folder: tuple[Path, dict[str, str]],
) -> None:
    at, settings = folder
    strange = portevoix("sends", "--test", "+33639989999", folder=at, **settings)
    tried = portevoix("sends", "--test", "+33600000001", folder=at, **settings)

    assert strange.returncode == 2
    assert "never wrote to us" in " ".join(strange.stderr.replace("│", " ").split())
    assert "2 messages wait" in tried.stdout
    with Store(settings["DATABASE_URL"], Vault(SECRET)) as store, store.reading() as tx:
        rows = tx.execute(select(OUTBOX.c.words, OUTBOX.c.kind, OUTBOX.c.channel).order_by(OUTBOX.c.id)).all()
        texts = [Outgoing.from_json(store.vault.open(row.words)).text for row in rows]
        assert not tx.execute(select(REMINDERS_ROWS.c.id)).all()
        assert not any(spending.of_campaigns(tx, editions.find(tx).id))
    assert {(row.kind, row.channel) for row in rows} == {("service", "sms")}
    assert all(re.match(r"\[essai, \d+", text) for text in texts)
    assert "RAPPELS NON" in texts[0]
    assert "RAPPELS NON" not in texts[1]
