"""What is kept of a person can be seen by them alone, and erased: without a trace, and without touching anyone else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.channels.gsm import segments_of
from bot.channels.sms_text import MOST_SEGMENTS
from bot.channels.telegram_text import LONGEST
from bot.practice.phone import Phone
from bot.turn.message import Heard, Incoming, Push
from bot.turn.turns import Turns
from flows.talk.opening import Opening
from flows.town.edition import Phase
from storage.database.ids import new_id
from storage.database.store import Store
from storage.database.vault import WrongKey
from storage.leaving import erasure, past, personal, sweeps
from storage.leaving.keeping import keepings
from storage.leaving.sweeps import SWEEPS, Why
from storage.messages.inbox import INBOX
from storage.messages.outbox import OUTBOX
from storage.messages.outgoing import Outgoing
from storage.people.joins import JOINS
from storage.people.people import ADDRESSES, PEOPLE, PROFILES
from storage.people.silences import SILENCES
from storage.schema import METADATA
from storage.town import editions, proposals
from storage.town.authors import AUTHORS
from storage.town.comments import COMMENTS
from storage.town.follows import FOLLOWS
from storage.town.projects import PROJECTS
from storage.town.proposals import Proposal
from storage.town.supports import SUPPORTS
from storage.town.surveys import SURVEY_PAPERS, SURVEY_ROLL
from storage.town.tickets import TICKET_WORDS, TICKETS
from storage.votes import votes
from storage.votes.votes import BALLOTS, ROLL
from tests.conftest import PARIS, HandClock, load_sample
from tests.support.player import Player

LUCIE, AHMED, LUCIES_CHAT = "+33639980001", "+33639980002", "77001"
HERS, HIS = "bougainvillier", "belvedere"
"""A word that each of them, and nobody else, has written everywhere they could."""


@pytest.fixture
def town(turns: Turns, clock: HandClock) -> Turns:
    """A town where Lucie and Ahmed have done everything one can do, each with a word of their own."""
    for address, word in ((LUCIE, HERS), (AHMED, HIS)):
        says(turns, address, f"projets {word}")
        says(turns, address, "annuler")
        votes_for(turns, address)
        lives(turns.store, clock, address, word)
        says(turns, address, f"quel est {word} dites moi")
    return turns


def says(turns: Turns, address: str, words: str, channel: str = "sms") -> Heard:
    says.count += 1  # type: ignore[attr-defined]
    [heard] = turns.hear([Incoming("test", f"t{says.count}", channel, address, words, carries=9)])  # type: ignore[attr-defined]
    return heard


says.count = 0  # type: ignore[attr-defined]


def votes_for(turns: Turns, address: str, numbers: str = "3 12") -> None:
    phone = Phone("sms", address, provider="test", run=f"vote {numbers} ")
    phone.sees(turns.hear([phone.writes(f"vote {numbers}")])[0].replies)
    phone.sees(turns.hear([phone.confirms()])[0].replies)
    assert "urne" in phone.last


def turns_of(turns: Turns, message: Incoming) -> tuple[Outgoing, ...]:
    return turns.hear([message])[0].replies


def erases(turns: Turns, address: str, channel: str = "sms", run: str = "") -> tuple[Incoming, str]:
    """The confirmation of EFFACER, and what was said to it."""
    phone = Phone(channel, address, provider="test", run=f"erase{run}")
    phone.sees(turns.hear([phone.writes("effacer")])[0].replies)
    confirmation = phone.confirms()
    phone.sees(turns.hear([confirmation])[0].replies)
    return confirmation, phone.last


def person_of(store: Store, address: str) -> int:
    with store.reading() as tx:
        known = store.vault.lookup("address", "sms", address)
        return int(tx.execute(select(ADDRESSES.c.person_id).where(ADDRESSES.c.hash == known)).scalar_one())


def lives(store: Store, clock: HandClock, address: str, word: str) -> None:
    """Everything that conversations write of a person, straight into the tables."""
    me, now, seal = person_of(store, address), clock.now().astimezone(UTC), store.vault.seal
    said = seal(f"{word} !".encode())
    with store.writing() as tx:
        edition = editions.find(tx)
        [mine] = tx.execute(select(ADDRESSES.c.id).where(ADDRESSES.c.person_id == me)).scalars()
        chat = store.vault.lookup("address", "telegram", LUCIES_CHAT + word)
        telegram = {"id": new_id(), "person_id": me, "channel": "telegram", "hash": chat, "doubtful": False}
        tx.execute(
            insert(ADDRESSES), {**telegram, "sealed": seal((LUCIES_CHAT + word).encode()), "heard_on": now.date()}
        )
        tx.execute(PEOPLE.update().where(PEOPLE.c.id == me).values(district="lisse", age_band="15-17"))
        tx.execute(insert(PROFILES), {"address_id": mine, "name_hash": seal(b"x")[:32], "person_id": me, "name": said})
        tx.execute(
            insert(SILENCES), {"id": new_id(), "address_id": mine, "silent": False, "said_at": now, "words": said}
        )
        hidden = new_id()
        idea = {"edition_id": edition.id, "short": "", "photo": "", "district": "", "theme": "", "ref": "", "why": ""}
        number = 900 + tx.execute(select(PROJECTS.c.id)).scalars().all().__len__()
        unseen = {
            "id": hidden,
            "number": number,
            "title": word,
            "summary": word,
            "status": "submitted",
            "cost": Decimal(4321),
        }
        tx.execute(insert(PROJECTS), {**idea, **unseen, "place": word, "whom": word, "origin": "person"})
        public = edition.projects[0].id
        for project in (hidden, public):
            wrote = {"project_id": project, "person_id": me, "kind": "class", "name": said, "contact": said}
            tx.execute(insert(AUTHORS), {**wrote, "guardian": True, "at": now})
            tx.execute(insert(FOLLOWS), {"person_id": me, "project_id": project})
        tx.execute(insert(SUPPORTS), {"person_id": me, "project_id": public})
        comment = {"project_id": public, "person_id": me, "at": now, "words": said}
        for place, state in enumerate(("waiting", "shown")):
            tx.execute(insert(COMMENTS), {**comment, "id": new_id(), "number": number + place, "state": state})
        ticket = {"id": new_id(), "edition_id": edition.id, "number": number, "person_id": me, "address_id": mine}
        tx.execute(insert(TICKETS), {**ticket, "state": "open", "opened_at": now, "changed_at": now})
        for by in ("", "Mme Roy"):
            words = {"id": new_id(), "ticket_id": ticket["id"], "by": by, "at": now, "words": said}
            tx.execute(insert(TICKET_WORDS), words)
        for survey, whose in (("named", me), ("secret", None)):
            taken = {"edition_id": edition.id, "survey": survey}
            tx.execute(insert(SURVEY_ROLL), {**taken, "person_id": me, "answered_on": now.date()})
            answers = seal(f'{{"q1": "{word}"}}'.encode()) if whose else seal(b'{"q1": "oui"}')
            paper = {"slot": seal(b"x")[:32], "channel": "sms", "district": "", "band": "", "answers": answers}
            tx.execute(insert(SURVEY_PAPERS), {**taken, **paper, "person_id": whose})
        tx.execute(insert(JOINS), {"address_id": mine, "code": seal(b"x")[:32], "good_until": now})


def everything(store: Store) -> str:
    """All that is in the database, opened with the key."""
    return "\n".join(" ".join(values) for _table, values in rows(store))


def rows(store: Store) -> Iterator[tuple[str, list[str]]]:
    with store.reading() as tx:
        for table in METADATA.sorted_tables:
            for row in tx.execute(table.select()):
                yield table.name, [_opened(store, value) for value in row]


def _opened(store: Store, value: Any) -> str:
    if not isinstance(value, bytes | memoryview):
        return str(value)
    try:
        return store.vault.open(bytes(value)).decode()
    except WrongKey:
        return bytes(value).hex()


def rows_of(store: Store, person: int) -> set[str]:
    """The tables that still hold this person's id."""
    return {table for table, values in rows(store) if str(person) in values}


