"""Wrong codes are counted by address and day, whatever they are for and whatever is done between; nobody is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select

from bot.practice.phone import Phone
from bot.turn.turns import Turns
from flows.talk.codes import CodeSource, code_for, missed
from flows.talk.guesses import AT_ONCE, Guesses
from flows.talk.memory import MOST_CODES, ShownCode
from flows.talk.questions import Confirm
from flows.words import _
from storage.people.people import ADDRESSES
from tests.conftest import IN_THE_VOTE, HandClock
from tests.support.ears import big_edition, paris

LUCIE = "+33639980001"
WRONG = "109"
"""No code of two, four or six digits, and no number of the sample's ballot."""


@dataclass
class Guessed:
    """A telephone in whose name codes are guessed at."""

    turns: Turns
    phone: Phone = field(default_factory=lambda: Phone("sms", LUCIE))

    def says(self, *texts: str) -> str:
        """The answer to the last of these texts."""
        for text in texts:
            self.phone.sees(self.turns.hear([self.phone.writes(text)])[0].replies)
        return self.phone.heard

    def together(self, texts: Sequence[str]) -> None:
        """All of these texts in one batch."""
        for heard in self.turns.hear([self.phone.writes(text) for text in texts]):
            self.phone.sees(heard.replies)

    @property
    def count(self) -> int:
        """The wrong codes that the store counts for the day."""
        with self.turns.store.reading() as tx:
            return int(tx.execute(select(ADDRESSES.c.guesses)).scalar_one())


@pytest.fixture
def lucie(turns: Turns) -> Guessed:
    return Guessed(turns)


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(["modifier", "3"], id="MODIFIER"),
        pytest.param(["retour", "3"], id="RETOUR"),
        pytest.param(["annuler", "vote 3"], id="ANNULER"),
        pytest.param(["non", "vote 3"], id="NON"),
        pytest.param(["vote 3"], id="the vote begun anew"),
        pytest.param(["vote 3", "12", "sans 12"], id="the choice corrected"),
        pytest.param(["menu", "vote"], id="MENU"),
        pytest.param(["english", "français"], id="another language"),
        pytest.param(["aide"], id="AIDE"),
        pytest.param(["stop", "start"], id="silence"),
        pytest.param(["prenom Lucie", "prenom Ahmed", "prenom Lucie", "vote 3"], id="someone else on the telephone"),
    ],
)
def test_nothing_that_is_done_between_makes_the_count_begin_anew(lucie: Guessed, between: list[str]) -> None:
    lucie.says("vote 3")
    for n in range(1, 5):
        lucie.says(WRONG)
        assert lucie.count == n
        lucie.says(*between)

    assert len(lucie.phone.code) == 2
    lucie.says(WRONG)
    lucie.says(*between)
    assert len(lucie.phone.code) == 4


KINDS = [
    pytest.param(["vote 3", WRONG], id="a vote"),
    pytest.param(["effacer", WRONG], id="EFFACER"),
    pytest.param(["relier 000000"], id="a code of another telephone"),
    pytest.param(["relier 0000"], id="a code said back"),
]


@pytest.mark.parametrize("texts", KINDS)
def test_every_kind_of_code_counts_alike(lucie: Guessed, texts: list[str]) -> None:
    for _again in range(5):
        lucie.says(*texts)

    assert lucie.count == 5
    lucie.says("vote 5")
    assert len(lucie.phone.code) == 4


def test_an_idea_too(lucie: Guessed, clock: HandClock) -> None:
    clock.at = paris(2026, 2, 10, 18)
    idea = ("proposer une tyrolienne au-dessus de la rivière", "34 ans", "Pour voler", "au parc", "tous", "500", "seul")
    lucie.says(*idea)
    lucie.says(WRONG, WRONG, WRONG, WRONG)
    assert len(lucie.phone.code) == 2

    lucie.says(WRONG)

    assert len(lucie.phone.code) == 4
    assert "Votre idée a le" in lucie.says(lucie.phone.code)


def test_the_person_is_refused_nothing_and_reads_ever_longer_codes(lucie: Guessed) -> None:
    lucie.says("vote 3")
    lengths = []
    for _again in range(12):
        lengths.append(len(lucie.phone.code))
        lucie.says(WRONG)

    assert lengths == [2] * 5 + [4] * 5 + [6] * 2
    assert "dans l'urne" in lucie.says(lucie.phone.code)


def test_they_stay_long_until_the_vote_ends(lucie: Guessed, clock: HandClock) -> None:
    lucie.says("vote 3", *[WRONG] * 10)
    clock.at += timedelta(days=10)

    lucie.says("vote 3")

    assert len(lucie.phone.code) == 6


def test_every_message_of_a_batch_counts(lucie: Guessed) -> None:
    lucie.says("vote 3")
    lucie.together([WRONG] * 7)

    assert lucie.count == 7
    assert len(lucie.phone.code) == 4


def test_a_code_guessed_at_five_times_is_replaced(lucie: Guessed) -> None:
    lucie.says("vote 3", *[WRONG] * 10)
    codes = set()
    for _again in range(15):
        codes.add(lucie.phone.code)
        lucie.says(WRONG)

    assert len(codes) == 3


