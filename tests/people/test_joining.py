"""Two addresses become one person: only for who reads both, all or nothing, and never two votes."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from bot.edition.file import read_edition
from bot.practice.phone import Phone
from bot.practice.sample import SAMPLE
from bot.turn.turns import Turns
from flows.talk.memory import MOST_ASIDE, Memory, Thread
from storage.database.ids import new_id
from storage.database.store import Store
from storage.leaving import merging
from storage.messages.conversations import CONVERSATIONS
from storage.messages.outbox import OUTBOX
from storage.messages.outgoing import Outgoing
from storage.people import joins, speakers
from storage.people.joins import JOINS
from storage.people.people import ADDRESSES, PEOPLE, PROFILES
from storage.schema import METADATA
from storage.town import editions, surveys
from storage.town.authors import AUTHORS
from storage.town.comments import COMMENTS
from storage.town.follows import FOLLOWS
from storage.town.supports import SUPPORTS
from storage.town.surveys import SURVEY_PAPERS, SURVEY_ROLL
from storage.town.tickets import TICKETS
from storage.votes import votes
from storage.votes.votes import BALLOTS, ROLL
from tests.conftest import IN_THE_VOTE, HandClock, load_sample
from tests.support.stores import Databases

NUMBER = "+33639980001"
CODE = re.compile(r"RELIER (\d{6})\b")
REPLY = re.compile(r"tapez : (\d{4,6})\b")


@dataclass
class Town:
    """A store that several processes hear on, and the phones of people."""

    store: Store
    clock: HandClock
    phones: dict[str, Phone] = field(default_factory=dict)

    def says(self, address: str, text: str) -> str:
        """What the address is told when it says so."""
        return self._hears(address, lambda phone: phone.writes(text))

    def confirms(self, address: str) -> str:
        """What the address is told when it confirms what was read back."""
        return self._hears(address, lambda phone: phone.confirms())

    def shares(self, address: str, number: str = NUMBER) -> str:
        """What the address is told when it shares its number."""
        return self._hears(address, lambda phone: phone.shares_contact(number))

    def votes(self, address: str, project: int = 12) -> str:
        """What the address is told at the end of a vote."""
        self.says(address, f"vote {project}")
        return self.confirms(address)

    def joins(self, address: str, other: str) -> str:
        """What *address* is told at the end, when all goes as it should."""
        return self.says(address, self.reply(address, other))

    def reply(self, address: str, other: str) -> str:
        """What *other* is shown, to be said back by *address*."""
        code = found(CODE, self.says(address, "relier"))
        return found(REPLY, self.says(other, f"relier {code}"))

    def person(self, address: str) -> int:
        """Who speaks there."""
        with self.store.reading() as tx:
            known = speakers.found(tx, self.store, channel_of(address), address)
            assert known is not None
            return known.person_id

    def count(self, table: Any) -> int:
        """The rows of a table."""
        with self.store.reading() as tx:
            return int(tx.execute(select(func.count()).select_from(table)).scalar_one())

    def _hears(self, address: str, does: Callable[[Phone], Any]) -> str:
        phone = self.phones.setdefault(address, Phone(channel_of(address), address, run=f"{address}-"))
        self.clock.pass_(seconds=5)
        message = replace(does(phone), at=self.clock.now().timestamp())
        [heard] = Turns(self.store, self.clock).hear([message])
        phone.sees(heard.replies)
        return "\n".join(reply.text for reply in heard.replies)


def channel_of(address: str) -> str:
    """Numbers write by SMS."""
    return "sms" if address.startswith("+") else "telegram"


def found(pattern: re.Pattern[str], text: str) -> str:
    """The digits in the text."""
    match = pattern.search(text)
    assert match, text
    return match[1]


@pytest.fixture
def town(store: Store, clock: HandClock) -> Town:
    """The sample edition, on each database."""
    load_sample(store)
    return Town(store, clock)


def identity_is_phone(store: Store) -> None:
    """One number, one vote."""
    with store.writing() as tx:
        edition = editions.find(tx)
        editions.save(tx, replace(edition, ballot=replace(edition.ballot, identity="phone")))


# Codes


@pytest.mark.parametrize(("address", "other"), [("77", NUMBER), (NUMBER, "77")], ids=["from Telegram", "from SMS"])
def test_what_each_side_says_joins_them(town: Town, address: str, other: str) -> None:
    assert "C'est fait" in town.joins(address, other)
    assert town.person(address) == town.person(other)
    assert (town.count(PEOPLE), town.count(JOINS)) == (1, 0)


def test_a_code_said_from_a_forged_number_joins_nothing(town: Town) -> None:
    town.says(NUMBER, "bonjour")
    victim = town.person(NUMBER)
    code = found(CODE, town.says("66", "relier"))  # the forger's own account

    forged = town.says(NUMBER, f"relier {code}")  # its answer is read by the victim alone

    assert "ne donnez ce code à personne" in forged.lower()
    wrong = [f"{(int(found(REPLY, forged)) + guess) % 10_000:04}" for guess in range(1, 6)]
    told = [town.says("66", guess) for guess in wrong]
    assert all("pas le bon" in text for text in told)
    assert "pas le bon" in town.says("66", found(REPLY, forged))  # it was guessed at five times: it is worth nothing
    assert (town.person(NUMBER), town.count(PEOPLE)) == (victim, 2)


def test_nobody_who_guesses_is_refused_but_what_is_said_back_gets_longer(town: Town) -> None:
    code = int(found(CODE, town.says("77", "relier")))

    told = [town.says(NUMBER, f"relier {(code + guess) % 1_000_000:06}") for guess in range(1, 11)]

    assert all("pas le bon" in text for text in told)
    reply = found(REPLY, town.says(NUMBER, f"relier {code:06}"))
    assert len(reply) == 6
    assert "C'est fait" in town.says("77", reply)


def test_a_forged_number_is_not_sent_short_replies_for_ever_more_accounts_to_guess_at(town: Town) -> None:
    replies = []
    for account in range(61, 73):
        code = found(CODE, town.says(str(account), "relier"))
        replies.append(found(REPLY, town.says(NUMBER, f"relier {code}")))

    assert list(map(len, replies)) == [4] * 10 + [6] * 2


def test_wrong_codes_of_a_joining_make_those_of_a_vote_longer(town: Town) -> None:
    for _again in range(5):
        town.says(NUMBER, "relier 000000")

    town.says(NUMBER, "vote 3")

    assert len(town.phones[NUMBER].code) == 4


def test_who_joins_and_parts_again_and_again_is_no_forger(town: Town) -> None:
    for _again in range(6):
        assert "C'est fait" in town.joins("77", NUMBER)
        town.says(NUMBER, "delier")
        assert "C'est fait" in town.says(NUMBER, "oui")

    town.says(NUMBER, "vote 3")
    assert len(town.phones[NUMBER].code) == 2


def test_a_code_is_good_for_a_quarter_of_an_hour(town: Town) -> None:
    code = found(CODE, town.says("77", "relier"))
    town.clock.at += joins.GOOD_FOR

    assert "15 minutes" in town.says(NUMBER, f"relier {code}")
    assert found(CODE, town.says(NUMBER, "relier"))


def test_the_code_is_the_first_ones_who_says_it(town: Town) -> None:
    code = found(CODE, town.says("77", "relier"))
    reply = found(REPLY, town.says(NUMBER, f"relier {code}"))

    assert "pas le bon" in town.says("+33639980009", f"relier {code}")
    assert "C'est fait" in town.says("77", reply)
    assert town.person("+33639980009") != town.person("77")


def test_old_codes_are_swept(town: Town) -> None:
    town.says("77", "relier")

    with town.store.writing() as tx:
        assert joins.sweep(tx, town.clock.now()) == 0
        assert joins.sweep(tx, town.clock.now() + joins.GOOD_FOR) == 1


# Conflicts


def test_two_who_voted_stay_two_until_the_vote_is_over(town: Town) -> None:
    town.votes(NUMBER)
    town.votes("77")

    assert "Les deux ont déjà voté" in town.joins("77", NUMBER)
    assert town.person("77") != town.person(NUMBER)

    town.clock.at = IN_THE_VOTE + timedelta(days=26)
    assert "Les deux ont déjà voté" in town.joins("77", NUMBER)
    result_is_out(town)
    assert "C'est fait" in town.joins("77", NUMBER)
    assert town.person("77") == town.person(NUMBER)
    assert town.count(ROLL) == town.count(BALLOTS) == 2


def test_parting_and_joining_again_answers_no_anonymous_survey_twice(town: Town) -> None:
    with town.store.writing() as tx:
        survey = replace(editions.find(tx).surveys[0], id="bilan", anonymous=True)
        editions.save(tx, replace(read_edition(SAMPLE), surveys=(survey,)))
    town.joins("77", NUMBER)
    answered(town, town.person(NUMBER), signed=False)
    town.says(NUMBER, "delier")
    assert "C'est fait" in town.says(NUMBER, "oui")

    assert town.person(NUMBER) != town.person("77")
    with town.store.reading() as tx:
        for address in (NUMBER, "77"):
            assert "bilan" in surveys.answered(tx, editions.find(tx).id, town.person(address))


def test_who_is_about_to_be_erased_takes_nobody_with_them(town: Town) -> None:
    reply = town.reply("77", NUMBER)
    town.says(NUMBER, "effacer")
    last, back = town.phones[NUMBER].confirms(), town.phones["77"].writes(reply)

    _gone, told = Turns(town.store, town.clock).hear([last, back])

    assert "C'est fait" not in told.replies[0].text
    with town.store.reading() as tx:
        account = speakers.found(tx, town.store, "telegram", "77")
    assert account
    assert not account.erased


@pytest.mark.parametrize("voter", [NUMBER, "77"], ids=["the telephone", "the account"])
@pytest.mark.parametrize("asker", [NUMBER, "77"], ids=["asks by SMS", "asks on Telegram"])
def test_the_one_who_voted_stays_so_no_ballot_moves(town: Town, voter: str, asker: str) -> None:
    other = "77" if voter == NUMBER else NUMBER
    town.says(other, "bonjour")
    town.votes(voter)
    stays = town.person(voter)
    with town.store.reading() as tx:
        slots = set(tx.execute(select(BALLOTS.c.slot)).scalars())

    assert "C'est fait" in town.joins(asker, "77" if asker == NUMBER else NUMBER)

    assert town.person(other) == town.person(voter) == stays
    assert "déjà voté" in town.says(other, "vote")
    town.says(other, "oui")
    town.says(other, "3")
    town.confirms(other)
    with town.store.reading() as tx:
        assert set(tx.execute(select(BALLOTS.c.slot)).scalars()) == slots


def test_who_is_joined_already_has_to_part_first(town: Town) -> None:
    town.joins("77", NUMBER)

    assert "déjà relié ailleurs" in town.joins("66", NUMBER)
    assert "déjà relié" in town.says("77", "relier")
    town.says(NUMBER, "delier")
    town.says(NUMBER, "oui")
    assert "C'est fait" in town.joins("66", NUMBER)


def test_who_has_voted_cannot_part_and_vote_again(town: Town) -> None:
    town.joins("77", NUMBER)
    town.votes("77")

    assert "quand le résultat sera publié" in town.says(NUMBER, "delier")
    assert "déjà voté" in town.says(NUMBER, "vote")
    town.says(NUMBER, "non")
    town.clock.at = IN_THE_VOTE + timedelta(days=26)  # the vote is over, but may be prolonged
    town.says(NUMBER, "delier")
    assert "quand le résultat sera publié" in town.says(NUMBER, "oui")
    result_is_out(town)
    assert "repartirez de zéro" in town.says(NUMBER, "delier")
    assert "C'est fait" in town.says(NUMBER, "oui")
    assert town.person(NUMBER) != town.person("77")


def test_a_signed_survey_answered_by_both_keeps_them_apart(town: Town) -> None:
    for address in (NUMBER, "77"):
        town.says(address, "bonjour")
        answered(town, town.person(address), signed=True)

    assert "même enquête" in town.joins("77", NUMBER)


# Telegram's own contact


def test_a_shared_number_is_the_persons_and_a_known_telephone_hears_of_it(town: Town) -> None:
    town.says(NUMBER, "bonjour")
    town.says("77", "relier")

    assert "C'est fait" in town.shares("77")

    assert town.person("77") == town.person(NUMBER)
    with town.store.reading() as tx:
        last = tx.execute(select(OUTBOX.c.words).where(OUTBOX.c.channel == "sms").order_by(OUTBOX.c.id.desc())).first()
    assert last is not None
    assert "Répondez DELIER" in Outgoing.from_json(town.store.vault.open(last.words)).text


def test_a_shared_number_that_never_wrote_is_kept_and_not_written_to(town: Town) -> None:
    town.says("77", "relier")
    town.shares("77")

    assert "Telegram" in town.says(NUMBER, "moi")
    assert town.person(NUMBER) == town.person("77")


def test_a_number_that_was_silent_for_long_brings_nothing_of_who_had_it(town: Town) -> None:
    town.says(NUMBER, "moi")
    town.says(NUMBER, "quartier centre ancien")
    before = town.person(NUMBER)
    town.clock.at += timedelta(days=200)
    town.says("77", "relier")

    assert "C'est fait" in town.shares("77")
    assert town.person(NUMBER) == town.person("77") != before


def test_a_number_that_several_share_takes_a_code(town: Town) -> None:
    town.says(NUMBER, "bonjour")
    town.says(NUMBER, "prenom lucie")
    town.says("77", "relier")

    assert "Plusieurs personnes" in town.shares("77")
    assert "C'est fait" in town.joins("77", NUMBER)
    town.says(NUMBER, "prenom")
    town.says(NUMBER, "1")
    assert town.person(NUMBER) != town.person("77")  # only Lucie was joined
    town.says(NUMBER, "prenom lucie")
    assert town.person(NUMBER) == town.person("77")


# One number, one vote


def test_where_a_number_is_a_vote_an_account_shares_its_number_first(town: Town) -> None:
    identity_is_phone(town.store)

    assert "Partagez" in town.says("77", "vote 12")
    assert "Votre vote" in town.shares("77")
    assert "dans l'urne" in town.confirms("77")
    assert "déjà voté" in town.says(NUMBER, "vote")


def test_where_a_number_is_a_vote_an_account_joins_the_vote_its_number_cast(town: Town) -> None:
    identity_is_phone(town.store)
    town.votes(NUMBER)

    town.says("77", "vote 3")
    town.shares("77")
    town.confirms("77")

    assert (town.count(ROLL), town.count(BALLOTS)) == (1, 1)


def test_where_a_number_is_a_vote_those_who_share_it_have_one(town: Town) -> None:
    identity_is_phone(town.store)
    town.says(NUMBER, "bonjour")
    town.votes(NUMBER)
    town.says(NUMBER, "prenom lucie")

    assert "Ce numéro a déjà voté" in town.says(NUMBER, "vote 3")
    assert town.count(ROLL) == 1


def test_where_each_person_has_a_vote_those_who_share_a_telephone_have_one_each(town: Town) -> None:
    town.votes(NUMBER)
    town.says(NUMBER, "prenom lucie")

    assert "dans l'urne" in town.votes(NUMBER, 3)
    assert town.count(ROLL) == 2


def test_a_number_that_voted_does_not_change_hands_before_the_end_of_the_vote(town: Town) -> None:
    town.votes(NUMBER)
    with town.store.writing() as tx:
        tx.execute(update(ADDRESSES).values(doubtful=True))

    assert "longtemps" in town.says(NUMBER, "vote")
    assert "ne change pas de main" in town.says(NUMBER, "non")
    assert town.count(PEOPLE) == 1


# Parting


def test_an_answer_owed_to_who_had_the_number_never_reaches_who_has_it_now(town: Town) -> None:
    town.says(NUMBER, "bonjour")
    before = town.person(NUMBER)
    asked(town, NUMBER)
    with town.store.writing() as tx:
        tx.execute(update(ADDRESSES).values(doubtful=True))
        tx.execute(update(OUTBOX).values(state="waiting"))

    town.says(NUMBER, "moi")
    town.says(NUMBER, "non")

    with town.store.reading() as tx:
        assert tx.execute(select(TICKETS.c.person_id, TICKETS.c.address_id)).all() == [(before, None)]
        waiting = tx.execute(
            select(OUTBOX.c.id).where(OUTBOX.c.state == "waiting", OUTBOX.c.message_id.is_(None))
        ).all()
        stopped = tx.execute(select(func.count()).where(OUTBOX.c.state == "stopped")).scalar_one()
    assert (waiting, stopped > 0) == ([], True)
    assert town.person(NUMBER) != before


def test_an_answer_owed_goes_to_where_the_person_stays(town: Town) -> None:
    town.joins("77", NUMBER)
    asked(town, NUMBER)

    town.says(NUMBER, "delier")
    town.says(NUMBER, "oui")

    with town.store.reading() as tx:
        place = tx.execute(
            select(ADDRESSES.c.channel).join(TICKETS, TICKETS.c.address_id == ADDRESSES.c.id)
        ).scalar_one()
    assert place == "telegram"


def test_a_name_stays_on_the_telephone_that_parts(town: Town) -> None:
    town.says(NUMBER, "bonjour")
    town.says(NUMBER, "prenom lucie")
    town.joins("77", NUMBER)

    town.says(NUMBER, "delier")
    town.says(NUMBER, "oui")

    assert town.person(NUMBER) != town.person("77")
    assert "Vous : Lucie" in town.says(NUMBER, "moi")
    town.says(NUMBER, "annuler")
    assert "2 Lucie" in town.says(NUMBER, "prenom")


# Everything goes along


def test_every_table_that_names_a_person_is_known_to_merging() -> None:
    pointing = {
        table.name for table in METADATA.tables.values() for key in table.foreign_keys if key.column.table is PEOPLE
    }

    assert pointing == {table.name for table in merging.MANY} | {table.name for table, _columns in merging.ONCE}


def test_all_that_was_the_others_is_the_survivors(town: Town) -> None:
    for address in (NUMBER, "77"):
        town.says(address, "bonjour")
        owns(town, town.person(address))
    town.says("77", "moi")
    town.says("77", "quartier rives de lisse")
    alone = {table.name: town.count(table) for table in OWNED}

    town.joins("77", NUMBER)

    person = town.person(NUMBER)
    with town.store.reading() as tx:
        owners = {id for table in OWNED for id in tx.execute(select(table.c.person_id)).scalars()}
    assert owners == {person}
    halved = {table.name for table in OWNED if town.count(table) * 2 == alone[table.name]}
    assert halved == {"authors", "follows", "supports", "survey_roll"}
    assert town.count(CONVERSATIONS) <= 1


def test_what_was_begun_on_one_goes_on_on_the_other(town: Town) -> None:
    town.says(NUMBER, "vote 12")
    town.joins("77", NUMBER)

    assert "Votre vote" in town.says("77", "vote")
    assert "dans l'urne" in town.confirms("77")
    assert "déjà voté" in town.says(NUMBER, "vote")


def thread(flow: str, answers: int) -> Thread:
    """A conversation with so many answers."""
    return Thread(flow, answers=tuple((f"q{number}", number) for number in range(answers)))


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (Memory(), Memory(thread("propose", 2)), [("propose", 2)]),
        (Memory(aside=(thread("propose", 1),)), Memory(thread("propose", 3)), [("propose", 3)]),
        (Memory(aside=(thread("propose", 3),)), Memory(thread("propose", 1)), [("propose", 3)]),
        (Memory(thread("ask", 1)), Memory(thread("ask", 2), (thread("survey", 1),)), [("survey", 1)]),
        (Memory(), Memory(Thread("menu")), []),
    ],
    ids=["only theirs", "theirs is longer", "mine is longer", "mine is open", "nothing said yet"],
)
def test_conversations_are_put_together(mine: Memory, theirs: Memory, both: list[tuple[str, int]]) -> None:
    memory = merging.combined(mine, theirs)

    assert memory.open == mine.open
    assert [(aside.flow, len(aside.answers)) for aside in memory.aside] == both


def test_no_more_conversations_are_put_together_than_anyone_may_have() -> None:
    many = tuple(thread(f"flow{number}", 1) for number in range(MOST_ASIDE))

    assert len(merging.combined(Memory(aside=many), Memory(thread("x", 1))).aside) == MOST_ASIDE


# At once


def together(*work: Callable[[], object]) -> list[BaseException]:
    """Do all at once, each as a process of its own; what went wrong."""
    start, wrong = threading.Barrier(len(work)), []

    def process(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            deed()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=process, args=(deed,)) for deed in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.mark.parametrize("round", range(3))
def test_two_accounts_that_join_one_number_at_once_do_not_both_get_it(
    databases: Databases, engine: str, round: int
) -> None:
    with databases.fresh(engine) as store:
        load_sample(store)
        town = Town(store, HandClock())
        code = found(CODE, town.says("77", "relier"))
        first = found(REPLY, town.says(NUMBER, f"relier {code}"))
        code = found(CODE, town.says("66", "relier"))
        second = found(REPLY, town.says(NUMBER, f"relier {code}"))
        told: list[str] = []

        wrong = together(
            lambda: told.append(Town(store, town.clock, town.phones).says("77", first)),
            lambda: told.append(Town(store, town.clock, town.phones).says("66", second)),
        )

        assert not wrong
        assert sum("C'est fait" in text for text in told) <= 1
        assert town.person("77") != town.person("66")
        told.append(town.says("77", "relier"))
        assert town.person(NUMBER) in (town.person("77"), town.person("66"))


def test_both_sides_that_finish_at_once_are_one_person_or_may_try_again(databases: Databases, engine: str) -> None:
    with databases.fresh(engine) as store:
        load_sample(store)
        town = Town(store, HandClock())
        first, second = (found(CODE, town.says(address, "relier")) for address in ("77", NUMBER))
        for_77 = found(REPLY, town.says(NUMBER, f"relier {first}"))
        for_number = found(REPLY, town.says("77", f"relier {second}"))

        wrong = together(
            lambda: Town(store, town.clock, town.phones).says("77", f"relier {for_77}"),
            lambda: Town(store, town.clock, town.phones).says(NUMBER, f"relier {for_number}"),
        )

        assert not wrong
        if town.person("77") != town.person(NUMBER):
            town.joins("77", NUMBER)
        assert town.person("77") == town.person(NUMBER)
        assert town.count(PEOPLE) == 1


def test_a_shared_number_votes_once_even_from_two_telephones_at_once(databases: Databases, engine: str) -> None:
    with databases.fresh(engine) as store:
        load_sample(store)
        identity_is_phone(store)
        town = Town(store, HandClock())
        town.says(NUMBER, "prenom marie")
        town.joins("77", NUMBER)  # Marie has an account too
        town.says(NUMBER, "prenom lucie")
        town.says("77", "vote 12")
        town.says(NUMBER, "vote 3")

        wrong = together(
            lambda: Town(store, town.clock, town.phones).confirms("77"),
            lambda: Town(store, town.clock, town.phones).confirms(NUMBER),
        )

        assert not wrong
        assert (town.count(ROLL), town.count(BALLOTS)) in ((1, 1), (0, 0))  # both were asked to try again, at worst
        town.votes("77")
        town.votes(NUMBER)
        assert (town.count(ROLL), town.count(BALLOTS)) == (1, 1)


def test_whoever_speaks_at_a_telephone_is_heard_as_themselves_by_every_process(
    databases: Databases, engine: str
) -> None:
    with databases.fresh(engine) as store:
        load_sample(store)
        town = Town(store, HandClock())
        town.says(NUMBER, "bonjour")

        def process(name: str) -> None:
            turns = Turns(store, HandClock())
            phone = Phone("sms", NUMBER, run=name)
            for _again in range(15):
                turns.hear([phone.writes(f"prenom {name}")])
                turns.hear([phone.writes("vote 12")])
                turns.hear([phone.writes("42")])

        wrong = together(lambda: process("lucie"), lambda: process("marc"))

        assert not wrong
        assert town.count(PEOPLE) == town.count(PROFILES) == 3
        with store.reading() as tx:
            assert votes.voters(tx, editions.find(tx).id) == town.count(BALLOTS)


def result_is_out(town: Town) -> None:
    """The town has counted and published."""
    with town.store.writing() as tx:
        tx.execute(update(editions.EDITIONS).values(result="{}"))


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Each database."""
    return str(request.param)