def finish(turns: Turns, clock: HandClock) -> None:
    clock.pass_(minutes=30)
    with turns.store.writing() as tx:
        erasure.finish(tx, turns.store, clock.now(), 100)


def test_nothing_a_person_wrote_is_left_and_nothing_of_anyone_else_is_gone(town: Turns, clock: HandClock) -> None:
    store, lucie, ahmed = town.store, person_of(town.store, LUCIE), person_of(town.store, AHMED)
    his_before = [row for row in rows(store) if str(ahmed) in row[1] or HIS in " ".join(row[1])]

    _confirmation, goodbye = erases(town, LUCIE)
    at_once = everything(store)
    finish(town, clock)

    left = everything(store)
    assert "C'est effacé" in goodbye
    assert HERS not in at_once.replace(LUCIES_CHAT + HERS, "")  # the address itself stays until the goodbye has left
    assert HERS not in left
    assert LUCIE not in left
    assert LUCIES_CHAT + HERS not in left
    his_after = [row for row in rows(store) if str(ahmed) in row[1] or HIS in " ".join(row[1])]
    assert his_after == his_before
    assert rows_of(store, lucie) == {"people", "addresses", "profiles", "roll"}


def test_what_everybody_could_read_stays_without_its_author(town: Turns) -> None:
    erases(town, LUCIE)

    with town.store.reading() as tx:
        first = editions.find(tx).projects[0]
        authors = tx.execute(select(AUTHORS.c.person_id).where(AUTHORS.c.project_id == first.id)).scalars().all()
    assert first.title
    assert authors == [person_of(town.store, AHMED)]


