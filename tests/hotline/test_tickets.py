"""Questions to the team: whose they are, where their answers go, once each, and what never gets among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from bot.commands.tickets import working_days
from bot.hands.tickets import MOST_UNREAD
from bot.languages.words import lexicon
from bot.practice.phone import Phone
from bot.telling.answers import tell
from bot.turn.message import Arrival, Heard, Push
from bot.turn.turns import Turns
from flows.hotline.deeds import TicketState
from flows.hotline.own_words import in_parts, is_elsewhere
from flows.talk.opening import Opening
from flows.town.faq import FaqEntry
from storage.database.store import Store
from storage.messages.inbox import INBOX
from storage.messages.outbox import OUTBOX
from storage.town import desk, editions
from storage.town.desk import Seen
from storage.town.projects import PROJECTS
from storage.town.tickets import TICKET_WORDS, TICKETS, TicketEntry
from tests.conftest import HandClock, load_sample
from tests.support.player import TRANSCRIPTS, Player

QUESTION = "question de quelle scierie viendra le bois"


def says(turns: Turns, phone: Phone, *lines: str) -> str:
    """What the phone shows after it wrote these lines, one after the other."""
    for line in lines:
        [heard] = turns.hear([phone.writes(line)])
        phone.sees(heard.replies)
    return phone.heard


def seen(store: Store, number: int = 1) -> Seen:
    """The ticket, as the team sees it."""
    with store.reading() as tx:
        ticket = desk.read(tx, store, editions.find(tx).id, number)
    assert ticket is not None
    return ticket


def answered(store: Store, clock: HandClock, words: str = "Au guichet.", number: int = 1) -> None:
    """The team's answer, kept and not told yet."""
    with store.writing() as tx:
        desk.answer(tx, store, seen(store, number), TicketEntry(words, clock.now(), "Nadia"))


def outgoing(store: Store) -> int:
    """How many messages were ever put into the outbox."""
    with store.reading() as tx:
        return int(tx.execute(select(func.count()).select_from(OUTBOX)).scalar_one())


@pytest.fixture
def lucie() -> Phone:
    """Someone who asks."""
    return Phone("sms", "+33639980001")


def test_an_answer_goes_once_to_the_address_that_asked(
    store: Store, turns: Turns, clock: HandClock, lucie: Phone
) -> None:
    says(turns, lucie, QUESTION)
    answered(store, clock)

    before = outgoing(store)
    assert tell(store, turns.hear, clock.now()) == 1
    assert outgoing(store) == before + 1
    assert tell(store, turns.hear, clock.now()) == 0
    assert outgoing(store) == before + 1
    assert seen(store).thread[-1].told_at == clock.now()


def test_an_answer_told_by_a_process_that_died_before_noting_it_is_not_told_again(
    store: Store, turns: Turns, clock: HandClock, lucie: Phone
) -> None:
    says(turns, lucie, QUESTION)
    answered(store, clock)

    def dies(wishes: Sequence[Arrival]) -> list[Heard]:
        turns.hear(wishes)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tell(store, dies, clock.now())
    told = outgoing(store)
    assert seen(store).thread[-1].told_at is None

    assert tell(store, turns.hear, clock.now()) == 1
    assert outgoing(store) == told
    assert seen(store).thread[-1].told_at is not None


def test_what_two_processes_tell_at_once_is_told_once(
    store: Store, turns: Turns, clock: HandClock, lucie: Phone
) -> None:
    says(turns, lucie, QUESTION)
    answered(store, clock)
    before = outgoing(store)

    def slower(wishes: Sequence[Arrival]) -> list[Heard]:
        tell(store, turns.hear, clock.now())
        return Turns(store, clock).hear(wishes)

    tell(store, slower, clock.now())

    assert outgoing(store) == before + 1


def test_an_answer_waits_for_the_end_of_a_silence(store: Store, turns: Turns, clock: HandClock, lucie: Phone) -> None:
    says(turns, lucie, QUESTION, "stop")
    answered(store, clock)

    assert tell(store, turns.hear, clock.now()) == 0
    assert seen(store).silent

    says(turns, lucie, "start")
    assert tell(store, turns.hear, clock.now()) == 1


def test_who_writes_on_and_on_waits_for_the_answer(store: Store, turns: Turns, lucie: Phone) -> None:
    says(turns, lucie, QUESTION)
    for _number in range(MOST_UNREAD):
        told = says(turns, lucie, "reponse 1", "et encore une chose : la salle du haut svp")

    assert "patienter" in told
    assert len(seen(store, 1).thread) == MOST_UNREAD


