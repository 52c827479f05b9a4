"""The kinds of values that an edition file holds, each with its rule: a line, an id, an amount, a day, an age."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, StringConstraints
from rapidfuzz import fuzz, process

from bot.channels.gsm import segments_of
from bot.channels.sms_text import wash
from bot.edition.remedies import shown, which
from flows.facts.blanks import BLANKS, blanks_in
from flows.facts.blanks import PHASES as PHASE_BLANKS
from flows.plain import plain
from flows.town.edition import Phase
from flows.town.good_times import NoOwnHolidays, UnknownHolidays, own_holidays

PHASES = tuple(Phase)
MOST_SEGMENTS = 2
"""What a reminder may cost each person it is told to."""
HIGHEST_AMOUNT = 10**12  # more than any town has: beyond it, a key was held down


def like(pattern: str, what: str) -> AfterValidator:
    """The rule that a text is *what*, as *pattern* spells out; an empty text is for the rule on length."""

    def check(given: str) -> str:
        if given and not re.fullmatch(pattern, given):
            raise ValueError(f"is {shown(given)}: write {what}")
        return given

    return AfterValidator(check)


def a_telephone(given: str) -> str:
    """A number that somebody can be written to at, in international form, as our addresses are; or nothing."""
    number = re.sub(r"[ .()-]", "", given)
    if given and not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise ValueError(f"is {shown(given)}: write a mobile number with its country, like +33 6 39 98 01 23")
    return number


def one_of(names: Collection[str], kind: Callable[[str], Any] = str) -> PlainValidator:
    """The rule that a value is one of *names*; it is read as a *kind*."""

    def check(given: object) -> Any:
        if not isinstance(given, str) or given not in names:
            raise ValueError(f"is {shown(given)}: {which(str(given), names)}")
        return kind(given)

    return PlainValidator(check)


def each_once(given: tuple[Any, ...]) -> tuple[Any, ...]:
    """The rule that a list names nothing twice."""
    twice = next((value for place, value in enumerate(given) if value in given[:place]), None)
    if twice is not None:
        raise ValueError(f"names '{twice}' twice: keep one")
    return given


def inside(given: str) -> str:
    """The rule that a file lies beside the one that names it."""
    if Path(given).is_absolute() or ".." in Path(given).parts:
        raise ValueError(f"is {shown(given)}: put the file beside this one, and write its name")
    return given


def _amount(given: object) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise ValueError(
            f"is {shown(given)}: write digits only, without quotes, spaces or currency, like 45000 or 45000.50"
        )
    if not (Decimal(given).is_finite() and 0 < given <= HIGHEST_AMOUNT):
        raise ValueError(f"is {given}: write an amount above 0, and up to {HIGHEST_AMOUNT}")
    if given * 100 % 1:
        raise ValueError(f"is {given}: write two decimals at most")
    return Decimal(given)


def _when(given: object) -> date:
    if not isinstance(given, date):  # a datetime is a date too
        raise ValueError(
            f"is {shown(given)}: write a day or a time without quotes, like 2026-11-02 or 2026-11-02T09:00:00"
        )
    if not 2000 <= given.year < 2100:
        raise ValueError(f"is in the year {given.year}: check it")
    return given


def _hour(given: object) -> datetime:
    if not isinstance(_when(given), datetime):
        raise ValueError(f"is {shown(given)}: write the hour too, like 2026-11-14T10:00:00")
    assert isinstance(given, datetime), "it was one a moment ago"
    return given


def known_holidays(given: str) -> str:
    """The rule that a place has public holidays that we know; an empty text is for none."""
    try:
        return own_holidays(given) if given else given
    except NoOwnHolidays as error:
        raise ValueError(f"is {shown(given)}, which has no public holidays of its own: write {error.instead}") from None
    except UnknownHolidays:
        raise ValueError(
            f"is {shown(given)}: write FR, a part of it like FR-6AE (Alsace), FR-57 (Moselle) or FR-974, or nothing"
        ) from None


def two_segments(given: str) -> str:
    """The rule that a text makes an SMS of two segments at most."""
    segments = segments_of(wash(given))
    if segments > MOST_SEGMENTS:
        raise ValueError(f"makes an SMS of {segments} segments: shorten it to {MOST_SEGMENTS}")
    return given


def _plain(given: object) -> object:
    """What is no text is for the next rule; of a text, signs that nobody sees are dropped."""
    return plain(given) if isinstance(given, str) else given


Line = Annotated[
    str,
    BeforeValidator(_plain),
    StringConstraints(strip_whitespace=True, max_length=120),
    like(r"[^\x00-\x1f]+", "it on one line"),
]
Name = Annotated[Line, Field(min_length=1)]
Id = Annotated[Name, like(r"[a-z0-9]+(-[a-z0-9]+)*", "lower-case letters without accents, digits and single hyphens")]
Key = Annotated[Id, Field(max_length=40)]
"""An id that a button carries: Telegram gives a button 64 bytes in all."""
Paragraph = Annotated[str, BeforeValidator(_plain), StringConstraints(strip_whitespace=True, max_length=600)]
Picture = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=300),
    like(
        r"https://[^\s\x00-\x1f/]+/[^\s\x00-\x1f]+",
        "the address of a picture, with https:// and %20 for spaces, like https://ville.example/photos/12.jpg",
    ),
]
Amount = Annotated[Decimal, PlainValidator(_amount)]
When = Annotated[date, PlainValidator(_when)]
Hour = Annotated[datetime, PlainValidator(_hour)]
Age = Annotated[int, Field(ge=0, le=120)]
Days = Annotated[int, Field(ge=0, le=3650)]
PhaseName = Annotated[Phase, one_of(PHASES, Phase)]
Phases = Annotated[tuple[PhaseName, ...], Field(strict=False), AfterValidator(each_once)]


def known_blanks(given: str) -> str:
    """*given*, whose blanks are all filled in when it is said. Raises ValueError for any other."""
    for name in blanks_in(given):
        if name not in BLANKS:
            near = process.extractOne(name, tuple(BLANKS), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=50)
            meant = f"did you mean '{{{near[0]}}}'? " if near else ""
            raise ValueError(f"has '{{{name}}}', which nothing fills in: {meant}{_ALL_BLANKS}")
    return given


_ALL_BLANKS = (
    f"There are {', '.join(name for name in BLANKS if name not in PHASE_BLANKS)}, and for each phase, "
    "like vote: vote.opens, vote.closes, vote.first_day, vote.last_day"
)
"""What may stand in braces in an answer."""