def test_a_code_of_before_says_so_and_counts_as_nothing(lucie: Guessed) -> None:
    lucie.says("vote 3")
    first = lucie.phone.code
    lucie.says("modifier", "3 12")
    second = lucie.phone.code

    told = lucie.says(first)

    assert "celui de l'ancien choix" in told
    assert lucie.phone.code == second != first
    assert lucie.count == 0
    lucie.says("modifier", "3")
    assert lucie.phone.code == first


def test_counting_costs_an_ordinary_turn_no_statement_more(lucie: Guessed) -> None:
    """The count is read with the address's own row, and written only when there is a wrong code."""
    said: list[str] = []
    listen = lucie.turns.store.engine
    lucie.says("vote 3")
    event.listen(listen, "before_cursor_execute", lambda *call: said.append(call[2]))

    lucie.says("12")
    ordinary = [statement for statement in said if "guesses" in statement]
    said.clear()
    lucie.says(WRONG)

    assert len(ordinary) == 1
    assert ordinary[0].startswith(("SELECT", "WITH"))
    assert sum("guesses" in statement for statement in said) == 2


# The count by itself

EDITION = big_edition(6)
VOTE_ENDS = paris(2026, 11, 30)


@pytest.mark.parametrize(
    ("guesses", "at", "digits"),
    [
        pytest.param(Guesses(), IN_THE_VOTE, 0, id="nothing guessed"),
        pytest.param(Guesses(5, date(2026, 11, 5), 4), paris(2026, 11, 5, 23), 4, id="the same day"),
        pytest.param(Guesses(5, date(2026, 11, 5), 4), paris(2026, 11, 29, 23), 4, id="until the vote ends"),
        pytest.param(Guesses(5, date(2026, 11, 5), 4), VOTE_ENDS, 0, id="no longer"),
        pytest.param(Guesses(5, date(2026, 12, 5), 4), paris(2026, 12, 5, 23), 4, id="after the vote, the same day"),
        pytest.param(Guesses(5, date(2026, 12, 5), 4), paris(2026, 12, 6), 0, id="after the vote, the day after"),
        pytest.param(Guesses(5, date(2025, 11, 5), 6), IN_THE_VOTE, 0, id="in an earlier edition"),
    ],
)
def test_how_long_codes_are(guesses: Guesses, at: datetime, digits: int) -> None:
    assert guesses.digits_at(EDITION, at) == digits


@given(st.lists(st.integers(0, 40), max_size=40))
def test_codes_never_get_shorter_while_the_vote_lasts(hours: list[int]) -> None:
    guesses, at, before = Guesses(), paris(2026, 11, 3, 8), 0
    for passed in hours:
        at += timedelta(hours=passed)
        guesses = guesses.one_more(EDITION, at) if at < VOTE_ENDS else guesses
        now = guesses.digits_at(EDITION, at)
        assert now >= before or at >= VOTE_ENDS
        before = now


def test_a_code_that_was_right_after_all_is_taken_back_but_lengths_stay() -> None:
    guesses = Guesses(5, date(2026, 11, 5), 4)

    assert guesses.one_less(date(2026, 11, 5)) == Guesses(4, date(2026, 11, 5), 4)
    assert guesses.one_less(date(2026, 11, 6)) == guesses
    assert Guesses().one_less(date(2026, 11, 6)) == Guesses()


# Which code is shown


def sure(of: str) -> Confirm:
    return Confirm(_("Sûr ?"), of=of)


def test_no_code_is_the_number_of_a_project_whatever_it_confirms(turns: Turns, clock: HandClock) -> None:
    """«le 24» said at EFFACER is the project's number: nobody is erased by it."""
    shown = []
    for n in range(40):
        phone = Guessed(turns, Phone("sms", f"+336399811{n:02}"))
        phone.says("effacer")
        shown.append(int(phone.phone.code))

    assert min(shown) > 24


def test_a_code_whose_number_a_project_has_got_meanwhile_is_another() -> None:
    shown, _others = code_for(sure("a"), "erase", (), CodeSource(lambda: 14))

    other, _others = code_for(
        sure("a"), "erase", (shown,), CodeSource(lambda: 14, numbers=frozenset({int(shown.digits)}))
    )

    assert other.digits != shown.digits


@given(st.lists(st.tuples(st.sampled_from("abcdefghijkl"), st.booleans()), max_size=60), st.sampled_from([0, 4, 6]))
def test_a_code_is_of_one_thing_and_is_guessed_at_five_times_at_most(said: list[tuple[str, bool]], digits: int) -> None:
    codes: tuple[ShownCode, ...] = ()
    chance = iter(range(10_000))
    source = CodeSource(lambda: next(chance), digits)
    for of, is_guess in said:
        shown, others = code_for(sure(of), "vote", codes, source)
        codes = (shown, *others)

        assert shown.missed < AT_ONCE
        assert len(shown.digits) >= digits
        assert len({code.digits for code in codes}) == len(codes) <= MOST_CODES
        if is_guess:
            codes = missed(codes, sure(of), "vote")
        else:
            assert code_for(sure(of), "vote", codes, source)[0] == shown