def test_each_answer_goes_to_its_own_person(store: Store, turns: Turns, clock: HandClock, lucie: Phone) -> None:
    omar = Phone("telegram", "1002")
    says(turns, lucie, QUESTION)
    says(turns, omar, "question de quelle forge viendra le fer")
    answered(store, clock, "Pour Lucie.", 1)
    answered(store, clock, "Pour Omar.", 2)
    told: list[tuple[str, str]] = []

    def hear(wishes: Sequence[Arrival]) -> list[Heard]:
        heard = turns.hear(wishes)
        told.extend((wish.address, reply.replies[0].text) for wish, reply in zip(wishes, heard, strict=True))
        return heard

    assert tell(store, hear, clock.now()) == 2
    assert [(address, text.split(" : ")[2].split(".")[0]) for address, text in told] == [
        (lucie.address, "Pour Lucie"),
        (omar.address, "Pour Omar"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("reponse 1", id="its number"),
        pytest.param("reponse 1 12345", id="its number and a guess at the answer's id"),
        pytest.param("réponse n° 1", id="its number, as people write it"),
    ],
)
def test_nobody_reads_the_question_of_someone_else(
    words: str, store: Store, turns: Turns, clock: HandClock, lucie: Phone
) -> None:
    says(turns, lucie, QUESTION)
    answered(store, clock)
    stranger = Phone("sms", "+33639980002")

    heard = says(turns, stranger, words)

    assert "Vous n'avez pas de question" in heard
    assert "salle" not in heard
    assert "guichet" not in heard


def test_the_promise_counts_from_when_it_became_the_teams_turn(
    store: Store, turns: Turns, clock: HandClock, lucie: Phone
) -> None:
    says(turns, lucie, QUESTION)
    asked = clock.now()
    clock.pass_(days=1)
    says(turns, lucie, "reponse 1", "c'est pour le 12 juin")
    assert (seen(store).state, seen(store).changed_at) == (TicketState.OPEN, asked)

    answered(store, clock)
    tell(store, turns.hear, clock.now())
    clock.pass_(days=1)
    says(turns, lucie, "mais quel guichet ?")

    assert (seen(store).state, seen(store).changed_at) == (TicketState.OPEN, clock.now())
    assert [said.words for said in seen(store).thread if not said.by][1:] == [
        "c'est pour le 12 juin",
        "mais quel guichet ?",
    ]


@pytest.mark.parametrize("channel", ["sms", "telegram"])
def test_a_vote_typed_under_an_answer_of_the_team_never_reaches_the_team(
    channel: str, store: Store, turns: Turns, clock: HandClock
) -> None:
    phone = Phone(channel, "+33639980001")
    says(turns, phone, QUESTION, "vote")
    answered(store, clock)
    tell(store, turns.hear, clock.now())

    says(turns, phone, "3 12", "modifier", "vote 5", "je vote pour le 7", "menu", "reponse")
    says(turns, phone, "3 12 18", "vote pour 5", "12")

    words = [said.words for said in seen(store).thread]
    assert len(words) == 2, words


@pytest.mark.parametrize(
    ("words", "elsewhere"),
    [
        pytest.param("12", True, id="a number"),
        pytest.param("3, 12 et 18", True, id="numbers"),
        pytest.param("le douze et le 3", True, id="numbers in letters"),
        pytest.param("…", True, id="no word at all"),
        pytest.param("VOTE", True, id="a keyword"),
        pytest.param("projet 12", True, id="a keyword and a number"),
        pytest.param("je vote pour le 12", True, id="a vote in words"),
        pytest.param("mon vote c le skatepark et le 12", True, id="a vote in more words"),
        pytest.param("mon reçu K7M-4PX2", True, id="a receipt"),
        pytest.param("quand commence le vote", False, id="a question about the vote"),
        pytest.param("le projet 12 n'avance pas du tout", False, id="something of a project"),
        pytest.param("demain ?", False, id="one word"),
        pytest.param("il y en a 12 dans ma rue", False, id="a number within a sentence"),
    ],
)
def test_what_is_meant_for_another_conversation_is_nothing_to_tell(words: str, elsewhere: bool) -> None:
    assert is_elsewhere(words, lexicon()) is elsewhere


def test_a_question_about_a_project_is_kept_with_it(store: Store, turns: Turns, lucie: Phone) -> None:
    says(turns, lucie, "question pourquoi le projet 5 est il sous un viaduc bruyant", "oui")

    assert seen(store).project == 5


@pytest.mark.parametrize(
    ("opening", "then"),
    [
        pytest.param("#12 C'est pour quand ?", ("oui",), id="with its words"),
        pytest.param("#12 ", ("C'est pour quand ?", "oui"), id="without"),
        pytest.param("#12 ", ("C'est pour quand ?", "et à quelle heure ?", "oui"), id="with more words"),
    ],
)
def test_another_conversation_hands_over_what_is_asked_of_a_project(
    opening: str, then: tuple[str, ...], store: Store, turns: Turns, lucie: Phone
) -> None:
    says(turns, lucie, "bonjour")
    turns.hear([Push("1", lucie.channel, lucie.address, Opening("ask", tuple(opening.split(" "))))])
    heard = says(turns, lucie, *then)

    assert "Votre question n" in heard
    assert seen(store).project == 12
    assert seen(store).thread[0].words.startswith("C'est pour quand ?")