def test_the_ballots_stay_as_they_are_and_nobody_votes_twice(town: Turns, clock: HandClock) -> None:
    with town.store.reading() as tx:
        urn = votes.digest(tx, town.store, editions.find(tx).id)
    erases(town, LUCIE)
    finish(town, clock)
    phone = Phone("sms", LUCIE, provider="test", run="again")
    for words in ("vote 5", "oui"):
        phone.sees(turns_of(town, phone.writes(words)))
    phone.sees(turns_of(town, phone.confirms()))

    with town.store.reading() as tx:
        edition = editions.find(tx)
        assert votes.voters(tx, edition.id) == sum(votes.choices(tx, town.store, edition.id).values()) == 2
        assert votes.digest(tx, town.store, edition.id) != urn  # she changed her own ballot, as the rules allow


def test_one_who_may_not_change_a_vote_cannot_do_so_by_being_erased(town: Turns, clock: HandClock) -> None:
    with town.store.reading() as tx:
        urn = votes.digest(tx, town.store, editions.find(tx).id)
    erases(town, LUCIE)
    finish(town, clock)
    again = says(town, LUCIE, "a vote").replies[0].text

    with town.store.reading() as tx:
        assert votes.digest(tx, town.store, editions.find(tx).id) == urn
    assert "STOP" in again  # the notice: new to us
    assert "dans l'urne" in again
    assert LUCIE in everything(town.store)  # she wrote, so she can be answered


def test_the_erasing_message_delivered_again_changes_nothing(town: Turns, clock: HandClock) -> None:
    confirmation, _goodbye = erases(town, LUCIE)
    [soon] = town.hear([confirmation])
    finish(town, clock)
    before = everything(town.store)
    [late] = town.hear([confirmation])

    assert soon.again
    assert "effacé" in soon.replies[0].text
    assert late.again
    assert late.replies == ()
    assert everything(town.store) == before


def test_who_writes_on_in_the_same_batch_is_heard_as_a_newcomer(turns: Turns) -> None:
    phone = Phone("sms", LUCIE, provider="test")
    phone.sees(turns.hear([phone.writes("effacer")])[0].replies)
    goodbye, hello, other = turns.hear(
        [phone.confirms(), phone.writes("bonjour"), Incoming("test", "a1", "sms", AHMED, "menu", carries=9)]
    )

    assert "effacé" in goodbye.replies[0].text
    assert "STOP" in hello.replies[0].text
    assert "STOP" in other.replies[0].text