def asked(town: Town, address: str) -> None:
    """Who speaks there has asked the team something there."""
    with town.store.writing() as tx:
        edition, now = editions.find(tx), town.clock.now()
        known = speakers.found(tx, town.store, channel_of(address), address)
        assert known is not None
        ticket = {"id": new_id(), "edition_id": edition.id, "number": 1, "opened_at": now, "changed_at": now}
        ticket |= {"person_id": known.person_id, "address_id": known.address_id, "state": "open"}
        tx.execute(insert(TICKETS), ticket)


OWNED = (AUTHORS, FOLLOWS, SUPPORTS, COMMENTS, TICKETS, SURVEY_ROLL, SURVEY_PAPERS)


def owns(town: Town, person: int) -> None:
    """The person has one of everything, for the same project and survey as everybody else."""
    with town.store.writing() as tx:
        edition, now = editions.find(tx), town.clock.now()
        mine = {"project_id": edition.projects[0].id, "person_id": person}
        number = tx.execute(select(func.count()).select_from(TICKETS)).scalar_one() + 1
        tx.execute(insert(AUTHORS), {**mine, "kind": "alone", "guardian": False, "at": now})
        tx.execute(insert(FOLLOWS), mine)
        tx.execute(insert(SUPPORTS), mine)
        comment = {"id": new_id(), "number": number, "at": now, "words": b"", "state": "waiting", "decided_by": ""}
        tx.execute(insert(COMMENTS), {**mine, **comment})
        asked = {"id": new_id(), "edition_id": edition.id, "number": number, "opened_at": now, "changed_at": now}
        tx.execute(insert(TICKETS), {**asked, "person_id": person, "state": "open"})
    answered(town, person, signed=number == 1)


def answered(town: Town, person: int, *, signed: bool) -> None:
    """The person has answered a survey, under their name or not."""
    with town.store.writing() as tx:
        survey = {"edition_id": editions.find(tx).id, "survey": "bilan"}
        roll = {**survey, "person_id": person, "answered_on": town.clock.now().date()}
        tx.execute(insert(SURVEY_ROLL), roll)
        if signed:
            rest = {"channel": "sms", "district": "", "band": "", "answers": b"", "slot": str(person).encode()}
            tx.execute(insert(SURVEY_PAPERS), {**survey, **rest, "person_id": person})