def test_a_new_entry_answers_the_next_person_at_once(store: Store, turns: Turns, lucie: Phone) -> None:
    assert "Je ne sais pas répondre" in says(turns, lucie, QUESTION)
    with store.writing() as tx:
        entry = FaqEntry(
            "salle", "De quelle scierie viendra le bois ?", "Au guichet des associations.", "délibération 7"
        )
        editions.add_faq(tx, editions.find(tx).id, entry)

    heard = says(turns, lucie, "annuler", QUESTION)

    assert "Au guichet des associations. (délibération 7)" in heard


def test_an_entry_of_the_same_id_is_replaced(store: Store, turns: Turns) -> None:
    with store.writing() as tx:
        before = editions.find(tx)
        editions.add_faq(tx, before.id, replace(before.faq[0], answer="Autrement."))
        after = editions.find(tx)

    assert len(after.faq) == len(before.faq)
    assert after.faq_by_id[before.faq[0].id].answer == "Autrement."
    assert after.version == before.version + 1


def test_a_long_answer_comes_in_parts_by_sms_and_whole_on_telegram(store: Store, turns: Turns, lucie: Phone) -> None:
    answer = " ".join(f"Règle numéro {number} : la salle des fêtes se loue." for number in range(1, 13))
    with store.writing() as tx:
        entry = FaqEntry("salle", "De quelle scierie viendra le bois ?", answer, "délibération 7")
        editions.add_faq(tx, editions.find(tx).id, entry)
    omar = Phone("telegram", "1002")

    first, last = says(turns, lucie, QUESTION), says(turns, lucie, "suite", "suite")
    whole = says(turns, omar, QUESTION)

    assert "numéro 1 :" in first
    assert "numéro 12 :" not in first
    assert "Lire la suite" in first
    assert "numéro 12 :" in last
    assert "(délibération 7)" in last
    assert "Lire la suite" not in last
    assert answer in whole


def test_the_words_of_a_question_are_sealed_in_the_store(store: Store, turns: Turns, lucie: Phone) -> None:
    says(turns, lucie, QUESTION)

    with store.reading() as tx:
        kept = tx.execute(select(TICKET_WORDS.c.words)).scalars().all()
        heard = tx.execute(select(INBOX.c.words)).scalars().all()
    assert kept
    assert not any(b"salle" in words for words in (*kept, *filter(None, heard)))


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        pytest.param(date(2026, 11, 5), date(2026, 11, 5), 0, id="the same day"),
        pytest.param(date(2026, 11, 5), date(2026, 11, 6), 1, id="Thursday to Friday"),
        pytest.param(date(2026, 11, 6), date(2026, 11, 9), 1, id="Friday to Monday"),
        pytest.param(date(2026, 11, 7), date(2026, 11, 8), 0, id="a weekend"),
        pytest.param(date(2026, 11, 5), date(2026, 11, 12), 5, id="a week"),
    ],
)
def test_the_promise_is_counted_in_working_days(since: date, until: date, days: int) -> None:
    assert working_days(since, until) == days


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("Un. Deux.", ("Un. Deux.",), id="short"),
        pytest.param("Un deux. Trois quatre.", ("Un deux.", "Trois quatre."), id="cut after a sentence"),
        pytest.param("un deux trois quatre cinq", ("un deux trois", "quatre cinq"), id="cut after a word"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_a_long_text_is_cut_where_people_would_cut(text: str, parts: tuple[str, ...]) -> None:
    assert in_parts(text, 14) == parts


def test_a_question_keeps_the_project_it_is_about_also_one_that_only_its_author_sees(
    sqlite: Store, clock: HandClock
) -> None:
    load_sample(sqlite)
    script = (TRANSCRIPTS / "ask_contest.txt").read_text("utf-8")

    Player(sqlite, clock, "sms").play(script)

    with sqlite.reading() as tx:
        about = tx.execute(select(TICKETS.c.number, PROJECTS.c.number).outerjoin(PROJECTS).order_by(TICKETS.c.number))
        assert [tuple(row) for row in about] == [(1, 25), (2, 25), (3, 25)]


def test_nobody_learns_of_others_hidden_ideas_by_asking_of_their_number(sqlite: Store, clock: HandClock) -> None:
    load_sample(sqlite)
    player = Player(sqlite, clock, "sms")

    player.play("@ 2026-02-03 18:00\n> bonjour\n@ idea sent: Une tyrolienne\n@ new phone\n> bonjour")
    player.play("> question #25 quand ouvre-t-elle au public\n> oui\n< transmise")

    with sqlite.reading() as tx:
        assert list(tx.execute(select(TICKETS.c.project_id)).scalars()) == [None]