def test_the_goodbye_leaves_before_the_address_goes(turns: Turns, clock: HandClock) -> None:
    phone = Phone("telegram", "501", provider="test")
    phone.sees(turns.hear([phone.writes("effacer")])[0].replies)
    tap = phone.confirms()
    turns.hear([Incoming(tap.provider, tap.id, "telegram", "501", tap.text, tap.tap, tap.on)])  # goes by the outbox
    finish(turns, clock)

    with turns.store.reading() as tx:
        waiting = tx.execute(select(OUTBOX.c.id).where(OUTBOX.c.state == "waiting")).scalars().all()
        readable = tx.execute(select(ADDRESSES.c.sealed)).scalar_one()
    assert len(waiting) == 1
    assert turns.store.vault.open(readable) == b"501"

    with turns.store.writing() as tx:
        tx.execute(OUTBOX.update().values(state="sent"))
    finish(turns, clock)
    assert {table for table, _values in rows(turns.store)} == {"editions", "projects", "inbox", "sweeps"}


def test_the_erased_are_forgotten_once_the_vote_is_settled(town: Turns, clock: HandClock) -> None:
    store, lucie = town.store, person_of(town.store, LUCIE)
    erases(town, LUCIE)
    finish(town, clock)
    with store.writing() as tx:
        edition = editions.find(tx)
        before = votes.voters(tx, edition.id), votes.digest(tx, town.store, edition.id)
        editions.publish(tx, edition, "{}", [])
    span = edition.span_of(Phase.VOTE)
    assert span
    clock.at = span.closes + timedelta(days=1)
    finish(town, clock)

    with store.reading() as tx:
        assert (votes.voters(tx, edition.id), votes.digest(tx, town.store, edition.id)) == before
        assert len(tx.execute(ROLL.select()).all()) == len(tx.execute(BALLOTS.select()).all()) == 2
    assert rows_of(store, lucie) == set()


def test_on_a_shared_telephone_only_the_one_who_speaks_is_erased(town: Turns, clock: HandClock) -> None:
    """Ahmed uses Lucie's telephone as well, under his name."""
    store, lucie, ahmed = town.store, person_of(town.store, LUCIE), person_of(town.store, AHMED)
    with store.writing() as tx:
        phone = tx.execute(
            select(ADDRESSES.c.id).where(ADDRESSES.c.person_id == lucie, ADDRESSES.c.channel == "sms")
        ).scalar_one()
        sealed = store.vault.seal(b"Ahmed")
        name = {"address_id": phone, "name_hash": b"a" * 32, "person_id": ahmed, "name": sealed}
        tx.execute(insert(PROFILES), name)
    erases(town, LUCIE)
    finish(town, clock)

    left = everything(store)
    assert HERS not in left
    assert LUCIE in left  # it is his telephone too
    assert "profiles" in rows_of(store, ahmed)
    assert (
        person_of(store, LUCIE) == lucie
    )  # nobody is taken for him: whoever writes next is a stranger, or says a name


def test_a_name_on_a_shared_telephone_cannot_vote_twice_by_being_erased(turns: Turns, clock: HandClock) -> None:
    says(turns, LUCIE, "prenom Ginette")
    votes_for(turns, LUCIE)
    says(turns, LUCIE, "prenom Ahmed")
    says(turns, LUCIE, "prenom Ginette")
    erases(turns, LUCIE)
    finish(turns, clock)
    assert "Ginette" not in everything(turns.store)
    says(turns, LUCIE, "prenom Ahmed")
    says(turns, LUCIE, "prenom Ginette")

    assert "déjà voté" in says(turns, LUCIE, "vote 5").replies[0].text


def test_another_address_of_who_came_back_can_be_answered_when_it_writes(town: Turns, clock: HandClock) -> None:
    chat = LUCIES_CHAT + HERS
    erases(town, LUCIE)
    finish(town, clock)
    says(town, LUCIE, "bonjour")
    before = everything(town.store)
    told = says(town, chat, "a vote", "telegram").replies[0].text

    assert chat not in before
    assert "dans l'urne" in told
    assert chat in everything(town.store)


def test_nothing_is_said_first_to_who_was_erased(turns: Turns, clock: HandClock) -> None:
    votes_for(turns, LUCIE)
    erases(turns, LUCIE)
    finish(turns, clock)
    [heard] = turns.hear([Push("p1", "sms", LUCIE, Opening("results"))])

    assert heard.replies == ()
    assert LUCIE not in everything(turns.store)


def test_every_table_that_points_at_a_person_is_erased_from() -> None:
    """A new table that refers to people or addresses must be named in storage/leaving/erasure.py, or this fails."""
    pointing = {
        table.name
        for table in METADATA.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in ("people", "addresses")
    }
    handled = {value.name for value in vars(erasure).values() if hasattr(value, "primary_key") and hasattr(value, "c")}

    assert pointing - handled == set()


def test_the_log_tells_how_much_was_erased_and_never_of_whom(town: Turns) -> None:
    erases(town, LUCIE)

    with town.store.reading() as tx:
        lines = {line.what: line for line in sweeps.logged(tx, 50)}
        columns = set(SWEEPS.c.keys())
    assert {line.why for line in lines.values()} == {Why.ASKED}
    assert (lines["comments"].rows, lines["ideas"].rows, lines["supports"].rows) == (2, 1, 1)
    assert columns == {"id", "at", "why", "what", "rows"}


def test_all_that_is_kept_is_told_and_nothing_of_anyone_else(town: Turns) -> None:
    with town.store.reading() as tx:
        kept = personal.kept_of(tx, town.store, person_of(town.store, LUCIE), PARIS)

    told = repr(kept)
    assert HIS not in told
    assert AHMED not in told
    assert [address.address for address in kept.addresses] == [LUCIE, LUCIES_CHAT + HERS]
    assert [idea.public for idea in kept.ideas] == [True, False]
    assert {survey.survey: survey.answers for survey in kept.surveys} == {"named": {"q1": HERS}, "secret": None}
    assert kept.ballots == (date(2026, 11, 5),)
    assert [comment.words for comment in kept.comments] == [f"{HERS} !"] * 2
    assert [question.ours for question in kept.questions] == [False, True]
    assert f"projets {HERS}" in [message.words for message in kept.messages]
    assert not kept.shared


def test_on_a_shared_telephone_nobody_is_shown_what_another_wrote(town: Turns) -> None:
    store, lucie, ahmed = town.store, person_of(town.store, LUCIE), person_of(town.store, AHMED)
    with store.writing() as tx:
        phone = tx.execute(select(PROFILES.c.address_id).where(PROFILES.c.person_id == lucie)).scalar_one()
        name = {"address_id": phone, "name_hash": b"a" * 32, "person_id": ahmed, "name": store.vault.seal(b"Ahmed")}
        tx.execute(insert(PROFILES), name)
        kept = personal.kept_of(tx, store, lucie, PARIS)

    assert kept.shared
    assert kept.messages == ()
    assert "Ahmed" not in repr(kept)


def test_what_is_kept_goes_in_as_many_messages_as_telegram_needs(turns: Turns) -> None:
    for number in range(40):
        says(turns, "601", f"projets {'long ' * 60}{number}", "telegram")
        says(turns, "601", "annuler", "telegram")

    replies = says(turns, "601", "mesdonnees", "telegram").replies
    whole = "\n".join(reply.text for reply in replies)
    assert len(replies) > 1
    assert max(len(reply.text) for reply in replies) <= LONGEST
    assert all(f"long {number}" in whole for number in range(40))
    assert [bool(reply.buttons) for reply in replies] == [False] * (len(replies) - 1) + [True]


def test_what_was_told_is_not_kept_a_second_time(turns: Turns, clock: HandClock) -> None:
    says(turns, LUCIE, "mesdonnees")

    with turns.store.reading() as tx:
        assert tx.execute(select(INBOX.c.words)).scalar_one() is None
        assert tx.execute(select(OUTBOX.c.secret)).scalar_one()


def test_a_past_edition_keeps_nobodys_name(town: Turns) -> None:
    """However long people go on using the service for the next one."""
    with town.store.writing() as tx:
        edition = editions.find(tx)
        before = votes.voters(tx, edition.id), votes.digest(tx, town.store, edition.id)
        past.forget_names(tx, keepings(tx))
        past.forget_voters(tx, [edition.id], 10)
        assert (votes.voters(tx, edition.id), votes.digest(tx, town.store, edition.id)) == before

    for word in (HERS, HIS):
        assert sum(word in " ".join(row[1]) for row in rows(town.store) if row[0] == "comments") == 1  # the shown one
    tables = rows_of(town.store, person_of(town.store, LUCIE))
    assert tables <= {"people", "addresses", "profiles", "conversations"}


def test_by_sms_all_of_it_comes_in_as_many_texts_as_it_takes_to_who_asks(sqlite: Store) -> None:
    load_sample(sqlite)
    player = Player(sqlite, HandClock(), "sms")
    player.play("> bonjour\n> projets skatepark\n> annuler\n> vote 3 12\n> {code}\n> mes données\n> oui")

    assert "+33639980001" in player.heard
    assert "Vous avez voté le 5 novembre 2026" in player.heard
    assert "projets skatepark" in player.heard
    assert "Passerelle" not in player.heard
    assert all(segments_of(text) <= MOST_SEGMENTS for text in player.texts)


def test_an_idea_is_given_whole_and_so_are_consents_and_companions(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)
    player = Player(sqlite, clock, "telegram")
    player.play("@ 2026-02-10 18:00\n> proposer\n> 34\n> Une tyrolienne au vallon\n> Elle traverserait tout le vallon.")
    player.play(
        "> rives de lisse\n> Aux promeneurs\n> 4 321 euros\n> passer\n> [Une association]\n> Les Amis du vallon"
    )
    player.play("> Mme Diallo, 04 65 71 20 26\n> {code}\n< SUIVI\n> rappels non\n> venir 1 avec 3\n> oui")

    player.play("> mesdonnees")

    for told in (
        "Idée 25, lue par l'équipe seulement : Une tyrolienne au vallon",
        "Les Amis du vallon · Mme Diallo, 04 65 71 20 26",
        "Quoi et pourquoi : Elle traverserait tout le vallon.",
        "Où : Rives de Lisse",
        "Pour qui : Aux promeneurs",
        "Coût : 4 321 €",
        "Au nom de : Une association",
        "Envoyée le : 10 février 2026",
        "Rappels : non, dit le 10 février 2026",
        "avec 3 autres personnes.",
    ):
        assert told in player.heard.replace("\u202f", " ").replace("\xa0", " "), told


def test_nothing_of_an_unpublished_idea_is_left(store: Store, clock: HandClock) -> None:
    """Its cost, its district and what it was to be joined with would tell which idea it was."""
    load_sample(store)
    turns = Turns(store, clock)
    says(turns, LUCIE, "bonjour")
    me, now = person_of(store, LUCIE), clock.now()
    with store.writing() as tx:
        edition = editions.find(tx)
        idea = Proposal(
            me, "T", "S", "lisse", "ici", "tous", Decimal(4321), "photo", edition.projects[0].id, "alone", "", "", True
        )
        number = proposals.send(tx, store, edition, idea, now)

    _message, told = erases(turns, LUCIE)
    assert "effacé" in told

    with store.reading() as tx:
        row = tx.execute(select(PROJECTS).where(PROJECTS.c.number == number)).one()._mapping
    kept = {name: value for name, value in row.items() if value not in ("", 0, None, Decimal(0))}
    assert set(kept) == {"id", "edition_id", "number", "status", "origin"}


def test_the_whole_by_sms_is_in_peoples_words_and_says_each_day_once(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)
    player = Player(sqlite, clock, "sms")

    player.play(
        "@ 2026-02-10 18:00\n> proposer\n> 11\n> oui\n> Des hamacs au parc\n> Pour lire à l'ombre\n> mes données\n> oui"
    )

    told = player.heard
    assert "Mon age : 11 . L'accord d'un adulte : oui . Titre : Des hamacs au parc" in told
    assert "Messages du 10 février : proposer / 11 / oui / Des hamacs au parc" in told
    assert "True" not in told
